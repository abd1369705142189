"""Listings whose links lead to lines that are others than before, or gone."""

from __future__ import annotations

import zlib
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from sphinxext_kwindex.extension.line_moves import (
    file_lines,
    keywords_state,
    moved_keywords,
    moved_lines,
)
from sphinxext_kwindex.extension.session import IndexSession
from sphinxext_kwindex.model import (
    FileFacts,
    Include,
    Occurrence,
    Origin,
    Role,
    Symbol,
    SymbolKind,
    encode_facts,
)
from sphinxext_kwindex.store import IndexWriter
from tests.example_facts import example_source, example_symbol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sphinxext_kwindex.extension.line_moves import FileLines

USED, SPACE = "c:@F@used#", "c:@N@space"
USER = "user.cpp"


def facts(path: str, usr: str = "", *, line: int = 1, names: str = "") -> FileFacts:
    """Return a file that declares one symbol, and names another."""
    symbols: tuple[Symbol, ...] = ()
    occurrences = []
    if usr:
        kind = SymbolKind.NAMESPACE if usr == SPACE else SymbolKind.FUNCTION
        symbol = example_symbol(path, "used", line=line)
        symbols = (replace(symbol, usr=usr, kind=kind),)
        occurrences.append(Occurrence(line, 1, 4, Role.DEFINITION, kind, usr))
    if names:
        kind = SymbolKind.NAMESPACE if names == SPACE else SymbolKind.FUNCTION
        occurrences.append(Occurrence(9, 1, 4, Role.REFERENCE, kind, names))
    digest = f"{zlib.crc32(repr((path, usr, line)).encode()):064x}"
    source = replace(example_source(path), sha256=digest)
    return FileFacts(source, symbols, occurrences=tuple(occurrences))


class Index:
    """An index that changes, and what was known of its lines."""

    def __init__(self, folder: Path, *files: FileFacts) -> None:
        self.folder = folder
        self.known: Mapping[str, FileLines] = {}
        self.before: Mapping[str, bytes] = {}
        assert self.change(*files) == frozenset()

    def change(self, *files: FileFacts, gone: str = "") -> frozenset[str]:
        """Write and remove files; return those whose links lead elsewhere."""
        database = self.folder / "index.sqlite3"
        with IndexWriter(database) as writer:
            for one in files:
                writer.replace(encode_facts(one), "print")
            if gone:
                writer.remove(gone)
        with closing(IndexSession(database, self.folder, self.folder)) as session:
            digests = session.reader.digests()
            lines = file_lines(session, self.known, self.before, digests)
            moved = moved_lines(session, self.known, lines)
        self.known, self.before = lines, digests
        return moved


def test_who_names_what_has_moved(tmp_path: Path) -> None:
    index = Index(tmp_path, facts("a.cpp", USED), facts(USER, names=USED))
    assert index.change(facts("a.cpp", USED, line=2)) >= {USER}
    assert index.change(facts("b.cpp", "c:@F@other#")) == {"b.cpp"}


def test_who_names_what_is_gone_with_its_file(tmp_path: Path) -> None:
    files = facts("a.h", USED), facts("a.cpp", USED), facts(USER, names=USED)
    assert USER in Index(tmp_path, *files).change(gone="a.cpp")


def test_who_names_what_a_file_has_no_more(tmp_path: Path) -> None:
    files = facts("a.h", USED), facts("a.cpp", USED), facts(USER, names=USED)
    assert USER in Index(tmp_path, *files).change(facts("a.cpp"))


def test_a_namespace_is_gone_with_its_first_file_alone(tmp_path: Path) -> None:
    files = [facts(path, SPACE) for path in ("a.h", "b.h", "c.h")]
    index = Index(tmp_path, *files, facts(USER, names=SPACE))
    assert index.change(gone="c.h") == frozenset()
    assert USER in index.change(gone="a.h")
    assert USER in index.change(gone="b.h")


def test_keywords_do_not_say_in_which_line_they_stand(tmp_path: Path) -> None:
    index = Index(tmp_path, facts("a.h", USED), facts("b.h", SPACE))
    before = index.known
    index.change(facts("a.h", USED, line=2))
    assert moved_keywords(before, index.known) == frozenset()
    assert keywords_state(before) == keywords_state(index.known)
    index.change(facts("a.h", USED, names=SPACE))
    assert moved_keywords(before, index.known) == frozenset()
    index.change(facts("a.h", "c:@F@other#"))
    assert moved_keywords(before, index.known) == {"a.h"}
    assert keywords_state(before) != keywords_state(index.known)
    index.change(gone="b.h")
    assert moved_keywords(before, index.known) == {"a.h", "b.h"}


def test_headers_are_keywords(tmp_path: Path) -> None:
    index = Index(tmp_path, facts("a.h", USED))
    before = index.known
    includes = (Include(1, "<a.h>", Origin.SYSTEM, None),)
    index.change(replace(facts("a.h", USED), includes=includes))
    assert moved_keywords(before, index.known) == {"a.h"}
