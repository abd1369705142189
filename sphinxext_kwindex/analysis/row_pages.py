"""How the rows of a file's keyword tables are dealt to pages, where they are many.

Only what the file itself says decides, so that it is cheap to ask on which page the row
of a symbol is, and so that a change of another file moves no row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model import (
    RECORD_KINDS,
    SYMBOL_KINDS,
    Access,
    Linkage,
    SymbolKind,
    is_namespace_usr,
)
from .keywords import BADGE_QUALIFIERS, Declared, declared_in, symbol_scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..model import Documentation, Fragment, Markup, Symbol
    from .protocol import Reader

__all__ = ["RowPages", "row_pages"]

_PAGE = 58_000
"""Bytes that the page of a file is to have at most, without its listing, about."""
_SHELL = 26_000
"""Bytes of it that nothing below accounts for: what Sphinx's own theme puts around it,
the picture, who includes it, tests and examples, related files."""
_CROWDED = 12_000
"""Bytes of rows from which on a page has a smaller picture and no uses but a few."""
_INCLUDE = 350
"""Bytes of an include line with what it is used for."""
_NOTE = 100
_SCOPE = 110
"""Bytes of a class or namespace in the outline, which has all."""
_RELATION = 110
_MESSAGE = 60
"""Bytes of one of libclang's: many stand together."""
_SPARE = 3_000
"""Bytes that are left on the page of a file which is not to have all rows anyway."""
_LEAST = 3_000
"""Bytes of the rows that the page of a file has in any case."""
_FEW = 6_000
"""Bytes of rows that are not parted from the others to save a page."""
_FURTHER = 40_000
"""Bytes of the rows of a further page."""

_ROW = 330
"""Bytes of a row that says nothing: its tags, its id, links to its line and uses; and
of its entry in the outline."""
_ELSEWHERE = 80
"""Bytes of the place of another declaration."""
_LINK = 85
_BADGE = 50
_MARKUP = 10
"""Bytes of the tags around a piece of a comment."""

_RANKS: Mapping[SymbolKind, int] = {
    SymbolKind.NAMESPACE: 0,
    SymbolKind.CLASS: 0,
    SymbolKind.STRUCT: 0,
    SymbolKind.UNION: 0,
    SymbolKind.ENUM: 0,
    SymbolKind.CONCEPT: 0,
    SymbolKind.ALIAS: 0,
    SymbolKind.TARGET: 0,
    SymbolKind.SECTION: 0,
    SymbolKind.FUNCTION: 1,
    SymbolKind.MACRO: 1,
    SymbolKind.METHOD: 2,
    SymbolKind.VARIABLE: 2,
    SymbolKind.OPERATOR: 3,
    SymbolKind.CONSTRUCTOR: 3,
    SymbolKind.ENUMERATOR: 3,
}
"""The lower, the rather a row is on the page of the file itself; others come last."""
_LAST = 4
_SCOPES = RECORD_KINDS | {SymbolKind.ENUM, SymbolKind.NAMESPACE}
_INNER = frozenset({"detail", "details", "internal", "impl", "(anonymous namespace)"})
"""Namespaces that are nobody else's business."""
_KNOWN = 1024
"""Files whose pages are kept: some 5 KB each."""
_ORDER = {kind: number for number, kind in enumerate(SYMBOL_KINDS)}


@dataclass(frozen=True, slots=True)
class RowPages:
    """What is on each page."""

    pages: tuple[frozenset[str], ...]
    """The USRs of each; of a file without keywords one page without any."""
    crowded: bool
    """Whether the rows leave little room for anything else on the page of the file."""
    page_of: Mapping[str, int]
    """USR → number of the page that has its row, from 1, in the order of the file."""


def row_pages(reader: Reader, path: str) -> RowPages:
    """Deal the rows of a file's keywords to pages.

    The first is that of the file itself: it has what is public before what is not,
    types before functions, members and fields, what is documented before what is not.
    The others have the rest in the order of the tables. Overloads stay together.
    """
    # The page of the file asks for it, each further one, and each link to a row.
    kept: dict[str, RowPages] = reader.memo().setdefault(("rows",), {})
    if path not in kept:
        if len(kept) >= _KNOWN:
            kept.pop(next(iter(kept)))
        kept[path] = _deal(reader, path)
    reader.note({path})
    return kept[path]


@dataclass(frozen=True, slots=True)
class _Set:
    """Rows that stand together."""

    usrs: tuple[str, ...]
    weight: int
    rank: tuple[bool, int, bool, int]
    order: tuple[int, int]


