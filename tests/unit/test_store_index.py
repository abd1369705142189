from __future__ import annotations

import dataclasses
import os
import random
import sqlite3

import pytest

from sphinxext_kwindex.errors import IndexFormatError
from sphinxext_kwindex.model import (
    CodecError,
    Declaration,
    EncodedFacts,
    Include,
    Mention,
    Origin,
    Place,
    Position,
    Role,
    SymbolKind,
    encode_facts,
)
from sphinxext_kwindex.store import IndexReader, IndexWriteError, IndexWriter
from sphinxext_kwindex.store.kept import Kept
from tests.example_facts import example_facts, example_symbol

FILES = ["a/b.h", "a/c.h", "b/z.cpp", "é #%?.h"]


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "some folder" / "index.sqlite3"
    with IndexWriter(path) as writer:
        for number, name in enumerate(FILES):
            facts = example_facts(name, function=f"f{number}")
            writer.replace(encode_facts(facts), f"print{number}")
        writer.set_meta("libclang", "22.1.4")
    return path


@pytest.fixture
def reader(database):
    with IndexReader(database) as reader:
        yield reader


def test_facts_of_a_file_come_back(reader):
    assert reader.paths() == tuple(sorted(FILES))
    assert reader.facts("a/b.h") == example_facts("a/b.h", function="f0")
    assert reader.facts("é #%?.h") == example_facts("é #%?.h", function="f3")


def test_each_part_of_a_file_can_be_asked_for(reader):
    facts = example_facts("a/b.h", function="f0")

    assert reader.file("a/b.h") == facts.source
    assert reader.symbols_in("a/b.h") == facts.symbols
    assert reader.includes_of("a/b.h") == facts.includes
    assert tuple(reader.heads()) == tuple(
        (reader.file(path), reader.includes_of(path)) for path in reader.paths()
    )
    assert reader.relations_in("a/b.h") == facts.relations
    assert reader.diagnostics_of("a/b.h") == facts.diagnostics
    assert reader.skipped_in("a/b.h") == facts.skipped
    assert reader.reads_of("a/b.h") == facts.reads
    assert reader.occurrences_in("a/b.h") == facts.occurrences
    assert reader.tokens_in("a/b.h") == facts.tokens


def test_an_unknown_path_has_no_facts(reader):
    assert reader.file("nope") is None
    assert reader.facts("nope") is None
    assert reader.symbols_in("nope") == ()
    assert reader.tokens_in("nope") == ()
    assert reader.included_by("nope") == ()


def test_fingerprints_and_meta_come_back(database, reader):
    with IndexWriter(database) as writer:
        assert writer.fingerprints() == {
            name: f"print{number}" for number, name in enumerate(FILES)
        }
        assert writer.recovered is None
    assert reader.meta("libclang") == "22.1.4"
    assert reader.meta("other") is None


def test_symbols_are_found_by_usr(reader):
    (symbol,) = reader.symbols("c:@F@math@f2#")

    assert symbol == example_symbol("b/z.cpp", "f2", scope="math")
    assert reader.symbols("c:@F@nope#") == ()


def test_places_are_answered_for_all_that_is_asked(reader):
    asked = [f"c:@F@math@f{number}#" for number in range(2000)]

    places = reader.places(asked)

    assert list(places) == asked
    assert places["c:@F@math@f1#"] == (
        Place(
            "c:@F@math@f1#",
            SymbolKind.FUNCTION,
            "f1",
            "math::f1",
            "a/c.h",
            3,
            5,
            definition=True,
        ),
    )
    assert places["c:@F@math@f4#"] == ()


def test_places_take_few_queries(reader, monkeypatch):
    queries = []
    rows = reader._session.rows

    def counted(*query):
        queries.append(query)
        return rows(*query)

    monkeypatch.setattr(reader._session, "rows", counted)

    reader.places(f"c:{number}" for number in range(700))

    assert len(queries) == 1


@pytest.mark.parametrize("name", ["f1", "math::f1", "::math::f1"])
def test_find_takes_any_end_of_a_qualified_name(reader, name):
    assert [place.usr for place in reader.find(name)] == ["c:@F@math@f1#"]


