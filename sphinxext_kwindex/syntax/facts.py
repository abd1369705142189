"""Facts of a file from its syntax: what is known when libclang cannot read it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ..comments import file_documentation, folder_comments, parse_comment
from ..model import (
    Coverage,
    CoverageLevel,
    FileFacts,
    Occurrence,
    Qualifier,
    Role,
    Symbol,
    SymbolKind,
)
from ..notes import code_of_text, find_notes
from ..scan import (
    ContentKind,
    MacroTable,
    ReadText,
    Stretch,
    classify,
    decode,
    facts_of_scan,
    scan_text,
    text_facts,
    with_plain_lines,
    without_pauses,
)
from .attach import Comments
from .grammar import grammar, parse
from .heal import heal
from .skeleton import skeleton_of
from .symbols import SourceView, symbols_of
from .walk import declared_in

if TYPE_CHECKING:
    from ..model import Language
    from ..scan import Scan

__all__ = ["LARGEST_PARSED", "prepare", "syntax_facts"]

LARGEST_PARSED = 4 << 20
"""Bytes: a larger file is read as text."""
_LONGEST_LINE = 200_000
"""Characters: no person and no generator of declarations writes such a line."""


_NOT_ASCII = re.compile(r"[^\x01-\x7f]")


def prepare() -> None:
    """Load all that is loaded late, so that a process may lock itself in after it."""
    grammar()
    parse(b"int prepared;")


@without_pauses()
def syntax_facts(
    path: str,
    data: bytes,
    *,
    language: Language,
    macros: MacroTable,
    reason: str | None = None,
) -> FileFacts:
    """Return symbols, includes, macros and counts of a file; no references.

    Never raises, whatever the bytes are. What is no text, and what the parser gives up,
    has the facts of its text alone.

    :param path: POSIX path from the source root.
    :param language: As the tree's scan tells it.
    :param macros: The attribute-like macros of the tree.
    :param reason: Why libclang did not read it; shown to the reader.
    """
    if classify(data) is ContentKind.BINARY:
        return _as_text(path, data, reason)
    decoded = decode(data)
    text = with_plain_lines(decoded.text)
    if _is_odd(data, text):
        return _as_text(path, data, reason)
    stretches: list[Stretch] = []
    scan = scan_text(text, stretches)
    symbols = _symbols(path, text, language, scan, stretches, macros)
    if symbols is None:
        return _as_text(path, data, reason)
    facts = facts_of_scan(
        ReadText(path, data, decoded.encoding, language),
        scan,
        Coverage(CoverageLevel.SYNTAX, reason=reason),
        parse_comment=parse_comment,
        file_documentation=file_documentation,
        folder_comments=folder_comments,
    )
    symbols = tuple(sorted((*facts.symbols, *symbols), key=_order))
    code = code_of_text(
        text, path=path, language=language, symbols=symbols, includes=facts.includes
    )
    return replace(
        facts,
        symbols=symbols,
        occurrences=_occurrences(symbols),
        notes=find_notes(code).notes,
    )


def _is_odd(data: bytes, text: str) -> bool:
    if len(data) > LARGEST_PARSED:
        return True
    return len(text) > _LONGEST_LINE and any(
        len(line) > _LONGEST_LINE for line in text.split("\n")
    )


def _as_text(path: str, data: bytes, reason: str | None) -> FileFacts:
    return text_facts(
        path,
        data,
        reason=reason,
        parse_comment=parse_comment,
        file_documentation=file_documentation,
        folder_comments=folder_comments,
    )


def _symbols(
    path: str,
    text: str,
    language: Language,
    scan: Scan,
    stretches: list[Stretch],
    macros: MacroTable,
) -> tuple[Symbol, ...] | None:
    """Return the symbols but for macros; None if the parser gives up."""
    skeleton = skeleton_of(text, stretches)
    code = heal(skeleton.code, macros)
    # A character must be a byte: what is not ASCII is in names, if it is in code.
    root = parse(_NOT_ASCII.sub("_", code).encode("ascii"))
    if root is None:
        return None
    comments = Comments(text, stretches, scan.licence)
    view = SourceView(path, text, language, scan, skeleton, code, comments)
    return tuple(symbols_of(declared_in(root, code, path), view))


def _order(symbol: Symbol) -> tuple[tuple[int, int], str, str]:
    return (symbol.position, symbol.usr, symbol.kind)


def _occurrences(symbols: tuple[Symbol, ...]) -> tuple[Occurrence, ...]:
    """Return the names of the declarations: they are links in the listing.

    :param symbols: By place; of several at one place the first counts.
    """
    found: list[Occurrence] = []
    last: tuple[int, int] | None = None
    for symbol in symbols:
        kind, place = symbol.kind, symbol.position
        if place == last or kind in _ODD_NAMES or symbol.macro is not None:
            continue
        if Qualifier.ANONYMOUS in symbol.qualifiers:
            continue
        last = place
        role = Role.DEFINITION if symbol.definition else Role.DECLARATION
        length = len(symbol.name.encode())
        found.append(Occurrence(*place, length, role, kind, symbol.usr))
    return tuple(found)


_ODD_NAMES = frozenset({SymbolKind.OPERATOR, SymbolKind.CONVERSION})
"""May be written with blanks: the length is not that of the name."""
