"""Which files below a unit have a word in their code."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ..possessive import compiled
from .locations import contents_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

__all__ = ["Mentions", "is_mentioned"]

_WORDS = re.compile(rb"\w+")
_WORD = re.compile(r"\w+", re.ASCII)
# Literals, too: what looks like a comment in one is none.
_COMMENT = compiled(
    rb"""//[^\n]*+|/\*[^*]*+(?:\*(?!/)[^*]*+)*+|"(?:[^"\\\n]|\\.)*+"|'(?:[^'\\\n]|\\.)'"""
)
_SLASH = ord("/")


class Mentions:
    """By word, the files of an umbrella."""

    def __init__(self) -> None:
        self._paths: Sequence[str] | None = None
        self._words: list[frozenset[bytes]] = []
        """Of each file."""
        self._known: dict[str, Sequence[str]] = {}

    def of(self, word: str, paths: Callable[[], Iterable[str]]) -> Sequence[str]:
        """Return those that have a word in their code, in their order.

        :param paths: Returns absolute paths of the files; asked once.
        """
        found = self._known.get(word)
        if found is None:
            if self._paths is None:
                self._paths = sorted(paths())
            found = self._known[word] = self._find(word, self._paths)
        return found

    def _find(self, word: str, paths: Sequence[str]) -> Sequence[str]:
        if not _WORD.fullmatch(word):
            return [path for path in paths if is_mentioned(word, [path])]
        if not self._words:  # as long as to look for ten words in all of them
            codes = map(_code_of, paths)
            self._words = [frozenset(_WORDS.findall(code)) for code in codes]
        key, words = word.encode(), zip(paths, self._words, strict=True)
        return [path for path, found in words if key in found]


def is_mentioned(
    name: str, paths: Iterable[str], *, pattern: bytes = rb"\b%b\b", flags: int = 0
) -> bool:
    """Tell whether one of some files has a name in its code, as a pattern says.

    :param paths: absolute.
    :param flags: Of the pattern.
    """
    word = name.encode()
    find = None
    for path in paths:
        if word in contents_of(path):  # many times as fast as what follows
            find = find or re.compile(pattern % re.escape(word), flags).search
            if find(_code_of(path)):
                return True
    return False


@lru_cache(maxsize=2048)
def _code_of(path: str) -> bytes:
    """Return the text of a file without what its comments say."""
    return _COMMENT.sub(_without_comment, contents_of(path))


def _without_comment(match: re.Match[bytes]) -> bytes:
    text = match[0]
    return text if text[0] != _SLASH else text[:2]
