"""Run a command and measure its whole process tree; shared by the benchmarks.

CPU time is what ``wait4`` says of the child: its own and that of all descendants that
were waited for, so of workers that ended long before, too. Memory is the largest
resident size that the kernel noted for a process (``VmHWM``), looked at ten times a
second while it lives. Linux only.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Measured", "descendants", "measure", "memory_peak"]

_TICK = 0.1
"""Seconds between two looks at the memory."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a command cost, and said."""

    code: int
    """Exit code; minus the number of the signal that ended it."""
    cpu: float
    """Seconds of CPU, user and system, of the process tree."""
    wall: float
    """Seconds."""
    parent_peak: int
    """Bytes, of the command itself."""
    child_peak: int
    """Bytes, of the largest of its descendants; 0 without any."""
    output: str
    errors: str

    @property
    def peak(self) -> int:
        """Bytes of the largest process."""
        return max(self.parent_peak, self.child_peak)


def measure(
    command: Sequence[object],
    *,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
) -> Measured:
    """Run a command to its end; its exit code is a result, not an error."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        started = time.monotonic()
        process = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            cwd=cwd,
            env=env,
        )
        watch = _MemoryWatch(process.pid)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - started
        # Or Popen would wait for a process that is not there any more.
        process.returncode = os.waitstatus_to_exitcode(status)
        peaks = watch.end()
        texts = []
        for stream in (out, err):
            stream.seek(0)
            texts.append(stream.read().decode("utf-8", "replace"))
    own = peaks.pop(process.pid, 0)
    return Measured(
        code=process.returncode,
        cpu=usage.ru_utime + usage.ru_stime,
        wall=wall,
        parent_peak=own,
        child_peak=max(peaks.values(), default=0),
        output=texts[0],
        errors=texts[1],
    )


class _MemoryWatch:
    """A thread that looks at the memory of a process and all its descendants."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._peaks: dict[int, int] = {}
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def end(self) -> dict[int, int]:
        """Stop looking; return the peak of each process, in bytes."""
        self._ended.set()
        self._thread.join()
        return self._peaks

    def _look(self) -> None:
        while True:
            for pid in (self._pid, *descendants(self._pid)):
                self._peaks[pid] = max(self._peaks.get(pid, 0), memory_peak(pid))
            if self._ended.wait(_TICK):
                return


def memory_peak(pid: int) -> int:
    """Return the largest resident size that a process had, in bytes; 0 if gone."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) << 10
    return 0


def descendants(pid: int) -> list[int]:
    """Return the processes below a process, those nearest to it first."""
    children: dict[int, list[int]] = {}
    for entry in os.listdir("/proc"):  # noqa: PTH208  (names are all that is needed)
        if entry.isdecimal():
            with contextlib.suppress(OSError):
                text = Path(f"/proc/{entry}/stat").read_text(errors="replace")
                # proc(5): after the name in parentheses the state, then the parent.
                parent = int(text.rpartition(")")[2].split()[1])
                children.setdefault(parent, []).append(int(entry))
    found: list[int] = []
    waiting = [pid]
    while waiting:
        below = sorted(children.get(waiting.pop(0), ()))
        found += below
        waiting += below
    return found
