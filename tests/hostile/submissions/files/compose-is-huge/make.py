from pathlib import Path

Path("compose.yaml").write_text("services: [" + "[]," * 5_000_000 + "]\n")
