"""Bring an index up to date: parse what is stale, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from ..comments import file_documentation, parse_comment
from ..model import CodecError, content_digest, encode_facts, unpack
from ..scan import text_facts
from ..store import IndexReader, IndexWriter
from .contents import tree_contents
from .fingerprint import ContentDigests, Fingerprint
from .parser import Parser, open_tree
from .plan import (
    Commands,
    Plan,
    PlannedUnit,
    find_commands,
    make_plan,
    refused_arguments,
)
from .pool import Failure, FailureKind, Task, TaskOutcome, WorkerPool
from .report import FileFailure, MissingHeader, Problem, ProblemKind, UpdateReport
from .scans import note_sources, recall_sources
from .settings import UpdateSettings
from .tree import Tree, read_source, read_tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..model import EncodedFacts

__all__ = ["Progress", "update_index"]

# Keys of what is remembered in the index's meta data.
_PARSER = "parser"
_SCANS = "scans"


class Progress(Protocol):
    """Told of each file that is done."""

    def __call__(self, done: int, total: int, path: str, /) -> None:
        """Hear how many of the stale files are done, and which is the last."""


def update_index(
    database: Path,
    settings: UpdateSettings,
    *,
    extra: Iterable[str] = (),
    progress: Progress | None = None,
) -> UpdateReport:
    """Make the index hold the facts of the tree as it is now.

    A file is parsed anew when something that its facts depend on differs: its contents,
    its arguments, the files of the tree that its parse read, what the include lines of
    these may lead to, the versions of libclang and of the index. No time is looked at.
    When nothing is stale, neither a worker nor libclang is started.

    A parser that crashes, hangs or exhausts its memory costs one file: its facts are
    those of its text. It is not parsed again until something changed.

    :param database: the index; it and its folder are made when they are not there.
    :param extra: paths from the root that belong to the index whatever the patterns
        say. What is neither there nor found is removed from the index.
    :raises KwindexError: for settings that cannot be used, a database that cannot be
        written, and when no worker process can be started.
    """
    settings.check()
    with (
        IndexWriter(database) as writer,
        WorkerPool(settings.timeout, settings.workers) as pool,
    ):
        tree = _read_tree(database, writer, settings, extra)
        update = _Update(database, settings, tree, writer, pool, progress)
        return update.run()


def _read_tree(
    database: Path, writer: IndexWriter, settings: UpdateSettings, extra: Iterable[str]
) -> Tree:
    with IndexReader(database) as reader:
        before = reader.meta(_SCANS)
    tree = read_tree(settings, extra, known=recall_sources(before))
    now = note_sources(tree.sources.values())
    if now != before:
        writer.set_meta(_SCANS, now)
    return tree


class _Stored(NamedTuple):
    """Facts that are ready for the index."""

    encoded: EncodedFacts
    fingerprint: Fingerprint


@dataclass(slots=True)
class _Update:
    """One run: what it works with and what it counts."""

    database: Path
    settings: UpdateSettings
    tree: Tree
    writer: IndexWriter
    pool: WorkerPool
    progress: Progress | None
    before: dict[str, Fingerprint] = field(default_factory=dict)
    contents: ContentDigests = field(init=False)
    total: int = 0
    """Files to be done."""
    done: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    failures: list[FileFailure] = field(default_factory=list)
    missing: dict[str, list[str]] = field(default_factory=dict)
    cpu: float = 0.0

    def run(self) -> UpdateReport:
        """Do it."""
        stored = self.writer.fingerprints()
        recovered = self.writer.recovered
        # One of another form is as good as none, but the file is in the index.
        unknown = Fingerprint("", "", "", "")
        self.before = {
            path: Fingerprint.parse(text) or unknown for path, text in stored.items()
        }
        commands = find_commands(self.settings, self.tree.root)
        parser, plan, stale = self._decide(commands)
        self.total = sum(len(one.unit.wanted) for one in stale)
        removed = self._remove()
        self._read_texts([one for one in stale if one.reason is not None])
        self._parse([one for one in stale if one.reason is None], plan)
        libclang = parser.libclang
        self.writer.set_meta("libclang", libclang.version if libclang else "")
        return UpdateReport(
            total=len(self.tree.sources),
            parsed=len(self.done),
            unchanged=len(self.tree.sources) - len(self.done),
            removed=removed,
            changed=frozenset(self.changed),
            failures=tuple(sorted(self.failures)),
            missing=self._missing(),
            skipped=self.tree.skipped,
            dropped=plan.refused,
            problems=self._problems(parser, commands),
            recovered=recovered,
            libclang=(libclang.version, libclang.provider) if libclang else None,
            compile_commands=commands.database.path if commands.database else None,
            cpu=self.cpu,
            workers=self.pool.started,
        )

    def _problems(self, parser: Parser, commands: Commands) -> tuple[Problem, ...]:
        refused = refused_arguments(self.settings, self.tree.root)
        found = (
            (ProblemKind.LIBCLANG, parser.fault),
            (ProblemKind.DATABASE, commands.warning),
            *((ProblemKind.ARGUMENTS, text) for text in refused),
        )
        return tuple(Problem(kind, text) for kind, text in found if text)

    def _decide(self, commands: Commands) -> tuple[Parser, Plan, list[PlannedUnit]]:
        """Choose the parser, plan, and find what is stale.

        What the index remembers of the parser serves until something is to be parsed.
        """
        path = self.settings.libclang
        with IndexReader(self.database) as reader:
            known = Parser.recall(reader.meta(_PARSER), path)
        if known is not None:
            plan, stale = self._plan(known, commands)
            if not any(one.reason is None for one in stale):
                return known, plan, stale
        parser = Parser.ask(self.pool, path)
        plan, stale = self._plan(parser, commands)
        if any(one.reason is None for one in stale):
            open_tree(self.pool, self.tree, plan, self.settings)
        self.writer.set_meta(_PARSER, parser.note())
        return parser, plan, stale

    def _plan(
        self, parser: Parser, commands: Commands
    ) -> tuple[Plan, list[PlannedUnit]]:
        plan = make_plan(self.tree, self.settings, parser.libclang, commands)
        self.contents = tree_contents(self.tree, plan.folders)
        return plan, [one for one in plan.units if self._is_stale(one)]

    def _is_stale(self, planned: PlannedUnit) -> bool:
        for path in planned.unit.wanted:
            before = self.before.get(path)
            if before is None or (before.failed and self.settings.retry_failed):
                return True
            if not self.contents.is_current(before, planned.made_from):
                return True
        return False

    def _remove(self) -> int:
        gone = sorted(self.before.keys() - self.tree.sources.keys())
        for path in gone:
            self.writer.remove(path)
            self.changed.add(path)
        return len(gone)

    def _parse(self, stale: Sequence[PlannedUnit], plan: Plan) -> None:
        """Parse units; then, on their own, fragments that their owners did not read."""
        left: dict[str, tuple[str, frozenset[str]]] = {}
        planned = {one.unit.path: one for one in stale}
        for outcome in self._run(one for one in stale):
            one = planned[outcome.key]
            reads = self._receive(outcome, one.made_from, frozenset(one.unit.wanted))
            for path in one.unit.wanted[1:]:
                if path not in self.done:
                    left[path] = (one.made_from, reads)
        own = [plan.own_units[path] for path in sorted(left)]
        for outcome in self._run(own):
            made_from, reads = left[outcome.key]
            self._receive(outcome, made_from, reads)

    def _run(self, planned: Iterable[PlannedUnit]) -> Iterable[TaskOutcome]:
        cpu = self.settings.timeout
        return self.pool.run(
            Task(
                one.unit.path,
                {"type": "unit", "unit": one.unit.to_json(), "cpu": cpu},
            )
            for one in planned
        )

    def _receive(
        self, outcome: TaskOutcome, made_from: str, depends: frozenset[str]
    ) -> frozenset[str]:
        """Store what a parse gave; return all paths that its facts depend on.

        :param depends: paths that they depend on anyway.
        """
        self.cpu += outcome.cpu
        main = outcome.key
        if outcome.failure is not None:
            return self._fail(main, outcome.failure, made_from, depends)
        records: list[Mapping[str, Any]] = outcome.header["files"]
        depends = depends.union(*(record["reads"] for record in records))
        for record, blob in zip(records, outcome.blobs, strict=True):
            path = record["path"]
            # libclang knows a file that stands in a skipped ``#include``, too.
            if path != main and path not in records[0]["reads"]:
                continue
            fingerprint = self.contents.fingerprint(
                made_from, depends, facts=record["digest"]
            )
            if record["sha256"] != self.tree.sources[path].sha256:
                fingerprint = fingerprint.outdated()
            try:
                self._store(path, _Stored(unpack(blob), fingerprint))
            except CodecError as error:
                text = f"its facts cannot be stored: {error}"
                failure = Failure(FailureKind.ERROR, text)
                self._fail(path, failure, made_from, depends)
                continue
            for spelled in record["missing"]:
                self.missing.setdefault(spelled, []).append(path)
        if main not in self.done:
            failure = Failure(FailureKind.ERROR, "the parser did not read it")
            return self._fail(main, failure, made_from, depends)
        return depends

    def _fail(
        self, path: str, failure: Failure, made_from: str, depends: frozenset[str]
    ) -> frozenset[str]:
        """Give a file the facts of its text; return what may have been read."""
        self.failures.append(FileFailure(path, failure.kind, failure.text))
        depends |= self.tree.graph.reachable(depends)
        self._store_text(path, failure.text, made_from, depends, failed=True)
        return depends

    def _read_texts(self, stale: Iterable[PlannedUnit]) -> None:
        for one in stale:
            depends = frozenset(one.unit.wanted)
            assert one.reason is not None
            self._store_text(one.unit.path, one.reason, one.made_from, depends)

    def _store_text(
        self,
        path: str,
        reason: str,
        made_from: str,
        depends: frozenset[str],
        *,
        failed: bool = False,
    ) -> None:
        try:
            data = read_source(self.tree.root, path)
        except OSError:
            data = b""  # it went away just now: the digest will tell
        facts = text_facts(
            path,
            data,
            reason=reason,
            parse_comment=parse_comment,
            file_documentation=file_documentation,
        )
        encoded = encode_facts(facts)
        fingerprint = self.contents.fingerprint(
            made_from, depends, facts=content_digest(encoded).hex(), failed=failed
        )
        if facts.source.sha256 != self.tree.sources[path].sha256:
            fingerprint = fingerprint.outdated()
        self._store(path, _Stored(encoded, fingerprint))

    def _store(self, path: str, stored: _Stored) -> None:
        self.writer.replace(stored.encoded, str(stored.fingerprint))
        before = self.before.get(path)
        if before is None or before.facts != stored.fingerprint.facts:
            self.changed.add(path)
        self.done.add(path)
        if self.progress is not None:
            self.progress(len(self.done), self.total, path)

    def _missing(self) -> tuple[MissingHeader, ...]:
        found = [
            MissingHeader(spelled, len(set(paths)), min(paths))
            for spelled, paths in self.missing.items()
        ]
        return tuple(sorted(found, key=lambda one: (-one.files, one.spelled)))
