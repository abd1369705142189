"""What the analyses of a whole tree cost beside its index.

    python benchmarks/analyses.py benchmarks/corpora/leveldb-1.23 [--jobs N] [--json F]
        [--mode syntax] [--include P ...] [--keep FOLDER] [--profile]

The tree is indexed by ``kwindex index`` into a fresh database, in a process tree whose
CPU time is measured, and so is the share of the rules in it, which run in the workers.
Then every question that pages ask is answered once for each file and folder, in one
process, as a build does it, and the CPU time of each is told as a share of that of the
index. Keyword tables, listings and drawing are not among them: they are measured by
``pages_speed.py``.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks import runs, timed_rules  # noqa: E402
from sphinxext_kwindex.analysis import (  # noqa: E402
    NO_LAYERS,
    FileOptions,
    FilePatterns,
    IncludeFigures,
    IncludeGraph,
    ReportFacts,
    Section,
    Tree,
    cycles_below,
    file_summary,
    folder_figures,
    graph_figures,
    note_counts,
    report_extent,
    summarize_file,
    summarize_folder,
    uses_extents,
)
from sphinxext_kwindex.scan import without_pauses  # noqa: E402
from sphinxext_kwindex.store import IndexReader  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

RULES = "Rules, in the workers"
SECTIONS = (
    *(Section.OVERVIEW, Section.INCLUDES, Section.INCLUDE_THIS, Section.INCLUDED_BY),
    *(Section.ROLE, Section.GRAPH, Section.REFERENCES, Section.PATTERNS),
    *(Section.PERFORMANCE, Section.SAFETY, Section.USAGE, Section.RELATED),
    *(Section.DIAGNOSTICS, Section.PURPOSE),
)
"""What a page says that is worked out from more than its own file's record."""
STEPS = {
    "used_for": "Used for",
    "offers_of": "Include this to get it",
    "related_files": "Related files",
    "usage_of": "Tests and usage, its choice",
    "known_of": "Places and users of its symbols",
    "relations_of": "Relations",
    "file_picture": "Picture",
    "notes_of": "Notes of the rules",
}
"""Functions that `summarize_file` calls → rows of the table."""


class Clock:
    """CPU seconds of each step; of steps inside of steps, only of the innermost."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._inner: list[float] = [0.0]

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        """Add the time of a block to a step."""
        self._inner.append(0.0)
        started = time.process_time()
        try:
            yield
        finally:
            took = time.process_time() - started
            self.seconds[name] += took - self._inner.pop()
            self._inner[-1] += took

    def wrap(self, module: Any, function: str, name: str) -> None:
        """Have the calls of a function of a module add up."""
        plain = getattr(module, function)

        def call(*arguments: Any, **options: Any) -> Any:
            with self(name):
                return plain(*arguments, **options)

        setattr(module, function, call)


def analyse(database: Path, root: Path) -> dict[str, float]:
    """Answer every question once; return the seconds of each."""
    clock = Clock()
    for function, name in STEPS.items():
        clock.wrap(file_summary, function, name)
    patterns = FilePatterns()
    with IndexReader(database) as reader, without_pauses():
        with clock("Include graph, figures and roles"):
            graph = IncludeGraph.of(reader)
            figures = IncludeFigures.of(graph, patterns, NO_LAYERS)
            graph_figures(figures)
            cycles_below(graph, figures.costs)
        with clock("What the answers share"):
            tree = Tree(graph)
            tree.figures()
        options = FileOptions(sections=SECTIONS)
        for path in reader.paths():
            with clock("Rest of a file's answer, its symbols read"):
                summarize_file(
                    reader, path, options=options, figures=figures, tree=tree
                )
        with clock("Figures of folders, documentation coverage"):
            folders = folder_figures(reader, graph)
        with clock("Folders: role, files, matrix, costly headers"):
            for folder in folders.folders:
                summarize_folder(
                    reader,
                    folder,
                    graph=graph,
                    figures=folders,
                    read_text=lambda path: _beginning(root / path),
                    include_figures=figures,
                )
        with clock("Reports"):
            facts = ReportFacts.of(reader, folders)
            for folder in folders.folders:
                report_extent(facts, folder)
            note_counts(reader)
        with clock("Pages of uses, counted"):
            uses_extents(reader, patterns.is_test)
    return dict(clock.seconds)


def _beginning(path: Path) -> str | None:
    try:
        return path.read_bytes()[: 1 << 16].decode("utf-8", "replace")
    except OSError:
        return None


def measure(root: Path, database: Path, words: Sequence[str]) -> dict[str, Any]:
    """Index a tree and answer; return its figures."""
    with tempfile.TemporaryDirectory() as folder:
        times = Path(folder)
        run = runs.index(root, database, words, boot=timed_rules.boot_line(times))
        rules = timed_rules.seconds(times)
    steps = {RULES: rules, **analyse(database, root)}
    index = run.measured.cpu - rules
    with IndexReader(database) as reader:
        files = len(reader.paths())
    return {"tree": root.name, "files": files, "index": index, "steps": steps}


def main() -> None:
    """Print one table a tree."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("root", type=Path, metavar="ROOT")
    runs.add_index_options(parser)
    parser.add_argument(
        "--keep", type=Path, metavar="FOLDER", help="leave the database there"
    )
    parser.add_argument(
        "--database", type=Path, help="answer from this index and measure no index"
    )
    parser.add_argument("--profile", action="store_true", help="of the answers")
    runs.add_json_option(parser)
    options = parser.parse_args()
    root = options.root.resolve()
    if options.database is not None:
        with cProfile.Profile() if options.profile else nullcontext() as profile:
            steps = analyse(options.database, root)
        if profile is not None:
            pstats.Stats(profile).sort_stats("tottime").print_stats(45)
        runs.print_table(["Step", "s"], [[*step] for step in steps.items()])
        return
    place = options.keep
    if place is not None:
        place.mkdir(parents=True, exist_ok=True)
    with nullcontext(place) if place else tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / f"{root.name}.sqlite3"
        if database.exists():
            sys.exit(f"{database} exists; a fresh database is measured")
        found = measure(root, database, runs.index_options(options))
    index, steps = found["index"], found["steps"]
    total = sum(steps.values())
    rows = [
        ["Index without the rules", index, 100.0],
        *([name, took, 100 * took / index] for name, took in steps.items()),
        ["All analyses", total, 100 * total / index],
    ]
    print(f"{found['files']:,} files")
    runs.print_table([found["tree"], "CPU, s", "% of the index"], rows)
    runs.write_json(options.json, found)


if __name__ == "__main__":
    main()
