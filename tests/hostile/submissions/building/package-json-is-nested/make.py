import json
from pathlib import Path

package = json.loads(Path("package.json").read_text())
package["overrides"] = "deep"
text = json.dumps(package).replace('"deep"', '{"a":' * 3000 + "1" + "}" * 3000)
Path("package.json").write_text(text)
