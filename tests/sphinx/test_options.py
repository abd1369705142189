from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinxext_kwindex.analysis import Section
from sphinxext_kwindex.extension.options import (
    FILE_OPTIONS,
    SOURCE_OPTIONS,
    SYMBOL_OPTIONS,
    file_options,
)
from sphinxext_kwindex.extension.roles import SymbolRole, last_component
from sphinxext_kwindex.model import Access, SymbolKind
from sphinxext_kwindex.render import symbol_anchor
from tests.links import broken_links, duplicate_ids

if TYPE_CHECKING:
    from collections.abc import Callable

    from .conftest import Project

HEADER = """
/// A box.
class Box {
public:
  int width() const;
  int height() const;
private:
  int depth() const;
};
enum Colour { red };
int use(Box box);
"""
PAGE = """
Options
=======

.. kwindex:: box.h
   :kinds: class, method
   :access: public
   :sort: name
   :sections: keywords
   :heading: none

.. kwindex:: box.h
   :name-only:
   :no-index:

.. kwindex-symbol:: Box
   :no-members:
   :no-index-entry:

Link to :kw:sym:`Box::depth`.
"""


def test_options_choose_what_is_shown(make_project: Callable[[str], Project]) -> None:
    project = make_project("errors")
    (project.code / "box.h").write_text(HEADER)
    (project.srcdir / "index.rst").write_text(PAGE)

    build = project.build()

    assert build.warning_lines == []
    page = build.page("index.html")
    first, _, second = page.partition("kwindex-names")
    card = page.partition("kwindex-card")[2]
    assert first.index(">height<") < first.index(">width<")
    assert ">depth<" not in first
    assert ">red<" not in first
    assert "Box::depth" in second
    assert "<summary>Methods" not in card
    assert "Box (class)" in build.page("genindex.html")
    assert symbol_anchor("c:@S@Box") in page
    assert list(broken_links(build.outdir)) == []
    assert list(duplicate_ids(build.outdir)) == []


def test_file_options() -> None:
    options = file_options(
        {"sections": "-source, -facts", "kinds": "data-member", "access": "private"}
        | {"kinds": "field,namespace-alias"}
    )
    assert Section.FACTS not in options.sections
    assert Section.KEYWORDS in options.sections
    assert options.kinds == (SymbolKind.NAMESPACE_ALIAS, SymbolKind.FIELD)
    assert options.access == (Access.PRIVATE,)
    assert Section.SOURCE in file_options({"source": ""}).sections
    assert Section.SOURCE not in file_options({}).sections


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("sections", ""),
        ("sections", "keywords, -source"),
        ("kinds", "klass"),
        ("access", "friend"),
        ("sort", "size"),
        ("source", "maybe"),
        ("heading", "h2"),
    ],
)
def test_wrong_values(name: str, value: str) -> None:
    with pytest.raises(ValueError, match=value or "^$"):
        FILE_OPTIONS[name].parse(value)


@pytest.mark.parametrize("value", ["0", "9-3", "a", "1,4", "-3", ""])
def test_wrong_lines(value: str) -> None:
    with pytest.raises(ValueError, match=value or "^$"):
        SOURCE_OPTIONS["lines"].parse(value)


def test_lines() -> None:
    parse = SOURCE_OPTIONS["lines"].parse
    assert parse("10-40") == (10, 40)
    assert parse("7") == (7, 7)
    assert parse(" 7 - ") == (7, 2**31 - 1)


def test_every_option_is_described() -> None:
    for options in (FILE_OPTIONS, SYMBOL_OPTIONS, SOURCE_OPTIONS):
        assert all(o.help.endswith(".") and o.allowed for o in options.values())


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("f", "f"),
        ("a::f", "f"),
        ("a::B<c::D>::f(e::F)", "f(e::F)"),
        ("a::B<c::D>", "B<c::D>"),
        ("a::operator<", "operator<"),
        ("a::operator<<(b::C)", "operator<<(b::C)"),
        ("a::operator b::C", "operator b::C"),
        ("a::~B", "~B"),
    ],
)
def test_last_component(name: str, last: str) -> None:
    assert last_component(name) == last


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("the title <a::b>", ("the title", "a::b")),
        ("title <Vec<int>>", ("title", "Vec<int>")),
        ("Vec<int>", None),
        ("operator <=>", None),
    ],
)
def test_explicit_title(text: str, parts: tuple[str, str] | None) -> None:
    match = SymbolRole.explicit_title_re.match(text)
    assert (match and match.groups()) == parts
