"""Model values as JSON rows: arrays in the order of the fields, typed on the way back.

The row of a dataclass or named tuple is derived from its annotations, so a field
that is added to the model is stored without a change here. Fields at the end that
have their default value are left out. Allowed in annotations: ``str``, ``int``,
``bool``, string enums, optional values, homogeneous and fixed tuples, and records of
these; the records may nest in themselves.
"""

from __future__ import annotations

import dataclasses
import operator
import types
import typing
from enum import Enum
from functools import cache
from typing import Any, NamedTuple

if typing.TYPE_CHECKING:
    from collections.abc import Callable

from ..errors import IndexFormatError

__all__ = ["CodecError", "codec_of", "describe", "from_row", "to_row"]

_ATOMS = (str, int, bool)


class CodecError(IndexFormatError):
    """Bytes that are no encoded facts, or of another version of the model."""


def to_row(hint: Any, value: Any) -> Any:
    """Return ``value``, which is of type ``hint``, as something that JSON can say."""
    encode = codec_of(hint).encode
    return value if encode is None else encode(value)


def from_row(hint: Any, row: Any) -> Any:
    """Return the value of type ``hint`` that `to_row` made ``row`` of.

    :raises CodecError: if the row does not have the shape of the type.
    """
    try:
        return codec_of(hint).decode(row)
    except (
        AttributeError,
        LookupError,
        RecursionError,
        TypeError,
        ValueError,
    ) as error:
        raise CodecError(
            f"record does not fit {_name(hint)}: {type(error).__name__}"
        ) from error


def describe(hint: Any, seen: frozenset[Any] = frozenset()) -> str:
    """Return the layout of a type in words; it differs whenever stored rows would."""
    if _is_record(hint) and hint not in seen:
        fields = (
            f"{name}:{describe(field, seen | {hint})}"
            for name, field in typing.get_type_hints(hint).items()
        )
        return f"{_name(hint)}({','.join(fields)})"
    if isinstance(hint, type) and issubclass(hint, Enum):
        return f"{_name(hint)}[{'|'.join(str(member.value) for member in hint)}]"
    inner = ",".join(describe(part, seen) for part in typing.get_args(hint))
    return f"{_name(hint)}<{inner}>" if inner else _name(hint)


class _Codec(NamedTuple):
    encode: Callable[[Any], Any] | None
    """None where JSON writes the value as it is."""
    decode: Callable[[Any], Any]


@cache
def codec_of(hint: Any) -> _Codec:
    """Return how values of a type become rows, and rows values."""
    if hint in _ATOMS:
        return _Codec(None, _atom(hint))
    if isinstance(hint, type) and issubclass(hint, Enum):
        # A string enum hashes as its value, which is what the file holds.
        return _Codec(None, {member.value: member for member in hint}.__getitem__)
    if _is_record(hint):
        return _record(hint)
    return _composite(hint)


def _composite(hint: Any) -> _Codec:
    origin, parts = typing.get_origin(hint), typing.get_args(hint)
    if origin in {types.UnionType, typing.Union} and type(None) in parts:
        (part,) = (part for part in parts if part is not type(None))
        return _optional(codec_of(part))
    if origin is tuple and parts[-1] is Ellipsis:
        return _sequence(codec_of(parts[0]))
    if origin is tuple:
        return _fixed([codec_of(part) for part in parts])
    raise TypeError(f"no rows for {hint!r}")


def _atom(kind: type) -> Callable[[Any], Any]:
    def decode(value: Any) -> Any:
        if type(value) is not kind:
            raise TypeError(f"{type(value).__name__} instead of {kind.__name__}")
        return value

    return decode


def _optional(inner: _Codec) -> _Codec:
    encode, decode = inner
    return _Codec(
        None
        if encode is None
        else lambda value: None if value is None else encode(value),
        lambda value: None if value is None else decode(value),
    )


def _sequence(inner: _Codec) -> _Codec:
    encode, decode = inner

    def read(row: Any) -> Any:
        if type(row) is not list:
            raise TypeError(f"{type(row).__name__} instead of an array")
        return tuple(map(decode, row))

    return _Codec(
        None if encode is None else lambda values: tuple(map(encode, values)), read
    )


def _fixed(inner: list[_Codec]) -> _Codec:
    def write(values: Any) -> Any:
        return tuple(
            value if codec.encode is None else codec.encode(value)
            for codec, value in zip(inner, values, strict=True)
        )

    def read(row: Any) -> Any:
        if type(row) is not list:
            raise TypeError(f"{type(row).__name__} instead of an array")
        return tuple(
            codec.decode(value) for codec, value in zip(inner, row, strict=True)
        )

    return _Codec(write, read)


def _record(kind: Any) -> _Codec:
    hints = typing.get_type_hints(kind)
    names = list(hints)
    defaults = _defaults(kind)
    required = len(names) - len(defaults)
    get = operator.attrgetter(*names)
    # Found on first use, because a record may hold itself.
    parts: list[_Codec] = []
    nested: list[tuple[int, Callable[[Any], Any]]] = []
    written: list[Any] = []
    decoders: list[Callable[[Any], Any]] = []

    def prepare() -> None:
        parts.extend(codec_of(hint) for hint in hints.values())
        nested.extend(
            (at, part.encode)
            for at, part in enumerate(parts)
            if part.encode is not None
        )
        written.extend(
            default if part.encode is None else part.encode(default)
            for part, default in zip(parts[required:], defaults, strict=True)
        )
        decoders.extend(part.decode for part in parts)

    def write(value: Any) -> Any:
        if not parts:
            prepare()
        row = list(get(value))
        for at, encode in nested:
            # None and the empty tuple, which are frequent, are written as they are.
            if row[at]:
                row[at] = encode(row[at])
        while len(row) > required and row[-1] == written[len(row) - 1 - required]:
            row.pop()
        return row

    def read(row: Any) -> Any:
        if not parts:
            prepare()
        if type(row) is not list or not required <= len(row) <= len(names):
            raise ValueError(f"not a row of {_name(kind)}")
        # Shorter rows end in defaults, which the constructor fills in.
        return kind(
            *[decode(value) for decode, value in zip(decoders, row, strict=False)]
        )

    return _Codec(write, read)


def _defaults(kind: Any) -> list[Any]:
    """Return the defaults, of the last fields, in their order."""
    if dataclasses.is_dataclass(kind):
        return [
            field.default
            for field in dataclasses.fields(kind)
            if field.default is not dataclasses.MISSING
        ]
    return list(kind._field_defaults.values())


def _is_record(hint: Any) -> bool:
    return isinstance(hint, type) and (
        dataclasses.is_dataclass(hint) or hasattr(hint, "_field_defaults")
    )


def _name(hint: Any) -> str:
    return getattr(hint, "__name__", None) or str(hint)
