"""The compilation database of a tree, and the user's own arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..errors import CompilationDatabaseError
from ..indexer import CompilationDatabase, clean_arguments, find_compile_commands

if TYPE_CHECKING:
    from pathlib import Path

    from .settings import UpdateSettings

__all__ = ["Commands", "find_commands", "refused_arguments"]


class Commands(NamedTuple):
    """The compilation database of a tree."""

    database: CompilationDatabase | None
    warning: str | None
    """Why there is none although one is named or found."""


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
