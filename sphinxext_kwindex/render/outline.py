"""The outline of a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .escape import escape
from .links import Links
from .pieces import anchor, path_link

if TYPE_CHECKING:
    from ..analysis import FileSummary, OutlineEntry

__all__ = ["render_outline"]


def render_outline(summary: FileSummary, links: Links) -> str:
    """Return the tree as nested lists: kind, name, number of overloads, line.

    An entry leads to its row in this page's tables if it has one there.
    """
    if not summary.outline:
        return ""
    rows = frozenset(
        keyword.usr
        for group in summary.groups
        for found in group.sets
        for keyword in found.keywords
    )
    tree = _Tree(summary.path, rows, links)
    items = "".join(map(tree.entry, summary.outline))
    return f'<ul class="kwindex-outline">{items}</ul>'


@dataclass(frozen=True, slots=True)
class _Tree:
    path: str
    rows: frozenset[str]
    links: Links

    def entry(self, entry: OutlineEntry) -> str:
        own = self.links.anchor(entry.usr) if entry.usr in self.rows else None
        href = f"#{own}" if own else self.links.symbol(entry.usr)
        name = anchor(href, f"<code>{escape(entry.name)}</code>")
        text = f"<small>{entry.kind.value}</small> {name}" if entry.kind else name
        if entry.overloads > 1:
            text += f" <small>&#215;{entry.overloads}</small>"
        if entry.line is not None:
            line = path_link(self.path, entry.line, self.links, str(entry.line))
            text += f" <small>{line}</small>"
        inside = "".join(map(self.entry, entry.children))
        return f"<li>{text}<ul>{inside}</ul></li>" if inside else f"<li>{text}</li>"
