import json
from pathlib import Path

Path(".npmrc").write_text("""registry=https://registry.invalid/
script-shell=/srv/app/evil.sh
cache=/proc
prefix=/usr
node-options=--require=/srv/app/evil.js
//registry.invalid/:_authToken=${HOME}
""")
for name in ("package.json", "package-lock.json"):
    content = json.loads(Path(name).read_text())
    (content if name == "package.json" else content["packages"][""])["dependencies"]["ms"] = "^2.1.3"
    Path(name).write_text(json.dumps(content))
