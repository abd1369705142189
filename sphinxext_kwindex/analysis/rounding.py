"""Figures of many files, so that they do not change with each line of one."""

from __future__ import annotations

__all__ = ["two_digits"]


def two_digits(number: int) -> int:
    """Return a number with two digits that count."""
    least: int = 10 ** max(len(str(number)) - 2, 0)
    return (number + least // 2) // least * least
