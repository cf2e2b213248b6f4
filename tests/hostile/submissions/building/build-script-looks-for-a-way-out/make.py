import json
from pathlib import Path

package = json.loads(Path("package.json").read_text())
package["scripts"]["build"] = "node look.mjs"
Path("package.json").write_text(json.dumps(package))
Path("look.mjs").write_text("""
import { existsSync, readdirSync } from 'node:fs';
import { lookup } from 'node:dns/promises';
import { connect } from 'node:net';

const found = [];
const reach = (host, port) =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2000 });
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false)).on('timeout', () => resolve(false));
  });
for (const host of ['169.254.169.254', '172.17.0.1', '192.0.2.1']) {
  if (await reach(host, 80)) found.push(host);
}
if (await lookup('registry.invalid').catch(() => null)) found.push('names');
for (const path of ['/var/run/docker.sock', '/build', '/opt/checker', '/host']) {
  if (existsSync(path)) found.push(path);
}
if (Object.keys(process.env).some((name) => /SEED|SECRET|PASSWORD|_URL/.test(name))) found.push('secrets');
if (readdirSync('/proc').filter((name) => /^\\\\d+$/.test(name)).length > 12) found.push('processes of others');
console.log(found.length ? `FOUND ${found}` : 'FOUND NOTHING');
process.exit(1);
""")
