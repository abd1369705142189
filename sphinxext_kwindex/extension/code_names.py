"""Names of C++ in a piece of code or a literal of the documentation: text alone.

Such code is not compiled. So a name is taken only where it can hardly mean something
else: not after ``.`` or ``->`` (the type of what stands before is unknown), not where
the piece declares it itself.
"""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["CODE_LANGUAGES", "CodeName", "literal_name", "names_in_code"]

CODE_LANGUAGES = frozenset(
    {"c", "c++", "cpp", "cxx", "cuda", "cu", "objective-c", "objective-c++", "objc"}
)
"""Languages of code blocks, as Pygments names its lexers."""

_LONGEST = 200_000
"""Bytes of a piece: beyond it nobody reads it on a page."""
_TOKEN = re.compile(
    r"""(?P<skip>//[^\n]*|/\*.*?(?:\*/|\Z)|(?:u8|[uUL])?"(?:[^"\\\n]|\\.)*"?
        |'(?:[^'\\\n]|\\.)+'|\d(?:'?[\w.])*)
      |(?P<include>^[ \t]*\#[ \t]*(?:include|import)[ \t]*[<"](?P<file>[^>"\n]+)[>"])
      |(?P<name>[^\W\d]\w*(?:\s{0,3}::\s{0,3}~?[^\W\d]\w*)*)
      |(?P<other>->|\S)""",
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
_PART = re.compile(r"~?[^\W\d]\w*")
# After these, a name with an argument list is not being declared.
_BEFORE_CALL = frozenset(
    [
        "return",
        "throw",
        "else",
        "do",
        "case",
        "co_return",
        "co_await",
        "co_yield",
        "new",
        "delete",
        "goto",
        "not",
        "and",
        "or",
        "typename",
    ]
)
_DECLARES = frozenset(
    ("class", "struct", "union", "enum", "namespace", "concept", "using", "typedef")
)
_KEYWORDS = (
    _BEFORE_CALL
    | _DECLARES
    | frozenset(
        [
            "auto",
            "bool",
            "break",
            "catch",
            "char",
            "const",
            "constexpr",
            "continue",
            "decltype",
            "default",
            "double",
            "explicit",
            "export",
            "extern",
            "false",
            "float",
            "for",
            "friend",
            "if",
            "inline",
            "int",
            "long",
            "mutable",
            "noexcept",
            "nullptr",
            "operator",
            "private",
            "protected",
            "public",
            "short",
            "signed",
            "sizeof",
            "static",
            "switch",
            "template",
            "this",
            "true",
            "try",
            "unsigned",
            "virtual",
            "void",
            "volatile",
            "while",
            "override",
            "final",
            "requires",
            "static_assert",
            "wchar_t",
        ]
    )
)
_LITERAL = re.compile(
    r"(?:::)?(?P<name>[^\W\d]\w*(?:::~?[^\W\d]\w*)*)(?P<call>\([^()]{0,200}\))?"
)


class CodeName(NamedTuple):
    """A name in a piece of code."""

    start: int
    """Offset in characters, of the last component."""
    end: int
    name: str
    """With the scopes written before it."""
    is_file: bool = False
    """The operand of an include."""


def names_in_code(text: str) -> tuple[CodeName, ...]:
    """Return the names in a piece of code, in order; each component of a chain."""
    if len(text) > _LONGEST:
        return ()
    found: list[CodeName] = []
    declared: set[str] = set()
    before = ""
    for match in _TOKEN.finditer(text):
        if match["include"]:
            start, end = match.span("file")
            found.append(CodeName(start, end, match["file"], is_file=True))
        elif match["name"]:
            _take(match, text, before, found, declared)
        if match["skip"] is None:
            before = match["name"] or match["other"] or ""
    return tuple(
        one
        for one in found
        if one.is_file or one.name.partition("::")[0] not in declared
    )


def _take(
    match: re.Match[str],
    text: str,
    before: str,
    found: list[CodeName],
    declared: set[str],
) -> None:
    chain, start = match["name"], match.start("name")
    if chain in _KEYWORDS or before in {".", "->"}:
        return
    if before in _DECLARES and "::" not in chain:
        declared.add(chain)
        return
    is_call = text[match.end() : match.end() + 3].lstrip()[:1] == "("
    after_type = before[-1:].isidentifier() and before not in _BEFORE_CALL
    if is_call and "::" not in chain and (after_type or before in {">", "*", "&"}):
        # `int main(`: declared here, or a variable with its first value.
        return
    parts: list[str] = []
    for part in _PART.finditer(chain):
        parts.append(part.group())
        name = "::".join(parts)
        found.append(CodeName(start + part.start(), start + part.end(), name))


def literal_name(text: str) -> str | None:
    """Return the name that a literal may be, as a role would take it; None if none.

    It has scopes, or an argument list, or does not look like a word.
    """
    match = _LITERAL.fullmatch(text.strip())
    if match is None:
        return None
    name = match["name"]
    is_word = (
        "::" not in name and not match["call"] and name.islower() and "_" not in name
    )
    return None if is_word or name in _KEYWORDS else text.strip()
