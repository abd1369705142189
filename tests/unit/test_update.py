"""Updates of a small tree from end to end: real workers, real libclang, real index."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sphinxext_kwindex.errors import KwindexError
from sphinxext_kwindex.model import CoverageLevel
from sphinxext_kwindex.store import IndexReader, dump
from sphinxext_kwindex.update import (
    FailureKind,
    ProblemKind,
    UpdateSettings,
    update_index,
)

FILES = {
    "include/shape.h": """\
#pragma once
#include "point.h"
/// A thing with an area.
class Shape {
 public:
  virtual double area() const = 0;
  Point origin;
};
""",
    "include/point.h": """\
#pragma once
struct Point { int x; int y; };
""",
    "src/circle.cpp": """\
#include <shape.h>
#include "detail.inl"
class Circle : public Shape {
  double area() const override { return square(origin.x); }
};
""",
    "src/detail.inl": "inline double square(double a) { return a * a; }\n",
    "src/alone.cpp": "int alone() { return 1; }\n",
    "src/legacy.c": "int legacy(int class) { return class; }\n",
}
EVERYTHING = len(FILES)


class Project:
    """A tree on disk and its index."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "tree"
        self.database = folder / "index.sqlite3"
        if not self.root.exists():
            for path, text in FILES.items():
                self.write(path, text)

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())

    def settings(self, **changes) -> UpdateSettings:
        return UpdateSettings(self.root, **{"jobs": 1, **changes})

    def update(self, database=None, extra=(), progress=None, **changes):
        return update_index(
            database or self.database,
            self.settings(**changes),
            extra=extra,
            progress=progress,
        )

    def reader(self) -> IndexReader:
        return IndexReader(self.database)

    def level(self, path: str) -> CoverageLevel:
        with self.reader() as reader:
            source = reader.file(path)
            assert source is not None
            return source.coverage.level

    def dump(self, database=None) -> str:
        stream = io.StringIO()
        with IndexReader(database or self.database) as reader:
            dump(reader, stream)
        return stream.getvalue()


@pytest.fixture
def project(tmp_path):
    return Project(tmp_path)


@pytest.fixture(scope="module")
def pattern(tmp_path_factory):
    """Return the folder of a project that is indexed."""
    folder = tmp_path_factory.mktemp("pattern") / "project"
    report = Project(folder).update()
    assert report.failures == report.problems == ()
    return folder


@pytest.fixture
def indexed(pattern, tmp_path):
    shutil.copytree(pattern, tmp_path, dirs_exist_ok=True)
    return Project(tmp_path)


@pytest.fixture
def no_worker(monkeypatch):
    """Make the start of a worker an error."""

    def start(*arguments, **keywords):
        raise AssertionError("a worker was started")

    def use():
        monkeypatch.setattr(subprocess, "Popen", start)

    return use


def test_a_first_update_indexes_everything(project):
    report = project.update()
    assert report.total == report.parsed == EVERYTHING
    assert report.unchanged == report.removed == 0
    assert report.changed == frozenset(FILES)
    assert report.failures == report.skipped == report.missing == ()
    assert report.libclang is not None
    assert report.cpu > 0
    with project.reader() as reader:
        assert reader.paths() == tuple(sorted(FILES))
        (place,) = reader.find("Circle")
        assert (place.path, place.line) == ("src/circle.cpp", 3)
        assert reader.find("square")[0].path == "src/detail.inl"
        assert reader.file("src/circle.cpp").coverage.level is CoverageLevel.FULL
        assert reader.file("src/legacy.c").coverage.errors == 0
        assert reader.meta("libclang") == report.libclang[0]


def test_a_second_update_starts_nothing(indexed, no_worker):
    before = indexed.dump()
    no_worker()
    report = indexed.update()
    assert report.parsed == report.workers == 0
    assert report.unchanged == EVERYTHING
    assert report.changed == frozenset()
    assert report.libclang is not None
    assert indexed.dump() == before


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="needs /proc")
def test_libclang_is_never_loaded_here(indexed):
    code = (
        "import sys; from pathlib import Path; "
        "from sphinxext_kwindex.update import UpdateSettings, update_index; "
        "update_index(Path(sys.argv[2]), UpdateSettings(Path(sys.argv[1])));"
        "assert not any(name.startswith('clang') for name in sys.modules);"
        "print('libclang' in Path('/proc/self/maps').read_text())"
    )
    indexed.write("src/alone.cpp", "int alone() { return 2; }\n")
    result = subprocess.run(
        [sys.executable, "-c", code, indexed.root, indexed.database],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        check=True,
        text=True,
    )
    assert result.stdout == "False\n"


def test_a_file_of_its_own_is_parsed_alone(indexed):
    indexed.write("src/alone.cpp", "int alone() { return 1; }\nint more();\n")
    report = indexed.update()
    assert report.parsed == 1
    assert report.changed == {"src/alone.cpp"}


