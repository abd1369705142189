"""Definitions of real files, held against a plain full walk of libclang.

From each of seven trees (see ``fetch.py``) files are drawn at random with a fixed seed,
until enough are found whose parse misses no header. Each is parsed twice with the same
arguments: by the indexer, and by ``tests/truth.py``, which was written apart from it.
Compared are the definitions by (kind, qualified name, line). Conversions are compared
as ``operator <conversion>``: the index has the type as it is written, libclang prints
the canonical one (``operator type-parameter-0-1``). Left out is what libclang does
not see: macros in branches that the preprocessor skipped (``Qualifier.INACTIVE``), and
members whose class no header declares (``Qualifier.UNRESOLVED``).

    python benchmarks/accuracy.py [--files 60] [--show 20]

With ``--trees`` an index that ``kwindex index`` made of a whole tree is held against
plain full parses of files drawn from it, each with the arguments that its plan gives
it: the definitions as above, and what each identifier token names (line, column, USR),
locals left out. Files of coverage *full* and the others are counted apart. Abseil's are
those in the sdist of gRPC, so of its index.

    python benchmarks/accuracy.py --trees grpc,pytorch,abseil --files 100 --seed 1
        --database grpc=F --database pytorch=F [-v] [--json F]

With ``--bare`` as well, the truth has the headers of third parties and the generated
ones of libtorch-dev (``--headers``), which the index had not; compared are the
definitions, by the three rules of ``bare_rules.py``. With ``--anew`` no index is
needed: the files drawn are parsed as an update would.

    python benchmarks/accuracy.py --trees grpc,pytorch,abseil --files 100 --seed 1
        --bare --anew [-v --show 999]
"""

from __future__ import annotations

import argparse
import os
import random
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from sphinxext_kwindex.indexer import (  # noqa: E402
    Unit,
    arguments_for,
    find_toolchain,
    index_unit,
    load_libclang,
)
from sphinxext_kwindex.model import Qualifier, SymbolKind  # noqa: E402
from sphinxext_kwindex.scan import (  # noqa: E402
    IncludeRoots,
    decode,
    guess_language,
)
from tests.truth import Definition, plain_name, truth_of  # noqa: E402

