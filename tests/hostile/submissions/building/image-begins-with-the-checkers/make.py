from pathlib import Path

from roadmap_lab.sandbox.definitions import image_definition

Path("Dockerfile").write_text(
    f"FROM {image_definition('checker').tag}\n"
    "RUN grep -rl --include=*.py 'GET /quotes' /opt/checker/lib /srv /tmp > /found || true\n"
    'CMD ["/bin/sh", "-c", "echo LOOKED AND FOUND $(wc -l < /found); exit 9"]\n'
)
