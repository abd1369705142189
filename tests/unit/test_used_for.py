"""What include lines are used for: names to headers to lines."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from typing import Any

import pytest

from sphinxext_kwindex.analysis import IncludeGraph, Tree
from sphinxext_kwindex.analysis.standard_names import headers_of
from sphinxext_kwindex.analysis.used_for import used_for
from sphinxext_kwindex.model import (
    Coverage,
    CoverageLevel,
    FileFacts,
    Include,
    IncludeState,
    Origin,
    Pragma,
    Qualifier,
    Role,
    SymbolKind,
)
from tests.memory_reader import (
    MemoryReader,
    known,
    make_file,
    make_occurrence,
    make_symbol,
)

K = SymbolKind
USED, UNSEEN, UNCHECKED = (
    IncludeState.USED,
    IncludeState.NO_USE_SEEN,
    IncludeState.NOT_CHECKED,
)


def header(path: str, *names: str, **facts: Any) -> FileFacts:
    """Return a header that defines classes."""
    symbols = [make_symbol(name, K.CLASS, path=path, usr=usr(name)) for name in names]
    return make_file(path, symbols=(*symbols, *facts.pop("symbols", ())), **facts)


def usr(name: str) -> str:
    return f"c:@S@{name}"


def to(line: int, target: str, **fields: Any) -> Include:
    return Include(line, f'"{target}"', Origin.PROJECT, target, **fields)


def system(line: int, spelled: str) -> Include:
    return Include(line, spelled, Origin.SYSTEM)


def source(*names: str, includes: tuple[Include, ...], **facts: Any) -> FileFacts:
    """Return a source that names classes, and defines something of its own."""
    path = facts.pop("path", "m.cpp")
    occurrences = tuple(make_occurrence(name, 9, kind=K.CLASS) for name in names)
    own = make_symbol("own", path=path)
    return make_file(
        path,
        occurrences=occurrences,
        includes=includes,
        symbols=(own, *facts.pop("symbols", ())),
        **facts,
    )


def rows(*files: FileFacts, path: str = "m.cpp") -> dict[str, Any]:
    """Return the rows of a file by what they spell."""
    reader = MemoryReader(*files)
    found = used_for(
        Tree(IncludeGraph.of(reader)),
        reader,
        known(reader.file(path)),
        reader.includes_of(path),
    )
    return {row.include.spelled.strip('"'): row for row in found}


def said(row: Any) -> tuple[IncludeState, list[str], list[tuple[str, list[str]]]]:
    return (
        row.include.state,
        [ref.name for ref in row.used],
        [(way.path, [ref.name for ref in way.symbols]) for way in row.through],
    )


def test_names_go_to_the_header_that_declares_them():
    found = rows(
        header("a.h", "A", "Other"),
        header("b.h", "B"),
        source(usr("A"), includes=(to(1, "a.h"), to(2, "b.h"))),
    )
    assert said(found["a.h"]) == (USED, ["A"], [])
    assert said(found["b.h"]) == (UNSEEN, [], [])


def test_members_go_with_their_class():
    found = rows(
        header("a.h", "A"),
        source(
            f"{usr('A')}@F@get#1",
            f"{usr('A')}@FI@x",
            usr("A"),
            includes=(to(1, "a.h"),),
        ),
    )
    assert said(found["a.h"]) == (USED, ["A"], [])


def test_an_indirect_name_goes_to_the_narrowest_line_that_leads_to_it():
    found = rows(
        header("deep.h", "Deep"),
        header("b.h", "B", includes=(to(1, "deep.h"),)),
        header("wide.h", "Wide", includes=(to(1, "b.h"), to(2, "c.h"))),
        header("c.h", "C"),
        source(usr("Deep"), includes=(to(1, "wide.h"), to(2, "b.h"))),
    )
    assert said(found["b.h"]) == (USED, [], [("deep.h", ["Deep"])])
    assert said(found["wide.h"]) == (UNSEEN, [], [])


def test_an_indirect_name_goes_to_the_files_own_header_first():
    found = rows(
        header("deep.h", "Deep"),
        header("m.h", "M", includes=(to(1, "deep.h"), to(2, "c.h"))),
        header("b.h", "B", includes=(to(1, "deep.h"),)),
        header("c.h", "C"),
        source(usr("Deep"), includes=(to(1, "b.h"), to(2, "m.h"))),
    )
    assert said(found["m.h"]) == (USED, [], [("deep.h", ["Deep"])])
    assert said(found["b.h"]) == (UNSEEN, [], [])


def test_the_own_header_is_not_said_to_be_of_no_use():
    found = rows(header("m.h", "M"), source(includes=(to(1, "m.h"),)))
    assert said(found["m.h"]) == (UNCHECKED, [], [])


def test_a_forward_declaration_does_not_give_a_class():
    forward = make_symbol("A", K.CLASS, path="fwd.h", usr=usr("A"), definition=False)
    found = rows(
        header("a.h", "A"),
        header("fwd.h", "F", symbols=(forward,)),
        source(usr("A"), includes=(to(1, "fwd.h"), to(2, "a.h"))),
    )
    assert said(found["fwd.h"]) == (UNSEEN, [], [])
    assert said(found["a.h"]) == (USED, ["A"], [])


def test_a_macro_comes_from_where_it_was_not_skipped():
    def defining(path: str, *, definition: bool) -> FileFacts:
        macro = make_symbol("M", K.MACRO, path=path, definition=definition)
        return make_file(path, symbols=(replace(macro, usr="c:@macro@M"),))

    found = rows(
        defining("a.h", definition=False),
        defining("b.h", definition=True),
        source("c:@macro@M", includes=(to(1, "a.h"), to(2, "b.h"))),
    )
    assert said(found["a.h"]) == (UNSEEN, [], [])
    assert said(found["b.h"]) == (USED, ["M"], [])


def test_a_forward_declaration_does_where_no_definition_is_read():
    forward = make_symbol("A", K.CLASS, path="fwd.h", usr=usr("A"), definition=False)
    found = rows(
        header("a.h", "A"),
        header("fwd.h", symbols=(forward,)),
        source(usr("A"), includes=(to(1, "fwd.h"),)),
    )
    assert said(found["fwd.h"]) == (USED, ["A"], [])


def test_what_the_file_defines_is_no_use():
    own = make_symbol("A", K.CLASS, path="m.cpp", usr=usr("A"))
    found = rows(
        header("a.h", "A", "B"),
        source(usr("A"), includes=(to(1, "a.h"),), symbols=(own,)),
    )
    assert said(found["a.h"]) == (UNSEEN, [], [])


def test_a_function_that_the_file_defines_uses_its_declaration():
    function = "c:@F@run#"
    declared = make_symbol("run", path="port.h", usr=function, definition=False)
    defined = make_symbol("run", path="m.cpp", usr=function)
    found = rows(
        make_file("port.h", symbols=(declared,)),
        make_file(
            "m.cpp",
            symbols=(defined,),
            occurrences=(make_occurrence(function, 3, Role.DEFINITION),),
            includes=(to(1, "port.h"),),
        ),
    )
    assert said(found["port.h"]) == (USED, ["run"], [])


def test_namespaces_are_no_names():
    found = rows(
        make_file("a.h", symbols=(make_symbol("n", K.NAMESPACE, usr="c:@N@n"),)),
        source("c:@N@n", includes=(to(1, "a.h"),)),
    )
    assert found["a.h"].used == ()


@pytest.mark.parametrize(
    "facts",
    [
        {"coverage": Coverage(CoverageLevel.PARTIAL, ("x.h",))},
        {"coverage": Coverage(CoverageLevel.FULL, identifiers=9, unresolved=1)},
        {"skipped": ((4, 5),)},
        {"symbols": (make_symbol("M", K.MACRO, path="m.cpp", value="B()"),)},
    ],
    ids=["partial", "unresolved", "skipped", "macro"],
)
def test_where_a_use_may_be_hidden_nothing_is_said(facts):
    found = rows(header("b.h", "B"), source(includes=(to(1, "b.h"),), **facts))
    assert said(found["b.h"]) == (UNCHECKED, [], [])


@pytest.mark.parametrize(
    "target",
    [
        header("b.h", "B", coverage=Coverage(CoverageLevel.PARTIAL, errors=1)),
        make_file("b.h"),
        header("b.h", "B", pragmas=(Pragma(1, "friend m.cpp"),)),
    ],
    ids=["damaged", "empty", "friend"],
)
def test_of_a_header_that_may_hide_a_use_nothing_is_said(target):
    found = rows(target, source(includes=(to(1, "b.h"),)))
    assert said(found["b.h"]) == (UNCHECKED, [], [])


def test_skipped_lines_and_fragments_are_not_checked():
    found = rows(
        header("b.inc", "B"),
        header("c.h", "C"),
        source(usr("C"), includes=(to(1, "b.inc"), to(2, "c.h", active=False))),
    )
    assert said(found["b.inc"]) == (UNCHECKED, [], [])
    assert said(found["c.h"]) == (UNCHECKED, [], [])


def test_a_file_of_includes_alone_hands_them_on():
    guard = make_symbol("G", K.MACRO, qualifiers=(Qualifier.HEADER_GUARD,), value="")
    all_of_it = make_file("all.h", symbols=(guard,), includes=(to(1, "b.h"),))
    found = rows(header("b.h", "B"), all_of_it, path="all.h")
    assert said(found["b.h"]) == (UNCHECKED, [], [])


def test_text_alone_tells_nothing():
    found = rows(
        header("b.h", "B"),
        source(
            usr("B"), includes=(to(1, "b.h"),), coverage=Coverage(CoverageLevel.SYNTAX)
        ),
    )
    assert said(found["b.h"]) == (UNCHECKED, [], [])


# Pragmas


@pytest.mark.parametrize("level", [CoverageLevel.SYNTAX, CoverageLevel.PARTIAL])
def test_a_line_that_nobody_looked_for_names_its_target(level):
    def unknown(line: int, spelled: str, **fields: Any) -> Include:
        return Include(line, spelled, Origin.UNKNOWN, **fields)

    includes = (
        unknown(1, '"b.h"'),
        unknown(2, '"same.h"'),
        unknown(3, "<vector>"),
        unknown(4, '"c.h"', active=False),
        unknown(5, "MACRO"),
        Include(6, '"c.h"', Origin.MISSING),
    )
    others = ("x/b.h", "x/same.h", "y/same.h", "x/c.h")
    found = rows(
        make_file("m.cpp", includes=includes, coverage=Coverage(level)),
        *map(make_file, others),
    )
    assert [row.named for row in found.values()] == ["x/b.h", "", "", "", ""]
    assert found["b.h"].include.target is None


def test_a_kept_line_is_not_said_to_be_of_no_use():
    found = rows(
        header("b.h", "B"),
        source(includes=(to(1, "b.h"),), pragmas=(Pragma(1, "keep"),)),
    )
    assert said(found["b.h"]) == (UNCHECKED, [], [])
    assert found["b.h"].pragma == "keep"


@pytest.mark.parametrize(
    "pragmas",
    [(Pragma(1, "export"),), (Pragma(0, "begin_exports"), Pragma(5, "end_exports"))],
)
def test_a_header_hands_on_what_it_exports(pragmas):
    found = rows(
        header("deep.h", "Deep"),
        header("b.h", "B", includes=(to(1, "deep.h"),), pragmas=pragmas),
        header("c.h", "C", includes=(to(1, "deep.h"),)),
        source(usr("Deep"), includes=(to(1, "c.h"), to(2, "b.h"))),
    )
    (way,) = found["b.h"].through
    assert (way.path, way.handed) == ("deep.h", True)
    assert said(found["c.h"]) == (UNSEEN, [], [])


def test_a_private_header_is_got_by_the_one_it_names():
    private = Pragma(1, 'private, include "lib/b.h"')
    found = rows(
        header("lib/deep.h", "Deep", pragmas=(private,)),
        header("lib/b.h", "B", includes=(to(1, "lib/deep.h"),)),
        header("c.h", "C", includes=(to(1, "lib/deep.h"),)),
        source(usr("Deep"), includes=(to(1, "c.h"), to(2, "lib/b.h"))),
    )
    (way,) = found["lib/b.h"].through
    assert (way.path, way.handed) == ("lib/deep.h", True)
    assert found["c.h"].through == ()


# Standard headers


def standard(*usrs: str, spelled: tuple[str, ...], **facts: Any) -> dict[str, Any]:
    includes = tuple(system(line, one) for line, one in enumerate(spelled, 1))
    return rows(source(*usrs, includes=includes, **facts))


def test_standard_headers_are_known_by_their_names():
    found = standard(
        "c:@N@std@ST>2#T#T@vector@F@size#1",
        "c:@N@std@N@__cxx11@ST>3#T#T#T@basic_string",
        "c:@F@memcpy",
        "c:@macro@assert",
        "c:@N@std@E@memory_order@memory_order_relaxed",
        "c:@N@std@FT@>1#Tmove#&&t0.0#",
        spelled=(
            *("<algorithm>", "<atomic>", "<cassert>", "<map>", "<string.h>"),
            *("<string>", "<utility>", "<vector>"),
        ),
    )
    names = {spelled: said(row)[:2] for spelled, row in found.items()}
    assert names == {
        "<algorithm>": (UNCHECKED, []),
        "<atomic>": (USED, ["std::memory_order"]),
        "<cassert>": (USED, ["assert"]),
        "<map>": (UNSEEN, []),
        "<string.h>": (USED, ["memcpy"]),
        "<string>": (USED, ["std::string"]),
        "<utility>": (USED, ["std::move"]),
        "<vector>": (USED, ["std::vector"]),
    }


def test_every_name_of_std_that_has_a_page_has_a_header():
    data = files("sphinxext_kwindex.analysis") / "cppreference.txt"
    names: set[str] = set()
    for line in data.read_text("utf-8").splitlines():
        scope, _, entries = line.partition("\t")
        if scope == "std":
            entries = entries.partition("\t")[2]
            names.update(entry.partition(":")[0] for entry in entries.split(" "))
    gone = {"gets", "in_place_tag", "istrstream", "ostrstream", "strstream"}
    without = {name for name in names if not headers_of(name)}
    assert without == gone | {"strstreambuf"}
    assert headers_of("atomic_fetch_add") == ("atomic",)
    assert headers_of("is_abstract_v") == ("type_traits",)
    assert headers_of("fetestexcept") == ("cfenv", "fenv.h")
    assert headers_of("streambuf") == ("iosfwd", "iostream", "streambuf")
    assert headers_of("nothing_known") == ()


def test_with_a_standard_name_that_the_table_lacks_nothing_is_said():
    found = standard("c:@N@std@S@strange_thing", spelled=("<map>",))
    assert said(found["<map>"])[0] is UNCHECKED


def test_names_of_the_system_may_come_from_c_headers():
    found = standard("c:@F@fsync", spelled=("<map>", "<stdio.h>"))
    assert said(found["<map>"])[0] is UNSEEN
    assert said(found["<stdio.h>"])[0] is UNCHECKED


def test_headers_that_are_needed_without_a_name_are_not_checked():
    found = standard(spelled=("<initializer_list>", "<unistd.h>", "<new>"))
    assert {said(row)[0] for row in found.values()} == {UNCHECKED}


def test_an_operator_belongs_to_the_header_of_an_operand():
    plus = "c:@N@std@FT@>1#Toperator+#&1>@N@std@ST>3#T#T#T@basic_string1t0.0#"
    found = standard(plus, spelled=("<map>", "<string>"))
    assert said(found["<map>"])[0] is UNSEEN
    assert said(found["<string>"])[0] is UNCHECKED
