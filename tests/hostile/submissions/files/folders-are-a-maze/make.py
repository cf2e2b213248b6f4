import os

for outer in range(60):
    for inner in range(1000):
        os.makedirs(f"maze/{outer}/{inner}")
    for inner in range(90):
        os.mknod(f"maze/{outer}/{inner}/file")
