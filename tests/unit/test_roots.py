from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from sphinxext_kwindex.scan import IncludeRoots, ScannedInclude
from sphinxext_kwindex.update.roots import detect_include_roots, resolve_include


def files(spec: dict[str, str]) -> dict[str, list[ScannedInclude]]:
    """Path to the includes, spelled, with blanks between."""
    return {
        path: [
            ScannedInclude(line, "include", spelled, ())
            for line, spelled in enumerate(spelled_all.split(), 1)
        ]
        for path, spelled_all in spec.items()
    }


def roots(spec: dict[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    found = detect_include_roots(files(spec))
    return found.direct, found.after


def test_folder_above_a_path_is_a_root() -> None:
    spec = {"include/lib/a.h": "", "src/a.cpp": "<lib/a.h>", "src/b.cpp": '"lib/a.h"'}
    assert roots(spec) == (("include",), ())


def test_the_source_root_itself_is_a_root() -> None:
    assert roots({"lib/a.h": "", "src/a.cpp": '"lib/a.h"'}) == ((".",), ())


def test_names_without_a_folder_are_looked_for_last() -> None:
    spec = {"inc/util.h": "", "src/a.cpp": '"util.h"', "src/b.cpp": '"util.h"'}
    assert roots(spec) == ((), ("inc",))


def test_what_lies_beside_the_file_needs_no_root() -> None:
    assert roots({"src/a.h": "", "src/a.cpp": '"a.h" "../src/a.h"'}) == ((), ())


def test_angle_brackets_do_not_look_beside_the_file() -> None:
    assert roots({"src/a.h": "", "src/a.cpp": "<a.h>"}) == ((), ("src",))


def test_standard_headers_do_not_vote() -> None:
    spec = {
        "compat/string.h": "",
        "compat/sys/types.h": "",
        "compat/vector": "",
        "a.c": "<string.h> <sys/types.h> <vector>",
    }
    assert roots(spec) == ((), ())


def test_a_root_that_would_hide_a_standard_header_comes_last() -> None:
    spec = {"compat/string.h": "", "compat/x/a.h": "", "a.c": "<x/a.h>"}
    assert roots(spec) == ((), ("compat",))


def test_one_root_for_all_is_better_than_one_for_each() -> None:
    spec = {
        "a/x/one.h": "",
        "b/x/one.h": "",
        "b/x/two.h": "",
        "src/1.c": "<x/one.h> <x/two.h>",
        "src/2.c": "<x/one.h>",
    }
    # b serves all three; what is left for a is nothing.
    assert roots(spec) == (("b",), ())


def test_doubtful_votes_are_not_counted() -> None:
    spec = {"a/u.h": "", "b/u.h": "", "c/u.h": "", "src/1.c": '"u.h"'}
    assert roots(spec) == ((), ())


def test_equal_votes_go_to_the_upper_folder_then_by_name() -> None:
    spec = {
        "z/x/a.h": "",
        "b/x/a.h": "",
        "a/a/x/a.h": "",
        "1.c": "<x/a.h>",
        "2.c": "<x/a.h>",
        "3.c": "<x/a.h>",
    }
    assert roots(spec) == (("b",), ())


def test_odd_operands_are_left_out() -> None:
    spec = {
        "etc/passwd": "",
        "x/a.h": "",
        "1.c": 'MACRO(x) "" <> "/etc/passwd" "../../x/a.h"',
    }
    assert roots(spec) == ((), ())


@settings(deadline=None)  # a busy machine is no fault
@given(st.permutations(["a/l/1.h", "b/l/1.h", "b/l/2.h", "s/1.c", "s/2.c"]))
def test_order_of_the_files_does_not_matter(order: list[str]) -> None:
    spec = {path: "<l/1.h> <l/2.h>" if path.endswith(".c") else "" for path in order}
    assert roots(spec) == (("b",), ())


def test_resolve_include() -> None:
    known = {"i/l/a.h", "s/a.h", "s/b/c.h", "o/u.h", "o/string.h", "a.h"}
    found = IncludeRoots(direct=("i", "."), after=("o",))

    def resolve(spelled: str, path: str = "s/1.c") -> str | None:
        return resolve_include(path, spelled, known, found)

    assert resolve('"a.h"') == "s/a.h"
    assert resolve("<a.h>") == "a.h"
    assert resolve("<l/a.h>") == "i/l/a.h"
    assert resolve('"b/../a.h"') == "s/a.h"
    assert resolve('"..\\a.h"') == "a.h"
    assert resolve("<u.h>") == "o/u.h"
    assert resolve("<string.h>") is None
    assert resolve('"string.h"', "o/1.c") == "o/string.h"
    assert resolve('"../../a.h"') is None
    assert resolve('"/a.h"') is None
    assert resolve("MACRO") is None
