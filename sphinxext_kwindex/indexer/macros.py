"""Macro definitions as symbols."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import (
    Fragment,
    Linkage,
    Qualifier,
    Span,
    Symbol,
    SymbolKind,
    TokenKind,
)
from .names import macro_usr
from .skipped import skipped_tokens
from .symbols import cut, parse_raw
from .tokens import COMMENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .symbols import FileView
    from .tokens import TokenTable

__all__ = ["build_macros"]


def build_macros(
    view: FileView, skipped: tuple[tuple[int, int], ...]
) -> Iterator[Symbol]:
    """Yield the macros that the ``#define`` lines of a file define.

    :param skipped: First and last line of each part that the preprocessor skipped:
        the macros in there are inactive.
    """
    for number in view.found.definitions:
        yield _macro(view, number, active=True)
    table = view.table
    marks = skipped_tokens(table, skipped)
    for scanned in view.scan.macros:
        number = table.at(table.starts[scanned.line - 1] + scanned.column - 1)
        if number >= 0 and marks[number] and table.texts[number] == scanned.name:
            yield _macro(view, number, active=False)


def _macro(view: FileView, number: int, *, active: bool) -> Symbol:
    table = view.table
    name = table.texts[number]
    last = _last(table, number)
    head = _head_end(table, number, last)
    qualifiers = set() if active else {Qualifier.INACTIVE}
    if head > number:
        qualifiers.add(Qualifier.FUNCTION_LIKE)
        if any(table.texts[n] == "..." for n in range(number, head)):
            qualifiers.add(Qualifier.VARIADIC)
    if name == view.scan.guard:
        qualifiers.add(Qualifier.HEADER_GUARD)
    usr = macro_usr(name)
    signature = [Fragment(name, TokenKind.IDENTIFIER, usr)]
    if head > number:
        signature.append(Fragment(_joined(table, number + 1, head)))
    position = table.position(table.offsets[number])
    comment = view.comments.documentation(table.directive[number], last, name)
    return Symbol(
        usr=usr,
        kind=SymbolKind.MACRO,
        name=name,
        qualified_name=name,
        path=view.path,
        position=position,
        span=Span(*position, *table.position(table.end(last))),
        # One that the preprocessor skipped defines nothing here.
        definition=active,
        signature=tuple(signature),
        linkage=Linkage.NONE,
        qualifiers=tuple(sorted(qualifiers)),
        conditions=view.scan.conditions.at(position.line),
        value=cut(_joined(table, head + 1, last)) or None,
        documentation=parse_raw(comment) if comment else None,
    )


def _last(table: TokenTable, number: int) -> int:
    """Return the last token of a definition, comments at its end left out."""
    directive = table.directive[number]
    last = number
    for place in range(number + 1, len(table)):
        if table.directive[place] != directive:
            break
        if table.kinds[place] != COMMENT:
            last = place
    return last


def _head_end(table: TokenTable, number: int, last: int) -> int:
    """Return the ``)`` of the parameters; the name if it is object-like."""
    following = number + 1
    if (
        following > last
        or table.texts[following] != "("
        or table.offsets[following] != table.end(number)
    ):
        return number
    for place in range(following, last + 1):
        if table.texts[place] == ")":
            return place
    return number


def _joined(table: TokenTable, first: int, last: int) -> str:
    """Return the text of tokens, both included, on one line without comments."""
    pieces: list[str] = []
    end = -1
    for number in range(first, last + 1):
        if table.kinds[number] == COMMENT:
            continue
        if pieces and table.offsets[number] > end:
            pieces.append(" ")
        pieces.append(table.texts[number])
        end = table.end(number)
    return "".join(pieces)
