"""Read ``compile_commands.json``.

Read here, and not by libclang's CompilationDatabase: that one infers a command for a
file that has none, even for one that does not exist, and expands response files from
anywhere. Format: https://clang.llvm.org/docs/JSONCompilationDatabase.html.
"""

from __future__ import annotations

import json
import os
import shlex
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Any, Self

from ..errors import CompilationDatabaseError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "CompilationDatabase",
    "CompileCommand",
    "find_compile_commands",
    "split_command",
]

_NAME = "compile_commands.json"
_BUILD_FOLDERS = ("", "build*", "out", "cmake-build-*", "_build", "builddir*")
_MOST_BYTES = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class CompileCommand:
    """How one file is compiled; all paths absolute but those in ``arguments``."""

    path: str
    """The file."""
    directory: str
    """Working directory: relative paths in ``arguments`` start there."""
    arguments: tuple[str, ...]
    """As given, the compiler first."""


@dataclass(frozen=True, slots=True)
class CompilationDatabase:
    """The commands of a database, one a file."""

    path: str
    """The file read."""
    commands: dict[str, CompileCommand]
    """Absolute path, lexically normal → its first command, in the file's order."""
    entries: int
    """Entries read."""
    repeated: int
    """Entries of files that had one already: other configurations."""
    invalid: int
    """Entries that are no command: a missing or wrong field."""
    _by_stem: dict[str, list[str]] = field(repr=False)
    _by_folder: dict[str, str] = field(repr=False)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Self:
        """Read a database.

        :raises CompilationDatabaseError: when it cannot be read or is no database.
        """
        file = Path(path).absolute()
        commands: dict[str, CompileCommand] = {}
        invalid = repeated = 0
        entries = _read(file)
        for entry in entries:
            command = _command(entry, file.parent)
            if command is None:
                invalid += 1
            elif command.path in commands:
                repeated += 1
            else:
                commands[command.path] = command
        by_stem: defaultdict[str, list[str]] = defaultdict(list)
        by_folder: dict[str, str] = {}
        for name in sorted(commands):
            by_stem[_stem(name)].append(name)
            for folder in _folders(name):
                by_folder.setdefault(folder, name)
        return cls(
            path=str(file),
            commands=commands,
            entries=len(entries),
            repeated=repeated,
            invalid=invalid,
            _by_stem=dict(by_stem),
            _by_folder=by_folder,
        )

    def command_for(self, path: str | os.PathLike[str]) -> CompileCommand | None:
        """Return the command of exactly this file, an absolute path."""
        return self.commands.get(_normal(os.fspath(path)))

    def nearest(self, path: str | os.PathLike[str]) -> CompileCommand | None:
        """Return the command of the file most like this one; None if there is none.

        The same name without suffix in the longest common folder, else any file in the
        longest common folder; equals by path. Files with no folder in common but the
        root are not like each other.
        """
        name = _normal(os.fspath(path))
        namesakes = self._by_stem.get(_stem(name), ())
        best = max(namesakes, key=lambda other: _common(name, other), default=None)
        if best is not None and _common(name, best) > 1:
            return self.commands[best]
        for folder in _folders(name):
            if _depth(folder) > 1 and folder in self._by_folder:
                return self.commands[self._by_folder[folder]]
        return None

    def stale(self) -> int:
        """Count the commands of files that do not exist."""
        return sum(not Path(path).is_file() for path in self.commands)


def find_compile_commands(root: str | os.PathLike[str]) -> Path | None:
    """Return the database in the root or one of its usual build folders.

    The root first, then the folders by name.
    """
    for pattern in _BUILD_FOLDERS:
        for folder in sorted(Path(root).glob(pattern)) if pattern else (Path(root),):
            if (folder / _NAME).is_file():
                return folder / _NAME
    return None


