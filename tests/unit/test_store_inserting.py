"""Many rows with one statement."""

from __future__ import annotations

import sqlite3

import pytest

from sphinxext_kwindex.store.inserting import insert_lookups, insert_parts
from sphinxext_kwindex.store.schema import SCHEMA


@pytest.fixture
def connection():
    connection = sqlite3.connect(":memory:")
    connection.executescript(SCHEMA)
    yield connection
    connection.close()


@pytest.mark.parametrize("number", [0, 1, 49, 50, 51, 100, 234])
def test_no_lookup_is_lost(connection, number):
    rows = [(key, key % 7, 3 * key) for key in range(number)]
    insert_lookups(connection, rows)
    assert connection.execute("SELECT * FROM lookups").fetchall() == rows


def test_a_row_that_is_there_is_refused(connection):
    rows = [(1, 1, 1)] * 2
    with pytest.raises(sqlite3.IntegrityError):
        insert_lookups(connection, rows)


def test_the_parts_of_a_file_are_its_own(connection):
    rows = [(number, bytes([number]), number + 1) for number in range(9, 18)]
    insert_parts(connection, rows)
    assert connection.execute("SELECT * FROM parts").fetchall() == rows
