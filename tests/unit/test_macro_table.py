"""Macros that stand for attributes: which they are, and what takes them out."""

from __future__ import annotations

import json
import pickle

import pytest

from sphinxext_kwindex.scan import (
    MacroCandidate,
    MacroTable,
    neutral_defines,
    scan_attribute_macros,
)


def table(*texts):
    return MacroTable.of(
        {f"{n}.h": scan_attribute_macros(text) for n, text in enumerate(texts)}
    )


@pytest.mark.parametrize(
    "body",
    [
        "API",
        "API /* nothing */",
        "API // nothing",
        "API \\\n",
        'API __attribute__((visibility("default")))',
        "API __attribute__((packed, aligned(8))) inline",
        "API [[nodiscard]]",
        "API [[gnu::noinline]] inline",
        "API __declspec(dllexport)",
        "API inline",
        'API extern "C"',
        "API(x) __attribute__((guarded_by(x)))",
        "API(x)",
        "API(...)",
    ],
)
def test_attribute_like(body):
    assert list(table(f"#define {body}\n").macros) == ["API"]


@pytest.mark.parametrize(
    "body",
    [
        "API 0",
        "API int",
        "API namespace x {",
        "API alignas(8)",
        "API value",
        "API (1)",
        "API(x) x",
        "API OTHER",
        "const",
        "local",
        "AB",
    ],
)
def test_not_attribute_like(body):
    assert not table(f"#define {body}\n").macros


def test_other_definitions_do_not_count():
    text = "#if A\n#define API_X __stuff(x)\n#else\n#define API_X\n#endif\n"
    assert list(table(text).macros) == ["API_X"]


def test_a_plain_value_tells_a_switch():
    assert not table("#define HAVE_X\n", "#define HAVE_X 1\n").macros


def test_followed_through_other_macros_and_files():
    found = table(
        "#define A_API B_API\n",
        "#define B_API C_API inline\n#define D_API(x) E_API(x)\n",
        "#define C_API [[nodiscard]]\n#define F_API UNKNOWN_THING\n",
        "#define E_API(x)\n#define LOOP_A LOOP_B\n#define LOOP_B LOOP_A\n",
    )
    assert list(found.macros) == ["A_API", "B_API", "C_API", "D_API", "E_API"]
    assert found.macros["D_API"].function_like
    assert not found.macros["A_API"].function_like


def test_paths_are_those_that_define_it():
    found = table("#define API_X\n", "#define API_X inline\n", "#define API_X foo()\n")
    assert found.macros["API_X"].paths == ("0.h", "1.h")


def test_values_are_plain():
    found = scan_attribute_macros("#define API_X OTHER_X\n#define HAVE_X 1\n")
    again = [
        MacroCandidate(name, like, None if names is None else tuple(names))
        for name, like, names in json.loads(json.dumps(found))
    ]
    assert tuple(again) == found
    made = table("#define API_X\n")
    assert pickle.loads(pickle.dumps(made)) == made


TABLE = table("#define API_X\n#define GUARD_X(x)\n#define DEBUG_X\n")


@pytest.mark.parametrize(
    ("text", "known", "expected"),
    [
        ("class API_X A { int a GUARD_X(mu); };", (), ["API_X=", "GUARD_X(...)="]),
        ("class API_X A {};", ("API_X",), []),
        ('// API_X\nconst char *s = "API_X";', (), []),
        ("#ifdef API_X\n#endif\n", (), []),
        ("#define API_X\nAPI_X int f();", (), []),
        ("enum Level { INFO, DEBUG_X, WARN };", (), []),
        ("DEBUG_X int a; int b = DEBUG_X;", (), []),
        ("int GUARD_X;", (), []),
        ("int *API_X a; int f() API_X;", (), ["API_X="]),
    ],
)
def test_neutral_defines(text, known, expected):
    assert neutral_defines(text, TABLE, known) == expected
