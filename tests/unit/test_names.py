"""Names as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_kwindex.analysis import resolve_name, summarize_symbol
from sphinxext_kwindex.analysis.parameters import parameters_match, parameters_of
from sphinxext_kwindex.analysis.spelling import components, spell
from sphinxext_kwindex.model import Qualifier, SymbolKind
from tests.memory_reader import MemoryReader, known, make_file, make_symbol

K = SymbolKind
SYMBOLS = (
    make_symbol("ns", K.NAMESPACE, line=1),
    make_symbol("ns", K.NAMESPACE, line=50),
    make_symbol("ns::A", K.CLASS, line=2),
    make_symbol("ns::A::A", K.CONSTRUCTOR, line=3, signature="A(int x)"),
    make_symbol("ns::A::~A", K.DESTRUCTOR, line=4),
    make_symbol("ns::A::get", K.METHOD, usr="get", line=5, signature="int &get()"),
    make_symbol(
        "ns::A::get", K.METHOD, usr="get-c", line=6, signature="const int &get() const"
    ),
    make_symbol(
        "ns::f", usr="f-int", line=10, signature="void f(int, const T &t = {})"
    ),
    make_symbol("ns::f", usr="f-str", line=11, signature="void f(const char *text)"),
    make_symbol("ns::f", usr="f-none", line=12, signature="void f(void)"),
    make_symbol("other::f", usr="f-other", line=13, signature="void f(double)"),
    make_symbol("f", usr="f-global", line=14, signature="int f(long long n)"),
    make_symbol("ns::operator<", K.OPERATOR, line=15, signature="bool operator<(A, A)"),
    make_symbol(
        "ns::A::operator()", K.OPERATOR, line=16, signature="int operator()(int)"
    ),
    make_symbol(
        "ns::A::operator new",
        K.OPERATOR,
        line=17,
        signature="void *operator new(size_t)",
    ),
    make_symbol("ns::A::operator const char *", K.CONVERSION, line=18, signature=""),
    make_symbol('ns::operator""_km', K.OPERATOR, line=19, signature=""),
    make_symbol("ns::Vec", K.CLASS, usr="vec", line=20),
    make_symbol("ns::Vec<int>", K.CLASS, name="Vec", usr="vec-int", line=21),
    make_symbol("ns::Vec<int>::only", K.METHOD, line=22),
    make_symbol("ns::v1", K.NAMESPACE, line=23, qualifiers=(Qualifier.INLINE,)),
    make_symbol("ns::v1::inner", line=24, signature="void inner()"),
    make_symbol("both", K.MACRO, usr="macro", line=25),
    make_symbol("both", usr="function", line=26),
    make_symbol("stat", K.STRUCT, line=27),
    make_symbol("stat", usr="stat()", line=28, signature="int stat(const char *)"),
    make_symbol("Tag", K.ALIAS, usr="alias", line=30),
    make_symbol("Tag", K.STRUCT, usr="tag", line=31),
)
READER = MemoryReader(make_file("a.h", symbols=SYMBOLS))


@pytest.mark.parametrize(
    ("text", "usrs"),
    [
        ("ns::A", ["c:@class@ns::A"]),
        ("A", ["c:@class@ns::A"]),
        ("A::A", ["c:@constructor@ns::A::A"]),
        ("A(int)", ["c:@constructor@ns::A::A"]),
        ("~A", ["c:@destructor@ns::A::~A"]),
        ("ns", ["c:@namespace@ns"]),
        ("ns::f", ["f-int", "f-str", "f-none"]),
        ("f", ["f-global"]),
        ("::f", ["f-global"]),
        ("other::f", ["f-other"]),
        ("ns::f(int, const T&)", ["f-int"]),
        ("ns::f(int a, T const & other)", ["f-int"]),
        ("ns::f(const char*)", ["f-str"]),
        ("ns::f()", ["f-none"]),
        ("ns::f(void)", ["f-none"]),
        ("f(long long)", ["f-global"]),
        ("A::get", ["get", "get-c"]),
        ("A::get()", ["get"]),
        ("A::get() const", ["get-c"]),
        ("operator<", ["c:@operator@ns::operator<"]),
        ("ns::operator <", ["c:@operator@ns::operator<"]),
        ("A::operator()", ["c:@operator@ns::A::operator()"]),
        ("A::operator()(int)", ["c:@operator@ns::A::operator()"]),
        ("operator new", ["c:@operator@ns::A::operator new"]),
        ("A::operator const char*", ["c:@conversion@ns::A::operator const char *"]),
        ('operator""_km', ['c:@operator@ns::operator""_km']),
        ("ns::Vec", ["vec"]),
        ("Vec<int>", ["vec-int"]),
        ("Vec< int >", ["vec-int"]),
        ("ns::Vec<float>", ["vec"]),
        ("Vec::only", ["c:@method@ns::Vec<int>::only"]),
        ("ns::inner", ["c:@function@ns::v1::inner"]),
        ("ns::inner()", ["c:@function@ns::v1::inner"]),
        ("struct stat", ["c:@struct@stat"]),
        ("stat(const char*)", ["stat()"]),
        ("Tag", ["tag", "alias"]),
    ],
)
def test_found(text, usrs):
    found = resolve_name(READER, text).found
    assert found is not None
    assert list(found.usrs) == usrs


def test_enumerators_go_by_their_enum_whether_scoped_or_not():
    reader = MemoryReader(
        make_file(
            "a.h",
            symbols=(
                make_symbol("ns::Colour", K.ENUM, usr="colour"),
                make_symbol("ns::red", K.ENUMERATOR, usr="red", parent="colour"),
                make_symbol("ns::Wine", K.ENUM, usr="wine"),
                make_symbol("ns::Wine::red", K.ENUMERATOR, usr="w", parent="wine"),
                make_symbol("", K.ENUM, usr="anonymous", name=""),
                make_symbol("blue", K.ENUMERATOR, usr="blue", parent="anonymous"),
            ),
        )
    )
    for text, usr in (
        ("ns::red", "red"),
        ("ns::Colour::red", "red"),
        ("::ns::Colour::red", "red"),
        ("Colour::red", "red"),
        ("Wine::red", "w"),
        ("blue", "blue"),
    ):
        assert known(resolve_name(reader, text).found).usrs == (usr,), text
    scoped = resolve_name(reader, "Colour::red", scope="ns::other")
    assert known(scoped.found).usrs == ("red",)
    for unknown in ("Paint::red", "::Colour::red", "::blue::blue"):
        assert resolve_name(reader, unknown).candidates == ()


def test_a_whole_name_is_exact_and_the_end_of_one_is_not():
    assert resolve_name(READER, "ns::A").exact
    assert resolve_name(READER, "f").exact
    assert not resolve_name(READER, "A").exact


def test_kinds_decide_between_a_macro_and_a_function():
    assert resolve_name(READER, "both").found is None
    assert len(resolve_name(READER, "both").candidates) == 2
    macro = resolve_name(READER, "both", kinds={K.MACRO}).found
    assert macro is not None
    assert macro.usrs == ("macro",)


def test_several_names_that_end_alike_are_ambiguous():
    reader = MemoryReader(
        make_file("a.h", symbols=(make_symbol("x::g"), make_symbol("y::g")))
    )
    found = resolve_name(reader, "g")
    assert [c.qualified_name for c in found.candidates] == ["x::g", "y::g"]
    assert found.found is None


def test_the_scope_is_searched_outward():
    assert (
        known(resolve_name(READER, "f", scope="ns::A").found).qualified_name == "ns::f"
    )
    assert (
        known(resolve_name(READER, "f", scope="other").found).qualified_name
        == "other::f"
    )
    assert known(resolve_name(READER, "::f", scope="ns").found).qualified_name == "f"
    assert known(resolve_name(READER, "A", scope="ns::A").found).kind is K.CLASS


def test_unknown_overload_lists_the_signatures():
    found = resolve_name(READER, "ns::f(std::string)")
    assert found.candidates == ()
    assert found.near == (
        "void f(const char *text)",
        "void f(int, const T &t = {})",
        "void f(void)",
    )


def test_unknown_name_has_near_ones():
    assert "ns::A::get" in resolve_name(READER, "ns::A::gt").near
    assert resolve_name(READER, "").candidates == ()
    assert resolve_name(READER, "Class.member").candidates == ()


@pytest.mark.parametrize(
    ("signature", "name", "expected"),
    [
        ("template <class T> int ns::f(T a) const &", "f", ("T a", "const&")),
        ("decltype(f(1)) f(int)", "f", ("int", "")),
        ("Edge::Edge(int)", "Edge", ("int", "")),
        ("int operator ()(int) const", "operator()", ("int", "const")),
        ("int x", "x", None),
    ],
)
def test_parameters_of(signature, name, expected):
    assert parameters_of(signature, name) == expected


@pytest.mark.parametrize(
    ("written", "declared", "same"),
    [
        ("void (*)(int)", "void (*callback)(int n)", False),
        ("void (*)(int)", "void (*callback)(int)", True),
        ("int[]", "int values[]", True),
        ("long int", "long long", False),
        ("std::map<int, T>", "const std::map<int, T> &m", False),
        ("std::map<int,T>&&", "std::map<int, T> &&m = {1, 2}", True),
        ("struct X *", "X *x", True),
        ("...", "...", True),
    ],
)
def test_parameters_match(written, declared, same):
    assert parameters_match(written, declared) is same


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("a::b<c::d, e>::f", ("a", "b<c::d,e>", "f")),
        ("a::operator->*", ("a", "operator->*")),
        ("operator new[]", ("operator new[]",)),
        ("a::b<(1 > 2)>::c", ("a", "b<(1>2)>", "c")),
        ("operators::x", ("operators", "x")),
    ],
)
def test_components(name, parts):
    assert components(name) == parts


@given(st.text())
def test_any_text_is_a_name_or_none(text):
    spell(text)
    resolve_name(READER, text)


def test_of_classes_of_one_name_that_of_a_header_is_meant():
    own = make_symbol("ns::Order", K.STRUCT, line=3, path="a_test.cc")
    header = make_symbol("ns::Order", K.STRUCT, line=9, path="b.h")
    reader = MemoryReader(
        make_file("a_test.cc", symbols=(own,)), make_file("b.h", symbols=(header,))
    )
    found = resolve_name(reader, "ns::Order").found
    assert found is not None
    assert [place.path for place in found.places] == ["b.h", "a_test.cc"]
    summary = summarize_symbol(reader, found.usrs)
    assert summary is not None
    assert summary.overloads[0].keyword.line == 9