def test_a_header_makes_its_readers_stale_and_nothing_else(indexed):
    text = FILES["include/point.h"].replace("int y;", "int y; int z;")
    indexed.write("include/point.h", text)
    parsed = []
    report = indexed.update(progress=lambda *told: parsed.append(told[2]))
    assert sorted(parsed) == [
        "include/point.h",
        "include/shape.h",
        "src/circle.cpp",
        "src/detail.inl",
    ]
    assert report.parsed == 4
    # The others were parsed and say what they said before.
    assert report.changed == {"include/point.h"}


def test_touching_a_file_changes_nothing(indexed, no_worker):
    for path in FILES:
        (indexed.root / path).touch()
    no_worker()
    assert indexed.update().parsed == 0


def test_other_arguments_make_everything_stale(indexed):
    report = indexed.update(clang_args=("-DSOMETHING",))
    assert report.parsed == EVERYTHING
    assert report.changed == frozenset()


def test_a_missing_header_that_appears(project):
    project.write("src/alone.cpp", '#include "later.h"\nint alone = LATER;\n')
    report = project.update()
    assert report.missing == (('"later.h"', 1, "src/alone.cpp"),)
    assert project.level("src/alone.cpp") is CoverageLevel.PARTIAL
    project.write("include/later.h", "#define LATER 1\n")
    report = project.update()
    assert report.missing == ()
    assert report.changed >= {"src/alone.cpp", "include/later.h"}
    assert project.level("src/alone.cpp") is CoverageLevel.FULL


def test_a_header_that_goes(indexed):
    (indexed.root / "include/point.h").unlink()
    report = indexed.update()
    assert report.removed == 1
    assert {"include/point.h", "src/circle.cpp"} <= report.changed
    assert report.missing[0].spelled == '"point.h"'
    assert indexed.level("include/shape.h") is CoverageLevel.PARTIAL
    with indexed.reader() as reader:
        assert reader.facts("include/point.h") is None


def test_the_number_of_workers_does_not_matter(indexed, tmp_path):
    other = tmp_path / "other.sqlite3"
    indexed.update(other, jobs=3)
    assert indexed.dump(other) == indexed.dump()


def test_incremental_is_as_clean(indexed, tmp_path):
    indexed.write("include/point.h", "#pragma once\nstruct Point { long x; };\n")
    indexed.write("src/new.cpp", "int fresh;\n")
    (indexed.root / "src/alone.cpp").unlink()
    indexed.update()
    clean = tmp_path / "clean.sqlite3"
    indexed.update(clean)
    assert indexed.dump() == indexed.dump(clean)


def test_an_index_of_a_tree_that_moved_is_still_good(indexed, no_worker):
    moved = indexed.root.with_name("moved")
    indexed.root.rename(moved)
    indexed.root = moved
    no_worker()
    assert indexed.update().unchanged == EVERYTHING


CRASH = f"int x = {'(' * 100_000};\n"
HANG = """\
template <int N, int M> struct F {
  static constexpr long v = F<N - 1, 2 * M>::v + F<N - 1, 2 * M + 1>::v;
};
template <int M> struct F<0, M> { static constexpr long v = 1; };
long x = F<28, 0>::v;
"""


def test_a_file_that_crashes_the_parser_costs_itself(indexed):
    indexed.write("src/alone.cpp", f"#define KEPT 1\n{CRASH}")
    report = indexed.update()
    (failure,) = report.failures
    assert failure.path == "src/alone.cpp"
    assert failure.kind in {FailureKind.CRASHED, FailureKind.ERROR}
    assert report.changed == {"src/alone.cpp"}
    with indexed.reader() as reader:
        coverage = reader.file("src/alone.cpp").coverage
        assert coverage.level is CoverageLevel.SYNTAX
        assert coverage.reason == failure.text
        assert [one.name for one in reader.symbols_in("src/alone.cpp")] == ["KEPT"]
        assert reader.find("Circle")


def test_a_failed_file_is_tried_again_only_when_something_changed(indexed):
    indexed.write("src/alone.cpp", CRASH)
    assert len(indexed.update().failures) == 1
    again = indexed.update()
    assert again.parsed == again.workers == 0
    assert again.failures == ()
    retried = indexed.update(retry_failed=True)
    assert retried.parsed == len(retried.failures) == 1
    indexed.write("src/alone.cpp", FILES["src/alone.cpp"])
    assert indexed.update().failures == ()
    assert indexed.level("src/alone.cpp") is CoverageLevel.FULL


def test_a_file_that_never_ends_is_stopped(indexed):
    indexed.write("src/alone.cpp", HANG)
    report = indexed.update(timeout=2.0)
    assert [(one.path, one.kind) for one in report.failures] == [
        ("src/alone.cpp", FailureKind.TIMED_OUT)
    ]
    assert indexed.level("src/alone.cpp") is CoverageLevel.SYNTAX


def test_a_fragment_survives_the_file_that_it_is_read_through(indexed):
    indexed.write("src/circle.cpp", f'#include "detail.inl"\n{CRASH}')
    report = indexed.update()
    assert [one.path for one in report.failures] == ["src/circle.cpp"]
    assert indexed.level("src/detail.inl") is CoverageLevel.FULL
    assert indexed.update().parsed == 0


