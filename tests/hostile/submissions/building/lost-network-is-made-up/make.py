from pathlib import Path

with Path("requirements.txt").open("a") as requirements:
    requirements.write("roadmap-lab-has-no-such-package-EAI_AGAIN-ENOTFOUND-ETIMEDOUT==1.0\n")
