"""IWYU pragmas: found in comments, and what they say."""

from __future__ import annotations

import pytest

from sphinxext_kwindex.analysis.pragmas import Pragmas
from sphinxext_kwindex.model import Pragma
from sphinxext_kwindex.scan import scan_text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('#include "a.h"  // IWYU pragma: keep\n', [(1, "keep")]),
        ("\n/* IWYU pragma: private */ int x;\n", [(2, "private")]),
        ("// IWYU pragma:export", [(1, "export")]),
        ('//  IWYU pragma: private,  include\t"a.h"', [(1, 'private, include "a.h"')]),
        ("\r\n\r// IWYU pragma: keep\r\n", [(3, "keep")]),
        ("// See IWYU pragma: keep", []),
        ("// IWYU pragma: ", []),
        ("int iwyu_pragma;", []),
    ],
)
def test_pragmas_are_found_in_comments(text, found):
    assert [tuple(one) for one in scan_text(text).pragmas] == found


def test_lines_between_begin_and_end_are_exported():
    pragmas = Pragmas.of(
        [Pragma(2, "begin_exports"), Pragma(4, "end_exports"), Pragma(6, "keep why")]
    )
    words = [pragmas.word(line) for line in range(1, 8)]
    assert words == ["", "export", "export", "export", "", "keep", ""]


def test_an_open_range_goes_to_the_end():
    assert Pragmas.of([Pragma(2, "begin_keep")]).word(99) == "keep"


def test_a_private_header_may_name_another_and_friends():
    pragmas = Pragmas.of(
        [Pragma(1, 'private, include "a/b.h"'), Pragma(2, 'friend "a/.*"')]
    )
    assert (pragmas.private, pragmas.instead) == (True, '"a/b.h"')
    assert pragmas.friends == ("a/.*",)
    assert Pragmas.of([Pragma(1, "private")]).instead == ""


def test_what_is_not_known_says_nothing():
    unknown = [Pragma(1, "no_include <x>"), Pragma(2, "end_keep"), Pragma(3, "always")]
    assert Pragmas.of(unknown) == Pragmas()
