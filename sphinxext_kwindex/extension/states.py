"""What was kept of a build, against what is now."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["differing"]

_Value = TypeVar("_Value")


def differing(before: Mapping[str, _Value], now: Mapping[str, _Value]) -> set[str]:
    """Return the keys with another value than before, those that came or went too."""
    return {k for k in before.keys() | now.keys() if before.get(k) != now.get(k)}
