import json
from pathlib import Path

package = json.loads(Path("package.json").read_text())
package["optionalDependencies"] = {"evil": "../../../../root/evil.tgz"}
Path("package.json").write_text(json.dumps(package))
