"""Tests and usage, related files, and what to include: from facts made by hand."""

from __future__ import annotations

from typing import Any

import pytest

from sphinxext_kwindex.analysis import (
    CallSite,
    Extras,
    FileOptions,
    FileSummary,
    IncludeGraph,
    LineCoverage,
    Reason,
    Section,
    Tie,
    Together,
    Tree,
    summarize_file,
)
from sphinxext_kwindex.analysis.usage import line_coverage
from sphinxext_kwindex.model import (
    FileFacts,
    Include,
    Origin,
    Pragma,
    Role,
    SymbolKind,
)
from sphinxext_kwindex.render import NO_LINKS
from sphinxext_kwindex.render.sections import render_section
from tests.memory_reader import (
    MemoryReader,
    known,
    make_file,
    make_occurrence,
    make_symbol,
)

K = SymbolKind
CALL = Role.REFERENCE | Role.CALL
ADD, SUB = "c:@F@add#", "c:@F@sub#"
NOTHING = Extras()


def to(line: int, target: str, spelled: str = "") -> Include:
    return Include(line, spelled or f'"{target}"', Origin.PROJECT, target)


def library(path: str = "lib/a.h", **facts: Any) -> FileFacts:
    symbols = (
        make_symbol("add", path=path, line=1, usr=ADD),
        make_symbol("sub", path=path, line=2, usr=SUB),
    )
    return make_file(path, symbols=symbols, **facts)


def user(path: str, *uses: tuple[str, int, Role], target: str = "lib/a.h") -> FileFacts:
    return make_file(
        path,
        includes=(to(1, target),),
        occurrences=tuple(make_occurrence(usr, line, role) for usr, line, role in uses),
    )


def summary(
    *files: FileFacts, path: str = "lib/a.h", extras: Extras = NOTHING
) -> FileSummary:
    reader = MemoryReader(*files)
    tree = Tree(IncludeGraph.of(reader), extras)
    sections = (Section.INCLUDE_THIS, Section.USAGE, Section.RELATED)
    options = FileOptions(sections=sections)
    return known(summarize_file(reader, path, options=options, tree=tree))


# Tests and usage


def test_tests_are_ranked_by_the_symbols_they_use():
    usage = known(
        summary(
            library(),
            user("lib/one_test.cc", *[(ADD, line, CALL) for line in range(1, 9)]),
            user("lib/two_test.cc", (ADD, 1, CALL), (SUB, 2, CALL)),
            user("examples/show.cc", (SUB, 2, CALL)),
            user("lib/silent_test.cc"),
            user("lib/other.cc", (ADD, 1, CALL)),
        ).usage
    )
    found = [(row.path, row.is_test, row.uses) for row in usage.files]
    assert found == [
        ("lib/two_test.cc", True, 2),
        ("lib/one_test.cc", True, 8),
        ("examples/show.cc", False, 1),
    ]
    assert usage.reaching == 1


def test_a_test_of_the_header_is_one_of_the_source():
    source = make_file(
        "lib/a.cc",
        symbols=(make_symbol("add", path="lib/a.cc", usr=ADD),),
        includes=(to(1, "lib/a.h"),),
    )
    test = user("lib/a_test.cc", (ADD, 3, CALL))
    usage = known(summary(library(), source, test, path="lib/a.cc").usage)
    assert [row.path for row in usage.files] == ["lib/a_test.cc"]


def test_who_does_not_include_the_file_does_not_use_it():
    stranger = make_file("x_test.cc", occurrences=(make_occurrence(ADD, 1, CALL),))
    usage = known(summary(library(), stranger).usage)
    assert not usage


def test_call_sites_are_one_of_each_symbol_first_and_calls_rather_than_names():
    text = "\n".join(f"  line {line};" for line in range(1, 20))
    uses = [(ADD, 2, Role.REFERENCE), *[(ADD, line, CALL) for line in range(3, 12)]]
    usage = known(
        summary(
            library(),
            user("a_test.cc", *uses, (SUB, 15, Role.REFERENCE)),
            extras=Extras(text=lambda _: text),
        ).usage
    )
    assert usage.files[0].sites == (
        CallSite(3, "line 3;"),
        CallSite(4, "line 4;"),
        CallSite(5, "line 5;"),
        CallSite(6, "line 6;"),
        CallSite(15, "line 15;"),
    )


def test_long_lines_are_cut_and_lines_that_are_not_there_left_out():
    usage = known(
        summary(
            library(),
            user("a_test.cc", (ADD, 1, CALL), (SUB, 2, CALL)),
            extras=Extras(text=lambda _: "x" * 500),
        ).usage
    )
    (site,) = usage.files[0].sites
    assert len(site.text) == 120
    assert site.text.endswith("…")


def test_without_the_text_no_call_site_is_shown():
    usage = known(summary(library(), user("a_test.cc", (ADD, 1, CALL))).usage)
    assert usage.files[0].sites == ()


