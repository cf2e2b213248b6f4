import contextlib
import ctypes
import os
import sys
from pathlib import Path

LIBC = ctypes.CDLL(None, use_errno=True)
PTRACE_SEIZE = 0x4206
PIDFD_OPEN, PIDFD_GETFD, PROCESS_VM_READV, ADD_KEY, KEYCTL, KCMP = 434, 438, 310, 248, 250, 312
MINE = {os.getpid(), os.getppid(), 1}

got = []
others = [pid for pid in range(2, 40_000) if pid not in MINE and Path(f"/proc/{pid}").exists()]
got += [f"process {pid}" for pid in others]
for pid in range(2, 5000):
    if pid in MINE:
        continue
    with contextlib.suppress(OSError):
        os.kill(pid, 0)
        got.append(f"signal to {pid}")
handle = LIBC.syscall(PIDFD_OPEN, 1, 0)
if LIBC.syscall(PIDFD_GETFD, handle, 1, 0) >= 0:
    got.append("files of others")
if LIBC.ptrace(PTRACE_SEIZE, 1, 0, 0) == 0:
    got.append("trace")
if LIBC.syscall(PROCESS_VM_READV, 1, 0, 0, 0, 0, 0) >= 0:
    got.append("memory of others")
if LIBC.syscall(ADD_KEY, b"user", b"left-here", b"x", 1, -4) >= 0:
    got.append("a keyring that outlives the container")
if LIBC.syscall(KEYCTL, 0, -4, 1) >= 0:
    got.append("the keyring of the user")
for name in ("ns/net", "ns/pid", "ns/mnt", "root/../../../etc/shadow"):
    with contextlib.suppress(OSError):
        os.open(f"/proc/1/{name}", os.O_RDWR)
        got.append(f"write to {name}")
for name in ("net", "pid", "mnt", "user", "ipc"):
    with contextlib.suppress(OSError):
        descriptor = os.open(f"/proc/1/ns/{name}", os.O_RDONLY)
        if LIBC.setns(descriptor, 0) == 0:
            got.append(f"namespace {name}")
if LIBC.unshare(0x10000000) == 0:
    got.append("a user namespace of its own")
if LIBC.mount(b"proc", b"/tmp", b"proc", 0, None) == 0:
    got.append("a mount")
sys.exit(f"got: {', '.join(got) or 'nothing'}")
