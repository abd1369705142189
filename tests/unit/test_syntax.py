"""What is read of a file without types."""

from __future__ import annotations

import pytest

from sphinxext_kwindex.model import (
    CoverageLevel,
    Language,
    Linkage,
    Qualifier,
    decode_facts,
    encode_facts,
)
from sphinxext_kwindex.scan import MacroTable, scan_attribute_macros
from sphinxext_kwindex.syntax import prepare, syntax_facts

HEADERS = """
#define LIB_API __attribute__((visibility("default")))
#define LIB_GUARDED_BY(x)
#define LIB_INLINE inline
"""
MACROS = MacroTable.of({"macros.h": scan_attribute_macros(HEADERS)})


def read(text, path="a/x.cc", language=Language.CXX):
    return syntax_facts(path, text.encode(), language=language, macros=MACROS)


def symbols(text, **options):
    return [s for s in read(text, **options).symbols if s.kind.value != "macro"]


def shown(text):
    """Return ``kind name`` of each symbol; a star at a declaration."""
    return [
        f"{s.kind.value} {s.qualified_name}{'' if s.definition else '*'}"
        for s in symbols(text)
    ]


CASES = {
    "namespaces": (
        "namespace a::b { inline namespace c { namespace { int x; } } }",
        [
            "namespace a",
            "namespace a::b",
            "namespace a::b::c",
            "namespace a::b::c",
            "variable a::b::c::x",
        ],
    ),
    "namespace alias": ("namespace s = a::b;", ["namespace alias s"]),
    "class": (
        "class Edge : public Base<(1 > 0)> { Edge(); ~Edge() = default; int n; };",
        [
            "class Edge",
            "constructor Edge::Edge*",
            "destructor Edge::~Edge",
            "field Edge::n",
        ],
    ),
    "forward": (
        "struct A; union B; enum class C : int;",
        ["struct A*", "union B*", "enum C*"],
    ),
    "elaborated types are uses": ("struct A *make(struct B b);", ["function make*"]),
    "anonymous": (
        "typedef struct { int a; } T, *P;",
        ["struct ", "field a", "alias T", "alias P"],
    ),
    "enum": (
        "enum E { A, B = 4, C }; enum class F { D };",
        [
            "enum E",
            "enumerator A",
            "enumerator B",
            "enumerator C",
            "enum F",
            "enumerator F::D",
        ],
    ),
    "functions": (
        "int f(int a); static void g() { int local; } int (*h(int))(long);",
        ["function f*", "function g", "function h*"],
    ),
    "old types": (
        "int (*callback)(int), *p, a[3];",
        ["variable callback", "variable p", "variable a"],
    ),
    "members outside": (
        (
            "int A::f() const { return 1; }\nA::A() : a{1}, b(2) {}\nA::~A() {}\n"
            "A::operator bool() const { return f(); }\nint A::count = 0;"
        ),
        [
            "method A::f",
            "constructor A::A",
            "destructor A::~A",
            "conversion A::operator bool",
            "variable A::count",
        ],
    ),
    "function of a known namespace": (
        "namespace n { void f(); } void n::f() {}",
        [
            "namespace n",
            "function n::f*",
            "function n::f",
        ],
    ),
    "member of a template": (
        "template <class T> T Box<T>::get() { return t; }",
        ["method Box::get"],
    ),
    "specialisation": ("template <> struct hash<Key> {};", ["struct hash<Key>"]),
    "operators": (
        (
            'bool operator==(A, B); void *operator new[](size_t); X operator"" _x(int);'
            "struct S { int operator()(int); };"
        ),
        [
            "operator operator==*",
            "operator operator new[]*",
            'operator operator""_x*',
            "struct S",
            "operator S::operator()*",
        ],
    ),
    "templates": (
        (
            "template <class T> using V = X<T>; template <class T> bool v = true;"
            "template <class T> concept C = true; template <class T> Box(T) -> Box<T>;"
        ),
        ["alias V", "variable v", "concept C", "deduction guide Box"],
    ),
    "friends": (
        "namespace n { class A { friend class B; friend void f(A) {} }; }",
        ["namespace n", "class n::A", "function n::f"],
    ),
    "linkage": (
        'extern "C" { int f(void); } extern "C" int g();',
        ["function f*", "function g*"],
    ),
    "static members": (
        "struct S { static int a; static constexpr int b = 1; };",
        [
            "struct S",
            "variable S::a*",
            "variable S::b",
        ],
    ),
    "type in a declaration": (
        "struct A { int x; } a;",
        ["struct A", "field A::x", "variable a"],
    ),
    "nothing of bodies": (
        "void f() { struct A {}; int b; auto c = [] { int d; }; }",
        ["function f"],
    ),
    "nothing of initialisers": (
        "int a = [] { struct B {}; return 1; }();",
        ["variable a"],
    ),
    "explicit instantiation": ("template class Box<int>; int a;", ["variable a"]),
    "export macros": (
        (
            "class LIB_API Edge final {}; LIB_API int f(); struct OTHER_API X {};"
            "LIB_INLINE int g() LIB_GUARDED_BY(mu);"
        ),
        ["class Edge", "function f*", "struct X", "function g*"],
    ),
    "an enumerator named like a macro": (
        "enum L { LIB_API, LIB_INLINE };",
        [
            "enum L",
            "enumerator LIB_API",
            "enumerator LIB_INLINE",
        ],
    ),
    "macro calls": (
        (
            "DECLARE_THING(x)\nint a;\nNAMESPACE_BEGIN\nstruct B {\nQ_OBJECT\n};\n"
            'BENCHMARK(f)->Range(1, 8);\nMATCHER_P(Is, x, "") { return true; }\nint d;'
        ),
        ["variable a", "struct B", "variable d"],
    ),
    "tests": (
        "namespace n { TEST(Suite, Works) { int a; } }",
        ["namespace n", "class n::Suite_Works_Test"],
    ),
    "words are no names": (
        "if (that) these; return for; int while; else { int a; }",
        [],
    ),
    "a head in two branches": (
        "#if X\nint f(int a)\n#else\nint f(long a)\n#endif\n{ return 0; }\nint b;",
        ["function f", "variable b"],
    ),
    "unbalanced branches": (
        "void f() {\n#ifdef _WIN32\nif (a) {\n#else\nif (b) {\n#endif\n}\n}\nint c;",
        ["function f", "variable c"],
    ),
    "both branches": (
        "#if X\nint a;\n#else\nint b;\n#endif",
        ["variable a", "variable b"],
    ),
    "never read": ("#if 0\nint a;\n#endif\nint b;", ["variable b"]),
    "directives anywhere": (
        "enum E {\n  A,\n#if X\n  B,\n#endif\n  C\n};",
        [
            "enum E",
            "enumerator A",
            "enumerator B",
            "enumerator C",
        ],
    ),
    "strings": (
        'const char *s = "};{"; char c = \'}\'; const char *r = R"x(}")x"; int a;',
        [
            "variable s",
            "variable c",
            "variable r",
            "variable a",
        ],
    ),
    "digits": ("int a = 1'000'000; int b;", ["variable a", "variable b"]),
    "braces in literals of a body": (
        "void f() { g(\"}\"); if (c == '}') { h('{', \"\\\"}\", 1'0); } } int a;",
        ["function f", "variable a"],
    ),
    "literals in more braces than the pattern knows": (
        "void f() " + '{ "}" ' * 20 + "} '}' " * 20 + "int a; void g() { } int b;",
        ["function f", "variable a", "function g", "variable b"],
    ),
    "a quote alone in a body": (
        "void f() { it\"s\n}\nint a; void g() { don't\n}\nint b;",
        ["function f", "variable a", "function g", "variable b"],
    ),
    "literals in a head": (
        '[[deprecated("class A; {")]] void f() { } struct A { int b; };',
        ["function f", "struct A", "field A::b"],
    ),
    "literals in branches": (
        "#if X\nconst char a = '{';\n#else\nconst char b = '}';\n#endif\nint c;",
        ["variable a", "variable b", "variable c"],
    ),
    "known macros within words": (
        "LIB_API int a; int XLIB_API = 1; int LIB_APIS = 2; int b;",
        ["variable a", "variable XLIB_API", "variable LIB_APIS", "variable b"],
    ),
    "a specifier in capitals begins a line or a declaration": (
        "UNKNOWN_API int f(); UNKNOWN_API static int a;\n\tOTHER_API extern int b;",
        ["function f*", "variable a", "variable b*"],
    ),
    "an error stays where it is": (
        "int a; int ) = ; int b; struct C { int d; };",
        [
            "variable a",
            "variable b",
            "struct C",
            "field C::d",
        ],
    ),
    "a name that a macro makes": ("int PRIVATE(f)(int a) { } int b;", ["variable b"]),
    "empty default": (
        "void f(A a = {}, int b = 1); int c;",
        ["function f*", "variable c"],
    ),
}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_symbols(case):
    text, expected = CASES[case]
    assert shown(text) == expected


