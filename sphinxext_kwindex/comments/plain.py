r"""Comments that need no Markdown parser: nine of ten.

Paragraphs and code, and in paragraphs words, code spans and commands such as
``\c x``. What is returned is what the parser would: a text in which anything else might
be markup is left to it.
"""

from __future__ import annotations

import re
import string
from typing import TYPE_CHECKING

from ..model import Markup, MarkupKind
from ..possessive import compiled
from .names import split_text
from .tree import code, finished

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["plain_blocks", "plain_inline", "word_in_sentence"]

# Nothing that begins a line in this way is a block of Markdown's. Below another line of
# the paragraph only a list that begins with 1 is one.
_START = (
    r"[A-Za-z(\"'<\\@%{$^/!?&,.;\[\]})]|`(?!``)|\#[A-Za-z]|\*\*?[A-Za-z(.]"
    r"|__?[A-Za-z0-9]|~[A-Za-z]|[0-9]++(?![.)](?:[ \n]|\Z))|::?[A-Za-z=]"
    r"|\+[A-Za-z0-9]|-[A-Za-z0-9]|--++[ ]*+[A-Za-z0-9]|\|[A-Za-z_*]"
)
_FIRST = f"(?={_START})"
_NEXT = f"(?={_START}|(?!0*+1[.)])[0-9])"
_PARAGRAPHS = compiled(
    rf"\n*+(?:[ ]{{0,3}}{_FIRST}[^\n]*+(?:\n[ ]*+{_NEXT}[^\n]*+)*+(?:\n++|\Z))*+"
)
_INDENTED = compiled(r"(?:\A\n*+|(?<=\n\n))(?:[ ]{4}[ ]*+[^ \n][^\n]*+(?:\n++|\Z))++")
# Those that are read here, and words that only look like a command.
_COMMAND = (
    r"[\\@](?:(?:c|p|a|em|e|b|ref)[ \n]+(?=\S)"
    r"|(?!(?:c|p|a|em|e|b|ref|link)[ \n]|n(?:\s|\Z)|f[$(])[A-Za-z])"
)
# Addresses and tags are markup, `<T>` and `std::vector<int>` are not.
_LESS = (
    r"<(?!/?(?i:b|strong|i|em|tt|code|br)\s*+/?>|(?i:https?:|mailto:)|\#|[^\s<>@]*+@)"
)
_PLAIN = compiled(
    r"(?:[A-Za-z0-9 \n,.;:'\"()/!?%+=\-$^{}~|\[\]\#>_*`]++"
    rf"|{_COMMAND}|{_LESS}|&(?!\#?[A-Za-z0-9]++;)|(?<=[A-Za-z0-9_])@)*+"
)
_FENCED = re.compile(r"(?:^|(?<=\n))```([\w+]*)\n((?:(?!`{3})[^\n]*+\n)*?)```(?:\n|\Z)")
_GAP = re.compile(r"\n(?:\n)+")
_LINE_END = re.compile(r"\n *")
_SPAN = re.compile("`[^`]+`")
_PIECE = re.compile(
    r"`([^`]+)`|(?:\\|(?<![A-Za-z0-9_])@)(c|p|a|em|e|b|ref)[ \t\n]+(\S+)"
)
_LABEL = re.compile(r'[ \t\n]+"([^"\n]{0,200})"')
# But for those between two letters, which are text.
_RUNS = re.compile(r"\*(?<![\w*]\*)\**+|\*\**+(?!\w)|_(?<!\w_)_*+|__*+(?!\w)")
_PUNCTUATION = frozenset(string.punctuation)
_SPANS = {
    "a": MarkupKind.EMPHASIS,
    "e": MarkupKind.EMPHASIS,
    "em": MarkupKind.EMPHASIS,
    "b": MarkupKind.STRONG,
}


def plain_blocks(
    text: str, parse_inline: Callable[[str], tuple[Markup, ...]]
) -> tuple[Markup, ...] | None:
    """Return the blocks of a text; None if it takes a parser to tell.

    :param parse_inline: Parses a paragraph that takes one.
    """
    blocks: list[Markup] = []
    place = 0
    if "```" in text:
        for fence in _FENCED.finditer(text):
            if not _add_blocks(text[place : fence.start()], parse_inline, blocks):
                return None
            content = fence[2].strip("\n")
            blocks.append(Markup(MarkupKind.CODE_BLOCK, content, fence[1]))
            place = fence.end()
    rest = text[place:] if place else text
    return tuple(blocks) if _add_blocks(rest, parse_inline, blocks) else None


