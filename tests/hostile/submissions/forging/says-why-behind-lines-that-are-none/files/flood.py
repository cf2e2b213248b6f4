import sys

for _ in range(20):
    sys.stdout.write("\v\f\x1c\x1d\x1e\x85\u2028\u2029" * 100_000)
sys.stdout.write("\n")
sys.stdout.flush()
raise RuntimeError("this is why")
