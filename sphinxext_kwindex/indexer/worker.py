"""The process in which libclang runs, and tree-sitter.

libclang crashes and hangs on some inputs and nothing in its process can prevent it
(research: 100,000 nested parentheses), so it has a process of its own, which does one
task at a time: whatever happens, the task under way is to blame.

Messages come on standard input and are answered on standard output, one for one, as
`indexer.protocol` frames them:

``load``
    ``libclang`` (path or null) -> ``loaded`` with the fields of `Libclang`, or
    ``failed``.
``open``
    ``root``, ``project`` (all sources of the index), ``others`` (its other files),
    ``readable`` (folders), ``memory`` (bytes or null), ``scratch`` (a folder to write
    to, or null), ``macros`` (`MacroTable.to_json`) -> ``ready``. From here on the
    process is confined.
``unit``
    ``unit`` (`Unit.to_json`), ``cpu`` (seconds) -> ``facts``: a record and two blobs,
    facts and lookups, for each wanted file, or ``failed`` with ``kind`` and ``text``.
    A unit whose umbrella could change its facts is parsed plainly, and ``plainly`` says
    why. With ``apart`` true it is not, if it is known which files of the umbrella do
    that: ``differs`` says ``why``, and of which lines of the umbrella (by number) the
    unit reads what they include (``used``, with the number of files that this leads
    to, ``sizes``), and which lead to such a file (``leading``). With ``plainly`` (why)
    the answer says the same.
``umbrella``
    ``umbrella`` (`Umbrella.to_json`), ``wanted`` (headers), ``cpu`` -> ``facts`` of the
    headers that it reads, once it is built, and the paths of those that must be parsed
    plainly (``alone``).

``syntax``
    ``files`` (path, language and reason of each), ``cpu`` -> ``facts`` of what needs
    no libclang.
``other``
    The same, of files that are not of the C family.

It ends when its input ends, in the middle of a task too.
"""

from __future__ import annotations

