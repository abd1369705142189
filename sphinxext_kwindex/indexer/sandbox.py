"""Confine this process for good: what hostile sources make libclang do stays here.

On Linux with Landlock (5.13, https://docs.kernel.org/userspace-api/landlock.html) the
process reads only named folders and writes, runs and connects to nothing. Elsewhere
the limits of memory and file size hold, as far as the system has them.
"""

from __future__ import annotations

import ctypes
import errno
import os
import signal
import stat
import struct
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Confinement", "confine", "landlock_abi"]

# linux/landlock.h; the numbers of the calls are the same on all architectures.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_ASK_VERSION = 1
_PATH_BENEATH = 1
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
# Rights on files that an interface of this version or later knows: the first 13 bits
# are execute, write, read, remove and make; then refer, truncate, device ioctl.
_FILE_RIGHTS = ((1, (1 << 13) - 1), (2, 1 << 13), (3, 1 << 14), (5, 1 << 15))
_NETWORK_SINCE, _NETWORK_RIGHTS = 4, 0b11  # bind and connect of TCP
_SCOPES_SINCE, _SCOPES = 6, 0b11  # abstract sockets and signals of others

# What libclang needs to write a file: make it under another name and rename it.
_WRITE = 1 << 1 | 1 << 5 | 1 << 8 | 1 << 14  # write, remove, make, truncate
_LARGEST_WRITTEN = 4 << 30

# linux/prctl.h
_SET_DEATH_SIGNAL, _SET_NO_NEW_PRIVILEGES = 1, 38

# Shared libraries that are loaded late, and what their loader reads.
_ALWAYS_READABLE = (
    *("/usr/lib", "/usr/lib64", "/lib", "/lib64", "/etc/ld.so.cache"),
    "/dev/null",
)


@dataclass(frozen=True, slots=True)
class Confinement:
    """What holds for the process from now on."""

    landlock: int
    """Version of Landlock's interface; 0 where it does not hold."""
    reason: str | None
    """Why Landlock does not hold; None if it does."""
    limits: tuple[tuple[str, int], ...]
    """Resource limits, by the name of the resource (``AS``, ``FSIZE``), sorted;
    bytes, or seconds for ``CPU``."""


def confine(
    readable: Sequence[str],
    memory_bytes: int | None = None,
    *,
    scratch: str | None = None,
    cpu_seconds: int | None = None,
    die_with_parent: bool = True,
) -> Confinement:
    """Confine this process; nothing can take it back.

    To be called by the only thread, after libclang and the modules are loaded: other
    threads that run already stay free. Folders of Python's own modules and of shared
    libraries stay readable. The environment is emptied: Clang obeys ``CPATH`` and
    others.

    :param readable: absolute paths of folders and files; those that do not exist are
        left out.
    :param memory_bytes: limit of the address space; None for no limit.
    :param scratch: a folder that stays writable: files of 4 GiB at most.
    :param cpu_seconds: limit of the process's whole CPU time; None for no limit.
    :param die_with_parent: also end when the *thread* that started this process does
        (Linux; prctl(2)).
    """
    os.environ.clear()
    if die_with_parent:
        _die_with_parent()
    written = _LARGEST_WRITTEN if scratch else 0
    limits = _limit(memory_bytes, cpu_seconds, written)
    abi, reason = landlock_abi()
    if abi:
        paths = (*readable, *_own_folders(), *_ALWAYS_READABLE)
        reason = _restrict(abi, paths, (scratch,) if scratch else ())
    return Confinement(landlock=0 if reason else abi, reason=reason, limits=limits)


def landlock_abi() -> tuple[int, str | None]:
    """Return the version of Landlock's interface, or 0 and why there is none."""
    if not sys.platform.startswith("linux"):
        return 0, "only Linux has Landlock"
    abi, error = _call(_CREATE_RULESET, None, 0, _ASK_VERSION)
    if abi > 0:
        return abi, None
    if error == errno.EOPNOTSUPP:
        return 0, "Landlock is switched off in this kernel"
    if error == errno.ENOSYS:
        return 0, "this kernel has no Landlock"
    return 0, f"Landlock cannot be used: {os.strerror(error)}"


def _call(number: int, *arguments: object) -> tuple[int, int]:
    """Do a system call; return its result and, if that is -1, the error number."""
    library = ctypes.CDLL(None, use_errno=True)
    library.syscall.restype = ctypes.c_long
    result = library.syscall(ctypes.c_long(number), *arguments)
    return int(result), ctypes.get_errno() if result < 0 else 0


def _die_with_parent() -> None:
    if not sys.platform.startswith("linux"):
        return
    parent = os.getppid()
    ctypes.CDLL(None).prctl(_SET_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    # It may have died before the call, and then no signal comes.
    if os.getppid() != parent:
        os._exit(1)


def _limit(
    memory_bytes: int | None, cpu_seconds: int | None, written: int
) -> tuple[tuple[str, int], ...]:
    if sys.platform == "win32":
        return ()
    import resource

    wanted = {"AS": memory_bytes, "CORE": 0, "CPU": cpu_seconds, "FSIZE": written}
    held: list[tuple[str, int]] = []
    for name, value in wanted.items():
        number = getattr(resource, f"RLIMIT_{name}", None)
        if number is None or value is None:
            continue
        hard = resource.getrlimit(number)[1]
        limit = value if hard == resource.RLIM_INFINITY else min(value, hard)
        try:
            resource.setrlimit(number, (limit, limit))
        except (OSError, ValueError):
            continue  # macOS refuses some; the pool's own deadline holds
        held.append((name, limit))
    return tuple(held)


def _own_folders() -> list[str]:
    """Return the folders that modules are imported from: the standard ones and ours."""
    names = ("stdlib", "platstdlib", "purelib", "platlib")
    paths = [sysconfig.get_path(name) for name in names]
    return [*filter(None, paths), str(Path(__file__).parents[1])]


def _restrict(abi: int, readable: Iterable[str], writable: Iterable[str]) -> str | None:
    """Let this thread use these paths and do no more; return why not, if so."""
    handled = sum(rights for since, rights in _FILE_RIGHTS if abi >= since)
    attributes = struct.pack(
        "=QQQ",
        handled,
        _NETWORK_RIGHTS if abi >= _NETWORK_SINCE else 0,
        _SCOPES if abi >= _SCOPES_SINCE else 0,
    )
    # An older kernel takes a longer structure if what it does not know is zero.
    ruleset, error = _call(_CREATE_RULESET, attributes, len(attributes), 0)
    if ruleset < 0:
        return f"Landlock cannot be used: {os.strerror(error)}"
    try:
        for path in dict.fromkeys(readable):
            _allow(ruleset, path)
        for path in writable:
            _allow(ruleset, path, _WRITE & handled)
        ctypes.CDLL(None).prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        result, error = _call(_RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)
    return f"Landlock cannot be used: {os.strerror(error)}" if result < 0 else None


def _allow(ruleset: int, path: str, more: int = 0) -> None:
    """Allow to read a file or all below a folder; nothing if it does not exist.

    :param more: further rights.
    """
    try:
        # O_PATH: known on Linux only, where alone this runs.
        opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except (OSError, ValueError):
        return
    try:
        is_folder = stat.S_ISDIR(os.fstat(opened).st_mode)
        rights = _READ_FILE | (_READ_DIR if is_folder else 0) | more
        rule = struct.pack("=Qi", rights, opened)
        # A rule that the kernel refuses only leaves the path forbidden.
        _call(_ADD_RULE, ruleset, _PATH_BENEATH, rule, 0)
    finally:
        os.close(opened)
