"""CPU time of everything that an update does before libclang.

Each step is run a few times on a tree and the least time is taken: what else runs on a
machine only adds to it. Reading is measured with the files in the system's cache.

    python benchmarks/scan.py TREE [--repeat 5]
"""

from __future__ import annotations

import argparse
import hashlib
import math
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from sphinxext_kwindex.indexer import load_libclang  # noqa: E402
from sphinxext_kwindex.update.commands import find_commands  # noqa: E402
from sphinxext_kwindex.update.contents import tree_contents  # noqa: E402
from sphinxext_kwindex.update.discover import find_sources  # noqa: E402
from sphinxext_kwindex.update.graph import IncludeGraph  # noqa: E402
from sphinxext_kwindex.update.plan import make_plan  # noqa: E402
from sphinxext_kwindex.update.roots import detect_include_roots  # noqa: E402
from sphinxext_kwindex.update.scans import note_sources, recall_sources  # noqa: E402
from sphinxext_kwindex.update.settings import UpdateSettings  # noqa: E402
from sphinxext_kwindex.update.tree import (  # noqa: E402
    Source,
    Tree,
    read_source,
    scan_source,
)

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class Clock:
    """Measures steps; prints a row for each."""

    def __init__(self, repeat: int) -> None:
        self._repeat = repeat
        self.files = 1

    def run(self, name: str, step: Callable[[], T], *, again: str = "") -> T:
        """Run a step; return what it returns.

        :param again: marks a step that an update takes although nothing changed.
        """
        best = math.inf
        for _ in range(self._repeat - 1):
            best = min(best, self._time(step)[0])
        seconds, result = self._time(step)
        self.show(name, min(best, seconds), again)
        return result

    @staticmethod
    def _time(step: Callable[[], T]) -> tuple[float, T]:
        start = time.process_time()
        result = step()
        return time.process_time() - start, result

    def show(self, name: str, seconds: float, again: str) -> None:
        """Print a row."""
        each = seconds / self.files * 1000
        print(f"{name:16} {seconds:8.3f} {each:10.4f}  {again}")


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tree", type=Path)
    parser.add_argument("--repeat", type=int, default=5)
    options = parser.parse_args()
    root = options.tree.resolve()
    settings = UpdateSettings(root=root)
    libclang = load_libclang(settings.libclang)
    paths = find_sources(root).paths

    def read() -> dict[str, tuple[bytes, str]]:
        found = {}
        for path in paths:
            data = read_source(root, path)
            found[path] = data, hashlib.sha256(data).hexdigest()
        return found

    texts = read()
    lines = sum(data.count(b"\n") for data, _ in texts.values())
    size = sum(len(data) for data, _ in texts.values())
    print(f"{len(paths):,} files, {lines:,} lines, {size / 1e6:.1f} MB")
    print(f"{'step':16} {'CPU s':>8} {'ms a file':>10}")
    clock = Clock(options.repeat)
    clock.files = max(len(paths), 1)
    clock.run("discover", lambda: find_sources(root), again="*")
    texts = clock.run("read and hash", read, again="*")

    def scan() -> dict[str, Source]:
        return {path: scan_source(path, *texts[path]) for path in paths}

    sources = clock.run("scan", scan)
    noted = clock.run("note scans", lambda: note_sources(sources.values()), again="*")
    clock.run("recall scans", lambda: recall_sources(noted), again="*")
    includes = {path: source.includes for path, source in sources.items()}
    clock.run("include graph", lambda: IncludeGraph.of(includes), again="*")
    # Part of the plan.
    clock.run("(roots)", lambda: detect_include_roots(includes))
    commands = find_commands(settings, root)

    def tree() -> Tree:
        # The graph keeps what it was asked: a new one for each run.
        return Tree(root, sources, IncludeGraph.of(includes), ())

    plan = clock.run(
        "plan", lambda: make_plan(tree(), settings, libclang, commands), again="*"
    )
    clock.run("contents", lambda: tree_contents(tree(), plan.folders), again="*")
    print("* also when nothing changed")


if __name__ == "__main__":
    main()