CORPORA = Path(__file__).parent / "corpora"
DEBIAN = CORPORA / "debian" / "usr" / "include"
GRPC = CORPORA / "grpcio-1.76.0"
PYTORCH = CORPORA / "pytorch-1.13.1"
SEED = 20261123
UNSEEN = {Qualifier.INACTIVE, Qualifier.UNRESOLVED}
CONVERSION = re.compile(r"\boperator .*\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Sample:
    """Where the files of one row of the table come from."""

    name: str
    root: Path
    patterns: tuple[str, ...]
    share: float
    """Of all files drawn."""
    folders: tuple[str, ...] = (".",)
    """Include folders, from the root."""
    outside: tuple[Path, ...] = ()
    """Folders of other packages' headers."""
    standard: str = "-std=gnu++17"


GRPC_FOLDERS = (
    ".", "include", "src/core/ext/upb-gen", "src/core/ext/upbdefs-gen",
    "third_party/abseil-cpp", "third_party/re2", "third_party/upb",
    "third_party/utf8_range", "third_party/xxhash", "third_party/zlib",
    "third_party/boringssl-with-bazel/src/include",
    "third_party/cares/cares/include", "third_party/cares",
    "third_party/address_sorting/include",
)  # fmt: skip
SAMPLES = (
    Sample("fmt", DEBIAN, ("fmt/*.h",), 0.1),
    Sample("spdlog", DEBIAN, ("spdlog/**/*.h",), 0.15),
    Sample("nlohmann-json", DEBIAN, ("nlohmann/**/*.hpp",), 0.1),
    Sample("Eigen", DEBIAN / "eigen3", ("Eigen/*", "Eigen/src/**/*.h"), 0.15),
    Sample(
        "abseil", GRPC / "third_party" / "abseil-cpp",
        ("absl/**/*.h", "absl/**/*.cc"), 0.15,
    ),
    Sample(
        "gRPC core", GRPC, ("src/core/**/*.h", "src/core/**/*.cc"), 0.15,
        folders=GRPC_FOLDERS,
    ),
    Sample(
        "PyTorch", PYTORCH,
        ("c10/**/*.h", "c10/**/*.cpp", "torch/csrc/**/*.h", "torch/csrc/**/*.cpp"),
        0.2,
        folders=(".", "aten/src", "torch/csrc/api/include"),
        outside=(DEBIAN, DEBIAN / "torch/csrc/api/include", DEBIAN / "python3.11",
                 DEBIAN / "x86_64-linux-gnu"),
    ),
)  # fmt: skip


@dataclass(slots=True)
class Row:
    """Sums over the files of a sample."""

    files: int = 0
    skipped: int = 0
    with_errors: int = 0
    truth: int = 0
    found: int = 0
    right: int = 0
    plain_seconds: float = 0.0
    index_seconds: float = 0.0
    wrong: list[tuple[str, str, Definition]] = field(default_factory=list)


def measure(sample: Sample, wanted: int) -> Row:
    """Draw files and compare."""
    paths = sorted(
        {
            path.relative_to(sample.root).as_posix()
            for pattern in sample.patterns
            for path in sample.root.glob(pattern)
            if path.is_file() and "_test" not in path.name
        }
    )
    random.Random(SEED).shuffle(paths)
    row = Row()
    for path in paths:
        if row.files == wanted:
            break
        compare(sample, path, row)
        print(".", end="", file=sys.stderr, flush=True)
    return row


def compare(sample: Sample, path: str, row: Row) -> None:
    """Add one file to the row, if its parse misses no header."""
    libclang = load_libclang()
    absolute = sample.root / path
    text = decode(absolute.read_bytes()).text
    language = guess_language(path, text)
    cxx = language.value != "c"
    extra = [sample.standard] if cxx else []
    for folder in sample.outside:
        extra += ["-isystem", str(folder)]
    arguments = arguments_for(
        path,
        root=sample.root,
        language=language,
        command=None,
        include_roots=IncludeRoots(direct=sample.folders),
        extra=extra,
        toolchain=find_toolchain(libclang),
        libclang=libclang,
    )
    started = time.process_time()
    truth = truth_of(str(absolute), arguments)
    plain = time.process_time() - started
    if truth.missing:
        row.skipped += 1
        return
    unit = Unit(path, language, arguments, (path,))
    started = time.process_time()
    (facts,) = index_unit(
        unit, root=sample.root, libclang=libclang, project=frozenset([path])
    )
    row.index_seconds += time.process_time() - started
    row.plain_seconds += plain
    found = Counter(
        normal_form(s.kind.value, s.qualified_name, s.position.line)
        for s in facts.symbols
        if s.definition and UNSEEN.isdisjoint(s.qualifiers)
    )
    expected = Counter(normal_form(*definition) for definition in truth.definitions)
    # A line may define one name twice (two anonymous enums): compared as sets.
    row.files += 1
    row.with_errors += bool(truth.errors)
    row.truth += len(expected)
    row.found += len(found)
    row.right += len(expected.keys() & found.keys())
    row.wrong += [("missed", path, d) for d in sorted(expected.keys() - found.keys())]
    row.wrong += [("extra", path, d) for d in sorted(found.keys() - expected.keys())]


def normal_form(kind: str, qualified_name: str, line: int) -> Definition:
    """Return a definition as it is compared."""
    name = plain_name(qualified_name)
    if kind == SymbolKind.CONVERSION:
        name = CONVERSION.sub("operator <conversion>", name)
    return Definition(kind, name, line)


def add_tree_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the comparison with an index of a whole tree."""
    group = parser.add_argument_group("an index of a whole tree")
    group.add_argument("--trees", metavar="NAMES", help="of grpc, pytorch, abseil")
    group.add_argument(
        "--database", action="append", default=[], metavar="NAME=F", help="its index"
    )
    group.add_argument(
        "--root", action="append", default=[], metavar="NAME=F", help="its source root"
    )
    group.add_argument(
        "--include", action="append", default=[], metavar="P", help="as it was indexed"
    )
    group.add_argument("--seed", type=int, default=SEED)
    group.add_argument("--bare", action="store_true", help="a truth with all headers")
    group.add_argument(
        "--anew", action="store_true", help="parse what is drawn, use no index"
    )
    group.add_argument(
        "--headers", type=Path, default=DEBIAN, metavar="F", help="those of that truth"
    )
    group.add_argument("-v", "--verbose", action="store_true", help="list differences")
    group.add_argument("--json", type=Path, metavar="F", help="write the figures here")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--files", type=int, default=60)
    parser.add_argument("--show", type=int, default=20, help="differences to list")
    parser.add_argument("--only", help="name of one sample")
    add_tree_options(parser)
    options = parser.parse_args()
    if options.trees:
        # Not before: that module needs this one.
        from benchmarks.tree_accuracy import measure_trees

        measure_trees(options)
        return
    os.chdir(ROOT)
    head = (
        f"{'tree':14} {'files':>5} {'left out':>8} {'with errors':>11} "
        f"{'definitions':>11} {'precision':>9} {'recall':>8} {'index s':>8}"
    )
    rows = []
    for sample in SAMPLES:
        if options.only in {None, sample.name}:
            count = max(1, round(options.files * sample.share))
            rows.append((sample.name, measure(sample, count)))
    print("\n" + head)
    for name, row in rows:
        print_row(name, row)
    total = Row()
    for _, row in rows:
        for name in ("files", "skipped", "with_errors", "truth", "found", "right"):
            setattr(total, name, getattr(total, name) + getattr(row, name))
        total.index_seconds += row.index_seconds
    print_row("all", total)
    differences = [item for _, row in rows for item in row.wrong]
    for what, path, definition in differences[: options.show]:
        print(what, path, *definition)
    if len(differences) > options.show:
        print(f"and {len(differences) - options.show} more")


def print_row(name: str, row: Row) -> None:
    """Print one row; a share of nothing counts as whole."""
    precision = row.right / row.found if row.found else 1.0
    recall = row.right / row.truth if row.truth else 1.0
    print(
        f"{name:14} {row.files:5} {row.skipped:8} {row.with_errors:11} "
        f"{row.truth:11} {precision:9.4f} {recall:8.4f} {row.index_seconds:8.1f}"
    )


if __name__ == "__main__":
    main()
