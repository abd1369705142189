"""What other pages depend on, in the summary of what is shown."""

from __future__ import annotations

from sphinxext_kwindex.extension.records import Document, View
from sphinxext_kwindex.extension.targets import Shown


def summary_of(letters: str) -> dict[str, str]:
    view = View("keywords", "", (("letters", letters),), digest="x")
    return dict(Shown.of({"tree/index~keywords-7": Document((view,))}).summary({}))


def test_letters_that_move_to_another_page_are_seen() -> None:
    assert summary_of("S") == summary_of("S")
    assert summary_of("S") != summary_of("S, T")
