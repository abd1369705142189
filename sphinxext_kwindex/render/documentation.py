"""Documentation comments as HTML."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from ..model import FieldKind, MarkupKind, Style
from .escape import attribute, escape
from .pieces import link_attributes
from .words import field_title

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..model import Documentation, Field, Markup
    from .links import Links

__all__ = ["render_documentation", "render_fields", "render_inline", "render_markup"]

_SAFE_LINK = re.compile(r"(?:https?://|mailto:)[^\s]*\Z", re.IGNORECASE)
_CONTAINERS = {
    MarkupKind.PARAGRAPH: "p",
    MarkupKind.LIST: "ul",
    MarkupKind.ORDERED_LIST: "ol",
    MarkupKind.ITEM: "li",
    MarkupKind.QUOTE: "blockquote",
    MarkupKind.CELL: "td",
}
_INLINE = {MarkupKind.EMPHASIS: "em", MarkupKind.STRONG: "strong"}
_NAMED = frozenset(
    {FieldKind.PARAM, FieldKind.TPARAM, FieldKind.RETVAL, FieldKind.THROWS}
)
"""Fields whose name is code."""


def render_inline(markup: Sequence[Markup], links: Links) -> str:
    """Return inline nodes as HTML."""
    return render_markup(markup, links)


def render_markup(markup: Sequence[Markup], links: Links) -> str:
    """Return nodes of any kind as HTML."""
    return "".join(_node(node, links) for node in markup)


def render_documentation(
    documentation: Documentation, links: Links, *, brief: bool = True
) -> str:
    """Return a whole comment as HTML blocks; without its brief if not ``brief``."""
    parts = []
    if brief and documentation.brief:
        mark = plain_mark(documentation)
        parts.append(f"<p>{render_inline(documentation.brief, links)}{mark}</p> ")
    parts.append(render_markup(documentation.details, links))
    parts.append(render_fields(documentation.fields, links))
    return "".join(parts)


def plain_mark(documentation: Documentation) -> str:
    """Return the words that mark what was not written as documentation."""
    if documentation.style is not Style.PLAIN:
        return ""
    return " <small>(plain comment)</small>"


def render_fields(fields: Sequence[Field], links: Links) -> str:
    """Return the labelled parts as a definition list, like ones together."""
    parts = []
    for (kind, title), same in groupby(fields, _label):
        bodies = [_field(part, links) for part in same]
        strong = kind in {FieldKind.WARNING, FieldKind.DEPRECATED, FieldKind.ATTENTION}
        label = f'<span class="kwindex-strong">{title}</span>' if strong else title
        parts.append(f"<dt>{label}</dt> ")
        parts.extend(f"<dd>{body}</dd> " for body in bodies)
    return f'<dl class="kwindex-fields">{"".join(parts)}</dl>' if parts else ""


def _label(field: Field) -> tuple[FieldKind, str]:
    if field.kind is FieldKind.PAR and field.name:
        return field.kind, escape(field.name)
    return field.kind, escape(field_title(field.kind))


def _field(field: Field, links: Links) -> str:
    body = _unwrapped(field.body, links)
    if field.kind not in _NAMED or not field.name:
        return body
    direction = f" [{escape(field.direction)}]" if field.direction else ""
    return f"<code>{escape(field.name)}</code>{direction} {body}"


def _unwrapped(blocks: Sequence[Markup], links: Links) -> str:
    """Return blocks; a single paragraph without its element."""
    if len(blocks) == 1 and blocks[0].kind is MarkupKind.PARAGRAPH:
        return render_inline(blocks[0].children, links)
    return render_markup(blocks, links)


def _node(node: Markup, links: Links) -> str:
    if tag := _CONTAINERS.get(node.kind):
        inside = escape(node.text) + render_markup(node.children, links)
        return f"<{tag}>{inside}</{tag}> "
    if tag := _INLINE.get(node.kind):
        inside = escape(node.text) + render_markup(node.children, links)
        return f"<{tag}>{inside}</{tag}>"
    if render := _SPECIAL.get(node.kind):
        return render(node, links)
    # Text, and rows or copies where none are expected: their words.
    return escape(node.text) + render_markup(node.children, links)


def _heading(node: Markup, links: Links) -> str:
    # No h element: the page's own outline is not the comment's to change.
    return f'<p class="kwindex-heading">{render_inline(node.children, links)}</p> '


def _code_block(node: Markup, links: Links) -> str:
    return f'<pre class="kwindex-code"><code>{escape(node.text)}</code></pre> '


def _code(node: Markup, links: Links) -> str:
    return f"<code>{escape(node.text)}</code>"


def _break(node: Markup, links: Links) -> str:
    return "<br/> "


def _link(node: Markup, links: Links) -> str:
    label = render_inline(node.children, links) or escape(node.text or node.target)
    if node.kind is MarkupKind.LINK:
        href = node.target if _SAFE_LINK.match(node.target) else None
        relation = ' rel="nofollow"' if href else ""
        return f"<a{attribute('href', href)}{relation}>{label}</a>" if href else label
    if node.target.startswith("file:"):
        href = links.path(node.target.removeprefix("file:"), None)
    else:
        href = links.symbol(node.target) if node.target else None
    # The label may be code itself.
    code = label if label.startswith("<code>") else f"<code>{label}</code>"
    return f"<a{link_attributes(href, links, code)}>{code}</a>" if href else code


def _table(node: Markup, links: Links) -> str:
    rows = [
        "".join(
            f"<{tag}>{render_inline(cell.children, links)}</{tag}> "
            for cell in row.children
        )
        for row, tag in zip(
            node.children, ["th", *["td"] * len(node.children)], strict=False
        )
    ]
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f'<table class="kwindex-comment-table">{body}</table>'


_SPECIAL: dict[MarkupKind, Callable[[Markup, Links], str]] = {
    MarkupKind.BREAK: _break,
    MarkupKind.CODE: _code,
    MarkupKind.CODE_BLOCK: _code_block,
    MarkupKind.HEADING: _heading,
    MarkupKind.LINK: _link,
    MarkupKind.REFERENCE: _link,
    MarkupKind.TABLE: _table,
}
