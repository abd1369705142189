"""The rows of a file with many keywords are dealt to pages, and none is lost."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from sphinxext_kwindex.analysis import (
    FileOptions,
    FileSummary,
    RowPages,
    Section,
    row_pages,
    summarize_file,
)
from sphinxext_kwindex.model import (
    Access,
    Include,
    Linkage,
    Origin,
    Position,
    Qualifier,
    Relation,
    RelationKind,
    Style,
    Symbol,
)
from sphinxext_kwindex.model import SymbolKind as K
from sphinxext_kwindex.render import Links, render_section, template_of
from tests.memory_reader import (
    MemoryReader,
    known,
    make_comment,
    make_file,
    make_occurrence,
    make_symbol,
)

LONG = "word " * 40


def dealt(*symbols: Symbol, includes: int = 0) -> RowPages:
    lines = tuple(Include(n, f'"{n}.h"', Origin.MISSING) for n in range(includes))
    reader = MemoryReader(make_file("a.h", symbols=symbols, includes=lines))
    found = row_pages(reader, "a.h")
    # Each symbol is on one page, and the pages say the same.
    assert set(found.page_of) == {symbol.usr for symbol in symbols}
    assert sum(map(len, found.pages)) == len(found.page_of)
    for usr, number in found.page_of.items():
        assert usr in found.pages[number - 1]
    return found


def functions(number: int, **fields: Any) -> list[Symbol]:
    return [
        make_symbol(f"f{n}", usr=f"f{n}", line=n + 1, **fields) for n in range(number)
    ]


def test_few_keywords_are_on_one_page():
    assert len(dealt().pages) == 1
    assert len(dealt(*functions(60), includes=8).pages) == 1
    # Brief comments are usual.
    comment = make_comment("Say what it does, in a line.", Style.DOXYGEN)
    assert len(dealt(*functions(50, documentation=comment)).pages) == 1


def test_a_page_is_crowded_by_its_rows():
    assert not dealt(*functions(20)).crowded
    assert dealt(*functions(50)).crowded
    assert dealt(*functions(400)).crowded


def test_many_go_on_over_pages():
    found = dealt(*functions(400))
    assert len(found.pages) > 3
    # What is further down is further on; the pages are of about one size.
    assert list(found.page_of.values()) == sorted(found.page_of.values())
    sizes = [len(page) for page in found.pages[1:]]
    assert max(sizes) - min(sizes) <= 1
    # Comments take room, too.
    comment = make_comment(LONG, Style.DOXYGEN)
    documented = dealt(*functions(400, documentation=comment))
    assert len(documented.pages) > len(found.pages)


def test_what_else_is_on_the_page_takes_room():
    symbols = functions(200)
    plain, busy = dealt(*symbols), dealt(*symbols, includes=40)
    assert len(busy.pages[0]) < len(plain.pages[0])
    assert busy.pages[0]


def test_the_first_page_has_what_matters_most():
    last = [
        make_symbol("ns::C", K.CLASS, usr="class", line=900),
        make_symbol("ns::C::m", K.METHOD, usr="public", line=901, access=Access.PUBLIC),
        make_symbol(
            "ns::C::p", K.METHOD, usr="private", line=902, access=Access.PRIVATE
        ),
        make_symbol("ns::C::x", K.FIELD, usr="field", line=903, access=Access.PUBLIC),
        make_symbol("local", usr="local", line=904, linkage=Linkage.INTERNAL),
        make_symbol("ns::detail::D", K.CLASS, usr="detail", line=905),
        make_symbol("ns::x_internal::E", K.CLASS, usr="internal", line=906),
        make_symbol("free", usr="free", line=907),
    ]
    members = [
        make_symbol(f"m{n}", K.METHOD, usr=f"m{n}", line=n, access=Access.PUBLIC)
        for n in range(1, 300)
    ]
    found = dealt(*members, *last)
    first = found.pages[0]
    assert {"class", "free"} <= first
    assert first.isdisjoint({"private", "field", "local", "detail", "internal"})
    documented = make_symbol(
        "d", K.METHOD, usr="d", line=999, documentation=make_comment("Words.")
    )
    assert "d" in dealt(*members, documented).pages[0]
    assert "public" not in first


def test_overloads_stay_together():
    symbols = [
        make_symbol(f"f{n // 5}", usr=f"{n}", line=n + 1, signature=f"void f({n})")
        for n in range(500)
    ]
    found = dealt(*symbols)
    for n in range(0, 500, 5):
        assert len({found.page_of[f"{m}"] for m in range(n, n + 5)}) == 1


def test_pages_lead_to_each_other():
    symbols = functions(150)
    reader = MemoryReader(make_file("a.h", symbols=tuple(symbols)))
    links = Links(rows=lambda path, number: f"{path}~{number}")
    seen: list[str] = []
    pages = len(row_pages(reader, "a.h").pages)
    for number in range(1, pages + 1):
        options = FileOptions(page=number)
        summary = known(summarize_file(reader, "a.h", options=options))
        html = render_section(summary, Section.KEYWORDS, links)
        seen += re.findall(r"<code>(f\d+)</code>", html)
        shown = sum(group.symbols for group in summary.groups)
        assert f'<span class="kwindex-count">{shown} of 150<' in html
        others = {f'href="a.h~{n}"' for n in range(1, pages + 1) if n != number}
        assert set(re.findall(r'href="a\.h~\d+"', html)) == others
        # The outline names what is here, and counts the rest.
        outline = render_section(summary, Section.STRUCTURE, links)
        assert f"and {150 - shown} more" in outline
    assert sorted(seen) == sorted(symbol.name for symbol in symbols)
    # Nobody who has not asked for a page gets a part.
    whole = known(summarize_file(reader, "a.h"))
    assert whole.row_pages == ()
    assert sum(group.symbols for group in whole.groups) == 150


def overridden(*, used: bool) -> MemoryReader:
    """Return a tree in which two methods override a third, which may be used."""
    method = make_symbol(
        "A::f", K.METHOD, usr="f", line=2, qualifiers=(Qualifier.VIRTUAL,)
    )
    others = [
        make_symbol(f"{name}::f", K.METHOD, usr=name, path="b.h", line=line)
        for line, name in enumerate("BC", 1)
    ]
    relations = tuple(
        Relation(RelationKind.OVERRIDE, name, "f", "A::f", "b.h", Position(line, 1))
        for line, name in enumerate("BC", 1)
    )
    call = (make_occurrence("f", 9),) if used else ()
    return MemoryReader(
        make_file("a.h", symbols=(method,)),
        make_file("b.h", symbols=tuple(others), relations=relations),
        make_file("c.cpp", occurrences=call),
    )


def test_methods_that_override_one_are_counted_where_its_uses_are_listed():
    links = Links(uses=lambda usr: f"uses#{usr}", symbol=lambda usr: f"#{usr}")
    for used, users, counted in (
        (True, 0, True),
        (False, 0, False),
        (True, 40, False),
    ):
        options = FileOptions(users=users)
        found = known(summarize_file(overridden(used=used), "a.h", options=options))
        render = partial(_references, found)
        html = render(links)
        assert ('<a href="uses#f">2 methods</a>' in html) is counted
        assert ('<a href="#B"><code>B::f</code></a>' in html) is not counted
        # Drawn before it is known what there are links to, it says the same.
        assert template_of(render).fill(links) == html


def _references(summary: FileSummary, links: Links) -> str:
    return render_section(summary, Section.REFERENCES, links)
