r"""The lexical grammar, as far as a scan needs it: what is code, and what is not.

Rules of [lex] in the C++ standard, as Clang reads them: a block comment or raw string
without end runs to the end of the file, any other literal to the end of the line, white
space may stand between a backslash and the line end. All patterns take linear time:
their repeats are possessive or have disjoint parts. Texts have ``\n`` line ends only.
"""

from __future__ import annotations

import re

from ..possessive import compiled

__all__ = [
    "APOSTROPHE",
    "BODY",
    "COMMENT",
    "DIRECTIVE",
    "HASH",
    "NEXT",
    "NEXT_IN_LINE",
    "OPERAND",
    "PLAIN_DIRECTIVE",
    "RAW_LINE",
    "SPACE",
    "SPLICE",
    "end_of_literal",
    "end_of_quoted",
    "is_separator",
    "last_style",
    "split_trailing",
    "strip_comments",
    "strip_literals",
    "with_plain_lines",
]

_SPLICE = r"\\[ \t\f\v]*+\n"
_BLOCK = r"/\*[^*]*+(?:\*(?!/)[^*]*+)*+(?:\*/)?+"
_LINE = r"//[^\n\\]*+(?:\\(?:[ \t\f\v]*+\n)?+[^\n\\]*+)*+"
_LINES = rf"{_LINE}(?:\n[ \t]*+{_LINE})*+"
_STRING = r'"[^"\\\n]*+(?:\\[\s\S][^"\\\n]*+)*+"?+'
_CHARACTER = r"'[^'\\\n]*+(?:\\[\s\S][^'\\\n]*+)*+'?+"
_BLANKS = rf"(?:[ \t\f\v]|{_SPLICE}|{_BLOCK})*+"

# Code up to the next comment (group 1), `#` (2), quote after R that may open a raw
# string (3), or apostrophe in a word that may separate digits (4); no group: the end.
NEXT = compiled(
    rf"""(?:[^"'/\#]++|(?<!R){_STRING}|(?<!\w){_CHARACTER}|/(?![/*]))*+"""
    rf"""(?:({_BLOCK}|{_LINES})|(\#)|(")|(')|\Z)""",
)
# The same, but at the end of a line no group.
NEXT_IN_LINE = compiled(
    rf"""(?:[^"'/\#\n]++|(?<!R){_STRING}|(?<!\w){_CHARACTER}|/(?![/*]))*+"""
    rf"""(?:({_BLOCK}|{_LINES})|(\#)|(")|(')|(?=\n)|\Z)""",
)
COMMENT, HASH, _RAW_QUOTE, APOSTROPHE = range(1, 5)
SPLICE = re.compile(_SPLICE)
SPACE = compiled(_BLANKS)
# `#` and the directive's name (group 1), empty if there is none.
DIRECTIVE = compiled(rf"\#{_BLANKS}((?:[^\W\d]\w*+)?+)")
# A whole directive as most are, in one line and without comments: includes with their
# operand (groups 1, 2), definitions with the name and what follows it (3 to 5),
# conditions with theirs (6, 7).
PLAIN_DIRECTIVE = compiled(
    r"""\#[ \t]*+(?:(include|import)[ \t]*+(<[^>\n]*+>|"[^"\n]*+")[ \t]*+"""
    r"""|(define)[ \t]++([^\W\d][\w$]*+)((?:[ \t][^\n"'/\\]*+)?+)"""
    r"""|(ifdef|ifndef|if|else|endif)\b([^\n"'/\\]*+))(?=\n|\Z)"""
)
# The rest of a directive's line; comments and continued lines belong to it.
BODY = compiled(
    rf"""(?:[^\n"'/\\\w]++|(?:u8|[uUL])?+R"([^()\\\s]{{0,16}}+)\([\s\S]*?(?:\)\1"|\Z)"""
    rf"""|[^\W\d]\w*+|\d(?:'?+[\w.])*+"""
    rf"""|{_STRING}|{_CHARACTER}|{_BLOCK}|{_LINE}|{_SPLICE}|[/\\])*+""",
)
# The rest of a line whose text is no code: `#error don't`.
RAW_LINE = compiled(rf"[^\n\\]*+(?:(?:{_SPLICE}|\\)[^\n\\]*+)*+")
# Blanks, then the operand of an include (group 1).
OPERAND = compiled(rf"""{_BLANKS}(<[^>\n]*+>|"[^"\n]*+")""")

_RAW = re.compile(r'(?:(?<=\bR)|(?<=\b[uUL]R)|(?<=\bu8R))"([^()\\\s]{0,16}+)\(')
_STRING_PATTERN = compiled(_STRING)
_CHARACTER_PATTERN = compiled(_CHARACTER)
_TRAILING_DOCUMENTATION = ("///<", "//!<", "/**<", "/*!<")
# Longest number with separators that is told from a character literal.
_NUMBER = 80
_LINE_BLANKS = " \t\f\v\n\\"

