"""Any libclang gives the same tables: the example project, indexed by each.

The bundled library is the measure; Debian's are compared when they are installed, as
``dev.py test`` does on Debian.
"""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from sphinxext_kwindex.store import IndexReader

FILES = (
    "/capi/trailmap.h",
    "/include/trailmap/export.h",
    "/include/trailmap/geometry.hpp",
    "/include/trailmap/surface.hpp",
    "/include/trailmap/units.hpp",
    "/src/surface.cpp",
)
EXAMPLE = Path(__file__).parents[2] / "example_project"
SYSTEM = {
    int(file.parts[-3].removeprefix("llvm-")): file
    for file in Path("/usr/lib").glob("llvm-[1-9][0-9]/lib/libclang-*.so.1")
}
"""Major version → library, as Debian's packages install it."""


def tables(folder, library):
    """Index the example with one library, in a process of its own."""
    database = folder / "index.sqlite3"
    command = [
        sys.executable, "-m", "sphinxext_kwindex", "index", str(EXAMPLE),
        "--database", str(database), "--compile-commands", "none", "--quiet",
        *(f"--include={file}" for file in FILES),
    ]  # fmt: skip
    if library:
        command += ["--libclang", str(library)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    with IndexReader(database) as reader:
        symbols = Counter(
            (
                s.path,
                s.position,
                s.kind.value,
                s.qualified_name,
                s.definition,
                s.access,
                "".join(f.text for f in s.signature),
                s.value,
            )
            for path in reader.paths()
            for s in reader.symbols_in(path)
        )
        files = [reader.file(path) for path in reader.paths()]
        coverage = {file.path: file.coverage.level for file in files if file}
        relations = Counter(
            (r.kind, r.path, r.position, r.target_name)
            for path in reader.paths()
            for r in reader.relations_in(path)
        )
    return symbols, relations, coverage


@pytest.fixture(scope="module")
def bundled(tmp_path_factory):
    return tables(tmp_path_factory.mktemp("bundled"), None)


def test_the_bundled_library_reads_the_example_whole(bundled):
    symbols, relations, coverage = bundled
    assert set(coverage.values()) == {"full"}
    assert sum(symbols.values()) > 150
    assert sum(relations.values()) > 5


@pytest.mark.parametrize("major", sorted(SYSTEM))
def test_another_library_gives_the_same_tables(bundled, tmp_path, major):
    symbols, relations, coverage = tables(tmp_path, SYSTEM[major])
    assert coverage == bundled[2]
    assert (symbols - bundled[0], bundled[0] - symbols) == (Counter(), Counter())
    assert (relations - bundled[1], bundled[1] - relations) == (Counter(), Counter())
