import os
import sys

import redis

ORDERS = [
    ["ACL", "SETUSER", "checker", "off"],
    ["ACL", "SETUSER", "default", "+@all"],
    ["DEBUG", "SLEEP", "100"],
    ["MODULE", "LOAD", "/srv/app/module.so"],
    ["REPLICAOF", "localhost", "1"],
    ["FAILOVER", "ABORT"],
    ["EVAL", "return redis.call('SHUTDOWN', 'NOSAVE', 'FORCE')", "0"],
    ["DEBUG", "SEGFAULT"],
    ["SHUTDOWN", "NOSAVE", "FORCE"],
]
queue = redis.Redis.from_url(os.environ["REDIS_URL"])
obeyed = []
for order in ORDERS:
    try:
        queue.execute_command(*order)
        obeyed.append(order[0])
    except redis.ConnectionError:
        sys.exit(f"it ended by {order[0]}")
    except redis.RedisError as error:
        print(error)
sys.exit(f"obeyed: {', '.join(obeyed) or 'nothing'}")
