"""Titles of texts for people: Markdown and reStructuredText."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..model import (
    OTHER_USR,
    Language,
    Linkage,
    Position,
    Span,
    Symbol,
    SymbolKind,
)
from ..possessive import compiled

__all__ = ["read_titles", "title_of"]

_FENCE = re.compile(rb" {0,3}(`{3,}|~{3,})")
_ATX = re.compile(rb" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_SETEXT = re.compile(rb" {0,3}(=+|-+)[ \t]*$")
_NO_PARAGRAPH = re.compile(rb" {4}|\t| {0,3}(?:[-*+>|]|\d+[.)])|\s*$")
_RULE = re.compile(rb"([!-/:-@\[-`{-~])\1*[ \t]*$")
_LONGEST = 400
"""Bytes of a line that can be a title."""
_LETTERS = 12
"""Fewer letters are no sentence."""
_BESIDE = re.compile(rb"[\s<>|`#]|!?\[!?|[-*+=_] |[-=_*]{3}|\.\.|:|\d+[.)]")
"""How a paragraph begins that may stand above the title of a text: badges, pictures,
HTML, comments, lists."""
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_MARKDOWN_MARKS = (
    (re.compile(r"!\[([^\]\[]*)\]\([^()\s]*\)"), r"\1"),
    (re.compile(r"\[([^\]\[]*)\]\([^()\s]*\)"), r"\1"),
    (re.compile(r"(?<!\w)(\*\*|__|\*|_)(?=\S)([^*_]+)(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"<[^<>]*>"), ""),
    (re.compile(r"`+"), ""),
)
_BULLET = re.compile(rb"[-*+] ")
_RST_MARKS = (
    (compiled(r":[\w:+.-]+:`~(?:\w+\.)*+(\w+)`"), r"\1"),
    (re.compile(r":[\w:+.-]+:`([^`<]*?)(?:\s*<[^<>`]*>)?`"), r"\1"),
    (re.compile(r"`([^`<]+?)(?:\s*<[^<>`]*>)?`__?"), r"\1"),
    (re.compile(r"`+|\*\*"), ""),
)


class _Title(NamedTuple):
    level: int
    text: str
    line: int
    """From 1."""
    column: int
    """First byte of its text, from 1."""


def read_titles(path: str, data: bytes, language: Language) -> tuple[Symbol, ...]:
    """Return the sections of a text; a title below another has it as its parent.

    :param data: UTF-8.
    """
    lines = data.split(b"\n")
    found = _markdown(lines) if language is Language.MARKDOWN else _rst(lines)
    symbols: list[Symbol] = []
    # Level, qualified name and USR of the sections around.
    around: list[tuple[int, str, str]] = []
    used: dict[str, int] = {}
    for number, title in enumerate(found):
        while around and around[-1][0] >= title.level:
            around.pop()
        outer = around[-1] if around else (0, "", None)
        qualified = f"{outer[1]} / {title.text}" if outer[1] else title.text
        used[qualified] = used.get(qualified, 0) + 1
        again = f"@{used[qualified]}" if used[qualified] > 1 else ""
        usr = f"{OTHER_USR}{path}@{qualified}{again}"
        around.append((title.level, qualified, usr))
        symbols.append(
            Symbol(
                usr=usr,
                kind=SymbolKind.SECTION,
                name=title.text,
                qualified_name=qualified,
                path=path,
                position=Position(title.line, title.column),
                span=_span(title, found[number + 1 :], lines),
                definition=True,
                parent=outer[2],
                linkage=Linkage.NONE,
            )
        )
    return tuple(symbols)


def title_of(sections: tuple[Symbol, ...], data: bytes, language: Language) -> str:
    """Return the title of a text, of its sections; empty if it has none.

    That is its first section, unless that is one of several and a paragraph stands
    above: then the text has begun before.
    """
    tops = [section for section in sections if section.parent is None]
    if not tops:
        return ""
    if len(tops) > 1:
        lines = data.split(b"\n")
        start = _after_front_matter(lines) if language is Language.MARKDOWN else 0
        above = b"\n".join(lines[start : tops[0].position.line - 1])
        if any(map(_is_prose, _COMMENT.sub(b"", above).split(b"\n\n"))):
            return ""
    return tops[0].name


def _is_prose(paragraph: bytes) -> bool:
    """Tell whether a paragraph is one of words."""
    text = paragraph.strip(b"\n")
    letters = sum(map(str.isalpha, text.decode("utf-8", "replace")))
    return letters >= _LETTERS and not _BESIDE.match(text)


def _span(title: _Title, rest: list[_Title], lines: list[bytes]) -> Span:
    """Return the stretch from a title to the next that does not lie below it."""
    last = len(lines)
    for one in rest:
        if one.level <= title.level:
            last = one.line - 1
            break
    return Span(title.line, 1, max(last, title.line), len(lines[last - 1]) + 1)


def _markdown(lines: list[bytes]) -> list[_Title]:
    titles: list[_Title] = []
    fence = b""
    start = _after_front_matter(lines)
    for number, line in enumerate(lines[start:], start + 1):
        mark = _FENCE.match(line)
        if fence:
            if mark and mark[1].startswith(fence) and not line[mark.end() :].strip():
                fence = b""
            continue
        if mark:
            fence = mark[1]
            continue
        if len(line) > _LONGEST:
            continue
        atx = _ATX.match(line)
        if atx:
            _add(titles, len(atx[1]), atx[2] or b"", number, atx.start(2) + 1)
            continue
        under = _SETEXT.match(line)
        if under and number > start + 1:
            above = lines[number - 2]
            if len(above) <= _LONGEST and not _NO_PARAGRAPH.match(above):
                column = len(above) - len(above.lstrip()) + 1
                _add(titles, 1 + (under[1][:1] == b"-"), above, number - 1, column)
    return titles


def _after_front_matter(lines: list[bytes]) -> int:
    """Return the number of lines that a YAML head takes."""
    if lines[0].rstrip() != b"---":
        return 0
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() in {b"---", b"..."}:
            return number + 1
    return 0


def _rst(lines: list[bytes]) -> list[_Title]:
    titles: list[_Title] = []
    levels: list[tuple[bytes, bool]] = []
    for number in range(1, len(lines)):
        rule, text = lines[number], lines[number - 1]
        if not _RULE.match(rule) or len(text) > _LONGEST or len(rule) > 2 * _LONGEST:
            continue
        shown = text.decode("utf-8", "replace").strip()
        over = number > 1 and lines[number - 2].rstrip() == rule.rstrip()
        if not shown or _RULE.match(text) or (text[:1].isspace() and not over):
            continue
        if _BULLET.match(text) and not over:
            continue
        # An adornment is as long as its title; a shorter one is no title by intent.
        if len(rule.rstrip()) < min(len(shown), 4):
            continue
        if not over and number > 1 and lines[number - 2].strip():
            continue  # the last line of a paragraph, or a table
        style = rule[:1], over
        if style not in levels:
            levels.append(style)
        column = len(text) - len(text.lstrip()) + 1
        _add(titles, levels.index(style) + 1, text, number, column, _RST_MARKS)
    return titles


def _add(
    titles: list[_Title],
    level: int,
    text: bytes,
    line: int,
    column: int,
    marks: tuple[tuple[re.Pattern[str], str], ...] = _MARKDOWN_MARKS,
) -> None:
    plain = text.decode("utf-8", "replace")
    for pattern, word in marks:
        plain = pattern.sub(word, plain)
    plain = " ".join(plain.split())
    if plain:
        titles.append(_Title(level, plain, line, column))
