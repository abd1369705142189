"""Decoded parts are kept within bounds, and ids of files while nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_kwindex.model import encode_facts
from sphinxext_kwindex.store import IndexReader, IndexWriter
from sphinxext_kwindex.store.kept import Kept
from tests.example_facts import example_facts

if TYPE_CHECKING:
    from pathlib import Path


def test_what_was_asked_for_last_stays() -> None:
    kept = Kept(10)
    for number in range(5):
        kept.put(number, str(number), 2)
    assert kept.get(0) == "0"
    kept.put(5, "5", 3)
    # Two had to go for three: the oldest but for the one asked for again.
    assert [kept.get(number) for number in range(6)] == ["0", None, None, "3", "4", "5"]
    assert kept.weight == 9


def test_what_is_too_heavy_stays_until_the_next() -> None:
    kept = Kept(10)
    kept.put(1, "heavy", 50)
    assert kept.get(1) == "heavy"
    kept.put(2, "light", 1)
    assert (kept.get(1), kept.get(2), kept.weight) == (None, "light", 1)


def test_a_steady_reader_sees_files_that_come(tmp_path: Path) -> None:
    database = tmp_path / "index.sqlite3"
    with IndexWriter(database) as writer:
        writer.replace(encode_facts(example_facts("a.h")), "1")
    with IndexReader(database, steady=True) as steady, IndexReader(database) as reader:
        assert steady.file("a.h") is not None
        assert steady.file("b.h") is None
        with IndexWriter(database) as writer:
            writer.replace(encode_facts(example_facts("b.h")), "1")
            writer.replace(encode_facts(example_facts("a.h", function="g")), "2")
        assert steady.file("b.h") is not None
        assert _functions(reader) == {"g"}
    with IndexReader(database, steady=True) as anew:
        assert _functions(anew) == {"g"}


def _functions(reader: IndexReader) -> set[str]:
    names = {symbol.name for symbol in reader.symbols_in("a.h")}
    return names & {"f", "g"}
