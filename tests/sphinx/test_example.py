"""The example project in every builder, as its team would build it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.joined_words import joined_words
from tests.links import broken_links, duplicate_ids
from tests.sphinx_builds import STRICT, Outputs, files_of, sphinx_build

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sphinx_builds import Run

EXAMPLE = Path(__file__).parents[2] / "example_project"
TEXTS = {
    "latex": "trailmap.tex",
    "text": "api/routes.txt",
    "man": "trailmap.1",
}
READ = re.compile(r"reading sources\.\.\. \[ *\d+%\] ([\w./-]+)")


@pytest.fixture(scope="module")
def outputs(
    tmp_path_factory: pytest.TempPathFactory, example_index: Callable[[Path], None]
) -> Outputs:
    folder = tmp_path_factory.mktemp("example")
    made = Outputs(EXAMPLE / "docs", folder, example_index)
    # First: for text and man Sphinx reads quotes as they are, and keeps that.
    made("html")
    return made


@pytest.mark.parametrize("builder", ["html", "dirhtml", "epub", "singlehtml"])
def test_every_link_leads_somewhere(outputs: Outputs, builder: str) -> None:
    outdir = outputs(builder)
    broken = list(broken_links(outdir))
    twice = list(duplicate_ids(outdir))
    if builder == "singlehtml":
        # Sphinx's own: sections of one title in two documents.
        twice = [(page, identity) for page, identity in twice if "kw-" in identity]
        # And pages that are not there, and `#document-x#section`.
        broken = [
            (page, link)
            for page, link in broken
            if link.startswith("#") and "#document-" not in link
        ]
    assert broken == []
    assert twice == []


def test_a_search_reads_blanks_between_blocks(outputs: Outputs) -> None:
    assert list(joined_words(outputs("html"))) == []


@pytest.mark.parametrize("builder", TEXTS)
def test_text_builders(outputs: Outputs, builder: str) -> None:
    text = (outputs(builder) / TEXTS[builder]).read_text("utf-8")
    # The comment of `Planner::nearest`, from a table of keywords.
    assert "The place nearest to a point" in text
    assert "kw_view" not in text


@pytest.mark.parametrize("builder", ["json", "gettext", "dummy"])
def test_other_builders(outputs: Outputs, builder: str) -> None:
    outputs(builder)


def test_a_second_build_is_idle(outputs: Outputs, tmp_path: Path) -> None:
    # A copy: Sphinx's search loses the index entries of what is not written anew.
    html = tmp_path / "html"
    shutil.copytree(outputs("html"), html)
    again = outputs.run("html", html, idle=True)
    assert again.code == 0, again.warnings
    assert "0 added, 0 changed, 0 removed" in again.status
    assert "reading sources... [" not in again.status
    assert "writing output... [" not in again.status
    assert "html_static_path" not in again.status


def test_parallel_is_serial(outputs: Outputs, tmp_path: Path) -> None:
    serial = outputs("html")
    outputs.put_index(tmp_path / "doctrees")
    parallel = tmp_path / "html"
    run = outputs.run("html", parallel, "-j", "4", doctrees=tmp_path / "doctrees")
    assert run.code == 0, run.warnings
    assert files_of(parallel) == files_of(serial)


def test_one_changed_source_reads_its_pages(
    example_index: Callable[[Path], None], tmp_path: Path
) -> None:
    copy, doctrees = tmp_path / "copy", tmp_path / "doctrees"
    shutil.copytree(EXAMPLE, copy, ignore=shutil.ignore_patterns("_build", "build"))
    example_index(doctrees)

    def build() -> Run:
        options = ("-b", "dummy", *STRICT)
        return sphinx_build(copy / "docs", tmp_path / "o", *options, doctrees=doctrees)

    first = build()
    assert first.code == 0, first.warnings
    assert "indexed" not in first.status
    source = copy / "src" / "cost.cpp"
    source.write_text(source.read_text("utf-8") + "// An end.\n", "utf-8")

    second = build()

    assert second.code == 0, second.warnings
    assert "kwindex: indexed 1 of" in second.status
    pages = {
        page.relative_to(copy / "docs").with_suffix("").as_posix()
        for page in (copy / "docs").rglob("*.*")
        if page.suffix in {".rst", ".md"}
        and re.search(
            r"kwindex(-source)?(::|\}) src/cost\.cpp", page.read_text("utf-8")
        )
    }
    assert len(pages) == 2
    # The folders above have another number of lines.
    folders = {"code/index", "code/src/index"}
    read = set(READ.findall(second.status))
    assert read - folders == pages | {"code/src/cost.cpp"}
