"""Declarations to rows: one keyword for each symbol of a file."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..model import (
    OTHER_USR,
    SYMBOL_KINDS,
    Documentation,
    Qualifier,
    Style,
    Symbol,
    SymbolKind,
)
from .answers import Keyword, KeywordGroup, KeywordSet, KindCount, Site
from .options import Sorting
from .protocol import Reader
from .refs import scope_of, site_of
from .uses import UNCOUNTED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ..model import Access, Place
    from .answers import Uses
    from .documentation import Documenter
    from .options import FileOptions

__all__ = [
    "BADGE_QUALIFIERS",
    "Comments",
    "Declared",
    "count_kinds",
    "declared_in",
    "group_keywords",
    "is_wanted",
    "keyword_of",
    "shown_name",
    "symbol_scope",
]

BADGE_QUALIFIERS = frozenset(
    {
        Qualifier.ABSTRACT,
        Qualifier.BITFIELD,
        Qualifier.DEFAULTED,
        Qualifier.DELETED,
        Qualifier.DEPRECATED,
        Qualifier.FRIEND,
        Qualifier.NODISCARD,
        Qualifier.PURE,
        Qualifier.SPECIALIZATION,
        Qualifier.UNRESOLVED,
        Qualifier.INACTIVE,
        Qualifier.ASSUMED,
    }
)
"""What a signature does not say or what weighs; the others can be read in it."""

_DOCUMENTED_APART = frozenset({SymbolKind.NAMESPACE, SymbolKind.MACRO})
"""Kinds whose other places are no other half: their comments are not borrowed."""


@dataclass(frozen=True, slots=True)
class Declared:
    """All declarations of one symbol in one file."""

    main: Symbol
    """The definition, else the first declaration."""
    all: tuple[Symbol, ...]
    """By place, the main one too."""


def declared_in(symbols: Iterable[Symbol]) -> dict[str, Declared]:
    """Gather the declarations of a file by USR, in the order of the text.

    Header guards are left out: they are macros that nobody uses.
    """
    found: dict[str, list[Symbol]] = {}
    for symbol in symbols:
        if Qualifier.HEADER_GUARD not in symbol.qualifiers:
            found.setdefault(symbol.usr, []).append(symbol)
    return {
        usr: Declared(next((s for s in all_ if s.definition), all_[0]), tuple(all_))
        for usr, all_ in found.items()
    }


@dataclass(frozen=True, slots=True)
class Comments:
    """Finds the best comment of a symbol, in this file or where else it is declared."""

    reader: Reader
    _symbols: dict[str, dict[str, Documentation]] = field(default_factory=dict)

    def of(
        self, declared: Declared, others: Iterable[Site]
    ) -> tuple[Documentation | None, Site | None]:
        """Return the comment, and where it stands if that is another file.

        A documentation comment goes before a plain one, this file before others.
        """
        own = [s.documentation for s in (declared.main, *declared.all)]
        here = _best(doc for doc in own if doc)
        if here and here.style is Style.DOXYGEN:
            return here, None
        if declared.main.kind not in _DOCUMENTED_APART and declared.main.name:
            for site in others:
                found = self._in(site.path).get(declared.main.usr)
                if found and (here is None or found.style is Style.DOXYGEN):
                    return found, site
        return here, None

    def _in(self, path: str) -> dict[str, Documentation]:
        """Return the best comment of each symbol that a file documents."""
        if path not in self._symbols:
            found: dict[str, list[Documentation]] = {}
            for symbol in self.reader.symbols_in(path):
                if symbol.documentation:
                    found.setdefault(symbol.usr, []).append(symbol.documentation)
            self._symbols[path] = {
                usr: best for usr, docs in found.items() if (best := _best(docs))
            }
        return self._symbols[path]


def keyword_of(
    declared: Declared,
    places: Iterable[Place],
    uses: Uses | None,
    documenter: Documenter,
    comments: Comments,
) -> Keyword:
    """Make the row of a symbol; ``places`` are its places in all files."""
    main = declared.main
    other = main.usr.startswith(OTHER_USR)
    uncounted = main.kind in UNCOUNTED or other
    others = sorted(
        {site_of(place) for place in places if place.path != main.path},
        key=lambda site: (not site.definition, site.path, site.line),
    )
    documentation, site = comments.of(declared, others)
    said = {qualifier for s in declared.all for qualifier in s.qualifiers}
    return Keyword(
        usr=main.usr,
        kind=main.kind,
        name=shown_name(main),
        qualified_name=main.qualified_name,
        scope=symbol_scope(main),
        signature=main.signature,
        line=main.position.line,
        here=_sites(declared),
        elsewhere=() if uncounted else tuple(others),
        access=next((s.access for s in declared.all if s.access), None),
        linkage=main.linkage,
        qualifiers=tuple(sorted(BADGE_QUALIFIERS & said)),
        conditions=main.conditions,
        value=main.value
        or next((s.value for s in declared.all if s.value is not None), None),
        macro=main.macro,
        documentation=documenter.complete(documentation, main.qualified_name),
        documented_at=site,
        uses=None if uncounted else uses,
    )


def symbol_scope(symbol: Symbol) -> str:
    """Return the qualified name of what encloses a symbol."""
    if not symbol.name:
        # The names of anonymous scopes are left out of a qualified name.
        return symbol.qualified_name
    return scope_of(symbol.qualified_name, symbol.name)


def shown_name(symbol: Symbol) -> str:
    """Return the name; of anonymous ones the kind in parentheses."""
    return symbol.name or f"(anonymous {symbol.kind.value})"


def group_keywords(
    keywords: Iterable[Keyword], options: FileOptions
) -> tuple[KeywordGroup, ...]:
    """Put the keywords that are asked for into tables, by kind, sorted."""
    groups: dict[SymbolKind, dict[str, list[Keyword]]] = {}
    for keyword in keywords:
        if is_wanted(keyword.kind, keyword.access, options):
            sets = groups.setdefault(keyword.kind, {})
            sets.setdefault(_set_key(keyword), []).append(keyword)
    return tuple(
        KeywordGroup(
            kind,
            tuple(
                sorted(
                    map(_set_of, groups[kind].values()), key=_ORDERS[options.sorting]
                )
            ),
        )
        for kind in SYMBOL_KINDS
        if kind in groups
    )


def is_wanted(kind: SymbolKind, access: Access | None, options: FileOptions) -> bool:
    """Tell whether a symbol passes the options' kinds and access."""
    return kind in options.kinds and (access is None or access in options.access)


