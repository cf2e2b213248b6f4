import os

os.mkdir("many")
for number in range(100_000):
    os.mknod(f"many/{number}")
