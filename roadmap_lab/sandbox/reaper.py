"""Removal that is certain: a process of its own that outlives the command and cleans up after it.

It is started before the first container and holds the reading end of a pipe. When the command ends, in
whatever way (done, Ctrl-C, a crash, SIGKILL), the pipe closes, and everything that carries the grade's
label is removed. Nobody has to wait for that, and nobody can forget it.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from roadmap_lab.sandbox.leftovers import GRADE_LABEL, REAPER_MODULE

if TYPE_CHECKING:
    from roadmap_lab.sandbox.engine import Engine

KEEP = b"keep\n"
# A shell waits for the end of the pipe, which costs a start nothing; Python comes when there is work.
_WAIT = f'read -r word && exit 0; exec "$0" -m {REAPER_MODULE} "$1" "$2"'
_SETTLE_SECONDS = 1.0  # a creation that was under way when the command died may end only now,
_CLEAN_LOOKS = 5  # and on a busy machine later than one thinks
_ATTEMPTS = 60


class Reaper:
    """The command's side: as long as it is open, nothing is removed.

    Args:
        grade_id: What the containers' label says.
        engine_url: Where the engine is.
    """

    def __init__(self, grade_id: str, engine_url: str) -> None:
        reading, self._pipe = os.pipe()
        self._open = True
        program = ["/bin/sh", "-c", _WAIT, sys.executable, grade_id, engine_url]
        # Not `subprocess`: it expects its children to end before their parent.
        process = os.posix_spawn(
            program[0],
            program,
            os.environ,
            file_actions=[
                (os.POSIX_SPAWN_DUP2, reading, 0),
                (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
                (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
            ],
            setsid=True,  # Ctrl-C in the terminal is not for it
        )
        os.close(reading)
        threading.Thread(target=os.waitpid, args=(process, 0), daemon=True).start()

    def keep(self) -> None:
        """Leaves the containers for the user to look at."""
        self._close(KEEP)

    def release(self) -> None:
        """Lets the removal begin, and returns at once."""
        self._close(b"")

    def _close(self, last: bytes) -> None:
        if not self._open:
            return
        self._open = False
        with suppress(BrokenPipeError):  # it is gone; `doctor --fix` finds what it has left
            os.write(self._pipe, last)
        os.close(self._pipe)


def reap(engine: Engine, grade_id: str) -> int:
    """Removes all containers of a grade, until several looks in a row find none; how many there were."""
    removed = 0
    clean = 0
    for _ in range(_ATTEMPTS):
        found = engine.containers(f"{GRADE_LABEL}={grade_id}")
        # Those that join another's network go before the one that owns it.
        found.sort(key=lambda one: not str(one["HostConfig"].get("NetworkMode", "")).startswith("container:"))
        for one in found:
            removed += engine.remove(one["Id"])
        clean = 0 if found else clean + 1
        if clean >= _CLEAN_LOOKS:
            break
        if not found:
            time.sleep(_SETTLE_SECONDS)
    return removed


def main() -> None:
    """Removes what a command made that has ended."""
    from roadmap_lab.errors import RoadmapLabError  # noqa: PLC0415  # the other side imports this module, too
    from roadmap_lab.sandbox.endpoint import Endpoint  # noqa: PLC0415
    from roadmap_lab.sandbox.engine import connect  # noqa: PLC0415

    grade_id, engine_url = sys.argv[1:]

    for _ in range(_ATTEMPTS):
        try:
            reap(connect(Endpoint(url=engine_url, origin="the command")), grade_id)
        except RoadmapLabError:
            time.sleep(_SETTLE_SECONDS)  # the engine is restarting, or busy
        else:
            return


if __name__ == "__main__":
    main()
