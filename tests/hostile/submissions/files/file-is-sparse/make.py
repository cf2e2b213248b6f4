import os

open("large.bin", "wb").close()
os.truncate("large.bin", 1024**4)
