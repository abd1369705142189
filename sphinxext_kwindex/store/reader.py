"""Questions to an index: read-only, from any process and after a fork."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from ..model import (
    ROLES,
    LookupKind,
    Mention,
    SymbolKind,
    decode_symbols,
    lookup_key,
    read_mention,
    read_place,
    read_relation,
    unpack_rows,
)
from .files import FileReader
from .names import has_suffix, last_component, nearest
from .schema import read_value

if TYPE_CHECKING:
    import os
    from collections.abc import Collection, Container, Iterable, Iterator

    from ..model import Place, Relation, Symbol

__all__ = ["IndexReader"]


_REMEMBERED = 1 << 14
"""Answers in `IndexReader.memo`."""

_PLACED = 1 << 15
"""Symbols whose places a steady reader keeps: each is named by many files."""

_file = itemgetter(1)
"""Of a `_Found`."""


class _Found(NamedTuple):
    """What the index finds for a text."""

    text: str
    file: int
    path: str
    number: int
    """What it means says `model.lookups`."""


class IndexReader(FileReader):
    """The read side of an index.

    Unknown paths and USRs have no facts: the answers are empty, not errors. A damaged
    row reads as if it were not there. All answers are ordered.

    Every method raises IndexFormatError where the database cannot be read at all.
    """

    def __init__(self, path: str | os.PathLike[str], *, steady: bool = False) -> None:
        """Open the index at ``path``; see `FileReader`."""
        super().__init__(path, steady=steady)
        self._names_at: dict[tuple[object, ...], set[str]] = {}
        """Every name, by the state of the index: they take a second to read."""
        self._memo: dict[tuple[str, ...], Any] = {}
        self._memo_of = ""
        self._kept: dict[str, tuple[Place, ...]] = {}
        """Places of symbols that were asked for."""

    # Symbols

    def symbols(self, usr: str) -> tuple[Symbol, ...]:
        """Return all declarations and definitions of a symbol, by path and place."""
        found = []
        for one in self._lookup(LookupKind.PLACE, (usr,)):
            symbols = self._part(one.file, "symbols", decode_symbols) or ()
            here = symbols[one.number : one.number + 1]
            found += [symbol for symbol in here if symbol.usr == usr]
        return tuple(sorted(found, key=lambda symbol: (symbol.path, symbol.position)))

    def places(self, usrs: Iterable[str]) -> dict[str, tuple[Place, ...]]:
        """Return the places of each USR, by path and place; () for unknown ones."""
        if not self.is_steady:
            return self._read_all(usrs)
        wanted = tuple(usrs)
        unknown = [usr for usr in wanted if usr not in self._kept]
        if len(self._kept) + len(unknown) > _PLACED:
            self._kept.clear()
            unknown = list(wanted)
        if unknown:
            self._kept |= self._read_all(unknown)
        return {usr: self._kept[usr] for usr in wanted}

    def _read_all(self, usrs: Iterable[str]) -> dict[str, tuple[Place, ...]]:
        found: dict[str, list[Place]] = {usr: [] for usr in usrs}
        for usr, place in self._places(LookupKind.PLACE, found):
            if place.usr == usr:
                found[usr].append(place)
        return {usr: tuple(sorted(places, key=_order)) for usr, places in found.items()}

    def first_places(
        self, usrs: Iterable[str], files: int
    ) -> dict[str, tuple[Place, ...]]:
        """Return the `places` of each USR in the first of its files, by path.

        For what has places in thousands of files: namespaces.
        """
        paths: dict[str, set[str]] = {usr: set() for usr in usrs}
        rows = list(self._lookup(LookupKind.PLACE, paths))
        for row in rows:
            paths[row.text].add(row.path)
        first = {usr: frozenset(sorted(of)[:files]) for usr, of in paths.items()}
        found: dict[str, list[Place]] = {usr: [] for usr in first}
        kept = sorted((row for row in rows if row.path in first[row.text]), key=_file)
        for usr, place in self._read_places(kept):
            if place.usr == usr:
                found[usr].append(place)
        return {usr: tuple(sorted(places, key=_order)) for usr, places in found.items()}

    def all_places(
        self, kinds: Collection[SymbolKind] | None = None
    ) -> Iterator[Place]:
        """Yield every place, by path and place in the file."""
        for number, *_ in self._files():
            rows = self._part(number, "places", unpack_rows, keep=False) or []
            for entry in range(len(rows)):
                place = read_place(rows, entry)
                if place is not None and (kinds is None or place.kind in kinds):
                    yield place

    def all_place_rows(self) -> Iterator[list[Any]]:
        """Yield the fields of every `Place`, the kind as a plain text."""
        for _, data in self._each("places"):
            yield from unpack_rows(data)

    def find(self, name: str) -> tuple[Place, ...]:
        """Return the places of the symbols of a name, by qualified name and place.

        ``name`` is a qualified name or an end of one at a ``::``; with a leading
        ``::`` it is the whole name.
        """
        last = last_component(name)
        if not last:
            return ()
        # Comments name the same few things: a namespace lies in every file.
        memo = self.memo()
        key = "find", name
        if key not in memo:
            memo[key] = self._find(name, last)
        found: tuple[Place, ...] = memo[key]
        return found

    def note(self, paths: Iterable[str]) -> None:
        """Do nothing: others keep account of what answers are made of."""

    def memo(self) -> dict[tuple[str, ...], Any]:
        """Return what is remembered as long as the index stays as it is.

        Anyone may put answers there, under a key that begins with the question; they
        are forgotten when the index changes, or when there are very many.
        """
        # A steady reader is opened anew when the index changes.
        state = "" if self.is_steady else self._session.state()
        if state != self._memo_of or len(self._memo) > _REMEMBERED:
            self._memo.clear()
            self._memo_of = state
        return self._memo

    def _find(self, name: str, last: str) -> tuple[Place, ...]:
        found = [
            place
            for _, place in self._places(LookupKind.NAME, (last,))
            if place.name == last and has_suffix(place.qualified_name, name)
        ]
        return tuple(
            sorted(found, key=lambda place: (place.qualified_name, *_order(place)))
        )

    def similar(self, name: str, limit: int = 5) -> tuple[str, ...]:
        """Return qualified names like ``name``, best first, for messages.

        Those with the same last component in another scope come first.
        """
        last = last_component(name)
        near = nearest(last, self._names() - {last, ""}, limit)
        answer: dict[str, None] = {}
        for component in [last, *near]:
            qualified = {place.qualified_name for place in self.find(component)}
            ranked = nearest(name, qualified, limit)
            answer.update(dict.fromkeys(ranked + sorted(qualified.difference(ranked))))
            if len(answer) >= limit:
                break
        return tuple(answer)[:limit]

    # What points where

    def mentions(self, usr: str) -> tuple[Mention, ...]:
        """Return in which files a symbol occurs, declarations included, by path."""
        return self.mentions_of_all((usr,))[usr]

    def mentions_of_all(self, usrs: Iterable[str]) -> dict[str, tuple[Mention, ...]]:
        """Return the `mentions` of each symbol; () for unknown ones."""
        found: dict[str, list[Mention]] = {usr: [] for usr in usrs}
        for usr, _, path, number in self._lookup(LookupKind.MENTION, found):
            found[usr].append(Mention(path, *read_mention(number)))
        return {usr: tuple(sorted(mentions)) for usr, mentions in found.items()}

    def mentioning(self, keys: Iterable[int]) -> frozenset[str]:
        """Return the paths that mention any of some symbols.

        :param keys: `lookup_key` of these: also of what no file declares any more.
        """
        query = (
            "SELECT DISTINCT path FROM lookups JOIN files ON id = file"
            " WHERE key IN ({marks})"
        )
        return frozenset(str(path) for (path,) in self._session.batched(query, keys))

    def all_mentions(self, keys: Container[int]) -> Iterator[tuple[int, str, int, int]]:
        """Yield key (`lookup_key`), path, roles and number of the mentions of symbols.

        Ordered by key; the roles as a plain number.
        """
        paths = {number: path for number, path, _ in self._files()}
        for key, file, value in self._session.stream("SELECT * FROM lookups"):
            if key in keys and file in paths:
                number = read_value(key, file, value)
                if number is not None:
                    total, role = divmod(number, ROLES)
                    yield key, paths[file], role, total

    def mention_counts(self, usrs: Iterable[str]) -> dict[str, tuple[int, int]]:
        """Return in how many files, and how often, each symbol occurs in all.

        Declarations and definitions count as occurrences.
        """
        counts = dict.fromkeys(usrs, (0, 0))
        for usr, _, _, number in self._lookup(LookupKind.MENTION, counts):
            files, total = counts[usr]
            counts[usr] = files + 1, total + read_mention(number)[1]
        return counts

    def relations_to(self, usr: str) -> tuple[Relation, ...]:
        """Return the relations whose target is a symbol, by path and place."""
        return self.relations_to_all((usr,))[usr]

    def relations_to_all(self, usrs: Iterable[str]) -> dict[str, tuple[Relation, ...]]:
        """Return the `relations_to` each symbol; () for unknown ones."""
        found: dict[str, list[Relation]] = {usr: [] for usr in usrs}
        for usr, relation in self._relations(LookupKind.TARGET, found):
            if relation.target == usr:
                found[usr].append(relation)
        return {usr: tuple(relations) for usr, relations in found.items()}

    def relations_of(self, usr: str) -> tuple[Relation, ...]:
        """Return the relations whose source is a symbol, by path and place."""
        found = self._relations(LookupKind.SOURCE, (usr,))
        return tuple(relation for _, relation in found if relation.source == usr)

    def included_by(self, path: str) -> tuple[tuple[str, int], ...]:
        """Return the files that include a file, each with its line, sorted."""
        found = self._lookup(LookupKind.INCLUDE, (path,))
        return tuple(sorted((one.path, one.number) for one in found))

    def include_edges(self) -> dict[str, tuple[str, ...]]:
        """Return what each file of the index includes of it, sorted, each once."""
        return {path: tuple(unpack_rows(data)) for path, data in self._each("includes")}

    # What is looked up

    def _lookup(self, kind: LookupKind, texts: Iterable[str]) -> Iterator[_Found]:
        """Yield what the index finds for each text, by key and file."""
        of_key = {lookup_key(kind, text): text for text in texts}
        query = (
            "SELECT key, file, value, path FROM lookups JOIN files ON id = file"
            " WHERE key IN ({marks})"
        )
        for key, file, value, path in self._session.batched(query, of_key):
            number = read_value(key, file, value)
            if number is not None:
                yield _Found(of_key[key], file, str(path), number)

    def _places(
        self, kind: LookupKind, texts: Iterable[str]
    ) -> Iterator[tuple[str, Place]]:
        return self._read_places(self._by_file(kind, texts))

    def _read_places(self, found: Iterable[_Found]) -> Iterator[tuple[str, Place]]:
        for text, file, _, number in found:
            rows = self._part(file, "places", unpack_rows)
            place = None if rows is None else read_place(rows, number)
            if place is not None:
                yield text, place

    def _relations(
        self, kind: LookupKind, texts: Iterable[str]
    ) -> list[tuple[str, Relation]]:
        found = []
        for text, file, _, number in self._by_file(kind, texts):
            rows = self._part(file, "relations", unpack_rows)
            relation = None if rows is None else read_relation(rows, number)
            if relation is not None:
                found.append((text, relation))
        return sorted(
            found,
            key=lambda one: (
                one[1].path,
                one[1].position,
                one[1].kind,
                one[1].source,
                one[1].target,
            ),
        )

    def _by_file(self, kind: LookupKind, texts: Iterable[str]) -> list[_Found]:
        """Return what is found file by file: a part of each is read once."""
        return sorted(self._lookup(kind, texts), key=_file)

    def _names(self) -> set[str]:
        """Return the name of every symbol, without its scope."""
        # Ids only grow, so both numbers stay only while no file comes or goes.
        (state,) = self._session.rows("SELECT max(id), count(*) FROM files")
        if state not in self._names_at:
            # Titles are not what somebody meant who wrote a name wrong.
            names = {
                place.name
                for place in self.all_places()
                if place.kind is not SymbolKind.SECTION
            }
            self._names_at = {state: names}
        return self._names_at[state]


def _order(place: Place) -> tuple[str, int, int, str]:
    return place.path, place.line, place.column, place.usr
