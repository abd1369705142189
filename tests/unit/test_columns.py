"""Columns of integers: as narrow as they can be, and back."""

from __future__ import annotations

import pytest

from sphinxext_kwindex.model.columns import read_columns, write_columns


@pytest.mark.parametrize(
    ("values", "letter"),
    [
        ([], "B"),
        ([0, 255], "B"),
        ([0, 256], "H"),
        ([65535], "H"),
        ([65536], "I"),
        ([2**32 - 1], "I"),
        ([-1, 127], "b"),
        ([-1, 128], "h"),
        ([-129], "h"),
        ([-1, 32768], "i"),
    ],
)
def test_the_narrowest_width_is_taken(values, letter):
    data = write_columns(values, [0] * len(values))
    assert data[4:6].decode() == f"{letter}B"
    column, _ = read_columns(data, 2)
    assert list(column) == values


@pytest.mark.parametrize("value", [2**32, 2**80, -(2**31) - 1])
def test_a_number_too_large_is_refused(value):
    with pytest.raises(OverflowError, match="too large"):
        write_columns([value])
