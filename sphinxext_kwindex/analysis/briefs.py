"""Comments in a few plain words, for the rows of tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model import MarkupKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model import Documentation, Markup

__all__ = [
    "MOST_OF_PARAGRAPH",
    "brief_of",
    "first_sentence",
    "paragraph_of",
    "shortened",
]

_MOST = 160
"""Characters of a sentence in a row of a table."""
MOST_OF_PARAGRAPH = 600
"""Characters of what a folder is for."""
# Not after the dots of "e.g.", "i.e.", "vs." and initials.
_END = re.compile(r"(?<!\be\.g)(?<!\bi\.e)(?<!\bcf)(?<!\bvs)(?<!\b[A-Z])[.!?](?=\s|$)")


def brief_of(documentation: Documentation | None) -> str:
    """Return the first sentence of a comment's brief as plain text, or nothing."""
    if documentation is None:
        return ""
    return first_sentence(_words(documentation.brief))


def paragraph_of(documentation: Documentation) -> str:
    """Return a comment's brief and first paragraph as one of plain text, or nothing."""
    first = documentation.details[:1]
    if first and first[0].kind is not MarkupKind.PARAGRAPH:
        first = ()
    text = f"{_words(documentation.brief)} {_words(first)}"
    return shortened(" ".join(text.split()), MOST_OF_PARAGRAPH)


def first_sentence(text: str) -> str:
    """Return the first sentence of a text on one line, cut if it is long."""
    text = " ".join(text.split())
    end = _END.search(text)
    return shortened(text[: end.end()] if end else text, _MOST)


def shortened(text: str, most: int) -> str:
    """Return a text of at most ``most`` characters, cut between words with ``…``."""
    if len(text) <= most:
        return text
    start = text[:most].rpartition(" ")[0] or text[: most - 1]
    return start.rstrip(" ,;:") + "…"


def _words(markup: Iterable[Markup]) -> str:
    return "".join(
        " " if node.kind is MarkupKind.BREAK else node.text + _words(node.children)
        for node in markup
    )
