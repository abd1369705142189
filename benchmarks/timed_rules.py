"""The CPU time of the rules inside of the workers: a tool of the benchmarks.

A worker may write no file and is killed in the end. So before it locks itself in it
maps a file of its own, and its time is added up there after each file that it reads.
"""

from __future__ import annotations

import mmap
import os
import struct
import tempfile
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["boot_line", "install", "seconds"]

_TIME = struct.Struct("d")


def boot_line(folder: Path) -> str:
    """Return the line of Python that has a worker note its time in a folder."""
    return f"from benchmarks import timed_rules; timed_rules.install({str(folder)!r}); "


def install(folder: str) -> None:
    """Add up the time of the rules of this process."""
    from sphinxext_kwindex.syntax import facts

    handle, _ = tempfile.mkstemp(dir=folder)
    os.write(handle, _TIME.pack(0))
    shared = mmap.mmap(handle, _TIME.size)
    os.close(handle)
    places: list[tuple[Any, str]] = [(facts, "code_of_text"), (facts, "find_notes")]
    try:
        from sphinxext_kwindex.indexer import extract
    except ImportError:
        pass  # no libclang: all is read by its syntax
    else:
        places.append((extract, "file_notes"))
    for module, name in places:
        setattr(module, name, _timed(getattr(module, name), shared))


def seconds(folder: Path) -> float:
    """Return the time of all workers."""
    times = (_TIME.unpack(file.read_bytes())[0] for file in folder.iterdir())
    return float(sum(times))


def _timed(function: Any, shared: mmap.mmap) -> Any:
    def call(*arguments: Any, **options: Any) -> Any:
        started = time.process_time()
        try:
            return function(*arguments, **options)
        finally:
            (before,) = _TIME.unpack_from(shared)
            _TIME.pack_into(shared, 0, before + time.process_time() - started)

    return call
