from __future__ import annotations

import io
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
from contextlib import suppress
from pathlib import Path

import pytest

from sphinxext_kwindex.errors import IndexFormatError
from sphinxext_kwindex.model import encode_facts
from sphinxext_kwindex.store import IndexReader, IndexWriteError, IndexWriter, dump
from sphinxext_kwindex.store.schema import USER_VERSION, lookup_rows, read_value
from tests.example_facts import example_facts

PATHS = [f"folder/{number}.h" for number in range(30)]


def fill(path, paths=PATHS):
    """Bring an index up to date, as the update does; return what was recovered."""
    with IndexWriter(path) as writer:
        known = writer.fingerprints()
        for name in set(known) - set(paths):
            writer.remove(name)
        for name in paths:
            if known.get(name) != "print":
                facts = example_facts(name, function=name.replace("/", "_"))
                writer.replace(encode_facts(facts), "print")
        return writer.recovered


def text_of(path):
    stream = io.StringIO()
    with IndexReader(path) as reader:
        dump(reader, stream)
    return stream.getvalue()


def ask_everything(path):
    with IndexReader(path) as reader:
        for name in reader.paths():
            reader.facts(name)
            reader.included_by(name)
        places = list(reader.all_places())
        for place in places[:5]:
            reader.symbols(place.usr)
            reader.find(place.name)
            reader.mentions(place.usr)
        reader.mentions("c:@S@A")
        reader.relations_to("c:@S@A")
        reader.include_edges()
        list(reader.heads())
        reader.similar("nothing")
        reader.mention_counts(["c:@S@A"])
        reader.content_digest()
        reader.meta("x")


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    path = tmp_path_factory.mktemp("whole") / "index.sqlite3"
    fill(path)
    return path


def damage(data, rng):
    kind = rng.randrange(4)
    at = rng.randrange(len(data))
    if kind == 0:
        return data[:at]
    if kind == 1:
        return data[:at] + bytes(min(512, len(data) - at)) + data[at + 512 :]
    data = bytearray(data)
    for _ in range(rng.choice([1, 1, 20])):
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    return bytes(data)


@pytest.mark.parametrize("seed", range(50))
def test_damage_costs_files_and_never_an_answer(whole, tmp_path, seed):
    rng = random.Random(seed)
    path = tmp_path / "index.sqlite3"
    path.write_bytes(damage(whole.read_bytes(), rng))

    with suppress(IndexFormatError):
        ask_everything(path)
    fill(path)

    assert text_of(path) == text_of(whole)
    assert fill(path) is None


@pytest.mark.parametrize(
    ("statement", "damaged"),
    [
        ("UPDATE parts SET data = x'00' WHERE id % 8 = 3 AND id < 24", 2),
        ("DELETE FROM parts WHERE id = 15", 1),
        ("UPDATE parts SET data = x'5b5d' WHERE id % 8 = 4 AND id < 40", 4),
        ("UPDATE parts SET data = 'text' WHERE id % 8 = 7", 30),
        ("UPDATE lookups SET value = value + 1 WHERE file < 4", 3),
        ("UPDATE lookups SET value = 'x' WHERE file = 4", 1),
        ("UPDATE lookups SET file = 'x' WHERE file = 4", 1),
        ("UPDATE lookups SET file = 1 WHERE file = 4", 2),
        ("UPDATE lookups SET file = 99 WHERE file = 4", 1),
        ("UPDATE lookups SET key = key + 1 WHERE file = 4", 1),
        ("DELETE FROM lookups WHERE file < 4", 3),
        ("INSERT INTO lookups VALUES (5, 3, 7)", 1),
        ("UPDATE files SET path = 'elsewhere' WHERE id = 1", 1),
        ("UPDATE files SET rows = rows + 1 WHERE id = 1", 1),
        ("UPDATE files SET weight = 'x' WHERE id = 1", 1),
        ("UPDATE files SET digest = x'00' WHERE id = 2", 1),
    ],
)
def test_a_damaged_row_costs_its_file(whole, tmp_path, statement, damaged):
    path = tmp_path / "index.sqlite3"
    shutil.copy(whole, path)
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()

    ask_everything(path)
    with IndexWriter(path) as writer:
        assert len(writer.fingerprints()) == len(PATHS) - damaged
        assert f"{damaged} files" in (writer.recovered or "")
    fill(path)

    assert text_of(path) == text_of(whole)
    ask_everything(path)


def test_every_flipped_bit_of_a_lookup_row_is_seen():
    for key, file, number in [(5, 7, 0), (2**62 + 9, 5599, 250), (77, 1, 32 * 900 + 9)]:
        ((_, _, value),) = lookup_rows(file, [(key, number)])
        assert read_value(key, file, value) == number
        for more in range(251):
            ((_, _, value),) = lookup_rows(file, [(key + more, number)])
            for bit in range(40):
                assert read_value(key + more, file, value ^ 1 << bit) is None
                assert read_value(key + more ^ 1 << bit, file, value) is None
                assert read_value(key + more, file ^ 1 << bit, value) is None
        assert read_value(key, file, "x") is None
        assert read_value(key, 1.5, value) is None


