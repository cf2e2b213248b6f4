from contextlib import suppress
from pathlib import Path

for folder in ("/tmp", "/srv/app", "/dev/shm"):
    with suppress(OSError):
        for number in range(20_000):
            Path(folder, f"crowd-{number}").touch()
