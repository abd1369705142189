"""Which comment documents which declaration.

Doxygen's rules (manual, "Documenting the code"): a documentation comment stands
before its declaration, blank lines between do not matter, or after it with ``<``;
one with a structural command (``@fn``, ``@class`` ...) belongs to what it names. Where
there is none, a plain comment directly above, without a blank line, counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..comments.attachment import (
    BOUND,
    DOCUMENTATION,
    NO_SYMBOL,
    TRAILING,
    bound_name,
    is_description,
    names,
)
from .tokens import COMMENT, KEYWORD

if TYPE_CHECKING:
    from .heads import HeadReader
    from .tokens import TokenTable

__all__ = ["Comments"]


class _Group(NamedTuple):
    first: int
    """Number of the first token."""
    last: int
    text: str


class Comments:
    """The comments of one file."""

    def __init__(
        self, table: TokenTable, heads: HeadReader, licence: str | None
    ) -> None:
        self._table = table
        self._heads = heads
        self._licence = licence
        self._bound: dict[str, str] | None = None

    def lead(self, first: int) -> int:
        """Return the first token of the attributes before a declaration.

        Attribute macros count; the declaration itself begins at token `first`.
        """
        table = self._table
        number = first
        while number > 0:
            before = number - 1
            if table.kinds[before] == COMMENT or table.directive[before] >= 0:
                break
            if table.line(number) - table.end_line(before) > 1:
                break
            start = self._attribute_start(before, number)
            if start < 0:
                break
            number = start
        return number

    def documentation(self, lead: int, last: int, name: str) -> str | None:
        """Return the raw comment of a declaration; None if it has none.

        :param lead: First token with its attributes.
        :param last: Last token of the declaration.
        """
        above = self._above(lead, name)
        return above or self._after(last) or self._redirected(name)

    def between(self, first: int, last: int) -> str | None:
        """Return a documentation comment between a macro or attribute and the name."""
        depth = 0
        for number in range(first, last):
            text = self._table.texts[number]
            depth += (text == "{") - (text == "}")
            # Comments in braces, or with ``<``, are the members'.
            if depth or self._table.kinds[number] != COMMENT:
                continue
            if DOCUMENTATION.match(text) and not TRAILING.match(text):
                return None if NO_SYMBOL.search(text) else text
        return None

    def _attribute_start(self, number: int, following: int) -> int:
        """Return the first token of the attribute that ends at a token; -1 if none.

        :param following: The first token of what stands after it.
        """
        table = self._table
        text = table.texts[number]
        if text in (")", "]"):
            depth, start = 0, number
            while start >= 0:
                raw = table.texts[start]
                depth += (raw in (")", "]")) - (raw in ("(", "["))
                if depth == 0:
                    break
                start -= 1
            if start < 0:
                return -1
            if text == "]":
                double = start + 1 < number and table.texts[start + 1] == "["
                return start if double else -1
            number = start - 1
            if number >= 0 and table.texts[number] in (
                "__attribute__",
                "__declspec",
                "alignas",
            ):
                return number
        if number in self._heads.found.macros:
            stands_for = self._heads.expansions.of(self._heads.found.macros[number])
            # One that stands for nothing, in a line of its own, may be a namespace's.
            is_alone = table.line(number) != table.line(following)
            if not stands_for.opaque and (
                not is_alone or stands_for.keywords or stands_for.attributes
            ):
                return number
        elif table.kinds[number] == KEYWORD and text in (
            "static",
            "inline",
            "extern",
            "friend",
            "typedef",
            "constexpr",
            "virtual",
            "explicit",
        ):
            return number
        return -1

    def _above(self, lead: int, name: str) -> str | None:
        number = lead - 1
        group = self._group(number)
        while group is not None:
            text = group.text
            if TRAILING.match(text):
                return None
            if self._is_after_code(group.first):
                return None
            if DOCUMENTATION.match(text):
                bound = BOUND.search(text)
                if bound and not names(bound, name):
                    group = self._group(group.first - 1)
                    continue
                return None if NO_SYMBOL.search(text) and not bound else text
            if number == group.last and self._is_plain_description(group, lead):
                # An ordinary comment hides no documentation comment above it.
                higher = self._documentation_above(group.first, name)
                return higher or text
            group = self._group(group.first - 1)
        return None

    def _documentation_above(self, first: int, name: str) -> str | None:
        group = self._group(first - 1)
        if group is None or not DOCUMENTATION.match(group.text):
            return None
        return self._above(first, name)

    def _group(self, last: int) -> _Group | None:
        """Return the comment that ends at a token: one block, or lines of one style."""
        table = self._table
        if last < 0 or table.kinds[last] != COMMENT or table.directive[last] >= 0:
            return None
        text = table.texts[last]
        if not text.startswith("//"):
            return _Group(last, last, text)
        style = _style(text)
        first = last
        lines = [text.rstrip("\r\n")]
        while first > 0 and table.kinds[first - 1] == COMMENT:
            before = table.texts[first - 1]
            if not before.startswith("//") or _style(before) != style:
                break
            if table.line(first) - table.line(first - 1) != 1:
                break
            if self._is_after_code(first - 1) and not style.endswith("<"):
                break
            first -= 1
            lines.append(before.rstrip("\r\n"))
        return _Group(first, last, "\n".join(reversed(lines)))

    def _is_after_code(self, number: int) -> bool:
        """Tell if code stands before a comment in its line."""
        table = self._table
        before = number - 1
        if before < 0 or table.end_line(before) != table.line(number):
            return False
        return table.kinds[before] != COMMENT or self._is_after_code(before)

    def _is_plain_description(self, group: _Group, lead: int) -> bool:
        table = self._table
        if table.line(lead) - table.end_line(group.last) > 1:
            return False
        return is_description(
            group.text, is_first=group.first == 0, licence=self._licence
        )

    def _after(self, last: int) -> str | None:
        """Return the comments with ``<`` after a declaration."""
        table = self._table
        number = last + 1
        end = len(table)
        while number < end and table.texts[number] in (";", ","):
            number += 1
        if number >= end or table.kinds[number] != COMMENT:
            return None
        if table.directive[number] != table.directive[last]:
            return None
        text = table.texts[number]
        if not TRAILING.match(text):
            return None
        lines = [text.rstrip("\r\n")]
        while (
            text.startswith("//")
            and number + 1 < end
            and table.kinds[number + 1] == COMMENT
            and TRAILING.match(table.texts[number + 1])
            and table.line(number + 1) - table.line(number) == 1
        ):
            number += 1
            lines.append(table.texts[number].rstrip("\r\n"))
        return "\n".join(lines)

    def _redirected(self, name: str) -> str | None:
        """Return the comment elsewhere that names a symbol with ``@fn``, ``@class``."""
        if self._bound is None:
            self._bound = {}
            table = self._table
            comments = [
                text
                for text, kind in zip(table.texts, table.kinds, strict=True)
                if kind == COMMENT
            ]
            for text in comments:
                if not DOCUMENTATION.match(text):
                    continue
                for bound in BOUND.finditer(text):
                    key = bound_name(bound)
                    if key:
                        self._bound.setdefault(key, text)
        return self._bound.get(name) if name else None


def _style(text: str) -> str:
    for marker in ("///<", "//!<", "///", "//!"):
        if text.startswith(marker) and not text.startswith("////"):
            return marker
    return "//"
