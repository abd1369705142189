"""What to parse, how, and what each result depends on besides contents."""

from __future__ import annotations

import os
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import splitext
from typing import TYPE_CHECKING, NamedTuple

from ..errors import CompilationDatabaseError
from ..indexer import (
    CompilationDatabase,
    Libclang,
    Toolchain,
    Unit,
    arguments_for,
    clean_arguments,
    find_compile_commands,
    find_toolchain,
)
from ..indexer.allowlist import clean_command
from ..indexer.arguments import command_language, readable_paths
from ..model import Language
from ..scan import FRAGMENT_SUFFIXES, IncludeRoots, is_header
from .fingerprint import code_digest, combined_digest
from .roots import detect_include_roots
from .settings import UpdateSettings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..indexer import CompileCommand
    from .tree import Tree

__all__ = [
    "Commands",
    "Plan",
    "PlannedUnit",
    "find_commands",
    "languages",
    "make_plan",
    "refused_arguments",
]

_CXX = frozenset({Language.CXX, Language.CUDA, Language.OBJECTIVE_CXX})
_NO_LIBCLANG = "no libclang was found"


class PlannedUnit(NamedTuple):
    """A unit, or a file that is read as text only."""

    unit: Unit
    made_from: str
    """Digest of what the facts are made from besides contents."""
    reason: str | None
    """Why it is not parsed; None if it is."""


class Commands(NamedTuple):
    """The compilation database of a tree."""

    database: CompilationDatabase | None
    warning: str | None
    """Why there is none although one is named or found."""


@dataclass(frozen=True, slots=True)
class Plan:
    """All units of a tree; together they want each file once."""

    units: tuple[PlannedUnit, ...]
    """By path."""
    own_units: Mapping[str, PlannedUnit]
    """Fragment → a unit of its own, for when its owner did not read it."""
    folders: tuple[str, ...]
    """Absolute folders and files outside the tree that the arguments name, in order."""
    refused: tuple[tuple[str, int], ...]
    """Arguments not passed on, and how many of the files have them."""


def find_commands(settings: UpdateSettings, root: Path) -> Commands:
    """Find and read the compilation database that the settings ask for."""
    wanted = settings.compile_commands
    if wanted is None:
        return Commands(None, None)
    path = find_compile_commands(root) if wanted == "auto" else root / wanted
    if path is None:
        return Commands(None, None)
    if path.is_dir():
        path /= "compile_commands.json"
    try:
        return Commands(CompilationDatabase.load(path), None)
    except CompilationDatabaseError as error:
        return Commands(None, str(error))


def refused_arguments(settings: UpdateSettings, root: Path) -> tuple[str, ...]:
    """Return a sentence for each of the user's own arguments that is not passed on."""
    directory = settings.args_directory or root
    cleaned = clean_arguments(settings.clang_args, directory=directory, root=root)
    return tuple(
        f"the argument {argument!r} is not passed on; it is unknown, or could write "
        "files or read outside the sources"
        for argument in cleaned.refused
    )


def make_plan(
    tree: Tree,
    settings: UpdateSettings,
    libclang: Libclang | None,
    commands: Commands,
) -> Plan:
    """Plan the parses of a tree."""
    spoken = languages(tree)
    if libclang is None:
        units = [
            _as_text(path, spoken[path], source.reason or _NO_LIBCLANG)
            for path, source in tree.sources.items()
        ]
        return Plan(tuple(units), {}, (), ())
    roots = detect_include_roots(tree.graph.includes)
    arguments = _Arguments(tree.root, settings, libclang, commands.database, roots)
    wanted = _wanted(tree)
    units = []
    own_units = {}
    for path, source in tree.sources.items():
        if source.reason is not None:
            units.append(_as_text(path, spoken[path], source.reason))
            continue
        language = arguments.language(path) or spoken[path]
        given = arguments.of(path, language)
        unit = Unit(path, language, given, (path, *wanted.get(path, ())))
        planned = PlannedUnit(unit, arguments.made_from(unit), None)
        if path in wanted:
            units.append(planned)
        else:
            own_units[path] = planned
    return Plan(tuple(units), own_units, arguments.folders(), arguments.refused())


def languages(tree: Tree) -> dict[str, Language]:
    """Return the language of each file.

    A ``.h`` whose text could be C is read as the files that include it: as C when any
    of C does, since that is certain to work, else as C++ when any of C++ does.
    """
    found = {path: source.language for path, source in tree.sources.items()}
    undecided = {
        path
        for path, language in found.items()
        if language is Language.C and splitext(path)[1] == ".h"
    }
    sure: dict[bool, list[str]] = {True: [], False: []}
    for path, language in found.items():
        if path not in undecided:
            sure[language in _CXX].append(path)
    by_c = _reached(tree, sure[False], undecided)
    by_cxx = _reached(tree, sure[True], undecided)
    for path in by_cxx - by_c:
        found[path] = Language.CXX
    return found


