"""The forms a compiler's command line comes in: wrappers, response files, ``cl``."""

from __future__ import annotations

import re
from enum import Enum, auto
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING

from .compdb import split_command
from .confine_paths import may_be_read

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Dialect", "from_cl", "split_driver", "with_response_files"]

_WRAPPERS = frozenset(
    {
        *("buildcache", "ccache", "cmake", "colorgcc", "distcc", "env", "gomacc"),
        *("icecc", "icerun", "launcher", "libtool", "nice", "pump", "recc"),
        *("rewrapper", "sccache", "time", "xcrun"),
    }
)
_COMPILER = re.compile(
    r"(?:.*-)?(?:gcc|g\+\+|cc|c\+\+|clang|clang\+\+|clang-cl|cl|icc|icpc|icx|icpx"
    r"|nvcc|hipcc|emcc|em\+\+)(?:-?\d+(?:\.\d+)*)?(?:-posix|-win32)?",
    re.IGNORECASE,
)
_MOST_RESPONSE_BYTES = 4 * 1024 * 1024
_DEEPEST_RESPONSE = 4

# `cl` options that say how to read a file, and what Clang calls them. The value may
# be joined or, where the pattern ends in a separator, follow.
_CL_STANDARDS = {
    "c++14": "-std=c++14",
    "c++17": "-std=c++17",
    "c++20": "-std=c++20",
    "c++23preview": "-std=c++23",
    "c++latest": "-std=c++23",
    "c11": "-std=c11",
    "c17": "-std=c17",
    "clatest": "-std=c23",
}
_CL_VALUES = {
    "I": "-I",
    "D": "-D",
    "U": "-U",
    "FI": "-include",
    "external:I": "-isystem",
    "imsvc": "-isystem",
}
_CL_FLAGS = {
    "TP": ("-x", "c++"),
    "TC": ("-x", "c"),
    "GR": ("-frtti",),
    "GR-": ("-fno-rtti",),
    "EHsc": ("-fexceptions",),
    "EHa": ("-fexceptions",),
    "J": ("-funsigned-char",),
    "MD": ("-D_MT", "-D_DLL"),
    "MDd": ("-D_MT", "-D_DLL", "-D_DEBUG"),
    "MT": ("-D_MT",),
    "MTd": ("-D_MT", "-D_DEBUG"),
    "X": ("-nostdinc",),
}


class Dialect(Enum):
    """How options are written."""

    GNU = auto()
    CL = auto()


def split_driver(argv: Sequence[str]) -> tuple[Dialect, tuple[str, ...]]:
    """Return how a command line is to be read, and it without wrappers and compiler."""
    position = 0
    if argv and _program(argv[0]) in _WRAPPERS:
        programs = range(1, len(argv))
        found = (at for at in programs if _COMPILER.fullmatch(_program(argv[at])))
        position = next(found, 0)
    program = _program(argv[position]) if argv else ""
    rest = tuple(argv[position + 1 :])
    is_cl = program in ("cl", "clang-cl") or "--driver-mode=cl" in rest
    return (Dialect.CL if is_cl else Dialect.GNU), rest


def with_response_files(
    argv: Sequence[str], *, directory: Path, root: Path, depth: int = 0
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the arguments with ``@file`` replaced by its contents, and those refused.

    A file must lie in the root or the directory, and be of reasonable size.
    """
    expanded: list[str] = []
    refused: list[str] = []
    for argument in argv:
        if not argument.startswith("@") or len(argument) == 1:
            expanded.append(argument)
            continue
        text = _response(argument[1:], directory, root)
        if text is None or depth >= _DEEPEST_RESPONSE:
            refused.append(argument)
            continue
        inner, worse = with_response_files(
            split_command(text), directory=directory, root=root, depth=depth + 1
        )
        expanded += inner
        refused += worse
    return tuple(expanded), tuple(refused)


def from_cl(argv: Sequence[str]) -> tuple[str, ...]:
    """Translate options of ``cl`` to Clang's; others are left out.

    Source: learn.microsoft.com, "MSVC compiler options listed alphabetically".
    """
    translated: list[str] = []
    position = 0
    while position < len(argv):
        argument = argv[position]
        position += 1
        if argument[:1] not in ("/", "-"):
            continue
        name = argument[1:].removeprefix("clang:")
        if name in _CL_FLAGS:
            translated += _CL_FLAGS[name]
        elif name.startswith("std:"):
            standard = _CL_STANDARDS.get(name.removeprefix("std:"))
            translated += (standard,) if standard else ()
        elif name in _CL_VALUES and position < len(argv):
            translated += (_CL_VALUES[name], argv[position])
            position += 1
        else:
            translated += _cl_joined(name, dash=argument[0] == "-")
    return tuple(translated)


def _cl_joined(name: str, *, dash: bool) -> tuple[str, ...]:
    for option in sorted(_CL_VALUES, key=len, reverse=True):
        if name.startswith(option) and len(name) > len(option):
            return _CL_VALUES[option], name[len(option) :]
    # clang-cl takes many of Clang's own after a dash.
    own = dash and name.startswith(("f", "m", "-target", "isystem", "std="))
    return (f"-{name}",) if own else ()


def _program(argument: str) -> str:
    name = PureWindowsPath(argument).name
    return name.removesuffix(".exe").removesuffix(".EXE").lower()


def _response(name: str, directory: Path, root: Path) -> str | None:
    path = directory / name
    real = path.resolve()
    places = (root.resolve(), directory.resolve())
    if not any(real.is_relative_to(place) for place in places):
        return None
    if not may_be_read(real, root=root):
        return None
    try:
        if not real.is_file() or real.stat().st_size > _MOST_RESPONSE_BYTES:
            return None
        return real.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
