"""Where attribute-like macros stand in code, and what takes them out of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..possessive import compiled
from .lexer import strip_literals, with_plain_lines

if TYPE_CHECKING:
    from collections.abc import Collection

    from .macro_table import MacroTable

__all__ = ["end_of_arguments", "is_attribute_use", "neutral_defines"]

_NAME = re.compile(r"\b[A-Za-z_]\w*")
_OWN = re.compile(r"#[ \t]*+(?:define|undef)[ \t]++(\w++)")
_DIRECTIVE = compiled(r"^[ \t]*+#[^\n\\]*+(?:\\\n?+[^\n\\]*+)*+", re.MULTILINE)
_PARENTHESIS = re.compile(r"[()]")
_BLANKS = re.compile(r"\s*+")
_LONGEST = 4000
"""Characters of arguments that are looked at."""
_LAST_WORD = re.compile(r"\b(?:return|case|goto|throw|else)\s*+\Z")
_AFTER_TYPE = frozenset(')>*&]"')
_OPENS = frozenset("(,<")


def is_attribute_use(code: str, start: int, end: int) -> bool:
    """Tell if a macro stands where an attribute or specifier can.

    Not between operators or commas, as a value does: an enumerator may have the name
    that is an empty macro elsewhere.

    :param start: Offset of its name in code without comments and directives.
    :param end: Offset after it and its arguments.
    """
    before = code[max(0, start - 100) : start].rstrip()
    blanks = _BLANKS.match(code, end)
    place = blanks.end() if blanks is not None else end
    after = code[place : place + 1]
    last = before[-1:]
    named = (
        after.isalpha() or after in {"_", "~", "["} or code[place : place + 2] == "::"
    )
    if not last or last in ";}:":
        return named or after in {"", ";", "}", "{"}
    if last == "{":
        return named or after in {"", ";"}
    if last in _OPENS:
        return named
    if last.isalnum() or last == "_":
        return after != ":" and _LAST_WORD.search(before) is None
    return last in _AFTER_TYPE


def end_of_arguments(code: str, end: int) -> int:
    """Return the offset after the arguments of a macro whose name ends at an offset.

    That offset itself if there are none.
    """
    blanks = _BLANKS.match(code, end)
    start = blanks.end() if blanks is not None else end
    if code[start : start + 1] != "(":
        return end
    depth = 0
    for found in _PARENTHESIS.finditer(code, start, start + _LONGEST):
        depth += 1 if found[0] == "(" else -1
        if depth == 0:
            return found.end()
    return end


def neutral_defines(text: str, table: MacroTable, known: Collection[str]) -> list[str]:
    """Return definitions that take attribute-like macros out of a file's code.

    In the form of a compiler's ``-D``: ``NAME=``, ``NAME(...)=``; sorted. Left out are
    macros that the file defines or undefines by itself, and those that it uses as
    something else, too.

    :param known: Names of macros whose definition is reached.
    """
    names = set(_NAME.findall(text)) & table.macros.keys()
    names.difference_update(known)
    if not names:
        return []
    names.difference_update(_OWN.findall(text))
    code = _DIRECTIVE.sub("", strip_literals(with_plain_lines(text)))
    found = []
    for name in sorted(names):
        function_like = table.macros[name].function_like
        uses = _uses(code, name, function_like=function_like)
        if uses and all(is_attribute_use(code, *use) for use in uses):
            found.append(f"{name}(...)=" if function_like else f"{name}=")
    return found


def _uses(code: str, name: str, *, function_like: bool) -> list[tuple[int, int]]:
    """Return where a macro begins and ends."""
    found = []
    for match in re.finditer(rf"\b{name}\b", code):
        end = match.end()
        if function_like:
            end = end_of_arguments(code, end)
            if end == match.end():
                continue
        found.append((match.start(), end))
    return found
