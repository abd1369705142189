"""The short way past the Markdown parser gives what the parser gives."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinxext_kwindex.comments.inline import (
    parse_blocks,
    parse_inline,
    parse_markdown,
)
from sphinxext_kwindex.comments.plain import plain_blocks

PIECES = [
    "word", "Name", "a_b", "x", "12", "ns::f()", "#Name", "T", "b", "code", "mail",
    " ", " ", " ", "\n", "\n", "\n\n", "  ", "    ",
    "*", "**", "_", "__", "`", "``", "```", "```cpp\n", "~~~", "~",
    "\\c ", "@c ", "\\a\n", "@p ", "\\b ", "\\ref ", '"label"', "\\", "@", "\\n ",
    "<", ">", "</", "/>", "http://a.b", "&", "&amp;", "#", "%", "|", "-", "--", "=",
    "+", "1.", "2)", "[", "]", "(", ")", "{", "}", "!", ":", ";", ".", ",", "'", "é",
    "\n\n    ", "\n- ", "\n  * ", "\n1. ", "\n0) ", "\n> ", "a|b\n-|-\n", "]: ", "](",
    "^",
]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "",
        "One line.",
        "  Two lines,\n  the same paragraph.\n\nAnother one.",
        "Returns `true` if `ns::f()` did, else `x < y`.",
        "A `span over\n  two` lines.",
        r"The \c value of @p x and \a y\n, \b not (\c z).",
        '\\ref Name "what it is", \\ref ::other.',
        "Text:\n```cpp\nint x;\n\n  int y;\n```\nMore text.",
        "a * b * c, char*, *this and **argv or a*b, x_y_z and _x",
        "Vector<int> of std::pair<A, B> & more, <T> a < b > c",
        "|value| is shown; mail to me@example, see [1] and #Name",
        "A *word* in a paragraph, [a link](http://x.y), more.",
        "Text:\n\n    int x;\n\n      int y;\n\nMore text.\n\n    code",
        "    code\n```\nmore\n```\n    and more\ntext",
        "4.7.5 is no list, nor is what ends\n0. Or this\n20) below a line.",
        "::= Name\n:= more\n--flag is no rule, nor is\n-- this",
        "*.cc files, 2^8 & &x\n^ and **argv, __init__",
    ],
)
def test_common_texts_need_no_parser(text):
    assert plain_blocks(text, parse_inline) == parse_markdown(text)


@pytest.mark.parametrize(
    "text",
    [
        "- item",
        "Text\n- item",
        "1. item",
        "# Heading",
        "Heading\n=======",
        "    code\n        \n    more",
        "> quote",
        "a | b\n--|--\n1 | 2",
        "[name]: http://a.b",
        "```\nnever closed",
    ],
)
def test_blocks_are_left_to_the_parser(text):
    assert plain_blocks(text, parse_inline) is None


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_any_text_is_as_the_parser_reads_it(text):
    blocks = plain_blocks(text, parse_inline)
    expected = parse_markdown(text)

    assert blocks is None or blocks == expected
    assert parse_blocks(text) == expected
