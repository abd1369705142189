from __future__ import annotations

import pytest

from sphinxext_kwindex.model import CodecError, encode_facts, lookups_of
from sphinxext_kwindex.store import IndexReader, IndexWriteError, IndexWriter, writing
from tests.example_facts import example_facts


def add(writer, *paths, fingerprint="print"):
    for path in paths:
        writer.replace(encode_facts(example_facts(path)), fingerprint)


@pytest.fixture
def writer(tmp_path):
    with IndexWriter(tmp_path / "i") as writer:
        yield writer


@pytest.fixture
def reader(writer, tmp_path):
    with IndexReader(tmp_path / "i") as reader:
        yield reader


def test_a_batch_is_seen_when_it_ends(writer, reader):
    with writer.batch():
        add(writer, "a.h", "b.h")
        writer.set_meta("key", "value")
        assert reader.paths() == ()
        assert writer.fingerprints() == {"a.h": "print", "b.h": "print"}
    assert reader.paths() == ("a.h", "b.h")
    assert reader.meta("key") == "value"
    assert [one.path for one in reader.mentions("c:@S@A")] == ["a.h", "b.h"]


def test_a_batch_is_committed_in_pieces(writer, reader, monkeypatch):
    monkeypatch.setattr(writing, "BATCH_LIMIT", 2)
    with writer.batch():
        add(writer, "a.h", "b.h", "c.h")
        assert reader.paths() == ("a.h", "b.h")


def test_an_old_batch_is_committed(writer, reader, monkeypatch):
    monkeypatch.setattr(writing, "BATCH_SECONDS", 0.0)
    with writer.batch():
        add(writer, "a.h")
        assert reader.paths() == ("a.h",)


def test_a_batch_in_a_batch_ends_with_the_outer(writer, reader):
    with writer.batch():
        with writer.batch():
            add(writer, "a.h")
        assert reader.paths() == ()
    assert reader.paths() == ("a.h",)


def test_changes_of_one_file_in_one_batch(writer, reader):
    add(writer, "old.h", fingerprint="old")
    with writer.batch():
        add(writer, "old.h", "new.h", "gone.h", "new.h")
        writer.remove("gone.h")
    assert writer.fingerprints() == {"old.h": "print", "new.h": "print"}
    assert [one.path for one in reader.mentions("c:@S@A")] == ["new.h", "old.h"]
    assert len(reader.find("f")) == 2


def test_what_was_done_before_an_error_of_the_caller_stays(writer, reader):
    def fail():
        with writer.batch():
            add(writer, "a.h")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert reader.paths() == ("a.h",)


def test_facts_that_cannot_be_read_cost_no_other_file(writer, reader):
    broken = encode_facts(example_facts("b.h"))._replace(symbols=b"junk")
    with writer.batch():
        add(writer, "a.h")
        with pytest.raises(CodecError):
            writer.replace(broken, "print")
        add(writer, "c.h")
    assert reader.paths() == ("a.h", "c.h")


def test_a_full_disk_undoes_the_batch_and_no_more(writer, reader):
    add(writer, "a.h")
    connection = writer._session.connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(IndexWriteError, match="full"), writer.batch():
        add(writer, *(f"{number}.h" for number in range(50)))
    assert reader.paths() == ("a.h",)
    assert [one.path for one in reader.mentions("c:@S@A")] == ["a.h"]
    connection.execute("PRAGMA max_page_count = 100000")
    add(writer, "b.h")
    assert reader.paths() == ("a.h", "b.h")


def test_what_is_given_is_not_made_again(writer, reader, tmp_path):
    facts = example_facts("a.h")
    encoded = encode_facts(facts)
    lookups = lookups_of(encoded, facts)
    writer.replace(encoded, "print", digest=b"d" * 16, lookups=lookups)
    with IndexWriter(tmp_path / "other") as other:
        add(other, "a.h")
    with IndexReader(tmp_path / "other") as other:
        assert other.content_digest() != reader.content_digest()
        assert list(other.all_places()) == list(reader.all_places())
        assert other.mentions("c:@S@A") == reader.mentions("c:@S@A")
    # Made of other code, the lookups cannot be found by the facts.
    writer.replace(encoded, "", lookups=lookups._replace(rows=((5, 7),)))
    writer.remove("a.h")
    count = writer._session.connection.execute("SELECT count(*) FROM lookups")
    assert count.fetchone() == (0,)
