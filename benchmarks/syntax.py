"""The syntax fallback: CPU a file over a tree, and its accuracy.

    python benchmarks/syntax.py TREE [--repeat 3] [--every 1]
    python benchmarks/syntax.py --accuracy [--files 60] [--show 20]

Speed: each file is read to facts and encoded, as an update would store it; the least
time of some runs is taken. Parts are measured apart, each with what it needs at hand.

Accuracy: from four trees (see ``fetch.py``) files are drawn at random with a fixed
seed, until enough are found whose parse misses no header. Types and functions of the
syntax are held against those of libclang, declarations and definitions alike, by
(family, name, line). Left out on both sides is what a macro made, and what stands in
lines that the preprocessor skipped: libclang does not see it.
"""

from __future__ import annotations

import argparse
import math
import os
import random
import sys
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.accuracy import GRPC, SAMPLES, SEED, Sample  # noqa: E402
from sphinxext_kwindex.indexer import (  # noqa: E402
    Unit,
    arguments_for,
    find_toolchain,
    index_unit,
    load_libclang,
)
from sphinxext_kwindex.model import (  # noqa: E402
    FUNCTION_KINDS,
    RECORD_KINDS,
    CoverageLevel,
    SymbolKind,
    encode_facts,
)
from sphinxext_kwindex.scan import (  # noqa: E402
    IncludeRoots,
    MacroTable,
    decode,
    guess_language,
    scan_attribute_macros,
    scan_text,
)
from sphinxext_kwindex.syntax import prepare, syntax_facts  # noqa: E402
from sphinxext_kwindex.update.discover import find_sources  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinxext_kwindex.model import FileFacts, Symbol

TYPES = RECORD_KINDS | {SymbolKind.ENUM}
WANTED = ("fmt", "abseil", "gRPC core", "PyTorch")


def table_of(root: Path) -> MacroTable:
    """Return the macro table of a tree."""
    return MacroTable.of(
        {
            path: scan_attribute_macros(decode((root / path).read_bytes()).text)
            for path in find_sources(root).paths
        }
    )


def measure_speed(root: Path, repeat: int, every: int) -> None:
    """Print the CPU time a file."""
    paths = find_sources(root).paths[::every]
    texts = {path: (root / path).read_bytes() for path in paths}
    lines = sum(data.count(b"\n") for data in texts.values())
    print(f"{root.name}: {len(paths):,} files, {lines:,} lines")
    prepare()
    texts_of = {path: decode(data).text for path, data in texts.items()}
    languages = {path: guess_language(path, text) for path, text in texts_of.items()}

    def candidates() -> dict[str, object]:
        return {path: scan_attribute_macros(text) for path, text in texts_of.items()}

    found = {path: scan_attribute_macros(text) for path, text in texts_of.items()}
    table = MacroTable.of(found)

    def read(path: str) -> FileFacts:
        data, language = texts[path], languages[path]
        return syntax_facts(path, data, language=language, macros=table)

    def facts() -> None:
        # As a worker does: nothing is kept.
        for path in texts:
            read(path)

    def encoded() -> None:
        for path in texts:
            encode_facts(read(path))

    def scans() -> None:
        for text in texts_of.values():
            scan_text(text)

    rows: list[tuple[str, Callable[[], object]]] = [
        ("scan of macros", candidates),
        ("macro table", lambda: MacroTable.of(found)),
        ("(scan_text)", scans),
        ("syntax_facts", facts),
        ("and encode", encoded),
    ]
    print_steps(rows, len(paths), repeat)
    levels = Counter(read(path).source.coverage.level.value for path in texts)
    print(dict(levels))


def print_steps(
    rows: list[tuple[str, Callable[[], object]]], files: int, repeat: int
) -> None:
    """Run each step some times and print the least time."""
    print(f"{'step':16} {'CPU s':>8} {'ms a file':>10}")
    for name, step in rows:
        best = math.inf
        for _ in range(repeat):
            start = time.process_time()
            step()
            best = min(best, time.process_time() - start)
        print(f"{name:16} {best:8.3f} {best / files * 1000:10.4f}")


@dataclass(slots=True)
class Row:
    """Sums over the files of a sample, by family."""

    files: int = 0
    skipped: int = 0
    truth: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    wrong: list[tuple[str, str, str, str, int]] = field(default_factory=list)


