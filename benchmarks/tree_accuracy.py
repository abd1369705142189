"""An index of a whole tree, held against plain parses of files drawn from it.

The part of ``accuracy.py`` behind ``--trees``, whose head says what is compared.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from benchmarks import runs  # noqa: E402
from benchmarks.accuracy import (  # noqa: E402
    DEBIAN,
    GRPC,
    PYTORCH,
    UNSEEN,
    normal_form,
)
from benchmarks.token_names import Reading, plain_usr, read_plainly  # noqa: E402
from sphinxext_kwindex.indexer import load_libclang  # noqa: E402
from sphinxext_kwindex.model import SYMBOL_KINDS  # noqa: E402
from sphinxext_kwindex.store import IndexReader  # noqa: E402
from sphinxext_kwindex.update.commands import find_commands  # noqa: E402
from sphinxext_kwindex.update.plan import make_plan  # noqa: E402
from sphinxext_kwindex.update.settings import UpdateSettings  # noqa: E402
from sphinxext_kwindex.update.tree import read_tree  # noqa: E402

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Mapping, Set

    from sphinxext_kwindex.indexer import Unit

BARE = (
    *("-isystem", str(DEBIAN)),
    *("-isystem", str(DEBIAN / "torch/csrc/api/include")),
    *("-isystem", str(DEBIAN / "python3.11")),
    *("-isystem", str(DEBIAN / "x86_64-linux-gnu")),
)
"""What only the truth of ``--bare`` has: third parties' headers and generated ones."""


class TreeSample(NamedTuple):
    """Which files are drawn, and of which index."""

    name: str
    """Name that ``--database`` and ``--root`` give it."""
    root: Path
    prefix: str
    """Of the paths that are drawn."""


TREES = {
    "grpc": TreeSample("grpc", GRPC, ""),
    "pytorch": TreeSample("pytorch", PYTORCH, ""),
    "abseil": TreeSample("grpc", GRPC, "third_party/abseil-cpp/"),
}


@dataclass(slots=True)
class Tally:
    """Sums over files of one tree."""

    files: int = 0
    levels: Counter[str] = field(default_factory=Counter)
    expected: Counter[str] = field(default_factory=Counter)
    """By what is compared: ``definitions``, ``references``."""
    found: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def add(
        self, what: str, path: str, expected: Set[object], ours: Set[object]
    ) -> None:
        """Compare two sets of one file."""
        self.expected[what] += len(expected)
        self.found[what] += len(ours)
        self.right[what] += len(expected & ours)
        for title, rest in (("missed", expected - ours), ("extra", ours - expected)):
            self.wrong += [f"{title} {path} {one}" for one in sorted(map(str, rest))]

    def share(self, what: str) -> tuple[float, float]:
        """Return precision and recall; of nothing they are whole."""
        right = self.right[what]
        return right / (self.found[what] or 1) if self.found[what] else 1.0, (
            right / self.expected[what] if self.expected[what] else 1.0
        )


class Sampler:
    """The files of one tree: their plan, their facts and their truth."""

    def __init__(
        self, root: Path, database: Path, include: tuple[str, ...], *, bare: bool
    ) -> None:
        libclang = load_libclang()
        settings = UpdateSettings(root, include=include)
        tree = read_tree(settings)
        commands = find_commands(settings, tree.root)
        self.root = tree.root
        self.bare = bare
        plan = make_plan(tree, settings, libclang, commands)
        self.reader = IndexReader(database)
        self.owners = {
            path: unit
            for cluster in plan.clusters
            for unit in cluster.units
            for path in unit.wanted
        }
        self.alone = plan.alone

    def draw(self, prefix: str, count: int, seed: int) -> list[str]:
        """Draw files that are parsed; the same seed draws the same."""
        known = set(self.reader.paths())
        paths = sorted(
            path
            for path in self.owners.keys() | self.alone.keys()
            if path.startswith(prefix) and path in known
        )
        return random.Random(seed).sample(paths, min(count, len(paths)))

    def compare(self, path: str, tallies: Mapping[bool, Tally]) -> None:
        """Compare one file and add it to the sums of its kind."""
        facts = self.reader.facts(path)
        assert facts is not None
        level = facts.source.coverage.level.value
        tally = tallies[level == "full"]
        reading = self._read(path)
        if reading is None:
            tally.wrong.append(f"not read {path}")
            return
        tally.files += 1
        tally.levels[level] += 1
        ours = {
            normal_form(s.kind.value, s.qualified_name, s.position.line)
            for s in facts.symbols
            if s.definition and UNSEEN.isdisjoint(s.qualifiers)
        }
        expected = {normal_form(*one) for one in reading.truth.definitions}
        tally.add("definitions", path, expected, ours)
        if self.bare:
            # Other headers define other macros: which branch of an #if is read is the
            # configuration's, not the reader's.
            seen = {one for one in ours if one.line not in reading.skipped}
            lines = _lines(facts.skipped)
            there = {one for one in expected if one.line not in lines}
            tally.add("definitions of branches that both read", path, there, seen)
        else:
            symbols = frozenset(SYMBOL_KINDS)
            named = {
                ((one.line, one.column), plain_usr(one.usr))
                for one in facts.occurrences
                if one.kind in symbols and (one.line, one.column) in reading.identifiers
            }
            tally.add("references", path, set(reading.names.items()), named)

    def _read(self, path: str) -> Reading | None:
        for unit in self._units(path):
            more = BARE if self.bare else ()
            reading = read_plainly(
                str(self.root / unit.path),
                (*unit.arguments, *more),
                str(self.root / path),
                tokens=not self.bare,
            )
            if reading is not None:
                return reading
        return None

    def _units(self, path: str) -> Iterator[Unit]:
        """Yield what reads a file: who is asked for it in the plan, then itself."""
        for units in (self.owners, self.alone):
            if path in units:
                yield units[path]