def _deal(reader: Reader, path: str) -> RowPages:
    found = declared_in(reader.symbols_in(path))
    sets = list(_sets(found))
    weight = sum(one.weight for one in sets)
    if weight > _LEAST + _FEW:
        room = max(_PAGE - _beside(reader, path, found), _LEAST)
        first = sets if weight <= room + _FEW else list(_first(sets, room - _SPARE))
    else:
        first = sets
    taken = frozenset(id(one) for one in first)
    rest = sorted(
        (one for one in sets if id(one) not in taken), key=lambda one: one.order
    )
    pages = [first, *_further(rest)]
    numbers = {
        usr: number
        for number, page in enumerate(pages, 1)
        for one in page
        for usr in one.usrs
    }
    return RowPages(
        tuple(frozenset(usr for one in page for usr in one.usrs) for page in pages),
        weight > _CROWDED,
        {usr: numbers[usr] for usr in found},
    )


def _beside(reader: Reader, path: str, found: Mapping[str, Declared]) -> int:
    """Return about how many bytes the page of a file has beside its keywords."""
    return (
        _SHELL
        + _SCOPE * sum(one.main.kind in _SCOPES for one in found.values())
        + _INCLUDE * len(reader.includes_of(path))
        + _NOTE * len(reader.notes_in(path))
        + _RELATION * len(reader.relations_in(path))
        + _MESSAGE * len(reader.diagnostics_of(path))
    )


def _first(sets: Iterable[_Set], room: int) -> Iterator[_Set]:
    """Yield what is on the page of the file: at least the first."""
    ranked = sorted(sets, key=lambda one: one.rank)
    for one in ranked:
        if one.weight > room + _FEW and one is not ranked[0]:
            return
        yield one
        room -= one.weight
        if room <= 0:
            return


def _further(sets: Sequence[_Set]) -> list[list[_Set]]:
    """Return what is on each further page: as many as it takes, and about alike."""
    whole = sum(one.weight for one in sets)
    share = whole / max(1, -(-whole // _FURTHER))
    pages: dict[int, list[_Set]] = {}
    before = 0
    for one in sets:
        # On the page on which its middle falls.
        pages.setdefault(int((before + one.weight / 2) / share), []).append(one)
        before += one.weight
    return list(pages.values())


def _sets(found: Mapping[str, Declared]) -> Iterator[_Set]:
    """Put together what a table has in one body: one kind, one qualified name."""
    together: dict[tuple[SymbolKind, str], list[Declared]] = {}
    for usr, declared in found.items():
        main = declared.main
        name = f" {main.qualified_name}" if main.name else usr
        together.setdefault((main.kind, name), []).append(declared)
    for all_ in together.values():
        first = all_[0].main
        yield _Set(
            tuple(declared.main.usr for declared in all_),
            sum(map(_weight, all_)),
            (
                all(map(_is_inner, all_)),
                _RANKS.get(first.kind, _LAST),
                not any(s.documentation for d in all_ for s in d.all),
                first.position.line,
            ),
            (_ORDER[first.kind], first.position.line),
        )


def _is_inner(declared: Declared) -> bool:
    """Tell whether a symbol is not meant for others."""
    main = declared.main
    access = next((s.access for s in declared.all if s.access), None)
    return (
        access is Access.PRIVATE
        or main.linkage is Linkage.INTERNAL
        or any(
            scope in _INNER or scope.endswith("_internal")
            for scope in main.qualified_name.split("::")
        )
    )


def _weight(declared: Declared) -> int:
    """Return about how many bytes a row has."""
    main = declared.main
    comments = [s.documentation for s in declared.all if s.documentation]
    elsewhere = not main.definition or main.parent is not None
    return (
        _ROW
        + 2 * len(main.name)
        + len(symbol_scope(main)) // 2
        + sum(
            len(part.text) + _LINK * _is_linked(part, main) for part in main.signature
        )
        + len(main.value or "")
        + _ELSEWHERE * (len(declared.all) - 1 + elsewhere)
        + _BADGE * (len(main.conditions) + len(BADGE_QUALIFIERS & set(main.qualifiers)))
        + sum(map(len, main.conditions))
        + max(map(_comment, comments), default=0)
    )


def _is_linked(part: Fragment, main: Symbol) -> bool:
    usr = part.usr
    return usr is not None and usr != main.usr and not is_namespace_usr(usr)


def _comment(comment: Documentation) -> int:
    fields = sum(
        _ROW // 4 + len(field.name) + _length(field.body) for field in comment.fields
    )
    return _BADGE + _length(comment.brief) + _length(comment.details) + fields


def _length(parts: Iterable[Markup]) -> int:
    return sum(
        _MARKUP + len(part.text) + len(part.target) + _length(part.children)
        for part in parts
    )
