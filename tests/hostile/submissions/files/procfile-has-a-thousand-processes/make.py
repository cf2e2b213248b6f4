from pathlib import Path

with Path("Procfile").open("a") as procfile:
    procfile.write("".join(f"more-{number}: sleep 1000 & sleep 1000\n" for number in range(50_000)))
