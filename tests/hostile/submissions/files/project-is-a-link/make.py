import os

os.rename("../handed-in", "../really-handed-in")
os.symlink("really-handed-in", "../handed-in")
