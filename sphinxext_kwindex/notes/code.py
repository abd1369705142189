"""A file as rules see it: its code as tokens, joined with what is known of it.

Comments, directives (macro definitions with them) and what the preprocessor skipped
are left out. A place is the number of a token in what is left.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from functools import cached_property
from itertools import compress
from typing import TYPE_CHECKING, NamedTuple, Protocol

from ..model import FUNCTION_KINDS, RECORD_KINDS, SymbolKind
from .nesting import Nesting
from .rule import Hit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..model import (
        Include,
        Language,
        Occurrence,
        Relation,
        Span,
        Symbol,
    )
    from .types import Types

__all__ = ["Body", "Code", "Table"]

_IDENTIFIER, _LITERAL, _COMMENT = 2, 3, 4
"""Kinds of tokens, as libclang numbers them."""


class Table(Protocol):
    """The tokens of a whole file, by number; offsets and lengths in bytes."""

    data: bytes
    starts: list[int]
    """Offset of each line."""
    kinds: list[int]
    """0 punctuation, 1 keyword, 2 identifier, 3 literal, 4 comment."""
    offsets: list[int]
    lengths: list[int]
    texts: list[str]
    lines: list[int]
    directive: list[int]
    """-1 of what is in no directive."""
    cursor_kinds: list[int]
    """libclang's kinds of cursor, or empty."""


class Body(NamedTuple):
    """A function that is defined with a body."""

    symbol: Symbol
    name: int
    open: int
    """Place of ``{``."""
    close: int
    """Place of ``}``."""


