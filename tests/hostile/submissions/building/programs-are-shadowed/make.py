import json
from pathlib import Path

NAMES = ("tini", "sh", "bash", "dash", "tar", "head", "cp", "env", "npm")
lock = json.loads(Path("package-lock.json").read_text())
lock["packages"]["node_modules/ms"]["bin"] = dict.fromkeys(NAMES, "index.js")
Path("package-lock.json").write_text(json.dumps(lock))
