"""Names as they are written, and identities made of them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ..model import FUNCTION_KINDS, RECORD_KINDS, SymbolKind
from .words import KEYWORDS

__all__ = ["Written", "is_name", "make_usr", "parameter_key", "split_name"]

_PREFIX = "s:"
"""No USR of libclang begins so: those are ``c:``."""
_NO_NAMES = KEYWORDS | {"__attribute__", "__declspec"}
_OPERATOR = re.compile(
    r"operator\s*(?:(\(\s*\)|\[\s*\]|[^\w\s(\"]+)|((?:new|delete)\b(?:\s*\[\s*\])?"
    r"|co_await\b)|(\"\"\s*\w+)|(.+))",
    re.DOTALL,
)
_CALL = re.compile(r"\s*\(\s*(?:void\s*)?\)[^()]*\Z")
_BLANKS = re.compile(r"\s+")
_TAGS = {
    SymbolKind.NAMESPACE: "n",
    SymbolKind.NAMESPACE_ALIAS: "n",
    SymbolKind.ENUM: "t",
    SymbolKind.ALIAS: "t",
    SymbolKind.CONCEPT: "c",
    SymbolKind.DEDUCTION_GUIDE: "g",
    **dict.fromkeys(RECORD_KINDS, "t"),
    **dict.fromkeys(FUNCTION_KINDS - {SymbolKind.DEDUCTION_GUIDE}, "f"),
}
_TYPE_WORDS = frozenset(
    {
        "const", "volatile", "struct", "class", "union", "enum", "typename",
        "unsigned", "signed", "long", "short", "int", "char", "bool", "float",
        "double", "void", "auto", "wchar_t", "size_t",
    }
)  # fmt: skip
_SPECIFIERS = frozenset(
    {"const", "volatile", "struct", "class", "union", "enum", "typename"}
)
_LAST_WORD = re.compile(
    r"(.*[\s*&>.)])?([A-Za-z_]\w*)((?:\s*\[[^\]]*\])*)\Z", re.DOTALL
)
_FUNCTION_POINTER = re.compile(r"\(\s*([\w:]*[*&]+\s*)\w*\s*\)")
_WORD = re.compile(r"[A-Za-z_]\w*")
_PARENTHESIS = re.compile(r"[()]")
_BRACKET = re.compile(r"[(\[{<]")
_MARK = re.compile(r"[(\[{<)\]}>,]")
_OPENING, _CLOSING = frozenset("([{<"), frozenset(")]}>")
# Blanks beside punctuation.
_TIGHT = re.compile(r" (?=[^\w\s])|(?<=[^\w\s]) ")


class Written(NamedTuple):
    """A name as it is written in a declaration."""

    scopes: tuple[str, ...]
    """Names before it, without template arguments."""
    name: str
    """As `Symbol.name`; empty if it is no name."""
    kind: SymbolKind | None
    """Destructor, operator or conversion; None of other names."""
    arguments: str = ""
    """Template arguments right after it."""
    specialized: str = ""
    """Template arguments of the last scope."""


def is_name(text: str) -> bool:
    """Tell if a word can be the name of anything."""
    return text.isidentifier() and text not in _NO_NAMES


@lru_cache(maxsize=4096)
def split_name(text: str) -> Written:
    """Return the parts of ``a::B<T>::~B`` and the like."""
    if text.isidentifier():
        return Written((), text if text not in _NO_NAMES else "", None)
    scopes, last = _scopes(text)
    names = tuple(name for name, _ in scopes)
    specialized = scopes[-1][1] if scopes else ""
    if not all(map(is_name, names)):
        return Written((), "", None)
    if last.startswith("~"):
        name = last[1:].strip().partition("<")[0].rstrip()
        kind = SymbolKind.DESTRUCTOR if is_name(name) else None
        return Written(names, f"~{name}" if kind else "", kind, "", specialized)
    operator = _OPERATOR.fullmatch(last) if last.startswith("operator") else None
    if operator is not None:
        name, kind = _operator(operator)
        return Written(names, name, kind, "", specialized)
    name, mark, rest = last.partition("<")
    name = name.removeprefix("template ").strip()
    shown = name if is_name(name) else ""
    return Written(names, shown, None, mark + rest, specialized)


def _operator(match: re.Match[str]) -> tuple[str, SymbolKind]:
    mark, word, literal, of_type = match.groups()
    if mark is not None:
        return "operator" + _BLANKS.sub("", mark), SymbolKind.OPERATOR
    if word is not None:
        return "operator " + _BLANKS.sub("", word), SymbolKind.OPERATOR
    if literal is not None:
        return "operator" + _BLANKS.sub("", literal), SymbolKind.OPERATOR
    of_type = _CALL.sub("", of_type)
    return "operator " + _BLANKS.sub(" ", of_type).strip(), SymbolKind.CONVERSION


def _scopes(text: str) -> tuple[list[tuple[str, str]], str]:
    """Return the scopes with their template arguments, and what stands behind them."""
    scopes: list[tuple[str, str]] = []
    start = place = depth = 0
    end = text.find("operator")
    end = len(text) if end < 0 else end
    while place < end:
        letter = text[place]
        depth += (letter in "<(") - (letter in ">)")
        if depth == 0 and text.startswith("::", place):
            own, mark, rest = text[start:place].partition("<")
            own = own.strip().removeprefix("template ").strip()
            if own:
                scopes.append((own, mark + rest.rstrip()))
            place += 2
            start = place
        else:
            place += 1
    return scopes, text[start:].strip()


def make_usr(
    kind: SymbolKind, names: tuple[str, ...], *, path: str = "", extra: str = ""
) -> str:
    """Return the identity of a symbol.

    :param names: With all scopes.
    :param path: The file, of names that only this file sees.
    :param extra: What tells overloads and anonymous ones from each other.
    """
    place = f"{path}@" if path else ""
    return f"{_PREFIX}{place}{_TAGS.get(kind, 'v')}@{'::'.join(names)}{extra}"


@lru_cache(maxsize=4096)
def parameter_key(text: str) -> str:
    """Return the types of a parameter list, without names and defaults.

    :param text: With its parentheses and what stands after them.
    """
    end = _closing(text)
    inside, after = text[1 : end - 1], text[end:]
    if not inside and not after.strip():
        return "()"
    types = [_type_of(part) for part in _parts(inside)]
    shown = ",".join(one for one in types if one and one != "void")
    words = set(_WORD.findall(after.partition("->")[0].partition("=")[0]))
    const = "const" if "const" in words else ""
    return f"({shown}){const}"


def _closing(text: str) -> int:
    depth = 0
    for found in _PARENTHESIS.finditer(text):
        depth += 1 if found[0] == "(" else -1
        if depth == 0:
            return found.end()
    return len(text)


def _parts(text: str) -> list[str]:
    if _BRACKET.search(text) is None:
        return text.split(",")
    parts, depth, start = [], 0, 0
    for found in _MARK.finditer(text):
        mark = found[0]
        if mark in _OPENING:
            depth += 1
        elif mark in _CLOSING:
            depth -= 1
        elif depth <= 0:
            parts.append(text[start : found.start()])
            start = found.end()
    parts.append(text[start:])
    return parts


def _without_default(parameter: str) -> str:
    depth = 0
    for place, letter in enumerate(parameter):
        depth += (letter in _OPENING) - (letter in _CLOSING)
        if letter == "=" and depth <= 0:
            return parameter[:place]
    return parameter


@lru_cache(maxsize=4096)
def _type_of(parameter: str) -> str:
    """Return a parameter without its name and default."""
    if "=" in parameter:
        parameter = _without_default(parameter)
    parameter = parameter.strip()
    if "(" in parameter:
        parameter = _FUNCTION_POINTER.sub(r"(\1)", parameter)
    last = _LAST_WORD.match(parameter)
    # The last word is a name if a type stands before it.
    if last is not None and last[1] is not None and last[2] not in _TYPE_WORDS:
        words = _WORD.findall(last[1])
        if not last[1].endswith("::") and not _SPECIFIERS.issuperset(words):
            parameter = last[1] + last[3]
    return _TIGHT.sub("", " ".join(parameter.split()))
