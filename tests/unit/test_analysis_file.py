"""What a file's page shows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sphinxext_kwindex.analysis import (
    FileOptions,
    FileSummary,
    IncludeGraph,
    Keyword,
    Section,
    Site,
    Sorting,
    Uses,
    digest,
    files_matching,
    folders_matching,
    resolve_name,
    summarize_file,
    summarize_symbol,
)
from sphinxext_kwindex.model import (
    Access,
    Coverage,
    CoverageLevel,
    Field,
    FieldKind,
    Include,
    Markup,
    MarkupKind,
    Origin,
    Position,
    Qualifier,
    Relation,
    RelationKind,
    Role,
    Style,
    SymbolKind,
)
from tests.memory_reader import (
    MemoryReader,
    known,
    make_comment,
    make_file,
    make_occurrence,
    make_symbol,
)

K = SymbolKind


def include(target: str, line: int = 1, spelled: str = "") -> Include:
    return Include(line, spelled or f'"{target}"', Origin.PROJECT, target)


HEADER = make_file(
    "lib/edge.h",
    symbols=(
        make_symbol(
            "GUARD_H", K.MACRO, path="lib/edge.h", qualifiers=(Qualifier.HEADER_GUARD,)
        ),
        make_symbol("ns", K.NAMESPACE, path="lib/edge.h", line=2, usr="ns"),
        make_symbol(
            "ns::Base", K.CLASS, path="lib/edge.h", line=3, usr="base", parent="ns"
        ),
        make_symbol(
            "ns::Edge", K.CLASS, path="lib/edge.h", line=4, usr="edge", parent="ns"
        ),
        make_symbol(
            "ns::Edge::run",
            K.METHOD,
            path="lib/edge.h",
            line=5,
            usr="run",
            parent="edge",
            definition=False,
            access=Access.PUBLIC,
            documentation=make_comment("Runs it."),
            qualifiers=(Qualifier.OVERRIDE,),
        ),
        make_symbol(
            "ns::Edge::run",
            K.METHOD,
            path="lib/edge.h",
            line=6,
            usr="run-int",
            parent="edge",
            definition=False,
            access=Access.PRIVATE,
        ),
        make_symbol("ns", K.NAMESPACE, path="lib/edge.h", line=20, usr="ns"),
    ),
    relations=(
        Relation(
            RelationKind.BASE,
            "edge",
            "base",
            "ns::Base",
            "lib/edge.h",
            Position(4, 10),
            Access.PUBLIC,
        ),
    ),
    occurrences=(
        make_occurrence("run", 5, Role.DECLARATION),
        make_occurrence("base", 4),
    ),
)
SOURCE = make_file(
    "lib/edge.cpp",
    includes=(include("lib/edge.h"),),
    symbols=(
        make_symbol("ns", K.NAMESPACE, path="lib/edge.cpp", line=2, usr="ns"),
        make_symbol(
            "ns::Edge::run",
            K.METHOD,
            path="lib/edge.cpp",
            line=3,
            usr="run",
            parent="edge",
            documentation=make_comment("Old remark.", Style.PLAIN),
        ),
    ),
    occurrences=(
        make_occurrence("run", 3, Role.DEFINITION),
        make_occurrence("run", 9, Role.REFERENCE | Role.CALL),
    ),
)
USER = make_file(
    "app/main.cpp",
    includes=(include("lib/edge.h", 7, "<lib/edge.h>"),),
    occurrences=(make_occurrence("run", 8), make_occurrence("run", 9)),
)
READER = MemoryReader(HEADER, SOURCE, USER)


def summary_of(reader: MemoryReader, path: str, **options: Any) -> FileSummary:
    return known(summarize_file(reader, path, **options))


def keyword(summary: FileSummary, usr: str) -> Keyword:
    return next(
        k for g in summary.groups for s in g.sets for k in s.keywords if k.usr == usr
    )


def test_unknown_file_has_no_summary():
    assert summarize_file(READER, "no.h") is None


def test_declarations_of_one_symbol_are_one_row():
    summary = summary_of(READER, "lib/edge.h")
    space = keyword(summary, "ns")
    assert [site.line for site in space.here] == [2, 20]
    assert (space.uses, space.elsewhere) == (None, ())
    assert keyword(summary, "run").elsewhere == (
        Site("lib/edge.cpp", 3, definition=True),
    )


def test_overloads_are_one_set_and_guards_are_left_out():
    summary = summary_of(READER, "lib/edge.h")
    methods = next(g for g in summary.groups if g.kind is K.METHOD)
    assert [[k.usr for k in s.keywords] for s in methods.sets] == [["run", "run-int"]]
    assert [tuple(c) for c in summary.counts] == [
        (K.NAMESPACE, 1, 1),
        (K.CLASS, 2, 2),
        (K.METHOD, 2, 1),
    ]


def test_declarations_are_no_uses():
    summary = summary_of(READER, "lib/edge.h")
    assert keyword(summary, "run").uses == Uses(here=0, elsewhere=3, files=2)
    assert keyword(summary, "base").uses == Uses(here=1, elsewhere=0, files=0)
    source = summary_of(READER, "lib/edge.cpp")
    assert keyword(source, "run").uses == Uses(here=1, elsewhere=2, files=1)
    assert summary.main[0][0].name == "ns::Edge::run"


def test_the_header_documents_a_definition():
    row = keyword(summary_of(READER, "lib/edge.cpp"), "run")
    assert known(row.documentation).brief[0].text == "Runs it."
    assert row.documented_at == Site("lib/edge.h", 5, definition=False)


def test_kinds_access_and_order_are_options():
    options = FileOptions(kinds=(K.METHOD,), access=(Access.PUBLIC,))
    summary = summary_of(READER, "lib/edge.h", options=options)
    assert [k.usr for g in summary.groups for s in g.sets for k in s.keywords] == [
        "run"
    ]
    symbols = (make_symbol("b", line=1), make_symbol("A", line=2))
    reader = MemoryReader(make_file("a.h", symbols=symbols))
    for sorting, names in ((Sorting.LINE, ["b", "A"]), (Sorting.NAME, ["A", "b"])):
        found = summary_of(reader, "a.h", options=FileOptions(sorting=sorting))
        assert [s.name for g in found.groups for s in g.sets] == names


def test_outline_hangs_outside_definitions_below_their_class():
    (space,) = summary_of(READER, "lib/edge.cpp").outline
    (scope,) = space.children
    assert (space.name, scope.name, scope.line, scope.kind) == (
        "ns",
        "Edge",
        None,
        K.CLASS,
    )
    assert [child.name for child in scope.children] == ["run"]
    (space,) = summary_of(READER, "lib/edge.h").outline
    assert [(e.name, len(e.children)) for e in space.children] == [
        ("Base", 0),
        ("Edge", 1),
    ]
    assert space.children[1].children[0].overloads == 2


def test_included_by_counts_each_dependent_once():
    cycle = MemoryReader(
        make_file("a.h", includes=(include("b.h"),)),
        make_file("b.h", includes=(include("a.h"),)),
        make_file("c.h", includes=(include("a.h"), include("b.h", 2))),
    )
    found = summary_of(cycle, "a.h").included_by
    assert found.direct == (("b.h", 1), ("c.h", 1))
    assert found.transitive == 2


def test_partners_and_relations():
    graph = IncludeGraph.of(READER)
    summary = summary_of(READER, "lib/edge.h", graph=graph)
    assert summary.partners == ("lib/edge.cpp",)
    names = {row.symbol.name: row.relations for row in summary.relations}
    assert [b.symbol.name for b in names["ns::Edge"].bases] == ["ns::Base"]
    assert [d.symbol.name for d in names["ns::Base"].derived] == ["ns::Edge"]


def test_references_name_the_files_up_to_a_limit():
    options = FileOptions(users=1)
    summary = summary_of(READER, "lib/edge.h", options=options)
    (row,) = summary.uses
    assert [tuple(user) for user in row.users] == [("app/main.cpp", 2, False)]
    assert row.more == 1


def test_missing_headers_are_said_in_words():
    coverage = Coverage(CoverageLevel.PARTIAL, ("<x.h>",), 2, 50, 7)
    includes = (Include(1, "<x.h>", Origin.MISSING), Include(2, "<y.h>", Origin.SYSTEM))
    reader = MemoryReader(make_file("a.h", coverage=coverage, includes=includes))
    note = summary_of(reader, "a.h").coverage
    assert note.label == "partly read"
    assert note.sentences == (
        "1 of 2 headers was missing: <x.h>.",
        "2 errors were found while reading.",
        "7 of 50 names are not resolved.",
    )


def test_copies_are_filled_in_and_references_resolved():
    target = make_comment(
        "Of f.",
        fields=(Field(FieldKind.PARAM, "x"),),
        details=(Markup(MarkupKind.PARAGRAPH),),
    )
    copy = make_comment(
        "",
        copy_brief="f",
        details=(
            Markup(MarkupKind.COPY, target="f"),
            Markup(
                MarkupKind.PARAGRAPH,
                children=(
                    Markup(MarkupKind.REFERENCE, target="ns::f()"),
                    Markup(MarkupKind.REFERENCE, target="nothing"),
                    Markup(MarkupKind.REFERENCE, target="a.h"),
                ),
            ),
        ),
    )
    reader = MemoryReader(
        make_file(
            "a.h",
            symbols=(
                make_symbol("ns::f", usr="f", documentation=target),
                make_symbol("ns::g", usr="g", documentation=replace(copy, brief=())),
                make_symbol(
                    "ns::h", usr="h", documentation=make_comment("", copy_brief="h")
                ),
            ),
        )
    )
    summary = summary_of(reader, "a.h")
    full = known(keyword(summary, "g").documentation)
    assert full.brief == target.brief
    assert full.fields == target.fields
    assert [child.target for child in full.details[1].children] == ["f", "", "file:a.h"]
    assert known(keyword(summary, "h").documentation).copy_brief == ""


def test_the_digest_follows_what_is_shown():
    everything = digest(summary_of(READER, "lib/edge.h"))
    assert everything == digest(summary_of(READER, "lib/edge.h"))
    other = replace(USER, occurrences=USER.occurrences[:1])
    changed = MemoryReader(HEADER, SOURCE, other)
    assert digest(summary_of(changed, "lib/edge.h")) != everything
    options = FileOptions(sections=(Section.STRUCTURE, Section.INCLUDES))
    assert digest(summary_of(changed, "lib/edge.h", options=options)) == digest(
        summary_of(READER, "lib/edge.h", options=options)
    )


def test_the_bytes_matter_only_to_the_listing():
    other = replace(HEADER, source=replace(HEADER.source, sha256="6" * 64))
    for sections, same in (((Section.FACTS,), True), ((Section.SOURCE,), False)):
        options = FileOptions(sections=sections)
        one, two = (
            digest(summary_of(MemoryReader(header), "lib/edge.h", options=options))
            for header in (HEADER, other)
        )
        assert (one == two) is same


def test_digest_refuses_what_has_no_stable_text():
    with pytest.raises(TypeError, match="'set'"):
        digest((1, {2}))
    assert digest(("a", "b")) != digest(("ab", ""))


def test_symbol_card():
    card = known(summarize_symbol(READER, ["run", "run-int"]))
    assert card.qualified_name == "ns::Edge::run"
    first = card.overloads[0]
    assert first.keyword.elsewhere == (
        Site("lib/edge.cpp", 3, definition=True),
        Site("lib/edge.h", 5, definition=False),
    )
    assert known(first.keyword.documentation).brief[0].text == "Runs it."
    assert [tuple(user) for user in first.users] == [
        ("app/main.cpp", 2, False),
        ("lib/edge.cpp", 1, True),
    ]
    assert (card.include, card.include_path) == ("<lib/edge.h>", "lib/edge.h")
    assert summarize_symbol(READER, ["nothing"]) is None


def test_class_card_has_members_but_no_private_ones():
    card = known(summarize_symbol(READER, ["edge"]))
    assert [(g.kind, g.symbols) for g in card.members] == [(K.METHOD, 1)]
    space = known(summarize_symbol(READER, ["ns"]))
    assert space.overloads[0].users[0].path == "lib/edge.cpp"


def test_overloads_of_a_card_stand_in_the_order_of_the_sources():
    declared = [
        make_symbol("f", usr=usr, line=line, definition=False)
        for usr, line in (("one", 1), ("two", 2))
    ]
    template = make_symbol("f", usr="template", line=3)
    defined = [
        make_symbol("f", usr=usr, path="a.cpp", line=line)
        for usr, line in (("two", 10), ("one", 20))
    ]
    reader = MemoryReader(
        make_file("a.h", symbols=(*declared, template)),
        make_file("a.cpp", symbols=tuple(defined)),
    )
    found = known(resolve_name(reader, "f").found)
    assert found.usrs[0] == "two"
    card = known(summarize_symbol(reader, found.usrs))
    assert [o.keyword.usr for o in card.overloads] == ["one", "two", "template"]


def test_what_stands_on_one_line_keeps_its_order():
    names = ("metre", "foot", "inch")
    symbols = tuple(
        make_symbol(f"Unit::{name}", K.ENUMERATOR, column=9 * at, parent="Unit")
        for at, name in enumerate(names, 1)
    )
    overloads = tuple(
        make_symbol("f", usr=usr, column=column) for usr, column in (("z", 1), ("a", 9))
    )
    unit = make_symbol("Unit", K.ENUM, usr="Unit")
    reader = MemoryReader(make_file("a.h", symbols=(unit, *symbols, *overloads)))
    enumerators, functions = summary_of(reader, "a.h").groups[1:]
    assert tuple(s.name for s in enumerators.sets) == names
    assert [k.usr for k in functions.sets[0].keywords] == ["z", "a"]
    card = known(summarize_symbol(reader, ["Unit"]))
    assert tuple(s.name for s in card.members[0].sets) == names


def test_members_known_by_syntax_are_said_in_words():
    symbols = tuple(
        make_symbol(f"A::{name}", K.METHOD, qualifiers=(Qualifier.UNRESOLVED,))
        for name in ("f", "g")
    )
    for some, words in ((symbols, "2 members are"), (symbols[:1], "1 member is")):
        summary = summary_of(MemoryReader(make_file("a.cpp", symbols=some)), "a.cpp")
        (sentence,) = summary.coverage.sentences
        assert sentence.startswith(f"{words} known by syntax alone: no header")
    row = keyword(
        summary_of(MemoryReader(make_file("a.h", symbols=symbols)), "a.h"),
        symbols[0].usr,
    )
    assert row.qualifiers == (Qualifier.UNRESOLVED,)


def test_what_macros_make_that_were_not_seen_is_said_in_words():
    symbols = tuple(
        make_symbol(name, K.CLASS, qualifiers=(Qualifier.ASSUMED,)) for name in "ab"
    )
    for some, words in (
        (symbols, "2 declarations are"),
        (symbols[:1], "1 declaration"),
    ):
        summary = summary_of(MemoryReader(make_file("a.cpp", symbols=some)), "a.cpp")
        (sentence,) = summary.coverage.sentences
        assert sentence.startswith(words)
        assert "whose header was not found" in sentence


def test_names_with_leading_colons_are_found_and_shown_without_them():
    written = ("::f", "::f()", "#g", "A#g", "::g")
    label = (Markup(MarkupKind.TEXT, "words"),)
    references = (
        *(Markup(MarkupKind.REFERENCE, target=target) for target in written),
        Markup(
            MarkupKind.REFERENCE,
            target="::f",
            children=(Markup(MarkupKind.TEXT, "::f"),),
        ),
        Markup(MarkupKind.REFERENCE, target="::f", children=label),
    )
    comment = make_comment(
        "", details=(Markup(MarkupKind.PARAGRAPH, children=references),)
    )
    symbols = (
        make_symbol("f", usr="global"),
        make_symbol("A", K.CLASS, usr="A", documentation=comment),
        make_symbol("A::f", K.METHOD, usr="member"),
        make_symbol("A::g", K.METHOD, usr="g"),
    )
    reader = MemoryReader(make_file("a.h", symbols=symbols))
    found = known(keyword(summary_of(reader, "a.h"), "A").documentation)
    shown = [(node.target, node.children[0].text) for node in found.details[0].children]
    assert shown == [
        ("global", "f"),
        ("global", "f()"),
        ("g", "g"),
        ("g", "A::g"),
        ("g", "g"),
        ("global", "f"),
        ("global", "words"),
    ]


class CountingReader(MemoryReader):
    """Counts the questions that it is asked, not those it asks itself."""

    asked = 0
    _depth = 0

    def __getattribute__(self, name: str) -> Any:
        method = super().__getattribute__(name)
        if name.startswith("_") or not callable(method):
            return method

        def counted(*args: Any, **options: Any) -> Any:
            self.asked += not self._depth
            self._depth += 1
            try:
                return method(*args, **options)
            finally:
                self._depth -= 1

        return counted


def questions_for(symbols: int) -> int:
    """Return how often a page with so many virtual methods asks the store."""
    comment = make_comment("Words.")
    found = tuple(
        make_symbol(
            f"A::f{line}",
            K.METHOD,
            line=line,
            documentation=comment,
            qualifiers=(Qualifier.VIRTUAL,),
        )
        for line in range(1, symbols + 1)
    )
    elsewhere = tuple(replace(s, path="b.cpp", documentation=None) for s in found)
    uses = tuple(make_occurrence(symbol.usr, 1) for symbol in found)
    reader = CountingReader(
        make_file("a.h", symbols=found),
        make_file("b.cpp", symbols=elsewhere, occurrences=uses),
    )
    known(summarize_file(reader, "a.h", graph=IncludeGraph.of(READER)))
    return reader.asked


def test_more_symbols_are_no_more_questions():
    assert questions_for(40) == questions_for(2) > 0


def test_paths_as_people_write_them():
    assert files_matching(READER, "lib/edge.h") == ("lib/edge.h",)
    assert files_matching(READER, "./edge.h") == ("lib/edge.h",)
    assert files_matching(READER, "dge.h") == ()
    assert files_matching(READER, "") == ()
    assert folders_matching(READER, "lib/") == ("lib",)
    assert folders_matching(READER, ".") == (".",)
