import json
from pathlib import Path

lock = json.loads(Path("package-lock.json").read_text())
lock["packages"]["node_modules/express"]["integrity"] = lock["packages"]["node_modules/ms"]["integrity"]
Path("package-lock.json").write_text(json.dumps(lock))
