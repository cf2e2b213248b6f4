from pathlib import Path

TRICKS = """PATH=/srv/app/bin
LD_PRELOAD=/srv/app/evil.so
PYTHONSTARTUP=evil.py
PYTEST_ADDOPTS=-p evil
DOCKER_HOST=tcp://docker.invalid:2375
COMPOSE_FILE=/etc/passwd
ROADMAP_LAB_HOME=/tmp/elsewhere
ROADMAP_LAB_BASE_IMAGE=base.invalid/image
"""
for name in (".env", ".envrc", ".env.local", "roadmap-lab.env"):
    Path(name).write_text(TRICKS)
with Path(".gitignore").open("a") as ignored:
    ignored.write("!.env\n!.env.*\n")
