"""Text that libclang prints: nothing of the machine is left in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinxext_kwindex.indexer import Unit, index_unit, load_libclang
from sphinxext_kwindex.indexer.printed import (
    conversion_name,
    relative_places,
    without_unnamed,
)
from sphinxext_kwindex.model import Language, Qualifier

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("operator Rep() const", "operator Rep"),
        ("operator  const  T * ( )", "operator const T *"),
        ("operator Function<int(T)>() const", "operator Function<int(T)>"),
        ("operator decltype(f(1))&()", "operator decltype(f(1))&"),
        ("operator /* ( */ int() // (", "operator int"),
        ("operator unsigned\n    long()", "operator unsigned long"),
        ("operator Vec<(1 > 0)>()", "operator Vec<(1 > 0)>"),
        ("operator", ""),
        ("operator int", ""),
        ("operator()", ""),
        ("operator <<<<", ""),
        ("name()", ""),
    ],
)
def test_conversions_are_named_as_they_are_written(text: str, name: str) -> None:
    assert conversion_name(text) == name


def test_places_are_relative() -> None:
    text = "'(lambda at /home/me/src/a.h:1:2)' and (unnamed struct at /usr/b.h:3:4)"
    assert relative_places(text, "/home/me") == (
        "'(lambda at src/a.h:1:2)' and (unnamed struct at b.h:3:4)"
    )
    assert relative_places("at /home/me/src", "/home/me") == "at /home/me/src"


def test_unnamed_types_leave_their_word() -> None:
    assert without_unnamed("union (unnamed at /a/b.h:72:3)") == "union"
    assert without_unnamed("struct (unnamed struct) x(int)") == "struct x(int)"


@pytest.mark.parametrize(("language", "suffix"), [("c", "c"), ("c++", "cpp")])
def test_no_fact_holds_a_path_of_the_machine(
    tmp_path: Path, language: str, suffix: str
) -> None:
    text = """\
#define MADE(name) static struct { int in; union { int a; }; } name
typedef struct value { union { int x; } as; enum { ON } state; } value;
typedef struct { int y; } unnamed, *pointer;
struct { int z; } one, two[2];
MADE(three);
void take(value v);
void wrong(value v) { take(one); v = three; one = v.as; }
"""
    (tmp_path / f"a.{suffix}").write_text(text)
    unit = Unit(
        f"a.{suffix}",
        Language(language) if suffix == "c" else Language.CXX,
        (f"-x{language}",),
        (f"a.{suffix}",),
    )
    (facts,) = index_unit(
        unit, root=tmp_path, libclang=load_libclang(), project=frozenset()
    )
    shown = repr(facts)
    assert str(tmp_path) not in shown
    assert facts.diagnostics
    for symbol in facts.symbols:
        words = "".join(piece.text for piece in symbol.signature)
        for printed in (symbol.name, symbol.qualified_name, words):
            assert "(unnamed" not in printed
            assert "(anonymous" not in printed
        if Qualifier.ANONYMOUS in symbol.qualifiers:
            assert words in ("struct", "union", "enum")