import gc
import os
import queue
import signal
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from ..errors import KwindexError
from ..scan import MacroTable, without_pauses
from .protocol import Message, encode_message, read_message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..model import FileFacts
    from ..other import OtherTree
    from .library import Libclang
    from .unit import Unit

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
        self._macros = MacroTable()
        self._others: OtherTree | None = None

    def answer(self, header: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
        """Do what a message asks; a fault of ours becomes a failed task."""
        start = time.process_time()
        blobs: list[bytes] = []
        try:
            with without_pauses():
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
        if self._libclang is not None and header["type"] in ("unit", "umbrella"):
            from .parse import take_parse_seconds

            reply["parse_cpu"] = round(take_parse_seconds(), 4)
        return reply, blobs

    def _do(self, header: dict[str, Any], blobs: list[bytes]) -> dict[str, Any]:
        match header["type"]:
            case "load":
                return self._load(header["libclang"])
            case "open":
                return self._open(header)
            case "fault" if self._faults:
                from .faults import commit

                _limit_cpu(header["cpu"])
                return commit(header["fault"])
        read = {
            "unit": self._index,
            "umbrella": self._build,
            "syntax": self._skim,
            "other": self._skim_others,
        }
        if header["type"] not in read:
            return _failed("error", f"a worker knows no message {header['type']!r}")
        _limit_cpu(header["cpu"])
        return {"type": "facts", **read[header["type"]](header, blobs)}

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
        from ..notes import all_rules
        from ..other import OtherTree
        from ..syntax import prepare
        from .sandbox import confine

        if self._libclang is not None:
            from . import extract, neutral, umbrella  # noqa: F401
        prepare()
        all_rules()

        self._root = Path(header["root"])
        self._project = frozenset(header["project"])
        self._others = OtherTree.of(header.get("others", ()))
        self._macros = MacroTable.from_json(header.get("macros", ()))
        scratch = header.get("scratch")
        confine(tuple(header["readable"]), header["memory"], scratch=scratch)
        self.confined = True
        gc.freeze()  # what was imported stays: the collector need not look at it
        return {"type": "ready"}

    def _index(self, header: dict[str, Any], blobs: list[bytes]) -> dict[str, Any]:
        from .extract import DifferenceError, ParseError
        from .unit import Unit

        unit = Unit.from_json(header["unit"])
        if unit.umbrella is None:
            said = {key: header[key] for key in ("plainly",) if key in header}
            return {"files": self._files(unit, blobs), **said}
        try:
            return {"files": self._files(unit, blobs)}
        except (DifferenceError, ParseError, OSError) as error:
            why = str(error)
            known = isinstance(error, DifferenceError) and error.is_known and error
        if known and header.get("apart"):
            blobs.clear()
            lines = known.lines._asdict()
            return {"files": [], "differs": {"why": why, **lines}}
        blobs.clear()
        _limit_cpu(header["cpu"])
        files = self._files(replace(unit, umbrella=None), blobs)
        return {"files": files, "plainly": why}

    def _build(self, header: dict[str, Any], blobs: list[bytes]) -> dict[str, Any]:
        from .umbrella import build_umbrella
        from .unit import Umbrella

        assert self._libclang is not None
        by_itself: list[str] = []
        found = build_umbrella(
            Umbrella.from_json(header["umbrella"]),
            tuple(map(str, header["wanted"])),
            root=self._root,
            libclang=self._libclang,
            project=self._project,
            by_itself=by_itself,
        )
        files = [_record(facts, blobs) for facts in found]
        return {"files": files, "alone": by_itself}

    def _skim(self, header: dict[str, Any], blobs: list[bytes]) -> dict[str, Any]:
        from ..model import Language
        from ..syntax import syntax_facts

        files = []
        for path, language, reason in header["files"]:
            try:
                data = (self._root / path).read_bytes()
            except OSError:
                continue  # it went away just now
            facts = syntax_facts(
                path,
                data,
                language=Language(language),
                macros=self._macros,
                reason=reason,
            )
            files.append(_record(facts, blobs))
        return {"files": files}

    def _skim_others(
        self, header: dict[str, Any], blobs: list[bytes]
    ) -> dict[str, Any]:
        from ..model import Language
        from ..other import other_facts

        assert self._others is not None
        files = []
        for path, language, reason in header["files"]:
            try:
                data = (self._root / path).read_bytes()
            except OSError:
                continue  # it went away just now
            facts = other_facts(
                path, data, Language(language), self._others, reason=reason
            )
            files.append(_record(facts, blobs))
        return {"files": files}

    def _files(self, unit: Unit, blobs: list[bytes]) -> list[dict[str, Any]]:
        """Parse a unit; return a record for each file, and add two blobs."""
        found = self._parse(unit)
        if unit.path in self._project:
            found = self._without_macros(unit, list(found))
        return [_record(facts, blobs) for facts in found]

    def _parse(self, unit: Unit) -> Iterable[FileFacts]:
        from .extract import iterate_unit

        assert self._libclang is not None
        return iterate_unit(
            unit, root=self._root, libclang=self._libclang, project=self._project
        )

    def _without_macros(self, unit: Unit, facts: list[FileFacts]) -> list[FileFacts]:
        """Return facts of a unit, of a second parse if macros spoiled the first."""
        from ..scan import decode
        from .neutral import neutralised

        if not facts or facts[0].source.path != unit.path or not self._macros.macros:
            return facts
        text = decode((self._root / unit.path).read_bytes()).text
        other = neutralised(unit, text, facts[0], self._macros)
        if other is None:
            return facts
        again = list(self._parse(other.unit))
        better = other.better(facts[0], again[0]) if again else None
        return facts if better is None else [better, *again[1:]]


def _record(facts: FileFacts, blobs: list[bytes]) -> dict[str, Any]:
    """Add facts and lookups; return what the pool needs without decoding them."""
    from ..model import content_digest, encode_facts, lookups_of, pack, pack_lookups

    encoded = encode_facts(facts)
    blobs.append(pack(encoded))
    blobs.append(pack_lookups(lookups_of(encoded, facts)))
    source = facts.source
    return {
        "path": source.path,
        "sha256": source.sha256,
        "digest": content_digest(encoded).hex(),
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
