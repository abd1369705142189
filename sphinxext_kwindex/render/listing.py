"""The listing of a file: coloured and linked, the text itself untouched.

Class names inside are those of Pygments, so that each theme's colours, light and dark,
apply. Line numbers are drawn by a CSS counter in empty elements: they are not copied,
not searched, not read aloud. The elements are targets, not links, for thousands of
links without words would be as many stops for who uses the keyboard; the script makes
a click on a number lead to its line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from ..model import (
    FUNCTION_KINDS,
    Language,
    Role,
    SymbolKind,
    TokenKind,
    roles_with,
)
from .anchors import line_prefix
from .escape import has_hidden, mark_hidden
from .pieces import link_attributes

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    SymbolKind.TARGET: "nn",
    SymbolKind.SECTION: "gh",
}
_UNLINKED = frozenset(
    {
        SymbolKind.PARAMETER,
        SymbolKind.LOCAL,
        SymbolKind.TEMPLATE_PARAMETER,
        SymbolKind.LABEL,
        # Opened in every file, and written before every other name.
        SymbolKind.NAMESPACE,
    }
)
_FILE = "file:"
_DEFINING, _DECLARING = roles_with(Role.DEFINITION), roles_with(Role.DECLARATION)

Ranges = tuple[tuple[int, int], ...]


def render_listing(
    text: str, listing: Listing, links: Links, *, without_ids: Ranges = ()
) -> str:
    """Return the listing; ``text`` is the whole decoded file (see `Listing`).

    Lines in the ranges ``without_ids``, both ends included, are given none: they are
    listed on the page already.
    """
    # Columns are bytes; what is drawn becomes text again at the end.
    data = text.encode("utf-8", "replace")
    source = _Source.of(data)
    prefix = line_prefix(listing.path)
    first, last = listing.first, min(listing.last, len(source.lines))
    body = ""
    if first <= last:
        marked = _marked(source, listing, (first, last), _Marks(links, prefix))
        shown = marked.decode("utf-8", "replace")
        if has_hidden(text):
            shown = mark_hidden(shown)
        body = _numbered(shown.split("\n"), listing, prefix, without_ids)
    return _frame(body, listing)


def _numbered(
    lines: list[str], listing: Listing, prefix: str, without_ids: Ranges
) -> str:
    """Return the lines with their ids, those that were skipped greyed."""
    first = listing.first
    if listing.skipped:
        for number in frozenset(_numbers(listing.skipped)):
            if 0 <= number - first < len(lines):
                text = lines[number - first]
                lines[number - first] = f'<span class="kwindex-skipped">{text}</span>'
    anchored = [
        f'<a id="{prefix}{number}"></a>{line}\n'
        for number, line in enumerate(lines, first)
    ]
    for number, runs in listing.runs:
        if 0 <= number - first < len(lines):
            anchor = f'<a id="{prefix}{number}"{_run(runs)}></a>'
            anchored[number - first] = f"{anchor}{lines[number - first]}\n"
    for number in _numbers(without_ids):
        if 0 <= number - first < len(lines):
            anchored[number - first] = f"<a></a>{lines[number - first]}\n"
    return "".join(anchored)


def _run(number: int) -> str:
    """Return what makes the stripe of a line, and says what it means."""
    times = "1 time" if number == 1 else f"{number:,} times"
    title = f"tests ran this line {times}" if number else "no test ran this line"
    return f' data-run="{min(number, 1)}" title="{title}"'


def _frame(body: str, listing: Listing) -> str:
    counter = ""
    if listing.first != 1:
        counter = f' style="counter-reset:kwindex-line {listing.first - 1}"'
    return (
        f'<div class="highlight-{_lexer(listing.language)} notranslate'
        f' kwindex-listing"><div class="highlight"><pre tabindex="0"{counter}>'
        f"{body}</pre></div></div>"
    )


def _lexer(language: Language) -> str:
    return _LEXERS.get(language, language.value.replace("#", "sharp"))


class _Source(NamedTuple):
    """The text, with line feeds alone between its lines."""

    data: bytes
    lines: list[int]
    """Where each line begins."""
    was: list[int]
    """Where it began before the line ends were changed; the same list if none was."""
    size: int
    """Before the line ends were changed."""

    @classmethod
    def of(cls, data: bytes) -> _Source:
        """Find the lines."""
        texts = _LINE_END.split(data)
        begins = list(accumulate((len(text) + 1 for text in texts), initial=0))
        del begins[len(texts) - (not texts[-1]) :]
        if b"\r" not in data:
            return cls(data, begins, begins, len(data))
        was = [0, *(found.end() for found in _LINE_END.finditer(data))]
        return cls(b"\n".join(texts), begins, was[: len(begins)], len(data))

    def end(self, line: int) -> int:
        """Return where the text of a line ends, from 1."""
        if line < len(self.lines):
            return self.lines[line] - 1
        return len(self.data) - self.data.endswith(b"\n")

    def now(self, at: int) -> int:
        """Return where a byte is, of which is known where it was."""
        line = bisect_right(self.was, at) - 1
        return min(at - self.was[line] + self.lines[line], self.end(line + 1))


def _marked(
    source: _Source, listing: Listing, shown: tuple[int, int], marks: _Marks
) -> bytes:
    """Return the lines shown with their spans marked, without the last line end.

    A span that overlaps the one before, ends behind the text, or begins or ends inside
    of a character is left out: the text is shown in any case.
    """
    data, lines, was, size = source
    begin, end = lines[shown[0] - 1], source.end(shown[1])
    plain, same = data.isascii(), was is lines
    parts: list[bytes] = []
    texts: dict[bytes, bytes] = {}
    done, at = 0, begin
    for span in listing.spans:
        line = span[0]
        if line > len(lines):
            break
        start = was[line - 1] + span[1] - 1
        stop = start + span[2]
        if not done <= start < stop <= size:
            continue
        if not same:
            start, stop = source.now(start), source.now(stop)
        if not plain and (_inside(data, start) or _inside(data, stop)):
            continue
        done = stop if same else was[line - 1] + span[1] - 1 + span[2]
        start, stop = max(start, begin), min(stop, end)
        if start >= stop:
            continue
        if start > at:
            text = data[at:start]
            if text not in texts:
                # Most of what stands between names is met again: commas, blanks.
                texts[text] = _escape(text)
            parts.append(texts[text])
        parts.append(marks.draw(span, data[start:stop], line))
        at = stop
    parts.append(_escape(data[at:end]))
    return b"".join(parts)


class _Drawn(NamedTuple):
    """A span as it is drawn, and as it is on the line that its link leads to."""

    linked: bytes
    line: int = 0
    """0 if the link leads elsewhere."""
    there: bytes = b""


class _Marks:
    """Names and tokens with the elements around; made once for each."""

    def __init__(self, links: Links, prefix: str) -> None:
        self.links = links
        self.own = f"#{prefix}"
        self.drawn: dict[tuple[object, ...], _Drawn] = {}

    def draw(self, span: ListingSpan, text: bytes, line: int) -> bytes:
        """Return a span's text, marked; a link never leads to its own line."""
        key = (*span[3:], text)
        drawn = self.drawn.get(key)
        if drawn is None:
            drawn = self.drawn[key] = self._make(span, text)
        return drawn.there if drawn.line == line else drawn.linked

    def _make(self, span: ListingSpan, text: bytes) -> _Drawn:
        look = _TOKENS.get(span.token) if span.kind is None else _KINDS.get(span.kind)
        href, other = self._addresses(span)
        linked = self._element(text, look, href)
        if href is not None and href.startswith(self.own):
            number = int(href.removeprefix(self.own))
            if other is not None and other == href:
                other = None
            return _Drawn(linked, number, self._element(text, look, other))
        return _Drawn(linked)

    def _addresses(self, span: ListingSpan) -> tuple[str | None, str | None]:
        """Return where a span leads, and where if that is its own line.

        A use leads to the definition, a definition to the uses, a declaration to the
        definition or else to the uses; where there is none, to the symbol's row.
        """
        usr, links = span.usr, self.links
        if not usr or span.kind in _UNLINKED:
            return None, None
        if span.kind is None:
            if usr.startswith(_FILE):
                return links.path(usr.removeprefix(_FILE), None), None
            return links.header(usr), None
        if span.role in _DEFINING:
            return links.uses(usr) or links.symbol(usr), None
        href = links.definition(usr) or links.symbol(usr)
        if span.role in _DECLARING:
            return href, links.uses(usr) or links.symbol(usr)
        return href, None

    def _element(self, text: bytes, look: str | None, href: str | None) -> bytes:
        """Return text in an element, in one for each line."""
        escaped = _escape(text)
        if href is not None:
            opening = f"<a{link_attributes(href, self.links, look=look or 'n')}>"
            closing = b"</a>"
        elif look:
            opening, closing = f'<span class="{look}">', b"</span>"
        else:
            return escaped
        before = opening.replace("\n", "&#10;").encode("utf-8", "replace")
        if b"\n" not in escaped:
            return before + escaped + closing
        lines = escaped.split(b"\n")
        return b"\n".join([before + line + closing if line else line for line in lines])


def _inside(data: bytes, at: int) -> bool:
    """Tell whether a place lies inside of a UTF-8 sequence."""
    return at < len(data) and data[at] & 0xC0 == 0x80  # noqa: PLR2004  (UTF-8)


def _numbers(ranges: Iterable[tuple[int, int]]) -> Iterable[int]:
    return (line for first, last in ranges for line in range(first, last + 1))


def _escape(data: bytes) -> bytes:
    return data.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")
