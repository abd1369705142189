"""The process in which libclang runs: ``python -m sphinxext_kwindex.indexer.worker``.

libclang crashes and hangs on some inputs and nothing in its process can prevent it
(research: 100,000 nested parentheses), so it has a process of its own, which does one
task at a time: whatever happens, the task under way is to blame.

Messages come on standard input and are answered on standard output, one for one, as
`indexer.protocol` frames them:

``load``
    ``libclang`` (path or null) -> ``loaded`` with the fields of `Libclang`, or
    ``failed``.
``open``
    ``root``, ``project`` (all paths of the index), ``readable`` (folders), ``memory``
    (bytes or null) -> ``ready``. From here on the process is confined.
``unit``
    ``unit`` (`Unit.to_json`), ``cpu`` (seconds) -> ``facts``: a record and a blob for
    each wanted file, or ``failed`` with ``kind`` and ``text``.

It ends when its input ends, in the middle of a task too.
"""

from __future__ import annotations

import os
import queue
import signal
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from ..errors import KwindexError
from .protocol import Message, encode_message, read_message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model import FileFacts
    from .library import Libclang

__all__ = ["FAULTS_VARIABLE", "main"]

FAULTS_VARIABLE = "KWINDEX_TEST_FAULTS"
"""Environment variable; ``1`` makes the worker obey messages of type ``fault``."""


def main() -> int:
    """Serve until the input ends; return the exit code."""
    source, sink = _claim_streams()
    worker = _Worker(faults=os.environ.get(FAULTS_VARIABLE) == "1")
    for message in _messages(source, worker):
        header, blobs = worker.answer(message.header)
        sink.write(encode_message(header, blobs))
        sink.flush()
    return 0


def _claim_streams() -> tuple[BinaryIO, BinaryIO]:
    """Take the pipes for the protocol; what others print goes to standard error.

    libclang prints on standard output for some flags, `-M` for one.
    """
    source = os.fdopen(os.dup(0), "rb")
    sink = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return source, sink


def _messages(source: BinaryIO, worker: _Worker) -> Iterator[Message]:
    """Yield the messages as they come.

    Once the process is confined a thread reads them, so that the end of the input
    ends the process even while libclang works. It starts no earlier: what confines
    (Landlock) holds for the calling thread and those it starts later.
    """
    while not worker.confined:
        message = read_message(source)
        if message is None:
            return
        yield message
    inbox: queue.SimpleQueue[Message] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(source, inbox), daemon=True).start()
    while True:
        yield inbox.get()


def _listen(source: BinaryIO, inbox: queue.SimpleQueue[Message]) -> None:
    """Hand messages on until the input ends, then end the process."""
    try:
        while (message := read_message(source)) is not None:
            inbox.put(message)
    finally:
        os._exit(0)


class _Worker:
    """The state of the process: which library, which tree."""

    def __init__(self, *, faults: bool) -> None:
        self.confined = False
        self._faults = faults
        self._libclang: Libclang | None = None
        self._root = Path()
        self._project: frozenset[str] = frozenset()

    def answer(self, header: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
        """Do what a message asks; a fault of ours becomes a failed task."""
        start = time.process_time()
        blobs: list[bytes] = []
        try:
            reply = self._do(header, blobs)
        except MemoryError:
            blobs.clear()
            reply = _failed("out of memory", "the memory limit was reached")
        except KwindexError as error:
            reply = _failed("error", str(error))
        except Exception as error:  # noqa: BLE001  (the edge of the worker)
            text = str(error).replace(str(self._root), ".")
            own = type(error).__module__.startswith(f"{__package__}.")
            # Others' exceptions seldom say what they are.
            said = text if own else f"{type(error).__name__}: {text}"
            reply = _failed("error", said)
        finally:
            _limit_cpu(0)
        reply["cpu"] = round(time.process_time() - start, 4)
        return reply, blobs

    def _do(self, header: dict[str, Any], blobs: list[bytes]) -> dict[str, Any]:
        match header["type"]:
            case "load":
                return self._load(header["libclang"])
            case "open":
                return self._open(header)
            case "unit":
                _limit_cpu(header["cpu"])
                return self._index(header["unit"], blobs)
            case "fault" if self._faults:
                from .faults import commit

                _limit_cpu(header["cpu"])
                return commit(header["fault"])
            case other:
                return _failed("error", f"a worker knows no message {other!r}")

    def _load(self, path: str | None) -> dict[str, Any]:
        from .library import load_libclang

        libclang = self._libclang = load_libclang(path)
        return {
            "type": "loaded",
            "library": libclang.library,
            "version": libclang.version,
            "provider": libclang.provider,
            "resource_dir": libclang.resource_dir,
            "libcxx_dir": libclang.libcxx_dir,
            "tried": list(libclang.tried),
        }

    def _open(self, header: dict[str, Any]) -> dict[str, Any]:
        # All that is imported must be imported before: the process reads only the
        # tree and the headers afterwards.
        from .extract import index_unit  # noqa: F401
        from .sandbox import confine

        self._root = Path(header["root"])
        self._project = frozenset(header["project"])
        confine(tuple(header["readable"]), header["memory"])
        self.confined = True
        return {"type": "ready"}

    def _index(self, unit: dict[str, Any], blobs: list[bytes]) -> dict[str, Any]:
        from ..model import content_digest, encode_facts, pack
        from .extract import index_unit
        from .unit import Unit

        assert self._libclang is not None
        found = index_unit(
            Unit.from_json(unit),
            root=self._root,
            libclang=self._libclang,
            project=self._project,
        )
        files = []
        for facts in found:
            encoded = encode_facts(facts)
            blobs.append(pack(encoded))
            files.append(_record(facts, content_digest(encoded).hex()))
        return {"type": "facts", "files": files}


def _record(facts: FileFacts, digest: str) -> dict[str, Any]:
    """Return what the pool's side needs to know without decoding the facts."""
    source = facts.source
    return {
        "path": source.path,
        "sha256": source.sha256,
        "digest": digest,
        "reads": list(facts.reads),
        "missing": list(source.coverage.missing),
    }


def _failed(kind: str, text: str) -> dict[str, Any]:
    return {"type": "failed", "kind": kind, "text": text}


def _limit_cpu(seconds: float) -> None:
    """End this process after so many more seconds of CPU time; 0 lifts the limit.

    The default action of SIGPROF ends the process, within C code too. RLIMIT_CPU
    counts the life of the process and not one task. Elsewhere than on POSIX systems
    only the pool's own limit of elapsed time holds.
    """
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_PROF, seconds)


if __name__ == "__main__":
    sys.exit(main())
