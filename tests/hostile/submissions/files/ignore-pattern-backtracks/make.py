from pathlib import Path

PIECES = ("a", "(", "[(?:]", "[a-z]", "?", "a?", "\\(")
with Path(".gitignore").open("a") as ignored:
    ignored.write("".join(f"*{piece}" * 40 + "b\n" for piece in PIECES))
    ignored.write("a*/**/a*/**/a*b\n")
Path("a" * 250).touch()
Path("(" * 250).touch()
deep = Path(*["a" * 50] * 60)
deep.mkdir(parents=True)
(deep / "c").touch()
