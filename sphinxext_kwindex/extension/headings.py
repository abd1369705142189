"""Headings of the parts of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["head"]


def head(
    document: nodes.document,
    style: str,
    title: str,
    anchor: str,
    body: Sequence[nodes.Node],
) -> list[nodes.Node]:
    """Return nodes with a heading of a style of `HEADINGS`; ``anchor`` is its id."""
    if style == "none":
        return list(body)
    number, unique = 1, anchor
    while unique in document.ids:
        number += 1
        unique = f"{anchor}-{number}"
    heading: nodes.Element
    if style == "section":
        # "Keywords" and the like are on each page: nobody looks for them.
        words = nodes.title("", title, classes=["no-search"])
        heading = nodes.section("", words, *body, ids=[unique])
        document.ids[unique] = heading
        return [heading]
    heading = nodes.rubric("", title, ids=[unique], classes=["kwindex-heading"])
    document.ids[unique] = heading
    return [heading, *body]
