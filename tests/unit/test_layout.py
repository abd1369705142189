"""The shape of the code itself: small modules, and every change announced."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "sphinxext_kwindex"
LIMIT = 500
"""Lines; the budget is 300, see CONTRIBUTING."""


@pytest.mark.parametrize(
    "module", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE))
)
def test_module_has_one_job(module):
    assert len(module.read_text().splitlines()) <= LIMIT


def test_fragments_have_a_known_kind():
    kinds = {"added", "changed", "deprecated", "removed", "fixed", "performance"}
    fragments = [p for p in (ROOT / "changes").iterdir() if p.name != "README.rst"]
    assert {p.suffixes[-2].lstrip(".") for p in fragments} <= kinds
