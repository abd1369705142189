"""The outline of a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model import is_namespace_usr
from .escape import escape
from .links import Links
from .pieces import anchor, path_link
from .words import kind_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..analysis import FileSummary, OutlineEntry
    from ..model import SymbolKind

__all__ = ["render_outline"]


def render_outline(summary: FileSummary, links: Links) -> str:
    """Return scopes as nested lists; what holds nothing, in lines by kind.

    An entry leads to its row in this page's tables if it has one there. The row says
    in which line it is; only scopes, and what has no row to lead to, say it here.
    """
    if not summary.outline:
        return ""
    rows = frozenset(
        keyword.usr
        for group in summary.groups
        for found in group.sets
        for keyword in found.keywords
    )
    is_whole = not summary.row_pages
    tree = _Tree(summary.path, rows, links, is_whole)
    return f'<ul class="kwindex-outline">{tree.entries(summary.outline)}</ul>'


@dataclass(frozen=True, slots=True)
class _Tree:
    path: str
    rows: frozenset[str]
    links: Links
    is_whole: bool
    """Whether all keywords of the file have their rows on this page."""

    def entries(self, found: Sequence[OutlineEntry]) -> str:
        """Return the members of a scope: those that hold nothing first."""
        lines, counted = self._leaves(found)
        if counted:
            lines.append(f"<li><small>{counted}</small></li> ")
        scopes = (self._scope(entry) for entry in found if entry.children)
        return "".join((*lines, *scopes))

    def _leaves(self, found: Sequence[OutlineEntry]) -> tuple[list[str], str]:
        """Return the lines of those that hold nothing, and how many are elsewhere."""
        kinds: dict[SymbolKind | None, list[OutlineEntry]] = {}
        for entry in found:
            if not entry.children:
                kinds.setdefault(entry.kind, []).append(entry)
        lines, counted = [], []
        for kind, entries in kinds.items():
            title = kind_title(kind, plural=len(entries) > 1).lower() if kind else ""
            # What has its row on another page is named there.
            named = [e for e in entries if self.is_whole or e.usr in self.rows]
            if named:
                more = len(entries) - len(named)
                rest = f" <small>and {more:,} more</small>" if more else ""
                word = f"<small>{title}</small> " if title else ""
                names = ", ".join(map(self._leaf, named))
                lines.append(f"<li>{word}{names}{rest}</li> ")
            else:
                counted.append(f"{len(entries):,} {title}")
        return lines, ", ".join(counted)

    def _scope(self, entry: OutlineEntry) -> str:
        kind = f"<small>{entry.kind.value}</small> " if entry.kind else ""
        # Where rows fill several pages, theirs say it.
        line = self._line(entry) if self.is_whole else ""
        text = f"{kind}{self._name(entry)}{line}"
        lines, counted = self._leaves(entry.children)
        if counted and not lines and not any(e.children for e in entry.children):
            return f"<li>{text} <small>{counted}</small></li> "
        return f"<li>{text} <ul>{self.entries(entry.children)}</ul></li> "

    def _leaf(self, entry: OutlineEntry) -> str:
        # A row says its line.
        line = "" if entry.usr in self.rows else self._line(entry)
        return f"{self._name(entry)}{line}"

    def _line(self, entry: OutlineEntry) -> str:
        if entry.line is None:
            return ""
        line = path_link(self.path, entry.line, self.links, str(entry.line))
        return f" <small>{line}</small>"

    def _name(self, entry: OutlineEntry) -> str:
        own = self.links.anchor(entry.usr) if entry.usr in self.rows else None
        href = f"#{own}" if own else None
        if href is None and not is_namespace_usr(entry.usr):
            href = self.links.symbol(entry.usr)
        name = anchor(href, f"<code>{escape(entry.name)}</code>")
        overloads = f" &#215;{entry.overloads}" if entry.overloads > 1 else ""
        return f"{name}<small>{overloads}</small>" if overloads else name
