"""Many records of one type as columns of JSON: an array for each field.

Columns are read and written with a few steps for each field, where `rows` take some
for each value, and equal neighbours compress well. What a column holds is derived from
the annotation of its field:

- named tuples are columns in turn;
- tuples of named tuples are the distinct ones as columns, and an array of their numbers
  for each record: signatures repeat the same words again and again;
- all else is an array of what `rows` makes of it.

A column of few distinct values is an object instead: ``of`` has these, ``at`` the
number of the value of each record.
"""

from __future__ import annotations

import operator
import types
import typing
from collections import defaultdict
from enum import Enum
from functools import cache
from itertools import chain, count
from typing import Any, NamedTuple

from .rows import CodecError, codec_of

if typing.TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["from_column", "from_columns", "from_table", "to_table"]

_ATOMS = (str, int, bool)
_FAULTS = (AttributeError, LookupError, RecursionError, TypeError, ValueError)
_SHARED = 3
"""Records to a value, from which on the distinct values are written once."""


def to_table(kind: Any, records: Sequence[Any]) -> list[Any]:
    """Return the columns of records that are all of one type, which JSON can say."""
    table = _table(kind)
    rows = records if table.get is None else map(table.get, records)
    columns: list[Sequence[Any]] = list(zip(*rows, strict=True))
    if not columns:
        columns = [()] * len(table.columns)
    return [
        _shortened(column) if codec.encode is None else codec.encode(column)
        for codec, column in zip(table.columns, columns, strict=True)
    ]


def from_table(kind: Any, columns: Any) -> tuple[Any, ...]:
    """Return the records that `to_table` made ``columns`` of.

    :raises CodecError: if the columns do not have the shape of the type.
    """
    decoded = from_columns(kind, columns)
    if len(decoded) != len(_table(kind).columns):
        raise CodecError(f"a table of {kind.__name__} lacks columns")
    return tuple(map(kind, *decoded))


def from_columns(kind: Any, columns: Any) -> list[Sequence[Any]]:
    """Return the values of the first fields of records, as many as there are columns.

    :raises CodecError: if the columns do not have the shape of the type.
    """
    codecs = _table(kind).columns
    if type(columns) is not list or not 0 < len(columns) <= len(codecs):
        raise CodecError(f"not columns of {kind.__name__}")
    try:
        decoded = [
            _lengthened(column, codec.decode)
            for codec, column in zip(codecs, columns, strict=False)
        ]
    except _FAULTS as error:
        raise _no_fit(kind, error) from error
    if len({*map(len, decoded)}) > 1:
        raise CodecError(f"a table of {kind.__name__} has columns of several lengths")
    return decoded


def from_column(kind: Any, name: str, column: Any) -> Sequence[Any]:
    """Return the values of one field of records.

    :raises CodecError: if the column does not have the shape of the field's type.
    """
    codec = _table(kind).columns[_names(kind).index(name)]
    try:
        return _lengthened(column, codec.decode)
    except _FAULTS as error:
        raise _no_fit(kind, error) from error


def _no_fit(kind: Any, error: Exception) -> CodecError:
    return CodecError(f"columns do not fit {kind.__name__}: {type(error).__name__}")


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(typing.get_type_hints(kind))


def _shortened(column: Sequence[Any]) -> Any:
    """Return a column as JSON is to hold it."""
    # Most columns have too many distinct values: to number these takes longest.
    distinct = dict.fromkeys(column)
    if _SHARED * len(distinct) > len(column):
        return column
    numbers = dict(zip(distinct, count()))
    return {"of": list(numbers), "at": list(map(numbers.__getitem__, column))}


def _lengthened(column: Any, decode: Callable[[Any], Sequence[Any]]) -> Sequence[Any]:
    """Return the values of a column as JSON holds it."""
    if type(column) is not dict:
        return decode(column)
    at = column["at"]
    if min(at, default=0) < 0:
        raise IndexError("a number below zero")
    return list(map(decode(column["of"]).__getitem__, at))


def _numbering() -> defaultdict[Any, int]:
    """Return what numbers values in the order in which they are first asked for."""
    return defaultdict(count().__next__)


class _Column(NamedTuple):
    encode: Callable[[Sequence[Any]], Any] | None
    """None where JSON writes the values as they are."""
    decode: Callable[[Any], Sequence[Any]]


class _Table(NamedTuple):
    get: Callable[[Any], tuple[Any, ...]] | None
    """From a record to its values; None where it is a tuple of them."""
    columns: tuple[_Column, ...]


@cache
def _table(kind: Any) -> _Table:
    hints = typing.get_type_hints(kind)
    get = None if _is_named_tuple(kind) else operator.attrgetter(*hints)
    return _Table(get, tuple(map(_column, hints.values())))


def _column(hint: Any) -> _Column:
    if _is_named_tuple(hint):
        return _nested(hint)
    origin, parts = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple and parts[-1] is Ellipsis and _is_named_tuple(parts[0]):
        return _distinct(parts[0])
    plain = hint
    if origin in {types.UnionType, typing.Union} and len(parts) == 2:  # noqa: PLR2004
        (plain,) = (part for part in parts if part is not types.NoneType)
    nothing = () if plain is hint else (None,)
    if plain in _ATOMS:
        return _atoms({plain, *map(type, nothing)})
    if isinstance(plain, type) and issubclass(plain, Enum):
        members: dict[Any, Any] = {member.value: member for member in plain}
        return _Column(None, _each(members | dict.fromkeys(nothing)).decode)
    return _rows(hint)


def _atoms(kinds: set[type]) -> _Column:
    def decode(column: Any) -> Sequence[Any]:
        if type(column) is not list or not kinds.issuperset(map(type, column)):
            raise TypeError("values of another type")
        return column

    return _Column(None, decode)


def _each(members: dict[Any, Any]) -> _Column:
    return _Column(None, lambda column: list(map(members.__getitem__, column)))


def _rows(hint: Any) -> _Column:
    encode, decode = codec_of(hint)
    return _Column(
        None if encode is None else lambda column: list(map(encode, column)),
        lambda column: list(map(decode, column)),
    )


def _nested(kind: Any) -> _Column:
    return _Column(
        lambda column: to_table(kind, column),
        lambda columns: from_table(kind, columns),
    )


def _distinct(kind: Any) -> _Column:
    def encode(column: Sequence[tuple[Any, ...]]) -> Any:
        numbers = _numbering()
        rows = [list(map(numbers.__getitem__, items)) for items in column]
        return [to_table(kind, list(numbers)), rows]

    def decode(column: Any) -> Sequence[tuple[Any, ...]]:
        table, rows = column
        get = from_table(kind, table).__getitem__
        if min(chain.from_iterable(rows), default=0) < 0:
            raise IndexError("a number below zero")
        return [tuple(map(get, row)) for row in rows]

    return _Column(encode, decode)


def _is_named_tuple(hint: Any) -> bool:
    return isinstance(hint, type) and hasattr(hint, "_field_defaults")
