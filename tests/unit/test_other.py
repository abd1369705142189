"""Files outside the C family: outlines, counts and colours from the text alone."""

from __future__ import annotations

import ast
import textwrap
from pathlib import Path

import pytest

from sphinxext_kwindex.model import (
    OTHER_USR,
    CoverageLevel,
    FileFacts,
    Language,
    Origin,
    Qualifier,
    RelationKind,
    SourceFile,
    Symbol,
    TokenKind,
    decode_facts,
    encode_facts,
)
from sphinxext_kwindex.other import OtherTree, other_facts, python
from sphinxext_kwindex.other.lexer import lex
from sphinxext_kwindex.other.skeleton import skeleton_of
from sphinxext_kwindex.render import plain_text, signature_text
from sphinxext_kwindex.scan import is_other, language_of, other_language

TESTS = Path(__file__).parents[1]


def read(
    path: str, text: str, *others: str, language: Language | None = None
) -> FileFacts:
    data = textwrap.dedent(text).encode()
    tree = OtherTree.of((path, *others))
    facts = other_facts(path, data, language or language_of(path, data), tree)
    assert decode_facts(encode_facts(facts)) == facts
    return facts


def brief(one: Symbol | SourceFile) -> str:
    assert one.documentation is not None
    return plain_text(one.documentation.brief)


def names(facts: FileFacts) -> list[tuple[str, str, int]]:
    return [
        (one.kind.value, one.qualified_name, one.position.line) for one in facts.symbols
    ]


def targets(facts: FileFacts) -> list[tuple[int, str, str | None]]:
    return [(one.line, one.spelled, one.target) for one in facts.includes]


PYTHON = '''\
#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Train models, e.g. small ones.  More words.

And a paragraph.
"""
import os, pkg.deep
from . import near
from pkg.deep import Base as B, other

class Trainer(B, metaclass=abc.ABCMeta):
    """Trains."""

    @property
    @abc.abstractmethod
    def rate(
        self,
        *,  # only by name
        x: int = 1,
    ) -> "a: b":
        """The rate."""
        def local(): import sys

    async def fit(self, x: dict = {1: 2}): return x

    class Inner(Local): pass

if True:
    def late(): pass  # ü
'''


def test_python_declares_and_imports():
    facts = read(
        "src/pkg/train.py",
        PYTHON,
        "src/pkg/__init__.py",
        "src/pkg/near.py",
        "src/pkg/deep/__init__.py",
        "src/pkg/deep/other.py",
    )
    assert names(facts) == [
        ("class", "Trainer", 11),
        ("method", "Trainer.rate", 16),
        ("method", "Trainer.fit", 24),
        ("class", "Trainer.Inner", 26),
        ("function", "late", 29),
    ]
    trainer, rate, fit, inner, late = facts.symbols
    assert trainer.usr == f"{OTHER_USR}src/pkg/train.py@Trainer"
    assert rate.parent == fit.parent == inner.parent == trainer.usr
    assert [signature_text(one.signature) for one in facts.symbols] == [
        "class Trainer(B, metaclass=abc.ABCMeta)",
        'def rate(self, *, x: int = 1) -> "a: b"',
        "async def fit(self, x: dict = {1: 2})",
        "class Inner(Local)",
        "def late()",
    ]
    assert rate.qualifiers == (Qualifier.ABSTRACT,)
    assert (rate.span.line, late.position.column) == (14, 9)
    assert brief(rate) == "The rate."
    assert facts.source.licence == "MIT"
    assert brief(facts.source) == "Train models, e.g. small ones."
    assert targets(facts) == [
        (7, "os", None),
        (7, "pkg.deep", "src/pkg/deep/__init__.py"),
        (8, ".near", "src/pkg/near.py"),
        (9, "pkg.deep", "src/pkg/deep/__init__.py"),
        (9, "pkg.deep.other", "src/pkg/deep/other.py"),
        (22, "sys", None),
    ]
    assert facts.includes[0].origin is Origin.SYSTEM
    (base,) = facts.relations
    assert base.kind is RelationKind.BASE
    assert base.target == f"{OTHER_USR}src/pkg/deep/__init__.py@Base"
    assert facts.source.coverage.level is CoverageLevel.OUTLINE