def test_the_command_is_shown_of_tests_alone():
    extras = Extras(command=lambda path: f"run {path}")
    files = (
        user("a_test.cc", (ADD, 1, CALL), (SUB, 1, CALL)),
        user("demo/x.cc", (ADD, 1, CALL)),
    )
    usage = known(summary(library(), *files, extras=extras).usage)
    assert [row.run for row in usage.files] == ["run a_test.cc", ""]


def test_coverage_counts_lines():
    extras = Extras(coverage={"lib/a.h": {1: 4, 2: 0, 9: 1}})
    usage = known(summary(library(), extras=extras).usage)
    assert usage.coverage == LineCoverage(2, 3)


@pytest.mark.parametrize(("run", "percent"), [(0, 0), (199, 99), (200, 100)])
def test_a_hundred_per_cent_is_all(run, percent):
    counts = {line: int(line <= run) for line in range(1, 201)}
    assert known(line_coverage(counts)).percent == percent


def test_the_section_says_what_it_leaves_out():
    tests = [user(f"t{number:02}_test.cc", (ADD, 1, CALL)) for number in range(12)]
    found = summary(library(), *tests, user("silent_test.cc"))
    text = render_section(found, Section.USAGE, NO_LINKS)
    assert "2 more files use it." in text
    assert "1 further test or example reaches it" in text


# Related files


def reasons(found: FileSummary) -> dict[str, list[Reason]]:
    return {file.path: list(file.reasons) for file in found.related}


def test_partner_namesake_and_users_are_related():
    found = summary(
        library(),
        make_file("lib/a.cc", includes=(to(1, "lib/a.h"),)),
        user("lib/a_test.cc", (ADD, 1, CALL)),
        user("far/user.cc", (ADD, 1, CALL), (SUB, 2, CALL)),
        make_file("far/a_test.cc"),
    )
    assert reasons(found) == {
        "lib/a.cc": [Reason(Tie.PARTNER)],
        "lib/a_test.cc": [Reason(Tie.NAME), Reason(Tie.USED, 1)],
        "far/user.cc": [Reason(Tie.USED, 2)],
    }


def test_the_used_are_related_and_what_everybody_uses_is_less():
    files = [
        library("lib/a.h"),
        make_file(
            "lib/wide.h",
            symbols=[make_symbol("wide", path="lib/wide.h", usr="c:@F@wide#")],
        ),
        *(user(f"u{number}.cc", target="lib/wide.h") for number in range(70)),
        make_file(
            "m.cc",
            includes=(to(1, "lib/a.h"), to(2, "lib/wide.h")),
            occurrences=(make_occurrence(ADD, 4), make_occurrence("c:@F@wide#", 5)),
        ),
    ]
    found = summary(*files, path="m.cc")
    assert reasons(found) == {"lib/a.h": [Reason(Tie.USES, 1)]}


def test_the_same_rare_headers_tie():
    rare = [make_file(f"rare{number}.h") for number in range(4)]
    includes = tuple(to(line, f"rare{line}.h") for line in range(4))
    found = summary(
        *rare,
        make_file("x.cc", includes=includes),
        make_file("y.cc", includes=includes),
        make_file("z.cc", includes=includes[:1]),
        path="x.cc",
    )
    assert reasons(found)["y.cc"] == [Reason(Tie.INCLUDES, 4)]
    assert "z.cc" not in reasons(found)


def test_commits_tie_from_three_on():
    history = {"lib/a.h": (Together("b.md.h", 6, 8), Together("c.h", 2, 2))}
    found = summary(
        library(),
        make_file("b.md.h"),
        make_file("c.h"),
        extras=Extras(history=history),
    )
    assert reasons(found) == {"b.md.h": [Reason(Tie.COMMITS, 6, 8)]}
    text = render_section(found, Section.RELATED, NO_LINKS)
    assert "changed together in 6 of its 8 commits" in text


def test_at_most_ten_are_named():
    users = [user(f"u{number:02}.cc", (ADD, 1, CALL)) for number in range(30)]
    found = summary(library(), *users)
    assert [file.path for file in found.related] == [f"u{n:02}.cc" for n in range(10)]


# Include this to get it


def test_a_header_is_spelled_as_most_spell_it():
    found = summary(
        library("src/lib/a.h"),
        make_file("x.cc", includes=(to(1, "src/lib/a.h", '"lib/a.h"'),)),
        make_file("y.cc", includes=(to(1, "src/lib/a.h", "<lib/a.h>"),)),
        make_file("z.cc", includes=(to(1, "src/lib/a.h", '"lib/a.h"'),)),
        path="src/lib/a.h",
    )
    offers = known(found.offers)
    assert offers.header.include == '"lib/a.h"'
    assert not offers.instead
    text = render_section(found, Section.INCLUDE_THIS, NO_LINKS)
    assert "#include &quot;lib/a.h&quot;" in text


