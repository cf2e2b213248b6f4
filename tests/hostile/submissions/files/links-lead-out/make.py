import os

os.mkdir("inner")
os.symlink("..", "inner/up")
os.symlink("inner/up/../../../../../../../../../etc/passwd", "quotes.txt")
