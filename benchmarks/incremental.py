"""What an update costs after a change, and whether it is as good as a fresh index.

On a copy of a tree, one after the other, each on top of the state before:

- *cold*: no index yet;
- *no change*;
- *leaf edit*: a function appended to a source that no file includes;
- *hub edit*: a declaration put at the end of the header with the most transitive
  includers, inside its guard;
- *deleted file*: the included file with the fewest of them is gone.

Measured are the CPU time of the process tree, elapsed time, and the files whose facts
were made anew. Then the SHA-256 of ``kwindex dump`` is compared with that of a fresh
index of the same state (``--no-compare`` leaves it out: it is a cold run each).

    python benchmarks/incremental.py ROOT [--jobs N] [--no-compare] [--json F]
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks import runs  # noqa: E402
from sphinxext_kwindex.analysis import IncludeGraph  # noqa: E402
from sphinxext_kwindex.model import CoverageLevel  # noqa: E402
from sphinxext_kwindex.scan import is_header  # noqa: E402
from sphinxext_kwindex.store import IndexReader  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

FUNCTION = "\nint kwindex_benchmark_leaf(int value) { return value + 1; }\n"
DECLARATION = "int kwindex_benchmark_hub(int value);\n"
LAST_ENDIF = re.compile(
    r"^[ \t]*#[ \t]*endif\b(?!.*^[ \t]*#)", re.MULTILINE | re.DOTALL
)


EQUAL = {None: "not compared", "is one": "is one", True: "yes", False: "**no**"}


@dataclass(frozen=True, slots=True)
class Chosen:
    """The files that are changed, by path from the root."""

    leaf: str
    hub: str
    hub_includers: int
    """Files that include the hub, directly or through others."""
    deleted: str
    deleted_includers: int


def choose(database: Path) -> Chosen:
    """Choose the files; the same index gives the same."""
    with IndexReader(database) as reader:
        graph = IncludeGraph.of(reader)
        paths = reader.paths()
        files = {path: reader.file(path) for path in paths}
    users = {path: len(graph.dependents(path)) for path in graph.includers}
    headers = [path for path in users if path in files and is_header(path)]
    full = CoverageLevel.FULL
    leaves = [
        (file.bytes, path)
        for path, file in files.items()
        if path not in users
        and path.endswith((".cc", ".cpp", ".cxx", ".c"))
        and file is not None
        and file.coverage.level is full
    ]
    if not leaves or not headers:
        sys.exit("the tree has no leaf, or no header that a file includes")
    _, leaf = sorted(leaves)[len(leaves) // 2]
    hub = min(headers, key=lambda path: (-users[path], path))
    deleted = min((h for h in headers if h != hub), key=lambda p: (users[p], p))
    return Chosen(leaf, hub, users[hub], deleted, users[deleted])


def edit_leaf(path: Path) -> None:
    """Append a function."""
    path.write_bytes(path.read_bytes() + FUNCTION.encode())


def edit_hub(path: Path) -> None:
    """Put a declaration before the ``#endif`` of the guard, else at the end."""
    text = path.read_bytes().decode("latin-1")
    guarded = None if "#pragma once" in text else LAST_ENDIF.search(text)
    place = guarded.start() if guarded else len(text)
    start = "" if text[:place].endswith("\n") else "\n"
    text = f"{text[:place]}{start}{DECLARATION}{text[place:]}"
    path.write_bytes(text.encode("latin-1"))


@dataclass(slots=True)
class Session:
    """A copy of the tree, its index, and what was measured on it."""

    tree: Path
    folder: Path
    words: list[str]
    compare: bool
    steps: list[dict[str, Any]] = field(default_factory=list)
    clean: str | None = None
    """Digest of the dump of a fresh index of the present state."""

    @property
    def database(self) -> Path:
        """The index that is kept up to date."""
        return self.folder / "index.sqlite3"

    def step(self, name: str, change: Callable[[], None] | None = None) -> None:
        """Change something, update, compare."""
        if change is not None:
            change()
            self.clean = None
        run = runs.index(self.tree, self.database, self.words)
        equal: bool | None = None
        if self.compare and self.steps:
            equal = runs.dump_digest(self.database)[0] == self._fresh()
        elif self.compare:
            self.clean, _ = runs.dump_digest(self.database)
        self.steps.append(
            {
                "step": name,
                "cpu": run.measured.cpu,
                "parse_cpu": run.parse_cpu,
                "wall": run.measured.wall,
                "parsed": run.report["parsed"],
                "total": run.report["total"],
                "workers": run.report["workers"],
                "equal": "is one" if equal is None and self.compare else equal,
            }
        )
        print(f"{name}: {run.measured.cpu:.2f} s of CPU", file=sys.stderr)

    def _fresh(self) -> str | None:
        if self.clean is None:
            with tempfile.TemporaryDirectory(dir=self.folder) as folder:
                database = Path(folder) / "fresh.sqlite3"
                runs.index(self.tree, database, self.words)
                self.clean, _ = runs.dump_digest(database)
        return self.clean


def run(session: Session) -> Chosen:
    """Take all steps."""
    session.step("cold")
    chosen = choose(session.database)
    tree = session.tree
    session.step("no change")
    session.step("leaf edit", lambda: edit_leaf(tree / chosen.leaf))
    session.step("hub edit", lambda: edit_hub(tree / chosen.hub))
    session.step("deleted file", (tree / chosen.deleted).unlink)
    session.step("no change again")
    return chosen


def main() -> None:
    """Print one row a step."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("root", type=Path, metavar="ROOT")
    runs.add_index_options(parser)
    parser.add_argument("--no-compare", action="store_true", help="no fresh indexes")
    runs.add_json_option(parser)
    options = parser.parse_args()
    words = runs.index_options(options)
    with tempfile.TemporaryDirectory() as name:
        tree = Path(name) / "tree"
        # Copies, not hard links: these files are changed in place.
        shutil.copytree(options.root, tree, symlinks=True)
        session = Session(tree, Path(name), words, compare=not options.no_compare)
        chosen = run(session)
    rows = [
        [
            step["step"],
            step["cpu"],
            step["wall"],
            step["parsed"],
            EQUAL[step["equal"]],
        ]
        for step in session.steps
    ]
    head = ["Step", "CPU, s", "Elapsed, s", "Files parsed", "Dump equals a fresh one"]
    runs.print_table(head, rows)
    print(f"leaf: {chosen.leaf}")
    print(f"hub: {chosen.hub}, which {chosen.hub_includers:,} files read")
    print(f"deleted: {chosen.deleted}, which {chosen.deleted_includers:,} files read")
    figures = {
        "tree": options.root.resolve().name,
        "steps": session.steps,
        "leaf": chosen.leaf,
        "hub": chosen.hub,
        "hub_includers": chosen.hub_includers,
        "deleted": chosen.deleted,
        "deleted_includers": chosen.deleted_includers,
    }
    runs.write_json(options.json, figures)
    if any(step["equal"] is False for step in session.steps):
        sys.exit(1)


if __name__ == "__main__":
    main()
