"""The card of a symbol."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..model import SymbolKind
from .documentation import render_documentation
from .escape import attribute, escape
from .keywords import render_keyword_group, value_text
from .pieces import badges, folded, path_link, sites
from .references import relation_rows, users
from .signature import render_signature
from .words import count, kind_title

if TYPE_CHECKING:
    from ..analysis import SymbolOverload, SymbolSummary
    from .links import Links

__all__ = ["render_symbol"]


def render_symbol(summary: SymbolSummary, links: Links) -> str:
    """Return the card of a symbol with all of its overloads.

    `Links.anchor` gives the ids of the overloads; members get none, for they have their
    rows in the page of their file.
    """
    parts = [_head(summary, links)]
    parts += [_overload(overload, links) for overload in summary.overloads]
    inside = replace(links, anchor=_no_anchor)
    for group in summary.members:
        table = render_keyword_group(group, inside)
        parts.append(folded(kind_title(group.kind, plural=True), table))
    return f'<div class="kwindex-symbol">{"".join(parts)}</div>'


def _no_anchor(_: str) -> str | None:
    return None


def _head(summary: SymbolSummary, links: Links) -> str:
    name = f"<code>{escape(summary.qualified_name)}</code>"
    href = next(
        filter(None, (links.documented(o.keyword.usr) for o in summary.overloads)), None
    )
    if href:
        name = f'<a{attribute("href", href)} title="Documentation">{name}</a>'
    text = f"<small>{kind_title(summary.kind)}</small> {name}"
    if len(summary.overloads) > 1:
        text += f" <small>{count(len(summary.overloads), 'overload')}</small>"
    head = f'<p class="kwindex-heading">{text}</p> '
    if summary.include:
        include = escape(f"#include {summary.include}")
        link = path_link(summary.include_path, None, links)
        head += f'<p class="kwindex-include"><code>{include}</code> {link}</p> '
    return head


def _overload(overload: SymbolOverload, links: Links) -> str:
    keyword = overload.keyword
    signature = render_signature(keyword.signature, links, own=keyword.usr)
    signature += value_text(keyword)
    parts = [f'<p><code class="kwindex-signature">{signature}</code>']
    marks = badges(keyword)
    parts.append(f" {marks}</p> " if marks else "</p> ")
    if keyword.documentation:
        parts.append(render_documentation(keyword.documentation, links))
    rows = []
    if keyword.elsewhere:
        rows.append(("Place", sites(keyword.elsewhere, links)))
    rows += relation_rows(overload.relations, links)
    if overload.users:
        found = users(overload.users, overload.more_users, links)
        namespace = keyword.kind is SymbolKind.NAMESPACE
        rows.append(("Opened in" if namespace else "Used by", found))
    items = "".join(f"<dt>{title}</dt> <dd>{text}</dd> " for title, text in rows)
    if items:
        parts.append(f'<dl class="kwindex-fields">{items}</dl>')
    anchor = attribute("id", links.anchor(keyword.usr))
    return f'<div class="kwindex-signatures"{anchor}>{"".join(parts)}</div>'
