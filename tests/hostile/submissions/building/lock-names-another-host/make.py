import json
from pathlib import Path

lock = json.loads(Path("package-lock.json").read_text())
lock["packages"]["node_modules/express"]["resolved"] = "https://registry.invalid/express/-/express-5.3.0.tgz"
Path("package-lock.json").write_text(json.dumps(lock))