def word_in_sentence(word: str) -> str:
    """Return a word without the punctuation of the sentence around it."""
    word = word.rstrip(".,;:!?\"'")
    while word.endswith(")") and word.count("(") < word.count(")"):
        word = word[:-1].rstrip(".,;:!?\"'")
    return word


def _add_blocks(
    text: str,
    parse_inline: Callable[[str], tuple[Markup, ...]],
    blocks: list[Markup],
) -> bool:
    """Add paragraphs and indented code; return False if there are other blocks."""
    place = 0
    if "    " in text:
        for found in _INDENTED.finditer(text):
            if not _add_paragraphs(text[place : found.start()], parse_inline, blocks):
                return False
            lines = found[0].strip("\n").split("\n")
            content = "\n".join([line[4:] for line in lines])
            blocks.append(Markup(MarkupKind.CODE_BLOCK, content))
            place = found.end()
    return _add_paragraphs(text[place:], parse_inline, blocks)


def _add_paragraphs(
    text: str,
    parse_inline: Callable[[str], tuple[Markup, ...]],
    blocks: list[Markup],
) -> bool:
    """Add the paragraphs of a text; return False if it has other blocks."""
    if _PARAGRAPHS.fullmatch(text) is None or "]:" in text or "\t" in text:
        return False
    for part in _GAP.split(text):
        paragraph = part.strip()
        if paragraph:
            children = parse_inline(paragraph)
            if children:
                blocks.append(Markup(MarkupKind.PARAGRAPH, children=children))
    return True


def _is_plain(text: str) -> bool:
    """Whether nothing in a paragraph is markup but code spans and commands."""
    return (
        _PLAIN.fullmatch(text) is not None
        and "  \n" not in text
        and "``" not in text
        and "](" not in text
        and not (("*" in text or "_" in text) and _may_emphasise(text))
    )


def _may_emphasise(text: str) -> bool:
    """Whether a run of stars or underscores that opens is before one that closes.

    Rules of CommonMark, "Emphasis and strong emphasis"; stars inside of words are text.
    """
    if "`" in text:
        text = _SPAN.sub("``", text)
    if _RUNS.search(text) is None:
        return False
    opened = set()
    text = f" {text} "
    for run in _RUNS.finditer(text):
        mark = text[run.start()]
        before, after = text[run.start() - 1], text[run.end()]
        opens = not after.isspace()
        closes = not before.isspace()
        if opens and closes:
            opens = after not in _PUNCTUATION or before in _PUNCTUATION
            closes = before not in _PUNCTUATION or after in _PUNCTUATION
        if closes and mark in opened:
            return True
        if opens:
            opened.add(mark)
    return False


def plain_inline(text: str) -> tuple[Markup, ...] | None:
    """Return the inline nodes of a paragraph; None if it takes a parser to tell."""
    if not _is_plain(text):
        return None
    if "`" not in text and "\\" not in text and "@" not in text:
        return tuple(split_text(_joined(text)))
    nodes: list[Markup] = []
    place = 0
    while piece := _PIECE.search(text, place):
        before = _joined(text[place : piece.start()])
        nodes.append(Markup(MarkupKind.TEXT, before))
        if piece[1]:
            content = piece[1].replace("\n", " ")
            if content[0] == " ":
                return None
            nodes.append(code(content))
            place = piece.end()
            continue
        word = word_in_sentence(piece[3])
        if not word or "`" in word:
            return None
        place = piece.start(3) + len(word)
        name = piece[2]
        if name == "ref":
            label = _LABEL.match(text, place)
            shown = label[1] if label else word.removeprefix("::")
            place = label.end() if label else place
            child = Markup(MarkupKind.TEXT, shown or word)
            node = Markup(MarkupKind.REFERENCE, target=word, children=(child,))
        elif name == "c":
            node = code(word)
        elif name == "p":
            node = Markup(MarkupKind.CODE, word)
        else:
            node = Markup(_SPANS[name], children=(Markup(MarkupKind.TEXT, word),))
        nodes.append(node)
    nodes.append(Markup(MarkupKind.TEXT, _joined(text[place:])))
    return finished(nodes)


def _joined(text: str) -> str:
    """Return lines as one, without the blanks around their ends."""
    if "\n" not in text:
        return text
    text = text.replace(" \n", "\n")
    return _LINE_END.sub(" ", text) if "\n " in text else text.replace("\n", " ")
