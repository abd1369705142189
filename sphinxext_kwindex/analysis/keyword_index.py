"""The keyword index of the tree: every name once, with all of its places."""

from __future__ import annotations

import posixpath
from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from ..model import SYMBOL_KINDS, Qualifier, SymbolKind
from .include_graph import is_header
from .keyword_answers import INCLUDE
from .refs import scope_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from .protocol import Reader

__all__ = ["KIND_NAMES", "KeywordIndex", "letter_of", "name_key"]

KIND_NAMES = (*(kind.value for kind in SYMBOL_KINDS), INCLUDE)
_NUMBERS = {kind: number for number, kind in enumerate(KIND_NAMES)}


class _Row(NamedTuple):
    """One place of a keyword, in the order of the index."""

    letter: str
    key: str
    """Name as it is sorted."""
    name: str
    qualified_name: str
    """Of a header, as spelled."""
    kind: int
    target: str
    """Of a header, its path in the tree."""
    is_declaration: bool
    is_source: bool
    path: str
    line: int
    usr: str


@dataclass(frozen=True, slots=True)
class KeywordIndex:
    """All keywords of the tree.

    Make one for each state of the index (`IndexReader.content_digest` tells it): it
    reads the symbols of all files. An entry is a run of rows with one name and kind;
    entries are numbered from 0 in the order of the index.
    """

    rows: Sequence[_Row]
    starts: array[int]
    """The first row of each entry, and at the end the number of rows."""
    kinds: array[int]
    """The number of each entry's kind."""
    namespaces: Sequence[str]
    """The namespace of each entry."""
    letters: tuple[tuple[str, int], ...]
    """Each letter with its first entry, in order."""
    files: Mapping[str, array[int]]
    """Path to the entries that have a place in the file; by path, sorted."""
    paths: tuple[str, ...]
    known: dict[object, Any] = field(default_factory=dict, compare=False)
    """What was made of it: pages ask for the same folder one after the other."""

    @classmethod
    def of(cls, reader: Reader) -> KeywordIndex:
        """Read the index."""
        paths = reader.paths()
        # The texts of a declaration and its definition are kept once.
        once: dict[str, str] = {}
        rows = sorted(row for path in paths for row in _rows(reader, path, once))
        starts, kinds = array("I"), array("B")
        letters: dict[str, int] = {}
        files = {path: array("I") for path in paths}
        before: object = None
        for number, row in enumerate(rows):
            if row[2:6] != before:
                before = row[2:6]
                letters.setdefault(row.letter, len(starts))
                starts.append(number)
                kinds.append(row.kind)
            entries = files[row.path]
            if not entries or entries[-1] != len(starts) - 1:
                entries.append(len(starts) - 1)
        namespaces = tuple(_namespaces(rows, starts))
        starts.append(len(rows))
        return cls(
            rows=rows,
            starts=starts,
            kinds=kinds,
            namespaces=namespaces,
            letters=tuple(letters.items()),
            files=files,
            paths=paths,
        )

    def entries_below(
        self, folder: str, kinds: Collection[str] | None = None
    ) -> array[int]:
        """Return the entries that have a place in a folder or below it, sorted.

        ``folder`` is a path from the source root, empty for the root. ``kinds`` are
        those of `KIND_NAMES` that are asked for; None: all.
        """
        first, last = 0, len(self.paths)
        if folder:
            # "0" comes right after "/".
            first = bisect_left(self.paths, f"{folder}/")
            last = bisect_left(self.paths, f"{folder}0")
        entries: set[int] = set()
        for path in self.paths[first:last]:
            entries.update(self.files[path])
        if kinds is not None:
            wanted = {_NUMBERS[kind] for kind in kinds}
            entries = {one for one in entries if self.kinds[one] in wanted}
        return array("I", sorted(entries))

    def rows_of(self, entry: int, folder: str) -> list[_Row]:
        """Return the places of an entry in a folder and below it, best first."""
        rows = self.rows[self.starts[entry] : self.starts[entry + 1]]
        return [row for row in rows if not folder or row.path.startswith(f"{folder}/")]

    def key_of(self, entry: int) -> str:
        """Return the name of an entry as it is sorted."""
        return self.rows[self.starts[entry]].key


def letter_of(name: str) -> str:
    """Return the letter that a name stands under: ``#`` for what begins with none."""
    first = name.lstrip("_~")[:1].upper()[:1]
    return first if first.isalpha() else "#"


def _rows(reader: Reader, path: str, once: dict[str, str]) -> Iterator[_Row]:
    is_source = not is_header(path)
    for symbol in reader.declarations_in(path):
        name = symbol.name
        if not name or Qualifier.HEADER_GUARD in symbol.qualifiers:
            continue
        if symbol.kind is SymbolKind.SECTION:
            continue  # a title of a text is no keyword
        yield _Row(
            letter=letter_of(name),
            key=name_key(name),
            name=once.setdefault(name, name),
            qualified_name=once.setdefault(
                symbol.qualified_name, symbol.qualified_name
            ),
            kind=_NUMBERS[symbol.kind.value],
            target="",
            is_declaration=not symbol.definition,
            is_source=is_source,
            path=path,
            line=symbol.line,
            usr=once.setdefault(symbol.usr, symbol.usr),
        )
    for include in reader.includes_of(path):
        if include.spelled[:1] not in {"<", '"'}:
            continue
        name = posixpath.basename(include.spelled[1:-1])
        yield _Row(
            letter=letter_of(name),
            key=name_key(name),
            name=once.setdefault(name, name),
            qualified_name=once.setdefault(include.spelled, include.spelled),
            kind=_NUMBERS[INCLUDE],
            target=include.target or "",
            is_declaration=True,
            is_source=is_source,
            path=path,
            line=include.line,
            usr="",
        )


def name_key(name: str) -> str:
    """Return what a name is sorted by: in small letters, no ``_`` or ``~`` before."""
    key = (name.lstrip("_~") or name).casefold()
    return name if key == name else key


def _namespaces(rows: Sequence[_Row], starts: Iterable[int]) -> Iterator[str]:
    """Yield the namespace of each entry; the empty string for headers."""
    namespace = _NUMBERS[SymbolKind.NAMESPACE.value]
    known = {row.qualified_name for row in rows if row.kind == namespace}
    innermost: dict[str, str] = {"": ""}

    def within(scope: str) -> str:
        if scope not in innermost:
            outer = scope_of(scope, "")
            innermost[scope] = scope if scope in known else within(outer)
        return innermost[scope]

    for start in starts:
        row = rows[start]
        is_symbol = row.kind != _NUMBERS[INCLUDE]
        yield within(scope_of(row.qualified_name, row.name)) if is_symbol else ""
