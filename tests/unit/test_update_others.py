"""Updates of a tree that holds more than sources: what is read, when, and by whom."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from sphinxext_kwindex.analysis import (
    IncludeGraph,
    files_matching,
    folders_matching,
    resolve_name,
    summarize_file,
)
from sphinxext_kwindex.model import Coverage, CoverageLevel, SymbolKind
from sphinxext_kwindex.store import IndexReader, dump
from sphinxext_kwindex.update import UpdateSettings, merge_indexes, update_index
from sphinxext_kwindex.update import update as update_module
from sphinxext_kwindex.update.discover import find_sources
from sphinxext_kwindex.update.pool import Failure, FailureKind, TaskOutcome

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "src/a.c": "int run(void) { return 1; }\n",
    "src/a.py": "class Tool:\n    def run(self): pass\n",
    "src/conf.yaml": "a: 1\n",
    "src/lib/x.h": "int x;\n",
    "doc/lib/guide.md": "# Guide\n",
    "run.py": "from src.a import Tool\nimport late\n",
    "src/__init__.py": "",
}
SOURCES = ("src/a.c", "src/lib/x.h")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "tree"
    for path, text in FILES.items():
        write(root, path, text)
    return root


def write(root: Path, path: str, text: str) -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def update(root: Path, database: str = "index", **changes):
    # By syntax: nothing of the C family is at stake here.
    settings = UpdateSettings(root, **{"jobs": 1, "mode": "syntax", **changes})
    return update_index(root.parent / database, settings)


def reader(root: Path, database: str = "index") -> IndexReader:
    return IndexReader(root.parent / database)


def coverage(found: IndexReader, path: str) -> Coverage:
    source = found.file(path)
    assert source is not None
    return source.coverage


def text_of(root: Path, database: str = "index") -> str:
    stream = io.StringIO()
    with reader(root, database) as found:
        dump(found, stream)
    return stream.getvalue()


def test_all_files_are_in_the_index(root):
    report = update(root)
    assert (report.total, report.failures, report.skipped) == (len(FILES), (), ())
    with reader(root) as found:
        assert found.paths() == tuple(sorted(FILES))
        levels = {path: coverage(found, path).level.value for path in FILES}
        assert found.included_by("src/a.py") == (("run.py", 1),)
    assert levels == {
        "src/a.c": "syntax",
        "src/lib/x.h": "syntax",
        "src/a.py": "outline",
        "src/__init__.py": "outline",
        "run.py": "outline",
        "doc/lib/guide.md": "outline",
        "src/conf.yaml": "plain",
    }


def test_without_patterns_there_are_only_sources(root):
    update(root)
    report = update(root, other_files=())
    assert report.removed == len(FILES) - len(SOURCES)
    with reader(root) as found:
        assert found.paths() == SOURCES


def test_only_what_changed_is_read_and_by_a_worker_only_python(root):
    update(root)
    report = update(root)
    assert (report.parsed, report.workers) == (0, 0)
    write(root, "src/conf.yaml", "a: 2\n")
    report = update(root)
    assert (report.parsed, report.changed) == (1, {"src/conf.yaml"})
    assert report.workers == 0
    write(root, "src/a.py", "class Tool: pass\n")
    report = update(root)
    assert (report.parsed, report.changed) == (1, {"src/a.py"})
    assert report.workers == 1


def test_imports_follow_when_a_module_comes_and_goes(root):
    update(root)
    clean = text_of(root)
    write(root, "late.py", "")
    assert update(root).changed == {"late.py", "run.py"}
    with reader(root) as found:
        assert found.included_by("late.py") == (("run.py", 2),)
    (root / "late.py").unlink()
    assert update(root).changed == {"late.py", "run.py"}
    assert text_of(root) == clean


def test_shards_share_them_out(root):
    for number in (1, 2):
        update(root, f"part{number}", shard=(number, 2))
    parts = [root.parent / "part1", root.parent / "part2"]
    for number, part in enumerate(parts, 1):
        with IndexReader(part) as found:
            assert 0 < len(found.paths()) < len(FILES), number
    merge_indexes(root.parent / "all", parts)
    update(root)
    assert text_of(root, "all") == text_of(root)


def test_what_a_worker_cannot_read_is_plain_text(root, monkeypatch):
    def fail(pool, files, *, message):
        assert message == "other"
        failure = Failure(FailureKind.CRASHED, "the parser crashed (SIGSEGV)")
        yield TaskOutcome("x", {}, (), failure, 0.0), tuple(files)

    update(root, other_files=("*", "!*.py"))
    monkeypatch.setattr(update_module, "read_syntax", fail)
    assert update(root).failures == ()
    with reader(root) as found:
        said = coverage(found, "src/a.py")
    assert said.level is CoverageLevel.PLAIN
    assert said.reason == "the parser crashed (SIGSEGV)"


def test_what_is_no_text_is_left_out(root):
    (root / "image.txt").write_bytes(b"\x89PNG\r\n\0\0\0\x01\x02\x03" * 10)
    write(root, "big.json", " " * (4 << 20) + "1")
    write(root, "lfs.txt", "version https://git-lfs.github.com/spec/v1\n")
    report = update(root)
    assert [one.path for one in report.skipped] == ["big.json", "image.txt", "lfs.txt"]
    assert report.total == len(FILES)


def test_patterns_choose(root):
    write(root, "data/a.dat", "x\n")
    write(root, "data/b.dat", "x\n")
    write(root, ".gitignore", "b.dat\n")

    def others(*patterns, **more):
        return find_sources(root, others=patterns, **more).others

    assert "data/a.dat" not in others("*")
    assert others("*.dat") == ("data/a.dat",)
    assert others("*", "!src/**", "!doc/**") == ("run.py",)
    assert others("src/") == ("src/__init__.py", "src/a.py", "src/conf.yaml")
    assert others("*", exclude=("src", "doc")) == ("run.py",)
    assert others("*", include=("src/**",)) == others("src/")
    # A pattern that names a known type makes no source of it.
    assert find_sources(root, include=("*.c", "*.py")).paths == ("src/a.c",)


def test_made_and_installed_folders_hold_no_others(root):
    before = find_sources(root, others=("*",))
    write(root, "env/pyvenv.cfg", "home = /\n")
    write(root, "env/lib/site.py", "")
    write(root, "web/node_modules/x/index.js", "")
    write(root, "docs/_build/html/index.html", "")
    write(root, "out/.buildinfo", "")
    write(root, "out/_sources/index.rst.txt", "")
    write(root, "cm/CMakeCache.txt", "")
    write(root, "cm/gen.c", "")
    found = find_sources(root, others=("*",))
    assert found.others == before.others
    assert found.paths == ("cm/gen.c", *before.paths)


def test_names_of_the_c_family_win(root):
    update(root)
    with reader(root) as found:
        run = resolve_name(found, "run").found
        assert run is not None
        assert run.kind is SymbolKind.FUNCTION
        assert run.places[0].path == "src/a.c"
        for name in ("Tool.run", "a.Tool.run()", "src.a.Tool.run"):
            method = resolve_name(found, name).found
            assert method is not None, name
            assert method.places[0].path == "src/a.py"
        assert resolve_name(found, "Tool").found is not None
        assert resolve_name(found, "Guide").candidates == ()
        assert resolve_name(found, "x.Tool.run").candidates == ()


def test_paths_of_the_c_family_win(root):
    update(root)
    with reader(root) as found:
        assert folders_matching(found, "lib") == ("src/lib",)
        assert folders_matching(found, "doc/lib") == ("doc/lib",)
        assert files_matching(found, "guide.md") == ("doc/lib/guide.md",)
        write(root, "src/a.h", "")
        assert IncludeGraph.of(found).partners("src/a.py") == ()
    update(root)
    with reader(root) as found:
        graph = IncludeGraph.of(found)
        assert graph.partners("src/a.h") == ("src/a.c",)


def test_summary_says_what_a_file_was_read_as(root):
    update(root)
    with reader(root) as found:
        summary = summarize_file(found, "src/a.py")
        assert summary is not None
        assert summary.coverage.label == "read as Python"
        (tool,) = summary.outline
        assert [child.name for child in tool.children] == ["run"]
        keywords = [k for g in summary.groups for s in g.sets for k in s.keywords]
        assert [one.scope for one in keywords] == ["", "Tool"]
        # Not looked for, hence not counted.
        assert {one.uses for one in keywords} == {None}