@pytest.mark.parametrize("column", ["key", "file", "value"])
@pytest.mark.parametrize("bit", range(7))
def test_a_reader_does_not_find_what_a_damaged_row_says(whole, tmp_path, column, bit):
    path = tmp_path / "index.sqlite3"
    shutil.copy(whole, path)
    with IndexReader(path) as reader:
        right = reader.mentions("c:@S@A"), reader.included_by("a/c.h")
    connection = sqlite3.connect(path)
    flipped = f"({column} | {1 << bit}) - ({column} & {1 << bit})"
    connection.execute(f"UPDATE OR IGNORE lookups SET {column} = {flipped}")
    connection.commit()
    connection.close()

    with IndexReader(path) as reader:
        assert set(reader.mentions("c:@S@A")) < set(right[0])
        assert set(reader.included_by("a/c.h")) < set(right[1])


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (
            b"not a database at all, but long enough to be read as a header" * 9,
            "damaged",
        ),
        (b"SQLite format 3\0" + b"\0" * 2000, "damaged"),
        (b"short", "damaged"),
    ],
)
def test_a_file_that_is_no_database_is_set_aside(tmp_path, content, reason):
    path = tmp_path / "i.db"
    for name in ("i.db.damaged", "i.db.damaged-2"):
        path.write_bytes(content)
        with pytest.raises(IndexFormatError):
            IndexReader(path)
        recovered = fill(path)

        assert reason in recovered
        assert name in recovered
        assert (tmp_path / name).read_bytes() == content
    assert fill(path) is None


def test_an_empty_file_is_a_new_index(tmp_path):
    path = tmp_path / "i.db"
    path.touch()

    with pytest.raises(IndexFormatError):
        IndexReader(path)
    assert fill(path) is None
    assert len(text_of(path).splitlines()) > 30


def test_a_foreign_database_is_set_aside_and_kept(tmp_path):
    path = tmp_path / "i.db"
    for _ in range(2):
        path.unlink(missing_ok=True)
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE important (x)")
        connection.close()
        with pytest.raises(IndexFormatError, match="not an index of kwindex"):
            IndexReader(path)
        assert "not an index of kwindex" in fill(path)
    kept = sorted(tmp_path.glob("i.db.damaged*"))
    assert [item.name for item in kept] == ["i.db.damaged", "i.db.damaged-2"]
    for item in kept:
        connection = sqlite3.connect(item)
        connection.execute("SELECT x FROM important")
        connection.close()


def test_another_version_is_set_aside_and_its_predecessor_replaced(whole, tmp_path):
    path = tmp_path / "i.db"
    for _ in range(2):
        shutil.copy(whole, path)
        connection = sqlite3.connect(path)
        connection.execute(f"PRAGMA user_version = {USER_VERSION ^ 1}")
        connection.close()
        with pytest.raises(IndexFormatError, match="another version"):
            IndexReader(path)
        assert "another version" in fill(path)
        assert text_of(path) == text_of(whole)
    assert len(list(tmp_path.glob("i.db.damaged*"))) == 1


def test_a_folder_in_its_place_is_said_clearly(tmp_path):
    with pytest.raises(IndexWriteError, match="cannot write the index"):
        fill(tmp_path)
    with pytest.raises(IndexFormatError, match="does not exist"):
        IndexReader(tmp_path)


def test_a_folder_that_cannot_be_made_is_said_clearly(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(IndexWriteError, match="cannot write the index"):
        fill(tmp_path / "file" / "index.sqlite3")


WRITER = textwrap.dedent("""
    import contextlib
    import sys
    from sphinxext_kwindex.model import encode_facts
    from sphinxext_kwindex.store import IndexWriter, writing
    from tests.example_facts import example_facts

    writing.BATCH_LIMIT = 7
    name, begin, batched = sys.argv[1:]
    with IndexWriter(name) as writer:
        print("ready", flush=True)
        with writer.batch() if batched == "True" else contextlib.nullcontext():
            for number in range(int(begin), int(begin) + 30):
                path = f"folder/{number}.h"
                facts = example_facts(path, function=path.replace("/", "_"))
                if batched == "True":
                    # Old files go, and some of this batch.
                    writer.replace(encode_facts(facts), "old")
                writer.replace(encode_facts(facts), "print")
        print("done", flush=True)
    """)


def start_writer(path, begin=0, *, batched=False):
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, path, str(begin), str(batched)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    )


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
def test_a_killed_writer_leaves_a_usable_index(whole, tmp_path):
    rng = random.Random(5)
    path = tmp_path / "index.sqlite3"
    for _ in range(10):
        writer = start_writer(path)
        assert writer.stdout.readline() == "ready\n"
        time.sleep(rng.random() / 50)
        writer.kill()
        writer.wait()
        writer.stdout.close()
        with IndexReader(path) as reader:
            for name in reader.paths():
                assert reader.facts(name) is not None
    assert fill(path) is None
    assert text_of(path) == text_of(whole)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
