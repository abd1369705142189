"""What was kept of a build, against what is now."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["checksum", "differing"]

_Value = TypeVar("_Value")


def checksum(value: object) -> int:
    """Return a number that stands for a value, which says all of it by its `repr`."""
    return zlib.crc32(repr(value).encode("utf-8", "surrogatepass"))


def differing(before: Mapping[str, _Value], now: Mapping[str, _Value]) -> set[str]:
    """Return the keys with another value than before, those that came or went too."""
    return {k for k in before.keys() | now.keys() if before.get(k) != now.get(k)}