@pytest.mark.parametrize("name", ["", "::", "f", "th::f1", "::f1", "other::f1", "'"])
def test_find_takes_no_other_name(reader, name):
    assert reader.find(name) == ()


def test_similar_prefers_the_same_name_in_another_scope(reader):
    assert reader.similar("maths::f1", limit=2) == ("math::f1",)
    assert reader.similar("F1")[0] == "math::f1"
    assert reader.similar("completely_different") == ()
    assert reader.similar("") == ()


def test_mentions_sum_up_by_file(reader):
    role = Role.REFERENCE | Role.CALL

    assert reader.mentions("c:@S@A") == tuple(
        Mention(path, role, 2) for path in sorted(FILES)
    )
    assert reader.mention_counts(["c:@S@A", "c:@F@f1#", "c:@none"]) == {
        "c:@S@A": (4, 8),
        "c:@F@f1#": (1, 1),
        "c:@none": (0, 0),
    }


def test_locals_are_not_mentions(reader):
    assert reader.mentions("c:b.h@12@F@f#@x") == ()


def test_declarations_are_the_symbols_with_their_briefs_alone(reader):
    (symbol,) = example_facts("a/b.h", function="f0").symbols
    assert symbol.documentation is not None
    cut = dataclasses.replace(symbol.documentation, details=(), fields=())
    expected = Declaration.of(symbol)._replace(documentation=cut)
    assert reader.declarations_in("a/b.h") == (expected,)
    assert reader.declarations_in("nothing.h") == ()


def test_a_file_says_what_it_names(reader):
    assert reader.names_in("a/b.h") == (
        ("c:@F@f0#", Role.DEFINITION, 1),
        ("c:@S@A", Role.REFERENCE | Role.CALL, 2),
    )
    assert reader.names_in("nothing.h") == ()


def test_relations_are_found_from_both_ends(reader):
    to = reader.relations_to("c:@S@A")

    assert [relation.path for relation in to] == sorted(FILES)
    assert reader.relations_of("c:@S@f1") == (to[1],)
    assert reader.relations_to("c:@S@f1") == ()


def test_includes_are_found_from_both_ends(reader):
    assert reader.included_by("a/c.h") == tuple((path, 2) for path in sorted(FILES))
    assert reader.include_edges() == dict.fromkeys(sorted(FILES), ("a/c.h",))


def test_all_places_are_ordered_and_chosen_by_kind(reader):
    places = list(reader.all_places())

    assert [place.path for place in places] == sorted(FILES)
    assert list(reader.all_places({SymbolKind.FUNCTION})) == places
    assert list(reader.all_places({SymbolKind.CLASS})) == []


def test_declarations_and_definition_stand_together(tmp_path):
    with IndexWriter(tmp_path / "i") as writer:
        for path, line in [("z.cpp", 9), ("a.h", 7)]:
            symbols = (example_symbol(path, "f", line=line),)
            facts = dataclasses.replace(example_facts(path), symbols=symbols)
            writer.replace(encode_facts(facts), "")
    with IndexReader(tmp_path / "i") as reader:
        assert [symbol.path for symbol in reader.symbols("c:@F@@f#")] == [
            "a.h",
            "z.cpp",
        ]
        assert [place.line for place in reader.find("f")] == [7, 9]


def test_replacing_leaves_nothing_of_the_old_facts(database):
    with IndexWriter(database) as writer:
        facts = example_facts("a/b.h", function="other")
        facts = dataclasses.replace(
            facts, occurrences=(), relations=(), includes=(), symbols=facts.symbols * 2
        )
        writer.replace(encode_facts(facts), "new")
        assert writer.fingerprints()["a/b.h"] == "new"
    with IndexReader(database) as reader:
        assert reader.facts("a/b.h") == facts
        assert reader.find("f0") == ()
        assert len(reader.find("math::other")) == 2
        assert len(reader.mentions("c:@S@A")) == 3
        assert len(reader.relations_to("c:@S@A")) == 3
        assert len(reader.included_by("a/c.h")) == 3


