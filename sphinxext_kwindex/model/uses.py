"""The uses in one file, symbol by symbol: small enough to keep those of many files.

A page of uses asks for one symbol in hundreds of files. Decoded for each page, the
occurrences of a tree would be read a hundred times; as arrays of numbers they take a
dozen bytes each.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from .codec import occurrence_columns, span_columns
from .lookups import LookupKind, lookup_key
from .occurrences import Role
from .symbols import FUNCTION_KINDS, RECORD_KINDS, SYMBOL_KINDS, SymbolKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .source import Span

__all__ = ["FileUses", "Scope", "Use", "uses_of"]

_ROLES = tuple(Role(value) for value in range(2 * max(Role)))
_USED = frozenset(SYMBOL_KINDS) - {SymbolKind.NAMESPACE}
_WIDE = (0xFF, 0xFFFF)
"""What a length and a column are cut to; who shows them checks them."""


class Scope(NamedTuple):
    """What encloses a use: the innermost function, class or enum."""

    usr: str
    qualified_name: str
    kind: SymbolKind


class Use(NamedTuple):
    """One use of a symbol."""

    line: int
    """From 1."""
    column: int
    """From 1, in bytes; 65,535 stands for all beyond."""
    length: int
    """In bytes; 255 stands for all beyond."""
    role: Role
    scope: Scope | None
    """None at file and namespace scope."""


class FileUses(NamedTuple):
    """The uses in one file; declarations and definitions are none."""

    keys: array[int]
    """Of the symbols (`lookup_key`), sorted."""
    starts: array[int]
    """Where the uses of each symbol begin in the arrays below; their length, last."""
    lines: array[int]
    columns: array[int]
    lengths: array[int]
    roles: array[int]
    scopes: array[int]
    """Places in ``enclosing``, from 1; 0 for none."""
    enclosing: tuple[Scope, ...]

    def of(self, usr: str) -> tuple[Use, ...]:
        """Return the uses of a symbol, by place."""
        key = lookup_key(LookupKind.MENTION, usr)
        number = bisect_left(self.keys, key)
        if self.keys[number : number + 1] != array("q", (key,)):
            return ()
        return tuple(
            Use(
                self.lines[at],
                self.columns[at],
                self.lengths[at],
                _ROLES[self.roles[at]],
                self.enclosing[scope - 1] if (scope := self.scopes[at]) else None,
            )
            for at in range(self.starts[number], self.starts[number + 1])
        )


def uses_of(occurrences: bytes, symbols: bytes) -> FileUses:
    """Return the uses in a file, of its encoded parts; raises CodecError."""
    usrs, kinds, numbers = occurrence_columns(occurrences)
    deltas, columns, lengths, roles, entries = numbers
    lines = list(accumulate(deltas))
    wanted = [kind in _USED for kind in kinds]
    places: defaultdict[int, list[int]] = defaultdict(list)
    reference = int(Role.REFERENCE)
    for at, entry in enumerate(entries):
        if wanted[entry] and roles[at] & reference:
            places[entry].append(at)
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for entry, found in places.items():
        # libclang may give one USR to names of two kinds, such as a template's.
        groups[lookup_key(LookupKind.MENTION, usrs[entry])] += found
    keys = sorted(groups)
    starts = accumulate((len(groups[key]) for key in keys), initial=0)
    order = [at for key in keys for at in sorted(groups[key])]
    used = [lines[at] for at in order]
    scopes, enclosing = _scopes(used, symbols)
    narrow, wide = _WIDE
    return FileUses(
        array("q", keys),
        array("I", starts),
        array("I", used),
        array("H", [min(columns[at], wide) for at in order]),
        array("B", [min(lengths[at], narrow) for at in order]),
        array("B", [roles[at] for at in order]),
        scopes,
        enclosing,
    )


def _scopes(
    lines: Sequence[int], symbols: bytes
) -> tuple[array[int], tuple[Scope, ...]]:
    """Return what encloses each of some lines, by number, and what the numbers mean."""
    names = list(_enclosing(symbols))
    last = max(lines, default=0)
    around = [0] * (last + 1)
    # The outer first: what is painted later lies inside of it.
    for number, (span, _) in enumerate(names, 1):
        end = min(span.end_line, last)
        if span.line <= end:
            around[span.line : end + 1] = [number] * (end + 1 - span.line)
    numbers: dict[int, int] = {0: 0}
    found = array(
        "I", [numbers.setdefault(around[line], len(numbers)) for line in lines]
    )
    return found, tuple(names[number - 1][1] for number in numbers if number)


def _enclosing(symbols: bytes) -> Iterator[tuple[Span, Scope]]:
    """Yield functions, classes and enums with their spans, the outer ones first."""
    kinds = {*FUNCTION_KINDS, *RECORD_KINDS, SymbolKind.ENUM}
    found = [
        (span, Scope(usr, qualified, kind))
        for usr, kind, qualified, span in span_columns(symbols)
        if kind in kinds and qualified
    ]
    found.sort(key=lambda one: (one[0].line, -one[0].end_line, one[0].column))
    yield from found
