"""What a folder's README says first: a tolerant reader, for one paragraph."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from .briefs import MOST_OF_PARAGRAPH, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

__all__ = ["READMES", "first_paragraph"]

READMES = ("README.md", "README.rst", "README.txt", "README", "readme.md", "Readme.md")
"""Names, in the order in which they are looked for."""
_READ = 12_000
"""Characters that are looked at: who has not come to the point by then will not."""
_LETTERS = 12
"""Fewer letters say nothing: a badge's words, a date."""
_UNDERLINE = re.compile(r"([=\-~^\"'`#*+.:_])\1{2,}\s*")
_ROLE = re.compile(r":[\w:+-]+:`([^`<]*?)(?:\s*<[^>`]*>)?`")
_LINK = re.compile(r"`([^`<]+?)\s*<[^>`]*>`__?")
_SUBSTITUTION = re.compile(r"\|[^|\n]+\|_{0,2}")
_MARKS = re.compile(r"``|\*\*|(?<!\w)[*`](?=\w)|(?<=[\w.,!?])[*`]_{0,2}(?!\w)")


def first_paragraph(text: str, name: str) -> str:
    """Return the first paragraph of a README as plain text on one line.

    Titles, badges, pictures, HTML, tables, lists and code are passed over. ``name`` is
    that of the file, whose suffix tells the markup. Empty if there is no paragraph.
    """
    text = text[:_READ]
    if name.lower().endswith(".md"):
        paragraphs = _markdown(text)
    else:
        paragraphs = _plain(text, is_rst=name.lower().endswith(".rst"))
    for paragraph in paragraphs:
        words = " ".join(paragraph.split())
        if sum(map(str.isalpha, words)) >= _LETTERS:
            return shortened(words, MOST_OF_PARAGRAPH)
    return ""


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")


def _markdown(text: str) -> Iterator[str]:
    """Yield the words of the paragraphs that are in no list, quote or table."""
    tokens = _parser().parse(_without_front_matter(text))
    depth = 0
    for token, inside in pairwise(tokens):
        if token.type == "paragraph_open" and not depth:
            yield _inline(inside.children or [])
        depth += token.nesting


def _without_front_matter(text: str) -> str:
    if not text.startswith("---\n"):
        return text
    _, found, rest = text[4:].partition("\n---\n")
    return rest if found else text


def _inline(tokens: list[Token]) -> str:
    words = []
    for token in tokens:
        if token.type in {"text", "code_inline"}:
            words.append(token.content)
        elif token.type in {"softbreak", "hardbreak"}:
            words.append(" ")
    return "".join(words)


def _plain(text: str, *, is_rst: bool) -> Iterator[str]:
    """Yield the paragraphs of plain text or reST; indented ones are passed over."""
    lines: list[str] = []
    is_passed = False
    for line in [*text.expandtabs().splitlines(), ""]:
        if line.strip():
            # A title's line, and what hangs below a directive or in a list.
            if _UNDERLINE.fullmatch(line):
                lines, is_passed = [], False
                continue
            is_passed = is_passed or (not lines and _is_no_text(line, is_rst=is_rst))
            lines.append(line)
            continue
        if lines and not is_passed:
            paragraph = "\n".join(lines)
            yield _without_marks(paragraph) if is_rst else paragraph
        lines, is_passed = [], False


def _is_no_text(line: str, *, is_rst: bool) -> bool:
    """Tell whether a paragraph's first line begins something else."""
    if line[0].isspace() or line.startswith(("- ", "* ", "+ ", "|", "<", "![", "[!")):
        return True
    return is_rst and line.startswith(("..", ":", "__ ", ">>> ", "+-"))


def _without_marks(text: str) -> str:
    text = _ROLE.sub(r"\1", text)
    text = _LINK.sub(r"\1", text)
    text = _SUBSTITUTION.sub("", text)
    return _MARKS.sub("", text).removesuffix(":")
