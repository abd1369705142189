"""The manual in every builder; its sources are those of the example project."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.links import broken_links, duplicate_ids
from tests.sphinx_builds import Outputs

if TYPE_CHECKING:
    from collections.abc import Callable

MANUAL = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def outputs(
    tmp_path_factory: pytest.TempPathFactory, example_index: Callable[[Path], None]
) -> Outputs:
    return Outputs(MANUAL, tmp_path_factory.mktemp("manual"), example_index)


@pytest.mark.parametrize("builder", ["html", "dirhtml", "epub"])
def test_every_link_leads_somewhere(outputs: Outputs, builder: str) -> None:
    outdir = outputs(builder)
    assert list(broken_links(outdir)) == []
    assert list(duplicate_ids(outdir)) == []


@pytest.mark.parametrize(
    "builder", ["singlehtml", "latex", "text", "man", "json", "gettext", "dummy"]
)
def test_other_builders(outputs: Outputs, builder: str) -> None:
    outputs(builder)
