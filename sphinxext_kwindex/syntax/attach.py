"""Which comment documents which declaration, told from the gaps between the code."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from ..comments import parse_comment
from ..comments.attachment import (
    BOUND,
    DOCUMENTATION,
    NO_SYMBOL,
    TRAILING,
    bound_name,
    is_description,
    names,
)
from ..scan import COMMENT_STRETCH, last_style

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..model import Documentation
    from ..scan import Stretch

__all__ = ["Comments"]

_AFTER = re.compile(r"\s*+[;,]?+\s*+(?=///<|//!<|/\*\*<|/\*!<)")


class Comments:
    """The comments of one file; offsets are those of its text."""

    def __init__(
        self, text: str, stretches: Sequence[Stretch], licence: str | None
    ) -> None:
        self._text = text
        self._licence = licence
        self._comments = [item for item in stretches if item.what == COMMENT_STRETCH]
        self._starts = [item.start for item in self._comments]
        self._trails = TRAILING.search(text) is not None
        self._bound: dict[str, str] | None = None
        self._parsed: dict[str, Documentation | None] = {}

    def documentation(
        self, before: int, start: int, end: int, name: str
    ) -> Documentation | None:
        """Return what the comment of a declaration says; None if it has none.

        :param before: Where the code before the declaration ends.
        :param start: Its first character.
        :param end: Where it ends.
        """
        raw = self._above(before, start, name)
        if raw is None and self._trails:
            raw = self._after(end)
        if raw is None:
            raw = self._redirected(name)
        if raw is None:
            return None
        if raw not in self._parsed:
            self._parsed[raw] = parse_comment(raw)
        return self._parsed[raw]

    def _above(self, before: int, start: int, name: str) -> str | None:
        first = bisect_left(self._starts, before)
        last = bisect_left(self._starts, start)
        if first == last:
            return None
        below = start
        plain: str | None = None
        for comment, place, end in self._gap(first, last, before):
            if "#" in self._text[end:below]:
                break  # a directive: the comment is about something else
            if DOCUMENTATION.match(comment):
                if TRAILING.match(comment):
                    break
                bound = BOUND.search(comment)
                if bound is None or names(bound, name):
                    hides = NO_SYMBOL.search(comment) and bound is None
                    return plain if hides else comment
            elif below == start and self._is_description(comment, place, end):
                # An ordinary comment hides no documentation comment above it.
                plain = comment
            below = place
        return plain

    def _gap(
        self, first: int, last: int, before: int
    ) -> Iterator[tuple[str, int, int]]:
        """Yield the comments of a gap with their offsets, the last one first."""
        text = self._text
        for number in range(last - 1, first - 1, -1):
            start, end, _ = self._comments[number]
            comment = text[start:end]
            if number == first and before and "\n" not in text[before:start]:
                # After code; the lines below it are comments of their own.
                line = comment.find("\n")
                if line < 0 or comment.startswith("/*"):
                    return
                comment = comment[line + 1 :].lstrip()
            comment = last_style(comment)
            yield comment, end - len(comment), end

    def _is_description(self, comment: str, place: int, end: int) -> bool:
        below = self._text[end : end + 200]
        if below[: len(below) - len(below.lstrip())].count("\n") > 1:
            return False
        is_first = not self._text[:place].strip() if place < 10 else False  # noqa: PLR2004
        return is_description(comment, is_first=is_first, licence=self._licence)

    def _after(self, end: int) -> str | None:
        """Return the comments with ``<`` after a declaration."""
        found = _AFTER.match(self._text, end)
        if found is None:
            return None
        number = bisect_left(self._starts, found.end())
        start, stop, _ = self._comments[number]
        raw = self._text[start:stop]
        if raw.startswith("/*"):
            return raw
        lines: list[str] = []
        for line in raw.split("\n"):
            if not TRAILING.match(line.lstrip()):
                break
            lines.append(line)
        return "\n".join(lines)

    def _redirected(self, name: str) -> str | None:
        """Return the comment elsewhere that names a symbol with ``@fn``, ``@class``."""
        if self._bound is None:
            self._bound = {}
            for start, end, _ in self._comments:
                comment = self._text[start:end]
                if not DOCUMENTATION.match(comment):
                    continue
                for bound in BOUND.finditer(comment):
                    self._bound.setdefault(bound_name(bound), comment)
            self._bound.pop("", None)
        return self._bound.get(name)
