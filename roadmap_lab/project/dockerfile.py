"""What has to be right with a learner's Dockerfile before an engine gets it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from roadmap_lab.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

DOCKERFILE = "Dockerfile"
_LARGEST = 100_000  # bytes
_CONTINUED = re.compile(r"\\[ \t]*\n")  # Dockerfile reference, "Escape"
_COMMENT = re.compile(r"^[ \t]*#.*\n?", re.MULTILINE)
_ADD = re.compile(r"^[ \t]*(?:ONBUILD[ \t]+)?ADD[ \t]+(.*)$", re.MULTILINE | re.IGNORECASE)
_ELSEWHERE = re.compile(r"://|\bgit@|\$")


def check_dockerfile(contents: Mapping[str, bytes]) -> None:
    """Refuses a project whose Dockerfile is missing, or lets the engine itself fetch something.

    What `RUN` fetches is fetched in a container with limits; what `ADD` fetches, by the engine itself, on its
    own machine and in its own network.

    Raises:
        UsageError: It cannot be built here.
    """
    content = contents.get(DOCKERFILE)
    if content is None:
        raise UsageError(
            f"the project has no {DOCKERFILE}",
            "write one that builds and starts your server; "
            "a link, or a file that .gitignore names, does not count",
        )
    if len(content) > _LARGEST:
        raise UsageError(f"{DOCKERFILE} is larger than {_LARGEST:,} bytes", "keep it short")
    text = _CONTINUED.sub(" ", _COMMENT.sub("", content.decode("utf-8-sig", errors="replace")))
    for instruction in _ADD.finditer(text):
        if _ELSEWHERE.search(instruction[1]):
            raise UsageError(
                f"{DOCKERFILE} lets the engine fetch something (ADD {instruction[1].strip()[:80]})",
                "fetch it with a program in a RUN line, or COPY it from the project",
            )
