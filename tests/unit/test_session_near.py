"""Which pages may be touched by a change: those of a namespace are not all of them."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from sphinxext_kwindex.extension.nearness import near
from sphinxext_kwindex.extension.session import IndexSession
from sphinxext_kwindex.model import (
    FileFacts,
    Occurrence,
    Role,
    SymbolKind,
    encode_facts,
)
from sphinxext_kwindex.store import IndexWriter
from tests.example_facts import example_source, example_symbol

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SPACES = ("c:@N@shared", "s:n@shared")
FILES = [f"f{number:02}.cpp" for number in range(30)]


def facts(path: str, space_usr: str, *names: str) -> FileFacts:
    """Return a file that opens the namespace, has a function, and names others."""
    space = replace(
        example_symbol(path, "shared", line=1), usr=space_usr, kind=SymbolKind.NAMESPACE
    )
    own = replace(example_symbol(path, "own", line=2), usr=usr_of(path))
    occurrences = [
        Occurrence(1, 1, 6, Role.DEFINITION, SymbolKind.NAMESPACE, space_usr),
        Occurrence(2, 1, 3, Role.DEFINITION, own.kind, usr_of(path)),
    ] + [
        Occurrence(3, 1 + at, 3, Role.REFERENCE, own.kind, usr_of(name))
        for at, name in enumerate(names)
    ]
    return FileFacts(example_source(path), (space, own), occurrences=tuple(occurrences))


def usr_of(path: str) -> str:
    return f"c:@F@own_{path}#"


@pytest.fixture(params=SPACES)
def session(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[IndexSession]:
    database = tmp_path / "index.sqlite3"
    with IndexWriter(database) as writer:
        for path in FILES:
            names = ("f29.cpp",) if path == "f05.cpp" else ()
            names = ("f07.cpp",) if path == "f29.cpp" else names
            writer.replace(encode_facts(facts(path, request.param, *names)), "print")
    with closing(IndexSession(database, tmp_path, tmp_path)) as session:
        yield session


def test_a_file_is_near_to_those_that_it_names_and_that_name_it(
    session: IndexSession,
) -> None:
    assert near(session, ["f29.cpp"]) == {"", "f05.cpp", "f07.cpp", "f29.cpp"}


def test_the_first_file_of_a_namespace_is_near_to_all(session: IndexSession) -> None:
    # The name of the namespace leads there from any of them.
    assert near(session, ["f00.cpp"]) >= set(FILES)