class Code(Nesting):
    """The code of one file."""

    def __init__(
        self,
        *,
        path: str,
        language: Language,
        table: Table,
        skipped: Sequence[int] = (),
        symbols: Sequence[Symbol] = (),
        includes: Sequence[Include] = (),
        relations: Sequence[Relation] = (),
        occurrences: Sequence[Occurrence] = (),
        types: Types | None = None,
    ) -> None:
        """Take what is known of a file; all tuples in the order of their places.

        :param skipped: By token: 1 if the preprocessor skipped it; empty if nothing.
        :param types: None for files that libclang did not read.
        """
        self.path = path
        self.language = language
        self.symbols = symbols
        self.includes = includes
        self.relations = relations
        self.types = types
        self._occurrences = occurrences
        self._table = table
        self._skipped = skipped

    @cached_property
    def _shown(self) -> list[bool]:
        """By token: if it is code."""
        table = self._table
        marks = self._skipped or bytes(len(table.kinds))
        columns = zip(table.kinds, table.directive, marks, strict=True)
        return [d < 0 and k != _COMMENT and not m for k, d, m in columns]

    @cached_property
    def numbers(self) -> list[int]:
        """Number in the file of each token."""
        return list(compress(range(len(self._shown)), self._shown))

    @cached_property
    def texts(self) -> list[str]:
        """Text of each token."""
        return list(compress(self._table.texts, self._shown))

    def mentions(self, words: Iterable[str]) -> bool:
        """Tell if one of some words is in the text, in whatever part of it."""
        data = self._table.data
        return any(word.encode() in data for word in words)

    def excerpts(self, words: Iterable[str]) -> Sequence[Code]:
        """Return the parts of the code that have words in them: the whole.

        A part may be less, and then raises `BeyondError` where that does not do.
        """
        return (self,)

    def joined(self, first: int, last: int, most: int = 60) -> str:
        """Return tokens as text, with blanks as in the file but for line ends."""
        table, numbers = self._table, self.numbers
        begin = table.offsets[numbers[first]]
        number = numbers[min(last, len(numbers) - 1)]
        end = table.offsets[number] + table.lengths[number]
        text = " ".join(table.data[begin:end].decode("utf-8", "replace").split())
        return text if len(text) <= most else text[: most - 1] + "…"

    def cursor_kind(self, place: int) -> int:
        """Return libclang's kind of the cursor of a token; 0 if not known."""
        kinds = self._table.cursor_kinds
        return kinds[self.numbers[place]] if kinds else 0

    def is_literal(self, place: int) -> bool:
        """Tell if a token is a number, string or character."""
        return self._kind(place) == _LITERAL

    def is_identifier(self, place: int) -> bool:
        """Tell if a token is an identifier."""
        return self._kind(place) == _IDENTIFIER

    def _kind(self, place: int) -> int:
        numbers = self.numbers
        return self._table.kinds[numbers[place]] if 0 <= place < len(numbers) else -1

    def line(self, place: int) -> int:
        """Return the line that a token begins in."""
        return self._table.lines[self.numbers[place]]

    def occurrence(self, place: int) -> Occurrence | None:
        """Return what a token names; None if nothing that is known."""
        table, number = self._table, self.numbers[place]
        line = table.lines[number]
        column = table.offsets[number] - table.starts[line - 1] + 1
        found = self._occurrences
        at = bisect_left(found, (line, column))
        if at < len(found) and found[at][0] == line and found[at][1] == column:
            return found[at]
        return None

    def usr(self, place: int) -> str:
        """Return the USR of what a token names; empty if nothing that is known."""
        found = self.occurrence(place)
        return found.usr if found else ""

    def may_name(self, place: int, usr: str) -> bool:
        """Tell if a token of the right text names a variable, or nothing known.

        Where headers are missing libclang leaves out whole statements.
        """
        named = self.usr(place)
        if named:
            return named == usr
        return self.text(place - 1) not in (".", "->", "::")

    def token_at(self, line: int, column: int) -> int:
        """Return the first token at a position or after it."""
        starts = self._table.starts
        if line > len(starts):
            return len(self)
        offset = starts[line - 1] + column - 1
        return bisect_left(self._offsets, offset)

    def tokens_of(self, span: Span) -> tuple[int, int]:
        """Return the places of a stretch, half open."""
        first = self.token_at(span.line, span.column)
        return first, self.token_at(span.end_line, span.end_column)

    def lines_of(self, span: Span) -> str:
        """Return the text of a stretch, directives and comments too."""
        table = self._table
        begin = table.starts[span.line - 1] + span.column - 1
        end = table.starts[span.end_line - 1] + span.end_column - 1
        return table.data[begin:end].decode("utf-8", "replace")

    @cached_property
    def _offsets(self) -> list[int]:
        return list(map(self._table.offsets.__getitem__, self.numbers))

    # Functions

    @cached_property
    def bodies(self) -> list[Body]:
        """The functions with a body in this file, by place."""
        functions = self.of_kind(*FUNCTION_KINDS)
        found = filter(None, map(self.body, functions))
        return sorted(found, key=lambda body: body.open)

    def body(self, symbol: Symbol) -> Body | None:
        """Return a function with its body; None if it has none here."""
        if not symbol.definition or symbol.macro is not None:
            return None
        first, end = self.tokens_of(symbol.span)
        close = end - 1
        if close <= first or self.texts[close] != "}":
            return None
        opening = self.match(close)
        if opening <= first:
            return None
        return Body(symbol, self.token_at(*symbol.position), opening, close)

    def function_of(self, place: int) -> Body | None:
        """Return the innermost function around a token of its body."""
        at = bisect_right(self._body_places, place) - 1
        while at >= 0:
            body = self.bodies[at]
            if body.close > place:
                return body
            at -= 1
        return None

    @cached_property
    def _body_places(self) -> list[int]:
        return [body.open for body in self.bodies]

    def parameters(self, body: Body) -> tuple[int, int]:
        """Return the places of the parentheses of a function's parameters; -1, -1."""
        place = body.name + 1
        if body.symbol.kind in (SymbolKind.OPERATOR, SymbolKind.CONVERSION):
            while place < body.open and not (
                self.texts[place] == "(" and self.texts[place + 1] != ")"
            ):
                place += 1
        elif self.text(place) == "<":
            return -1, -1
        if self.text(place) != "(" or place not in self.matches:
            return -1, -1
        return place, self.matches[place]

    # Symbols

    def of_kind(self, *kinds: SymbolKind) -> list[Symbol]:
        """Return the symbols of some kinds; by place within each kind."""
        by_kind = self._by_kind
        return [symbol for kind in kinds for symbol in by_kind.get(kind, ())]

    @cached_property
    def _by_kind(self) -> dict[SymbolKind, list[Symbol]]:
        found: defaultdict[SymbolKind, list[Symbol]] = defaultdict(list)
        for symbol in self.symbols:
            found[symbol.kind].append(symbol)
        return dict(found)

    @cached_property
    def records(self) -> list[Symbol]:
        """The classes that are defined here, by place; those of macros left out."""
        return [
            symbol
            for symbol in sorted(self.of_kind(*RECORD_KINDS), key=_place)
            if symbol.definition and symbol.macro is None
        ]

    @cached_property
    def members(self) -> dict[str, list[Symbol]]:
        """What is declared inside the classes of this file, by the class's USR."""
        spans = {record.usr: record.span for record in self.records}
        found: defaultdict[str, list[Symbol]] = defaultdict(list)
        for symbol in self.symbols:
            span = spans.get(symbol.parent or "")
            if span is not None and span[:2] <= symbol.position < span[2:]:
                found[symbol.parent or ""].append(symbol)
        return dict(found)

    def bases_of(self, record: Symbol) -> tuple[int, int]:
        """Return the places between ``:`` and ``{`` of a class, half open; empty."""
        first, end = self.tokens_of(record.span)
        place = self.token_at(*record.position)
        while place < end and self.texts[place] not in ("{", ";"):
            if self.texts[place] == ":":
                start = place + 1
                while place < end and self.texts[place] != "{":
                    place += 1
                return start, place
            place += 1
        return first, first

    # Results

    def hit(self, place: int, text: str = "", usr: str = "", *, last: int = -1) -> Hit:
        """Return a hit at a token, or at the tokens from it to another."""
        table, number = self._table, self.numbers[place]
        line = table.lines[number]
        offset = table.offsets[number]
        end = offset + table.lengths[number]
        if place < last < len(self) and self.line(last) == line:
            other = self.numbers[last]
            end = table.offsets[other] + table.lengths[other]
        column = offset - table.starts[line - 1] + 1
        return Hit(line, column, end - offset, text, usr)

    def hit_symbol(self, symbol: Symbol, text: str = "") -> Hit:
        """Return a hit at the name of a symbol, which is its subject."""
        length = len(symbol.name.encode())
        return Hit(*symbol.position, length, text, symbol.usr)

    def first_in_lines(self, places: Iterable[int]) -> Iterator[int]:
        """Yield the first place of each line."""
        seen = 0
        for place in places:
            line = self.line(place)
            if line != seen:
                seen = line
                yield place


def _place(symbol: Symbol) -> tuple[int, int]:
    return symbol.position