def _lines(ranges: Iterable[tuple[int, int]]) -> set[int]:
    """Return the lines of ranges, their ends included."""
    return {line for first, last in ranges for line in range(first, last + 1)}


def named_paths(words: list[str], option: str) -> dict[str, Path]:
    """Return what ``NAME=PATH`` words say."""
    pairs = [word.partition("=") for word in words]
    if not all(name and path for name, _, path in pairs):
        sys.exit(f"{option} needs NAME=PATH")
    return {name: Path(path) for name, _, path in pairs}


def measure_trees(options: argparse.Namespace) -> None:
    """Compare, and print one row for each tree and kind of file."""
    databases = named_paths(options.database, "--database")
    roots = named_paths(options.root, "--root")
    rows = []
    figures = []
    wrong = []
    for name in options.trees.split(","):
        sample = TREES[name]
        # A tree that was indexed alone goes by its own name.
        index = name if name in databases else sample.name
        if index not in databases:
            sys.exit(f"no index of {name}: name it with --database {index}=F")
        alone = index == name and index in roots
        root = roots.get(index, sample.root)
        include = tuple(options.include)
        sampler = Sampler(root, databases[index], include, bare=options.bare)
        tallies = {True: Tally(), False: Tally()}
        prefix = "" if alone else sample.prefix
        for path in sampler.draw(prefix, options.files, options.seed):
            sampler.compare(path, tallies)
            print(".", end="", file=sys.stderr, flush=True)
        for whole, tally in tallies.items():
            shown, row = figures_of(name, tally, whole=whole)
            rows += shown
            figures.append(row)
            wrong += [f"{name}: {text}" for text in tally.wrong]
    head = ["Tree", "Coverage", "Files", "Compared", "Items", "Precision", "Recall"]
    runs.print_table(head, rows)
    for text in wrong[: options.show if options.verbose else 0]:
        print(text)
    if len(wrong) > options.show or not options.verbose:
        print(f"{len(wrong)} differences; -v lists the first {options.show}")
    runs.write_json(options.json, {"bare": options.bare, "rows": figures})


def figures_of(
    name: str, tally: Tally, *, whole: bool
) -> tuple[list[list[object]], dict[str, object]]:
    """Return the rows of the table, and the same for JSON."""
    levels = ", ".join(f"{n} {level}" for level, n in sorted(tally.levels.items()))
    label = "*full*" if whole else f"others ({levels or 'none'})"
    rows: list[list[object]] = []
    figures: dict[str, object] = {
        "tree": name,
        "full": whole,
        "files": tally.files,
        "levels": tally.levels,
    }
    for what in tally.expected:
        precision, recall = tally.share(what)
        shares = [f"{precision:.4f}", f"{recall:.4f}"]
        rows.append([name, label, tally.files, what, tally.expected[what], *shares])
        figures[what] = {
            "expected": tally.expected[what],
            "found": tally.found[what],
            "right": tally.right[what],
            "precision": precision,
            "recall": recall,
        }
    return rows, figures
