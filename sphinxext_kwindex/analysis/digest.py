"""A digest of an answer: equal exactly when it shows the same."""

from __future__ import annotations

import hashlib
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["digest"]


def digest(answer: object) -> str:
    """Return 32 hexadecimal digits for a tree of answers' values.

    The values may be dataclasses, enums, tuples, strings, integers, booleans and None;
    TypeError for any other, whose text might differ from run to run.
    """
    parts: list[str] = []
    _write(answer, parts.append)
    data = "".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def _write(value: object, write: Callable[[str], None]) -> None:
    """Write a value so that no two different ones give the same text."""
    if value is None or isinstance(value, bool):
        write(f"{value};")
    elif isinstance(value, Enum):
        write(f"{type(value).__name__}.{value.value};")
    elif isinstance(value, str):
        write(f"{len(value)}'{value}")
    elif isinstance(value, int):
        write(f"{value};")
    elif isinstance(value, tuple):
        write(f"{type(value).__name__}{len(value)}(")
        for part in value:
            _write(part, write)
    else:
        fields = getattr(type(value), "__dataclass_fields__", None)
        if fields is None:
            raise TypeError(f"no stable digest of {type(value).__name__!r}")
        write(f"{type(value).__name__}(")
        for name in fields:
            _write(getattr(value, name), write)