def only(text, name, **options):
    (found,) = [s for s in symbols(text, **options) if s.name == name]
    return found


@pytest.mark.parametrize(
    ("text", "name", "signature"),
    [
        ("static  int\n f( int a ) { }", "f", "static int f(int a)"),
        ("int a = 3, *b = 0;", "a", "int a"),
        ("int a = 3, *b = 0;", "b", "int *b"),
        ("template <class T>\nclass A : B {};", "A", "template <class T> class A : B"),
        ("struct S { void f() const = 0; };", "f", "void f() const = 0"),
        ("A::A(int x) : a(x) {}", "A", "A::A(int x)"),
        ("int f(/* none */ char c = 'x');", "f", "int f(char c = 'x')"),
        ("typedef struct { int a; } T;", "T", "typedef struct T"),
        ("inline namespace n {}", "n", "inline namespace n"),
        ("enum E : int { A };", "E", "enum E : int"),
    ],
)
def test_signature(text, name, signature):
    assert "".join(piece.text for piece in only(text, name).signature) == signature


@pytest.mark.parametrize(
    ("text", "name", "qualifiers"),
    [
        (
            "struct S { virtual int f() const override; };",
            "f",
            "const override virtual",
        ),
        ("struct S { S(const S&) = delete; };", "S", None),
        (
            "struct S { explicit operator bool() noexcept; };",
            "operator bool",
            "explicit noexcept",
        ),
        ("static constexpr int a = 1;", "a", "const constexpr static"),
        ("const char *a;", "a", ""),
        ("char *const a = 0;", "a", "const"),
        ("[[nodiscard]] int f();", "f", "nodiscard"),
        ("struct S { int a : 3; };", "a", "bit-field"),
        ("enum class E {};", "E", "scoped"),
        ("template <class T> void f(T);", "f", "template"),
    ],
)
def test_qualifiers(text, name, qualifiers):
    if qualifiers is None:
        constructor = next(s for s in symbols(text) if s.kind.value == "constructor")
        assert constructor.qualifiers == (Qualifier.DELETED,)
    else:
        found = only(text, name).qualifiers
        assert " ".join(q.value for q in found) == qualifiers


