import sys
import time

for _ in range(20):
    sys.stdout.write("\v\f\x1c\x1d\x1e\x85\u2028\u2029" * 100_000)
sys.stdout.write("\n")
sys.stdout.flush()
time.sleep(0.5)  # until it is in the log: the engine reads the two streams apart
raise RuntimeError("this is why")
