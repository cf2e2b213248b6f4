from pathlib import Path

folder = Path(".")
for level in range(90):
    folder = folder / "d"
    folder.mkdir()
    (folder / ".gitignore").write_text("".join(f"*{number:x}?\n" for number in range(15_000)))
for number in range(4000):
    (folder / f"{number}.txt").touch()
