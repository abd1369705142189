"""Overloads told apart by their text, as Sphinx's C++ domain does by its ids."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest
from sphinx.domains.cpp._parser import DefinitionParser
from sphinx.domains.cpp._symbol import Symbol

from sphinxext_kwindex.analysis import matching_overload

SETS = {
    "f": (
        "void f()",
        "void f(int a)",
        "void f(unsigned int a)",
        "void f(double x, double y = 1.5)",
        "void f(const std::string &text)",
        "void f(std::string &&text)",
        "void f(const char *text)",
        "void f(const char *const *texts, std::size_t n)",
        "void f(const std::map<std::string, std::vector<int>> &table)",
        "void f(void (*callback)(int))",
        "void f(const int (&values)[3])",
        "void f(std::function<void(int, double)> callback)",
        "void f(std::initializer_list<int> values)",
        "template <typename T> void f(T value)",
        "template <typename T> void f(T *value)",
        "template <typename T, typename U> void f(T first, U second)",
        "template <typename... Ts> void f(const Ts &... values)",
        "void f(int, ...)",
    ),
    "at": (
        "T &at(std::size_t i)",
        "const T &at(std::size_t i) const",
        "T &&at(std::size_t i) &&",
        "T at(std::size_t i, const T &otherwise) const noexcept",
    ),
    "operator()": (
        "bool operator()(int a) const",
        "bool operator()(int a, int b) const",
        "bool operator()()",
    ),
    "operator<<": (
        "std::ostream &operator<<(std::ostream &out, const Point &p)",
        "std::ostream &operator<<(std::ostream &out, const Shape &s)",
    ),
}


def sphinx_id(text: str) -> str:
    config: Any = SimpleNamespace(
        cpp_id_attributes=[],
        cpp_paren_attributes=[],
        cpp_maximum_signature_line_length=None,
        maximum_signature_line_length=None,
        strip_signature_backslash=False,
    )
    parser = DefinitionParser(text, location=("x", 1), config=config)
    ast = parser.parse_declaration("function", "function")
    root = Symbol(None, None, None, None, None, None, None)
    root.add_declaration(ast, docname="x", line=1)
    return str(ast.get_newest_id())


@pytest.mark.parametrize(
    ("name", "index"), [(n, i) for n in SETS for i in range(len(SETS[n]))]
)
def test_each_of_a_set_is_itself(name, index):
    # The declarations as Sphinx prints them, with another name for each parameter.
    texts = SETS[name]
    assert len({sphinx_id(text) for text in texts}) == len(texts)
    for written in (texts[index], re.sub(r"\ba\b", "other", f"inline {texts[index]};")):
        if written.startswith("inline template"):
            continue
        assert matching_overload(written, name, texts) == index


@pytest.mark.parametrize(
    ("written", "declared"),
    [
        ("double norm(Point p)", "double norm(geo::Point)"),
        ("double norm(geo::Point const & p)", "double norm(const Point &point)"),
        ("void norm(struct tm *t)", "void norm(tm *)"),
        ("void norm(int n = 3)", "void norm(int n)"),
    ],
)
def test_the_same_written_otherwise(written, declared):
    others = ("void norm(float)", declared, "void norm(float, float)")
    assert matching_overload(written, "norm", others) == 1


def test_scopes_count_if_they_tell_apart():
    others = ("void f(a::T)", "void f(b::T)")
    assert matching_overload("void f(b::T x)", "f", others) == 1
    assert matching_overload("void f(T x)", "f", others) is None  # either


def test_heads_of_templates_tell_apart():
    others = (
        "template <int N> void f(int x)",
        "template <typename T> void f(int x)",
        "void f(int x)",
    )
    assert matching_overload("template <class T> void f(int y)", "f", others) == 1
    assert matching_overload("void f(int y)", "f", others) == 2


def test_none_is_better_than_the_wrong_one():
    assert matching_overload("void f(int)", "f", ("void f(char)",)) is None
    assert matching_overload("void f(int)", "f", ("", "")) is None
    assert matching_overload("int f", "f", ("void f(int)",)) is None
    assert matching_overload("void f(int)", "f", ("void f(int)", "int f(int)")) is None
    assert matching_overload("void f(int) const", "f", ("void f(int)",)) is None
