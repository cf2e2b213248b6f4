import os

os.rename("requirements.txt", "other.txt")
os.symlink("other.txt", "requirements.txt")
