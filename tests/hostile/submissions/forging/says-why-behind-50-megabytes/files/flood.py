import sys

for _ in range(50):
    sys.stdout.write("x" * 1024 * 1024)
sys.stdout.write("\n")
sys.stdout.flush()
raise RuntimeError("this is why")
