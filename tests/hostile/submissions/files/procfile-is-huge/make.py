from pathlib import Path

Path("Procfile").write_text("web: " + " " * 5_000_000 + "a" * 5_000_000)
