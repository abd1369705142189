"""What pages show is remembered, and always what asking anew would say."""

from __future__ import annotations

import random
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from sphinxext_kwindex.extension import shown_symbols
from sphinxext_kwindex.extension.session import IndexSession
from sphinxext_kwindex.extension.shown_symbols import shown_in_files
from sphinxext_kwindex.extension.targets import FilePage
from sphinxext_kwindex.model import FileFacts, Symbol, SymbolKind, encode_facts
from sphinxext_kwindex.store import IndexWriter
from tests.example_facts import example_source, example_symbol

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

NAMES = "abcdefgh"
Tree = dict[str, dict[str, bool]]
"""Path to the functions that are declared there, and whether they are defined."""
KINDS = frozenset({SymbolKind.FUNCTION})


def facts(path: str, functions: dict[str, bool]) -> FileFacts:
    symbols: list[Symbol] = [
        replace(example_symbol(path, name, line=line), definition=is_defined)
        for line, (name, is_defined) in enumerate(functions.items(), 1)
    ]
    return FileFacts(example_source(path), tuple(symbols))


def update(database: Path, before: Tree, after: Tree) -> None:
    with IndexWriter(database) as writer:
        for path in before.keys() - after.keys():
            writer.remove(path)
        for path, functions in after.items():
            if before.get(path) != functions:
                writer.replace(encode_facts(facts(path, functions)), "print")


def shown(database: Path, pages: dict[str, FilePage]) -> list[object]:
    with closing(IndexSession(database, database.parent, database.parent)) as session:
        return list(shown_in_files(session, pages, {}))


def pages_of(tree: Tree, shown: set[str]) -> dict[str, FilePage]:
    return {
        path: FilePage(f"code/{path}", KINDS) for path in sorted(tree) if path in shown
    }


def test_what_is_remembered_is_what_is_found_anew(tmp_path: Path) -> None:
    database = tmp_path / "index.sqlite3"
    chance = random.Random(4)
    paths = [f"{name}.h" for name in NAMES]
    before: Tree = {}
    for _ in range(25):
        after = dict(before)
        for path in chance.sample(paths, 2):
            functions = chance.sample(NAMES, 3)
            after[path] = {name: chance.random() < 0.5 for name in functions}
            if chance.random() < 0.3:
                del after[path]
        update(database, before, after)
        # Not all that declare something are shown.
        pages = pages_of(after, set(chance.sample(paths, 6)))
        remembered = shown(database, pages)
        database.with_name("shown-symbols").unlink()
        assert remembered == shown(database, pages)
        if chance.random() < 0.5:
            # Of an older state.
            shown(database, pages_of(after, set(paths)))
        before = after


def test_files_that_nothing_has_touched_are_not_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = tmp_path / "index.sqlite3"
    before: Tree = {
        "a.h": {"a": False},
        "b.h": {"b": False},
        "c.cpp": {"c": True},
    }
    update(database, {}, before)
    pages = pages_of(before, set(before))
    shown(database, pages)
    asked: list[str] = []
    ask = shown_symbols._file

    def noted(session: IndexSession, path: str, page: FilePage) -> object:
        asked.append(path)
        return ask(session, path, page)

    monkeypatch.setattr(shown_symbols, "_file", noted)
    shown(database, pages)
    assert asked == []
    # `a` has another home now.
    update(database, before, before | {"c.cpp": {"c": True, "a": True}})
    shown(database, pages)
    assert sorted(asked) == ["a.h", "c.cpp"]


def test_what_is_damaged_is_found_anew(tmp_path: Path) -> None:
    database = tmp_path / "index.sqlite3"
    tree: Tree = {"a.h": {"a": False}}
    update(database, {}, tree)
    pages = pages_of(tree, {"a.h"})
    before = shown(database, pages)
    kept = database.with_name("shown-symbols")
    for data in (b"", b"no zlib", kept.read_bytes()[:-9]):
        kept.write_bytes(data)
        assert shown(database, pages) == before
