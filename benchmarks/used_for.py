"""What includes are used for: our answers beside those of clangd's include-cleaner.

    python benchmarks/used_for.py ROOT DATABASE [--files 60] [--below src/core]
        [--std c++17] [-I DIR ...] [--answers F]

ROOT is a tree and DATABASE its index (``kwindex index ROOT --database DATABASE``). The
tree is copied into a scratch folder, so that clangd finds its settings there, and each
file of a sample of its sources and headers, drawn with a fixed seed, is checked with
``clangd --check``. Include lines are compared one by one; the lines that differ are
printed with the names that we saw. With ``--answers`` what clangd said is kept in a
file, and taken from there the next time.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinxext_kwindex.analysis.include_graph import IncludeGraph
from sphinxext_kwindex.analysis.tree import Tree
from sphinxext_kwindex.analysis.used_for import used_for
from sphinxext_kwindex.model import CoverageLevel, IncludeState, Origin
from sphinxext_kwindex.store import IndexReader

if TYPE_CHECKING:
    from sphinxext_kwindex.analysis import IncludeRow

_SETTINGS = """\
Diagnostics:
  UnusedIncludes: Strict
  MissingIncludes: Strict
  Includes:
    AnalyzeAngledIncludes: true
"""
"""Without the last, clangd 19 says nothing of lines in angle brackets."""
_UNUSED = re.compile(r"\[unused-includes\] Line (\d+)")
_MISSING = re.compile(r'\[missing-includes\] Line \d+: No header providing "([^"]+)"')
_ERRORS = re.compile(
    r"^E\[[^]]*\] \[(?!unused-includes|missing-includes)", re.MULTILINE
)


def main() -> None:
    """Compare, and print the figures and every difference."""
    arguments = _arguments()
    reader = IndexReader(arguments.database)
    tree = Tree(IncludeGraph.of(reader))
    paths = _sample(reader, arguments.files, arguments.below)
    table: Counter[tuple[str, str, str]] = Counter()
    through: Counter[str] = Counter()
    differences: list[str] = []
    with tempfile.TemporaryDirectory() as scratch:
        clangd = _Clangd(arguments, Path(scratch))
        for path in paths:
            found = clangd.check(path)
            if found is None:
                print(f"{path}: clangd reports errors; left out")
                continue
            unused, missing = found
            table["", "", "files"] += 1
            source = reader.file(path)
            assert source is not None
            rows = used_for(tree, reader, source, reader.includes_of(path))
            for row in rows:
                theirs = "unused" if row.include.line in unused else "used"
                ours = row.include.state.value
                kind = "system" if row.include.origin is Origin.SYSTEM else "project"
                if not row.include.active:
                    kind = "skipped"
                table[kind, ours, theirs] += 1
                if _differ(row, theirs):
                    differences.append(f"{path}:{_said(row)}; clangd: {theirs}")
            _compare_missing(rows, missing, through)
    _print(table, through, differences)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("root", type=Path)
    parser.add_argument("database", type=Path)
    parser.add_argument("--files", type=int, default=60)
    parser.add_argument("--std", default="c++17")
    parser.add_argument("--clangd", default="clangd-19")
    parser.add_argument("--below", default="", help="take files of this folder only")
    parser.add_argument("--answers", type=Path, help="keep what clangd says")
    parser.add_argument("-I", dest="folders", action="append", default=[])
    return parser.parse_args()


def _sample(reader: IndexReader, number: int, below: str) -> list[str]:
    """Return files that were read in full, half of them headers."""
    whole = [
        path
        for path in reader.paths()
        if path.startswith(f"{below}/" if below else "")
        and (source := reader.file(path)) is not None
        and source.coverage.level is CoverageLevel.FULL
        and reader.includes_of(path)
    ]
    chance = random.Random(5)
    headers = [path for path in whole if path.endswith((".h", ".hpp"))]
    sources = [path for path in whole if path.endswith((".c", ".cc", ".cpp"))]
    half = min(number // 2, len(sources))
    chosen = chance.sample(sources, half)
    chosen += chance.sample(headers, min(number - half, len(headers)))
    return sorted(chosen)


def _prepare(scratch: Path, arguments: argparse.Namespace) -> Path:
    """Copy the tree, with the settings and a compilation database of clangd."""
    copy = scratch / "tree"
    shutil.copytree(arguments.root, copy, symlinks=True)
    (copy / ".clangd").write_text(_SETTINGS)
    flags = [f"-I{copy / folder}" for folder in arguments.folders or ["."]]
    std = f"-std={arguments.std}"
    commands = [
        {
            "directory": str(copy),
            "file": str(path),
            "arguments": ["clang++", std, "-x", "c++", *flags, "-c", str(path)],
        }
        for path in sorted(copy.rglob("*"))
        if path.suffix in {".h", ".hpp", ".cc", ".cpp"}
    ]
    (copy / "compile_commands.json").write_text(json.dumps(commands))
    return copy


class _Clangd:
    """Asks clangd, or a file in which its answers were kept."""

    def __init__(self, arguments: argparse.Namespace, scratch: Path) -> None:
        self._arguments = arguments
        self._scratch = scratch
        self._copy: Path | None = None
        self._kept: Path | None = arguments.answers
        self._known: dict[str, Any] = {}
        if self._kept is not None and self._kept.exists():
            self._known = json.loads(self._kept.read_text())

    def check(self, path: str) -> tuple[set[int], set[str]] | None:
        """Return the lines of unused includes, and names that nothing provides.

        None where clangd reports errors.
        """
        if path not in self._known:
            self._known[path] = self._ask(path)
            if self._kept is not None:
                self._kept.write_text(json.dumps(self._known, indent=1))
        found = self._known[path]
        return None if found is None else (set(found[0]), set(found[1]))

    def _ask(self, path: str) -> list[list[Any]] | None:
        if self._copy is None:
            self._copy = _prepare(self._scratch, self._arguments)
        done = subprocess.run(
            [
                self._arguments.clangd,
                *("--enable-config", "--check-warnings", "--check-lines=1-1"),
                f"--check={self._copy / path}",
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        if _ERRORS.search(done.stderr):
            return None
        lines = {int(line) for line in _UNUSED.findall(done.stderr)}
        return [sorted(lines), sorted(set(_MISSING.findall(done.stderr)))]


def _differ(row: IncludeRow, theirs: str) -> bool:
    state = row.include.state
    return (state is IncludeState.USED and theirs == "unused") or (
        state is IncludeState.NO_USE_SEEN and theirs == "used"
    )


def _said(row: IncludeRow) -> str:
    include = row.include
    parts = [ref.name for ref in row.used]
    parts += [f"{way.path}: {ref.name}" for way in row.through for ref in way.symbols]
    names = ", ".join(parts[:4])
    return f"{include.line} {include.spelled}: {include.state.value} ({names})"


def _compare_missing(
    rows: tuple[IncludeRow, ...], missing: set[str], through: Counter[str]
) -> None:
    """Count the names that come by way of another header, as clangd sees them."""
    last = {name.rpartition("::")[2] for name in missing}
    for row in rows:
        for way in row.through:
            for ref in () if way.handed else way.symbols:
                name = ref.name.rpartition("::")[2]
                through["both" if name in last else "ours only"] += 1
                last.discard(name)
    through["clangd only"] += len(last)


def _print(
    table: Counter[tuple[str, str, str]],
    through: Counter[str],
    differences: list[str],
) -> None:
    for (kind, ours, theirs), number in sorted(table.items()):
        print(f"{number:6} {kind:8} {ours:12} {theirs}")
    print("names that come by way of another header:", dict(sorted(through.items())))
    print("\n".join(differences))


if __name__ == "__main__":
    main()
