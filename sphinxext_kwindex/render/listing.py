"""The listing of a file: coloured and linked, the text itself untouched.

Class names inside are those of Pygments, so that each theme's colours, light and dark,
apply. Line numbers are drawn by a CSS counter in empty elements: they are not copied,
not searched, not read aloud. The elements are targets, not links, for thousands of
links without words would be as many stops for who uses the keyboard; the script makes
a click on a number lead to its line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ..model import FUNCTION_KINDS, Language, SymbolKind, TokenKind
from .anchors import line_prefix
from .escape import attribute, mark_hidden

if TYPE_CHECKING:
    from ..analysis import Listing, ListingSpan
    from .links import Links

__all__ = ["render_listing"]

_LINE_END = re.compile(rb"\r\n|\n|\r")
_LEXERS = {
    Language.C: "c",
    Language.CXX: "cpp",
    Language.CUDA: "cuda",
    Language.OBJECTIVE_C: "objective-c",
    Language.OBJECTIVE_CXX: "objective-c++",
}
_TOKENS = {
    TokenKind.KEYWORD: "k",
    TokenKind.NUMBER: "mi",
    TokenKind.STRING: "s",
    TokenKind.COMMENT: "c1",
    TokenKind.DIRECTIVE: "cp",
}
_KINDS = {
    **dict.fromkeys(
        (
            SymbolKind.CLASS,
            SymbolKind.STRUCT,
            SymbolKind.UNION,
            SymbolKind.ENUM,
            SymbolKind.ALIAS,
            SymbolKind.CONCEPT,
            SymbolKind.TEMPLATE_PARAMETER,
        ),
        "nc",
    ),
    **dict.fromkeys(
        FUNCTION_KINDS,
        "nf",
    ),
    SymbolKind.NAMESPACE: "nn",
    SymbolKind.NAMESPACE_ALIAS: "nn",
    SymbolKind.ENUMERATOR: "no",
    SymbolKind.MACRO: "no",
    SymbolKind.LABEL: "nl",
}
_LOCAL = frozenset(
    {
        SymbolKind.PARAMETER,
        SymbolKind.LOCAL,
        SymbolKind.TEMPLATE_PARAMETER,
        SymbolKind.LABEL,
    }
)


def render_listing(text: str, listing: Listing, links: Links) -> str:
    """Return the listing; ``text`` is the whole decoded file (see `Listing`)."""
    # Everything is done on bytes, as the columns are, and decoded once at the end.
    data = text.encode("utf-8", "replace")
    lines = _line_ranges(data)
    pieces = _pieces(data, lines, listing)
    prefix = line_prefix(listing.path)
    skipped = _numbers(listing.skipped)
    marks = _Marks(links, prefix)
    parts: list[bytes] = []
    for line in range(listing.first, min(listing.last, len(lines)) + 1):
        at, end = lines[line - 1]
        parts.append(f'<a id="{prefix}{line}"></a>'.encode())
        if line in skipped:
            parts.append(b'<span class="kwindex-skipped">')
        for start, stop, span in pieces.get(line, ()):
            opening, closing = marks.around(span, line)
            parts += (
                _escape(data[at:start]),
                opening,
                _escape(data[start:stop]),
                closing,
            )
            at = stop
        parts.append(_escape(data[at:end]))
        parts.append(b"</span>\n" if line in skipped else b"\n")
    body = mark_hidden(b"".join(parts).decode("utf-8", "replace"))
    return _frame(body, listing)


def _frame(body: str, listing: Listing) -> str:
    counter = ""
    if listing.first != 1:
        counter = f' style="counter-reset:kwindex-line {listing.first - 1}"'
    return (
        f'<div class="highlight-{_LEXERS[listing.language]} notranslate'
        f' kwindex-listing"><div class="highlight"><pre tabindex="0"{counter}>'
        f"{body}</pre></div></div>"
    )


class _Mark(NamedTuple):
    """Address, and the tags with and without the link."""

    href: str | None
    linked: tuple[bytes, bytes]
    plain: tuple[bytes, bytes]


class _Marks:
    """The elements around a name or token; made once for each."""

    def __init__(self, links: Links, prefix: str) -> None:
        self.links = links
        self.prefix = prefix
        self.made: dict[tuple[str, SymbolKind | None, TokenKind], _Mark] = {}

    def around(self, span: ListingSpan, line: int) -> tuple[bytes, bytes]:
        """Return the opening and the closing tag; a link never leads to itself."""
        key = span.usr, span.kind, span.token
        mark = self.made.get(key)
        if mark is None:
            mark = self.made[key] = self._make(span)
        to_itself = mark.href == f"#{self.prefix}{line}"
        return mark.plain if to_itself else mark.linked

    def _make(self, span: ListingSpan) -> _Mark:
        look = _TOKENS.get(span.token) if span.kind is None else _KINDS.get(span.kind)
        plain = (f'<span class="{look}">'.encode(), b"</span>") if look else (b"", b"")
        if not span.usr or span.kind in _LOCAL:
            return _Mark(None, plain, plain)
        href = self.links.symbol(span.usr)
        if href is None:
            return _Mark(None, plain, plain)
        opening = f'<a class="{look or "n"}"{attribute("href", href)}>'
        return _Mark(href, (opening.encode("utf-8", "replace"), b"</a>"), plain)


def _line_ranges(data: bytes) -> list[tuple[int, int]]:
    """Return where each line begins and where its text ends, without the line end."""
    ranges, start = [], 0
    for found in _LINE_END.finditer(data):
        ranges.append((start, found.start()))
        start = found.end()
    if start < len(data):
        ranges.append((start, len(data)))
    return ranges


def _pieces(
    data: bytes, lines: list[tuple[int, int]], listing: Listing
) -> dict[int, list[tuple[int, int, ListingSpan]]]:
    """Return the byte ranges of the spans by line, cut at the line ends.

    A span that overlaps the one before, ends behind the text, or begins or ends inside
    of a character is left out: the text is shown in any case.
    """
    pieces: dict[int, list[tuple[int, int, ListingSpan]]] = {}
    done = 0
    for span in listing.spans:
        if span.line > len(lines):
            break
        start = lines[span.line - 1][0] + span.column - 1
        stop = start + span.length
        if not done <= start < stop <= len(data):
            continue
        if _inside(data, start) or _inside(data, stop):
            continue
        done = stop
        for line in range(span.line, len(lines) + 1):
            first, end = lines[line - 1]
            if first >= stop:
                break
            if max(first, start) < min(stop, end):
                cut = max(first, start), min(stop, end), span
                pieces.setdefault(line, []).append(cut)
    return pieces


def _inside(data: bytes, at: int) -> bool:
    """Tell whether a place lies inside of a UTF-8 sequence."""
    return at < len(data) and data[at] & 0xC0 == 0x80  # noqa: PLR2004  (UTF-8)


def _numbers(ranges: tuple[tuple[int, int], ...]) -> frozenset[int]:
    return frozenset(line for first, last in ranges for line in range(first, last + 1))


def _escape(data: bytes) -> bytes:
    return data.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")
