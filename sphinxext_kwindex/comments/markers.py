"""Comment markers: taking them off, and telling comments from decoration."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..model import Style

__all__ = [
    "Stripped",
    "is_documentation",
    "is_licence",
    "is_noise",
    "split_styles",
    "strip_markers",
]

_DOCUMENTATION = re.compile(r"\s*(?:/\*(?:!|\*(?![*/]))|//(?:!|/(?!/)))")
_BLOCK = re.compile(r"/\*(?:[*!]<|!|\*+(?!/))?")
_LINE = re.compile(r"//(?:[/!]<|!|/+)?")
_STAR = re.compile(r"\s*\*(?!/)")
_RULER = re.compile(r"[\s\-=*#/~_+.<>!|]*")
_RULES = tuple("-=*#/~+")
_RULER_ENDS = re.compile(r"^\s*[-=*#/~+]{3,}\s+(?=\w)|(?<=\w)\s+[-=*#/~+]{3,}$")

_LICENCE = re.compile(
    r"(?<![\\@])\bcopyright\s*(?:\(c\)|©|\d|:|by\b|(?-i:[A-Z]))|\(c\)\s*\d{4}"
    r"|SPDX-License-Identifier|licen[sc]ed (?:under|to)\b"
    r"|all rights reserved|permission is hereby granted|redistribution and use"
    r"|general public licen[sc]e|boost software licen[sc]e|apache licen[sc]e"
    r"|mozilla public licen[sc]e|(?:mit|bsd)[- ]licen[sc]e",
    re.IGNORECASE,
)
# One of these is in all that matches; to look for them takes a tenth of the time.
_LICENCE_WORDS = (
    "copyright",
    "licen",
    "(c)",
    "all rights",
    "permission is",
    "redistribution",
)
_FACTS = re.compile(
    r"[\\@](?:file|brief|short|class|struct|enum|namespace|fn|def|details|mainpage|page"
    r"|param|tparam|returns?|note|warning|see|sa|deprecated|since)\b"
)
_LINT_LINE = re.compile(r"\s*(?:NOLINT|NOSONAR|clang-format o|IWYU pragma|LCOV_)")
_LINT = re.compile(
    r"NOLINT|NOSONAR|LCOV_|GCOV|clang-format (?:on|off)|IWYU pragma|cppcheck-suppress"
    r"|clang-tidy|lint -|coverity\[|@formatter:|-\*-.*-\*-|vim?:|\$Id\b"
    r"|falls? ?through\b|#?endif\b|#include\b"
    r"|(?:end )?(?:of )?(?:anonymous )?namespace(?: [\w:]+)?\W*$",
    re.IGNORECASE,
)
_HEAD = 1000
"""Characters in which a notice says what it is."""

_TASK = re.compile(r"(?:TODO|FIXME|XXX|HACK)\b")
_CODE_LINE = re.compile(r".*[;{}]\s*(?://.*)?$|\s*$|\s*#\s*(?:if|define|else|endif)")


class Stripped(NamedTuple):
    """A comment without its markers."""

    style: Style
    text: str
    """Lines with the common margin taken off; no tabs, no blank line at either end."""


def is_documentation(raw: str) -> bool:
    """Return whether a raw comment has the markers of a documentation comment.

    ``/** */``, ``/*! */``, ``///``, ``//!`` and their trailing forms with ``<``; not
    ``/***``, ``/**/`` and ``////``, as in Doxygen.
    """
    return _DOCUMENTATION.match(raw) is not None


def split_styles(raw: str) -> list[str]:
    """Return several ``//`` comments in parts that all, or none, are documentation.

    ``// SPDX-License-Identifier: MIT`` and the ``/// @file`` below it are two comments.
    """
    if not raw.lstrip().startswith("//"):
        return [raw]
    parts: list[list[str]] = []
    was_documentation = None
    for line in raw.split("\n"):
        documents = is_documentation(line)
        if documents is not was_documentation:
            parts.append([])
            was_documentation = documents
        parts[-1].append(line)
    return ["\n".join(part) for part in parts]


def strip_markers(raw: str) -> Stripped:
    """Return the text of one comment, or of several that follow each other."""
    style = Style.DOXYGEN if is_documentation(raw) else Style.PLAIN
    lines: list[str] = []
    block: list[str] | None = None
    plain = raw.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    for line in plain.expandtabs(4).split("\n"):
        rest: str | None = line.rstrip()
        while rest is not None:
            if block is None:
                text = rest.lstrip()
                opening = _BLOCK.match(text)
                if opening is None:
                    marker = _LINE.match(text)
                    lines.append(text[marker.end() :] if marker else rest)
                    break
                block, rest = [], text[opening.end() :]
            content, end, rest_after = rest.partition("*/")
            block.append(content.rstrip("*").rstrip() if end else content)
            if end:
                lines += _without_stars(block)
                block = None
            rest = rest_after if rest_after.strip() else None
    lines += _without_stars(block or [])
    return Stripped(style, _trim(lines))


def is_licence(stripped: Stripped) -> bool:
    """Return whether a comment is a licence or copyright notice and says no more."""
    head = stripped.text[:_HEAD]
    if head.isascii():
        lower = head.lower()
        if not any(word in lower for word in _LICENCE_WORDS):
            return False
    if stripped.style is Style.DOXYGEN and _FACTS.search(stripped.text):
        return False
    return _LICENCE.search(head) is not None


def is_noise(stripped: Stripped) -> bool:
    """Return whether a comment says nothing of what stands below it.

    Rulers, notes to linters and formatters, tasks, code that was commented out.
    """
    lines = [line.strip() for line in stripped.text.split("\n") if line.strip()]
    if all(_RULER.fullmatch(line) or _LINT.match(line) for line in lines):
        return True
    if stripped.style is Style.DOXYGEN:
        return False
    is_task = _TASK.match(lines[0]) is not None and "\n\n" not in stripped.text
    return is_task or all(_CODE_LINE.match(line) for line in lines)


def _without_stars(block: list[str]) -> list[str]:
    """Return the lines of a block comment without their column of stars, if any."""
    inner = [line for line in block[1:] if line.strip()]
    starred = sum(_STAR.match(line) is not None for line in inner)
    # Stars of a list, or none.
    if 2 * starred <= len(inner) or not _STAR.match(inner[0]):
        return block
    return block[:1] + [
        _STAR.sub("", line, count=1) if _STAR.match(line) else line
        for line in block[1:]
    ]


def _trim(lines: list[str]) -> str:
    lines = [_without_ruler(line) for line in lines if not _LINT_LINE.match(line)]
    while lines and _is_ruler(lines[0]):
        del lines[0]
    while lines and _is_ruler(lines[-1]):
        lines.pop()
    if not lines:
        return ""
    # The first line stands behind its marker and says nothing of the margin.
    first, rest = lines[0].strip(), lines[1:]
    margin = min((len(x) - len(x.lstrip()) for x in rest if x.strip()), default=0)
    return "\n".join([first, *(line[margin:].rstrip() for line in rest)])


def _without_ruler(line: str) -> str:
    """Return a line without the ruler that is drawn before or behind its words."""
    if line.endswith(_RULES) or line.lstrip().startswith(_RULES):
        return _RULER_ENDS.sub("", line)
    return line


def _is_ruler(line: str) -> bool:
    text = line.strip()
    return _RULER.fullmatch(text) is not None
