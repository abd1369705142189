"""What the listing of a file colours and links."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from ..model import Language, Role, SymbolKind, TokenKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..model import Include, OccurrenceRow, TokenRow
    from .protocol import Reader

__all__ = ["Listing", "ListingSpan", "listing_of"]


class ListingSpan(NamedTuple):
    """A stretch of the text with a look and perhaps a meaning."""

    line: int
    """From 1."""
    column: int
    """From 1, in bytes of the UTF-8 text."""
    length: int
    """In bytes; may run over line ends."""
    token: TokenKind
    kind: SymbolKind | None = None
    """Of the symbol named; None if it is no name."""
    usr: str = ""
    """Of the symbol named. Of the operand of an include line ``file:`` and the path of
    what it means, or the operand itself where that is outside of the tree."""
    role: Role = Role(0)


_NO_ROLE = Role(0)
_place = itemgetter(0, 1)
# As the constructor does it, without the call of a function for each.
_span = partial(tuple.__new__, ListingSpan)


@dataclass(frozen=True, slots=True)
class Listing:
    """A stretch of a file, without its text.

    The text is that of the bytes with the SHA-256 below, decoded as `scan.decode` does;
    drawn over any other text the spans would be wrong.
    """

    path: str
    language: Language
    sha256: str
    first: int
    """First line shown, from 1."""
    last: int
    """Last line shown; ``first - 1`` in an empty file."""
    spans: tuple[ListingSpan, ...]
    """Ordered, none overlaps another: those that begin in the lines shown, and the
    last one before, which may reach into them."""
    skipped: tuple[tuple[int, int], ...]
    """Line ranges that the preprocessor skipped, both ends included, in the lines."""
    runs: tuple[tuple[int, int], ...] = ()
    """How often tests ran each line that could be run, of the lines shown, by line."""


def listing_of(
    reader: Reader,
    path: str,
    *,
    lines: tuple[int, int] | None = None,
    symbol: str | None = None,
    runs: Mapping[int, int] | None = None,
) -> Listing | None:
    """Return the listing of a file; of some lines, or of a symbol's declaration.

    ``lines`` (both ends included) is cut to what the file has. ``symbol`` is a USR: its
    definition in this file, else its first declaration. ``runs`` tells how often tests
    ran a line. None if the file is not in the index or the symbol not in the file.
    """
    source = reader.file(path)
    if source is None:
        return None
    first, last = lines or (1, source.lines)
    if symbol is not None:
        extent = _extent(reader, path, symbol)
        if extent is None:
            return None
        first, last = extent
    first, last = max(first, 1), min(last, source.lines)
    merged = _merge(
        reader.occurrence_rows(path),
        reader.token_rows(path),
        {include.line: include for include in reader.includes_of(path)},
    )
    return Listing(
        path=path,
        language=source.language,
        sha256=source.sha256,
        first=first,
        last=max(last, first - 1),
        spans=_shown(merged, first, last),
        skipped=tuple(
            (max(start, first), min(end, last))
            for start, end in reader.skipped_in(path)
            if start <= last and end >= first
        ),
        runs=tuple(
            (line, number)
            for line, number in sorted((runs or {}).items())
            if first <= line <= last
        ),
    )


def _extent(reader: Reader, path: str, usr: str) -> tuple[int, int] | None:
    """Return the lines of a symbol's definition in a file, else of a declaration."""
    found = [s for s in reader.symbols_in(path) if s.usr == usr]
    if not found:
        return None
    span = min(found, key=lambda s: (not s.definition, s.position)).span
    # An end at the first column lies before the line's text.
    ends_before = span.end_column == 1 and span.end_line > span.line
    return span.line, span.end_line - ends_before


def _shown(
    spans: Sequence[ListingSpan], first: int, last: int
) -> tuple[ListingSpan, ...]:
    start = bisect_left(spans, first, key=lambda span: span.line)
    end = bisect_right(spans, last, key=lambda span: span.line)
    return tuple(spans[max(start - 1, 0) : end])


def _merge(
    occurrences: Sequence[OccurrenceRow],
    tokens: Sequence[TokenRow],
    includes: Mapping[int, Include],
) -> tuple[ListingSpan, ...]:
    """Merge names and coloured stretches; the earlier one wins, then the name."""
    # A listing has thousands: plain tuples, made spans only at the end.
    spans: list[tuple[Any, ...]] = [
        (line, column, length, TokenKind.IDENTIFIER, kind, usr, role)
        for line, column, length, role, kind, usr in occurrences
        if length > 0
    ]
    # Names first: the sort is stable, so that they win at the same place.
    spans += [
        (line, column, length, kind, None, "", _NO_ROLE)
        for line, column, length, kind in tokens
        if length
    ]
    spans.sort(key=_place)
    kept: list[tuple[Any, ...]] = []
    line = column = 0
    for span in spans:
        at, start, length = span[:3]
        # Spans that run over line ends are cut by the renderer, which has the text.
        if at > line or start >= column:
            if span[3] is TokenKind.STRING and at in includes:
                span = (*span[:5], _operand(includes[at], length), _NO_ROLE)  # noqa: PLW2901
            kept.append(span)
            line, column = at, start + length
    return tuple(map(_span, kept))


def _operand(include: Include, length: int) -> str:
    """Return what the string of an include line means, if it is its operand."""
    if length != len(include.spelled.encode("utf-8", "replace")):
        return ""
    return f"file:{include.target}" if include.target else include.spelled
