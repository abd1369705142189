"""From the Markdown parser's tokens to a tree of `Markup`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model import Markup, MarkupKind
from .names import is_name, split_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from markdown_it.token import Token

__all__ = ["build_blocks", "build_inline", "code", "finished", "merged"]

_BLOCKS = {
    "paragraph_open": MarkupKind.PARAGRAPH,
    "heading_open": MarkupKind.HEADING,
    "bullet_list_open": MarkupKind.LIST,
    "ordered_list_open": MarkupKind.ORDERED_LIST,
    "list_item_open": MarkupKind.ITEM,
    "blockquote_open": MarkupKind.QUOTE,
    "table_open": MarkupKind.TABLE,
    "tr_open": MarkupKind.ROW,
    "th_open": MarkupKind.CELL,
    "td_open": MarkupKind.CELL,
}
_CLOSING = {kind.replace("_open", "_close") for kind in _BLOCKS}
_SPANS = {"em": MarkupKind.EMPHASIS, "strong": MarkupKind.STRONG}
_TAGS = {
    "b": MarkupKind.STRONG,
    "strong": MarkupKind.STRONG,
    "i": MarkupKind.EMPHASIS,
    "em": MarkupKind.EMPHASIS,
    "tt": MarkupKind.CODE,
    "code": MarkupKind.CODE,
}
_WORDS = {
    "kw_p": MarkupKind.CODE,
    "kw_formula": MarkupKind.CODE,
    "kw_a": MarkupKind.EMPHASIS,
    "kw_e": MarkupKind.EMPHASIS,
    "kw_em": MarkupKind.EMPHASIS,
    "kw_b": MarkupKind.STRONG,
}
_DEPTH = 20
"""Spans in spans; deeper tags are text."""

_LANGUAGE = re.compile(r"[\w+#-]+")


def build_blocks(
    tokens: Iterable[Token], parse_inline: Callable[[str], tuple[Markup, ...]]
) -> tuple[Markup, ...]:
    """Return the blocks that a stream of block tokens describes.

    :param parse_inline: Parses what was not parsed with the blocks.
    """
    stack: list[list[Markup]] = [[]]
    kinds: list[MarkupKind] = []
    for token in tokens:
        if token.type in _BLOCKS:
            kinds.append(_BLOCKS[token.type])
            stack.append([])
        elif token.type in _CLOSING:
            node = Markup(kinds.pop(), children=tuple(stack.pop()))
            if node.children or node.kind in {MarkupKind.ITEM, MarkupKind.CELL}:
                stack[-1].append(node)
        elif token.type == "inline":
            if token.children:
                stack[-1].extend(build_inline(token.children))
            else:
                stack[-1].extend(parse_inline(token.content))
        elif token.type in {"fence", "code_block"}:
            language = _LANGUAGE.search(token.info)
            stack[-1].append(
                Markup(
                    MarkupKind.CODE_BLOCK,
                    token.content.strip("\n"),
                    language[0] if language else "",
                )
            )
    return tuple(stack[0])


class _Open:
    """A span that is not closed yet."""

    __slots__ = ("children", "kind", "mark", "target")

    def __init__(self, kind: MarkupKind, target: str = "", mark: str = "") -> None:
        self.kind = kind
        self.target = target
        self.mark = mark
        """The tag as written, for one that is never closed; empty for Markdown's."""
        self.children: list[Markup] = []


def build_inline(tokens: Sequence[Token]) -> tuple[Markup, ...]:
    """Return the inline nodes that a paragraph's tokens describe."""
    stack = [_Open(MarkupKind.PARAGRAPH)]
    for token in tokens:
        kind = token.type
        if kind in {"em_open", "strong_open"}:
            stack.append(_Open(_SPANS[kind[:-5]]))
        elif kind == "link_open":
            stack.append(_Open(MarkupKind.LINK, str(token.attrGet("href") or "")))
        elif kind in {"em_close", "strong_close", "link_close"}:
            _close_markdown(stack)
        elif kind == "kw_tag_open" and len(stack) < _DEPTH:
            target = str(token.meta["target"])
            stack.append(_Open(_TAGS[target], target, token.content))
        elif kind == "kw_tag_close":
            _close_tag(stack, token)
        else:
            stack[-1].children.append(_leaf(token))
    while len(stack) > 1:
        _give_up(stack)
    return finished(stack[0].children)