def _read(file: Path) -> list[Any]:
    try:
        if file.stat().st_size > _MOST_BYTES:
            raise CompilationDatabaseError(
                f"{str(file)!r} has more than {_MOST_BYTES} bytes; "
                "check kwindex_compile_commands"
            )
        value = json.loads(file.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise CompilationDatabaseError(
            f"{str(file)!r} cannot be read: {error.strerror}; "
            "check kwindex_compile_commands"
        ) from None
    except (ValueError, RecursionError) as error:
        raise CompilationDatabaseError(
            f"{str(file)!r} is not JSON: {error}; write it anew with the build system"
        ) from None
    if not isinstance(value, list):
        raise CompilationDatabaseError(
            f"{str(file)!r} is no compilation database: it holds no list of commands; "
            "write it anew with the build system"
        )
    return value


def _command(entry: object, base: Path) -> CompileCommand | None:
    """Return the command of an entry; None if it is not one."""
    if not isinstance(entry, dict) or not isinstance(entry.get("file"), str):
        return None
    given = entry.get("directory", "")
    if not isinstance(given, str):
        return None
    directory = _normal(os.path.join(base, given))  # noqa: PTH118  (lexical)
    arguments = _arguments(entry)
    if not arguments or "\0" in entry["file"]:
        return None
    return CompileCommand(
        path=_normal(os.path.join(directory, entry["file"])),  # noqa: PTH118
        directory=directory,
        arguments=arguments,
    )


def _arguments(entry: dict[str, Any]) -> tuple[str, ...]:
    arguments = entry.get("arguments")
    if isinstance(arguments, list) and all(isinstance(one, str) for one in arguments):
        return tuple(arguments)
    command = entry.get("command")
    if not isinstance(command, str):
        return ()
    return tuple(
        _split_windows(command) if _is_windows(command) else split_command(command)
    )


def split_command(command: str) -> list[str]:
    """Split a command line as a POSIX shell does; by white space if it is none."""
    try:
        return shlex.split(command)
    except ValueError:
        # An unclosed quote: better the words than nothing.
        return command.split()


def _is_windows(command: str) -> bool:
    r"""Tell whether a command line is quoted as Windows does, ``C:\a\cl.exe /c x``."""
    first = command.lstrip().removeprefix('"')
    program = first.split('"' if command.lstrip().startswith('"') else None, 1)[:1]
    name = program[0].lower() if program else ""
    return "\\" in name or name.endswith(".exe") or first[1:3] == ":/"


def _split_windows(command: str) -> list[str]:
    """Split as the Microsoft C runtime does.

    Rules: learn.microsoft.com, "Parsing C command-line arguments".
    """
    arguments: list[str] = []
    current: list[str] = []
    quoted = started = False
    position = 0
    while position < len(command):
        character = command[position]
        if character == "\\":
            end = position
            while end < len(command) and command[end] == "\\":
                end += 1
            run = end - position
            before_quote = end < len(command) and command[end] == '"'
            current.append("\\" * (run // 2 if before_quote else run))
            if before_quote and run % 2:
                current.append('"')
                end += 1
            position, started = end, True
            continue
        if character == '"':
            quoted, started = not quoted, True
        elif character in " \t\r\n" and not quoted:
            if started:
                arguments.append("".join(current))
            current, started = [], False
        else:
            current.append(character)
            started = True
        position += 1
    if started:
        arguments.append("".join(current))
    return arguments


def _normal(path: str) -> str:
    """Make a path lexically normal: no ``.``, ``..`` or doubled separators."""
    return os.path.normpath(path)


def _pure(path: str) -> PurePosixPath | PureWindowsPath:
    return PureWindowsPath(path) if os.name == "nt" else PurePosixPath(path)


def _stem(path: str) -> str:
    return _pure(path).name.partition(".")[0]


def _folders(path: str) -> Iterable[str]:
    """Return the folders that hold a path, the inmost first."""
    return map(str, _pure(path).parents)


def _depth(path: str) -> int:
    return len(_pure(path).parts)


def _common(one: str, other: str) -> int:
    """Count the leading parts of the folders that two paths share."""
    count = 0
    for left, right in zip(
        _pure(one).parts[:-1], _pure(other).parts[:-1], strict=False
    ):
        if left != right:
            break
        count += 1
    return count
