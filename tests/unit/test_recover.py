"""Members of classes that no header declares, from their text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from sphinxext_kwindex.indexer import Unit, index_unit, load_libclang
from sphinxext_kwindex.indexer.recover import _qualified_name, _statements
from sphinxext_kwindex.indexer.tokens import IDENTIFIER, PUNCTUATION, TokenTable
from sphinxext_kwindex.model import FileFacts, Language, Qualifier, Role, SymbolKind

if TYPE_CHECKING:
    from pathlib import Path

METHOD = SymbolKind.METHOD
CONSTRUCTOR, DESTRUCTOR = SymbolKind.CONSTRUCTOR, SymbolKind.DESTRUCTOR
OPERATOR, CONVERSION = SymbolKind.OPERATOR, SymbolKind.CONVERSION


def index(root: Path, text: str) -> FileFacts:
    (root / "a.cpp").write_text('#include "gone.h"\n' + text)
    arguments = ("-xc++", "-std=c++20", "-nostdinc", "-nostdinc++")
    unit = Unit("a.cpp", Language.CXX, arguments, ("a.cpp",))
    (facts,) = index_unit(
        unit, root=root, libclang=load_libclang(), project=frozenset(["a.cpp"])
    )
    return facts


def recovered(facts: FileFacts) -> list[tuple[SymbolKind, str]]:
    return [
        (symbol.kind, symbol.qualified_name)
        for symbol in facts.symbols
        if Qualifier.UNRESOLVED in symbol.qualifiers
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("int A::f() { }", [(METHOD, "A::f")]),
        ("A::A() : x{1}, y(2), z{3} { }", [(CONSTRUCTOR, "A::A")]),
        ("A::A() : Base<int>{}, y{[] { return 1; }} { }", [(CONSTRUCTOR, "A::A")]),
        ("template <class... B> A<B...>::A() : B{1}... { }", [(CONSTRUCTOR, "A::A")]),
        ("A::~A() { }", [(DESTRUCTOR, "A::~A")]),
        ("A::A() = default;", [(CONSTRUCTOR, "A::A")]),
        ("A::~A() noexcept = default;", [(DESTRUCTOR, "A::~A")]),
        ("int A::operator()(int) { }", [(OPERATOR, "A::operator()")]),
        ("A& A::operator<<(int) { }", [(OPERATOR, "A::operator<<")]),
        ("A& A::operator=(A&&) { }", [(OPERATOR, "A::operator=")]),
        ("A& A::operator->*(int) { }", [(OPERATOR, "A::operator->*")]),
        ("void* A::operator new[](int) { }", [(OPERATOR, "A::operator new[]")]),
        ("A::operator bool() { }", [(CONVERSION, "A::operator bool")]),
        ("A::operator B<int()>*() { }", [(CONVERSION, "A::operator B<int()>*")]),
        ("template <class T> int B<T>::get() const { }", [(METHOD, "B::get")]),
        (
            "template <class T> template <int N> int B<T>::template C<N>::get() { }",
            [(METHOD, "B::C::get")],
        ),
        ("int B<(1 > 2), C<D<int>>>::get() { }", [(METHOD, "B::get")]),
        ("int A::f() try { } catch (B b) { } catch (...) { }", [(METHOD, "A::f")]),
        ("A::A() try : x{1} { } catch (...) { }", [(CONSTRUCTOR, "A::A")]),
        ("template <class T> requires C<T> void B<T>::f() { }", [(METHOD, "B::f")]),
        (
            "template <class T> requires requires(T t) { t.x(); } void B<T>::f() { }",
            [(METHOD, "B::f")],
        ),
        (
            "template <class T> void B<T>::f() requires requires { T(); } { }",
            [(METHOD, "B::f")],
        ),
        ("auto A::f() -> B<int>& { }", [(METHOD, "A::f")]),
        ("void A::f(int (*g)() = [] { return 1; }) { }", [(METHOD, "A::f")]),
        ("int (*A::f(int x))(long) { }", [(METHOD, "A::f")]),
        ("B::C (*f(int x))(long) { }", []),
        ("decltype(B::g()) A::f() { }", [(METHOD, "A::f")]),
        ("EXPORT(1) int A::f() { }", [(METHOD, "A::f")]),
        ("[[nodiscard]] EXPORT int A::f() { }", [(METHOD, "A::f")]),
        ("struct B A::f() { }", [(METHOD, "A::f")]),
        ("namespace a::b { int C::f() { } }", [(METHOD, "a::b::C::f")]),
        ("namespace a { } B a::f(C c) { }", []),  # libclang has it
        ("namespace { int C::f() { } }", [(METHOD, "C::f")]),
        ("inline namespace v { int C::f() { } }", [(METHOD, "v::C::f")]),
        ('extern "C" { int C::f() { } }', [(METHOD, "C::f")]),
        ("namespace a { int C::f() { } } int D::g() { }",
         [(METHOD, "a::C::f"), (METHOD, "D::g")]),
        ("TEST(a, b) { }", []),
        ("TEST_F(A::B, c) { A::f(); }", []),
        ("int A::f();", []),
        ("int A::x = g();", []),
        ("B A::x{1};", []),
        ("auto x = A::f([] { return 1; });", []),
        ("class C : public A::B<f()> { void f() { A::g(); } };", []),
        ("class EXPORT(1) C { void f() { A::g(); } };", []),
        ("using F = int (A::*)() ; ", []),
        ("int f(a, b) int a; { A::g(); }", []),
        ("void f() { if (A::g()) { A::h(); } }", []),
        ("while (A::f()) { }", []),
        ("#if 0\nint A::f() { }\n#else\nint A::g() { }\n#endif", [(METHOD, "A::g")]),
        ("#define X int A::f() { }\nint A::g() { }", [(METHOD, "A::g")]),
        ("/* int A::f() { } */ int /* { */ A::g() /* } */ { }", [(METHOD, "A::g")]),
        ('const char* A::f() { return "}"; } int A::g() { }',
         [(METHOD, "A::f"), (METHOD, "A::g")]),
    ],
)  # fmt: skip
def test_definition(
    tmp_path: Path, text: str, expected: list[tuple[SymbolKind, str]]
) -> None:
    assert recovered(index(tmp_path, text)) == expected


def test_what_is_said_of_it(tmp_path: Path) -> None:
    facts = index(
        tmp_path, "/// Gives it.\nstatic constexpr int A::f() const noexcept {}"
    )
    (symbol,) = facts.symbols
    assert set(symbol.qualifiers) == {
        Qualifier.CONST,
        Qualifier.CONSTEXPR,
        Qualifier.NOEXCEPT,
        Qualifier.STATIC,
        Qualifier.UNRESOLVED,
    }
    assert symbol.documentation is not None
    assert symbol.documentation.brief[0].text == "Gives it."
    assert (symbol.span.line, symbol.span.column) == (3, 1)
    (place,) = [o for o in facts.occurrences if o.usr == symbol.usr]
    assert (place.line, place.column, place.length) == (3, 25, 1)
    assert place.role == Role.DEFINITION


def test_macro_in_a_line_of_its_own_is_not_its_head(tmp_path: Path) -> None:
    facts = index(tmp_path, "REGISTER(A)\n\n/// Text.\nvoid A::f() { }")
    found = [s for s in facts.symbols if Qualifier.UNRESOLVED in s.qualifiers]
    (symbol,) = found
    assert "".join(piece.text for piece in symbol.signature) == "void A::f()"
    assert symbol.documentation is not None


def test_files_without_errors_are_left_alone(tmp_path: Path) -> None:
    text = "struct A { int f(); };\nint A::f() { return 1; }"
    (tmp_path / "a.cpp").write_text(text)
    unit = Unit("a.cpp", Language.CXX, ("-xc++",), ("a.cpp",))
    (facts,) = index_unit(
        unit, root=tmp_path, libclang=load_libclang(), project=frozenset(["a.cpp"])
    )
    assert recovered(facts) == []


@pytest.mark.parametrize(
    "text",
    [
        "int A::f( { }",
        "int A::f() {",
        "} int A::f() { }",
        "int A::f()) { }",
        "(((((( A::f() {",
        "{{{{{{ A::f() {",
        "operator",
        "operator {",
        "A::operator { }",
        "A::operator() { }",
        "( { }",
        "::f() { }",
        "A:: { }",
        "A::() { }",
        "~() { }",
        "A::~() { }",
        "template < { }",
        "template <A::f() { }",
        "> :: f() { }",
        "A<::f() { }",
        "namespace { { }",
        "requires { } { }",
        "catch { } catch",
        "A::A() : x{1}, { }",
        "A::A() : x{1}, y",
        "A::f(*",
        "A::f() =",
        "= default;",
        ", , { } , {",
    ],
)
def test_no_text_makes_it_fail(tmp_path: Path, text: str) -> None:
    facts = index(tmp_path, "undeclared x; " + text)
    assert facts.source.path == "a.cpp"


def table_of(text: str) -> TokenTable:
    """Return tokens without libclang, which runs out of stack on such text."""
    table = TokenTable(text.encode(), [0])
    for match in re.finditer(r"\w+|::|>>|&&|\.\.\.|\S", text):
        table.texts.append(match[0])
        table.kinds.append(IDENTIFIER if match[0][0].isalpha() else PUNCTUATION)
        table.offsets.append(match.start())
        table.lengths.append(len(match[0]))
        table.directive.append(-1)
        table.lines.append(len(table.lines) + 1)
    return table


@pytest.mark.parametrize("end", ["{ }", ", {"])
@pytest.mark.parametrize(
    "piece",
    [
        *("A::f(x) ", "f(x) ", "A::f(*", "> :: ", "A<x>:: ", "template <", "operator "),
        *(
            "(",
            "{",
            "A::f() {",
            "{ } , ",
            "catch { } ",
            "requires { } ",
            "~",
            "[ ] (x)",
        ),
        "A::operator B<",
    ],
)
def test_long_text_takes_a_time_in_proportion(piece: str, end: str) -> None:
    # 100,000 tokens: were anything quadratic, this would not end today.
    table = table_of(piece * (100_000 // len(piece.split())) + end)
    numbers = list(range(len(table)))
    for statement in _statements(table, numbers):
        name = _qualified_name(table, statement.numbers)
        assert name is None or 0 <= name.first < name.last < name.end
