"""Shards of a tree: disjoint, together complete, and joined the index of one run."""

from __future__ import annotations

import io
from collections import Counter

import pytest

from sphinxext_kwindex.cli.main import main
from sphinxext_kwindex.errors import KwindexError
from sphinxext_kwindex.indexer import Unit
from sphinxext_kwindex.model import Language
from sphinxext_kwindex.store import IndexReader, dump
from sphinxext_kwindex.update import (
    UpdateSettings,
    clusters,
    merge_indexes,
    shards,
    update_index,
)
from sphinxext_kwindex.update.plan import Cluster, Plan
from sphinxext_kwindex.update.shards import shard_paths
from sphinxext_kwindex.update.syntax import SyntaxFile


def write_tree(root):
    """Write three folders that are clusters, a fragment, and what is not parsed."""
    files = {"common.h": "#pragma once\nstruct Common { int x; };\n"}
    for folder in "abc":
        files[f"{folder}/own.h"] = f"#pragma once\nstruct Own_{folder} {{ int x; }};\n"
        for number in range(4):
            files[f"{folder}/{number}.cpp"] = (
                '#include "../common.h"\n#include "own.h"\n'
                f"int f_{folder}{number}(Common c, Own_{folder} o)"
                " { return c.x + o.x; }\n"
            )
    files["a/part.inl"] = "int part() { return 1; }\n"
    files["a/0.cpp"] += '#include "part.inl"\n'
    files["empty.h"] = files["nothing.h"] = ""
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return set(files)


def text_of(path):
    stream = io.StringIO()
    with IndexReader(path) as reader:
        dump(reader, stream)
    return stream.getvalue()


def paths_of(path):
    with IndexReader(path) as reader:
        return set(reader.paths())


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.setattr(clusters, "_LEAST", 3)
    monkeypatch.setattr(shards, "_MOST", 3)
    root = tmp_path / "tree"
    write_tree(root)
    return root


def cluster(name, files):
    unit = Unit(f"{name}0.c", Language.C, (), tuple(f"{name}{n}.c" for n in files))
    return Cluster(name, None, (), (unit,))


@pytest.mark.parametrize("total", range(1, 8))
def test_each_file_is_of_one_shard_and_the_shards_are_even(total):
    sizes = [9, 7, 5, 5, 4, 1, 1]
    plan = Plan(
        clusters=tuple(cluster(f"c{n}-", range(size)) for n, size in enumerate(sizes)),
        texts={f"{n}.txt": "empty" for n in range(20)},
        syntax=(SyntaxFile("s.c", Language.C, None),),
    )
    parts = [shard_paths(plan, (number, total)) for number in range(1, total + 1)]
    counts = Counter(path for shard in parts for path in shard)
    assert set(counts.values()) == {1}
    assert len(counts) == sum(sizes) + 21
    weights = [len(shard) for shard in parts]
    even = len(counts) / total
    # The texts fill up what the largest cluster leaves.
    assert max(weights) <= max(even + 1, *sizes)
    for one in plan.clusters:
        (unit,) = one.units
        assert sum(not shard.isdisjoint(unit.wanted) for shard in parts) == 1


@pytest.mark.parametrize("total", [2, 3])
def test_shards_make_the_index_of_one_run(root, tmp_path, total):
    settings = UpdateSettings(root, jobs=1)
    whole = tmp_path / "whole"
    complete = update_index(whole, settings)
    parts = []
    for number in range(1, total + 1):
        shard = tmp_path / f"shard-{number}"
        code = main(
            ["index", str(root), "-qj1", f"-d{shard}", f"--shard={number}/{total}"]
        )
        assert code == 0
        parts.append(shard)
    held = [paths_of(shard) for shard in parts]
    assert all(held)
    assert sum(map(len, held)) == complete.total
    assert set.union(*held) == paths_of(whole)

    report = merge_indexes(tmp_path / "all", parts)

    assert (report.shared, report.conflicts, report.damaged) == (0, (), ())
    assert text_of(tmp_path / "all") == text_of(whole)
    again = update_index(tmp_path / "all", settings)
    assert (again.parsed, again.removed, again.workers) == (0, 0, 0)
    with IndexReader(tmp_path / "all") as one, IndexReader(whole) as other:
        assert one.fingerprints() == other.fingerprints()
        for key in ("scans", "parser", "libclang"):
            assert one.meta(key) == other.meta(key)


def test_a_large_cluster_is_dealt_in_parts(monkeypatch):
    monkeypatch.setattr(shards, "_MOST", 2)
    units = tuple(Unit(f"{n}.c", Language.C, (), (f"{n}.c",)) for n in range(5))
    plan = Plan(clusters=(Cluster("c", None, ("a.h", "b.h"), units),))
    assert [sorted(shard_paths(plan, (number, 3))) for number in (1, 2, 3)] == [
        ["0.c", "1.c", "a.h", "b.h"],
        ["2.c", "3.c"],
        ["4.c"],
    ]


def test_a_shard_is_incremental_and_gives_up_what_is_no_longer_its(root, tmp_path):
    database = tmp_path / "index"
    first = update_index(database, UpdateSettings(root, jobs=1, shard=(1, 3)))
    before = paths_of(database)
    assert first.total == first.parsed == len(before)

    same = update_index(database, UpdateSettings(root, jobs=1, shard=(1, 3)))
    assert (same.parsed, same.unchanged, same.workers) == (0, len(before), 0)

    (root / "common.h").write_text("#pragma once\nstruct Common { long x; };\n")
    changed = update_index(database, UpdateSettings(root, jobs=1, shard=(1, 3)))
    assert 0 < changed.parsed <= len(paths_of(database))

    other = update_index(database, UpdateSettings(root, jobs=1, shard=(2, 3)))
    after = paths_of(database)
    assert before.isdisjoint(after)
    assert (other.total, other.removed) == (len(after), len(before))

    update_index(database, UpdateSettings(root, jobs=1))
    update_index(tmp_path / "whole", UpdateSettings(root, jobs=1))
    assert text_of(database) == text_of(tmp_path / "whole")


def test_shards_without_libclang_are_even_too(root, tmp_path):
    parts = []
    for number in (1, 2):
        parts.append(tmp_path / str(number))
        settings = UpdateSettings(root, jobs=1, mode="syntax", shard=(number, 2))
        update_index(parts[-1], settings)
    sizes = [len(paths_of(shard)) for shard in parts]
    assert abs(sizes[0] - sizes[1]) <= 1
    merge_indexes(tmp_path / "all", parts)
    update_index(tmp_path / "whole", UpdateSettings(root, jobs=1, mode="syntax"))
    assert text_of(tmp_path / "all") == text_of(tmp_path / "whole")


@pytest.mark.parametrize("text", ["0/2", "3/2", "1", "1/0", "a/b", "-1/2", "1/2/3"])
def test_what_is_no_shard_is_refused(root, text, capsys):
    with pytest.raises(SystemExit) as caught:
        main(["index", str(root), f"--shard={text}"])
    assert caught.value.code == 2
    assert f"'{text}' is no shard; write I/N" in capsys.readouterr().err


@pytest.mark.parametrize("shard", [(0, 2), (3, 2), (1, 0)])
def test_settings_refuse_it_too(root, shard):
    with pytest.raises(KwindexError, match=r"no shard .* numbers start at 1"):
        UpdateSettings(root, shard=shard).check()
