"""What files that share a precompiled header must agree on, by their texts."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..possessive import compiled

__all__ = ["Context", "LeadingMacro", "leading_macros", "scan_context", "tested_macros"]

# Of a text with a line end before it: a search for one is ten times as fast as one for
# the begin of a line.
_CONDITION = compiled(
    r"\n[ \t]*+#[ \t]*+(?:el)?if(?:n?def)?\b((?:[^\n\\]++|\\(?s:.))*+)"
)
# All of these, as they stand.
_DIRECTIVE = compiled(r"\n[ \t]*+#(?:[^\n\\]++|\\(?s:.))*+")
_NAME = re.compile(r"\b[A-Za-z_]\w*")
_PLAIN_NAME = re.compile(r"[ \t]*+([A-Za-z_]\w*+)\s*+\Z", re.ASCII)
_NO_MACRO = re.compile(
    r"""//.*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"
    |\b__has_\w+\s*\([^()]*(?:\([^()]*\))?[^()]*\)
    |\b(?:defined|true|false|and|or|not|__cplusplus|__has_\w+)\b""",
    re.VERBOSE,
)
# Possessive: what looks like many comments costs no more than to read them.
_FIRST_CONDITION = compiled(
    r"\s*+(?:(?>//[^\n]*+|/\*(?s:.*?)\*/|\#[ \t]*+pragma[ \t][^\n]*+)\s*+)*+"
    r"\#[ \t]*+(?:ifndef[ \t]++|if[ \t]*+![ \t]*+defined[ \t]*+\(?[ \t]*+)(\w++)"
)
_DEFINITION = compiled(
    r"\n[ \t]*+#[ \t]*+(?:define[ \t]++(\w++)((?:[^\n\\]++|\\(?s:.))*+)"
    r"|undef[ \t]++(\w++)|(include)\b)"
)
_DEFINED = re.compile(r"\n[ \t]*+#[ \t]*+define[ \t]++(\w++)")


# What C++20 brought, where no older standard has another meaning for it.
_MODERN = (
    ("concept ", re.compile(r"^[^/*\n]*\bconcept\s+\w+\s*=", re.MULTILINE)),
    *(
        (word, re.compile(rf"^[^/*\n]*\b{word}\b", re.MULTILINE))
        for word in ("co_await", "co_return", "co_yield")
    ),
    ("<=>", re.compile(r"^[^/*\n]*\boperator\s*<=>", re.MULTILINE)),
)
# A file that asks which standard it is read by does without a newer one.
_ASKS = ("__cplusplus", "_MSVC_LANG", "__cpp_", "_CPLUSPLUS_LANG")


_INCLUDE = "include"
_COMMENT = re.compile(r"//[^\n]*|/\*(?s:.*?)\*/")


class LeadingMacro(NamedTuple):
    """A macro that a file defines or undefines before it includes something."""

    name: str
    text: str | None
    """What follows the name; None where it is undefined."""
    asked: bool = False
    """A condition before it tests the macro."""


class Context(NamedTuple):
    """What decides which files can be read on top of the same headers."""

    leading: tuple[LeadingMacro, ...] = ()
    """`leading_macros`."""
    tested: tuple[str, ...] = ()
    """`tested_macros`, sorted."""
    guarded: bool = False
    """Reading the file a second time adds nothing."""
    modern: bool = False
    """It needs C++20, whoever reads it."""
    defined: str = ""
    """Macros that a header defines, sorted, with blanks between them."""


def scan_context(text: str, *, header: bool) -> Context:
    """Return the context of a file.

    :param header: It is included by others; what only matters to one of the two kinds
        is left out for the other.
    """
    if not header:
        return Context(leading=leading_macros(text), modern=_is_modern(text))
    guard = _FIRST_CONDITION.match(text)
    directives = _directives(text)
    return Context(
        tested=tuple(sorted(_tested(directives, guard))),
        guarded=_is_guarded(text, guard),
        modern=_is_modern(text),
        defined=" ".join(sorted(set(_DEFINED.findall(directives)))),
    )


def _is_modern(text: str) -> bool:
    return any(
        word in text and pattern.search(text) is not None for word, pattern in _MODERN
    ) and not any(word in text for word in _ASKS)


def _directives(text: str) -> str:
    """Return the directives of a text, which are a small part of it.

    A line end stands before each; continued lines are theirs.
    """
    return "".join(_DIRECTIVE.findall(f"\n{text}"))


def _is_guarded(text: str, guard: re.Match[str] | None) -> bool:
    if "#pragma once" in text:
        return True
    if guard is None:
        return False
    definition = _DEFINITION.search(text, guard.end())
    return definition is not None and definition[1] == guard[1]


def tested_macros(text: str) -> frozenset[str]:
    """Return the names that the conditions of a file test, without its guard's.

    A name that only stands in a condition's function call or string does not count;
    what is no macro (an operator of the preprocessor) is left out.
    """
    return _tested(_directives(text), _FIRST_CONDITION.match(text))


def _tested(directives: str, guard: re.Match[str] | None) -> frozenset[str]:
    found: set[str] = set()
    for condition in set(_CONDITION.findall(directives)):
        found.update(_names(condition))
    return frozenset(found - {guard[1]} if guard else found)


def _names(condition: str) -> list[str]:
    """Return the macros that a condition tests."""
    plain = _PLAIN_NAME.match(condition)
    # Most are one name, which is seen at once.
    if plain is not None and not _NO_MACRO.match(plain[1]):
        return [plain[1]]
    return _NAME.findall(_NO_MACRO.sub(" ", condition))


def leading_macros(text: str) -> tuple[LeadingMacro, ...]:
    """Return the macros that a file changes before its last include, in their order.

    Whatever conditions they stand in.
    """
    # Nothing behind the last include matters; one more character ends its name.
    end = text.rfind(_INCLUDE)
    if end < 0:
        return ()
    text = f"\n{text[: end + len(_INCLUDE) + 1]}"
    found: list[tuple[int, LeadingMacro]] = []
    last = 0
    for match in _DEFINITION.finditer(text):
        name, body, gone, include = match.groups()
        if include:
            last = len(found)
        elif name:
            macro = LeadingMacro(name, _COMMENT.sub(" ", body).strip())
            found.append((match.start(), macro))
        else:
            found.append((match.start(), LeadingMacro(gone, None)))
    if not last:
        return ()
    asked = _first_tests(text, found[last - 1][0])
    return tuple(
        macro._replace(asked=asked.get(macro.name, place) < place)
        for place, macro in found[:last]
    )


def _first_tests(text: str, end: int) -> dict[str, int]:
    """Return the names that conditions test before an offset, and where each first."""
    found: dict[str, int] = {}
    for match in _CONDITION.finditer(text, 0, end):
        for name in _names(match[1]):
            found.setdefault(name, match.start())
    return found
