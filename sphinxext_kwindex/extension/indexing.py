"""Bring the index up to date: before anything is read, and for single files."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import ExtensionError

from ..analysis import FilePatterns, layer_rules
from ..errors import KwindexError
from ..export import HostedRepository
from ..notes import hidden_rules
from ..update import ProblemKind, UpdateSettings, note_history, update_index
from .config import get_config, source_root
from .domain import kwindex_domain
from .extras import check_coverage, read_extras
from .layers import check_layers
from .other_files import other_patterns
from .session import IndexSession
from .warnings import Warnings, escape, logger, warn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..analysis import Extras
    from ..model import SourceFile
    from ..store import IndexReader
    from ..update import UpdateReport
    from .config import KwindexConfig

__all__ = [
    "IndexingError",
    "close_index",
    "index_file",
    "index_files",
    "open_index",
    "restore_wanted",
    "update_settings",
]

_PROBLEMS = {
    ProblemKind.LIBCLANG: Warnings.LIBCLANG,
    ProblemKind.DATABASE: Warnings.DATABASE,
    ProblemKind.ARGUMENTS: Warnings.CONFIG,
}
_MIB = 1 << 20
_NAMED = 3
"""Most headers named in the summary; the others with ``-v``."""
_STEPS = 20
"""Most lines of progress."""


class IndexingError(ExtensionError):
    """The index could not be made; the text is a sentence for the user."""

    category = "kwindex"


def open_index(app: Sphinx) -> None:
    """Update the index of a build and open it; before any document is read."""
    config = get_config(app.env)
    root = source_root(config, Path(app.confdir))
    database = Path(app.doctreedir) / "kwindex" / "index.sqlite3"
    domain = kwindex_domain(app.env)
    session = domain.session = IndexSession(database, root, Path(app.confdir))
    session.patterns = FilePatterns(config.tests, config.examples)
    session.is_test = cache(session.patterns.is_test)
    session.layers = layer_rules(config.layers)
    session.hidden_rules = tuple(sorted(hidden_rules(config.notes)))
    domain.builder = app.builder
    domain.missing = {}
    domain.hosted = HostedRepository(config.source_url, root)
    wanted = {path for known in domain.documents.values() for path in known.wanted}
    domain.outside = set(wanted)
    settings = update_settings(config, Path(app.confdir), app.parallel)
    settings = replace(settings, other_files=other_patterns(app.env, app.builder, root))
    started = time.perf_counter()
    report = _update(database, settings, wanted, _Progress())
    _say(report, time.perf_counter() - started)
    _warn(report, root)
    _note_history(database, config, root)
    session.read_extras = partial(_read_extras, config, session)
    check_coverage(config, Path(app.confdir))
    domain.forget()
    check_layers(domain.session, config)


def close_index(app: Sphinx, exception: Exception | None) -> None:
    """Close the index of a build: its process may go on, as that of a test does."""
    kwindex_domain(app.env).session.close()


def _note_history(database: Path, config: KwindexConfig, root: Path) -> None:
    fault = note_history(database, root, config.history)
    if fault is not None:
        warn(Warnings.CONFIG, f"kwindex_history is {config.history!r}, but {fault}")


def _read_extras(
    config: KwindexConfig, session: IndexSession, reader: IndexReader
) -> Extras:
    return read_extras(config, session.confdir, session.root, reader, session.text)


def index_file(env: BuildEnvironment, path: str) -> SourceFile | None:
    """Index one file that the patterns leave out; while documents are read."""
    index_files(env, (path,))
    return kwindex_domain(env).session.reader.file(path)


def index_files(env: BuildEnvironment, paths: Iterable[str]) -> None:
    """Index files that the patterns leave out."""
    domain = kwindex_domain(env)
    session = domain.session
    domain.outside.update(paths)
    # Whatever is in the index stays: another process may have asked for it.
    extra = {*session.reader.paths(), *paths}
    settings = update_settings(get_config(env), _confdir(env), 1)
    others = other_patterns(env, domain.builder, session.root)
    # A few files are not worth a connection.
    settings = replace(settings, executor=None, other_files=others)
    report = _update(session.database, settings, extra, None)
    _warn(report, session.root)
    session.refresh()
    domain.forget()


def restore_wanted(env: BuildEnvironment) -> None:
    """Index again what two processes asked for at the same time, if one was lost."""
    domain = kwindex_domain(env)
    wanted = {path for known in domain.documents.values() for path in known.wanted}
    # Other processes may have written since this one looked.
    domain.session.look_again()
    lost = wanted.difference(domain.session.reader.paths())
    for path in sorted(lost):
        index_file(env, path)


def _confdir(env: BuildEnvironment) -> Path:
    return kwindex_domain(env).session.confdir


def update_settings(
    config: KwindexConfig, confdir: Path, parallel: int
) -> UpdateSettings:
    """Return what the update is told; ``parallel`` is sphinx-build's ``-j``."""
    database = config.compile_commands
    if database not in {None, "auto"}:
        database = str(confdir / str(database))
    libclang = config.libclang
    return UpdateSettings(
        root=source_root(config, confdir),
        include=config.include,
        exclude=config.exclude,
        other_files=config.other_files,
        compile_commands=database,
        clang_args=config.clang_args,
        args_directory=confdir,
        mode=config.mode,
        libclang=None if libclang is None else str(confdir / libclang),
        jobs=config.jobs or (parallel if parallel > 1 else None),
        timeout=config.timeout,
        memory_limit=config.memory_limit * _MIB,
        executor=config.executor,
    )