def _reached(tree: Tree, starts: Iterable[str], through: set[str]) -> set[str]:
    """Return those of ``through`` that the starts include, directly or by them."""
    seen: set[str] = set()
    waiting = list(starts)
    while waiting:
        for target in tree.graph.targets(waiting.pop()):
            if target in through and target not in seen:
                seen.add(target)
                waiting.append(target)
    return seen


def _wanted(tree: Tree) -> dict[str, tuple[str, ...]]:
    """Return for each file that is parsed for itself the fragments it stands for.

    A fragment (``.inl``, ``.def``, ...) is seldom a whole: it is read through the first
    file that includes it, by rank of `Includer`; on its own when none does.
    """
    owners: dict[str, str] = {}
    parsed = {path for path, source in tree.sources.items() if source.reason is None}
    fragments = {
        path for path in parsed if splitext(path)[1].lower() in FRAGMENT_SUFFIXES
    }
    includers = tree.graph.includers(fragments)
    for path in sorted(fragments):
        named = sorted(includers.get(path, ()))
        first = next((one.path for one in named if one.path in parsed), None)
        if first is not None:
            owners[path] = first
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted(parsed):
        owner = _outermost(path, owners)
        found[owner].extend(() if owner == path else (path,))
    return {path: tuple(others) for path, others in found.items()}


def _outermost(path: str, owners: Mapping[str, str]) -> str:
    """Follow owners up; fragments that include each other belong to themselves."""
    seen = {path}
    owner = path
    while owner in owners:
        owner = owners[owner]
        if owner in seen:
            return path
        seen.add(owner)
    return owner


def _as_text(path: str, language: Language, reason: str) -> PlannedUnit:
    unit = Unit(path, language, (), (path,))
    return PlannedUnit(unit, combined_digest((code_digest(), reason)), reason)


@dataclass(slots=True)
class _Arguments:
    """The arguments of every file, each list made once."""

    root: Path
    settings: UpdateSettings
    libclang: Libclang
    database: CompilationDatabase | None
    roots: IncludeRoots
    _toolchain: Toolchain = field(init=False)
    _known: dict[tuple[object, ...], tuple[str, ...]] = field(
        default_factory=dict, init=False
    )
    _digests: dict[tuple[str, ...], str] = field(default_factory=dict, init=False)
    _own: Counter[str] = field(default_factory=Counter, init=False)
    """Refused arguments of the files that have commands of their own."""

    def __post_init__(self) -> None:
        self._toolchain = find_toolchain(self.libclang)

    def language(self, path: str) -> Language | None:
        """Return the language that the file's own command states, if it does."""
        if self.database is None:
            return None
        command = self.database.command_for(self.root / path)
        return None if command is None else command_language(command)

    def of(self, path: str, language: Language) -> tuple[str, ...]:
        """Return the complete arguments of a file."""
        command, own = self._command(path)
        # Two files without a command of their own have the same arguments when they
        # are read as the same and lie nearest to the same command.
        place = path if own else None
        key = (language, is_header(path), place, command and command.path)
        if key not in self._known:
            self._known[key] = arguments_for(
                path,
                root=self.root,
                language=language,
                command=command,
                include_roots=self.roots,
                extra=self.settings.clang_args,
                extra_directory=self.settings.args_directory,
                toolchain=self._toolchain,
                libclang=self.libclang,
            )
            if own and command is not None:
                directory = Path(command.directory)
                cleaned = clean_command(
                    command.arguments, directory=directory, root=self.root
                )
                self._own.update(set(cleaned.refused))
        return self._known[key]

    def made_from(self, unit: Unit) -> str:
        """Return the digest of all that the facts of a unit come from but contents."""
        return combined_digest(
            (
                code_digest(),
                self.libclang.version,
                self.libclang.provider,
                unit.path,
                unit.language,
                self._digest(unit.arguments),
                *unit.wanted,
            )
        )

    def folders(self) -> tuple[str, ...]:
        """Return what the arguments name outside the tree, in order of first use."""
        inside = f"{self.root}{os.sep}"
        found: dict[str, None] = dict.fromkeys(self._toolchain.directories)
        for arguments in self._known.values():
            found.update(dict.fromkeys(readable_paths(arguments)))
        return tuple(
            folder for folder in found if not f"{folder}{os.sep}".startswith(inside)
        )

    def refused(self) -> tuple[tuple[str, int], ...]:
        """Return the refused arguments, those of most files first."""
        return tuple(sorted(self._own.items(), key=lambda item: (-item[1], item[0])))

    def _digest(self, arguments: tuple[str, ...]) -> str:
        """Return the digest of arguments; the same tree elsewhere has the same."""
        if arguments not in self._digests:
            root = re.compile(re.escape(str(self.root)) + r"(?![^/\\])")
            texts = [root.sub(".", argument) for argument in arguments]
            self._digests[arguments] = combined_digest(texts)
        return self._digests[arguments]

    def _command(self, path: str) -> tuple[CompileCommand | None, bool]:
        """Return the command for a file and whether it is its own."""
        if self.database is None:
            return None, False
        absolute = self.root / path
        own = self.database.command_for(absolute)
        return (own or self.database.nearest(absolute)), own is not None
