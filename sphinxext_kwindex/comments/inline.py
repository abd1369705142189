r"""Markdown with Doxygen's inline commands, as `Markup`.

Rules of our own in the Markdown parser: commands (``\c x``, ``@ref x``), simple HTML
tags, and stars inside words, which in C++ are multiplications and pointers.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from .plain import plain_blocks, plain_inline, word_in_sentence
from .tree import build_blocks, build_inline

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline

    from ..model import Markup

__all__ = ["parse_blocks", "parse_inline", "parse_markdown"]

_WORD_COMMAND = re.compile(r"[\\@](c|p|a|em|e|b|ref)[ \t\n]+(\S+)")
_LABEL = re.compile(r'[ \t\n]+"([^"\n]{0,200})"')
_LINK = re.compile(r"[\\@]link[ \t\n]+(\S+)[ \t\n]*")
_BRACED = re.compile(
    r"\{@(?:(link|linkplain)\s+([^\s{}]+)\s*([^{}]{0,500})|code\s+([^{}]{0,500}))\}"
)
_FORMULA = re.compile(r"[\\@]f[$(]")
_BREAK = re.compile(r"[\\@]n(?=\s|$)")
_ESCAPE = re.compile(r"[\\@](---|--|::|[\\@&$#<>%\".=|])")
_TAG = re.compile(r"<(/?)(b|strong|i|em|tt|code|br)\s*/?>", re.IGNORECASE)
_DUNDER = re.compile(r"__\w*[^\W_]__(?!\w)")
_SAFE_LINK = re.compile(r"(?:https?://|mailto:|#)", re.IGNORECASE)
_END_LINK = re.compile(r"\s*[\\@]endlink\b")


def parse_blocks(text: str) -> tuple[Markup, ...]:
    """Return the blocks of a text."""
    blocks = plain_blocks(text, parse_inline)
    if blocks is not None:
        return blocks
    if "]:" in text:  # may define what links in other paragraphs refer to
        return parse_markdown(text)
    return build_blocks(_BLOCKS.parse(text), parse_inline)


def parse_markdown(text: str) -> tuple[Markup, ...]:
    """Return what `parse_blocks` does, by the Markdown parser."""
    return build_blocks(_MARKDOWN.parse(text), parse_inline)


def parse_inline(text: str) -> tuple[Markup, ...]:
    """Return the inline nodes of a text that is one paragraph."""
    text = text.strip()
    nodes = plain_inline(text)
    if nodes is not None:
        return nodes
    tokens = _MARKDOWN.parseInline(text)
    return build_inline(tokens[0].children or [] if tokens else [])


def _commands(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  (its interface)
    """Recognise a command, a tag or a star at the current place."""
    letter = state.src[state.pos]
    rule = _RULES.get(letter)
    return rule is not None and rule(state, silent=silent)


def _backslash(state: StateInline, *, silent: bool) -> bool:
    text, at = state.src, state.pos
    if at and text[at] == "@" and (text[at - 1].isalnum() or text[at - 1] == "_"):
        return False  # an address
    if word := _WORD_COMMAND.match(text, at):
        return _word(state, word, silent=silent)
    if link := _LINK.match(text, at):
        return _link(state, link, silent=silent)
    if _FORMULA.match(text, at):
        return _formula(state, silent=silent)
    return _escape(state, silent=silent)


def _escape(state: StateInline, *, silent: bool) -> bool:
    text, at = state.src, state.pos
    if _BREAK.match(text, at):
        return _push(state, silent=silent, kind="hardbreak", text="", end=at + 2)
    escape = _ESCAPE.match(text, at)
    if not escape:
        return False
    return _push(state, silent=silent, kind="text", text=escape[1], end=escape.end())


def _word(state: StateInline, match: re.Match[str], *, silent: bool) -> bool:
    name, word = match.groups()
    word = word_in_sentence(word)
    if not word:
        return False
    end = match.start(2) + len(word)
    label = _LABEL.match(state.src, end) if name == "ref" else None
    shown = word.removeprefix("::") if name == "ref" else word
    return _push(
        state,
        silent=silent,
        kind=f"kw_{name}",
        text=label[1] if label else shown,
        end=label.end() if label else end,
        target=word,
    )


def _link(state: StateInline, match: re.Match[str], *, silent: bool) -> bool:
    target = match[1]
    end = state.src.find("endlink", match.end())
    if end < 0:
        return False
    label = state.src[match.end() : end - 1].strip() or target
    return _push(
        state,
        silent=silent,
        kind="kw_ref",
        text=label,
        end=end + len("endlink"),
        target=target,
    )


def _formula(state: StateInline, *, silent: bool) -> bool:
    text, at = state.src, state.pos
    closing = text[at] + ("f$" if text[at + 2] == "$" else "f)")
    end = text.find(closing, at + 3)
    if end < 0:
        return False
    return _push(
        state,
        silent=silent,
        kind="kw_formula",
        text=text[at + 3 : end].strip(),
        end=end + len(closing),
    )


def _braced(state: StateInline, *, silent: bool) -> bool:
    match = _BRACED.match(state.src, state.pos)
    if not match:
        return False
    if match[1]:
        text, kind = match[3].strip() or match[2], "kw_ref"
    else:
        text, kind = match[4].strip(), "kw_c"
    return _push(
        state,
        silent=silent,
        kind=kind,
        text=text,
        end=match.end(),
        target=match[2] or text,
    )


def _tag(state: StateInline, *, silent: bool) -> bool:
    match = _TAG.match(state.src, state.pos)
    if not match:
        return False
    name = match[2].lower()
    if name == "br":
        return _push(state, silent=silent, kind="hardbreak", text="", end=match.end())
    kind = "kw_tag_close" if match[1] else "kw_tag_open"
    return _push(
        state, silent=silent, kind=kind, text=match[0], end=match.end(), target=name
    )


def _star(state: StateInline, *, silent: bool) -> bool:
    """Take stars between two words as text: ``a*b*c`` is not emphasis here."""
    text, at = state.src, state.pos
    end = at
    while end < state.posMax and text[end] == "*":
        end += 1
    before = text[at - 1] if at else " "
    after = text[end] if end < state.posMax else " "
    inside = (before.isalnum() or before == "_") and (after.isalnum() or after == "_")
    if not inside:
        return False
    return _push(state, silent=silent, kind="text", text=text[at:end], end=end)


def _dunder(state: StateInline, *, silent: bool) -> bool:
    """Take ``__attribute__`` as the name that it is."""
    match = _DUNDER.match(state.src, state.pos)
    if not match:
        return False
    return _push(state, silent=silent, kind="text", text=match[0], end=match.end())


def _push(
    state: StateInline,
    *,
    silent: bool,
    kind: str,
    text: str,
    end: int,
    target: str = "",
) -> bool:
    if not silent:
        token = state.push(kind, "", 0)
        token.content = text
        token.meta = {"target": target}
    state.pos = end
    return True


def _make_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 20})
    parser.enable("table")
    parser.disable(["html_block", "html_inline"])
    parser.inline.ruler.before("escape", "kwindex", _commands)
    # Only addresses that cannot run anything; ``<std::string>`` is none either.
    parser.validateLink = lambda url: _SAFE_LINK.match(url) is not None  # type: ignore[method-assign]
    return parser


_RULES = {
    "_": _dunder,
    "\\": _backslash,
    "@": _backslash,
    "{": _braced,
    "<": _tag,
    "*": _star,
}
_MARKDOWN = _make_parser()
_BLOCKS = _make_parser()
_BLOCKS.core.ruler.disable(["inline", "text_join"])
"""Leaves the text of the blocks as it is."""