def _update(
    database: Path,
    settings: UpdateSettings,
    extra: set[str],
    progress: _Progress | None,
) -> UpdateReport:
    try:
        return update_index(database, settings, extra=sorted(extra), progress=progress)
    except KwindexError as error:
        raise IndexingError(escape(str(error))) from error


class _Progress:
    """A line that grows, as Sphinx's own; told the files done and all files."""

    def __init__(self) -> None:
        self._step = -1

    def __call__(self, done: int, total: int, path: str, /) -> None:
        step = done * _STEPS // max(total, 1)
        if step > self._step:
            self._step = step
            text = f"\rindexing sources... [{100 * done // max(total, 1):3d}%] "
            end = done >= total
            logger.info("%s%s of %s", text, done, total, nonl=not end)


def _say(report: UpdateReport, seconds: float) -> None:
    if report.parsed or report.removed:
        logger.info(
            "kwindex: indexed %s of %s files in %.1f s",
            f"{report.parsed:,}",
            f"{report.total:,}",
            seconds,
        )
    if report.missing:
        # No warning: each page has its coverage label, and a user without the headers
        # of all dependencies must be able to build with -W.
        names = ", ".join(header.spelled for header in report.missing[:_NAMED])
        more = len(report.missing) - _NAMED
        logger.info(
            "kwindex: %s not found: %s%s",
            "1 header was" if more == 1 - _NAMED else f"{more + _NAMED:,} headers were",
            escape(names),
            f" and {more:,} more" if more > 0 else "",
        )
        for header in report.missing:
            logger.verbose(
                "kwindex: %s not found (%s files, as %s)",
                escape(header.spelled),
                header.files,
                escape(header.example),
            )
    for skipped in report.skipped:
        logger.verbose("kwindex: %s: %s", escape(skipped.path), skipped.reason)
    for argument, files in report.dropped:
        logger.verbose("kwindex: argument %r of %s files dropped", argument, files)
    for text in (report.recovered, report.returned):
        if text:
            logger.info("kwindex: %s", escape(text))


def _warn(report: UpdateReport, root: Path) -> None:
    for problem in report.problems:
        warn(_PROBLEMS[problem.kind], problem.text)
    for failure in report.failures:
        warn(
            Warnings.PARSE_FAILED,
            f"{failure.text}; the file was read without libclang",
            location=f"{root / failure.path}:1",
        )
