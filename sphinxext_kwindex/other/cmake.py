"""What a CMake file defines: targets, options, functions; and what it brings in."""

from __future__ import annotations

import re
from posixpath import basename, dirname, normpath
from typing import TYPE_CHECKING, NamedTuple

from ..comments import first_sentence
from ..model import (
    OTHER_USR,
    Documentation,
    Fragment,
    Include,
    Linkage,
    Markup,
    MarkupKind,
    Origin,
    Position,
    Qualifier,
    Span,
    Style,
    Symbol,
    SymbolKind,
    TokenKind,
)
from ..scan import read_commands

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..scan import CMakeCommand

__all__ = ["CMakeFacts", "read_cmake", "scripts_of"]

_TARGETS = frozenset({"add_library", "add_executable", "add_custom_target"})
_OPTIONS = frozenset({"option", "cmake_dependent_option"})
_ROUTINES = {"function": SymbolKind.FUNCTION, "macro": SymbolKind.MACRO}
_TARGET_WORDS = frozenset(
    {
        "ALIAS",
        "ALL",
        "EXCLUDE_FROM_ALL",
        "GLOBAL",
        "IMPORTED",
        "INTERFACE",
        "MACOSX_BUNDLE",
        "MODULE",
        "OBJECT",
        "SHARED",
        "STATIC",
        "UNKNOWN",
        "WIN32",
    }
)
# Variables that stand for the folder of the file itself.
_HERE = re.compile(r"^\$\{CMAKE_CURRENT_(?:SOURCE|LIST)_DIR\}/")
_ROOT = re.compile(r"^\$\{(?:CMAKE_SOURCE_DIR|PROJECT_SOURCE_DIR|\w+_SOURCE_DIR)\}/")
_MOST = 60
"""Arguments of a command that are looked at."""


class CMakeFacts(NamedTuple):
    """What a file says; each tuple by place."""

    symbols: tuple[Symbol, ...]
    includes: tuple[Include, ...]


def read_cmake(path: str, uncommented: bytes, files: Mapping[str, str]) -> CMakeFacts:
    """Return what a file defines and brings in.

    :param uncommented: UTF-8 with blanks in place of comments.
    :param files: CMake files of the tree: path, or name without suffix where only one
        goes by it → path.
    """
    symbols, includes = [], []
    for command in read_commands(uncommented, most=_MOST):
        symbol = _symbol(path, command)
        if symbol is not None:
            symbols.append(symbol)
        include = _include(path, command, files)
        if include is not None:
            includes.append(include)
    return CMakeFacts(tuple(symbols), tuple(includes))


def scripts_of(paths: tuple[str, ...]) -> dict[str, str]:
    """Return what `read_cmake` takes: the CMake files among those of a tree."""
    found: dict[str, str] = {}
    named: dict[str, list[str]] = {}
    for path in paths:
        name = basename(path)
        if name.lower() == "cmakelists.txt":
            found[path] = path
        elif name.lower().endswith(".cmake"):
            found[path] = path
            named.setdefault(name[: -len(".cmake")], []).append(path)
    found.update((name, one[0]) for name, one in named.items() if len(one) == 1)
    return found


def _symbol(path: str, command: CMakeCommand) -> Symbol | None:
    kind = _ROUTINES.get(command.name)
    if command.name in _TARGETS:
        kind = SymbolKind.TARGET
    elif command.name in _OPTIONS:
        kind = SymbolKind.VARIABLE
    if kind is None or not command.arguments:
        return None
    name, line, column = command.arguments[0]
    if not name or "$" in name:
        return None  # its name is known only when it runs
    words = [text for text, *_ in command.arguments[1:]]
    usr = f"{OTHER_USR}{path}@{name}"
    qualifiers = [] if kind is not SymbolKind.MACRO else [Qualifier.FUNCTION_LIKE]
    return Symbol(
        usr=usr,
        kind=kind,
        name=name,
        qualified_name=name,
        path=path,
        position=Position(line, column),
        span=Span(command.line, command.column, *command.end),
        definition=True,
        signature=_signature(command, name, usr, words),
        linkage=Linkage.NONE,
        qualifiers=tuple(qualifiers),
        value=_value(command, words),
        documentation=_help(command, words),
    )


def _signature(
    command: CMakeCommand, name: str, usr: str, words: list[str]
) -> tuple[Fragment, ...]:
    shown = []
    if command.name in _ROUTINES:
        shown = words
    elif command.name in _TARGETS:
        shown = [word for word in words[:4] if word in _TARGET_WORDS]
    return (
        Fragment(command.name, TokenKind.KEYWORD),
        Fragment("("),
        Fragment(name, TokenKind.IDENTIFIER, usr),
        *(Fragment(f" {word}") for word in shown),
        Fragment(")"),
    )


def _value(command: CMakeCommand, words: list[str]) -> str | None:
    if command.name != "option":
        return None
    return words[1] if len(words) > 1 else "OFF"


def _help(command: CMakeCommand, words: list[str]) -> Documentation | None:
    """Return what an option says it is for."""
    if command.name not in _OPTIONS or not words:
        return None
    text = first_sentence(words[0])
    if not text:
        return None
    return Documentation(Style.DOXYGEN, (Markup(MarkupKind.TEXT, text),))


def _include(
    path: str, command: CMakeCommand, files: Mapping[str, str]
) -> Include | None:
    if command.name not in {"include", "add_subdirectory"} or not command.arguments:
        return None
    spelled = command.arguments[0][0]
    if not spelled:
        return None
    target = _target(path, spelled, files, folder=command.name != "include")
    origin = Origin.UNKNOWN if target is None else Origin.PROJECT
    return Include(command.line, spelled, origin, target, directive=f"{command.name}()")


def _target(
    path: str, spelled: str, files: Mapping[str, str], *, folder: bool
) -> str | None:
    end = "/CMakeLists.txt" if folder else ""
    here = _HERE.sub("", spelled)
    if here != spelled or "$" not in spelled:
        found = files.get(normpath(f"{dirname(path)}/{here}{end}").lstrip("/"))
        if found is not None:
            return found
    if not folder and "/" not in spelled:
        return files.get(spelled)  # a module: `include(Name)`
    rest = _ROOT.sub("", spelled)
    if rest != spelled and "$" not in rest:
        return files.get(normpath(f"{rest}{end}"))
    return None
