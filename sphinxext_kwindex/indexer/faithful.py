"""Whether a unit on top of an umbrella says what its plain parse would say.

The umbrella shows a unit more than its own include lines do, and shows headers as they
are without what the unit defines before it includes them. Each way in which that could
change a fact is looked for; where one is found the unit is parsed plainly.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model import Severity
from ..scan import leading_macros
from .locations import contents_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Set

    from ..model import Diagnostic, Occurrence
    from .below import Below

__all__ = [
    "DifferenceError",
    "clashes",
    "foreign_names",
    "is_mentioned",
    "macro_differences",
]

# Errors that come of seeing a declaration twice or two declarations at once; all
# others come of seeing too little, and an umbrella only shows more.
_CLASH = re.compile(
    r"redefin|redecl|ambiguous|conflicting|different (?:type|linkage|return|exception)"
    r"|already|does not match|differs in|follows (?:non-)?|multiple|duplicate|previous"
)
_SERIOUS = (Severity.ERROR, Severity.FATAL)


class DifferenceError(Exception):
    """The plain parse could say something else; the text says where."""


def clashes(diagnostics: Iterable[Diagnostic]) -> Iterable[str]:
    """Yield the errors of a file that the umbrella may be the cause of."""
    for one in diagnostics:
        if one.severity in _SERIOUS and _CLASH.search(one.text):
            yield one.text


def macro_differences(text: str, below: Below, reached: Set[str]) -> Iterable[str]:
    """Yield the macros that a file changes before a header of the umbrella tests them.

    :param text: Of the main file.
    :param reached: Absolute paths of the files that the unit reads.
    """
    for macro in leading_macros(text):
        testing = below.tested.get(macro.name)
        if not testing or below.macros.get(macro.name) == macro.text:
            continue
        if not testing.isdisjoint(reached):
            yield macro.name


def foreign_names(
    occurrences: Iterable[Occurrence],
    declaring: Callable[[str], Iterable[str]],
    reached: Set[str],
) -> Iterable[tuple[str, str]]:
    """Yield what a file names although it reads no file that is known to declare it.

    Each by its USR, with the files that do.

    :param declaring: USR → absolute paths of files that are known to declare it.
    :param reached: Absolute paths of the files that it reads.
    """
    for usr in {occurrence.usr for occurrence in occurrences}:
        files = []
        for path in declaring(usr):
            if path in reached:
                break
            files.append(path)
        else:
            yield from ((usr, path) for path in files)


def is_mentioned(name: str, paths: Iterable[str]) -> bool:
    """Tell whether one of some files has a name in its text.

    libclang says where two of the declarations of a symbol are; a class may be declared
    before its use in a dozen headers. What is named where it can be seen is taken for
    declared there: a plain parse finds the same.

    :param paths: absolute.
    """
    word = re.compile(rb"\b" + re.escape(name.encode()) + rb"\b")
    return any(word.search(contents_of(path)) for path in paths)
