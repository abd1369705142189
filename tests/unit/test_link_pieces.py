"""Parts of the links between projects and domains that need no build."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from docutils import nodes
from sphinx import addnodes

from sphinxext_kwindex.extension.inventories import Inventories, from_document
from sphinxext_kwindex.extension.inventory_lines import added_lines
from sphinxext_kwindex.extension.moves import (
    collect_identifiers,
    moved_names,
    pack_names,
)
from sphinxext_kwindex.extension.references import _names
from sphinxext_kwindex.model import SymbolKind

LINES = [
    "geo::Shape cpp:class 1 api.html#$ -",
    "geo::area::x cpp:functionParam 1 api.html#a -",
    "GEO_PI c:macro 1 api.html#c.$ -",
    "geo kw:namespace 1 code.html#kw-0 -",
    "geo::Shape kw:class 1 code.html#kw-1 -",
    "geo::Point kw:struct -1 code.html#kw-2 -",
    "geo::Point::x kw:field 2 code.html#kw-3 -",
    "geo::area kw:function 1 code.html#kw-4 -",
    "geo::T::operator bool kw:conversion 1 code.html#kw-5 -",
    "GEO_PI kw:macro 1 code.html#kw-6 -",
    "GEO_TAU kw:macro 1 code.html#kw-7 -",
    "log_line kw:function 1 log.html#kw-8 -",
    "log_point::x kw:field 1 log.html#kw-9 -",
    "src/a.h kw:file 1 code.html#kw-a -",
    "a title std:doc -1 code.html A title",
    "not a line",
]


def test_lines_for_other_projects():
    found = added_lines(LINES, lambda uri: uri.startswith("log.html"))
    assert found == [
        "log_line c:function 1 log.html#kw-8 -",
        "GEO_TAU c:macro 1 code.html#kw-7 -",
        "log_point.x c:member 1 log.html#kw-9 -",
        "geo::Point cpp:class -1 code.html#kw-2 -",
        "geo::T::operator bool cpp:function 1 code.html#kw-5 -",
        "geo::area cpp:function 1 code.html#kw-4 -",
        "log_line cpp:function 1 log.html#kw-8 -",
        "geo::Point::x cpp:member 2 code.html#kw-3 -",
        "log_point::x cpp:member 1 log.html#kw-9 -",
    ]
    # Once they are there, nothing is added.
    assert added_lines([*LINES, *found], lambda uri: uri.startswith("log.html")) == []


def test_names_that_moved():
    before = pack_names({"a": "1", "b::c": "2", "operator<": "3"})
    assert moved_names(before, {"a": "1", "b::c": "2", "operator<": "3"}) == frozenset()
    assert moved_names(before, {"a": "9", "b::c": "2", "d": "4"}) == {
        "a",
        "d",
        "operator<",
    }
    assert moved_names(b"", {"a": "1"}) == {"a"}
    assert moved_names(pack_names({}), {}) == frozenset()


def xref(
    target: str, *, kind: str = "identifier", **more: Any
) -> addnodes.pending_xref:
    return addnodes.pending_xref(
        "", nodes.Text(target), refdomain="cpp", reftype=kind, reftarget=target, **more
    )


def test_identifiers_of_signatures():
    document = cast("nodes.document", nodes.section())
    document += xref("std")
    document += xref("std::vector<geo::Point>")
    document += xref("geo::Point")
    document += xref("geo::operator<")
    document += xref("role", kind="class", refexplicit=False)
    assert collect_identifiers(document) == ("Point", "operator<", "vector")


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("void ns::f(double)", "ns::f(double)"),
        ("const std::map<int, T> &ns::f(int (*)(int))", "ns::f(int (*)(int))"),
        ("ns::f(double)", "ns::f(double)"),
        ("ns::f", "ns::f"),
        ("ns::Box<int>", "ns::Box<int>"),
        ("::ns::f", "ns::f"),
        ("bool ns::operator()(int)", "bool ns::operator()(int)"),
    ],
)
def test_a_role_may_hold_a_whole_declaration(target, name):
    assert list(_names(xref(target, kind="func"))) == [name]


def test_scopes_are_tried_from_the_innermost():
    key = SimpleNamespace(data=[("geo", None, None), ("Shape", None, None)])
    node = xref("Point")
    node["cpp:parent_key"] = key
    assert list(_names(node)) == ["geo::Shape::Point", "geo::Point", "Point"]


class Item(SimpleNamespace):
    project_name: str
    project_version: str
    uri: str


def environment(**config: Any) -> Any:
    item = Item(project_name="Geo", project_version="1", uri="https://x/a.html#s")
    old = ("Old", "", "b.html#o", "-")  # Sphinx 8.1
    main = {
        "cpp:class": {"geo::Shape": item},
        "cpp:function": {"geo::area": old},
        "c:member": {"point.x": item},
        "kw:class": {"geo::Shape": old},
        "py:class": {"Shape": item},
    }
    values = {"intersphinx_disabled_reftypes": ["std:doc"], **config}

    class Config(SimpleNamespace):
        def __contains__(self, name: str) -> bool:
            return hasattr(self, name)

    return SimpleNamespace(
        config=Config(intersphinx_mapping={}, **values),
        intersphinx_inventory=main,
        intersphinx_named_inventory={},
        intersphinx_cache={},
    )


def test_names_in_inventories():
    found = Inventories(environment())
    shape = found.of_kind("geo::Shape", SymbolKind.STRUCT)
    assert shape == ("https://x/a.html#s", "geo::Shape (in Geo 1)")
    assert found.of_kind("geo::Shape", SymbolKind.FUNCTION) is None
    assert found.of_kind("geo::area", SymbolKind.METHOD) == (
        "b.html#o",
        "geo::area (in Old)",
    )
    assert found.of_kind("point::x", SymbolKind.FIELD) is not None
    assert found.of_kind("geo", SymbolKind.NAMESPACE) is None
    assert found.any("Shape") is None  # Python's
    # Inline namespaces need not be in the inventory.
    assert found.of_tag(("geo", "v2", "Shape"), "S") == shape
    assert found.of_tag(("geo", "other", "Shape"), "S") is None


def test_inventories_may_be_switched_off():
    assert not Inventories(environment(intersphinx_disabled_reftypes=["*"]))
    some = Inventories(environment(intersphinx_disabled_reftypes=["cpp:*", "kw:class"]))
    assert some.any("geo::Shape") is None
    assert some.any("point::x") is not None


def test_a_digest_of_inventories_is_of_what_may_be_linked():
    one, two = environment(), environment()
    two.intersphinx_inventory["py:class"] = {}
    assert Inventories(one).digest() == Inventories(two).digest() != ""
    del two.intersphinx_inventory["cpp:class"]
    assert Inventories(one).digest() != Inventories(two).digest()


def test_addresses_below_a_document():
    assert from_document("https://x/a.html", "b/c") == "https://x/a.html"
    assert from_document("../geo/a.html", "b/c") == "../../geo/a.html"
    assert from_document("../geo/a.html", "c") == "../geo/a.html"
