"""What a comment's words say of where it belongs: rules for who attaches comments.

Doxygen's rules (manual, "Documenting the code"): a documentation comment stands before
its declaration, or after it with ``<``; one with a structural command (``@fn``,
``@class`` ...) belongs to what it names. A plain comment may be a description, too.
"""

from __future__ import annotations

import re

__all__ = [
    "BOUND",
    "DOCUMENTATION",
    "NO_SYMBOL",
    "TRAILING",
    "bound_name",
    "is_description",
    "names",
]

DOCUMENTATION = re.compile(r"/\*\*(?![*/])|/\*!|///(?!/)|//!")
TRAILING = re.compile(r"/\*\*<|/\*!<|///<|//!<")
# Of groups and files.
NO_SYMBOL = re.compile(
    r"[@\\](?:file|mainpage|page|subpage|defgroup|addtogroup|weakgroup|name|dir|example"
    r"|cond|endcond|section|internal\s*$|\{|\})"
)
# What binds a comment to something by name.
BOUND = re.compile(
    r"[@\\](class|struct|union|enum|fn|var|def|typedef|namespace|concept|property"
    r"|interface|overload)[ \t]+([^\n]*)"
)
_LICENCE = re.compile(r"copyright|licen[sc]e|SPDX-|all rights reserved", re.IGNORECASE)
_MARKERS = re.compile(r"\n[ \t]*(?:/{2,}!?|/\*+!?|\*(?!/))?[ \t]?")
_END_MARKERS = re.compile(r"\*+/[ \t]*$", re.MULTILINE)
_RULER = re.compile(r"[\W_]*\Z")
_LINT = re.compile(
    r"\s*(?:NOLINT|clang-format|clang-tidy|cppcheck|LCOV_EXCL|IWYU pragma|lint:|@lint)"
)
_CODE = re.compile(r"#\s*\w+|[}{]+;?|[\w:<>*&,\s\[\]().\->+]*[;{]")


def is_description(comment: str, *, is_first: bool, licence: str | None) -> bool:
    """Tell if a plain comment describes what stands right below it.

    :param is_first: It is the first thing of the file.
    :param licence: `Scan.licence` of the file.
    """
    words = _MARKERS.sub("\n", f"\n{comment}")
    if "*/" in words:
        words = _END_MARKERS.sub("", words)
    words = words.strip()
    if not words or _RULER.match(words) or _LINT.match(words):
        return False
    if (is_first or (licence and licence in comment)) and _LICENCE.search(words):
        return False
    # Code that was put in comments: every other line looks like it.
    lines = [line.strip() for line in words.splitlines()]
    code = sum(_is_code(line) for line in lines)
    return code * 2 < len(lines) - lines.count("")


def _is_code(line: str) -> bool:
    """Tell if a line, without blanks at its ends, looks like code."""
    may_be = line.endswith((";", "{", "}")) or line.startswith("#")
    return may_be and _CODE.fullmatch(line) is not None


def bound_name(bound: re.Match[str]) -> str:
    """Return the last part of the name in a structural command."""
    argument = bound[2].replace("*/", "").strip()
    argument = argument.split("(")[0].rstrip()
    return re.split(r"::|[\s*&]", argument)[-1] if argument else ""


def names(bound: re.Match[str], name: str) -> bool:
    """Tell if a structural command binds its comment to a name, or to what follows."""
    return bound_name(bound) == name or not bound[2].strip()
