"""Uses are found, grouped and dealt to pages, and none is lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from sphinxext_kwindex.analysis import (
    UsesPage,
    uses_extents,
    uses_page,
    uses_pages,
    uses_plan,
)
from sphinxext_kwindex.analysis.use_pages import PAGE_ROWS, SHOWN
from sphinxext_kwindex.model import (
    Position,
    Relation,
    RelationKind,
    Role,
    Span,
    SymbolKind,
    encode_facts,
)
from sphinxext_kwindex.render import Links, render_uses, uses_anchor
from sphinxext_kwindex.store import IndexReader, IndexWriter
from tests.memory_reader import (
    MemoryReader,
    known,
    make_file,
    make_occurrence,
    make_symbol,
)

if TYPE_CHECKING:
    from pathlib import Path

    from sphinxext_kwindex.model import FileFacts

CALL = Role.REFERENCE | Role.CALL
BASE = make_symbol("n::Base", SymbolKind.CLASS, line=3)
RUN = make_symbol("n::run", line=9)
SELF = make_symbol("n::self", SymbolKind.MACRO, line=11)
CALLER = make_symbol(
    "n::caller", path="b.cpp", line=2, span=Span(2, 1, 5, 2), usr="c:@F@caller"
)
DERIVED = make_symbol(
    "n::Derived", SymbolKind.CLASS, path="b.cpp", line=7, span=Span(7, 1, 8, 2)
)
TEXTS = {
    "b.cpp": (
        b"",
        b"void caller() {",
        b"\trun(1); run(2);",
        b"  " + b"x" * 80 + b" = run(" + b"y" * 80 + b");",
        b"}",
        b"",
        b"class Derived : Base {",
    ),
    "a_test.cpp": (b"run();",),
}
HEADER = make_file(
    "a.h",
    symbols=(BASE, RUN, SELF),
    occurrences=(
        make_occurrence(BASE.usr, 3, Role.DEFINITION, kind=SymbolKind.CLASS),
        make_occurrence(BASE.usr, 6, kind=SymbolKind.CLASS),
        make_occurrence(RUN.usr, 9, Role.DEFINITION),
        make_occurrence(SELF.usr, 11, Role.DEFINITION, kind=SymbolKind.MACRO),
        make_occurrence(SELF.usr, 12, kind=SymbolKind.MACRO),
    ),
)
SOURCE = make_file(
    "b.cpp",
    symbols=(CALLER, DERIVED),
    occurrences=(
        make_occurrence(RUN.usr, 3, CALL, column=2),
        make_occurrence(RUN.usr, 3, CALL, column=10),
        make_occurrence(RUN.usr, 4, CALL, column=86),
        make_occurrence(BASE.usr, 7, kind=SymbolKind.CLASS, column=17, length=4),
    ),
    relations=(
        Relation(
            RelationKind.BASE,
            DERIVED.usr,
            BASE.usr,
            "n::Base",
            "b.cpp",
            Position(7, 17),
        ),
    ),
)
TEST = make_file(
    "a_test.cpp", occurrences=(make_occurrence(RUN.usr, 1, CALL, column=1),)
)
READER = MemoryReader(HEADER, SOURCE, TEST)


def is_test(path: str) -> bool:
    return path.endswith("_test.cpp")


def page_of(reader: MemoryReader, number: int = 1) -> UsesPage:
    return known(uses_page(reader, "a.h", number, TEXTS.get, is_test))


def test_uses_are_grouped_by_file_with_tests_last():
    base, run = page_of(READER).symbols
    assert (base.symbol.name, base.total, base.files) == ("n::Base", 2, 2)
    assert [d.symbol.name for d in base.relations.derived] == ["n::Derived"]
    assert [(u.path, u.lines) for u in base.users] == [("a.h", (6,)), ("b.cpp", ())]
    assert (run.symbol.name, run.total, run.files) == ("n::run", 4, 2)
    assert [(u.path, u.total, u.is_test) for u in run.users] == [
        ("b.cpp", 3, False),
        ("a_test.cpp", 1, True),
    ]


def test_a_use_says_what_it_is_and_where():
    base, run = page_of(READER).symbols
    (derived,) = base.users[1].shown
    assert (derived.role, known(derived.scope).name) == ("base", "n::Derived")
    first, second = run.users[0].shown
    # Two uses on a line are shown as one.
    assert (first.line, first.role) == (3, "call")
    assert known(first.scope).name == "n::caller"
    assert (first.before, first.name, first.after) == ("", "run", "(1); run(2);")
    assert second.before.startswith("…x")
    assert second.before.endswith(" = ")
    assert second.after.endswith("y…")
    assert len(second.before + second.name + second.after) == 100


def test_a_line_that_has_another_name_is_not_shown():
    changed = {"b.cpp": (b"",) * 3 + (b"z" * 200,)}
    page = known(uses_page(READER, "a.h", 1, changed.get))
    shown = page.symbols[1].users[1].shown
    assert [(use.line, use.name) for use in shown] == [(3, ""), (4, "")]


def test_only_where_it_is_at_home():
    declared = make_symbol("n::run", path="c.h", line=1, definition=False)
    reader = MemoryReader(HEADER, SOURCE, TEST, make_file("c.h", symbols=(declared,)))
    assert uses_pages(reader, "c.h") == ()
    assert RUN.usr in uses_plan(reader, "a.h").page_of
    assert uses_page(READER, "a.h", 2, TEXTS.get) is None


def many(files: int, uses: int) -> MemoryReader:
    users = [
        make_file(
            f"u{number:04}.cpp",
            occurrences=tuple(
                make_occurrence(RUN.usr, line, CALL) for line in range(1, uses + 1)
            ),
        )
        for number in range(files)
    ]
    return MemoryReader(HEADER, *users)


@pytest.mark.parametrize(("files", "uses"), [(1, 1), (700, 3), (3, 5000)])
def test_a_hub_is_whole_over_pages_of_bounded_size(files: int, uses: int):
    reader = many(files, uses)
    spans = uses_pages(reader, "a.h")
    assert all(span.rows <= PAGE_ROWS for span in spans)
    found = []
    shown = 0
    for number in range(1, len(spans) + 1):
        page = known(uses_page(reader, "a.h", number, lambda _: None))
        for symbol in page.symbols:
            if symbol.symbol.usr == RUN.usr:
                for user in symbol.users:
                    shown += len(user.shown)
                    lines = [use.line for use in user.shown] + list(user.lines)
                    found += [(user.path, line) for line in lines]
    assert len(found) == len(set(found)) == files * uses
    assert shown <= SHOWN
    assert (len(spans) > 1) is (files * uses > 100)


def test_all_files_counted_at_once_are_counted_as_each(tmp_path: Path):
    users: list[FileFacts] = [
        make_file(
            f"u{number:04}.cpp",
            occurrences=tuple(
                make_occurrence(usr, line, CALL)
                for line in range(1, 4)
                for usr in (BASE.usr, RUN.usr)
            ),
        )
        for number in range(200)
    ]
    # Another program's class of that name is not what they use.
    namesake = make_symbol("n::Base", SymbolKind.CLASS, usr=BASE.usr, path="a.cpp")
    users.append(make_file("a.cpp", symbols=(namesake,)))
    with IndexWriter(tmp_path / "index.sqlite3") as writer:
        for facts in (HEADER, SOURCE, TEST, *users):
            writer.replace(encode_facts(facts), "0")
    with IndexReader(tmp_path / "index.sqlite3") as reader:
        pages = {path: len(uses_pages(reader, path)) for path in reader.paths()}
        extents = uses_extents(reader)
        assert extents.keys() == {"a.h"}
        assert pages.pop("a.h") == extents["a.h"].pages > 1
        assert not any(pages.values())
        # Where they begin is known without the plan.
        page_of = uses_plan(reader, "a.h").page_of
        assert page_of[RUN.usr] > page_of[BASE.usr]
        for symbol in (BASE, RUN):
            found = extents["a.h"].page_of(symbol.position.line, symbol.usr)
            assert found == page_of[symbol.usr]


def test_they_are_drawn_with_links_and_nothing_of_the_text_is_markup():
    texts = {**TEXTS, "a_test.cpp": (b"run(<script>)",)}
    page = known(uses_page(READER, "a.h", 1, texts.get, is_test))
    links = Links(path=lambda path, line: f"{path}#L{line}")
    found = render_uses(page, links)
    assert f'id="{uses_anchor(RUN.usr)}"' in found
    assert '<a href="b.cpp#L4">4</a>' in found
    assert "<mark>run</mark>(&lt;script&gt;)</code> <small>called</small>" in found
    text = re.sub(r"<[^>]*>", "", found)
    assert "In this file, line 6" in text
    assert "called in n::caller" in text
    assert "base of n::Derived" in text
    assert "1, test" in text


def test_what_goes_on_elsewhere_says_so():
    reader = many(700, 3)
    pages = [known(uses_page(reader, "a.h", n, lambda _: None)) for n in (2, 3)]
    links = Links()
    first = render_uses(pages[0], links, before="one.html", after="three.html")
    assert '<a href="three.html">More on page 3</a>' in first
    second = render_uses(pages[1], links, before="two.html")
    assert '<a href="two.html">Continued from page 2</a>' in second
    assert f'id="{uses_anchor(RUN.usr)}"' not in second
