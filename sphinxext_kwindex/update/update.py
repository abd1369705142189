"""Bring an index up to date: parse what is stale, and nothing else."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from ..scan import without_pauses
from ..store import IndexReader, IndexWriter
from .commands import Commands, find_commands, refused_arguments
from .contents import tree_contents
from .executor import Delegation
from .fingerprint import ContentDigests, Fingerprint
from .flow import ClusterJob, run_jobs, uses_umbrella
from .others import others_tree, read_by_worker
from .parser import Parser, open_tree
from .plan import Plan, make_plan
from .pool import WorkerPool
from .recorder import Recorder
from .remote import RemoteWork
from .report import Problem, ProblemKind, UpdateReport
from .scans import note_sources, recall_sources
from .scratch import scratch_folder
from .settings import UpdateSettings
from .shards import shard_paths
from .syntax import SyntaxFile, read_syntax
from .tree import Tree, read_tree

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from ..indexer import Libclang, Unit

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


@without_pauses()
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


class _Stale(NamedTuple):
    """What is to be done anew."""

    jobs: tuple[ClusterJob, ...]
    syntax: tuple[SyntaxFile, ...]
    texts: tuple[str, ...]
    """Paths of `Plan.texts`."""
    others: tuple[str, ...]
    """Paths of `Plan.others`."""

    @property
    def total(self) -> int:
        """Number of files whose facts are made anew."""
        units = sum(len(unit.wanted) for job in self.jobs for unit in job.units)
        headers = sum(len(job.headers) for job in self.jobs)
        texts = len(self.texts) + len(self.others)
        return units + headers + len(self.syntax) + texts


@dataclass(slots=True)
class _Update:
    """One run: what it works with."""

    database: Path
    settings: UpdateSettings
    tree: Tree
    writer: IndexWriter
    pool: WorkerPool
    progress: Progress | None
    before: dict[str, Fingerprint] = field(default_factory=dict)
    contents: ContentDigests = field(init=False)
    own: frozenset[str] = field(init=False)
    """Files that belong into the index: all of the tree, or those of the shard."""
    delegation: Delegation | None = field(default=None, init=False)
    opened: bool = field(default=False, init=False)

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
        recorder = self._recorder(plan, stale.total)
        with self.writer.batch():
            gone = self._remove()
            for path in stale.texts:
                recorder.read_text(path, plan.texts[path])
            if stale.jobs or stale.syntax:
                self._parse(stale, plan, recorder, parser.libclang)
            if stale.others:
                self._read_others(stale.others, plan, recorder)
        libclang = parser.libclang
        self.writer.set_meta("libclang", libclang.version if libclang else "")
        return UpdateReport(
            total=len(self.own),
            parsed=len(recorder.done),
            unchanged=len(self.own) - len(recorder.done),
            removed=len(gone),
            changed=frozenset(recorder.changed.union(gone)),
            failures=tuple(sorted(recorder.failures)),
            missing=recorder.missing_headers(),
            skipped=self.tree.skipped,
            dropped=plan.refused,
            problems=self._problems(parser, commands),
            recovered=recovered,
            libclang=(libclang.version, libclang.provider) if libclang else None,
            compile_commands=commands.database.path if commands.database else None,
            cpu=recorder.cpu,
            parse_cpu=recorder.parse_cpu,
            plainly=recorder.plainly,
            workers=self._workers(),
            returned=self._returned(),
        )

    def _workers(self) -> int:
        elsewhere = self.delegation.workers if self.delegation else 0
        return self.pool.started + elsewhere

    def _returned(self) -> str | None:
        if self.delegation is None or not self.delegation.left:
            return None
        number = len(self.delegation.left)
        return (
            f"the executor {self.settings.executor!r} failed at {number} group"
            f"{'' if number == 1 else 's'} of files, which were parsed here:"
            f" {self.delegation.fault}"
        )

    def _recorder(self, plan: Plan, total: int) -> Recorder:
        def tell(path: str, done: int) -> None:
            if self.progress is not None:
                self.progress(min(done, total), total, path)

        return Recorder(
            tree=self.tree,
            writer=self.writer,
            before=self.before,
            contents=self.contents,
            made_from=plan.made_from,
            tell=tell,
        )

    def _problems(self, parser: Parser, commands: Commands) -> tuple[Problem, ...]:
        refused = refused_arguments(self.settings, self.tree.root)
        found = (
            (ProblemKind.LIBCLANG, parser.fault),
            (ProblemKind.DATABASE, commands.warning),
            *((ProblemKind.ARGUMENTS, text) for text in refused),
        )
        return tuple(Problem(kind, text) for kind, text in found if text)

    def _decide(self, commands: Commands) -> tuple[Parser, Plan, _Stale]:
        """Choose the parser, plan, and find what is stale.

        What the index remembers of the parser serves until something is to be parsed.
        """
        if self.settings.mode == "syntax":
            nobody = Parser("", None)
            return (nobody, *self._plan(nobody, commands))
        path = self.settings.libclang
        with IndexReader(self.database) as reader:
            known = Parser.recall(reader.meta(_PARSER), path)
        if known is not None:
            plan, stale = self._plan(known, commands)
            if not stale.jobs and not stale.syntax:
                return known, plan, stale
        parser = Parser.ask(self.pool, path)
        plan, stale = self._plan(parser, commands)
        self.writer.set_meta(_PARSER, parser.note())
        return parser, plan, stale

    @without_pauses()
    def _plan(self, parser: Parser, commands: Commands) -> tuple[Plan, _Stale]:
        plan = make_plan(self.tree, self.settings, parser.libclang, commands)
        self.contents = tree_contents(self.tree, plan.folders)
        shard = self.settings.shard
        whole = frozenset(self.tree.digests)
        self.own = shard_paths(plan, shard) if shard else whole
        stale = {path for path in self.own if self._is_stale(path, plan.made_from)}
        return plan, _stale_of(plan, stale)

    def _is_stale(self, path: str, made_from: Mapping[str, str]) -> bool:
        before = self.before.get(path)
        if before is None or (before.failed and self.settings.retry_failed):
            return True
        return not self.contents.is_current(before, made_from[path])

    def _remove(self) -> list[str]:
        gone = sorted(self.before.keys() - self.own)
        for path in gone:
            self.writer.remove(path)
        return gone

    def _parse(
        self, stale: _Stale, plan: Plan, recorder: Recorder, libclang: Libclang | None
    ) -> None:
        """Parse; then read by their syntax the files that libclang could not."""
        jobs, alone = stale.jobs, plan.alone
        if jobs and libclang and self.settings.executor:
            work = RemoteWork(self.tree, plan, self.settings, libclang)
            self.delegation = Delegation(self.settings.executor, work)
            for parsed in self.delegation.run(jobs):
                recorder.receive(parsed)
            jobs = tuple(self.delegation.left)
            if not (jobs or stale.syntax or recorder.failed):
                return
        with ExitStack() as stack:
            scratch = None
            if any(map(uses_umbrella, jobs)):
                scratch = stack.enter_context(scratch_folder(self.database))
            self._open(plan, scratch)
            for parsed in run_jobs(self.pool, jobs, alone=alone, scratch=scratch):
                recorder.receive(parsed)
        sources = self.tree.sources
        files = [
            *stale.syntax,
            *(
                SyntaxFile(path, sources[path].language, reason)
                for path, reason in recorder.failed.items()
            ),
        ]
        if files:
            for outcome, asked in read_syntax(self.pool, files):
                recorder.receive_syntax(outcome, asked)

    def _open(self, plan: Plan, scratch: Path | None = None) -> None:
        """Confine the workers, once."""
        if not self.opened:
            open_tree(self.pool, self.tree, plan, self.settings, scratch)
            self.opened = True

    def _read_others(
        self, paths: tuple[str, ...], plan: Plan, recorder: Recorder
    ) -> None:
        """Read what is not of the C family."""
        tables = others_tree(self.tree)
        risky, safe = read_by_worker(self.tree, paths)
        for path in safe:
            recorder.read_other(path, tables)
        if risky:
            self._open(plan)
            others = self.tree.others
            files = [SyntaxFile(path, others[path].language, None) for path in risky]
            for outcome, asked in read_syntax(self.pool, files, message="other"):
                recorder.receive_others(outcome, asked, tables)


def _stale_of(plan: Plan, stale: set[str]) -> _Stale:
    """Return the work that the stale files are.

    A file that its reader did not read the last time is asked of it again, and then
    parsed for itself.
    """
    jobs = []
    for cluster in plan.clusters:
        headers = tuple(path for path in cluster.headers if path in stale)
        units = tuple(
            replace(unit, wanted=_needed(unit, stale))
            for unit in cluster.units
            if not stale.isdisjoint(unit.wanted)
        )
        if headers or units:
            jobs.append(ClusterJob(cluster, headers, units))
    texts = tuple(path for path in plan.texts if path in stale)
    syntax = tuple(one for one in plan.syntax if one.path in stale)
    others = tuple(path for path in plan.others if path in stale)
    return _Stale(tuple(jobs), syntax, texts, others)


def _needed(unit: Unit, stale: Container[str]) -> tuple[str, ...]:
    """Return the main file and the others that are stale."""
    return tuple(path for path in unit.wanted if path == unit.path or path in stale)
