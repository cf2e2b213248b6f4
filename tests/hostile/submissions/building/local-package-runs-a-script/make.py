import json
from pathlib import Path

package = json.loads(Path("package.json").read_text())
package["dependencies"]["evil"] = "file:./evil"
Path("package.json").write_text(json.dumps(package))
lock = json.loads(Path("package-lock.json").read_text())
lock["packages"][""]["dependencies"]["evil"] = "file:./evil"
lock["packages"]["node_modules/evil"] = {"resolved": "evil", "link": True, "hasInstallScript": True}
lock["packages"]["evil"] = {"version": "1.0.0", "hasInstallScript": True}
Path("package-lock.json").write_text(json.dumps(lock))
