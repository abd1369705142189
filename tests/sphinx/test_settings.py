"""Builds after a setting has changed, against clean ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.made_project import MadeProject
from tests.sphinx_builds import sphinx_build

if TYPE_CHECKING:
    from pathlib import Path

FUNCTIONS = 140


@pytest.fixture
def made(tmp_path: Path) -> MadeProject:
    """Return a project with a folder that has further pages of all kinds."""
    made = MadeProject(tmp_path)
    functions = [f"int f{number}(int);" for number in range(FUNCTIONS)]
    for folder in ("one", "two"):
        (made.code / folder).mkdir()
        made.write(f"{folder}/{folder}.h", "#pragma once", *functions)
    calls = " + ".join(f"f{number}(1)" for number in range(FUNCTIONS))
    made.write("two/use.cc", '#include "../one/one.h"', f"int u = {calls};")
    return made


@pytest.mark.parametrize(
    "before",
    [
        {"sources": None},
        {"sources": {"tree": "../code/one"}},
        {"tests": ["two/"]},
    ],
    ids=["no pages", "a folder of it", "tests"],
)
def test_what_was_built_by_other_settings(
    made: MadeProject, before: dict[str, object]
) -> None:
    made.configure(**before)
    # It may warn: the list of contents names pages that are not there.
    outdir = made.folder / "html"
    run = sphinx_build(
        made.docs, outdir, "-b", "html", doctrees=made.folder / "doctrees"
    )
    assert run.code == 0
    made.configure()
    made.check_against_clean(outdir)
    further = {"tree/one/one.h~keywords-2", "tree/one/one.h~uses-1"}
    assert further <= made.pages(outdir)


def test_trees_that_change_places(made: MadeProject) -> None:
    made.configure(sources={"tree": "../code/one", "more": "../code/two"})
    index = made.docs / "index.rst"
    index.write_text(index.read_text() + "   more/index\n")
    outdir = made.build("html")
    made.configure(sources={"tree": "../code/two", "more": "../code/one"})
    made.check_against_clean(outdir)
