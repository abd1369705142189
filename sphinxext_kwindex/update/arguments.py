"""The arguments of every file of a tree."""

from __future__ import annotations

import os
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ..indexer import (
    CompilationDatabase,
    Libclang,
    Toolchain,
    arguments_for,
    find_toolchain,
)
from ..indexer.allowlist import clean_command
from ..indexer.arguments import command_language, readable_paths
from ..model import CXX_LANGUAGES, Language
from ..scan import IncludeRoots, is_header
from .fingerprint import code_digest, combined_digest
from .settings import UpdateSettings

if TYPE_CHECKING:
    from ..indexer import CompileCommand
    from .clusters import Member
    from .tree import Tree

__all__ = ["FileArguments", "needs_modern_cxx"]

_MODERN_HEADERS = frozenset(
    f"<{name}>"
    for name in (
        "barrier",
        "bit",
        "compare",
        "concepts",
        "coroutine",
        "format",
        "latch",
        "numbers",
        "ranges",
        "semaphore",
        "source_location",
        "span",
        "stop_token",
        "syncstream",
    )
)
"""Headers that C++20 brought, as they are included."""
_ODD_ONES = 200
"""One file of C++ in so many may look modern by mistake: in a text about C++20, say."""


def needs_modern_cxx(tree: Tree) -> bool:
    """Tell whether a tree has code that only C++20 has a meaning for.

    Includes and text in a condition do not count: they do without.
    """
    files = [one for one in tree.sources.values() if one.language in CXX_LANGUAGES]
    modern = sum(
        source.context.modern
        or any(
            include.spelled in _MODERN_HEADERS and not include.conditions
            for include in source.includes
        )
        for source in files
    )
    return modern > len(files) // _ODD_ONES


@dataclass(slots=True)
class FileArguments:
    """The arguments of every file, each list made once."""

    root: Path
    settings: UpdateSettings
    libclang: Libclang
    database: CompilationDatabase | None
    roots: IncludeRoots
    modern: bool = True
    """The tree needs C++20: `needs_modern_cxx`."""
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
                modern=self.modern,
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

    def made_from(self, path: str, reader: Member, *, through: str) -> str:
        """Return the digest of all that a file's facts come from but contents.

        :param through: of a fragment, the file that it is read with.
        """
        return combined_digest(
            (
                code_digest(),
                self.libclang.version,
                self.libclang.provider,
                path,
                through,
                reader.language,
                self._digest(reader.arguments),
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
