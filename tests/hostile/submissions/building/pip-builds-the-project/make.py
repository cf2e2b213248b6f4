from pathlib import Path

with Path("requirements.txt").open("a") as requirements:
    requirements.write("-e .\n./vendor/evil\nevil @ file:///srv/app/evil\n")
