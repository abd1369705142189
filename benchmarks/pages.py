"""Build a tree to HTML and measure what its pages cost, against the budgets.

    python benchmarks/pages.py ROOT --work F
    python benchmarks/pages.py ROOT --work F --mode syntax --jobs 1,2
    python benchmarks/pages.py ROOT --work F --profile one-edit
    python benchmarks/pages.py --themes alabaster,furo --work F

The tree is copied to the work folder and indexed there (both are kept for the next
time), and then built: with nothing but the index, again without a change, with a
comment in a file that nothing includes, with a function in the header that most files
include. The index is brought up to date before each build and measured apart. What a
page costs is what a build takes beyond one of as many pages that hold a title alone.

With ``--themes`` trees of 100, 400 and 1,600 small files are built with each theme: the
cost of a page must not grow with their number.
"""

from __future__ import annotations

import argparse
import pstats
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.runs import add_json_option, index, print_table, write_json
from benchmarks.sites import Site, copy_tree, pages_of, put_index
from sphinxext_kwindex.analysis import IncludeGraph
from sphinxext_kwindex.store import IndexReader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.processes import Measured

STEPS = ("cold", "no-change", "leaf-edit", "header-edit", "parallel")
HEAVY = 60_000
"""Bytes of a page without its listing: the budget."""
SIZES = (100, 400, 1600)


