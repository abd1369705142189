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
_MAY_DOCUMENT = re.compile(r"/(?:/[/!]|\*)")
_BLOCK = re.compile(r"/\*(?:[*!]<|!|\*+(?!/))?")
_MARKERS = re.compile(r"\n[^\S\n]*+//(?:[/!]<|!|/+)?")
_STAR = re.compile(r"\s*\*(?!/)")
_RULER = re.compile(r"[\s\-=*#/~_+.<>!|]*+")
_RULES = frozenset("-=*#/~+")
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
_LINT_WORDS = ("NOLINT", "NOSONAR", "clang-format o", "IWYU pragma", "LCOV_")
_LINT_LINE = re.compile(rf"\s*(?:{'|'.join(_LINT_WORDS)})")
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
    if not raw.lstrip().startswith("//") or not _MAY_DOCUMENT.search(raw):
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
    plain = raw.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if "\t" in plain:
        plain = plain.expandtabs(4)
    if "/*" in plain:
        plain = "\n".join(_without_blocks(plain))
    else:
        plain = _MARKERS.sub("\n", f"\n{plain}")[1:]
    return Stripped(style, _trim(plain))


def _without_blocks(plain: str) -> list[str]:
    """Return the lines of comments of both kinds without markers."""
    lines: list[str] = []
    block: list[str] | None = None
    for line in plain.split("\n"):
        rest: str | None = line.rstrip()
        while rest is not None:
            if block is None:
                text = rest.lstrip()
                opening = _BLOCK.match(text)
                if opening is None:
                    lines.append(_MARKERS.sub("", f"\n{rest}").removeprefix("\n"))
                    break
                block, rest = [], text[opening.end() :]
            content, end, rest_after = rest.partition("*/")
            block.append(content.rstrip("*").rstrip() if end else content)
            if end:
                lines += _without_stars(block)
                block = None
            rest = rest_after if rest_after.strip() else None
    lines += _without_stars(block or [])
    return lines


def is_licence(stripped: Stripped) -> bool:
    """Return whether a comment is a licence or copyright notice and says no more."""
    head = stripped.text[:_HEAD]
    if head.isascii():
        lower = head.lower()
        for word in _LICENCE_WORDS:
            if word in lower:
                break
        else:
            return False
    if stripped.style is Style.DOXYGEN and _FACTS.search(stripped.text):
        return False
    return _LICENCE.search(head) is not None


def is_noise(stripped: Stripped) -> bool:
    """Return whether a comment says nothing of what stands below it.

    Rulers, notes to linters and formatters, tasks, code that was commented out.
    """
    first = stripped.text.partition("\n")[0]
    says_none = _says_nothing(first)
    if not says_none and stripped.style is Style.DOXYGEN:
        return False
    is_code = _CODE_LINE.match(first) is not None
    is_task = _TASK.match(first) is not None and "\n\n" not in stripped.text
    if not (says_none or is_code):
        return is_task
    lines = [line.strip() for line in stripped.text.split("\n") if line.strip()]
    if says_none and all(map(_says_nothing, lines)):
        return True
    if stripped.style is Style.DOXYGEN:
        return False
    return is_task or all(map(_CODE_LINE.match, lines))


def _says_nothing(line: str) -> bool:
    return _RULER.fullmatch(line) is not None or _LINT.match(line) is not None


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


def _trim(text: str) -> str:
    lines = [line.rstrip() for line in text.split("\n")]
    for word in _LINT_WORDS:
        if word in text:
            lines = [line for line in lines if not _LINT_LINE.match(line)]
            break
    lines = [
        _RULER_ENDS.sub("", line)
        if line[-1:] in _RULES or line.lstrip()[:1] in _RULES
        else line
        for line in lines
    ]
    while lines and _RULER.fullmatch(lines[0]):
        del lines[0]
    while lines and _RULER.fullmatch(lines[-1]):
        lines.pop()
    if not lines:
        return ""
    # The first line stands behind its marker and says nothing of the margin.
    first, rest = lines[0].strip(), lines[1:]
    if not rest:
        return first
    margin = min([len(line) - len(line.lstrip()) for line in rest if line])
    return "\n".join([first, *[line[margin:] for line in rest]])