# Comments and literals. The first character is matched by itself: a search for one of a
# set is fast, for one of several patterns it is not.
_COMMENT_OR_LITERAL = (
    rf"""(?:(?<=/)(?:{_BLOCK[1:]}|{_LINE[1:]})"""
    rf"""|(?<=")(?:(?:(?<=\bR")|(?<=\b[uUL]R")|(?<=\bu8R"))"""
    rf"""([^()\\\s]{{0,16}}+)\([\s\S]*?(?:\)\1"|\Z)|{_STRING[1:]})"""
    rf"""|(?<='){_CHARACTER[1:]}"""
)
# Numbers, too: an apostrophe may separate their digits.
_LITERALS = compiled(
    rf"""["'/0-9]{_COMMENT_OR_LITERAL}|(?<=[0-9])(?<!\w[0-9])(?:'?+[\w.])*+)"""
)
_PLAIN_LITERALS = compiled(rf"""["/]{_COMMENT_OR_LITERAL})""")


def with_plain_lines(text: str) -> str:
    r"""Return a text with ``\n`` for each of its line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def end_of_literal(text: str, quote: int) -> int:
    """Return the offset after the literal that opens with the quote at an offset."""
    if text[quote] == "'":
        pattern = _CHARACTER_PATTERN
    else:
        raw = _RAW.match(text, quote)
        if raw is not None:
            end = text.find(f'){raw[1]}"', raw.end())
            return len(text) if end < 0 else end + len(raw[1]) + 2
        pattern = _STRING_PATTERN
    literal = pattern.match(text, quote)
    assert literal is not None
    return literal.end()


def end_of_quoted(text: str, quote: int) -> int:
    """Return the offset after the literal or the separator of digits at a quote."""
    if text[quote] == "'" and is_separator(text, quote):
        return quote + 1
    return end_of_literal(text, quote)


def is_separator(text: str, quote: int) -> bool:
    """Whether an apostrophe separates digits, as in ``1'000``: [lex.ppnumber]."""
    if not text[quote + 1 : quote + 2].isalnum():
        return False
    start = quote
    lowest = max(0, quote - _NUMBER)
    while start > lowest and (text[start - 1].isalnum() or text[start - 1] in "_'."):
        start -= 1
    return text[start].isdigit() or (text[start] == "." and start + 1 < quote)


def strip_comments(code: str) -> str:
    """Return code with each comment replaced by a blank and its line ends.

    Blanks around it go with it.
    """
    if "/*" not in code and "//" not in code:
        return code
    parts: list[str] = []
    place = 0
    for literal in _LITERALS.finditer(code):
        if literal[0].startswith("/"):
            parts += code[place : literal.start()].strip(" \t"), _gap(literal[0])
            place = literal.end()
    parts.append(code[place:].lstrip(" \t") if place else code)
    return "".join(parts)


def split_trailing(code: str) -> tuple[int, str | None]:
    """Return the length of code before the comments that end it.

    :return: The length, and the first of these comments if it is documentation of
        what stands before it, as ``///<``.
    """
    end = place = 0
    trailing: str | None = None
    if "/*" in code or "//" in code:
        for literal in _LITERALS.finditer(code):
            length = len(code[place : literal.start()].rstrip(_LINE_BLANKS))
            if length:
                end, trailing = place + length, None
            place = literal.end()
            if literal[0].startswith("/"):
                trailing = trailing or literal[0]
            else:
                end, trailing = place, None
    length = len(code[place:].rstrip(_LINE_BLANKS))
    if length:
        end, trailing = place + length, None
    if trailing is not None and not trailing.startswith(_TRAILING_DOCUMENTATION):
        trailing = None
    return end, trailing


def last_style(comment: str) -> str:
    """Return the last of consecutive ``//`` comments that are of one style.

    Styles are ``///``, ``//!`` and ``//``; a block comment is returned as it is.
    """
    if comment.startswith("/*") or "\n" not in comment:
        return comment
    if "///" not in comment and "//!" not in comment:
        return comment  # all of one style
    lines = comment.split("\n")
    style = _style_of(lines[-1])
    first = len(lines) - 1
    while first and _style_of(lines[first - 1]) == style:
        first -= 1
    return "\n".join(lines[first:]).lstrip()


def _style_of(line: str) -> str:
    line = line.lstrip()
    documents = line.startswith(("///", "//!")) and not line.startswith("////")
    return line[:3] if documents else ""


def strip_literals(text: str) -> str:
    """Return text without its comments, strings and characters; lines stay."""
    pattern = _LITERALS if "'" in text else _PLAIN_LITERALS
    return pattern.sub(_without_literal, text)


def _gap(comment: str) -> str:
    return "\n" * comment.count("\n") or " "


def _without_literal(found: re.Match[str]) -> str:
    literal = found[0]
    if literal[0].isdigit():
        return literal
    gap = " " if literal.startswith("/") else '""'
    return gap + "\n" * literal.count("\n")
