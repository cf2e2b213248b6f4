import os

with open("../outside.txt", "w") as outside:
    outside.write("outside")
os.link("../outside.txt", "inside.txt")
