"""Sphinx projects over a tree of sources, and builds of them; shared by benchmarks."""

from __future__ import annotations

import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.processes import Measured, measure
from benchmarks.runs import environment

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Site", "copy_tree", "pages_of", "put_index"]

_LARGEST = 1 << 20
"""Bytes of a file that is copied: what is larger is data."""
_PROFILED = """
import cProfile, sys
from sphinx.cmd.build import main
profile = cProfile.Profile()
profile.enable()
code = main(sys.argv[2:])
profile.disable()
profile.dump_stats(sys.argv[1])
sys.exit(code)
"""


@dataclass(frozen=True, slots=True)
class Site:
    """A project in a folder of its own; each has its doctrees and outputs beside it."""

    folder: Path

    @property
    def docs(self) -> Path:
        """The source folder."""
        return self.folder / "docs"

    @property
    def doctrees(self) -> Path:
        """The doctrees, with the index below."""
        return self.folder / "doctrees"

    @classmethod
    def over(cls, folder: Path, tree: Path, *, theme: str, mode: str = "") -> Site:
        """Make a project in which every file of a tree has its page."""
        lines = [
            'extensions = ["sphinxext_kwindex"]',
            f"kwindex_source_root = {str(tree)!r}",
            f"kwindex_sources = {{'code': {str(tree)!r}}}",
            *([f"kwindex_mode = {mode!r}"] if mode else []),
        ]
        contents = ".. toctree::\n\n   code/index\n"
        return cls._write(folder, theme, lines, contents)

    @classmethod
    def empty(cls, folder: Path, pages: int, *, theme: str) -> Site:
        """Make a project with so many pages that hold a title and are in no toctree."""
        site = cls._write(folder, theme, [], "Nothing.\n")
        for number in range(pages - 1):
            below = site.docs / f"part{number // 50}"
            below.mkdir(exist_ok=True)
            title = f"Page {number}"
            text = f":orphan:\n\n{title}\n{'=' * len(title)}\n"
            (below / f"page{number}.rst").write_text(text)
        return site

    @classmethod
    def _write(cls, folder: Path, theme: str, conf: Sequence[str], text: str) -> Site:
        site = cls(folder)
        site.docs.mkdir(parents=True)
        head = ['project = "Measured"', f"html_theme = {theme!r}", *conf]
        (site.docs / "conf.py").write_text("\n".join(head) + "\n")
        (site.docs / "index.rst").write_text(f"Measured\n========\n\n{text}")
        return site

    def build(
        self,
        out: str = "html",
        *options: str,
        builder: str = "html",
        jobs: int = 1,
        doctrees: str = "doctrees",
        profile: Path | None = None,
    ) -> Measured:
        """Build, in a process of its own.

        :raises SystemExit: when the build fails.
        """
        start = ["-m", "sphinx"] if profile is None else ["-c", _PROFILED, profile]
        where = ["-d", self.folder / doctrees, self.docs, self.folder / out]
        words = ["-q", "-b", builder, f"-j{jobs}", *options, *where]
        measured = measure([sys.executable, *start, *words], env=environment())
        if measured.code:
            sys.exit(f"the build ended with {measured.code}: {measured.errors}")
        return measured


def put_index(site: Site, database: Path, doctrees: str = "doctrees") -> Path:
    """Begin a project's doctrees with an index that is made already."""
    target = site.folder / doctrees / "kwindex" / "index.sqlite3"
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(database, target)
    return target


def copy_tree(source: Path, target: Path) -> Path:
    """Copy a tree that is to be edited, without what is large and no source."""

    def ignored(folder: str, names: list[str]) -> set[str]:
        files = (Path(folder, name) for name in names)
        return {
            f.name for f in files if f.is_symlink() or f.stat().st_size > _LARGEST
        } | ({".git"} & set(names))

    shutil.copytree(source, target, ignore=ignored)
    return target


_LISTING = re.compile(
    r'<div class="highlight-\S+ notranslate kwindex-listing">.*?</pre></div>\s*</div>',
    re.DOTALL,
)


def pages_of(outdir: Path) -> dict[str, tuple[int, int]]:
    """Return for each page its bytes without listings, and those of its listings."""
    found = {}
    for file in sorted((outdir / "code").rglob("*.html")):
        text = file.read_bytes().decode("utf-8")
        listed = sum(len(one.encode()) for one in _LISTING.findall(text))
        name = file.relative_to(outdir).as_posix()
        found[name] = len(text.encode()) - listed, listed
    return found
