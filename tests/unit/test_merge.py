from __future__ import annotations

import io
import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from sphinxext_kwindex.cli.main import main
from sphinxext_kwindex.errors import IndexFormatError, KwindexError
from sphinxext_kwindex.model import encode_facts
from sphinxext_kwindex.store import IndexReader, IndexWriter, dump
from sphinxext_kwindex.update import UpdateSettings, merge_indexes, update_index
from tests.example_facts import example_facts

PATHS = [f"folder/{number}.h" for number in range(20)]


def make(path, paths, *, function="", libclang="22.1.4", fingerprint="v1.a.b.c.d"):
    with IndexWriter(path) as writer:
        for name in paths:
            facts = example_facts(name, function=function or name.replace("/", "_"))
            writer.replace(encode_facts(facts), fingerprint)
        if libclang is not None:
            writer.set_meta("libclang", libclang)
    return path


def text_of(path):
    stream = io.StringIO()
    with IndexReader(path) as reader:
        dump(reader, stream)
    return stream.getvalue()


def answers_of(path):
    with IndexReader(path) as reader:
        return (
            text_of(path),
            reader.content_digest(),
            reader.fingerprints(),
            list(reader.all_places()),
            reader.mentions("c:@S@A"),
            reader.relations_to("c:@S@A"),
            reader.included_by("a/c.h"),
            reader.include_edges(),
            [reader.find(place.name) for place in reader.all_places()],
            reader.meta("libclang"),
        )


@pytest.fixture
def shards(tmp_path):
    return [make(tmp_path / str(n), PATHS[n::3]) for n in range(3)]


@pytest.fixture
def whole(tmp_path):
    return make(tmp_path / "whole", PATHS)


@pytest.mark.parametrize("order", [1, -1])
def test_shards_make_the_index_of_one_run(tmp_path, shards, whole, order):
    heard = []

    report = merge_indexes(
        tmp_path / "all", shards[::order], progress=lambda *told: heard.append(told)
    )

    assert (report.files, report.shared, report.conflicts) == (20, 0, ())
    assert (report.damaged, report.recovered) == ((), None)
    assert answers_of(tmp_path / "all") == answers_of(whole)
    assert [told[:2] for told in heard] == [(n, 20) for n in range(1, 21)]
    assert {told[2] for told in heard} == set(PATHS)
    with IndexWriter(tmp_path / "all") as writer:
        assert writer.recovered is None
        writer.replace(encode_facts(example_facts(PATHS[0])), "new")
        writer.remove(PATHS[1])
    with IndexReader(tmp_path / "all") as reader:
        assert len(reader.mentions("c:@S@A")) == 19


def test_what_the_target_held_goes(tmp_path, shards, whole):
    target = make(tmp_path / "all", ["old.h", *PATHS[:2]], function="old")

    merge_indexes(target, shards)

    assert answers_of(target) == answers_of(whole)


def test_the_same_file_in_several_shards_is_taken_once(tmp_path, shards, whole):
    again = make(tmp_path / "again", PATHS[:5])

    report = merge_indexes(tmp_path / "all", [*shards, again])

    assert (report.files, report.shared, report.conflicts) == (20, 5, ())
    assert answers_of(tmp_path / "all") == answers_of(whole)


def test_different_facts_are_told_and_the_order_does_not_matter(tmp_path, shards):
    other = make(tmp_path / "other", PATHS[:2], function="other")

    reports = [
        merge_indexes(tmp_path / "one", [*shards, other]),
        merge_indexes(tmp_path / "two", [other, *shards[::-1]]),
    ]

    assert [report.conflicts for report in reports] == [tuple(PATHS[:2])] * 2
    assert answers_of(tmp_path / "one") == answers_of(tmp_path / "two")


@pytest.mark.parametrize("function", ["other", "third", "fourth"])
def test_facts_are_better_than_those_of_a_failed_parse(tmp_path, shards, function):
    failed = make(
        tmp_path / "f", PATHS[:1], function=function, fingerprint="v1.a!.b.c.d"
    )

    report = merge_indexes(tmp_path / "all", [failed, *shards])

    assert report.conflicts == (PATHS[0],)
    with IndexReader(tmp_path / "all") as reader:
        (symbol,) = reader.symbols_in(PATHS[0])
        assert symbol.name == "folder_0.h"


def test_damaged_files_are_left_out(tmp_path, shards):
    connection = sqlite3.connect(shards[0])
    connection.execute("UPDATE parts SET data = x'00' WHERE id = 9")
    connection.execute("DELETE FROM lookups WHERE file = 2")
    connection.commit()
    connection.close()

    report = merge_indexes(tmp_path / "all", shards)

    assert report.files == 18
    assert report.damaged == ((shards[0], 2),)
    with IndexWriter(tmp_path / "all") as writer:
        assert writer.recovered is None
        assert len(writer.fingerprints()) == 18


@pytest.mark.parametrize(
    ("libclang", "message"),
    [
        ("18.1.8", "with libclang 18.1.8, .* index all shards with one"),
        ("", "with no libclang, .* with libclang 22.1.4"),
        (None, "not finished; run 'kwindex index' for its shard"),
    ],
)
def test_other_parsers_are_refused(tmp_path, shards, libclang, message):
    other = make(tmp_path / "other", ["x.h"], libclang=libclang)
    target = make(tmp_path / "all", ["old.h"])

    with pytest.raises(KwindexError, match=message):
        merge_indexes(target, [*shards, other])

    with IndexReader(target) as reader:
        assert reader.paths() == ("old.h",)


