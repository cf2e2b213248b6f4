import json
from pathlib import Path

run = "echo NPM-RAN-IT; touch /srv/node_modules/npm-ran-it; cat /etc/shadow; (sleep 200 &)"
package = json.loads(Path("package.json").read_text())
for name in ("preinstall", "install", "postinstall", "prepublish", "preprepare", "prepare", "postprepare"):
    package["scripts"][name] = run
package["bin"] = {"node": "evil.js", "tini": "evil.js"}
package["workspaces"] = ["../../../*", "/etc"]
package["engines"] = {"node": ">=99"}
package["os"] = ["plan9"]
package["gypfile"] = True
package["config"] = {"unsafe-perm": True, "script-shell": "/srv/app/evil.js"}
Path("package.json").write_text(json.dumps(package))