def test_a_fragment_that_its_includer_skips_is_read_alone(indexed):
    indexed.write("src/alone.cpp", '#if 0\n#include "odd.inl"\n#endif\n')
    indexed.write("src/odd.inl", "int odd;\n")
    assert indexed.update().failures == ()
    with indexed.reader() as reader:
        assert reader.find("odd")
    assert indexed.update().parsed == 0


def test_files_that_are_no_text(project):
    project.write("src/empty.h", "")
    (project.root / "src/noise.h").write_bytes(bytes(range(256)) * 20)
    report = project.update()
    assert report.failures == ()
    with project.reader() as reader:
        for path in ("src/empty.h", "src/noise.h"):
            coverage = reader.file(path).coverage
            assert coverage.level is CoverageLevel.TEXT
            assert coverage.reason


def test_without_libclang_there_is_the_syntax_and_one_warning(project, no_worker):
    report = project.update(libclang="/nowhere/libclang.so")
    assert report.parsed == EVERYTHING
    assert report.libclang is None
    assert report.failures == ()
    (problem,) = report.problems
    assert problem.kind is ProblemKind.LIBCLANG
    assert "/nowhere/libclang.so" in problem.text
    assert project.level("src/alone.cpp") is CoverageLevel.SYNTAX
    no_worker()
    again = project.update(libclang="/nowhere/libclang.so")
    assert again.parsed == 0
    assert again.problems == report.problems


def test_arguments_that_are_not_passed_on_are_said(project):
    report = project.update(clang_args=("-DGOOD", "-fplugin=evil.so"))
    (problem,) = report.problems
    assert problem.kind is ProblemKind.ARGUMENTS
    assert "'-fplugin=evil.so'" in problem.text


def test_relative_arguments_start_where_the_settings_say(project, tmp_path):
    folder = tmp_path / "elsewhere"
    (folder / "found").mkdir(parents=True)
    (folder / "found" / "far.h").write_text("#pragma once\n")
    project.write("src/far.cpp", "#include <far.h>\nint far;\n")
    project.update(clang_args=("-Ifound",))
    assert project.level("src/far.cpp") is CoverageLevel.PARTIAL
    project.update(clang_args=("-Ifound",), args_directory=folder)
    assert project.level("src/far.cpp") is CoverageLevel.FULL


def test_a_database_may_be_named_by_its_folder(project):
    project.write("out/db/compile_commands.json", "[]")
    report = project.update(compile_commands="out/db")
    assert report.problems == ()
    assert report.compile_commands is not None


def test_a_libclang_that_comes_back(project):
    project.update(libclang="/nowhere/libclang.so")
    report = project.update()
    assert report.parsed == EVERYTHING
    assert report.problems == ()
    assert project.level("src/alone.cpp") is CoverageLevel.FULL


def test_extra_files_belong_to_the_index(project):
    project.write("data/table.rows", "#define ROWS 3\n")
    assert project.update(extra=("data/table.rows",)).total == EVERYTHING + 1
    assert project.update(extra=("data/table.rows",)).parsed == 0
    report = project.update()
    assert report.removed == 1
    assert report.changed == {"data/table.rows"}


def test_an_extra_file_that_is_not_there_is_skipped(project):
    report = project.update(extra=("nowhere.h",))
    assert [one.path for one in report.skipped] == ["nowhere.h"]


def test_patterns(project):
    assert project.update(include=("src/*.cpp",)).total == 2
    assert project.update(exclude=("src/",)).total == 2


def test_a_damaged_index_is_made_anew(indexed):
    indexed.database.write_bytes(b"no database at all" * 1000)
    report = indexed.update()
    assert report.parsed == EVERYTHING
    assert report.recovered


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"mode": "tokens"}, "kwindex_mode"),
        ({"jobs": 0}, "kwindex_jobs"),
        ({"timeout": 0.0}, "kwindex_timeout"),
        ({"timeout": float("nan")}, "kwindex_timeout"),
        ({"memory_limit": 1000}, "kwindex_memory_limit"),
    ],
)
def test_settings_that_cannot_be_used(project, changes, named):
    with pytest.raises(KwindexError, match=named):
        project.update(**changes)


def test_a_root_that_is_no_folder(tmp_path):
    with pytest.raises(KwindexError, match="no folder"):
        update_index(tmp_path / "x.sqlite3", UpdateSettings(tmp_path / "nowhere"))


def test_nothing_is_written_but_the_database(indexed):
    folder = indexed.root.parent
    files = [path for path in folder.rglob("*") if path.is_file()]
    names = {path.relative_to(folder).as_posix() for path in files}
    beside = {name for name in names if not name.startswith("tree/")}
    assert names - beside == {f"tree/{path}" for path in FILES}
    assert all(re.match(r"index\.sqlite3", name) for name in beside)