def count_kinds(found: Mapping[str, Declared]) -> tuple[KindCount, ...]:
    """Count the symbols of a file, by kind in their order."""
    usrs: Counter[SymbolKind] = Counter()
    names: dict[SymbolKind, set[str]] = {}
    for usr, declared in found.items():
        symbol = declared.main
        usrs[symbol.kind] += 1
        names.setdefault(symbol.kind, set()).add(
            symbol.qualified_name if symbol.name else usr
        )
    return tuple(
        KindCount(kind, usrs[kind], len(names[kind]))
        for kind in SYMBOL_KINDS
        if kind in usrs
    )


def _set_key(keyword: Keyword) -> str:
    """Return what overloads share; anonymous ones share nothing."""
    anonymous = keyword.name.startswith("(anonymous ")
    return keyword.usr if anonymous else f" {keyword.qualified_name}"


def _set_of(keywords: list[Keyword]) -> KeywordSet:
    # The sort is stable: several on one line stay in the order of the text.
    keywords.sort(key=lambda k: k.line)
    first = keywords[0]
    return KeywordSet(
        kind=first.kind,
        name=first.name,
        qualified_name=first.qualified_name,
        scope=first.scope,
        keywords=tuple(keywords),
    )


def _by_line(found: KeywordSet) -> tuple[object, ...]:
    # Nothing more: what stands on one line keeps the order of the text.
    return (found.keywords[0].line,)


def _by_name(found: KeywordSet) -> tuple[object, ...]:
    return found.name.casefold(), found.name, found.qualified_name, *_by_line(found)


def _by_uses(found: KeywordSet) -> tuple[object, ...]:
    uses = [keyword.uses for keyword in found.keywords if keyword.uses]
    return -sum(u.elsewhere for u in uses), -sum(u.here for u in uses), *_by_line(found)


_ORDERS: dict[Sorting, Callable[[KeywordSet], tuple[object, ...]]] = {
    Sorting.LINE: _by_line,
    Sorting.NAME: _by_name,
    Sorting.USES: _by_uses,
}


def _sites(declared: Declared) -> tuple[Site, ...]:
    sites = {Site(s.path, s.position.line, s.definition) for s in declared.all}
    return tuple(sorted(sites, key=lambda site: (site.line, not site.definition)))


def _best(found: Iterable[Documentation]) -> Documentation | None:
    """Return the first documentation comment, else the first plain one."""
    return min(found, key=lambda doc: doc.style is Style.PLAIN, default=None)
