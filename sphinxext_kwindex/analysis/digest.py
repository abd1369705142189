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

__all__ = ["digest", "digest_of_text", "text_of", "usrs_in", "usrs_in_text"]

# The text of a string that `model.is_usr`, as JSON writes it.
_USR = re.compile(r'"([cs]:(?:[^"\\]|\\.)*)"')


def digest(answer: object) -> str:
    """Return 32 hexadecimal digits for a tree of answers' values.

    The values may be dataclasses, enums, tuples, strings, integers, booleans and None;
    TypeError for any other, whose text might differ from run to run.
    """
    return digest_of_text(text_of(answer))


def digest_of_text(text: str) -> str:
    """Return the digest of what `text_of` has made a text of."""
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def usrs_in(answer: object) -> frozenset[str]:
    """Return the USRs in a tree of answers' values, as `model.is_usr` tells them."""
    return usrs_in_text(text_of(answer))


def usrs_in_text(text: str) -> frozenset[str]:
    """Return the USRs in what `text_of` has made a text of."""
    found = frozenset(_USR.findall(text))
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
text_of = json.JSONEncoder(
    check_circular=False, allow_nan=False, separators=(",", ":"), default=_fields_of
).encode
