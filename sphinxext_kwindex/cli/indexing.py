"""``kwindex index``."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import KwindexError
from ..update import UpdateSettings, update_index

if TYPE_CHECKING:
    from argparse import Namespace

    from ..update import UpdateReport
    from .terminal import Terminal

__all__ = ["index", "settings_of"]

_MISSING_SHOWN = 10
_SKIPPED_SHOWN = 10


def index(arguments: Namespace, terminal: Terminal) -> int:
    """Bring an index up to date and say what was done."""
    settings = settings_of(arguments, arguments.root)
    settings.check()
    if arguments.database.is_dir():
        raise KwindexError(
            f"{str(arguments.database)!r} is a folder; name a file with --database"
        )
    start = time.monotonic()
    with terminal.progress("Indexing", quiet=arguments.quiet) as progress:
        report = update_index(arguments.database, settings, progress=progress)
    _tell_problems(report, terminal)
    if not arguments.quiet:
        terminal.line(_summary(report, time.monotonic() - start))
    return 1 if report.failures or report.problems else 0


def settings_of(arguments: Namespace, root: Path) -> UpdateSettings:
    """Return the settings that the command line states.

    :raises KwindexError: when a file that it names is not there.
    """
    named: str = arguments.compile_commands
    if named not in {"auto", "none"}:
        if not Path(named).exists():
            raise KwindexError(f"{named!r} does not exist; check --compile-commands")
        named = str(Path(named).absolute())
    return UpdateSettings(
        root=root,
        include=tuple(arguments.include),
        exclude=tuple(arguments.exclude),
        other_files=() if arguments.no_other else tuple(arguments.other) or ("*",),
        compile_commands=None if named == "none" else named,
        clang_args=tuple(arguments.clang_arg),
        args_directory=Path.cwd(),
        mode=getattr(arguments, "mode", "semantic"),
        libclang=arguments.libclang,
        jobs=arguments.jobs,
        timeout=arguments.timeout,
        memory_limit=arguments.memory_limit,
        retry_failed=getattr(arguments, "retry_failed", False),
        shard=getattr(arguments, "shard", None),
        executor=_executor_of(arguments),
    )


def _executor_of(arguments: Namespace) -> str | None:
    dask: str | None = getattr(arguments, "dask", None)
    executor: str | None = getattr(arguments, "executor", None)
    return executor if dask is None else f"dask:{dask}"


def _tell_problems(report: UpdateReport, terminal: Terminal) -> None:
    if report.recovered:
        terminal.warning(report.recovered)
    if report.returned:
        terminal.warning(report.returned)
    for problem in report.problems:
        terminal.warning(problem.text)
    for failure in report.failures:
        text = f"{failure.path}: {failure.text}; it was read without libclang"
        terminal.warning(text)
    for spelled, files, example in report.missing[:_MISSING_SHOWN]:
        needing = f"{example!r} needs it"
        if files > 1:
            needing = f"{files:,} files need it, {example!r} for one"
        terminal.warning(f"{spelled} was not found; {needing}")
    _tell_rest(len(report.missing) - _MISSING_SHOWN, "missing header", terminal)
    for flag, files in report.dropped:
        terminal.warning(
            f"the argument {flag!r} of {_count(files, 'file')} is not passed on: "
            "it is unknown, unsafe or leads outside"
        )
    for path, reason in report.skipped[:_SKIPPED_SHOWN]:
        terminal.warning(f"{path} is left out: {reason}")
    _tell_rest(len(report.skipped) - _SKIPPED_SHOWN, "skipped file", terminal)


def _tell_rest(number: int, what: str, terminal: Terminal) -> None:
    if number > 0:
        terminal.warning(f"{_count(number, what)} more")


def _summary(report: UpdateReport, seconds: float) -> str:
    parts = [
        f"{report.parsed:,} indexed",
        f"{report.unchanged:,} unchanged",
        f"{report.removed:,} removed",
    ]
    if report.failures:
        parts.append(f"{len(report.failures):,} failed")
    version = "no libclang"
    if report.libclang is not None:
        version = "libclang {} ({})".format(*report.libclang)
    return (
        f"{_count(report.total, 'file')}: {', '.join(parts)}; {seconds:.1f} s, "
        f"{report.cpu:.1f} s of CPU in {_count(report.workers, 'worker')}; {version}"
    )


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
