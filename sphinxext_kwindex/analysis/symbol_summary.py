"""The card of one symbol, with its overloads."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from ..model import Access, SymbolKind
from .answers import (
    FileUse,
    KeywordGroup,
    Relations,
    SymbolOverload,
    SymbolSummary,
)
from .documentation import Documenter
from .include_graph import is_header
from .includes import include_of
from .keywords import (
    Comments,
    Declared,
    declared_in,
    group_keywords,
    keyword_of,
)
from .options import FileOptions
from .refs import site_of
from .relations import relations_of
from .uses import UNCOUNTED, count_uses, most_used, users_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..model import Place, Position, Symbol
    from .protocol import Reader

__all__ = ["summarize_symbol"]

_WITH_MEMBERS = frozenset(
    {SymbolKind.CLASS, SymbolKind.STRUCT, SymbolKind.UNION, SymbolKind.ENUM}
)
_OPENERS_READ = 20
_MEMBERS = FileOptions(access=(Access.PUBLIC, Access.PROTECTED))


def summarize_symbol(
    reader: Reader, usrs: Iterable[str], *, users: int = 40
) -> SymbolSummary | None:
    """Return the card of symbols that share a name, as `resolve_name` gives them.

    None if none of them is in the index. ``users`` is the most files named for one.
    """
    places = reader.places(tuple(dict.fromkeys(usrs)))
    found = {
        usr: _declared(symbols)
        for usr, known in places.items()
        if (symbols := _symbols(reader, usr, known))
    }
    if not found:
        return None
    found = dict(sorted(found.items(), key=lambda item: _by_place(item[1].main)))
    complete = {usr: places[usr] for usr in found}
    card = _Card(reader, found, complete, users)
    first = next(iter(found.values())).main
    every = [place for known in complete.values() for place in known]
    include, header = ("", "")
    if first.kind is not SymbolKind.NAMESPACE:
        include, header = include_of(reader, every)
    return SymbolSummary(
        qualified_name=first.qualified_name or first.name,
        kind=first.kind,
        overloads=card.overloads(),
        include=include,
        include_path=header,
        members=card.members(),
    )


class _Card:
    """The parts of a card."""

    def __init__(
        self,
        reader: Reader,
        found: Mapping[str, Declared],
        places: Mapping[str, tuple[Place, ...]],
        users: int,
    ) -> None:
        self.reader = reader
        self.found = found
        self.places = places
        self.users = users
        self.documenter = Documenter(reader)
        self.comments = Comments(reader)

    def overloads(self) -> tuple[SymbolOverload, ...]:
        """Return each symbol with all that is known of it."""
        stated = [r for usr in self.found for r in self.reader.relations_of(usr)]
        symbols = {usr: declared.main for usr, declared in self.found.items()}
        related = relations_of(self.reader, symbols, stated)
        return tuple(
            self._overload(usr, related.get(usr, Relations())) for usr in self.found
        )

    def members(self) -> tuple[KeywordGroup, ...]:
        """Return the members of a class or enum, from the file that defines it."""
        for usr, declared in self.found.items():
            if declared.main.kind in _WITH_MEMBERS and declared.main.definition:
                path = declared.main.path
                inside = declared_in(
                    s for s in self.reader.symbols_in(path) if s.parent == usr
                )
                places = self.reader.places(tuple(inside)) if inside else {}
                known = {member: places.get(member, ()) for member in inside}
                users = users_of(self.reader, known)
                rows = [
                    keyword_of(
                        declared_member,
                        known[member],
                        count_uses(users[member], path),
                        self.documenter,
                        self.comments,
                    )
                    for member, declared_member in inside.items()
                ]
                return group_keywords(rows, _MEMBERS)
        return ()

    def _overload(self, usr: str, relations: Relations) -> SymbolOverload:
        declared, places = self.found[usr], self.places[usr]
        keyword = keyword_of(declared, (), None, self.documenter, self.comments)
        if declared.main.kind in UNCOUNTED:
            users, more = _openers(places, self.users)
            return SymbolOverload(replace(keyword, here=()), relations, users, more)
        every = users_of(self.reader, {usr: places})[usr]
        users, more = most_used(every, self.users)
        keyword = replace(
            keyword,
            here=(),
            elsewhere=tuple(
                sorted(
                    {site_of(place) for place in places},
                    key=lambda site: (not site.definition, site.path, site.line),
                )
            ),
            uses=count_uses(every, ""),
        )
        return SymbolOverload(keyword, relations, users, more)


def _symbols(reader: Reader, usr: str, places: Iterable[Place]) -> tuple[Symbol, ...]:
    """Return the declarations of a symbol; of a namespace those of some files only.

    Thousands of files may open a namespace, and one that documents it does so, if
    anywhere, in one of its first blocks.
    """
    spaces = sorted({p.path for p in places if p.kind in UNCOUNTED})
    if len(spaces) <= _OPENERS_READ:
        return reader.symbols(usr)
    return tuple(
        symbol
        for path in spaces[:_OPENERS_READ]
        for symbol in reader.symbols_in(path)
        if symbol.usr == usr
    )


def _declared(symbols: Iterable[Symbol]) -> Declared:
    """Gather the declarations of a symbol in all files.

    The first of a type is its definition; of a function its declaration, since that
    has the default arguments, the specifiers and, mostly, the comment.
    """
    ordered = sorted(symbols, key=lambda s: (s.path, s.position))
    rather = ordered[0].kind in _WITH_MEMBERS
    # Programs may each define a class of one name: that of a header is meant.
    ordered.sort(
        key=lambda s: (s.definition is not rather, rather and not is_header(s.path))
    )
    return Declared(ordered[0], tuple(ordered))


def _by_place(symbol: Symbol) -> tuple[bool, str, Position]:
    """Order overloads as the sources do; a class goes before an alias of its name."""
    return symbol.kind is SymbolKind.ALIAS, symbol.path, symbol.position


def _openers(places: Iterable[Place], limit: int) -> tuple[tuple[FileUse, ...], int]:
    """Return the files that open a namespace, with the number of blocks in each."""
    blocks = Counter(place.path for place in places)
    files = tuple(FileUse(path, blocks[path], calls=False) for path in sorted(blocks))
    return files[:limit], max(len(files) - limit, 0)
