"""What a page says once, so that its rows need not."""

from __future__ import annotations

from typing import Any

import pytest

from sphinxext_kwindex.analysis import (
    FileOptions,
    FileSummary,
    Section,
    summarize_file,
)
from sphinxext_kwindex.model import Access, Fragment, Symbol, TokenKind
from sphinxext_kwindex.model import SymbolKind as K
from sphinxext_kwindex.render import Links, render_section
from tests.memory_reader import MemoryReader, known, make_file, make_symbol

NAMESPACE = make_symbol("ns", K.NAMESPACE, usr="c:@N@ns", line=1)
INNER = make_symbol("ns::in", K.NAMESPACE, usr="c:@N@ns@N@in", line=2)
LINKS = Links(
    symbol=lambda usr: f"symbols#{usr}",
    name=lambda _, path, line: f"{path}#L{line}",
    path=lambda path, line: f"{path}#L{line}",
)


def of(*symbols: Symbol, sections: tuple[Section, ...] = tuple(Section)) -> FileSummary:
    reader = MemoryReader(make_file("a.h", symbols=symbols))
    options = FileOptions(sections=sections)
    return known(summarize_file(reader, "a.h", options=options))


def function(name: str, line: int, **fields: Any) -> Symbol:
    return make_symbol(name, usr=name, line=line, **fields)


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["ns::f", "ns::g", "h"], "ns"),
        (["ns::f", "h"], ""),
        (["ns::in::f", "ns::in::g", "ns::h"], "ns::in"),
        (["ns::in::f", "ns::h"], "ns"),
        (["nsf", "nsg"], ""),
        ([], ""),
    ],
)
def test_the_namespace_of_a_file_has_most_of_it(names: list[str], found: str):
    rows = [function(name, line) for line, name in enumerate(names, 3)]
    macro = [make_symbol(f"M{n}", K.MACRO, usr=f"m{n}", line=20 + n) for n in range(9)]
    assert of(NAMESPACE, INNER, *rows, *macro).namespace == found


def test_names_stand_without_the_namespace_that_the_page_names():
    method = function("ns::C::m", 4, kind=K.METHOD)
    free = function("ns::f", 5)
    found = of(NAMESPACE, function("ns::C", 3, kind=K.CLASS), method, free)
    overview = render_section(found, Section.OVERVIEW, LINKS)
    assert "<dt>Namespace</dt> <dd><code>ns</code>" in overview
    rows = render_section(found, Section.KEYWORDS, LINKS)
    assert "<code>m</code></a> <small>C</small></th>" in rows
    assert "<code>f</code></a></th>" in rows
    # Where nothing says which it is, it stands with each name.
    alone = of(NAMESPACE, method, free, sections=(Section.KEYWORDS,))
    rows = render_section(alone, Section.KEYWORDS, LINKS)
    assert "<small>ns::C</small>" in rows
    assert "<small>ns</small>" in rows


def test_the_access_of_all_stands_above_them():
    one = function("C::a", 1, kind=K.METHOD, access=Access.PUBLIC)
    two = function("C::b", 2, kind=K.METHOD, access=Access.PUBLIC)
    three = function("C::c", 3, kind=K.METHOD, access=Access.PRIVATE)
    same = render_section(of(one, two), Section.KEYWORDS, LINKS)
    assert '<span class="kwindex-count">2, public</span>' in same
    assert ">Access</th>" not in same
    mixed = render_section(of(one, two, three), Section.KEYWORDS, LINKS)
    assert '<span class="kwindex-count">3</span>' in mixed
    assert ">Access</th>" in mixed
    assert mixed.count("<td>public</td>") == 2


def test_a_row_leads_to_its_line_once():
    found = of(function("f", 7))
    plain = render_section(found, Section.KEYWORDS, LINKS)
    assert '<a href="a.h#L7"><code>f</code></a>' in plain
    assert "<td>7</td>" in plain
    documented = Links(
        documented=lambda _: "guide#f",
        name=lambda *_: "guide#f",
        line=lambda _, path, line: f"{path}#L{line}",
    )
    both = render_section(found, Section.KEYWORDS, documented)
    assert '<a href="guide#f" title="Documentation"><code>f</code></a>' in both
    assert '<td><a href="a.h#L7">7</a></td>' in both


def test_a_namespace_in_a_signature_is_no_link():
    signature = (
        Fragment("ns", TokenKind.IDENTIFIER, "c:@N@ns"),
        Fragment("::"),
        Fragment("T", TokenKind.IDENTIFIER, "c:@N@ns@S@T"),
        Fragment(" f()"),
    )
    html = render_section(
        of(function("f", 1, signature=signature)), Section.KEYWORDS, LINKS
    )
    assert 'ns::<a href="symbols#c:@N@ns@S@T">T</a>' in html
