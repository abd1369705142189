"""Headings of the parts of a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Host"]


@dataclass(frozen=True, slots=True)
class Host:
    """The document that parts are put into, and how they are headed there."""

    document: nodes.document
    docname: str
    style: str = "section"
    """One of `HEADINGS`."""

    def head(
        self, title: str, anchor: str, body: Sequence[nodes.Node]
    ) -> list[nodes.Node]:
        """Return nodes with a heading; ``anchor`` is its id."""
        if self.style == "none":
            return list(body)
        ids = self.document.ids
        number, unique = 1, anchor
        while unique in ids:
            number += 1
            unique = f"{anchor}-{number}"
        heading: nodes.Element
        if self.style == "section":
            # "Keywords" and the like are on each page: nobody looks for them.
            words = nodes.title("", title, classes=["no-search"])
            heading = nodes.section("", words, *body, ids=[unique])
            ids[unique] = heading
            return [heading]
        heading = nodes.rubric("", title, ids=[unique], classes=["kwindex-heading"])
        ids[unique] = heading
        return [heading, *body]
