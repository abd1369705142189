"""One worker process as its pool sees it: start, converse, measure, bury."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..indexer.protocol import Message, ProtocolError, encode_message, read_message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = [
    "KILLED",
    "OUT_OF_MEMORY",
    "Failure",
    "FailureKind",
    "WorkerEvent",
    "WorkerProcess",
    "cpu_seconds",
    "default_command",
]

# The worker imports what this process imports, from the same places, and never from
# the current folder, which may be the source tree: hence no ``-m``.
_BOOT = (
    "import json, sys; sys.path[:] = json.loads(sys.argv.pop()); "
    "from sphinxext_kwindex.indexer.worker import main; sys.exit(main())"
)
_NOISE_KEPT = 4096
"""Bytes of what a worker printed last that are kept."""
_MEMORY_NOISE = (b"out of memory", b"bad_alloc", b"cannot allocate", b"MemoryError")


class FailureKind(StrEnum):
    """How a task failed."""

    CRASHED = "crashed"
    TIMED_OUT = "timed out"
    OUT_OF_MEMORY = "out of memory"
    ERROR = "error"


class Failure(NamedTuple):
    """Why there is no result; the same on each run of the same task."""

    kind: FailureKind
    text: str
    """A clause without a path: ``the parser crashed (SIGSEGV)``."""


_DAMAGED = Failure(FailureKind.CRASHED, "the parser damaged its own output")
KILLED = Failure(FailureKind.OUT_OF_MEMORY, "the parser was killed (SIGKILL)")
"""Not by us, or there were a verdict: by the system, for want of memory; or by hand."""
OUT_OF_MEMORY = Failure(FailureKind.OUT_OF_MEMORY, "the memory limit was reached")


class WorkerEvent(NamedTuple):
    """What a worker has to say: an answer, or nothing more, ever."""

    worker: WorkerProcess
    message: Message | None
    accepted: bool = True
    """False where the worker was gone before it got the message."""


def default_command() -> tuple[str, ...]:
    """Return the command line that starts a worker."""
    path = [str(Path(entry).absolute()) for entry in sys.path]
    return (sys.executable, "-I", "-c", _BOOT, json.dumps(path))


class WorkerProcess:
    """A process and the two threads that hold its pipes.

    Threads, since Windows cannot wait for several pipes at once.
    """

    def __init__(
        self, command: Sequence[str], events: queue.SimpleQueue[WorkerEvent]
    ) -> None:
        self.verdict: Failure | None = None
        """Why the pool killed it; None while it did not."""
        self._events = events
        self._inbox: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._noise = b""
        self._process: subprocess.Popen[bytes] = subprocess.Popen(  # noqa: S603
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            # Of its own: Ctrl-C in the terminal is for the parent alone.
            process_group=None if sys.platform == "win32" else 0,
        )
        self._threads = [
            threading.Thread(target=target, daemon=True)
            for target in (self._converse, self._collect_noise)
        ]
        for thread in self._threads:
            thread.start()

    @property
    def pid(self) -> int:
        """Process id."""
        return self._process.pid

    def send(self, header: Mapping[str, Any]) -> None:
        """Send a message; its answer, or None at the worker's end, is an event."""
        self._inbox.put(encode_message(header))

    def kill(self, verdict: Failure | None = None) -> None:
        """End the process at once; the event of its end follows."""
        self.verdict = self.verdict or verdict
        with suppress(ProcessLookupError):
            self._process.kill()

    def bury(self) -> Failure:
        """Wait for the end of a process that is ending, release it, say why it died."""
        self.kill()
        self._inbox.put(None)
        for thread in self._threads:
            thread.join()
        code = self._process.wait()
        assert self._process.stderr is not None
        self._process.stderr.close()
        if self.verdict is None and self.is_out_of_memory:
            return OUT_OF_MEMORY
        return self.verdict or _failure_of(code)

    @property
    def is_alive(self) -> bool:
        """Whether the process has not ended."""
        return self._process.poll() is None

    @property
    def is_out_of_memory(self) -> bool:
        """Whether it printed so; all is known only after it was buried.

        libclang survives most allocations that fail, and says no more than that it
        crashed.
        """
        return any(text in self._noise for text in _MEMORY_NOISE)

    @property
    def noise(self) -> str:
        """What it printed last."""
        return self._noise.decode("utf-8", "replace").strip()

    def _converse(self) -> None:
        """Write each message of the inbox and hand its answer on."""
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        while (data := self._inbox.get()) is not None:
            accepted = False
            answer = None
            try:
                process.stdin.write(data)
                process.stdin.flush()
                accepted = True
                answer = read_message(process.stdout)
            except ProtocolError:
                self.verdict = _DAMAGED
            except OSError:
                pass  # the process is gone
            self._events.put(WorkerEvent(self, answer, accepted))
            if answer is None:
                break
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                pipe.close()

    def _collect_noise(self) -> None:
        assert self._process.stderr is not None
        descriptor = self._process.stderr.fileno()
        while data := os.read(descriptor, _NOISE_KEPT):
            self._noise = (self._noise + data)[-_NOISE_KEPT:]


def _failure_of(code: int) -> Failure:
    """Say why a process ended that was to go on.

    :param code: exit code, or minus the number of the signal.
    """
    if code >= 0:
        return Failure(FailureKind.CRASHED, f"the parser ended (exit code {code})")
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    if name in {"SIGPROF", "SIGXCPU"}:
        return Failure(FailureKind.TIMED_OUT, "the time limit was reached")
    if name == "SIGKILL":
        return KILLED
    return Failure(FailureKind.CRASHED, f"the parser crashed ({name})")


def cpu_seconds(pid: int) -> float | None:
    """Return the CPU time of all threads of a process; None where unknown."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return None
    # proc(5): the second field is the name in parentheses and may hold anything;
    # utime and stime are the 14th and 15th.
    fields = text.rpartition(")")[2].split()
    if len(fields) < 13:  # noqa: PLR2004
        return None
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
