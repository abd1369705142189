from __future__ import annotations

import pytest

from sphinxext_kwindex.model import encode_facts
from sphinxext_kwindex.store import IndexReader, IndexWriter
from sphinxext_kwindex.store.names import has_suffix, last_component, nearest
from tests.example_facts import example_facts


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("f", "f"),
        ("ns::f", "f"),
        ("::f", "f"),
        ("std::vector<a::b>::size", "size"),
        ("ns::Vec<a::b>", "Vec"),
        ("ns::Vec<a::b<c>>", "Vec"),
        ("ns::operator<", "operator<"),
        ("operator<<", "operator<<"),
        ("Vec<int>::operator->", "operator->"),
        ("Vec::operator std::string", "operator std::string"),
        ("operators::f", "f"),
        ("Edge::~Edge", "~Edge"),
        ("", ""),
        ("::", ""),
        (">", ">"),
        ("<", "<"),
    ],
)
def test_last_component(name, last):
    assert last_component(name) == last


def test_suffixes_stand_at_a_scope():
    assert has_suffix("a::b::c", "b::c")
    assert has_suffix("a::b::c", "::a::b::c")
    assert not has_suffix("a::b::c", "::b::c")
    assert not has_suffix("ab::c", "b::c")


def test_nearest_is_ordered_and_limited():
    names = {"Edge", "Edges", "edge_list", "Variable", "Ledger"}

    assert nearest("Egde", names, 2) == ["Edge", "Edges"]
    assert nearest("edge", names, 3) == ["Edge", "Edges", "Ledger"]
    assert nearest("xyz", names, 3) == []


def test_questions_about_many_symbols_answer_as_those_about_one(tmp_path):
    path = tmp_path / "index.sqlite3"
    with IndexWriter(path) as writer:
        for number, name in enumerate(("a.h", "b.h", "c.cpp")):
            facts = example_facts(name, function=f"f{number}")
            writer.replace(encode_facts(facts), "print")
    usrs = ["c:@S@A", "c:@F@@f1#", "c:@S@unknown"]

    with IndexReader(path) as reader:
        assert len(reader.mentions("c:@S@A")) == 3
        assert reader.mentions_of_all(usrs) == {u: reader.mentions(u) for u in usrs}
        assert len(reader.relations_to("c:@S@A")) == 3
        related = {usr: reader.relations_to(usr) for usr in usrs}
        assert reader.relations_to_all(usrs) == related
        assert reader.mentions_of_all(()) == {}
        assert reader.relations_to_all(()) == {}
