"""What a file's IWYU pragmas say of its include lines, and of itself as a header."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model import Pragma

__all__ = ["Pragmas", "bare"]

_PRIVATE = re.compile(r"private(?:\s*,\s*include\s+([\"<][^\">]+[\">]))?")
_FRIEND = re.compile(r"friend\s+[\"<]?([^\">\s]+)")
_LINES = ("keep", "export", "associated")
"""Pragmas of an include line that stand in that line."""
_LAST = 1 << 31


@dataclass(frozen=True, slots=True)
class Pragmas:
    """The pragmas of one file, by what they are about."""

    lines: tuple[tuple[int, int, str], ...] = ()
    """First and last line, from 1, and the word: ``keep``, ``export``,
    ``associated``."""
    private: bool = False
    """Others are not to include it."""
    instead: str = ""
    """What they are to include, with its brackets or quotes; empty if not said."""
    friends: tuple[str, ...] = ()
    """Patterns of the paths that may include it all the same."""

    @classmethod
    def of(cls, pragmas: Iterable[Pragma]) -> Self:
        """Read the pragmas of a file; those that are not known say nothing."""
        lines: list[tuple[int, int, str]] = []
        began: dict[str, int] = {}
        private, instead, friends = False, "", []
        for line, text in pragmas:
            word = text.partition(" ")[0].rstrip(",:;.")
            if word in _LINES:
                lines.append((line, line, word))
            elif word in {"begin_exports", "begin_keep"}:
                began[word[6:].rstrip("s")] = line
            elif word in {"end_exports", "end_keep"}:
                kind = word[4:].rstrip("s")
                if kind in began:
                    lines.append((began.pop(kind), line, kind))
            elif found := _PRIVATE.match(text):
                private, instead = True, found[1] or instead
            elif found := _FRIEND.match(text):
                friends.append(found[1])
        lines += [(first, _LAST, kind) for kind, first in sorted(began.items())]
        return cls(tuple(lines), private, instead, tuple(friends))

    def word(self, line: int) -> str:
        """Return what is said of an include line; empty if nothing."""
        return next((w for first, last, w in self.lines if first <= line <= last), "")


def bare(spelled: str) -> str:
    """Return the operand of an include line without brackets or quotes."""
    return spelled[1:-1] if spelled[:1] in {"<", '"'} else spelled
