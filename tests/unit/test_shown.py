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


def listed(*parts: tuple[int, int]) -> dict[str, str]:
    """Return the summary of a file whose listing is shared by generated pages."""
    views = {
        f"tree/a.cpp~source-{number}": Document(
            (View("source", "a.cpp", lines=lines, digest="1"),)
        )
        for number, lines in enumerate(parts, 1)
    }
    return dict(Shown.of(views, frozenset(views)).summary({}))


def test_links_to_lines_stay_when_the_last_part_grows() -> None:
    assert listed((1, 1000), (1001, 1500)) == listed((1, 1000), (1001, 1501))
    assert listed((1, 1000), (1001, 1500)) != listed((1, 999), (1000, 1500))
    assert listed((1, 1000), (1001, 2000)) != listed(
        (1, 1000), (1001, 2000), (2001, 2010)
    )


def test_lines_that_somebody_lists_are_what_they_are() -> None:
    view = View("source", "a.cpp", lines=(1, 10), digest="1")
    other = view._replace(lines=(1, 11))
    one, two = (Shown.of({"index": Document((v,))}).summary({}) for v in (view, other))
    assert dict(one) != dict(two)
