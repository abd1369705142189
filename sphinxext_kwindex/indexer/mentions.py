"""Which files below a unit have a word in their code."""

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
        if _WORD.fullmatch(word):
            if not self._words:  # as long as to look for ten words in all of them
                texts = map(contents_of, paths)
                self._words = [frozenset(_WORDS.findall(text)) for text in texts]
            key, words = word.encode(), zip(paths, self._words, strict=True)
            paths = [path for path, found in words if key in found]
        return [path for path in paths if is_mentioned(word, [path])]


def is_mentioned(
    name: str, paths: Iterable[str], *, pattern: bytes = rb"\b%b\b"
) -> bool:
    """Tell whether one of some files has a name in its code, as a pattern says.

    :param paths: absolute.
    """
    word = name.encode()
    find = None
    for text in map(contents_of, paths):
        if word not in text:  # to look for the bytes alone is many times as fast
            continue
        find = find or re.compile(pattern % re.escape(word)).finditer
        if not all(_is_in_comment(text, match.start()) for match in find(text)):
            return True
    return False


def _is_in_comment(text: bytes, offset: int) -> bool:
    line = text.rfind(b"\n", 0, offset) + 1
    if text.find(b"//", line, offset) >= 0:
        return True
    return text.rfind(b"/*", 0, offset) > text.rfind(b"*/", 0, offset)