class Measuring:
    """One tree, step by step."""

    def __init__(self, asked: argparse.Namespace) -> None:
        self.work: Path = asked.work.resolve()
        self.mode: str = asked.mode
        self.theme: str = asked.theme
        self.profiled: str | None = asked.profile
        self.jobs: int = asked.jobs
        self.tree = self.work / "tree"
        if not self.tree.exists():
            copy_tree(asked.root.resolve(), self.tree)
        self.database = self.work / f"{self.mode}.sqlite3"
        self.figures: dict[str, Any] = {}
        self.index("index", self.database)
        shutil.rmtree(self.work / "site", ignore_errors=True)
        self.site = Site.over(
            self.work / "site", self.tree, theme=self.theme, mode=self.mode
        )

    def index(self, name: str, database: Path) -> None:
        """Bring an index up to date."""
        run = index(self.tree, database, [f"--mode={self.mode}", "--jobs=1"])
        self.note(f"{name}: index CPU s", run.measured.cpu)

    def note(self, name: str, value: float) -> None:
        """Keep a figure, and say it at once: what follows may take long."""
        self.figures[name] = value
        print(f"{name}: {value:,.2f}", flush=True)

    def step(self, name: str, **options: Any) -> Measured:
        """Build and measure."""
        profile = self.work / f"{name}.prof" if self.profiled == name else None
        measured = self.site.build(profile=profile, **options)
        self.note(f"{name}: CPU s", measured.cpu)
        self.note(f"{name}: peak MB", measured.parent_peak / 1e6)
        if measured.child_peak:
            self.note(f"{name}: peak of a worker MB", measured.child_peak / 1e6)
        if profile is not None:
            stats = pstats.Stats(str(profile))
            stats.sort_stats("tottime").print_stats(40)
            stats.sort_stats("cumulative").print_stats(110)
        return measured

    def run(self, steps: tuple[str, ...]) -> None:
        """Take the steps, in the order of `STEPS`."""
        put_index(self.site, self.database)
        cold = self.step("cold").cpu
        pages = pages_of(self.site.folder / "html")
        self.note("pages", len(pages))
        self.sizes(pages)
        for name, file, text in self.edits(steps):
            if file is not None:
                file.write_bytes(file.read_bytes() + text)
                self.index(name, self.site.doctrees / "kwindex" / "index.sqlite3")
            self.step(name)
        if "parallel" in steps:
            put_index(self.site, self.database, "doctrees-parallel")
            self.restore()
            self.step(
                "parallel",
                out="html-parallel",
                jobs=self.jobs,
                doctrees="doctrees-parallel",
            )
        if "empty" in steps:
            empty = self.empty(len(pages) + 1)
            self.note("ms a page", 1000 * cold / len(pages))
            self.note(
                "ms a page beyond an empty one", 1000 * (cold - empty) / len(pages)
            )

    def empty(self, number: int) -> float:
        """Return the CPU seconds of a build of empty pages."""
        folder = self.work / "empty"
        shutil.rmtree(folder, ignore_errors=True)
        measured = Site.empty(folder, number, theme=self.theme).build()
        self.note("empty: CPU s", measured.cpu)
        self.note("empty: peak MB", measured.peak / 1e6)
        return measured.cpu

    def edits(self, steps: tuple[str, ...]) -> Iterator[tuple[str, Path | None, bytes]]:
        """Yield name, file and what is appended, of each step that is asked for."""
        with IndexReader(self.database) as reader:
            graph = IncludeGraph.of(reader)
            most = max(
                sorted(reader.paths()),
                key=lambda path: len(graph.includers.get(path, ())),
            )
            sources = [
                path
                for path in sorted(reader.paths())
                if path.endswith((".cc", ".cpp", ".c"))
                and not graph.includers.get(path)
            ]
            leaf = sources[len(sources) // 2]
        self.figures |= {"leaf": leaf, "header": most}
        self.touched = (leaf, most)
        self.originals = {p: (self.tree / p).read_bytes() for p in self.touched}
        if "no-change" in steps:
            yield "no-change", None, b""
        if "leaf-edit" in steps:
            yield "leaf-edit", self.tree / leaf, b"\n// One more line.\n"
        if "header-edit" in steps:
            yield "header-edit", self.tree / most, b"\nint kwindex_added(int);\n"
        self.restore()

    def restore(self) -> None:
        """Take back the edits."""
        for path, data in self.originals.items():
            if (self.tree / path).read_bytes() != data:
                (self.tree / path).write_bytes(data)

    def sizes(self, pages: dict[str, tuple[int, int]]) -> None:
        """Note what the pages weigh."""
        html = self.site.folder / "html"
        light = sorted(own for own, _ in pages.values())
        self.note("page without listing, median KB", light[len(light) // 2] / 1e3)
        self.note("page without listing, largest KB", light[-1] / 1e3)
        self.note("pages over 60 KB", sum(own > HEAVY for own in light))
        with IndexReader(self.database) as reader:
            files = (reader.file(path) for path in reader.paths())
            source = sum(file.bytes for file in files if file is not None)
        listed = sum(listing for _, listing in pages.values())
        self.note("listings to sources", listed / source)
        self.note(
            "all HTML MB", sum(own + listing for own, listing in pages.values()) / 1e6
        )
        self.note("searchindex.js KB", (html / "searchindex.js").stat().st_size / 1e3)
        names = (html / "kwindex-search").glob("*.js")
        largest = max((file.stat().st_size for file in names), default=0)
        self.note("largest file of names KB", largest / 1e3)
        self.note("objects.inv KB", (html / "objects.inv").stat().st_size / 1e3)
        pickled = self.site.doctrees / "environment.pickle"
        self.note("environment KB", pickled.stat().st_size / 1e3)


def small_tree(folder: Path, number: int) -> Path:
    """Make a tree of small headers, 40 in a folder."""
    for file in range(number):
        below = folder / f"part{file // 40}"
        below.mkdir(parents=True, exist_ok=True)
        text = f"/** Number {file}. */\nint value{file}(int);\nstruct S{file} {{}};\n"
        (below / f"file{file}.h").write_text(text)
    return folder


def compare_themes(work: Path, themes: list[str]) -> dict[str, Any]:
    """Build trees of several sizes with each theme."""
    rows = []
    for theme in themes:
        row: list[object] = [theme]
        for number in SIZES:
            folder = work / f"{theme}-{number}"
            shutil.rmtree(folder, ignore_errors=True)
            tree = small_tree(folder / "tree", number)
            site = Site.over(folder / "site", tree, theme=theme, mode="syntax")
            index(tree, folder / "index.sqlite3", ["--mode=syntax", "--jobs=1"])
            put_index(site, folder / "index.sqlite3")
            cpu = site.build().cpu
            pages = len(pages_of(site.folder / "html"))
            row.append(1000 * cpu / pages)
            print(f"{theme}, {number} files, {pages} pages: {cpu:.1f} s", flush=True)
        rows.append(row)
    print_table(["CPU ms a page", *(f"{number:,} files" for number in SIZES)], rows)
    return {str(row[0]): row[1:] for row in rows}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("root", type=Path, nargs="?")
    parser.add_argument("--work", type=Path, required=True, help="folder to work in")
    parser.add_argument("--mode", choices=["semantic", "syntax"], default="semantic")
    parser.add_argument("--theme", default="alabaster")
    parser.add_argument("--jobs", type=int, default=2, help="of the parallel build")
    parser.add_argument("--steps", default=",".join((*STEPS, "empty")))
    parser.add_argument("--profile", choices=STEPS, help="profile this step")
    parser.add_argument("--themes", help="compare these themes instead")
    add_json_option(parser)
    asked = parser.parse_args()
    asked.work.mkdir(parents=True, exist_ok=True)
    if asked.themes:
        write_json(asked.json, compare_themes(asked.work, asked.themes.split(",")))
        return
    if asked.root is None:
        parser.error("name a tree")
    measuring = Measuring(asked)
    measuring.run(tuple(asked.steps.split(",")))
    print_table(["Figure", asked.root.name], measuring.figures.items())
    write_json(asked.json, measuring.figures)


if __name__ == "__main__":
    main()
