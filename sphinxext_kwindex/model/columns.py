"""Columns of integers as bytes: each as narrow as its values allow."""

from __future__ import annotations

import struct
import sys
from array import array
from typing import TYPE_CHECKING

from .rows import CodecError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["read_columns", "write_columns"]

_COUNT = struct.Struct("<I")
_WIDTHS = ((0xFF, "B"), (0xFFFF, "H"), (0xFFFFFFFF, "I"))
_SIGNED_WIDTHS = ((0x7F, "b"), (0x7FFF, "h"), (0x7FFFFFFF, "i"))
_NARROWEST = "B"
_CODES = {code for _, code in (*_WIDTHS, *_SIGNED_WIDTHS)}


def write_columns(*columns: Sequence[int]) -> bytes:
    """Return the count, a letter for each column's width, and the columns.

    The columns have one length. Each takes the smallest width that fits, signed only
    where there is a negative value: narrow columns compress better.
    """
    letters, bodies = [], []
    for column in columns:
        try:
            # Nearly all fit, and this is five times as fast as to look for the largest.
            letter, body = _NARROWEST, bytes(column)
        except ValueError:
            letter = _letter_of(column)
            body = _little_endian(array(letter, column)).tobytes()
        letters.append(letter)
        bodies.append(body)
    return b"".join([_COUNT.pack(len(columns[0])), "".join(letters).encode(), *bodies])


def read_columns(data: bytes, number: int) -> list[array[int]]:
    """Return the columns, which must be ``number`` and fill the bytes.

    :raises CodecError: if they do not.
    """
    try:
        (count,) = _COUNT.unpack_from(data)
        letters = data[_COUNT.size : _COUNT.size + number].decode("ascii")
        start = _COUNT.size + number
        columns = []
        for letter in letters:
            column = array(letter if letter in _CODES else "")
            end = start + count * column.itemsize
            column.frombytes(data[start:end])
            columns.append(_little_endian(column))
            start = end
    except (struct.error, TypeError, ValueError) as error:
        raise CodecError("columns of numbers are damaged") from error
    if len(columns) != number or start != len(data):
        raise CodecError("columns of numbers have a wrong length")
    return columns


def _letter_of(column: Sequence[int]) -> str:
    """Return the letter of the smallest width that fits numbers, of which are some."""
    low, high = min(column), max(column)
    widths = _SIGNED_WIDTHS if low < 0 else _WIDTHS
    size = max(high, -low - 1)
    for most, letter in widths:
        if size <= most:
            return letter
    raise OverflowError(f"{size} is too large a number for a place")


def _little_endian(numbers: array[int]) -> array[int]:
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
