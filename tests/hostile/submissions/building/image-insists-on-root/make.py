from pathlib import Path

Path("Dockerfile").write_text(
    "FROM debian:trixie-slim\n"
    "RUN cp /usr/bin/dash /rootsh && chmod 4755 /rootsh && chmod 4755 /usr/bin/id\n"
    "USER root\n"
    "CMD id; /rootsh -p -c 'cat /etc/shadow && echo I AM ROOT' || echo STILL NOBODY; "
    "touch /x && echo I AM ROOT; mount -t tmpfs x /mnt && echo I AM ROOT; exit 3\n"
)
