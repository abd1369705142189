"""What it costs to index whole trees from nothing, and what is found.

Each tree is indexed by ``kwindex index`` into a fresh database, in a process of its
own. Measured are the CPU time of the whole process tree, workers that ended included;
elapsed time; the peak memory of the parent and of the largest worker; and the CPU time
inside libclang's parses, with what all else costs beside it. Then the index is read:
its bytes, and what it holds.

    python benchmarks/whole_tree.py benchmarks/corpora/grpcio-1.76.0 [...] [--jobs N]
        [--mode syntax] [--keep FOLDER] [--json F]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks import runs  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Sequence

MB = 1e6
LABELS = {
    "files": "Files",
    "lines": "Lines",
    "cpu": "CPU, in all, s",
    "parse_cpu": "CPU inside libclang's parse, s",
    "cpu_by_parse": "The first by the second",
    "wall": "Elapsed, s",
    "worker_peak_mb": "Peak memory of the largest worker, MB",
    "parent_peak_mb": "Peak memory of the parent, MB",
    "database_mb": "Index, MB",
    "bytes_a_line": "Bytes a line",
    "full": "Files with coverage *full*",
    "partial": "*partial*",
    "syntax": "*syntax*",
    "text": "*text*",
    "definitions": "Definitions",
    "declarations": "Other declarations",
    "references": "References",
    "identifiers": "Identifiers",
    "unresolved": "Of them unresolved",
    "failures": "Failures of the parser",
}
"""Key of the JSON → row of the table."""


def measure(root: Path, database: Path, options: Sequence[str]) -> dict[str, object]:
    """Index one tree and return its figures."""
    run = runs.index(root, database, options)
    for line in run.measured.output.splitlines()[-3:]:
        print(line, file=sys.stderr)
    found = runs.contents_of(database)
    cpu, parse = run.measured.cpu, run.parse_cpu
    return {
        **found,
        "tree": root.name,
        "code": run.measured.code,
        "cpu": cpu,
        "parse_cpu": parse,
        "cpu_by_parse": cpu / parse if parse else None,
        "wall": run.measured.wall,
        "worker_peak_mb": run.measured.child_peak / MB,
        "parent_peak_mb": run.measured.parent_peak / MB,
        "database_mb": found["bytes"] / MB,
        "bytes_a_line": found["bytes"] / max(found["lines"], 1),
        "failures": len(run.report["failures"]),
        "report": dict(run.report),
    }


def main() -> None:
    """Print one column a tree."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("root", type=Path, nargs="+", metavar="ROOT")
    runs.add_index_options(parser)
    parser.add_argument(
        "--keep", type=Path, metavar="FOLDER", help="leave the databases there"
    )
    runs.add_json_option(parser)
    options = parser.parse_args()
    words = runs.index_options(options)
    trees = []
    for root in options.root:
        place = options.keep
        if place is not None:
            place.mkdir(parents=True, exist_ok=True)
        with nullcontext(place) if place else tempfile.TemporaryDirectory() as folder:
            database = Path(folder) / f"{root.resolve().name}.sqlite3"
            if database.exists():
                sys.exit(f"{database} exists; a fresh database is measured")
            trees.append(measure(root.resolve(), database, words))
    rows = [[label, *(tree[key] for tree in trees)] for key, label in LABELS.items()]
    runs.print_table(["Tree", *(str(tree["tree"]) for tree in trees)], rows)
    runs.write_json(options.json, trees)


if __name__ == "__main__":
    main()
