"""What containers and layers are to be, in our own words. Pure: plans are made of these.

Named tuples, here and in all that a grade imports before its first container: dataclasses take 4 ms more.
"""

from __future__ import annotations

from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

CHECKER = "checker"
LEARNER_USER = 65534
CHECKER_USER = 65532  # another one, so that neither may signal or look into the other


_NOTHING: Mapping[str, Any] = MappingProxyType({})


class Network(Enum):
    """What a container may reach."""

    NONE = "none"  # its own loopback
    SHARED = "shared"  # the loopback of another container of the pod
    OUTSIDE = "outside"  # the engine's default network: for dependencies alone


class Limits(NamedTuple):
    """What a container may use.

    Attributes:
        memory_mb: Memory, without any swap.
        cpus: Processors, as a share of their time.
        processes: Processes and threads.
        open_files: File descriptors of one process.
        temporary_mb: Size of /tmp.
        temporary_inodes: Files and folders in /tmp.
        inodes: Files and folders in each further writable folder.
    """

    memory_mb: int = 512
    cpus: float = 1.0
    processes: int = 128
    open_files: int = 1024
    temporary_mb: int = 64
    temporary_inodes: int = 5000
    inodes: int = 5000


class ContainerSpec(NamedTuple):
    """One container.

    Attributes:
        role: What it is in the pod, such as `web`; unique in it.
        image: A tag that is here.
        command: Program and arguments; empty for the image's own.
        user: Id of the user and the group.
        environment: Variables beside the image's own.
        network: What it may reach.
        limits: What it may use.
        writable: Folders in memory beside /tmp, with their sizes in MB; programs may be run from them.
        takes_input: Whether its standard input is ours.
        writable_root: Whether it may write to its own layer; only where that layer is kept.
        working_folder: Where the command starts; empty for the image's own.
        strange: Whether it runs code that nobody here has written: a stronger runtime is for such.
        hosts_file: Whether the engine writes `localhost` into the namespace's /etc/hosts, which costs 90 ms;
            our own images know the name without it.
        logged: Whether the engine keeps what it writes; not where its output is read as a whole.
    """

    role: str
    image: str
    command: tuple[str, ...] = ()
    user: int = LEARNER_USER
    environment: Mapping[str, str] = _NOTHING
    network: Network = Network.SHARED
    limits: Limits = Limits()
    writable: Mapping[str, int] = _NOTHING
    takes_input: bool = True
    writable_root: bool = False
    working_folder: str = ""
    strange: bool = False
    hosts_file: bool = False
    logged: bool = True


class Layer(NamedTuple):
    """What an image is made from.

    Attributes:
        tag: Its tag: repository, and a hash of everything below.
        parent: The image below it.
        files: The only files that the command sees beside that image's.
        command: For the shell, run in the folder with the files.
        network: Whether the command may reach the network.
    """

    tag: str
    parent: str
    files: Mapping[str, bytes]
    command: str
    network: Network


class Failure(NamedTuple):
    """Why a learner's command did not succeed: a sentence, and the command's last lines."""

    reason: str
    output: str
