"""Documentation comments as Markdown."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

from ...model import FieldKind, MarkupKind, Style
from ..words import field_title
from .escape import code, fenced, inline, link, table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ...model import Documentation, Field, Markup
    from ..links import Links

__all__ = ["documentation_blocks", "documentation_brief", "documentation_cell"]

_SAFE_LINK = re.compile(r"(?:https?://|mailto:)[^\s<>()]*\Z", re.IGNORECASE)
_NAMED = frozenset(
    {FieldKind.PARAM, FieldKind.TPARAM, FieldKind.RETVAL, FieldKind.THROWS}
)
"""Fields whose name is code."""
_DEEPEST = 20
"""Levels of blocks; what lies deeper is said as words."""


def documentation_brief(documentation: Documentation | None, links: Links) -> str:
    """Return the first sentence, in one line; empty if there is none."""
    if documentation is None or not documentation.brief:
        return ""
    mark = " *(plain comment)*" if documentation.style is Style.PLAIN else ""
    return _inline(documentation.brief, links) + mark


def documentation_cell(documentation: Documentation | None, links: Links) -> str:
    """Return a whole comment in one line, for a table."""
    if documentation is None:
        return ""
    parts = [documentation_brief(documentation, links)]
    parts += [_words(block, links) for block in documentation.details]
    parts += [_field_line(one, links) for one in documentation.fields]
    return "<br>".join(filter(None, parts))


def documentation_blocks(documentation: Documentation, links: Links) -> str:
    """Return a whole comment as blocks."""
    blocks = [documentation_brief(documentation, links)]
    blocks += [_block(one, links, 0) for one in documentation.details]
    blocks += [_field_line(one, links) for one in documentation.fields]
    return "\n\n".join(filter(None, blocks))


def _field_line(field: Field, links: Links) -> str:
    title = field_title(field.kind)
    if field.kind is FieldKind.PAR and field.name:
        title = field.name
    named = field.kind in _NAMED and field.name
    name = f" {code(field.name)}" if named else ""
    direction = f" [{field.direction}]" if field.direction else ""
    body = " ".join(filter(None, (_words(block, links) for block in field.body)))
    return f"**{inline(title + direction)}**{name}: {body}".rstrip(": ")


def _inline(nodes: Sequence[Markup], links: Links) -> str:
    return "".join(_span(node, links) for node in nodes)


def _span(node: Markup, links: Links) -> str:
    render = _SPANS.get(node.kind)
    if render is not None:
        return render(node, links)
    return inline(node.text) + _inline(node.children, links)


def _code(node: Markup, links: Links) -> str:
    return code(node.text)


def _break(node: Markup, links: Links) -> str:
    return " "


def _stressed(node: Markup, links: Links) -> str:
    mark = "*" if node.kind is MarkupKind.EMPHASIS else "**"
    text = _inline(node.children, links).strip()
    return f"{mark}{text}{mark}" if text else ""


def _link(node: Markup, links: Links) -> str:
    label = _inline(node.children, links) or inline(node.text or node.target)
    address = node.target if _SAFE_LINK.match(node.target) else None
    if node.kind is MarkupKind.REFERENCE:
        address = _address(node.target, links)
    return link(label, address)


_SPANS: dict[MarkupKind, Callable[[Markup, Links], str]] = {
    MarkupKind.CODE: _code,
    MarkupKind.BREAK: _break,
    MarkupKind.EMPHASIS: _stressed,
    MarkupKind.STRONG: _stressed,
    MarkupKind.LINK: _link,
    MarkupKind.REFERENCE: _link,
}


def _address(target: str, links: Links) -> str | None:
    if target.startswith("file:"):
        return links.path(target.removeprefix("file:"), None)
    return links.symbol(target) if target else None


def _words(node: Markup, links: Links) -> str:
    """Return a block in one line."""
    match node.kind:
        case MarkupKind.CODE_BLOCK:
            return code(node.text)
        case MarkupKind.ITEM | MarkupKind.LIST | MarkupKind.ORDERED_LIST:
            parts = [_words(one, links) for one in node.children]
            mark = "• " if node.kind is MarkupKind.ITEM else ""
            return mark + " ".join(filter(None, parts))
        case MarkupKind.QUOTE | MarkupKind.TABLE | MarkupKind.ROW:
            return " ".join(_words(one, links) for one in node.children)
        case _:
            return _span(node, links)


def _block(node: Markup, links: Links, depth: int) -> str:
    render = _BLOCKS.get(node.kind)
    if depth > _DEEPEST or render is None:
        return _words(node, links)
    return render(node, links, depth)


def _code_block(node: Markup, links: Links, depth: int) -> str:
    return fenced(node.text, node.target if node.target.isalnum() else "")


def _heading(node: Markup, links: Links, depth: int) -> str:
    # No heading: the page's own outline is not the comment's to change.
    return f"**{_inline(node.children, links)}**"


def _quote(node: Markup, links: Links, depth: int) -> str:
    inside = _blocks(node.children, links, depth)
    return textwrap.indent(inside, "> ", lambda _: True)


def _list(node: Markup, links: Links, depth: int) -> str:
    mark = "1. " if node.kind is MarkupKind.ORDERED_LIST else "- "
    return "\n".join(
        mark + textwrap.indent(text, " " * len(mark))[len(mark) :]
        for one in node.children
        if (text := _blocks(one.children, links, depth) or inline(one.text))
    )


def _table(node: Markup, links: Links, depth: int) -> str:
    rows = [
        [_inline(cell.children, links) for cell in row.children]
        for row in node.children
    ]
    return table(rows[0], rows[1:]) if rows else ""


_BLOCKS: dict[MarkupKind, Callable[[Markup, Links, int], str]] = {
    MarkupKind.CODE_BLOCK: _code_block,
    MarkupKind.HEADING: _heading,
    MarkupKind.QUOTE: _quote,
    MarkupKind.LIST: _list,
    MarkupKind.ORDERED_LIST: _list,
    MarkupKind.TABLE: _table,
}


def _blocks(nodes: Sequence[Markup], links: Links, depth: int) -> str:
    blocks = (_block(one, links, depth + 1) for one in nodes)
    return "\n\n".join(filter(None, blocks))