def code(text: str) -> Markup:
    """Return monospaced text, as a reference if it is a name and nothing else."""
    node = Markup(MarkupKind.CODE, text)
    if not is_name(text):
        return node
    return Markup(MarkupKind.REFERENCE, target=text, children=(node,))


def merged(nodes: Iterable[Markup]) -> tuple[Markup, ...]:
    """Return the nodes with neighbouring texts joined, blanks at the ends taken off."""
    joined: list[Markup] = []
    text = ""
    for node in nodes:
        if node.kind is MarkupKind.TEXT:
            text += node.text
            continue
        if not joined:
            text = text.lstrip()
        if text:
            joined.append(Markup(MarkupKind.TEXT, text))
            text = ""
        joined.append(node)
    text = text.rstrip() if joined else text.strip()
    if text:
        joined.append(Markup(MarkupKind.TEXT, text))
    return tuple(joined)


def _leaf(token: Token) -> Markup:
    kind = token.type
    if kind in {"code_inline", "kw_c"}:
        return code(token.content)
    if kind in {"kw_ref", "image"}:
        return _pointer(token)
    if kind == "hardbreak":
        return Markup(MarkupKind.BREAK)
    word = _WORDS.get(kind)
    if word is MarkupKind.CODE:
        return Markup(MarkupKind.CODE, token.content)
    text = Markup(MarkupKind.TEXT, " " if kind == "softbreak" else token.content)
    return text if word is None else Markup(word, children=(text,))


def _pointer(token: Token) -> Markup:
    """Return the node of ``@ref``; of an image too, which is not shown but linked."""
    if token.type == "image":
        kind, target = MarkupKind.LINK, str(token.attrGet("src") or "")
    else:
        kind, target = MarkupKind.REFERENCE, str(token.meta["target"])
    label = Markup(MarkupKind.TEXT, token.content or target)
    return Markup(kind, target=target, children=(label,))


def _close_markdown(stack: list[_Open]) -> None:
    while len(stack) > 1 and stack[-1].mark:
        _give_up(stack)
    if len(stack) > 1:
        span = stack.pop()
        is_link = span.kind is MarkupKind.LINK
        inner = merged(span.children) if is_link else finished(span.children)
        node = Markup(span.kind, target=span.target, children=inner)
        stack[-1].children.append(node)


def _close_tag(stack: list[_Open], token: Token) -> None:
    target = token.meta["target"]
    at = len(stack) - 1
    while stack[at].mark and stack[at].target != target:
        at -= 1
    if stack[at].mark:
        while len(stack) > at + 1:
            _give_up(stack)
        span = stack.pop()
        if span.kind is MarkupKind.CODE:
            node = code("".join(_texts(span.children)))
        else:
            node = Markup(span.kind, children=finished(span.children))
        stack[-1].children.append(node)
    else:
        stack[-1].children.append(Markup(MarkupKind.TEXT, token.content))


def _give_up(stack: list[_Open]) -> None:
    """Turn an opened tag that is never closed into text."""
    span = stack.pop()
    stack[-1].children += [Markup(MarkupKind.TEXT, span.mark), *span.children]


def _texts(nodes: Iterable[Markup]) -> Iterable[str]:
    for node in nodes:
        yield node.text or "".join(_texts(node.children))


def finished(nodes: list[Markup]) -> tuple[Markup, ...]:
    """Return the nodes with texts joined, and names and addresses in them linked."""
    found: list[Markup] = []
    for node in merged(nodes):
        if node.kind is MarkupKind.TEXT:
            found += split_text(node.text)
        else:
            found.append(node)
    return tuple(found)
