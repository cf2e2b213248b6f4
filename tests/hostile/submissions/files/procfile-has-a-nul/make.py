from pathlib import Path

Path("Procfile").write_bytes(b"web: python -m app\0--fake\n")