def test_what_is_no_index_of_this_version_is_refused(tmp_path, shards):
    connection = sqlite3.connect(shards[1])
    connection.execute("PRAGMA user_version = 7")
    connection.close()

    with pytest.raises(IndexFormatError, match=r"another version.*index again"):
        merge_indexes(tmp_path / "all", shards)
    with pytest.raises(IndexFormatError, match="does not exist"):
        merge_indexes(tmp_path / "all", [tmp_path / "none"])
    assert not (tmp_path / "all").exists()


def test_a_shard_cannot_be_the_target(tmp_path, shards):
    with pytest.raises(KwindexError, match="both the target and a shard"):
        merge_indexes(tmp_path / "x" / ".." / "1", shards)
    with pytest.raises(KwindexError, match="nothing to merge"):
        merge_indexes(tmp_path / "all", [])


def test_a_killed_merge_does_not_pass_for_a_whole_one(tmp_path, shards):
    class KillError(Exception):
        pass

    def kill(done, total, path):
        if done == 10:
            raise KillError

    with pytest.raises(KillError):
        merge_indexes(tmp_path / "all", shards, progress=kill)
    with IndexWriter(tmp_path / "all") as writer:
        assert set(writer.fingerprints()) == set(PATHS[::3])
    with pytest.raises(KwindexError, match="not finished"):
        merge_indexes(tmp_path / "again", [tmp_path / "all"])


SOURCES = {
    "a.h": "#pragma once\nstruct A { int x; };\n",
    "b.h": '#pragma once\n#include "a.h"\nstruct B : A {};\n',
    "a.cpp": '#include "a.h"\nint f(A a) { return a.x; }\n',
    "b.cpp": '#include "b.h"\nint g(B b) { return b.x; }\n',
}


def test_nothing_is_stale_after_a_merge(tmp_path):
    """Each shard is the index of the tree without the files of the others."""
    root = tmp_path / "tree"
    root.mkdir()
    for name, text in SOURCES.items():
        (root / name).write_text(text)
    settings = UpdateSettings(root=root, jobs=1)
    update_index(tmp_path / "whole", settings)
    shards = []
    for others in (["a.cpp", "a.h"], ["b.cpp", "b.h"]):
        shard = tmp_path / f"{others[0]}.shard"
        shutil.copy(tmp_path / "whole", shard)
        with IndexWriter(shard) as writer:
            for name in others:
                writer.remove(name)
        shards.append(shard)

    merge_indexes(tmp_path / "all", shards)

    assert text_of(tmp_path / "all") == text_of(tmp_path / "whole")
    report = update_index(tmp_path / "all", settings)
    assert (report.parsed, report.unchanged, report.workers) == (0, 4, 0)
    with IndexReader(tmp_path / "all") as all_, IndexReader(tmp_path / "whole") as one:
        assert all_.meta("scans") == one.meta("scans")
        assert all_.meta("parser") == one.meta("parser")


def test_scans_of_the_shards_are_joined(tmp_path):
    root = tmp_path / "tree"
    root.mkdir()
    for name, text in SOURCES.items():
        (root / name).write_text(text)
    settings = UpdateSettings(root=root, jobs=1)
    update_index(tmp_path / "whole", settings)
    with IndexReader(tmp_path / "whole") as reader:
        scans = json.loads(reader.meta("scans") or "")
    shards = []
    for number in range(2):
        shard = tmp_path / str(number)
        shutil.copy(tmp_path / "whole", shard)
        part = {**scans, "files": scans["files"][number::2]}
        with IndexWriter(shard) as writer:
            writer.set_meta("scans", json.dumps(part))
        shards.append(shard)

    merge_indexes(tmp_path / "all", shards)

    with IndexReader(tmp_path / "all") as reader:
        assert json.loads(reader.meta("scans") or "") == scans


def test_the_command_says_what_it_did(tmp_path, shards, capsys):
    target = tmp_path / "all"

    assert main(["merge", str(target), *map(str, shards)]) == 0
    assert capsys.readouterr() == (
        "20 files of 3 shards: 0 in several, 0 with different facts\n",
        "",
    )
    assert main(["merge", "-q", str(target), *map(str, shards)]) == 0
    assert capsys.readouterr() == ("", "")


def test_the_command_tells_conflicts_and_damage(tmp_path, shards, capsys):
    other = make(tmp_path / "other", PATHS[:12], function="other")
    connection = sqlite3.connect(shards[0])
    connection.execute("UPDATE parts SET data = x'00' WHERE id < 24")
    connection.commit()
    connection.close()

    code = main(["merge", str(tmp_path / "all"), *map(str, shards), str(other)])

    out, err = capsys.readouterr()
    assert code == 1
    assert "10 with different facts" in out
    assert f"2 damaged files of '{shards[0]}' are left out; run 'kwindex index'" in err
    assert err.count("has different facts in several shards; one is taken") == 10


def test_the_command_refuses_clearly(tmp_path, shards, capsys):
    code = main(["merge", str(shards[0]), *map(str, shards)])

    assert code == 2
    assert "name another target" in capsys.readouterr().err
    assert Path(shards[0]).is_file()
