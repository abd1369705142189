"""On which page the row of a symbol is, asked once a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_kwindex import analysis
from sphinxext_kwindex.extension import session as module
from sphinxext_kwindex.extension.session import IndexSession
from sphinxext_kwindex.model import FileFacts, encode_facts
from sphinxext_kwindex.store import IndexWriter
from tests.example_facts import example_source, example_symbol

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from sphinxext_kwindex.analysis import RowPages
    from sphinxext_kwindex.store import IndexReader


def write(database: Path, number: int) -> None:
    symbols = tuple(
        example_symbol("a.h", f"name{n}", line=n + 1) for n in range(number)
    )
    with IndexWriter(database) as writer:
        writer.replace(encode_facts(FileFacts(example_source("a.h"), symbols)), "p")


def test_pages_of_rows_are_kept_until_the_index_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = tmp_path / "index.sqlite3"
    write(database, 400)
    session = IndexSession(database, tmp_path, tmp_path)
    asked: list[str] = []
    deal = analysis.row_pages

    def row_pages(reader: IndexReader, path: str) -> RowPages:
        asked.append(path)
        return deal(reader, path)

    monkeypatch.setattr(module, "row_pages", row_pages)
    usrs = [symbol.usr for symbol in session.reader.symbols_in("a.h")]
    pages = [session.page_of_row(usr, "a.h") for usr in usrs]
    assert asked == ["a.h"]
    assert pages == [deal(session.reader, "a.h").page_of[usr] for usr in usrs]
    assert max(pages) > 1
    assert session.page_of_row("c:@unknown", "a.h") == 1
    write(database, 3)
    session.refresh()
    assert {session.page_of_row(usr, "a.h") for usr in usrs} == {1}
    session.close()
