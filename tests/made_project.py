"""A small project whose sources a test writes, built as often as it asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.links import broken_links, duplicate_ids
from tests.sphinx_builds import STRICT, files_of, sphinx_build

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["BUILD_FILES", "MadeProject", "check_links"]

# Sphinx's own: it orders what it found in the search by what it wrote when.
BUILD_FILES = (".buildinfo", "searchindex.js", "environment.pickle")
"""What an incremental build writes otherwise than a clean one."""


class MadeProject:
    """Documentation whose pages are those of the files below ``code``."""

    def __init__(self, folder: Path, *pages: str) -> None:
        self.folder = folder
        self.docs = folder / "docs"
        self.code = folder / "code"
        self.docs.mkdir()
        self.code.mkdir()
        self.configure()
        listed = "".join(f"   {page}\n" for page in (*pages, "tree/index"))
        (self.docs / "index.rst").write_text(f"Home\n====\n\n.. toctree::\n\n{listed}")

    def configure(self, **settings: object) -> None:
        """Write ``conf.py``: settings without ``kwindex_``; None leaves one out."""
        values = {"source_root": "../code", "sources": {"tree": "../code"}, **settings}
        lines = [
            'extensions = ["sphinxext_kwindex"]',
            'version = "1"',
            'copyright = "2026, us"',
            *(f"kwindex_{k} = {v!r}" for k, v in values.items() if v is not None),
        ]
        (self.docs / "conf.py").write_text("\n".join(lines) + "\n")

    def write(self, name: str, *lines: str) -> None:
        """Write a source file."""
        (self.code / name).write_text("\n".join(lines) + "\n")

    def build(
        self, name: str, *, builder: str = "html", doctrees: str = "doctrees"
    ) -> Path:
        """Build to a folder of a name, without a warning."""
        outdir = self.folder / name
        words = ("-b", builder, *STRICT)
        run = sphinx_build(self.docs, outdir, *words, doctrees=self.folder / doctrees)
        assert (run.code, run.warnings) == (0, "")
        return outdir

    def pages(self, outdir: Path) -> set[str]:
        """Return the docnames of all pages of files."""
        return {
            file.relative_to(outdir).as_posix().removesuffix(".html")
            for file in (outdir / "tree").rglob("*.html")
        }

    def check_against_clean(self, outdir: Path) -> None:
        """Build again, to the same files as a clean build, with links that lead."""
        self.build(outdir.name)
        number = len(list(self.folder.glob("clean*")))
        clean = self.build(f"clean{number}", doctrees=f"doctrees{number}")
        first = files_of(outdir, but=BUILD_FILES)
        second = files_of(clean, but=BUILD_FILES)
        assert [
            name
            for name in sorted(first.keys() | second.keys())
            if first.get(name) != second.get(name)
        ] == []
        check_links(outdir)


def check_links(outdir: Path, *, but: frozenset[str] = frozenset()) -> None:
    """Check that all links lead somewhere, but some; and that no id is there twice."""
    assert {href for _, href in broken_links(outdir)} <= but
    assert list(duplicate_ids(outdir)) == []
