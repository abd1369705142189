"""Runs of ``kwindex``, what an index holds, and tables: shared by the benchmarks."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from benchmarks.processes import Measured, measure  # noqa: E402
from sphinxext_kwindex.model import SYMBOL_KINDS, CoverageLevel, Role  # noqa: E402
from sphinxext_kwindex.store import IndexReader  # noqa: E402

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Sequence

__all__ = [
    "ROOT",
    "Run",
    "add_index_options",
    "add_json_option",
    "command_of",
    "contents_of",
    "dump_digest",
    "environment",
    "index",
    "index_options",
    "print_table",
    "write_json",
]

OBSERVED = Path(__file__).parent / "observed_index.py"
BOOT = "KWINDEX_BENCHMARK_BOOT"
"""Environment variable of `observed_index`."""
_SYMBOLS = frozenset(SYMBOL_KINDS)


@dataclass(frozen=True, slots=True)
class Run:
    """One run of ``kwindex index``."""

    measured: Measured
    report: Mapping[str, Any]
    """Fields of `UpdateReport`."""

    @property
    def parse_cpu(self) -> float | None:
        """CPU seconds inside libclang's parses; None where the report has no such."""
        return self.report.get("parse_cpu")


def environment(**more: str) -> dict[str, str]:
    """Return the environment of a child that imports this tree's package.

    An installed package has its byte code; so has this one after the first run.
    """
    path = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    found = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, path))} | more
    found.pop("PYTHONDONTWRITEBYTECODE", None)
    return found


def command_of(*words: str | Path) -> list[str]:
    """Return the command line of ``kwindex``."""
    return [sys.executable, "-m", "sphinxext_kwindex", *map(str, words)]


def index(
    root: Path, database: Path, options: Sequence[str] = (), *, boot: str = ""
) -> Run:
    """Run ``kwindex index`` to its end.

    :param boot: Python that each worker runs before anything else.
    :raises SystemExit: when it did not get to a report.
    """
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        words = [report, root, "--database", database, *options]
        env = environment(**{BOOT: boot})
        measured = measure([sys.executable, OBSERVED, *words], env=env)
        if not report.exists():
            sys.exit(f"the run ended with {measured.code}: {measured.errors.strip()}")
        return Run(measured, json.loads(report.read_text(encoding="utf-8")))


def dump_digest(database: Path) -> tuple[str | None, str]:
    """Return the SHA-256 of what ``kwindex dump`` writes, None if it fails, and why."""
    process = subprocess.Popen(
        command_of("dump", database),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    digest = hashlib.sha256()
    assert process.stdout is not None
    assert process.stderr is not None
    while data := process.stdout.read(1 << 20):
        digest.update(data)
    errors = process.stderr.read().decode("utf-8", "replace").strip()
    return (None if process.wait() else digest.hexdigest()), errors


def contents_of(database: Path) -> dict[str, int]:
    """Count what an index holds."""
    found: Counter[str] = Counter()
    with IndexReader(database) as reader:
        for path in reader.paths():
            source = reader.file(path)
            if source is None:
                continue
            found["files"] += 1
            found["lines"] += source.lines
            found[source.coverage.level.value] += 1
            found["identifiers"] += source.coverage.identifiers
            found["unresolved"] += source.coverage.unresolved
            symbols = reader.symbols_in(path)
            found["definitions"] += sum(symbol.definition for symbol in symbols)
            found["declarations"] += sum(not symbol.definition for symbol in symbols)
            found["references"] += sum(
                one.kind in _SYMBOLS and Role.REFERENCE in one.role
                for one in reader.occurrences_in(path)
            )
    # With what a writer that is gone left beside it.
    beside = database.parent.glob(f"{database.name}*")
    found["bytes"] = sum(file.stat().st_size for file in beside)
    levels = {level.value: found[level.value] for level in CoverageLevel}
    return dict(found) | levels


def add_index_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that are handed to ``kwindex index``."""
    parser.add_argument("--jobs", type=int, help="worker processes")
    parser.add_argument("--mode", choices=["semantic", "syntax"], default="semantic")
    parser.add_argument("--include", action="append", default=[], metavar="P")
    parser.add_argument("--exclude", action="append", default=[], metavar="P")


def index_options(options: argparse.Namespace) -> list[str]:
    """Return them as words of the command line."""
    words = [] if options.jobs is None else [f"--jobs={options.jobs}"]
    if options.mode != "semantic":
        words.append(f"--mode={options.mode}")
    words += [f"--include={pattern}" for pattern in options.include]
    return words + [f"--exclude={pattern}" for pattern in options.exclude]


def add_json_option(parser: argparse.ArgumentParser) -> None:
    """Add ``--json``."""
    parser.add_argument("--json", type=Path, metavar="F", help="write the figures here")


def write_json(target: Path | None, value: object) -> None:
    """Write the figures, if a file is named."""
    if target is not None:
        target.write_text(json.dumps(value, indent=1, sort_keys=True) + "\n")


def print_table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table in reST that can be pasted into the manual."""
    print("\n.. list-table::\n   :header-rows: 1\n")
    for row in (head, *rows):
        for number, cell in enumerate(row):
            start = "   * -" if number == 0 else "     -"
            print(f"{start} {shown(cell)}".rstrip())
    print()


def shown(value: object) -> str:
    """Return a cell of a table."""
    if value is None:
        return "not known"
    if isinstance(value, float):
        return f"{value:,.1f}" if value >= 10 else f"{value:,.2f}"
    return f"{value:,}" if isinstance(value, int) else str(value)
