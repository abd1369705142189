"""Reports on a tree: each thing once, counted right, in pages that are small."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import Any

import pytest

from sphinxext_kwindex.analysis import (
    Documented,
    ReportFacts,
    ReportKind,
    ReportPage,
    ReportSection,
    digest,
    folder_figures,
    report_extent,
    report_page,
)
from sphinxext_kwindex.model import (
    Access,
    Coverage,
    CoverageLevel,
    Declaration,
    Diagnostic,
    Field,
    FieldKind,
    Include,
    Markup,
    MarkupKind,
    Origin,
    Qualifier,
    Severity,
    SymbolKind,
    declarations_of,
    encode_facts,
)
from sphinxext_kwindex.render import Links, render_badge, render_report
from sphinxext_kwindex.render.reports.rows import group_rows, group_title
from tests.memory_reader import (
    MemoryReader,
    known,
    make_comment,
    make_file,
    make_occurrence,
    make_symbol,
)

K = SymbolKind
S = ReportSection


def facts_of(reader: MemoryReader) -> ReportFacts:
    return ReportFacts.of(reader, folder_figures(reader))


def page_of(
    reader: MemoryReader, kind: ReportKind, folder: str = "", number: int = 0
) -> ReportPage:
    return known(report_page(facts_of(reader), kind, folder, number))


def rows_of(page: ReportPage, section: ReportSection) -> list[tuple[Any, ...]]:
    """Return the rows of a part; it has to be there."""
    (group,) = [group for group in page.groups if group.section is section]
    return [tuple(row) for row in group.rows]


def outside(spelled: str, origin: Origin, line: int = 1, **fields: Any) -> Include:
    return Include(line, spelled, origin, **fields)


# Includes


def test_headers_from_outside_are_listed_once_with_each_file():
    reader = MemoryReader(
        make_file(
            "a.cpp",
            includes=(
                outside("<vector>", Origin.SYSTEM, 1),
                outside("<png.h>", Origin.MISSING, 2),
                outside('"b.h"', Origin.PROJECT, 3, target="b.h"),
                outside("<vector>", Origin.SYSTEM, 9),
            ),
        ),
        make_file(
            "b.h",
            includes=(
                outside("<fmt/core.h>", Origin.EXTERNAL, 4),
                outside("<vector>", Origin.SYSTEM, 5),
                outside("<a.h>", Origin.MISSING, 6),
            ),
        ),
        make_file("c.cpp", includes=(outside("<png.h>", Origin.MISSING, 7),)),
    )
    page = page_of(reader, ReportKind.INCLUDES)
    assert [group.section for group in page.groups] == [
        S.MISSING,
        S.EXTERNAL,
        S.SYSTEM,
    ]
    assert rows_of(page, S.MISSING) == [
        ("<png.h>", 2, (("a.cpp", 2), ("c.cpp", 7))),
        ("<a.h>", 1, (("b.h", 6),)),
    ]
    assert rows_of(page, S.SYSTEM) == [("<vector>", 2, (("a.cpp", 1), ("b.h", 5)))]
    assert rows_of(page, S.EXTERNAL) == [("<fmt/core.h>", 1, (("b.h", 4),))]


def test_what_nobody_looked_for_is_no_missing_header():
    reader = MemoryReader(
        make_file(
            "a.cpp",
            includes=(
                outside("<zlib.h>", Origin.UNKNOWN, 1),
                outside("<windows.h>", Origin.UNKNOWN, 2, active=False),
                outside("HEADER", Origin.UNKNOWN, 3),
                outside('"b.h"', Origin.UNKNOWN, 4),
            ),
        ),
        make_file("b.h"),
    )
    page = page_of(reader, ReportKind.INCLUDES)
    assert [group.section for group in page.groups] == [S.NOT_SOUGHT]
    assert rows_of(page, S.NOT_SOUGHT) == [("<zlib.h>", 1, (("a.cpp", 1),))]


def test_a_folder_reports_on_its_own_files():
    reader = MemoryReader(
        make_file("src/a.cpp", includes=(outside("<png.h>", Origin.MISSING),)),
        make_file("srcs/b.cpp", includes=(outside("<gif.h>", Origin.MISSING),)),
    )
    page = page_of(reader, ReportKind.INCLUDES, "src")
    assert [row[0] for row in rows_of(page, S.MISSING)] == ["<png.h>"]
    assert report_page(facts_of(reader), ReportKind.TASKS, "src") is None


def test_long_reports_are_cut_into_pages_that_have_all():
    files = [
        make_file(
            f"src/file{number:03}.cpp",
            includes=tuple(
                outside(f"<lib/part{(number + n) % 90:02}.h>", Origin.EXTERNAL, n)
                for n in range(1, 41)
            ),
        )
        for number in range(60)
    ]
    facts = facts_of(MemoryReader(*files))
    ((kind, pages), *_) = report_extent(facts, "src").pages
    assert kind is ReportKind.INCLUDES
    assert pages > 2
    whole = known(report_page(facts, kind, "src"))
    cut = [known(report_page(facts, kind, "src", n)) for n in range(1, pages + 1)]
    assert report_page(facts, kind, "src", pages + 1) is None
    rows = [row for page in cut for group in page.groups for row in group.rows]
    assert rows == [row for group in whole.groups for row in group.rows]
    assert not cut[0].groups[0].continued
    assert cut[1].groups[0].continued
    links = Links(path=lambda path, line: f"../../{path}.html#kw-0123456789-L{line}")
    assert max(len(render_report(page, links)) for page in cut) < 60_000


# Documentation


def library() -> MemoryReader:
    def symbol(name: str, kind: SymbolKind = K.FUNCTION, **fields: Any):
        fields = {"path": "src/lib.h", "usr": f"c:{name}", **fields}
        return make_symbol(name, kind, **fields)

    told = make_comment("Told.")
    return MemoryReader(
        make_file(
            "src/lib.h",
            symbols=(
                symbol("GUARD", K.MACRO, qualifiers=(Qualifier.HEADER_GUARD,)),
                symbol("ns", K.NAMESPACE),
                symbol("ns::Box", K.CLASS, documentation=told),
                symbol("ns::Box::size", K.METHOD, access=Access.PUBLIC),
                symbol("ns::Box::secret", K.METHOD, access=Access.PRIVATE),
                symbol(
                    "ns::Box::operator=", K.OPERATOR, qualifiers=(Qualifier.DELETED,)
                ),
                symbol("ns::Box::draw", K.METHOD, qualifiers=(Qualifier.OVERRIDE,)),
                symbol("ns::detail::inner"),
                symbol("ns::late", definition=False),
                symbol("ns::often"),
            ),
        ),
        make_file(
            "src/lib.cpp",
            symbols=(symbol("ns::late", path="src/lib.cpp", documentation=told),),
            occurrences=(make_occurrence("c:ns::often", 3),),
        ),
        make_file("src/impl/x.h", symbols=(symbol("ns::x", path="src/impl/x.h"),)),
    )


def test_declarations_are_counted_once_and_only_public_ones():
    page = page_of(library(), ReportKind.DOCUMENTATION)
    assert page.documented == Documented(2, 4)
    assert rows_of(page, S.KINDS) == [
        (K.CLASS, 1, 1),
        (K.FUNCTION, 1, 2),
        (K.METHOD, 0, 1),
    ]
    assert rows_of(page, S.FILES) == [("src/lib.h", 2, 4)]
    assert rows_of(page, S.FOLDERS) == [("src", 2, 4)]


def test_gaps_that_many_use_come_first():
    page = page_of(library(), ReportKind.DOCUMENTATION)
    assert rows_of(page, S.GAPS) == [
        ("c:ns::often", "ns::often", K.FUNCTION, "src/lib.h", 1),
        ("c:ns::Box::size", "ns::Box::size", K.METHOD, "src/lib.h", 0),
    ]


def test_reports_and_folder_pages_have_one_rule():
    figures = folder_figures(library())
    extent = report_extent(ReportFacts.of(library(), figures), "src")
    sums = figures.folders["src"].subtree
    assert extent.documented == Documented(sums.documented, sums.declared)


@pytest.mark.parametrize(
    ("documented", "floor", "below"),
    [(2, 50, False), (2, 50.1, True), (4, 100, False), (0, 0, False)],
)
def test_a_floor_is_compared_exactly(documented, floor, below):
    assert Documented(documented, 4).is_below(floor) is below


def test_nothing_to_document_is_not_below_a_floor():
    assert not Documented(0, 0).is_below(100)


# Diagnostics


def test_troubles_are_said_once_with_their_numbers():
    def error(line: int, text: str = "no such type") -> Diagnostic:
        return Diagnostic(None, line, 1, Severity.ERROR, text)

    partial = Coverage(CoverageLevel.PARTIAL, ("<png.h>",), 2, 50, 7)
    crashed = "the parser crashed"
    reader = MemoryReader(
        make_file("a.cpp", coverage=partial, diagnostics=(error(3), error(9))),
        make_file(
            "b.cpp",
            coverage=partial,
            diagnostics=(error(1), error(2, "'png.h' file not found")),
        ),
        make_file("c.cpp", coverage=Coverage(CoverageLevel.TEXT, reason=crashed)),
        make_file("d.cpp"),
    )
    page = page_of(reader, ReportKind.DIAGNOSTICS)
    assert rows_of(page, S.MISSING_HEADERS) == [("<png.h>", 2, "a.cpp")]
    assert rows_of(page, S.COMPLAINTS) == [
        ("no such type", Severity.ERROR, 3, 2, "a.cpp", 3)
    ]
    assert rows_of(page, S.UNREAD) == [(crashed, CoverageLevel.TEXT, 1, ("c.cpp",))]
    assert rows_of(page, S.PARTLY_READ) == [("a.cpp", 1, 2, 7), ("b.cpp", 1, 2, 7)]


def test_a_tree_that_is_fully_read_has_no_diagnostics():
    facts = facts_of(MemoryReader(make_file("a.cpp")))
    assert report_extent(facts, "").pages == ()


# Tasks


def task(kind: FieldKind, text: str) -> Field:
    words = Markup(MarkupKind.TEXT, text)
    return Field(kind, body=(Markup(MarkupKind.PARAGRAPH, children=(words,)),))


def deprecated_tree() -> MemoryReader:
    old: dict[str, Any] = {"usr": "c:old", "qualifiers": (Qualifier.DEPRECATED,)}
    said = make_comment("Old.", fields=(task(FieldKind.DEPRECATED, "Use  new."),))
    plain = make_comment(
        "New.",
        fields=(
            task(FieldKind.TODO, "Test it."),
            task(FieldKind.NOTE, "No task."),
            task(FieldKind.BUG, "Leaks."),
        ),
    )
    return MemoryReader(
        make_file(
            "a.h",
            documentation=make_comment("A.", fields=(task(FieldKind.TODO, "Split."),)),
            symbols=(
                make_symbol("ns::old", definition=False, documentation=said, **old),
                make_symbol("ns::new", usr="c:new", documentation=plain),
                make_symbol("ns::older", usr="c:older", qualifiers=old["qualifiers"]),
                make_symbol("ns::older", usr="c:p2", qualifiers=old["qualifiers"]),
            ),
        ),
        make_file("b.cpp", symbols=(make_symbol("ns::old", path="b.cpp", **old),)),
    )


def test_tasks_of_files_and_symbols_are_listed_once():
    page = page_of(deprecated_tree(), ReportKind.TASKS)
    assert rows_of(page, S.DEPRECATED) == [
        ("c:old", "ns::old", "a.h", "Use new."),
        ("c:older", "ns::older", "a.h", ""),
    ]
    assert rows_of(page, S.BUG) == [("c:new", "ns::new", "a.h", "Leaks.")]
    assert rows_of(page, S.TODO) == [
        ("", "", "a.h", "Split."),
        ("c:new", "ns::new", "a.h", "Test it."),
    ]


def test_a_survey_reads_tasks_without_the_rest_of_a_comment():
    comment = make_comment(
        "New.",
        details=(Markup(MarkupKind.TEXT, "Long."),),
        fields=(task(FieldKind.NOTE, "No task."), task(FieldKind.BUG, "Leaks.")),
    )
    symbol = make_symbol("f", documentation=comment)
    data = encode_facts(make_file("a.h", symbols=(symbol,))).symbols
    (found,) = declarations_of(data)
    bug = make_comment("New.", fields=(task(FieldKind.BUG, "Leaks."),))
    assert found == Declaration.of(symbol)._replace(documentation=bug)


# All


@pytest.mark.parametrize("kind", ReportKind)
def test_reports_have_a_digest_and_escape_what_they_quote(kind):
    evil = '<img src=x onerror="alert(1)">'
    coverage = Coverage(CoverageLevel.PARTIAL, (evil,), reason=evil)
    reader = MemoryReader(
        make_file(
            f"{evil}.h",
            coverage=coverage,
            includes=(outside(evil, Origin.MISSING),),
            diagnostics=(Diagnostic(None, 1, 1, Severity.ERROR, evil),),
            documentation=make_comment("A.", fields=(task(FieldKind.TODO, evil),)),
            symbols=(make_symbol(evil, path=f"{evil}.h", usr="c:evil"),),
        )
    )
    page = page_of(reader, kind)
    assert digest(page) == digest(page_of(reader, kind))
    html = render_report(page, Links(path=lambda path, _line: path))
    assert "<img" not in html
    assert "&lt;img" in html
    for group in page.groups:
        assert group_title(group)
        assert len(group_rows(group)) == len(group.rows)


def test_a_badge_is_an_image_of_its_own():
    root = ET.fromstring(render_badge("documented", "43 %"))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.attrib["aria-label"] == "documented: 43 %"
    assert "http" not in "".join(root.itertext())
