"""Documentation comments as ordinary docutils nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..model import MarkupKind
from ..render import field_title
from .pieces import bullets, paragraph, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..model import Documentation, Field, Markup
    from .pieces import Linker

__all__ = ["block_nodes", "documentation_nodes", "inline_nodes"]

_ADDRESSES = ("http://", "https://", "mailto:")


def documentation_nodes(
    documentation: Documentation, linker: Linker
) -> list[nodes.Node]:
    """Return a whole comment as blocks."""
    found: list[nodes.Node] = []
    if documentation.brief:
        found.append(paragraph(*inline_nodes(documentation.brief, linker)))
    found += block_nodes(documentation.details, linker)
    if documentation.fields:
        fields = (_field(field, linker) for field in documentation.fields)
        found.append(nodes.field_list("", *fields))
    return found


def _field(field: Field, linker: Linker) -> nodes.field:
    words_of = (field_title(field.kind), field.direction, field.name)
    name = nodes.field_name("", words(" ".join(filter(None, words_of))))
    return nodes.field("", name, nodes.field_body("", *block_nodes(field.body, linker)))


def inline_nodes(markup: Iterable[Markup], linker: Linker) -> list[nodes.Node]:
    """Return inline markup as inline nodes."""
    return [node for part in markup for node in _inline(part, linker)]


def _inline(  # noqa: PLR0911  (one for each kind)
    part: Markup, linker: Linker
) -> list[nodes.Node]:
    inner = inline_nodes(part.children, linker)
    if part.text:
        inner.insert(0, nodes.Text(words(part.text)))
    match part.kind:
        case MarkupKind.TEXT:
            return inner
        case MarkupKind.BREAK:
            return [nodes.Text(" ")]
        case MarkupKind.EMPHASIS:
            return [nodes.emphasis("", "", *inner)]
        case MarkupKind.STRONG:
            return [nodes.strong("", "", *inner)]
        case MarkupKind.CODE:
            return [nodes.literal("", "", *inner)]
        case MarkupKind.LINK if part.target.startswith(_ADDRESSES):
            return [nodes.reference("", "", *inner, refuri=part.target)]
        case MarkupKind.REFERENCE if part.target:
            return [_reference(part, linker, inner)]
        case _:
            return inner


def _reference(part: Markup, linker: Linker, inner: list[nodes.Node]) -> nodes.Node:
    content = nodes.literal("", "".join(node.astext() for node in inner))
    if not part.target.startswith("file:"):
        return linker.lead(part.target, content)
    target = linker.domain.targets.file(part.target.removeprefix("file:"))
    return content if target is None else linker.reference(target, content)


def block_nodes(markup: Iterable[Markup], linker: Linker) -> list[nodes.Node]:
    """Return block markup as body nodes; inline markup among it in paragraphs."""
    found: list[nodes.Node] = []
    run: list[nodes.Node] = []
    for part in markup:
        block = _BLOCKS.get(part.kind)
        if block is None:
            run += _inline(part, linker)
            continue
        if run:
            found.append(paragraph(*run))
            run = []
        found += block(part, linker)
    if run:
        found.append(paragraph(*run))
    return found


def _paragraph(part: Markup, linker: Linker) -> list[nodes.Node]:
    return [paragraph(*inline_nodes(part.children, linker))]


def _heading(part: Markup, linker: Linker) -> list[nodes.Node]:
    return [paragraph(nodes.strong("", "", *inline_nodes(part.children, linker)))]


def _list(part: Markup, linker: Linker) -> list[nodes.Node]:
    return [bullets([block_nodes(item.children, linker) for item in part.children])]


def _ordered(part: Markup, linker: Linker) -> list[nodes.Node]:
    items = [
        nodes.list_item("", *block_nodes(item.children, linker))
        for item in part.children
    ]
    style = {"enumtype": "arabic", "prefix": "", "suffix": "."}
    return [nodes.enumerated_list("", *items, **style)]


def _code(part: Markup, linker: Linker) -> list[nodes.Node]:
    text = words(part.text.rstrip("\n"))
    language = part.target if part.target.isalnum() else "none"
    return [nodes.literal_block(text, text, language=language or "cpp", force=True)]


def _quote(part: Markup, linker: Linker) -> list[nodes.Node]:
    return [nodes.block_quote("", *block_nodes(part.children, linker))]


def _table(part: Markup, linker: Linker) -> list[nodes.Node]:
    """Return a table as a list of its rows: it may be of any width."""
    rows = []
    for row in part.children:
        line: list[nodes.Node] = []
        for cell in row.children:
            line += [nodes.Text(" | ")] if line else []
            line += inline_nodes(cell.children, linker)
        rows.append([paragraph(*line)])
    return [bullets(rows)]


def _nothing(part: Markup, linker: Linker) -> list[nodes.Node]:
    return []


_BLOCKS: dict[MarkupKind, Callable[[Markup, Linker], list[nodes.Node]]] = {
    MarkupKind.PARAGRAPH: _paragraph,
    MarkupKind.HEADING: _heading,
    MarkupKind.LIST: _list,
    MarkupKind.ORDERED_LIST: _ordered,
    MarkupKind.CODE_BLOCK: _code,
    MarkupKind.QUOTE: _quote,
    MarkupKind.TABLE: _table,
    MarkupKind.COPY: _nothing,
}
