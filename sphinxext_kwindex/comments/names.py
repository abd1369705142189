"""Names of C++ and addresses in running text."""

from __future__ import annotations

import re

from ..model import Markup, MarkupKind

__all__ = ["is_name", "is_target", "split_text"]

_NAME = r"~?[A-Za-z_]\w*+"
_ONLY_NAME = re.compile(rf"(?:::)?(?:{_NAME}::)*{_NAME}(?:\(\))?")
_TARGET = re.compile(
    rf"[#:]{{0,2}}(?:{_NAME}(?:::|\.|#))*(?:operator\W{{1,3}}|{_NAME})(?:\([^()]*\))?"
    r"|[\w./-]+\.(?:h|hh|hpp|hxx|c|cc|cpp|cxx|md)"
)
_LINKED = re.compile(
    # Nothing of it begins inside of a word, nor is a word alone any of it.
    r"(?<!\w)(?:(?P<address>https?://[^\s<>\"'`]+)"
    r"|(?<![#%:.~])(?=[:~#]|\w++(?:::|\(\)))"
    rf"(?P<name>(?:::)?(?:{_NAME}::)+{_NAME}(?:\(\))?"
    rf"|(?<![>)\]])::{_NAME}(?:\(\))?"
    r"|[A-Za-z_]\w*+\(\)|\#[A-Za-z_]\w*+(?:\(\))?)(?!\w)"
    rf"|(?P<escaped>(?<!\S)%(?=(?:{_NAME}::)+{_NAME}|::{_NAME}|{_NAME}\(\))))"
)
_DIRECTIVES = frozenset(
    [
        "#include",
        "#define",
        "#undef",
        "#if",
        "#ifdef",
        "#ifndef",
        "#else",
        "#elif",
        "#endif",
        "#pragma",
        "#error",
        "#warning",
        "#line",
        "#import",
        "#embed",
    ]
)
_WORDS = frozenset(
    [
        "alignas",
        "alignof",
        "and",
        "asm",
        "auto",
        "bool",
        "break",
        "case",
        "catch",
        "char",
        "class",
        "concept",
        "const",
        "consteval",
        "constexpr",
        "constinit",
        "const_cast",
        "continue",
        "decltype",
        "default",
        "delete",
        "do",
        "double",
        "dynamic_cast",
        "else",
        "enum",
        "explicit",
        "export",
        "extern",
        "false",
        "final",
        "float",
        "for",
        "friend",
        "goto",
        "if",
        "inline",
        "int",
        "long",
        "mutable",
        "namespace",
        "new",
        "noexcept",
        "not",
        "nullptr",
        "operator",
        "or",
        "override",
        "private",
        "protected",
        "public",
        "register",
        "reinterpret_cast",
        "requires",
        "return",
        "short",
        "signed",
        "sizeof",
        "static",
        "static_assert",
        "static_cast",
        "struct",
        "switch",
        "template",
        "this",
        "thread_local",
        "throw",
        "true",
        "try",
        "typedef",
        "typeid",
        "typename",
        "union",
        "unsigned",
        "using",
        "virtual",
        "void",
        "volatile",
        "while",
        "NULL",
    ]
)


def is_name(text: str) -> bool:
    """Return whether a text is a name, with scopes and ``()``, and no keyword."""
    return _ONLY_NAME.fullmatch(text) is not None and text not in _WORDS


def is_target(text: str) -> bool:
    """Return whether a text can be what ``@see`` points at: a name or a file."""
    return _TARGET.fullmatch(text) is not None and text not in _WORDS


def split_text(text: str) -> list[Markup]:
    """Return a text with the names and addresses in it as nodes of their own.

    Names are those with ``::`` or ``()`` behind them, ``::`` or ``#`` before; ``%``
    before a word keeps it from being one. What is shown is without ``::`` and ``#`` in
    front; the target keeps ``::``, which says where the name is looked up.
    """
    # One of these is in all that matches.
    if not ("::" in text or "()" in text or "#" in text or "://" in text):
        return [Markup(MarkupKind.TEXT, text)] if text else []
    nodes: list[Markup] = []
    start = 0
    for match in _LINKED.finditer(text):
        found = match[0]
        if match.lastgroup == "address":
            found = found.rstrip(".,;:!?)]")
            node = _node(MarkupKind.LINK, found, found)
        elif match.lastgroup == "escaped":
            _text(nodes, text[start : match.start()])
            start = match.end()
            continue
        elif found in _DIRECTIVES or found.endswith("operator"):
            continue
        else:
            node = _node(MarkupKind.REFERENCE, found.lstrip("#:"), found)
        _text(nodes, text[start : match.start()])
        nodes.append(node)
        start = match.start() + len(found)
    _text(nodes, text[start:])
    return nodes


def _node(kind: MarkupKind, text: str, target: str) -> Markup:
    label = Markup(MarkupKind.TEXT, text)
    return Markup(kind, target=target, children=(label,))


def _text(nodes: list[Markup], text: str) -> None:
    if text and nodes and nodes[-1].kind is MarkupKind.TEXT:
        nodes[-1] = Markup(MarkupKind.TEXT, nodes[-1].text + text)
    elif text:
        nodes.append(Markup(MarkupKind.TEXT, text))
