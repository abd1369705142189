from __future__ import annotations

import io
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from docutils.parsers.rst import directives, roles
from sphinx.testing.util import SphinxTestApp

from sphinxext_kwindex.extension.config import KwindexConfig
from sphinxext_kwindex.extension.indexing import update_settings
from sphinxext_kwindex.store import IndexWriter
from sphinxext_kwindex.update import update_index

if TYPE_CHECKING:
    from collections.abc import Callable

COLOURS = re.compile(r"\x1b\[[0-9;]*m")
ROOTS = Path(__file__).parents[1] / "roots"
EXAMPLE = Path(__file__).parents[2] / "example_project"


@dataclass
class Build:
    """What one run of Sphinx did."""

    outdir: Path
    read: tuple[str, ...]
    written: tuple[str, ...]
    status: str
    warnings: str

    def page(self, name: str) -> str:
        return (self.outdir / name).read_text("utf-8")

    @property
    def warning_lines(self) -> list[str]:
        return self.warnings.strip().splitlines()


class Project:
    """A copy of a root, to be built again and again."""

    def __init__(self, srcdir: Path) -> None:
        self.srcdir = srcdir
        self.code = srcdir / "code"

    def build(self, builder: str = "html", **options: Any) -> Build:
        known_directives = directives._directives.copy()  # type: ignore[attr-defined]
        known_roles = roles._roles.copy()  # type: ignore[attr-defined]
        status, warnings = io.StringIO(), io.StringIO()
        nitpicky = {"nitpicky": True, **options.pop("confoverrides", {})}
        app = SphinxTestApp(
            builder,
            self.srcdir,
            status=status,
            warning=warnings,
            confoverrides=nitpicky,
            **options,
        )
        read: list[str] = []
        written: list[str] = []
        app.connect("doctree-read", lambda app, _: read.append(app.env.docname))
        app.connect("doctree-resolved", lambda _, __, docname: written.append(docname))
        try:
            app.build()
        finally:
            app.cleanup()
            directives._directives = known_directives  # type: ignore[attr-defined]
            roles._roles = known_roles  # type: ignore[attr-defined]
        return Build(
            Path(app.outdir),
            tuple(sorted(read)),
            tuple(sorted(written)),
            COLOURS.sub("", status.getvalue()),
            COLOURS.sub("", warnings.getvalue()),
        )


@pytest.fixture
def make_project(tmp_path: Path) -> Callable[[str], Project]:
    """Return a function that copies a root."""

    def make(root: str) -> Project:
        srcdir = tmp_path / root
        shutil.copytree(ROOTS / f"test-{root}", srcdir)
        return Project(srcdir)

    return make


@pytest.fixture(scope="session")
def geometry(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Build]:
    """Return the project ``kwindex`` and its html, built once; to be looked at only."""
    srcdir = tmp_path_factory.mktemp("geometry") / "docs"
    shutil.copytree(ROOTS / "test-kwindex", srcdir)
    project = Project(srcdir)
    return project, project.build("html")


@pytest.fixture(scope="session")
def example_index(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], None]:
    """Return a function that puts the index of the example into a doctree folder.

    It costs a minute of CPU time: made once in a run of the tests, whatever the number
    of processes. What depends on paths in it is relative to the example, so it serves
    for copies, too.
    """
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent  # of all workers
    folder = folder / "example_index"
    database = folder / "index.sqlite3"
    # As its conf.py has them.
    config = KwindexConfig(source_root="..", exclude=("docs/",))
    settings = update_settings(config, EXAMPLE / "docs", 2)
    with IndexWriter(folder / "lock.sqlite3", timeout=600):
        report = update_index(database, settings)
    assert report.failures == ()

    def put(doctrees: Path) -> None:
        (doctrees / "kwindex").mkdir(parents=True)
        shutil.copy(database, doctrees / "kwindex")

    return put
