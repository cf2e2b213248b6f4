from contextlib import suppress
from pathlib import Path

for folder in ("/tmp", "/dev/shm", "/srv/app"):
    with suppress(OSError):
        for number in range(1_000_000):
            Path(folder, f"crowd-{number}").touch()
