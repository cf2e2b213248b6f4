from pathlib import Path

with Path("requirements.txt").open("a") as requirements:
    requirements.write("-r /etc/passwd\n--constraint=file:///proc/self/environ\n")
