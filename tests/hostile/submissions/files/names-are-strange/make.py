from pathlib import Path

NAMES = [
    "line\nbreak",
    "\x1b[2Jclear",
    "--checkpoint-action=exec=sh run",
    "-rf",
    "back\\slash\\..\\..",
    "..." ,
    " ",
    "ends with blanks   ",
    "$(touch here)`id`;'\"",
    "x" * 255,
    "README.MD",
    "readme.md",
    "caf\u00e9",
    "cafe\u0301",
    "\u0420rocfile",
    "\u202etxt.exe",
    "\x7f\x01",
]
for name in NAMES:
    Path(name).write_text("x")
    folder = Path("folders", name)
    folder.mkdir(parents=True)
    (folder / name).write_text("x")