def test_a_writer_killed_in_a_batch_leaves_whole_files(whole, tmp_path):
    rng = random.Random(6)
    path = tmp_path / "index.sqlite3"
    for attempt in range(20):
        if attempt % 5 == 0:
            path.unlink(missing_ok=True)
        writer = start_writer(path, batched=True)
        assert writer.stdout.readline() == "ready\n"
        time.sleep(rng.random() / 20)
        writer.kill()
        writer.wait()
        writer.stdout.close()
        # What was committed is all there, and nothing of what was not.
        with IndexWriter(path) as opened:
            assert opened.recovered is None
            assert set(opened.fingerprints().values()) <= {"old", "print"}
        with IndexReader(path) as reader:
            held = reader.paths()
            assert None not in map(reader.facts, held)
            assert [place.path for place in reader.all_places()] == [*held]
            assert [one.path for one in reader.mentions("c:@S@A")] == [*held]
    assert fill(path) is None
    assert text_of(path) == text_of(whole)


def test_two_writers_take_turns(whole, tmp_path):
    path = tmp_path / "index.sqlite3"
    writers = [start_writer(path, begin) for begin in (0, 15)]
    for writer in writers:
        assert writer.communicate()[0] == "ready\ndone\n"
        assert writer.returncode == 0
    paths = [f"folder/{number}.h" for number in range(45)]
    with IndexReader(path) as reader:
        assert reader.paths() == tuple(sorted(paths))
    fill(path)
    assert text_of(path) == text_of(whole)


def test_a_second_writer_is_told_of_the_first(tmp_path):
    with IndexWriter(tmp_path / "i"):
        second = IndexWriter(tmp_path / "i", timeout=0.05)
        with pytest.raises(IndexWriteError, match="another process writes"):
            second.__enter__()
    with IndexWriter(tmp_path / "i") as writer:
        assert writer.fingerprints() == {}


def test_junk_in_the_lock_does_not_matter(tmp_path):
    (tmp_path / "i.lock").write_bytes(b"junk" * 500)

    assert fill(tmp_path / "i") is None


def test_a_full_disk_is_said_clearly_and_keeps_what_was_there(tmp_path):
    path = tmp_path / "i"
    fill(path, PATHS[:10])
    with IndexWriter(path) as writer:
        # SQLite says the same of its own limit as of the disk's.
        pages = writer._session.connection.execute("PRAGMA page_count").fetchone()[0]
        writer._session.connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(IndexWriteError, match="full; check the free space"):
            add(writer, PATHS[10:])
        known = writer.fingerprints()
        assert set(known) >= set(PATHS[:10])
        writer.remove(PATHS[0])
    assert fill(path) is None


def add(writer, paths):
    for name in paths:
        writer.replace(encode_facts(example_facts(name)), "print")


def is_root():
    return hasattr(os, "geteuid") and os.geteuid() == 0


@pytest.mark.skipif(sys.platform == "win32", reason="permissions differ")
def test_a_read_only_folder_can_be_read(whole, tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    path = folder / "index.sqlite3"
    shutil.copy(whole, path)
    path.chmod(0o444)
    folder.chmod(0o555)
    try:
        assert text_of(path) == text_of(whole)
        if not is_root():
            with pytest.raises(IndexWriteError, match="check the"):
                fill(path)
    finally:
        folder.chmod(0o755)


def test_an_index_with_a_log_is_read_where_nothing_can_be_written(
    whole, tmp_path, monkeypatch
):
    """A log left by a killed writer, in a folder of another user."""
    path = tmp_path / "index.sqlite3"
    shutil.copy(whole, path)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    opened = []

    def connect(path, query, **more):
        opened.append(query)
        if "immutable" not in query:
            error = sqlite3.OperationalError("unable to open database file")
            error.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
            raise error
        return real(path, query, **more)

    from sphinxext_kwindex.store import database, session

    real = database.connect
    monkeypatch.setattr(session, "connect", connect)
    with IndexReader(path) as reader:
        assert reader.facts(PATHS[0]) is not None
    assert opened == ["mode=ro", "mode=ro&immutable=1"]


def test_any_order_of_work_gives_the_index_of_a_clean_run(whole, tmp_path):
    rng = random.Random(7)
    path = tmp_path / "index.sqlite3"
    for _ in range(4):
        with IndexWriter(path) as writer:
            for name in rng.choices(PATHS, k=20):
                if rng.random() < 0.4:
                    writer.remove(name)
                else:
                    function = rng.choice(["x", "y", name.replace("/", "_")])
                    facts = example_facts(name, function=function)
                    writer.replace(
                        encode_facts(facts), "print" if len(function) > 1 else "old"
                    )
    fill(path)
    assert text_of(path) == text_of(whole)
    with IndexReader(path) as reader, IndexReader(whole) as clean:
        assert reader.content_digest() == clean.content_digest()
        assert list(reader.all_places()) == list(clean.all_places())
        assert reader.mentions("c:@S@A") == clean.mentions("c:@S@A")
