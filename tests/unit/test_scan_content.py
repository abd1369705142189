from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinxext_kwindex.model import (
    CoverageLevel,
    Documentation,
    FolderComment,
    Origin,
    Style,
)
from sphinxext_kwindex.scan import ContentKind, classify, decode, text_facts

SOURCE = "#include <a>\nint é; // ü\n"
CONFLICT = b"int a;\n<<<<<<< ours\nint b;\n=======\nint c;\n>>>>>>> theirs\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (SOURCE.encode(), "utf-8"),
        (SOURCE.encode("utf-8-sig"), "utf-8-sig"),
        (SOURCE.encode("latin-1"), "latin-1"),
        (SOURCE.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + SOURCE.encode("utf-16-be"), "utf-16"),
        (SOURCE.encode("utf-32"), "utf-32"),
        (SOURCE.encode("utf-16-le"), "utf-16"),
        (SOURCE.encode("utf-16-be"), "utf-16"),
        (SOURCE.encode("utf-32-le"), "utf-32"),
        (SOURCE.encode("utf-32-be"), "utf-32"),
    ],
)
def test_encodings_are_found(data: bytes, encoding: str) -> None:
    assert decode(data) == (SOURCE, encoding)


def test_nul_in_a_source_does_not_make_it_utf_16() -> None:
    assert decode(b"int a;\0int b;").encoding == "utf-8"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", ContentKind.EMPTY),
        (b" \r\n\t\x0c", ContentKind.EMPTY),
        (b"\xef\xbb\xbf\n", ContentKind.EMPTY),
        (b"int a;\n", ContentKind.TEXT),
        (b"int a;\0\n", ContentKind.TEXT),
        (SOURCE.encode("utf-16"), ContentKind.TEXT),
        (SOURCE.encode("utf-16-le"), ContentKind.TEXT),
        (SOURCE.encode("latin-1"), ContentKind.TEXT),
        (b"\x7fELF\x02\x01\x01" + bytes(50), ContentKind.BINARY),
        (bytes(range(256)), ContentKind.BINARY),
        (b"\0", ContentKind.BINARY),
        (
            b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n",
            ContentKind.LFS,
        ),
        (CONFLICT, ContentKind.CONFLICT),
        (CONFLICT.replace(b"\n", b"\r\n"), ContentKind.CONFLICT),
        (CONFLICT[7:], ContentKind.CONFLICT),
        (CONFLICT.replace(b"=======", b"== == =="), ContentKind.TEXT),
        (b"a <<<<<<< b\n", ContentKind.TEXT),
    ],
)
def test_content_is_classified(data: bytes, kind: ContentKind) -> None:
    assert classify(data) is kind


@settings(deadline=None)  # a busy machine is no fault
@given(st.binary())
def test_any_bytes_have_facts(data: bytes) -> None:
    facts = text_facts("a/b.h", data)
    source = facts.source
    assert source.bytes == len(data)
    assert source.lines == source.code + source.comment + source.blank
    assert classify(data) in ContentKind


def test_text_facts() -> None:
    parsed = Documentation(Style.DOXYGEN)
    text = (
        "// SPDX-License-Identifier: MIT\n\n// Adds.\n\n#ifndef G\n#define G\n"
        "#ifdef A\n#include <b.h>\n#endif\n"
        f"/// Twice.\n#define F(x, ...) {'y' * 90}\n#endif\n"
    )
    facts = text_facts(
        "a.h",
        text.encode(),
        reason="the parser crashed",
        parse_comment=lambda raw: Documentation(Style.DOXYGEN, structural=raw),
        file_documentation=lambda raws: Documentation(Style.PLAIN, structural=raws[1]),
        folder_comments=lambda raws: (FolderComment(raws[1], parsed),),
    )
    source = facts.source
    assert source.folders == (("// Adds.", parsed),)
    assert (source.path, source.language, source.encoding) == ("a.h", "c", "utf-8")
    assert (source.lines, source.code, source.comment, source.blank) == (12, 7, 3, 2)
    assert source.licence == "MIT"
    assert source.coverage.level is CoverageLevel.TEXT
    assert source.coverage.reason == "the parser crashed"
    assert source.documentation == Documentation(Style.PLAIN, structural="// Adds.")
    (include,) = facts.includes
    assert (include.line, include.spelled, include.origin) == (
        8,
        "<b.h>",
        Origin.UNKNOWN,
    )
    assert include.conditions == ("defined(A)",)
    guard, macro = facts.symbols
    assert guard.qualifiers == ("header guard",)
    assert guard.value is None
    assert (macro.usr, macro.kind) == ("c:@macro@F", "macro")
    assert macro.position == (11, 9)
    assert macro.span == (11, 9, 11, 19 + 90)
    assert "".join(part.text for part in macro.signature) == "F(x, ...)"
    assert macro.qualifiers == ("function-like", "variadic")
    assert macro.value == "y" * 79 + "…"
    assert macro.conditions == ()
    assert macro.documentation == Documentation(Style.DOXYGEN, structural="/// Twice.")


def test_binary_data_has_no_lines() -> None:
    source = text_facts("a.c", b"\x7fELF\n" + bytes(50)).source
    assert (source.lines, source.bytes) == (0, 55)
