import os

os.symlink("/proc/self/environ", "environment.txt")
