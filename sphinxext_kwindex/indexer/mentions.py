"""Which files below a unit have a word in their text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .locations import contents_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

__all__ = ["Mentions", "is_mentioned"]

_WORDS = re.compile(rb"\w+")
_WORD = re.compile(r"\w+", re.ASCII)


class Mentions:
    """By word, the files of an umbrella."""

    def __init__(self) -> None:
        self._paths: Sequence[str] | None = None
        self._words: list[frozenset[bytes]] = []
        """Of each file."""
        self._known: dict[str, Sequence[str]] = {}

    def of(self, word: str, paths: Callable[[], Iterable[str]]) -> Sequence[str]:
        """Return those that have a word in their text, in their order.

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
            texts = map(contents_of, paths)
            self._words = [frozenset(_WORDS.findall(text)) for text in texts]
        key, words = word.encode(), zip(paths, self._words, strict=True)
        return [path for path, found in words if key in found]


def is_mentioned(
    name: str, paths: Iterable[str], *, pattern: bytes = rb"\b%b\b"
) -> bool:
    """Tell whether one of some files has a name in its text, as a pattern says.

    :param paths: absolute.
    """
    word = name.encode()
    found = None
    for text in map(contents_of, paths):
        # To look for the bytes alone first is many times as fast.
        if word in text:
            found = found or re.compile(pattern % re.escape(word)).search
            if found(text):
                return True
    return False