def test_removing_leaves_nothing(database):
    with IndexWriter(database) as writer:
        for path in [*FILES, "unknown"]:
            writer.remove(path)
    connection = sqlite3.connect(database)
    for table in ("files", "parts", "lookups"):
        query = f"SELECT count(*) FROM {table}"
        assert connection.execute(query).fetchone() == (0,), table
    connection.close()


def test_the_resting_index_is_one_file(database):
    assert {path.name for path in database.parent.iterdir()} == {
        "index.sqlite3",
        "index.sqlite3.lock",
    }
    with IndexReader(database) as reader:
        reader.paths()
        assert len(list(database.parent.iterdir())) == 2


def test_digest_depends_on_the_facts_and_not_on_their_order(tmp_path):
    digests = set()
    rng = random.Random(3)
    path = tmp_path
    for number in range(4):
        names = rng.sample(FILES, len(FILES))
        path = tmp_path / str(number)
        with IndexWriter(path) as writer:
            for name in [*names, *rng.sample(names, number)]:
                writer.replace(encode_facts(example_facts(name)), str(number))
        with IndexReader(path) as reader:
            digests.add(reader.content_digest())
    assert len(digests) == 1
    with IndexWriter(path) as writer:
        writer.replace(encode_facts(example_facts("a/b.h", function="g")), "")
    with IndexReader(path) as reader:
        assert reader.content_digest() not in digests


def test_a_reader_sees_what_the_writer_has_done_so_far(database, reader):
    with IndexWriter(database) as writer:
        writer.replace(encode_facts(example_facts("new.h")), "")
        assert "new.h" in reader.paths()
        writer.remove("a/b.h")
        assert "a/b.h" not in reader.paths()
    assert "new.h" in reader.paths()


def test_facts_that_cannot_be_read_change_nothing(database, reader):
    broken = encode_facts(example_facts("a/b.h"))._replace(symbols=b"junk")

    with IndexWriter(database) as writer, pytest.raises(CodecError):
        writer.replace(broken, "new")

    assert reader.facts("a/b.h") == example_facts("a/b.h", function="f0")


def test_odd_texts_are_stored(tmp_path):
    facts = example_facts()
    symbol = dataclasses.replace(facts.symbols[0], name="\udc80", usr="c:\udc80")
    include = Include(1, '"x"', Origin.PROJECT, "\udc80")
    facts = dataclasses.replace(facts, symbols=(symbol,), includes=(include,))
    with IndexWriter(tmp_path / "i") as writer:
        writer.replace(encode_facts(facts), "")
        assert writer.fingerprints() == {"a/b.h": ""}
    with IndexReader(tmp_path / "i") as reader:
        assert reader.symbols("c:\udc80") == (symbol,)
        assert reader.find("\udc80") == ()
        assert reader.included_by("\udc80") == (("a/b.h", 1),)
        assert reader.file("\udc80") is None


def test_reader_works_after_a_fork(reader):
    if not hasattr(os, "fork"):
        pytest.skip("no fork on this system")
    before = reader.facts("a/b.h")
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            reader._decoded = Kept(1 << 20)
            good = reader.facts("a/b.h") == before and len(reader._session._inherited)
            os.write(writing, b"good" if good else b"bad")
        finally:
            os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    assert os.read(reading, 10) == b"good"
    os.close(reading)
    assert reader.symbols_in("a/b.h") == before.symbols


def test_a_closed_reader_opens_again(reader):
    reader.close()

    assert reader.paths()


def test_a_missing_index_is_said_so(tmp_path):
    with pytest.raises(IndexFormatError, match="does not exist"):
        IndexReader(tmp_path / "none")


def test_a_closed_writer_refuses(tmp_path):
    writer = IndexWriter(tmp_path / "i")

    with pytest.raises(IndexWriteError, match="not open"):
        writer.remove("a")


def test_positions_come_back_typed(reader):
    (symbol,) = reader.symbols_in("a/b.h")

    assert type(symbol.position) is Position
    assert EncodedFacts._fields[1:] == (
        *("head", "symbols", "occurrences", "tokens", "notes"),
    )
