from __future__ import annotations

import pytest

from sphinxext_kwindex.scan import scan_text


def stacks(text: str) -> list[tuple[str, ...]]:
    scan = scan_text(text)
    return [scan.conditions.at(line) for line in range(1, scan.lines + 1)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "#ifdef A\nx\n#else\ny\n#endif\nz",
            [(), ("defined(A)",), (), ("!defined(A)",), (), ()],
        ),
        (
            "#ifndef A\nx\n#else\ny\n#endif\n",
            [(), ("!defined(A)",), (), ("defined(A)",), ()],
        ),
        (
            "#if X > 1 // c\nx\n#else\ny\n#endif",
            [(), ("X > 1",), (), ("!(X > 1)",), ()],
        ),
        ("#if defined  A\nx\n#endif", [(), ("defined(A)",), ()]),
        (
            "#if ! defined ( A )\nx\n#else\ny",
            [(), ("!defined(A)",), (), ("defined(A)",)],
        ),
        (
            "#if A\n#elif B || C\nx\n#elifdef D\ny\n#else\nz\n#endif",
            [
                (),
                (),
                ("!(A) && (B || C)",),
                (),
                ("!(A) && !(B || C) && defined(D)",),
                (),
                ("!(A) && !(B || C) && !defined(D)",),
                (),
            ],
        ),
        (
            "#if A\n#if B\nx\n#endif\ny\n#endif",
            [(), ("A",), ("A", "B"), ("A",), ("A",), ()],
        ),
        ("#if A && \\\n  B\nx\n#endif", [(), (), ("A && B",), ()]),
        ("#endif\nx\n#else\ny\n#if A\nz", [(), (), (), (), (), ("A",)]),
        ("#if\nx\n#endif", [(), (), ()]),
    ],
)
def test_stack_of_each_line(text: str, expected: list[tuple[str, ...]]) -> None:
    assert stacks(text) == expected


def test_includes_and_macros_know_their_conditions() -> None:
    scan = scan_text("#ifdef A\n#include <a>\n#define B\n#endif\n#include <c>")
    assert [include.conditions for include in scan.includes] == [("defined(A)",), ()]
    assert scan.macros[0].conditions == ("defined(A)",)


@pytest.mark.parametrize(
    ("text", "guard"),
    [
        ("#ifndef G\n#define G\nint x;\n#endif // G\n", "G"),
        ("// L\n#if !defined(G)\n#define G 1\nint x;\n#endif\n/* end */", "G"),
        ("#if ! defined G\n#define G\n#endif", "G"),
        ("#pragma once\n#ifndef G\n#define G\nint x;\n#endif", "G"),
        ("#ifndef G\n#define G\n#if A\n#else\n#endif\n#endif", "G"),
        ("#ifndef G\n#define G\nint x;\n", "G"),
        ("#ifndef G\n#define G 5\n#endif", None),
        ("#ifndef G\n#define H\n#endif", None),
        ("#ifndef G\nint x;\n#define G\n#endif", None),
        ("#ifndef G\n#define G\n#else\nint x;\n#endif", None),
        ("#ifndef G\n#define G\n#endif\nint x;", None),
        ("#ifndef G\n#define G\n#endif\n#ifdef X\n#endif", None),
        ("#include <a>\n#ifndef G\n#define G\n#endif", None),
        ("int x;\n#ifndef G\n#define G\n#endif", None),
        ("#ifdef G\n#define G\n#endif", None),
        ("", None),
    ],
)
def test_header_guard(text: str, guard: str | None) -> None:
    scan = scan_text(text)
    assert scan.guard == guard
    if guard is not None:
        assert all(
            not any(guard in condition for condition in stack) for stack in stacks(text)
        )


def test_deep_and_long_conditions_are_bounded() -> None:
    deep = stacks("#if A\n" * 1000 + "x\n")
    assert len(deep[-1]) == 64
    chain = stacks("#if A\n" + "#elif B\n" * 1000 + "x\n")
    assert len(chain[-1][0]) < 100
    assert "…" in chain[-1][0]
    wide = stacks("#if " + "A" * 1000 + "\nx\n")
    assert len(wide[-1][0]) == 200
