"""Answers as plain text: for titles, search, terminals and tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import MarkupKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model import Fragment, Markup

__all__ = ["plain_text", "signature_text"]

_BLOCKS = frozenset(
    {
        MarkupKind.PARAGRAPH,
        MarkupKind.HEADING,
        MarkupKind.LIST,
        MarkupKind.ORDERED_LIST,
        MarkupKind.ITEM,
        MarkupKind.CODE_BLOCK,
        MarkupKind.QUOTE,
        MarkupKind.TABLE,
        MarkupKind.ROW,
    }
)


def plain_text(markup: Iterable[Markup]) -> str:
    """Return the words alone: inline nodes run on, blocks on lines of their own."""
    parts: list[str] = []
    _collect(markup, parts)
    lines = (line.rstrip() for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def signature_text(fragments: Iterable[Fragment]) -> str:
    """Return a signature as one line."""
    return "".join(fragment.text for fragment in fragments)


def _collect(markup: Iterable[Markup], parts: list[str]) -> None:
    for node in markup:
        if node.kind is MarkupKind.BREAK:
            parts.append("\n")
        parts.append(node.text)
        _collect(node.children, parts)
        if node.kind is MarkupKind.CELL:
            parts.append("  ")
        elif node.kind in _BLOCKS:
            parts.append("\n")
