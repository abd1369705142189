"""How symbols stand to others: relations, and the files that use them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .escape import escape
from .pieces import LONG, anchor, folded, path_link, symbol_link
from .words import RELATION_TITLES, count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..analysis import (
        FileSummary,
        FileUse,
        RelatedSymbol,
        Relations,
        SymbolRelations,
    )
    from .links import Links

__all__ = ["relation_rows", "render_references", "users"]


def render_references(summary: FileSummary, links: Links) -> str:
    """Return relations and users of the symbols of a file, by symbol."""
    parts = []
    if summary.relations:
        rows = "".join(
            f"<dt>{symbol_link(row.symbol, links)}</dt> "
            + "".join(f"<dd>{title}: {text}</dd> " for title, text in _rows(row, links))
            for row in summary.relations
        )
        parts.append(f'<dl class="kwindex-references">{rows}</dl>')
    if summary.uses:
        rows = "".join(
            f"<dt>{symbol_link(row.symbol, links)}</dt> "
            f"<dd>Used by {users(row.users, row.more, links)}</dd> "
            for row in summary.uses
        )
        parts.append(f'<dl class="kwindex-references">{rows}</dl>')
    return "".join(parts)


def _rows(row: SymbolRelations, links: Links) -> list[tuple[str, str]]:
    """Return the relations of a symbol; methods that override it as their number.

    If they are several, and named where its uses are: what derives from its class is
    said here already.
    """
    overriding = row.relations.overridden_by
    if len(overriding) <= 1 or not row.listed:
        return relation_rows(row.relations, links)
    href = links.uses(row.symbol.usr)
    rows = relation_rows(replace(row.relations, overridden_by=()), links)
    methods = anchor(href, count(len(overriding), "method"))
    return [*rows, (dict(RELATION_TITLES)["overridden_by"], methods)]


def relation_rows(relations: Relations, links: Links) -> list[tuple[str, str]]:
    """Return title and HTML of each sort of relation that there is."""
    rows = []
    for name, title in RELATION_TITLES:
        related: tuple[RelatedSymbol, ...] = getattr(relations, name)
        if related:
            text = ", ".join(_related(one, links) for one in related)
            if len(related) > LONG:
                text = folded(count(len(related), "symbol"), text)
            rows.append((title, text))
    return rows


def users(found: Sequence[FileUse], more: int, links: Links) -> str:
    """Return the files that use a symbol, with the number of uses."""
    text = ", ".join(
        f"{path_link(use.path, None, links)} <small>({use.total:,})</small>"
        for use in found
    )
    if more:
        text += f" and {count(more, 'more file')}"
    if len(found) > LONG:
        return folded(count(len(found) + more, "file"), text)
    return text


def _related(related: RelatedSymbol, links: Links) -> str:
    words = []
    if related.access:
        words.append(related.access.value)
    if related.virtual:
        words.append("virtual")
    prefix = f"{escape(' '.join(words))} " if words else ""
    return prefix + symbol_link(related.symbol, links)
