import os

import redis

client = redis.Redis.from_url(os.environ["REDIS_URL"])
for number in range(1000):
    client.set(f"more-{number}", os.urandom(1024 * 1024))
