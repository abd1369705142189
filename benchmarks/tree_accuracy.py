"""An index of a whole tree, held against plain parses of files drawn from it.

The part of ``accuracy.py`` behind ``--trees``, whose head says what is compared.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from benchmarks import runs  # noqa: E402
from benchmarks.accuracy import (  # noqa: E402
    GRPC,
    PYTORCH,
    UNSEEN,
    normal_form,
)
from benchmarks.bare_rules import BareRules, definitions_of  # noqa: E402
from benchmarks.parsed_anew import ParsedAnew, Planned  # noqa: E402
from benchmarks.token_names import Reading, plain_usr, read_plainly  # noqa: E402
from sphinxext_kwindex.indexer import load_libclang  # noqa: E402
from sphinxext_kwindex.indexer.stand_ins import stand_ins_for  # noqa: E402
from sphinxext_kwindex.model import SYMBOL_KINDS, Qualifier  # noqa: E402
from sphinxext_kwindex.scan import decode  # noqa: E402
from sphinxext_kwindex.store import IndexReader  # noqa: E402
from sphinxext_kwindex.update.commands import find_commands  # noqa: E402
from sphinxext_kwindex.update.plan import make_plan  # noqa: E402
from sphinxext_kwindex.update.settings import UpdateSettings  # noqa: E402
from sphinxext_kwindex.update.tree import read_tree  # noqa: E402

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Set

    from sphinxext_kwindex.indexer import Unit


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
    wrong: dict[str, str] = field(default_factory=dict)
    """Difference → the last comparison that has it: with ``--bare`` the narrowest."""

    def add(
        self, what: str, path: str, expected: Set[object], ours: Set[object]
    ) -> None:
        """Compare two sets of one file."""
        self.expected[what] += len(expected)
        self.found[what] += len(ours)
        self.right[what] += len(expected & ours)
        for title, rest in (("missed", expected - ours), ("extra", ours - expected)):
            for one in sorted(map(str, rest)):
                self.wrong[f"{title} {path} {one}"] = what

    def share(self, what: str) -> tuple[float, float]:
        """Return precision and recall; of nothing they are whole."""
        right = self.right[what]
        return right / (self.found[what] or 1) if self.found[what] else 1.0, (
            right / self.expected[what] if self.expected[what] else 1.0
        )


class Sampler:
    """The files of one tree: their plan, their facts and their truth."""

    def __init__(
        self,
        root: Path,
        database: Path | None,
        include: tuple[str, ...],
        *,
        headers: Path | None,
    ) -> None:
        """Plan the tree as it was indexed.

        :param database: Its index; None to parse each file that is drawn.
        :param headers: Where the headers are that only the truth has; None if the truth
            has no more than the index.
        """
        libclang = load_libclang()
        settings = UpdateSettings(root, include=include)
        tree = read_tree(settings)
        commands = find_commands(settings, tree.root)
        self.root = tree.root
        plan = make_plan(tree, settings, libclang, commands)
        self.reader: IndexReader | ParsedAnew = (
            ParsedAnew(tree, plan, settings)
            if database is None
            else IndexReader(database)
        )
        self.rules = (
            None
            if headers is None
            else BareRules(tree.root, headers, self.reader.facts)
        )
        self.planned = Planned(plan)
        self._folder = tempfile.TemporaryDirectory()

    def draw(self, prefix: str, count: int, seed: int) -> list[str]:
        """Draw files that are parsed; the same seed draws the same."""
        known = set(self.reader.paths())
        paths = [
            path
            for path in self.planned.paths()
            if path.startswith(prefix) and path in known
        ]
        return random.Random(seed).sample(paths, min(count, len(paths)))

    def compare(self, path: str, tallies: Mapping[bool, Tally]) -> None:
        """Compare one file and add it to the sums of its kind."""
        facts = self.reader.facts(path)
        assert facts is not None
        level = facts.source.coverage.level.value
        tally = tallies[level == "full"]
        reading = self._read(path)
        if reading is None:
            tally.wrong[f"not read {path}"] = "nothing"
            return
        tally.files += 1
        tally.levels[level] += 1
        # A truth that lacks nothing has the classes of members known by their syntax.
        whole = not (reading.truth.missing or reading.truth.errors)
        unseen = {Qualifier.INACTIVE} if self.rules and whole else UNSEEN
        symbols = [
            one
            for one in facts.symbols
            if one.definition and unseen.isdisjoint(one.qualifiers)
        ]
        if self.rules is not None:
            for one in self.rules.comparisons(path, reading, facts, symbols):
                tally.add(one.what, path, one.expected, one.ours)
        else:
            expected = {normal_form(*one) for one in reading.truth.definitions}
            tally.add("definitions", path, expected, definitions_of(symbols))
            kinds = frozenset(SYMBOL_KINDS)
            named = {
                ((one.line, one.column), plain_usr(one.usr))
                for one in facts.occurrences
                if one.kind in kinds and (one.line, one.column) in reading.identifiers
            }
            tally.add("references", path, set(reading.names.items()), named)

    def _read(self, path: str) -> Reading | None:
        for unit in self.planned.units(path):
            rules = self.rules
            more = self._begun(unit) if rules is None else rules.arguments
            reading = read_plainly(
                str(self.root / unit.path),
                (*unit.arguments, *more),
                str(self.root / path),
                tokens=self.rules is None,
            )
            if reading is not None:
                return reading
        return None

    def _begun(self, unit: Unit) -> tuple[str, ...]:
        """Return the arguments for what an update begins a unit with."""
        text = decode((self.root / unit.path).read_bytes()).text
        begun = stand_ins_for(unit, self.root, text).text
        if not begun:
            return ()
        header = Path(self._folder.name) / "stand_ins.h"
        header.write_text(begun)
        return ("-include", str(header))


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
        if index not in databases and not options.anew:
            sys.exit(f"no index of {name}: name it with --database {index}=F")
        alone = index == name and index in roots
        root = roots.get(index, sample.root)
        include = tuple(options.include)
        headers = options.headers if options.bare else None
        database = None if options.anew else databases[index]
        sampler = Sampler(root, database, include, headers=headers)
        tallies = {True: Tally(), False: Tally()}
        prefix = "" if alone else sample.prefix
        for path in sampler.draw(prefix, options.files, options.seed):
            sampler.compare(path, tallies)
            print(".", end="", file=sys.stderr, flush=True)
        for whole, tally in tallies.items():
            shown, row = figures_of(name, tally, whole=whole)
            rows += shown
            figures.append(row)
            wrong += [f"{name}: {text}: {what}" for text, what in tally.wrong.items()]
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
