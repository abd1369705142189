"""A digest of an answer: equal exactly when it shows the same."""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["digest", "usrs_in"]

# The text of a string that begins with `c:`, as JSON writes it.
_USR = re.compile(r'"(c:(?:[^"\\]|\\.)*)"')


def digest(answer: object) -> str:
    """Return 32 hexadecimal digits for a tree of answers' values.

    The values may be dataclasses, enums, tuples, strings, integers, booleans and None;
    TypeError for any other, whose text might differ from run to run.
    """
    return hashlib.blake2b(_text(answer).encode(), digest_size=16).hexdigest()


def usrs_in(answer: object) -> frozenset[str]:
    """Return the USRs in a tree of answers' values: they alone begin with ``c:``."""
    found = frozenset(_USR.findall(_text(answer)))
    return frozenset(json.loads(f'"{usr}"') if "\\" in usr else usr for usr in found)


def _fields_of(value: object) -> Any:
    """Return the values of a dataclass, with its name."""
    kind: Any = type(value)
    return kind.__name__, *_getter(kind)(value)


@cache
def _getter(kind: Any) -> Callable[[Any], tuple[Any, ...]]:
    """Return what takes the fields of a dataclass out of its values."""
    fields = tuple(getattr(kind, "__dataclass_fields__", ()))
    if not fields:
        raise TypeError(f"no stable digest of {getattr(kind, '__name__', kind)!r}")
    if len(fields) == 1:
        one = attrgetter(*fields)
        return lambda value: (one(value),)
    return attrgetter(*fields)


# Written in C but for the dataclasses; named tuples are arrays, string enums strings.
_text = json.JSONEncoder(
    check_circular=False, allow_nan=False, separators=(",", ":"), default=_fields_of
).encode