def measure_accuracy(sample: Sample, wanted: int) -> Row:
    """Draw files and compare."""
    paths = sorted(
        {
            path.relative_to(sample.root).as_posix()
            for pattern in sample.patterns
            for path in sample.root.glob(pattern)
            if path.is_file()
        }
    )
    random.Random(SEED).shuffle(paths)
    table = table_of(GRPC if sample.root.is_relative_to(GRPC) else sample.root)
    row = Row()
    for path in paths:
        if row.files == wanted:
            break
        compare(sample, path, table, row)
        print(".", end="", file=sys.stderr, flush=True)
    return row


def compare(sample: Sample, path: str, table: MacroTable, row: Row) -> None:
    """Add one file to the row, if its parse misses no header."""
    libclang = load_libclang()
    data = (sample.root / path).read_bytes()
    language = guess_language(path, decode(data).text)
    extra = [sample.standard] if language.value != "c" else []
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
    unit = Unit(path, language, arguments, (path,))
    (full,) = index_unit(
        unit, root=sample.root, libclang=libclang, project=frozenset([path])
    )
    if full.source.coverage.level is not CoverageLevel.FULL:
        row.skipped += 1
        return
    row.files += 1
    facts = syntax_facts(path, data, language=language, macros=table)
    hidden = {n for first, last in full.skipped for n in range(first, last + 1)}
    truth, found = keys(full.symbols, hidden), keys(facts.symbols, hidden)
    for family in ("types", "functions"):
        expected = {key for key in truth if key[0] == family}
        given = {key for key in found if key[0] == family}
        row.truth[family] += len(expected)
        row.found[family] += len(given)
        row.right[family] += len(expected & given)
        row.wrong += [("missed", path, *key) for key in sorted(expected - given)]
        row.wrong += [("extra", path, *key) for key in sorted(given - expected)]


def keys(symbols: Iterable[Symbol], hidden: set[int]) -> set[tuple[str, str, int]]:
    """Return what is compared."""
    found = set()
    for symbol in symbols:
        family = "types" if symbol.kind in TYPES else "functions"
        counts = symbol.kind in TYPES or symbol.kind in FUNCTION_KINDS
        if counts and symbol.macro is None and symbol.position.line not in hidden:
            name = symbol.name
            if symbol.kind is SymbolKind.CONVERSION:
                name = "operator <conversion>"
            found.add((family, name, symbol.position.line))
    return found


def print_accuracy(files: int, show: int, only: str | None) -> None:
    """Print the table."""
    os.chdir(ROOT)
    rows = []
    for sample in SAMPLES:
        if sample.name not in WANTED or only not in {None, sample.name}:
            continue
        chosen = sample
        if sample.name == "PyTorch":
            patterns = tuple(p for p in sample.patterns if p.startswith("c10"))
            chosen = replace(sample, name="PyTorch c10", patterns=patterns)
        rows.append((chosen.name, measure_accuracy(chosen, files // len(WANTED))))
    print(f"\n{'tree':12} {'files':>5} {'left out':>8} {'family':10}"
          f"{'truth':>7} {'precision':>10} {'recall':>8}")  # fmt: skip
    total = Row()
    for name, row in rows:
        print_row(name, row)
        total.files += row.files
        total.skipped += row.skipped
        for mine, other in (
            (total.truth, row.truth),
            (total.found, row.found),
            (total.right, row.right),
        ):
            mine.update(other)
    print_row("all", total)
    wrong = [one for _, row in rows for one in row.wrong]
    for one in wrong[:show]:
        print(*one)
    if len(wrong) > show:
        print(f"and {len(wrong) - show} more")


def print_row(name: str, row: Row) -> None:
    """Print the rows of a tree; a share of nothing counts as whole."""
    for family in ("types", "functions"):
        truth, found = row.truth[family], row.found[family]
        right = row.right[family]
        precision = right / found if found else 1.0
        recall = right / truth if truth else 1.0
        print(f"{name:12} {row.files:5} {row.skipped:8} {family:10}"
              f"{truth:7} {precision:10.4f} {recall:8.4f}")  # fmt: skip


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("tree", type=Path, nargs="?")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--every", type=int, default=1, help="only each n-th file")
    parser.add_argument("--accuracy", action="store_true")
    parser.add_argument("--files", type=int, default=60)
    parser.add_argument("--show", type=int, default=20, help="differences to list")
    parser.add_argument("--only", help="name of one sample")
    options = parser.parse_args()
    if options.accuracy:
        print_accuracy(options.files, options.show, options.only)
    if options.tree is not None:
        measure_speed(options.tree.resolve(), options.repeat, options.every)


if __name__ == "__main__":
    main()
