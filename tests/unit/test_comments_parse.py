from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinxext_kwindex.comments import (
    file_documentation,
    folder_comments,
    is_documentation,
    parse_comment,
)
from sphinxext_kwindex.comments.attachment import is_description
from sphinxext_kwindex.comments.commands import BLOCK_COMMAND
from sphinxext_kwindex.comments.documentation import LIMIT
from sphinxext_kwindex.model import (
    Documentation,
    FileFacts,
    Markup,
    MarkupKind,
    Style,
    decode_facts,
    encode_facts,
)
from tests.comment_tree import MARK, cases, show
from tests.example_facts import example_source

INLINE = set(MarkupKind) & {
    MarkupKind.TEXT,
    MarkupKind.EMPHASIS,
    MarkupKind.STRONG,
    MarkupKind.CODE,
    MarkupKind.REFERENCE,
    MarkupKind.LINK,
    MarkupKind.BREAK,
}


@pytest.mark.parametrize("path", cases(), ids=lambda path: path.stem)
def test_golden_case(path):
    raw, _, tree = path.read_text(encoding="utf-8").partition(MARK)

    assert show(parse_comment(raw)) == tree


def test_line_ends_and_tabs_do_not_matter():
    raw = "/** A.\n *\n *\t- b\n */"

    assert parse_comment(raw.replace("\n", "\r\n")) == parse_comment(raw)
    assert parse_comment(raw.replace("\n", "\r")) == parse_comment(raw)


def parsed(raw):
    found = parse_comment(raw)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "raw", ["/** x */", "/*! x */", "/// x", "//! x", "/**< x */", "///< x", "  /// x"]
)
def test_markers_of_documentation(raw):
    assert is_documentation(raw)
    assert parsed(raw).style is Style.DOXYGEN
    assert parsed(raw).brief == (Markup(MarkupKind.TEXT, "x"),)


@pytest.mark.parametrize("raw", ["/* x */", "// x", "//// x", "/*** x */", "x"])
def test_markers_of_plain_comments(raw):
    assert not is_documentation(raw)
    assert parsed(raw).style is Style.PLAIN
    assert parsed(raw).brief == (Markup(MarkupKind.TEXT, "x"),)


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "/**/",
        "/** */",
        "//",
        "///",
        "/*",
        "/**",
        "/*! *",
        "/******/",
        "//////////",
        "// ---- ",
        "/* ===== */",
        "// clang-format off",
        "/// NOLINT",
        "// SPDX-License-Identifier: MIT",
        "/** Copyright 2020 Somebody */",
        "// namespace foo",
        "// int x = 1;",
        "// FIXME: later",
        "/** @{ */",
        "/** @} */",
        "/// @ingroup graph",
    ],
)
def test_what_says_nothing_is_none(raw):
    assert parse_comment(raw) is None


@pytest.mark.parametrize(
    "raw",
    [
        "// Returns the copyright holder's name",
        "/** @file\n * Copyright 2020 X\n * @brief Edges */",
        "// TODO list of a user.\n//\n// Kept sorted.",
        "// Ends with a brace {\n// but says something.",
        "// vimeo is a site",
    ],
)
def test_what_only_looks_like_noise_is_kept(raw):
    assert parse_comment(raw) is not None


@pytest.mark.parametrize(
    ("raw", "describes"),
    [
        ("// Words.", True),
        ("/**/", False),
        ("// ----\n//\n", False),
        ("  // NOLINT(x)", False),
        ("/* Words\n * of a block\n **/", True),
        ("// int x;\n// #endif", False),
        ("// int x;\n// };\n//\n// Words\n// and words\n// and more of them;", False),
        ("// int x;\n// };\n//\n// Words\n// and words\n// and more of them.", True),
        ("/* int x; */\n/* int y; */", False),
        ("// Copyright 2000", False),
    ],
)
def test_plain_comments_that_describe(raw, describes):
    assert is_description(raw, is_first=True, licence=None) is describes


def test_a_licence_is_one_where_the_file_begins_alone():
    raw = "// What a licence says."
    assert is_description(raw, is_first=False, licence=None)
    assert not is_description(raw, is_first=False, licence="a licence")


def test_file_documentation_prefers_the_file_command():
    licence, first = "// Copyright 2020", "// About edges."
    marked = "/** @file x.h\n * @brief Edges. */"

    found = file_documentation([licence, first, marked])
    assert found is not None
    assert found.structural == "file x.h"
    assert file_documentation([licence, first]) == parse_comment(first)
    assert file_documentation([licence]) is None
    assert file_documentation([]) is None


def test_file_command_without_words_does_not_hide_a_text():
    found = file_documentation(["/** About. */", "/** Licence: see \\filename */"])

    assert found == parse_comment("/** About. */")


