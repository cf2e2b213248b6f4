import os

for number in range(4950):
    os.makedirs(f"many/{number}")
    os.mknod(f"many/{number}/one")
