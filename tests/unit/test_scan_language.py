from __future__ import annotations

import pytest

from sphinxext_kwindex.model import Language
from sphinxext_kwindex.scan import (
    C_FAMILY_SUFFIXES,
    FRAGMENT_SUFFIXES,
    guess_language,
    is_header,
    looks_like_header,
)

CXX = [
    "class A;",
    "class EXPORT A final : B {};",
    "namespace a { }",
    "namespace a::b {",
    "namespace\n{",
    "template <typename T> T f();",
    "std::string f();",
    "struct A {\npublic:\n  int x;\n};",
    "struct A {\n private:\n  int x;\n};",
    "using A = int;",
    "constexpr int x = 1;",
    "struct A { virtual ~A(); };",
    "bool operator==(A, A);",
    "#include <vector>\n",
    "# include <a/b.hpp>\n",
    'extern "C" int f(void);',
    "void f(const A& a);",
    "struct A { A(A *) = delete; };",
    "int f() noexcept;",
    "int x = static_cast<int>(y);",
    "#ifndef __cplusplus\n#error C++ only\n#else\nclass A;\n#endif\nclass B;",
]
C = [
    "",
    "void explicit_bzero(void *, int);",
    '#ifdef CORRECT_PROTOTYPES\nextern "C++"\n{\nint f(void);\n}\n#endif',
    "int class;\nint new, delete, private;\n",
    "struct class { int public : 3; };",
    "extern struct class class_a;\nvoid f(struct class *class, int template);",
    "// class A; namespace b {}\nint x;",
    '/* std::string */ const char *x = "std::string"; char c = \'"\';',
    '#ifdef __cplusplus\nextern "C" {\n#endif\nint f(void);\n',
    "#if defined(__cplusplus)\nnamespace a {\n#else\nint x;\n#endif",
    "#if !defined(__cplusplus)\nint x;\n#else\nclass A;\n#endif",
    "#ifndef __cplusplus\nint x;\n#else\nclass A;\n#endif",
    "#ifdef A\n#elif defined(__cplusplus)\nclass B;\n#endif",
    "#ifdef __cplusplus\n#if A\nclass B;\n#endif\nclass C;\n#endif",
    "#include <stdio.h>\nconst char *typename;\nint operator;\nx = a & b;",
    "asm('a::b');\nint mutable;\nvoid f(int virtual, int explicit);",
]


@pytest.mark.parametrize("text", CXX)
def test_header_with_cxx(text: str) -> None:
    assert guess_language("a.h", text) is Language.CXX


@pytest.mark.parametrize("text", C)
def test_header_without_cxx(text: str) -> None:
    assert guess_language("a.h", text) is Language.C


def test_cxx_far_below_the_beginning_is_seen() -> None:
    text = "int f(void);\n" * 2000 + "class A;\n"
    assert guess_language("a.h", text) is Language.CXX


@pytest.mark.parametrize(
    ("path", "text", "language"),
    [
        ("a.c", "class A;", Language.C),
        ("a.C", "", Language.CXX),
        ("a.cc", "", Language.CXX),
        ("a.CPP", "", Language.CXX),
        ("a.hpp", "", Language.CXX),
        ("a.inl", "", Language.CXX),
        ("a.cu", "", Language.CUDA),
        ("a.cuh", "", Language.CUDA),
        ("a.m", "", Language.OBJECTIVE_C),
        ("a.mm", "", Language.OBJECTIVE_CXX),
        ("a.h", "@interface A\n@end\n", Language.OBJECTIVE_C),
        ("a.h", "@interface A\n@end\nclass B;", Language.OBJECTIVE_CXX),
        ("a.h", "/** @class A */ int x;", Language.C),
        ("a.def", "X(a)", Language.C),
        ("a.inc", "std::f();", Language.CXX),
        ("Core", "namespace a {", Language.CXX),
        ("b.cpp/Core", "", Language.CXX),
    ],
)
def test_language_of_a_path(path: str, text: str, language: Language) -> None:
    assert guess_language(path, text) is language


def test_suffixes() -> None:
    assert FRAGMENT_SUFFIXES < C_FAMILY_SUFFIXES
    assert {".c", ".h", ".cpp", ".hpp", ".cu", ".mm", ".inl"} <= C_FAMILY_SUFFIXES
    assert is_header("a/b.HPP")
    assert not is_header("a.h/b.cpp")
    assert not is_header("a.inl")
    assert is_header("Eigen/Core")
    assert not is_header("Makefile")
    assert not is_header("Eigen/.hidden")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("// Words.\n\n/* More\n * of them. */\n#ifndef CORE\n#define CORE\n", True),
        ('#include "Core"\n', True),
        ("  # pragma once\n", True),
        ("#!/bin/sh\n# include words\n", False),
        ("# if in doubt\nrun\n", False),
        ("Words, and\n#include <more>\n", False),
        ("/* never closed\n#include <a>\n", False),
        ("", False),
    ],
)
def test_text_of_a_header_without_a_suffix(text: str, *, found: bool) -> None:
    assert looks_like_header(text.encode()) is found
