"""Faults that a worker commits when a test asks: those that real files provoke."""

from __future__ import annotations

import ctypes
import os
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["commit"]


def commit(fault: str) -> dict[str, Any]:
    """Commit a fault; return the reply of a task that ends well if it is none.

    ``crash`` reads address 0, ``abort`` gives up as LLVM does without memory, ``exit``
    leaves, ``hang`` computes and ``sleep`` waits for ever, ``memory`` allocates for
    ever, ``error`` raises, ``print`` writes a megabyte on both standard streams and
    ``garbage`` a frame that is none on the pipe of the protocol.
    """
    action = _FAULTS.get(fault)
    if action is not None:
        action()
    return {"type": "facts", "files": [], "done": fault}


def _abort() -> None:
    os.write(2, b"LLVM ERROR: out of memory\n")
    os.abort()


def _hang() -> None:
    while True:
        pass


def _exhaust_memory() -> None:
    hoard = []
    while True:
        hoard.append(bytearray(1 << 24))


def _raise() -> None:
    raise ValueError("no such thing")


def _print() -> None:
    for descriptor in (1, 2):
        os.write(descriptor, b"noise\n" * 200_000)


def _damage_protocol() -> None:
    """Write to every open descriptor above the standard ones that takes it."""
    for descriptor in range(3, 20):
        with suppress(OSError):
            os.write(descriptor, b"HTTP/1.1 400 Bad Request\r\n\r\n")


_FAULTS: dict[str, Callable[[], object]] = {
    "abort": _abort,
    "crash": lambda: ctypes.string_at(0),
    "error": _raise,
    "exit": lambda: os._exit(3),
    "garbage": _damage_protocol,
    "hang": _hang,
    "memory": _exhaust_memory,
    "print": _print,
    "sleep": lambda: time.sleep(1e6),
}
