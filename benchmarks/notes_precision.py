"""Draw notes of indexes, for a person to read: how often are the rules right?

    python benchmarks/notes_precision.py ROOT=DB [ROOT=DB ...] [--rule ID] [--each N]
        [--seed S]

Prints the hits of each rule, then for each rule at most N of them, drawn with a fixed
seed from all the trees, with the lines around. To be judged: is what the rule says it
finds there, and is it meant as the rule means it? The table of the answers is in
``docs/reference/rules.rst``.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from sphinxext_kwindex.notes import all_rules  # noqa: E402
from sphinxext_kwindex.store import IndexReader  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinxext_kwindex.model import Note


class Drawn(NamedTuple):
    """A note with its file."""

    root: Path
    path: str
    note: Note


def main(argv: Sequence[str] | None = None) -> int:
    """Draw and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("trees", nargs="+", metavar="ROOT=DB")
    parser.add_argument("--rule", action="append", help="only this one")
    parser.add_argument("--each", type=int, default=6, help="drawn of each rule")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--before", type=int, default=2, help="lines shown before")
    parser.add_argument("--after", type=int, default=2, help="lines shown after")
    arguments = parser.parse_args(argv)
    found: dict[str, list[Drawn]] = defaultdict(list)
    for tree in arguments.trees:
        root, _, database = tree.partition("=")
        for drawn in notes_of_tree(Path(root), Path(database)):
            found[drawn.note.rule].append(drawn)
    rules = arguments.rule or [rule.id for rule in all_rules()]
    for rule in rules:
        print(f"{rule:28} {len(found[rule]):6}")
    for rule in rules:
        drawing = random.Random(f"{arguments.seed} {rule}")
        notes = sorted(found[rule], key=lambda one: (one.path, one.note))
        for one in drawing.sample(notes, min(arguments.each, len(notes))):
            show(one, arguments.before, arguments.after)
    return 0


def notes_of_tree(root: Path, database: Path) -> Iterator[Drawn]:
    """Yield all notes of an index."""
    with IndexReader(database) as reader:
        for path, notes in reader.all_notes():
            for note in notes:
                yield Drawn(root, path, note)


def show(drawn: Drawn, before: int, after: int) -> None:
    """Print a note with the lines around it."""
    note = drawn.note
    print(f"\n== {note.rule} [{note.text}] {drawn.path}:{note.line}")
    lines = (drawn.root / drawn.path).read_text("utf-8", "replace").split("\n")
    first = max(0, note.line - 1 - before)
    for number, line in enumerate(lines[first : note.line + after], first + 1):
        mark = ">" if number == note.line else " "
        print(f"{mark}{number:5} {line}")


if __name__ == "__main__":
    sys.exit(main())
