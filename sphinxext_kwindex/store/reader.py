"""Questions to an index: read-only, from any process and after a fork."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..model import Mention, Role, decode_symbols
from .files import FileReader
from .names import has_suffix, last_component, nearest
from .schema import (
    ROWS_PER_FILE,
    mention_checksum,
    read_place,
    read_relation,
    row_checksum,
    storable,
    usr_key,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from ..model import Place, Relation, Symbol, SymbolKind

__all__ = ["IndexReader"]


_PLACES = "SELECT id, usr, name, data, checksum FROM places"
_RELATIONS = "SELECT id, source, target, data, checksum FROM relations"
# NOTE(ref: rows per file): the file of a lookup row is its id shifted by 24 bits.


class IndexReader(FileReader):
    """The read side of an index.

    Unknown paths and USRs have no facts: the answers are empty, not errors. A damaged
    row reads as if it were not there. All answers are ordered.

    Every method raises IndexFormatError where the database cannot be read at all.
    """

    # Symbols

    def symbols(self, usr: str) -> tuple[Symbol, ...]:
        """Return all declarations and definitions of a symbol, by path and place."""
        query = "SELECT id FROM places WHERE usr = ?"
        found = []
        for (at,) in self._session.rows(query, (usr_key(usr),)):
            number, entry = divmod(at, ROWS_PER_FILE)
            symbols = self._part(number, "symbols", decode_symbols) or ()
            found += [
                symbol for symbol in symbols[entry : entry + 1] if symbol.usr == usr
            ]
        return tuple(sorted(found, key=lambda symbol: (symbol.path, symbol.position)))

    def places(self, usrs: Iterable[str]) -> dict[str, tuple[Place, ...]]:
        """Return the places of each USR, by path and place; () for unknown ones."""
        found: dict[str, list[Place]] = {usr: [] for usr in usrs}
        query = f"{_PLACES} WHERE usr IN ({{marks}})"
        for row in self._session.batched(query, map(usr_key, found)):
            place = read_place(row)
            if place is not None and place.usr in found:
                found[place.usr].append(place)
        return {usr: tuple(sorted(places, key=_order)) for usr, places in found.items()}

    def all_places(
        self, kinds: Collection[SymbolKind] | None = None
    ) -> Iterator[Place]:
        """Yield every place, by path and place in the file."""
        query = f"{_PLACES} WHERE id >= ? AND id < ? ORDER BY id"
        for number, *_ in self._files():
            bounds = number * ROWS_PER_FILE, (number + 1) * ROWS_PER_FILE
            for row in self._session.rows(query, bounds):
                place = read_place(row)
                if place is not None and (kinds is None or place.kind in kinds):
                    yield place

    def find(self, name: str) -> tuple[Place, ...]:
        """Return the places of the symbols of a name, by qualified name and place.

        ``name`` is a qualified name or an end of one at a ``::``; with a leading
        ``::`` it is the whole name.
        """
        last = last_component(name)
        if not last:
            return ()
        query = f"{_PLACES} WHERE name = ?"
        places = map(read_place, self._session.rows(query, (storable(last),)))
        found = [place for place in places if place and has_suffix(place[3], name)]
        return tuple(
            sorted(found, key=lambda place: (place.qualified_name, *_order(place)))
        )

    def similar(self, name: str, limit: int = 5) -> tuple[str, ...]:
        """Return qualified names like ``name``, best first, for messages.

        Those with the same last component in another scope come first.
        """
        last = last_component(name)
        query = "SELECT DISTINCT name FROM places"
        names = {str(found) for (found,) in self._session.rows(query)}
        near = nearest(last, names - {last, ""}, limit)
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
        of_key: dict[int, list[list[Mention]]] = {}
        for usr, mentions in found.items():
            of_key.setdefault(usr_key(usr), []).append(mentions)
        query = (
            "SELECT m.id, m.usr, m.role, m.total, m.checksum, f.path FROM mentions m"
            " JOIN files f ON f.id = m.id >> 24 WHERE m.usr IN ({marks})"
        )
        for *values, checksum, path in self._session.batched(query, of_key):
            if _is_whole(values, checksum):
                mention = Mention(str(path), Role(values[2]), values[3])
                for mentions in of_key[values[1]]:
                    mentions.append(mention)
        return {usr: tuple(sorted(mentions)) for usr, mentions in found.items()}

    def mention_counts(self, usrs: Iterable[str]) -> dict[str, tuple[int, int]]:
        """Return in how many files, and how often, each symbol occurs in all.

        Declarations and definitions count as occurrences.
        """
        names = list(usrs)
        counts: dict[int, tuple[int, int]] = {}
        query = (
            "SELECT id, usr, role, total, checksum FROM mentions WHERE usr IN ({marks})"
        )
        for *values, checksum in self._session.batched(query, map(usr_key, names)):
            if _is_whole(values, checksum):
                files, total = counts.get(values[1], (0, 0))
                counts[values[1]] = files + 1, total + values[3]
        return {usr: counts.get(usr_key(usr), (0, 0)) for usr in names}

    def relations_to(self, usr: str) -> tuple[Relation, ...]:
        """Return the relations whose target is a symbol, by path and place."""
        return self.relations_to_all((usr,))[usr]

    def relations_to_all(self, usrs: Iterable[str]) -> dict[str, tuple[Relation, ...]]:
        """Return the `relations_to` each symbol; () for unknown ones."""
        query = f"{_RELATIONS} WHERE target IN ({{marks}})"
        found: dict[str, list[Relation]] = {usr: [] for usr in usrs}
        for relation in self._relations(query, found):
            if relation.target in found:
                found[relation.target].append(relation)
        return {usr: tuple(relations) for usr, relations in found.items()}

    def relations_of(self, usr: str) -> tuple[Relation, ...]:
        """Return the relations whose source is a symbol, by path and place."""
        found = self._relations(f"{_RELATIONS} WHERE source IN ({{marks}})", (usr,))
        return tuple(relation for relation in found if relation.source == usr)

    def included_by(self, path: str) -> tuple[tuple[str, int], ...]:
        """Return the files that include a file, each with its line, sorted."""
        query = (
            "SELECT i.id, i.target, i.line, i.checksum, f.path FROM includes i"
            " JOIN files f ON f.id = i.id >> 24 WHERE i.target = ?"
        )
        return tuple(
            sorted(
                (str(source), values[2])
                for *values, checksum, source in self._session.rows(
                    query, (storable(path),)
                )
                if row_checksum(*values) == checksum
            )
        )

    def include_edges(self) -> dict[str, tuple[str, ...]]:
        """Return what each file of the index includes of it, sorted, each once."""
        names = {number: path for number, path, _, _, _ in self._files()}
        edges: dict[str, set[str]] = {path: set() for path in names.values()}
        query = "SELECT id, target, line, checksum FROM includes"
        for *values, checksum in self._session.rows(query):
            source = names.get(values[0] // ROWS_PER_FILE)
            if source is not None and row_checksum(*values) == checksum:
                edges[source].add(values[1])
        return {path: tuple(sorted(targets)) for path, targets in edges.items()}

    def _relations(self, query: str, usrs: Iterable[str]) -> list[Relation]:
        rows = self._session.batched(query, map(usr_key, usrs))
        relations = map(read_relation, rows)
        return sorted(
            (relation for relation in relations if relation is not None),
            key=lambda relation: (
                relation.path,
                relation.position,
                relation.kind,
                relation.source,
                relation.target,
            ),
        )


def _order(place: Place) -> tuple[str, int, int, str]:
    return place.path, place.line, place.column, place.usr


def _is_whole(values: list[Any], checksum: object) -> bool:
    numbers = all(type(value) is int for value in values)
    return numbers and mention_checksum(*values) == checksum