def test_names_of_python_are_marked_in_the_listing():
    facts = read("a.py", "class Ü:\n    def f(self): return 'x' # y\n")
    assert [(o.line, o.column, o.length) for o in facts.occurrences] == [
        (1, 7, 2),
        (2, 9, 1),
    ]
    assert [(t.line, t.column, t.length, t.kind) for t in facts.tokens] == [
        (1, 1, 5, TokenKind.KEYWORD),
        (2, 5, 3, TokenKind.KEYWORD),
        (2, 18, 6, TokenKind.KEYWORD),
        (2, 25, 3, TokenKind.STRING),
        (2, 29, 3, TokenKind.COMMENT),
    ]


@pytest.mark.parametrize(
    ("imports", "path", "target"),
    [
        ("import helper", "tools/run.py", "tools/helper.py"),
        ("import tools.helper", "setup.py", "tools/helper.py"),
        ("from .helper import x", "tools/run.py", "tools/helper.py"),
        ("from .. import helper", "tools/sub/run.py", "tools/helper.py"),
        ("from ..helper import x", "tools/sub/run.py", "tools/helper.py"),
        ("from .... import x", "tools/run.py", None),
        ("import numpy", "tools/run.py", None),
        ("import twice", "setup.py", None),
    ],
)
def test_imports_lead_to_one_file_or_none(imports, path, target):
    packages = ("a/pk/__init__.py", "b/pk/__init__.py")
    facts = read(
        path, imports, "tools/helper.py", "a/twice.py", "b/twice.py", *packages
    )
    assert [one.target for one in facts.includes] == [target]


@pytest.mark.parametrize(
    "text", ["def f(x=):\n", "def f(:\n", "import \0\n", "(" * 5000 + ")" * 5000]
)
def test_what_is_not_python_is_plain_text(text):
    facts = read("a.py", text)
    assert facts.source.coverage.level is CoverageLevel.PLAIN
    assert facts.source.coverage.reason
    assert (facts.symbols, facts.includes) == ((), ())
    assert facts.source.lines == text.count("\n") + (not text.endswith("\n"))


def test_python_2_and_later_versions_have_an_outline():
    text = "print 'old'\ndef f():\n    exec 'x' in {}\n    x = 1 ~~ 2\n"
    facts = read("a.py", text)
    assert names(facts) == [("function", "f", 2)]
    assert facts.symbols[0].span == (2, 1, 4, 15)


SKELETONS = [
    "x = [\n1,\n]; y = '''a\nb'''\ndef f(a=(1,\n2)):\n  'D.'\n  return {\n 1}\n",
    "def f():\n    (r'Doc'\n     'more')\n    x = 1; y = 2;\n\n\ndef g(): pass\n",
    "class A(B.C, m=D):\n    'D.'\n    a = (\n)\n    @x(1)\n    async def f(s): 0\n",
    "def f():\n    if a:\n        import b\n    else:\n        c = 1 + \\\n  2\n",
    "def f():\n    d = 4 \\\n\n\nclass A:\n    x = 1; y = 2;\n",
    "if x[1:2]:\n  def f(): pass\nelif y:\n  pass\nwhile (z):\n  class A: b = 1\n",
    "def f():\n  class Local(A):\n    def g(self):\n      from . import h\n",
    "match = 1\nmatch x:\n    case {1: y}:\n        def f(): return y\nü = 'ä'; f(ü)\n",
    "def f():  # a (\n    # b (\n    x = f('(')  # )\n    return x  # the end\n",
]


@pytest.mark.parametrize(
    "text",
    [*SKELETONS, *(one.read_text("utf-8") for one in sorted(TESTS.glob("*.py")))],
    ids=lambda text: repr(text[:20]),
)
def test_without_its_expressions_a_file_says_the_same(text, monkeypatch):
    lexed = lex(text.encode(), Language.PYTHON)
    skeleton = skeleton_of(lexed.uncommented, lexed.masked)
    assert skeleton is not None
    ast.parse(skeleton)
    found = read("a.py", text)
    monkeypatch.setattr(python, "skeleton_of", lambda *_: None)
    assert read("a.py", text) == found


def test_a_text_that_cannot_be_taken_apart_has_no_skeleton():
    def found(text: str) -> bytes | None:
        lexed = lex(text.encode(), Language.PYTHON)
        return skeleton_of(lexed.uncommented, lexed.masked)

    assert found("x = )\n") is None
    assert found("x = " + "(" * 20 + ")" * 20) is None
    assert found("x = 1\nyy = (1,\n 2)\n") == b"(\n\n  )\n"


