"""What there is to work with, and what is wrong with it: for ``kwindex doctor``."""

from __future__ import annotations

import platform
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import CompilationDatabaseError, LibclangNotFoundError
from ..scan import IncludeRoots
from .compdb import CompilationDatabase, find_compile_commands
from .library import Libclang, load_libclang
from .sandbox import landlock_abi
from .toolchain import HeaderOrigin, Toolchain, find_toolchain

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["DatabaseState", "Diagnosis", "diagnose"]


@dataclass(frozen=True, slots=True)
class DatabaseState:
    """A compilation database, counted."""

    path: str
    entries: int
    files: int
    """Files with a command."""
    stale: int
    """Those of them that do not exist."""
    repeated: int
    """Entries left out because their file had one already."""
    invalid: int
    """Entries that are no command."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """All that `kwindex doctor` says."""

    python: str
    """Implementation and version, as ``CPython 3.11.7``."""
    platform: str
    root: str
    """The source root, absolute."""
    libclang: Libclang | None
    tried: tuple[str, ...]
    """Where a libclang was looked for, with the outcome, one line each."""
    toolchain: Toolchain | None
    """None without a libclang."""
    database: DatabaseState | None
    include_roots: IncludeRoots | None
    """As detected; None if they were not asked for."""
    landlock: int
    """Version of the kernel's interface; 0 if workers are not confined by it."""
    landlock_reason: str | None
    problems: tuple[str, ...]
    """What is wrong, each with what to do; empty if all is well."""

    @property
    def usable(self) -> bool:
        """Whether C++ can be read at all."""
        return self.libclang is not None


def diagnose(
    root: Path,
    *,
    libclang_path: str | None = None,
    compile_commands: Path | None = None,
    search_commands: bool = True,
    include_roots: IncludeRoots | None = None,
) -> Diagnosis:
    """Look at everything that indexing depends on; never raises for what it finds.

    :param libclang_path: as of ``kwindex_libclang``.
    :param compile_commands: the database to use; None has one searched in the root.
    :param search_commands: False for no search.
    """
    problems: list[str] = []
    libclang, tried = _libclang(libclang_path, problems)
    toolchain = find_toolchain(libclang) if libclang else None
    if libclang and toolchain:
        problems += _header_problems(libclang, toolchain)
    if compile_commands is None and search_commands:
        compile_commands = find_compile_commands(root)
    database = _database(compile_commands, problems)
    if not root.is_dir():
        problems.append(f"{str(root)!r} is no folder; check kwindex_source_root")
    landlock, reason = landlock_abi()
    return Diagnosis(
        python=f"{platform.python_implementation()} {platform.python_version()}",
        platform=f"{platform.system()} {platform.machine()}, {sys.platform}",
        root=str(root.absolute()),
        libclang=libclang,
        tried=tried,
        toolchain=toolchain,
        database=database,
        include_roots=include_roots,
        landlock=landlock,
        landlock_reason=reason,
        problems=tuple(problems),
    )


def _libclang(
    path: str | None, problems: list[str]
) -> tuple[Libclang | None, tuple[str, ...]]:
    try:
        libclang = load_libclang(path)
    except LibclangNotFoundError as error:
        problems.append(str(error))
        return None, (str(error),)
    return libclang, libclang.tried


def _header_problems(libclang: Libclang, toolchain: Toolchain) -> list[str]:
    problems: list[str] = []
    if libclang.resource_dir is None:
        instead = "; GCC's are used" if toolchain.builtin_dir else ""
        problems.append(
            f"libclang {libclang.version} has no builtin headers (stddef.h){instead}; "
            "install libclang-ng, or the package that goes with it "
            "(Debian: libclang-common-N-dev)"
        )
    if toolchain.c_origin is HeaderOrigin.NONE:
        problems.append(
            "the C library has no headers here, so names from it stay unresolved; "
            "install them (Debian: libc6-dev, Fedora: glibc-devel, macOS: "
            "'xcode-select --install')"
        )
    if toolchain.cxx_origin is HeaderOrigin.NONE:
        problems.append(
            "there is no C++ library, so names from it stay unresolved; install "
            "libclang-ng, which brings one, or a C++ compiler (Debian: g++)"
        )
    return problems


def _database(path: Path | None, problems: list[str]) -> DatabaseState | None:
    if path is None:
        return None
    try:
        database = CompilationDatabase.load(path)
    except CompilationDatabaseError as error:
        problems.append(str(error))
        return None
    state = DatabaseState(
        path=database.path,
        entries=database.entries,
        files=len(database.commands),
        stale=database.stale(),
        repeated=database.repeated,
        invalid=database.invalid,
    )
    if state.stale:
        problems.append(
            f"{state.path!r} has commands of {state.stale} files that do not exist; "
            "write it anew with the build system"
        )
    if state.invalid:
        problems.append(
            f"{state.path!r} has {state.invalid} entries that are no command; "
            "write it anew with the build system"
        )
    return state
