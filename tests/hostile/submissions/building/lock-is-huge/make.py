from pathlib import Path

Path("package-lock.json").write_text('{"packages": [' + "[]," * 6_000_000 + "0]}")