def test_a_private_header_names_the_one_to_include():
    private = Pragma(1, 'private, include "lib/pub.h"')
    found = summary(
        library("src/lib/a.h", pragmas=(private,)),
        make_file("src/lib/pub.h", includes=(to(1, "src/lib/a.h"),)),
        path="src/lib/a.h",
    )
    offers = known(found.offers)
    assert (offers.header.include, offers.header.path) == (
        '"lib/pub.h"',
        "src/lib/pub.h",
    )
    assert offers.instead


def test_an_internal_header_is_got_by_the_one_that_exports_it():
    internal = "lib/internal/a.h"
    found = summary(
        library(internal),
        make_file(
            "lib/pub.h", includes=(to(3, internal),), pragmas=(Pragma(3, "export"),)
        ),
        make_file("lib/other.h", includes=(to(3, internal),)),
        user("x.cc", target="lib/pub.h"),
        path=internal,
    )
    offers = known(found.offers)
    assert (offers.header.include, offers.instead) == ('"lib/pub.h"', True)


def test_what_is_only_declared_is_got_elsewhere():
    forward = make_symbol("T", K.CLASS, path="lib/a.h", usr="c:@S@T", definition=False)
    found = summary(
        make_file("lib/a.h", symbols=(forward,)),
        make_file(
            "lib/t.h",
            symbols=(make_symbol("T", K.CLASS, usr="c:@S@T", path="lib/t.h"),),
        ),
        make_file("x.cc", includes=(to(1, "lib/a.h"), to(2, "lib/t.h"))),
    )
    (other,) = known(found.offers).exceptions
    assert (other.include, other.path) == ('"lib/t.h"', "lib/t.h")
    assert [ref.name for ref in other.symbols] == ["T"]


def test_a_header_that_nobody_includes_is_spelled_as_its_neighbours():
    found = summary(
        library("src/lib/a.h"),
        make_file("src/lib/b.h"),
        make_file("x.cc", includes=(to(1, "src/lib/b.h", "<lib/b.h>"),)),
        path="src/lib/a.h",
    )
    assert known(found.offers).header.include == "<lib/a.h>"


def test_nothing_is_said_where_the_spelling_is_not_known():
    assert summary(library()).offers is None
    assert summary(library("lib/a.cc"), path="lib/a.cc").offers is None


# What a page takes from others


def figures(*files: FileFacts, extras: Extras = NOTHING) -> dict[str, int]:
    return Tree(IncludeGraph.of(MemoryReader(*files)), extras).figures()


def test_figures_change_with_what_is_read_below():
    chain = [
        make_file("m.cc", includes=(to(1, "b.h"),)),
        make_file("b.h", includes=(to(1, "c.h"),)),
        make_file("c.h"),
        make_file("d.h", includes=(to(1, "d2.h"),)),
        make_file("d2.h", includes=(to(1, "d.h"),)),
    ]
    before = figures(*chain)
    after = figures(chain[0], make_file("b.h"), *chain[2:])
    changed = {path for path in before if before[path] != after[path]}
    assert {"m.cc", "b.h"} <= changed
    assert "d.h" not in changed


@pytest.mark.parametrize(
    "extras",
    [
        Extras(coverage={"lib/a.h": {1: 1}}),
        Extras(history={"lib/a.h": (Together("b.h", 3, 3),)}),
        Extras(commands="other"),
    ],
)
def test_figures_change_with_what_is_known_beside_the_index(extras):
    assert figures(library())["lib/a.h"] != figures(library(), extras=extras)["lib/a.h"]


def test_figures_change_with_the_tests_that_reach_a_file():
    before = figures(library(), user("a_test.cc"))
    after = figures(library(), user("b_test.cc"))
    assert before["lib/a.h"] != after["lib/a.h"]


def test_a_header_that_is_included_by_its_name_alone_says_so():
    unknown = Include(1, '"lib/a.h"', Origin.UNKNOWN)
    other = library("src/lib/b.h")
    files = library("src/lib/a.h"), other, make_file("x.cc", includes=(unknown,))
    for path, operand in (
        ("src/lib/a.h", '"lib/a.h"'),
        ("src/lib/b.h", '"lib/b.h"'),
    ):
        found = summary(*files, path=path)
        assert known(found.offers).header.include == operand
        text = render_section(found, Section.INCLUDE_THIS, NO_LINKS)
        assert "<small>by name</small>" in text
    # A preprocessor knows better.
    seen = make_file("y.cc", includes=(to(1, "src/lib/a.h", "<lib/a.h>"),))
    found = summary(*files, seen, path="src/lib/a.h")
    assert known(found.offers).header.include == "<lib/a.h>"
    assert "by name" not in render_section(found, Section.INCLUDE_THIS, NO_LINKS)
