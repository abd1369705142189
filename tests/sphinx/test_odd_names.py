"""Files whose names are no docnames, addresses or titles as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.links import broken_links, duplicate_ids
from tests.sphinx_builds import STRICT, sphinx_build

if TYPE_CHECKING:
    from pathlib import Path

NAMES = (
    "a b.h",
    "x#y.h",
    "what?.h",
    "50%.h",
    "tab\there.h",
    "\u00e9.h",
    # Decomposed, as some systems write it.
    "e\u0301e.h",
    "Foo.h",
    "foo.h",
    "index.h",
    "aux.h",
    "genindex.h",
    "search.h",
    "~home.h",
    "<img src=x onerror=alert(1)>.h",
    '"><script>alert(1)<!--.h',
    "{{ 7 * 7 }}.h",
    "x" * 200 + ".h",
    "_static/a.h",
    "deep/index/b.h",
)


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """Return a project with a page for each of the files."""
    code = tmp_path / "code"
    for number, name in enumerate(NAMES):
        file = code / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"/** Number {number}. */\nint f{number}();\n")
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "conf.py").write_text(
        'extensions = ["sphinxext_kwindex"]\n'
        'kwindex_source_root = "../code"\n'
        'kwindex_sources = {"code": "../code"}\n'
        'kwindex_mode = "syntax"\n'
        'copyright = "2026, us"\nversion = "1"\n'
    )
    (docs / "index.rst").write_text("Home\n====\n\n.. toctree::\n\n   code/index\n")
    return docs


@pytest.mark.parametrize("builder", ["html", "dirhtml", "epub", "singlehtml", "text"])
def test_every_file_has_a_page_and_every_link_a_place(docs: Path, builder: str) -> None:
    outdir = docs.parent / "out"
    run = sphinx_build(
        docs, outdir, "-b", builder, *STRICT, doctrees=docs.parent / "doctrees"
    )
    assert run.code == 0, run.warnings
    assert run.warnings == ""
    texts = [
        file.read_text("utf-8", "replace")
        for file in outdir.rglob("*")
        if file.suffix in {".html", ".xhtml", ".txt"}
    ]
    everything = "\n".join(texts)
    for number in range(len(NAMES)):
        assert f"Number {number}." in everything
    if builder == "text":
        return
    assert "<img src=x" not in everything
    assert "<script>alert" not in everything
    assert "{{ 7 * 7 }}" in everything
    if builder != "singlehtml":
        assert list(broken_links(outdir)) == []
        assert list(duplicate_ids(outdir)) == []