def test_place_and_span():
    found = only("int x;\n  /* é */ static int f() {\n}\n", "f")
    assert found.position == (2, 23)
    assert tuple(found.span) == (2, 12, 3, 2)


def test_place_behind_what_is_not_ascii():
    found = only("/* ééé */ int größe;", "größe")
    assert found.position == (1, 18)


@pytest.mark.parametrize(
    ("text", "brief"),
    [
        ("/// Counts.\nint a;", "Counts."),
        ("/** Counts. */\n\nint a;", "Counts."),
        ("// Counts all.\nint a;", "Counts all."),
        ("// Counts all.\n\nint a;", None),
        ("int a; ///< Counts.", "Counts."),
        ("int b; ///< Of b.\nint a;", None),
        ("int b; // of b\nint a;", None),
        ("/// Counts.\n#define X\nint a;", None),
        ("/// Counts.\nLIB_API int a;", "Counts."),
        ("/** @var a\n Counts. */\nint b;\nint a;", "Counts."),
    ],
)
def test_comment(text, brief):
    documentation = only(text, "a").documentation
    said = None if documentation is None else documentation.brief[0].text
    assert said == brief


def test_access_parent_and_conditions():
    text = "class A {\n int p;\npublic:\n#ifdef X\n int q;\n#endif\n};"
    p, q = only(text, "p"), only(text, "q")
    assert (p.access, q.access) == ("private", "public")
    assert p.parent == only(text, "A").usr
    assert (p.conditions, q.conditions) == ((), ("defined(X)",))


def test_values():
    text = "enum { A = 2, B, C = f(), D }; const int n = 1 + 2; int m = 3;"
    values = [only(text, name).value for name in "ABCDnm"]
    assert values == ["2", "3", None, None, "1 + 2", None]


def test_linkage():
    text = "static int a; namespace { int b; } int c; const int d = 1; using e = int;"
    internal, external = Linkage.INTERNAL, Linkage.EXTERNAL
    expected = [internal, internal, external, internal, Linkage.NONE]
    assert [only(text, name).linkage for name in "abcde"] == expected


def test_identity_is_that_of_the_declaration():
    declared = only(
        "namespace n { struct A { int f(const T& t, int n = 1) const; }; }", "f"
    )
    defined = only(
        "namespace n {\n\nint A::f(const T &u, int) const { return 1; } }", "f"
    )
    assert declared.usr == defined.usr
    assert declared.usr.startswith("s:")


def test_identity_tells_overloads():
    text = "void f(int a); void f(long a); void f(const A& a); void f(A a);"
    assert len({s.usr for s in symbols(text)}) == 4


def test_identity_of_what_one_file_sees():
    text = "static int f(); namespace { struct A {}; }"
    here = {s.usr for s in symbols(text, path="a.cc")}
    there = {s.usr for s in symbols(text, path="b.cc")}
    assert not here & there


def test_facts_of_the_file():
    facts = read("// A thing.\n\n#include <a.h>\n#define N 3\nint a;\n")
    source = facts.source
    assert source.coverage.level is CoverageLevel.SYNTAX
    assert (source.lines, source.code, source.comment) == (5, 3, 1)
    assert [i.spelled for i in facts.includes] == ["<a.h>"]
    assert [s.usr for s in facts.symbols] == ["c:@macro@N", "s:v@a"]
    assert [(o.line, o.column, o.length) for o in facts.occurrences] == [
        (4, 9, 1),
        (5, 5, 1),
    ]
    assert decode_facts(encode_facts(facts)) == facts


def test_reason_is_kept():
    facts = syntax_facts(
        "a.c", b"int a;", language=Language.C, macros=MacroTable(), reason="it crashed"
    )
    assert facts.source.coverage.reason == "it crashed"
    assert facts.source.language is Language.C


def test_prepare_loads_the_parser():
    prepare()
