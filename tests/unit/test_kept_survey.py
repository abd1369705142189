"""A kept survey of the tree: brought up to date, or made anew where others count."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from sphinxext_kwindex.analysis import (
    IncludeGraph,
    survey_files,
    survey_from_rows,
    survey_rows,
    updated_survey,
)
from sphinxext_kwindex.extension import kept_figures as module
from sphinxext_kwindex.extension.session import IndexSession
from sphinxext_kwindex.model import (
    Field,
    FieldKind,
    FileFacts,
    FolderComment,
    Include,
    Markup,
    MarkupKind,
    Origin,
    Role,
    SymbolKind,
    encode_facts,
)
from sphinxext_kwindex.store import IndexWriter
from tests.memory_reader import (
    MemoryReader,
    make_comment,
    make_file,
    make_occurrence,
    make_symbol,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sphinxext_kwindex.analysis import TreeSurvey

TODO = Field(FieldKind.TODO, body=(Markup(MarkupKind.TEXT, "Mend it."),))


def include(target: str) -> Include:
    return Include(1, f'"{target}"', Origin.PROJECT, target)


def tree() -> dict[str, FileFacts]:
    """Return a header, who defines what it declares, and who uses it."""
    shape = make_symbol(
        "geo::Shape",
        SymbolKind.CLASS,
        usr="c:Shape",
        path="shape.h",
        documentation=replace(make_comment("A figure."), fields=(TODO,)),
    )
    area = make_symbol("geo::area", usr="c:area", path="shape.h", definition=False)
    files = (
        make_file(
            "shape.h",
            documentation=make_comment("All shapes."),
            folders=(FolderComment("", make_comment("Figures.")),),
            symbols=(shape, area),
        ),
        make_file(
            "shape.cpp",
            symbols=(make_symbol("geo::area", usr="c:area", path="shape.cpp", line=9),),
            includes=(include("shape.h"),),
            occurrences=(make_occurrence("c:Shape", 2, Role.REFERENCE),),
        ),
        make_file(
            "user.cpp",
            symbols=(make_symbol("main", usr="c:main", path="user.cpp", line=5),),
            includes=(include("shape.h"),),
            occurrences=(make_occurrence("c:area", 6, Role.REFERENCE),),
        ),
    )
    return {facts.source.path: facts for facts in files}


def surveyed(files: Iterable[FileFacts]) -> TreeSurvey:
    reader = MemoryReader(*files)
    return survey_files(reader, IncludeGraph.of(reader))


def updated(edited: FileFacts) -> TreeSurvey | None:
    """Return the survey after an edit, if it is brought up to date."""
    before = tree()
    after = MemoryReader(*{**before, edited.source.path: edited}.values())
    moved = {edited.source.path}
    graph = IncludeGraph.of(after)
    return updated_survey(surveyed(before.values()), moved, after, graph)


def longer(path: str) -> FileFacts:
    """Return a file with ten lines of comment at its head."""
    facts = tree()[path]
    source = replace(facts.source, lines=110, comment=30, bytes=2500)
    symbols = tuple(
        replace(one, position=one.position._replace(line=one.position.line + 10))
        for one in facts.symbols
    )
    return replace(facts, source=source, symbols=symbols)


@pytest.mark.parametrize("path", list(tree()))
def test_lines_that_come_are_counted(path: str) -> None:
    edited = longer(path)
    found = updated(edited)
    assert found == surveyed({**tree(), path: edited}.values())
    assert found.files[path].comment == 30


def edits() -> dict[str, FileFacts]:
    """Return files that say something else of others, or of what they declare."""
    before = tree()
    user, header = before["user.cpp"], before["shape.h"]
    more = make_symbol("more", usr="c:more", path="user.cpp", line=9)
    bare = replace(header.symbols[0], documentation=None)
    other = make_comment("Some shapes.")
    return {
        "names": replace(user, occurrences=()),
        "declares": replace(user, symbols=(*user.symbols, more)),
        "includes": replace(user, includes=()),
        "documents": replace(header, symbols=(bare, header.symbols[1])),
        "says": replace(header, source=replace(header.source, documentation=other)),
        "speaks": replace(header, source=replace(header.source, folders=())),
        "comes": make_file("new.h"),
    }


@pytest.mark.parametrize("name", list(edits()))
def test_what_counts_for_others_is_surveyed_anew(name: str) -> None:
    assert updated(edits()[name]) is None


def test_a_file_that_is_gone_is_surveyed_anew() -> None:
    before = tree()
    after = MemoryReader(before["shape.h"], before["shape.cpp"])
    graph = IncludeGraph.of(after)
    survey = surveyed(before.values())
    assert updated_survey(survey, {"user.cpp"}, after, graph) is None


def test_a_survey_is_the_same_when_it_is_read_back() -> None:
    survey = surveyed(tree().values())
    rows = json.loads(json.dumps(survey_rows(survey)))
    assert survey_from_rows(rows, MemoryReader(*tree().values())) == survey
    assert survey.tasks
    assert survey.speaking
    assert survey.documentation["shape.h"].gaps


def test_figures_are_kept_beside_the_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = tmp_path / "index.sqlite3"
    made: list[bool] = []

    def survey(*arguments: object) -> TreeSurvey:
        made.append(True)
        return survey_files(*arguments)  # type: ignore[arg-type]

    def lines(*files: FileFacts) -> int:
        """Write files; return the lines of the header, as a new session has them."""
        with IndexWriter(database) as writer:
            for facts in files:
                writer.replace(encode_facts(facts), "print")
        with closing(IndexSession(database, tmp_path, tmp_path)) as session:
            return session.figures.files["shape.h"].lines

    monkeypatch.setattr(module, "survey_files", survey)
    assert (lines(*tree().values()), len(made)) == (100, 1)
    assert (lines(longer("shape.h")), len(made)) == (110, 1)
    assert (lines(edits()["declares"]), len(made)) == (110, 2)
    monkeypatch.setattr(module, "_FEW", 0)
    assert (lines(tree()["shape.h"]), len(made)) == (100, 2)
    # Kept anew by then: nothing is to be compared.
    monkeypatch.setattr(module, "updated_survey", lambda kept, *_: kept)
    assert (lines(), len(made)) == (100, 2)
    (tmp_path / "survey").write_bytes(b"damaged")
    assert (lines(), len(made)) == (100, 3)