CMAKE = """\
#[==[ Copyright 2020
add_library(no) ]==]
cmake_minimum_required(VERSION 3.20)
option(WITH_X "Build with it. More." ON)
add_library(core STATIC a.cpp $<IF:1,b,c>)
add_executable("tool (1)" main.cpp) # add_library(no)
add_library(${computed} x.cpp)
function(my_rule target kind)
endfunction()
add_subdirectory(sub)
include(${CMAKE_CURRENT_LIST_DIR}/flags.cmake)
include(Helpers)
include(GNUInstallDirs)
message("add_library(no)")
"""


def test_cmake_targets_options_and_files():
    facts = read(
        "lib/CMakeLists.txt",
        CMAKE,
        "lib/sub/CMakeLists.txt",
        "lib/flags.cmake",
        "cmake/Helpers.cmake",
    )
    assert names(facts) == [
        ("variable", "WITH_X", 4),
        ("target", "core", 5),
        ("target", "tool (1)", 6),
        ("function", "my_rule", 8),
    ]
    option, core, tool, rule = facts.symbols
    assert option.value == "ON"
    assert brief(option) == "Build with it."
    assert signature_text(core.signature) == "add_library(core STATIC)"
    assert signature_text(rule.signature) == "function(my_rule target kind)"
    assert tool.position == (6, 17)
    assert targets(facts) == [
        (10, "sub", "lib/sub/CMakeLists.txt"),
        (11, "${CMAKE_CURRENT_LIST_DIR}/flags.cmake", "lib/flags.cmake"),
        (12, "Helpers", "cmake/Helpers.cmake"),
        (13, "GNUInstallDirs", None),
    ]
    assert (facts.source.code, facts.source.comment) == (12, 2)


MARKDOWN = """\
---
title: no
---
# The *title* of `all` #

Setext, [linked](x.md)
---

    # no
```c
# no
``
```
~~~
````
# no
~~~
- no
---
### Deep ###
## Setext, linked
#no
"""


def test_titles_of_markdown():
    facts = read("a/README.md", MARKDOWN)
    assert names(facts) == [
        ("section", "The title of all", 4),
        ("section", "The title of all / Setext, linked", 6),
        ("section", "The title of all / Setext, linked / Deep", 20),
        ("section", "The title of all / Setext, linked", 21),
    ]
    top, first, deep, again = facts.symbols
    assert (first.parent, deep.parent, again.parent) == (top.usr, first.usr, top.usr)
    assert len({one.usr for one in facts.symbols}) == 4
    assert (first.span.line, first.span.end_line) == (6, 20)
    assert first.name == "Setext, linked"
    assert brief(facts.source) == "The title of all"


BADGES = "[![Build](a.svg)](b)\n\n<!-- Words that\n\nnobody sees. -->\n\n* A list.\n\n"
PARTS = "# Features\n\nWords.\n\n# Building\n"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (PARTS, "Features"),
        (BADGES + PARTS, "Features"),
        ("---\nfront: a matter of words\n---\n" + PARTS, "Features"),
        # A text that has begun before its first section.
        ("**A library** for this and that.\n\n" + PARTS, None),
        ("A library for this and that.\n\n# Library\n\n## Building\n", "Library"),
        ("Words without any title.\n", None),
    ],
)
def test_the_title_of_a_text_stands_above_its_words(text, title):
    source = read("a/README.md", text).source
    assert (brief(source) if source.documentation else None) == title


RST = """\
=====
 Top
=====

Part :class:`~a.B`
==================

x

Detail ``f()``
--------------

- a list
----------

===  ===
a    b
===  ===

Part two
========
"""


def test_titles_of_restructuredtext():
    assert names(read("x.rst", RST)) == [
        ("section", "Top", 2),
        ("section", "Top / Part B", 5),
        ("section", "Top / Part B / Detail f()", 10),
        ("section", "Top / Part two", 20),
    ]


_C = "(c) 2020"


