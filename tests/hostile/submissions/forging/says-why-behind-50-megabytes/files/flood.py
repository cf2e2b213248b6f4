import sys
import time

for _ in range(50):
    sys.stdout.write("x" * 1024 * 1024)
sys.stdout.write("\n")
sys.stdout.flush()
time.sleep(0.5)  # until it is in the log: the engine reads the two streams apart
raise RuntimeError("this is why")
