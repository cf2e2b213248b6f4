from pathlib import Path

with Path("requirements.txt").open("a") as requirements:
    requirements.write("$(id)`id`;id;'id'\"&&id|id>\x1b[2J\x1b]0;graded\x07\u202e==1.0\n")
