"""``kwindex check`` and ``doctor``: what is seen, what is used, and why."""

from __future__ import annotations

import shlex
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import KwindexError
from ..indexer import diagnose
from ..model import CoverageLevel
from ..update import check_file, detect_include_roots
from ..update.settings import UpdateSettings
from ..update.tree import read_tree
from .indexing import settings_of
from .questions import show_facts

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable

    from ..indexer import Diagnosis, Toolchain
    from ..indexer.doctor import DatabaseState
    from ..scan import IncludeRoots
    from ..update import CheckedFile
    from .terminal import Terminal

__all__ = ["check", "doctor"]


def check(arguments: Namespace, terminal: Terminal) -> int:
    """Parse one file and show what the parser sees of it."""
    file = arguments.file.absolute()
    if not file.is_file():
        raise KwindexError(f"{str(arguments.file)!r} is no file; check the path")
    root = (arguments.root or _repository_of(file)).resolve()
    real = file.resolve()
    if not real.is_relative_to(root):
        raise KwindexError(
            f"{str(arguments.file)!r} is not below the source root {str(root)!r}; "
            "check --root"
        )
    path = real.relative_to(root).as_posix()
    checked = check_file(path, settings_of(arguments, root))
    _show_unit(checked, root, terminal)
    show_facts(checked.facts, terminal)
    # Every one of them: this command is for those who look for the reason.
    rows = [
        (f"{one.path or ''}:{one.line}:{one.column}", one.severity, one.text)
        for one in checked.facts.diagnostics
    ]
    terminal.table("Diagnostics", ("place", "severity", "text"), rows)
    kinds = Counter(symbol.kind.value for symbol in checked.facts.symbols)
    counts = ", ".join(f"{number} {kind}" for kind, number in kinds.most_common())
    terminal.line(f"symbols: {counts or 'none'}")
    terminal.line(f"occurrences: {len(checked.facts.occurrences)}")
    if checked.failure is not None:
        terminal.warning(f"{path}: {checked.failure.text}")
    if checked.parser.fault:
        terminal.warning(checked.parser.fault)
    full = checked.facts.source.coverage.level is CoverageLevel.FULL
    return 0 if full else 1


def doctor(arguments: Namespace, terminal: Terminal) -> int:
    """Say what indexing depends on, and what is wrong with it."""
    root: Path = arguments.root
    named = arguments.compile_commands
    diagnosis = diagnose(
        root,
        libclang_path=arguments.libclang,
        compile_commands=None if named in {"auto", "none"} else Path(named),
        search_commands=named == "auto",
        include_roots=_roots_of(root),
    )
    for title, lines in _sections(diagnosis):
        terminal.line(title, style="bold")
        for line in lines:
            terminal.line(f"  {line}")
    for problem in diagnosis.problems:
        terminal.warning(problem)
    return 1 if diagnosis.problems else 0


def _repository_of(file: Path) -> Path:
    """Return the nearest folder above that holds ``.git``, else the file's own."""
    holding = (folder for folder in file.parents if (folder / ".git").exists())
    return next(holding, file.parent)


def _show_unit(checked: CheckedFile, root: Path, terminal: Terminal) -> None:
    libclang = checked.parser.libclang
    if libclang is not None:
        terminal.line(f"libclang: {libclang.version} ({libclang.provider})")
    terminal.line(f"source root: {root}")
    terminal.line(f"compile commands: {checked.compile_commands or 'none'}")
    if checked.unit.path != checked.facts.source.path:
        terminal.line(f"read through: {checked.unit.path}")
    terminal.line(f"arguments: {shlex.join(checked.unit.arguments) or 'none'}")
    terminal.line(f"time: {checked.cpu:.2f} s of CPU")
    terminal.line()


def _roots_of(root: Path) -> IncludeRoots | None:
    if not root.is_dir():
        return None
    tree = read_tree(UpdateSettings(root, other_files=()))
    return detect_include_roots(tree.graph.includes)


def _sections(diagnosis: Diagnosis) -> Iterable[tuple[str, Iterable[str]]]:
    yield "System", (diagnosis.python, diagnosis.platform, _confinement(diagnosis))
    yield "libclang", diagnosis.tried
    if diagnosis.toolchain is not None:
        yield "Standard headers", _headers(diagnosis.toolchain)
    yield "Source root", (diagnosis.root,)
    yield "Compile commands", _commands(diagnosis.database)
    if diagnosis.include_roots is not None:
        roots = diagnosis.include_roots
        lines = [f"-I {folder}" for folder in roots.direct]
        lines += [f"-idirafter {folder}" for folder in roots.after]
        yield "Include roots (detected)", lines or ("none",)


def _commands(state: DatabaseState | None) -> Iterable[str]:
    if state is None:
        yield "none"
        return
    yield state.path
    yield f"{state.entries} entries for {state.files} files"
    yield f"{state.stale} files do not exist"
    yield f"{state.repeated} entries are repeated, {state.invalid} invalid"


def _confinement(diagnosis: Diagnosis) -> str:
    if diagnosis.landlock:
        return f"workers are confined by Landlock {diagnosis.landlock}"
    return f"workers are not confined: {diagnosis.landlock_reason}"


def _headers(toolchain: Toolchain) -> Iterable[str]:
    yield f"C: {toolchain.c_origin}"
    library = f", {toolchain.cxx_library}" if toolchain.cxx_library else ""
    yield f"C++: {toolchain.cxx_origin}{library}"
    yield from toolchain.directories