@pytest.mark.parametrize(
    ("path", "text", "code", "comment", "licence", "purpose"),
    [
        ("a.yaml", "# Runs.\n\na: b#c # d\ne: 'x' # don't\n", 2, 1, None, "Runs."),
        ("a.json", '{"a": "//no"}\n', 1, 0, None, None),
        ("a.sh", "#!/bin/sh\n# Runs all.\necho $# \\# # c\n", 1, 2, None, "Runs all."),
        ("a.toml", 's = """\n# no\n"""\n# yes\n', 3, 1, None, None),
        ("a.ini", "; Settings.\n[a]\nb = c;d\n", 2, 1, None, "Settings."),
        ("a.proto", f"// {_C}\n/* A\nB. */\nenum A;\n", 1, 3, _C, "A B."),
        ("a.sql", "-- Tables.\nselect '--no'; /* x */\n", 1, 1, None, "Tables."),
        ("a.xml", "<!-- Layout. -->\n<a>\n<!-- x\ny --></a>\n", 2, 2, None, "Layout."),
        ("a.js", "// Page.\nlet a = `//\n` // b\n", 2, 1, None, "Page."),
        ("LICENSE", "MIT License\n\nCopyright 2020\n", 2, 0, "MIT License", None),
    ],
)  # fmt: skip
def test_plain_files_have_counts_licence_and_purpose(
    path, text, code, comment, licence, purpose
):
    facts = read(path, text)
    source = facts.source
    assert (source.code, source.comment) == (code, comment)
    assert source.code + source.comment + source.blank == source.lines
    assert source.licence == licence
    found = source.documentation
    assert (plain_text(found.brief) if found else None) == purpose
    assert source.coverage.level is CoverageLevel.PLAIN
    assert facts.symbols == ()


@pytest.mark.parametrize(
    ("path", "data", "language"),
    [
        ("a/CMakeLists.txt", b"", Language.CMAKE),
        ("a/notes.txt", b"", Language.TEXT),
        ("Makefile", b"", Language.MAKE),
        ("a/B.PY", b"", Language.PYTHON),
        ("run", b"#!/usr/bin/env python3\n", Language.PYTHON),
        ("run", b"#!/bin/bash -e\n", Language.SHELL),
        ("run", b"echo\n", Language.TEXT),
        (".clang-format", b"", Language.YAML),
    ],
)
def test_names_and_interpreters_tell_the_language(path, data, language):
    assert language_of(path, data) is language


def test_files_of_the_c_family_and_unknown_ones_are_no_others():
    assert not any(map(is_other, ("a.h", "b.CU", "x/y.inl", "a.bin", "noname")))
    assert is_other("a.s")
    assert other_language("a.bin") is None


HOSTILE = [
    b"",
    b"\n",
    b"\r\r",
    b'"' * 4_000,
    b"'" * 4_000,
    b"#[" * 4_000,
    b"<!-" * 4_000,
    b"<!--" * 4_000,
    b"`" * 4_000 + b"\n" + b"#" * 4_000,
    b"[a](" * 2_000,
    b"*a_" * 100 + b"\n===\n",
    b"# " + b"*_[`<" * 80 + b"\n",
    b"# " + b" " * 4_000 + b"#\n",
    b"add_library(" * 5_000,
    b" " * 4_000 + b"add_library(x)",
    b"\xff\xfe\x00" * 1000,
    b"\xef\xbb\xbf# x\n",
    "\u2028\x0cclass \u202e: pass\n".encode(),
    b"=" * 4_000 + b"\n" + b"=" * 4_000,
    b'"""' + b"\\" * 4_001,
]


@pytest.mark.parametrize("data", HOSTILE, ids=lambda data: repr(data[:12]))
@pytest.mark.parametrize("language", Language)
def test_any_text_has_facts(data, language):
    facts = other_facts("x/y", data, language, OtherTree())
    source = facts.source
    assert source.code + source.comment + source.blank == source.lines
    text = data.decode("latin-1")
    limit = source.lines + 1
    assert all(1 <= token.line <= limit for token in facts.tokens), text[:20]
    assert list(facts.tokens) == sorted(facts.tokens)
    assert decode_facts(encode_facts(facts)) == facts


def test_nothing_is_left_of_deep_statements():
    deep = "".join(f"{' ' * n}if x:\n" for n in range(60)) + " " * 60 + "import os\n"
    facts = read("a.py", deep + "def f(): pass\n")
    assert names(facts) == [("function", "f", 62)]
    assert targets(facts) == [(61, "os", None)]


def test_what_only_a_worker_reads_is_plain_with_a_reason():
    facts = other_facts(
        "a.py", b"def f(): pass\n", Language.PYTHON, OtherTree(), reason="it crashed"
    )
    assert facts.symbols == ()
    assert facts.source.coverage.reason == "it crashed"
