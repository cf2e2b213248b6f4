"""What a program can see and do in the container in which it runs; laid into a learner's project by tests.

Prints one line: `PROBE` and a JSON object.
"""

import ctypes
import errno
import json
import os
import resource
import socket
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

SYSCALLS = {  # numbers of x86-64 and of the generic table (arm64)
    "unshare": {"x86_64": 272, "aarch64": 97},
    "mount": {"x86_64": 165, "aarch64": 40},
    "keyctl": {"x86_64": 250, "aarch64": 219},
    "bpf": {"x86_64": 321, "aarch64": 280},
    "perf_event_open": {"x86_64": 298, "aarch64": 241},
    "io_uring_setup": {"x86_64": 425, "aarch64": 425},
}
NEW_USER_NAMESPACE = 0x10000000
MOST_FILES = 20_000


def attempt(action: Callable[[], object]) -> str:
    """The name of the error that it ends with, or what it gives."""
    try:
        return f"done: {action()}"
    except OSError as error:
        return errno.errorcode.get(error.errno or 0, type(error).__name__)


def syscall(name: str) -> str:
    """Makes the call with arguments that would be good, where that matters."""
    libc = ctypes.CDLL(None, use_errno=True)
    arguments = {"unshare": (NEW_USER_NAMESPACE,), "io_uring_setup": (4, ctypes.create_string_buffer(120))}
    number = SYSCALLS[name][os.uname().machine]
    result = libc.syscall(number, *arguments.get(name, (0, 0, 0, 0, 0)))
    return "done" if result >= 0 else errno.errorcode[ctypes.get_errno()]


def connect(address: tuple[str, int]) -> dict[str, object]:
    """Tries to reach an address outside."""
    began = time.monotonic()
    outcome = attempt(lambda: socket.create_connection(address, timeout=10).close())
    return {"outcome": outcome, "seconds": time.monotonic() - began}


def fill(folder: str) -> dict[str, object]:
    """Writes to a folder until it is full; the megabytes that went in."""
    path = Path(folder) / "filler"
    written = 0
    try:
        with path.open("wb", buffering=0) as file:
            while written < 500:
                file.write(b"x" * 1024 * 1024)
                written += 1
    except OSError as error:
        return {"megabytes": written, "error": errno.errorcode[error.errno or 0]}
    finally:
        path.unlink(missing_ok=True)
    return {"megabytes": written, "error": ""}


def crowd(folder: str) -> dict[str, object]:
    """Makes empty files until no more are taken; how many there were."""
    made: list[Path] = []
    try:
        for number in range(MOST_FILES):
            path = Path(folder) / f"file-{number}"
            path.touch()
            made.append(path)
    except OSError as error:
        return {"files": len(made), "error": errno.errorcode[error.errno or 0]}
    finally:
        for path in made:
            path.unlink()
    return {"files": len(made), "error": ""}


def run_from(folder: str) -> str:
    """Tries to run a program that was put into the folder."""
    program = Path(folder) / "program"
    program.write_text("#!/bin/sh\nexit 0\n")
    program.chmod(0o755)
    try:
        return attempt(lambda: os.spawnv(os.P_WAIT, str(program), [str(program)]))
    finally:
        program.unlink()


def cgroup(*paths: str) -> str:
    """The first of these files that there is (cgroup v2, then v1)."""
    for path in paths:
        try:
            return Path("/sys/fs/cgroup", path).read_text().strip()
        except OSError:
            continue
    return ""


def names(folder: str) -> list[str]:
    """What is in a folder."""
    return sorted(entry.name for entry in Path(folder).iterdir())


def files() -> Iterator[str]:
    """Every file and folder that can be seen, but the kernel's."""
    for folder, folders, found in os.walk("/"):
        folders[:] = [one for one in folders if os.path.join(folder, one) not in {"/proc", "/sys"}]  # noqa: PTH118
        yield from (os.path.join(folder, one) for one in (*folders, *found))  # noqa: PTH118


def holds(path: str, needles: list[bytes]) -> bool:
    """Whether a file of a moderate size has one of these in it."""
    try:
        if Path(path).is_file() and Path(path).stat().st_size < 2_000_000:
            content = Path(path).read_bytes()
            return any(needle in content for needle in needles)
    except OSError:
        pass
    return False


def look() -> dict[str, object]:
    """Everything."""
    status = dict(line.split(":\t", 1) for line in Path("/proc/self/status").read_text().splitlines())
    seen = list(files())
    needles = [bytes.fromhex(one) for one in os.environ["PROBE_NEEDLES"].split(",")]
    return {
        "ids": [os.getuid(), os.geteuid(), os.getgid(), os.getegid(), *os.getgroups()],
        "capabilities": {name: status[name].strip() for name in status if name.startswith("Cap")},
        "no_new_privileges": status["NoNewPrivs"],
        "seccomp": status["Seccomp"],
        "syscalls": {name: syscall(name) for name in SYSCALLS},
        "write": {
            folder: attempt(partial((Path(folder) / "mark").write_text, "x"))
            for folder in (
                "/",
                "/etc",
                "/usr/lib",
                "/opt/venv",
                "/srv",
                "/root",
                "/var/tmp",
                "/tmp",
                "/srv/app",
            )
        },
        "run_from_tmp": run_from("/tmp"),
        "fill_tmp": fill("/tmp"),
        "crowd_tmp": crowd("/tmp"),
        "fill_project": fill("/srv/app"),
        "fill_shm": fill("/dev/shm"),
        "interfaces": names("/sys/class/net"),
        "routes": Path("/proc/net/route").read_text().splitlines()[1:],
        "outside": connect(("192.0.2.1", 80)),  # RFC 5737: nobody's address
        "outside_v6": connect(("2001:db8::1", 80)),  # RFC 3849
        "host": connect(("172.17.0.1", 22)),
        "name": attempt(lambda: socket.getaddrinfo("example.com", 80)),
        "localhost": sorted({one[4][0] for one in socket.getaddrinfo("localhost", 80)}),
        "environment": dict(os.environ),
        "limits": {
            "files": resource.getrlimit(resource.RLIMIT_NOFILE),
            "core": resource.getrlimit(resource.RLIMIT_CORE),
        },
        "memory": cgroup("memory.max", "memory/memory.limit_in_bytes"),
        "swap": cgroup("memory.swap.max", "memory/memory.memsw.limit_in_bytes"),
        "pids": cgroup("pids.max", "pids/pids.max"),
        "processors": cgroup("cpu.max", "cpu/cpu.cfs_quota_us"),
        "processes": {
            one: Path("/proc", one, "cmdline").read_bytes().replace(b"\0", b" ").decode()
            for one in names("/proc")
            if one.isdigit()
        },
        "sockets": [path for path in seen if path.endswith(".sock")],
        "files": len(seen),
        "telling": [path for path in seen if holds(path, needles)],
        "devices": names("/dev"),
    }


def main() -> None:
    """Prints what was found."""
    print("PROBE " + json.dumps(look()), flush=True)  # noqa: T201  # its log is how it is heard


if __name__ == "__main__":
    main()