@pytest.mark.parametrize(
    ("raw", "folder", "brief"),
    [
        ("/** @dir src/util\n * @brief Small things. */", "src/util", "Small things."),
        ("/*! \\dir */", None, None),
        ("/// \\dir\n/// Small things.", "", "Small things."),
        ('/** \\dir "a b/c/"\n Small things. */', "a b/c", "Small things."),
        ("/** \\dir .\\src\\util\\\n Small things. */", "src/util", "Small things."),
        ("// @dir src\n// Small things.", "src", "Small things."),
        ("/** About @directory. */", None, None),
        ("/** @file a.h\n * Not @dir here. */", None, None),
    ],
)
def test_comments_on_folders(raw, folder, brief):
    found = folder_comments(["/** Something else. */", raw])
    said = [(one.folder, one.documentation.brief) for one in found]
    words = () if brief is None else (Markup(MarkupKind.TEXT, brief),)
    assert [one for one in said if one[1]] == ([(folder, words)] if words else [])


def test_a_comment_on_a_folder_is_not_the_files():
    on_folder = "/** @dir src\n * @brief Small things. */"
    assert file_documentation([on_folder]) is None
    assert file_documentation([on_folder, "// About edges."]) == parse_comment(
        "// About edges."
    )


def test_a_long_comment_is_shown_as_it_is():
    found = parsed("/** First line\n" + "*x* `[" * LIMIT + "*/")

    assert found.brief == (Markup(MarkupKind.TEXT, "First line"),)
    (block,) = found.details
    assert block.kind is MarkupKind.CODE_BLOCK
    assert len(block.text) > LIMIT


words = st.sampled_from(
    [
        *"*_`[]<>()|#@\\-+=~&!:;.,{}\"'/ \n\t\0",
        *[
            "\n\n",
            "\n * ",
            "\n    ",
            "/**",
            "*/",
            "/*",
            "//",
            "///",
            "\r\n",
            "```",
            "~~~",
        ],
        *[
            "@param x ",
            "\\code",
            "@endcode",
            "\\f$",
            "\\f[",
            "@internal ",
            "@copydoc X",
        ],
        *["@link a b @endlink", '\\ref a "b"', "@brief ", "@see a, b()", "{@link x}"],
        *[
            "<b>",
            "</b>",
            "<ul>",
            "<li>",
            "<p>",
            "http://a.b/c",
            "a::b()",
            "word",
            "é",
            "\udc80",
        ],
        *[
            "| a | b |\n|---|---|\n",
            "- x\n",
            "1. y\n",
            "> q\n",
            "# h\n",
            "a*b*c",
            "__x__",
        ],
    ]
)
texts = st.one_of(st.text(), st.lists(words, max_size=40).map("".join))


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(["/** ", "/// ", "// ", "/*! ", ""]), texts)
def test_any_text_gives_a_well_formed_tree(marker, text):
    found = parse_comment(marker + text)

    if found is not None:
        assert found != Documentation(found.style)
        check_inline(found.brief)
        check_blocks(found.details)
        for field in found.fields:
            check_blocks(field.body)
        source = dataclasses.replace(example_source("a.h"), documentation=found)
        facts = FileFacts(source)
        assert decode_facts(encode_facts(facts)) == facts


def check_inline(nodes):
    for before, node in zip((None, *nodes), nodes, strict=False):
        assert node.kind in INLINE
        if node.kind is MarkupKind.TEXT:
            assert node.text
            assert before is None or before.kind is not MarkupKind.TEXT
        if node.kind is MarkupKind.LINK:
            assert node.target.lower().startswith(
                ("http://", "https://", "mailto:", "#")
            )
        check_inline(node.children)


def check_blocks(nodes):
    for node in nodes:
        assert node.kind not in INLINE
        if node.kind in {MarkupKind.PARAGRAPH, MarkupKind.HEADING, MarkupKind.CELL}:
            check_inline(node.children)
        else:
            check_blocks(node.children)


@pytest.mark.parametrize(
    "part",
    [
        "[",
        "![",
        "*",
        "`",
        "<b>",
        "_",
        "> ",
        "- ",
        "\\f$ ",
        "\\link a ",
        "x::",
        "\n\n> ",
        "@note ",
        "@code a @endcode ",
        "@internal ",
        "@copydoc a ",
    ],
)
def test_hostile_text_is_read_to_its_end(part):
    found = parse_comment("/** Quoin " + part * (LIMIT // len(part) - 10) + " */")

    assert show(found).count("'Quoin") == 1


def test_a_command_is_found_whole():
    found = BLOCK_COMMAND.search("see \\returns x")
    assert found is not None
    assert found["name"] == "returns"
    assert BLOCK_COMMAND.search("\\returning") is None
    assert BLOCK_COMMAND.search("a\\return") is None


def test_file_comment_below_a_licence_line_keeps_its_brief():
    raw = "// SPDX-License-Identifier: MIT\n/// @file\n/// @brief Text.\n/// @internal"

    documentation = file_documentation([raw])

    assert documentation is not None
    assert documentation.brief == (Markup(MarkupKind.TEXT, "Text."),)
    assert documentation.structural == "file"


def test_what_follows_internal_in_a_file_comment_is_hidden():
    raw = "/**\n * @file\n * @brief Seen.\n *\n * More.\n * @internal\n * Hidden. */"

    documentation = file_documentation([raw])

    assert documentation is not None
    assert documentation.brief == (Markup(MarkupKind.TEXT, "Seen."),)
    assert "Hidden" not in repr(documentation)
