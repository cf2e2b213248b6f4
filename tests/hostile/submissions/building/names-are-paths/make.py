import json
from pathlib import Path

package = json.loads(Path("package.json").read_text())
lock = json.loads(Path("package-lock.json").read_text())
ms = lock["packages"]["node_modules/ms"]
for name in ("../../../opt/evil", "$(touch /srv/evil)", "--prefix=/usr"):
    package["dependencies"][name] = ms["version"]
    lock["packages"][""]["dependencies"][name] = ms["version"]
    lock["packages"][f"node_modules/{name}"] = ms
Path("package.json").write_text(json.dumps(package))
Path("package-lock.json").write_text(json.dumps(lock))
