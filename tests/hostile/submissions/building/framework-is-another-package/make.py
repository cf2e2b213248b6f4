import json
from pathlib import Path

ms = json.loads(Path("package-lock.json").read_text())["packages"]["node_modules/ms"]
package = json.loads(Path("package.json").read_text())
package["dependencies"] = {"express": f"npm:ms@{ms['version']}"}
package["devDependencies"] = {}
Path("package.json").write_text(json.dumps(package))
root = {"name": "app", "version": "1.0.0", "dependencies": package["dependencies"]}
lock = {
    "name": "app",
    "version": "1.0.0",
    "lockfileVersion": 3,
    "requires": True,
    "packages": {"": root, "node_modules/express": {"name": "ms", **ms}},
}
Path("package-lock.json").write_text(json.dumps(lock))
