"""The containers of a pod by their roles; what they are can be known before the project itself is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roadmap_lab.sandbox.spec import CHECKER, CHECKER_USER, ContainerSpec, Limits, Network

if TYPE_CHECKING:
    from collections.abc import Mapping

WEB = "web"
PROJECT_FOLDER = "/srv/app"
PROJECT_MB = 64  # beyond the size of what is laid there
_INODES = 2 * 10_000  # as many files and folders as a project may have, and as many again
# Programs have their whole paths: the project's packages may bring others of the same names.
# By standard input come the size of an archive, as a line, and the archive; $1: the Procfile's command. Bash
# puts a last command in its own place (dash does not), so that signals reach the learner's process itself.
_START = (
    f'read -r size && /usr/bin/head -c "$size" | /usr/bin/tar -x -f - -C {PROJECT_FOLDER} '
    f'&& cd {PROJECT_FOLDER} && exec /usr/bin/bash -c "$1" </dev/null'
)


def checker_spec(image: str, *, hosts_file: bool = False) -> ContainerSpec:
    """The checker; with a hosts file where images of others join its network."""
    return ContainerSpec(
        role=CHECKER, image=image, user=CHECKER_USER, network=Network.NONE, hosts_file=hosts_file
    )


def learner_process(  # noqa: PLR0913  # a process is made of all that was chosen before
    role: str,
    command: str,
    image: str,
    *,
    variables: Mapping[str, str],
    port: int,
    folder_mb: int = PROJECT_MB,
) -> ContainerSpec:
    """A process whose project comes by standard input, as `project_input` has it.

    Args:
        role: Its name in the Procfile.
        command: Its command there.
        image: Holds the runtime and the project's packages.
        variables: The exercise's own variables.
        port: Where the server listens.
        folder_mb: Size of the project's folder.
    """
    return ContainerSpec(
        role=role,
        image=image,
        command=("/usr/bin/tini", "--", "/usr/bin/sh", "-c", _START, "sh", command),
        environment=_environment(role, variables, port),
        limits=Limits(inodes=_INODES),
        writable={PROJECT_FOLDER: folder_mb},
        strange=True,
    )


def own_image_process(
    role: str, command: str, image: str, *, variables: Mapping[str, str], port: int
) -> ContainerSpec:
    """A process of an image that the learner's own Dockerfile has made; an empty command is the image's."""
    return ContainerSpec(
        role=role,
        image=image,
        command=("/bin/sh", "-c", command) if command else (),
        environment=_environment(role, variables, port),
        limits=Limits(inodes=_INODES),
        takes_input=False,
        strange=True,
    )


def project_input(archive: bytes) -> bytes:
    """What a process gets by its standard input: the project, as a tar archive, with its size before it."""
    return b"%d\n%b" % (len(archive), archive)


def _environment(role: str, variables: Mapping[str, str], port: int) -> dict[str, str]:
    temporary = {"HOME": "/tmp", "TMPDIR": "/tmp"}  # noqa: S108
    own = {"PORT": str(port)} if role == WEB else {}
    return {**temporary, "BASE_URL": f"http://localhost:{port}", **variables, **own}
