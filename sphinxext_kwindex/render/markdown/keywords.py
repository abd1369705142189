"""Keyword tables: one for each kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...model import Fragment
from ..keywords import value_text
from ..words import count, kind_title
from .documentation import documentation_cell
from .escape import code, link, table
from .pieces import badges, signature, sites

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...analysis import Keyword, KeywordGroup
    from ..links import Links

__all__ = ["keyword_tables"]


def keyword_tables(groups: Sequence[KeywordGroup], path: str, links: Links) -> str:
    """Return a heading and a table for each kind of symbol of a file."""
    parts = []
    for group in groups:
        keywords = [keyword for found in group.sets for keyword in found.keywords]
        access = any(keyword.access for keyword in keywords)
        uses = any(keyword.uses is not None for keyword in keywords)
        heads = ["Name", "Description", *(["Access"] if access else []), "Line"]
        heads += ["Uses"] if uses else []
        rows = []
        for keyword in keywords:
            cells = [_name(keyword, links), _description(keyword, links)]
            if access:
                cells.append(keyword.access.value if keyword.access else "")
            cells.append(_lines(keyword, path, links))
            cells += [_uses(keyword, links)] if uses else []
            rows.append(cells)
        title = f"### {kind_title(group.kind, plural=True)} ({group.symbols:,})"
        parts.append(f"{title}\n\n{table(heads, rows)}")
    return "\n\n".join(parts)


def _name(keyword: Keyword, links: Links) -> str:
    anchor = links.anchor(keyword.usr)
    place = f'<a id="{anchor}"></a>' if anchor else ""
    return place + code(keyword.qualified_name or keyword.name)


def _description(keyword: Keyword, links: Links) -> str:
    value = Fragment(value_text(keyword, escaped=False))
    head = signature((*keyword.signature, value), links, keyword.usr)
    if not keyword.signature and keyword.value:
        head = code(keyword.value)
    parts = [head, badges(keyword), documentation_cell(keyword.documentation, links)]
    parts.append(sites(keyword.elsewhere, links))
    return "<br>".join(filter(None, parts))


def _lines(keyword: Keyword, path: str, links: Links) -> str:
    lines = dict.fromkeys([keyword.line, *(site.line for site in keyword.here)])
    return ", ".join(link(str(one), links.path(path, one)) for one in lines if one)


def _uses(keyword: Keyword, links: Links) -> str:
    uses = keyword.uses
    if uses is None:
        return ""
    parts = []
    if uses.elsewhere:
        parts.append(f"{uses.elsewhere:,} in {count(uses.files, 'other file')}")
    if uses.here:
        parts.append(f"{uses.here:,} here")
    if not parts:
        return "none seen"
    return link(", ".join(parts), links.used(keyword.usr))
