"""The grammar of written names: scopes, operators, arguments, parameters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ..model import SymbolKind

__all__ = ["Spelled", "bare", "components", "spell", "squeeze"]

_ELABORATED: dict[str, frozenset[SymbolKind]] = {
    "class": frozenset({SymbolKind.CLASS, SymbolKind.STRUCT}),
    "struct": frozenset({SymbolKind.CLASS, SymbolKind.STRUCT}),
    "union": frozenset({SymbolKind.UNION}),
    "enum": frozenset({SymbolKind.ENUM}),
    "namespace": frozenset({SymbolKind.NAMESPACE, SymbolKind.NAMESPACE_ALIAS}),
    "concept": frozenset({SymbolKind.CONCEPT}),
    "typedef": frozenset({SymbolKind.ALIAS}),
    "using": frozenset({SymbolKind.ALIAS}),
}
_WORD = re.compile(r"~?\s*[A-Za-z_$\u0080-\U0010ffff][\w$]*")
_OPERATOR = re.compile(
    r"operator\s*(?:"
    r"\(\s*\)|\[\s*\]|(?:new|delete)\b(?:\s*\[\s*\])?|co_await\b"
    r'|""\s*\w+'
    r"|<=>|<<=|>>=|->\*|->|\+\+|--|&&|\|\||[=!<>+\-*/%^&|]=|<<|>>|[<>=+\-*/%^&|~!,]"
    r")"
)
_CONVERSION = re.compile(r"operator\s+[^()]+")
_QUALIFIERS = re.compile(r"(?:\s*(?:const|volatile|noexcept|&&|&))*\s*")
_AROUND = re.compile(r"\s*([^\w\s$])\s*")


@dataclass(frozen=True, slots=True)
class Spelled:
    """A written name, taken apart."""

    parts: tuple[str, ...]
    """Components from the outermost; template arguments squeezed."""
    parameters: str | None = None
    """Text between the parentheses; None if there are none."""
    qualifiers: str = ""
    """What stands after the parentheses: ``const``, ``&``, ``&&``."""
    rooted: bool = False
    """True after a leading ``::``: all scopes are written."""
    kinds: frozenset[SymbolKind] | None = None
    """Of an elaborated name (``struct stat``); else None."""

    @property
    def name(self) -> str:
        """The name without parameters."""
        return "::".join(self.parts)


@lru_cache(maxsize=4096)
def spell(text: str) -> Spelled | None:
    """Take a written name apart; None if it is none."""
    text = " ".join(text.split())
    kinds = None
    first, _, rest = text.partition(" ")
    if first in _ELABORATED and rest:
        text, kinds = rest, _ELABORATED[first]
    rooted = text.startswith("::")
    at, parts = 2 * rooted, []
    while True:
        found = _component(text, at)
        if found is None:
            return None
        part, at = found
        parts.append(part)
        if not text.startswith("::", at):
            break
        at += 2
    parameters, qualifiers = None, ""
    if text.startswith("(", at):
        end = _closing(text, at)
        if end is None or not _QUALIFIERS.fullmatch(text, end):
            return None
        parameters, qualifiers = text[at + 1 : end - 1].strip(), squeeze(text[end:])
        at = len(text)
    if at != len(text):
        return None
    return Spelled(tuple(parts), parameters, qualifiers, rooted, kinds)


@lru_cache(maxsize=65536)
def components(qualified_name: str) -> tuple[str, ...]:
    """Return the components of a qualified name of the index."""
    spelled = spell(qualified_name)
    return spelled.parts if spelled else tuple(qualified_name.split("::"))


def bare(part: str) -> str:
    """Return a component without its template arguments."""
    if part.startswith("operator") and not part[8:9].isidentifier():
        return part
    return part.partition("<")[0]


def squeeze(text: str) -> str:
    """Drop the white space that separates nothing: ``const T & x`` -> ``const T&x``."""
    return _AROUND.sub(r"\1", " ".join(text.split()))


def _component(text: str, at: int) -> tuple[str, int] | None:
    """Read a component; return it and where the text goes on."""
    while text[at : at + 1] == " ":
        at += 1
    if (text.startswith("operator") and at == 0) or text.startswith("operator", at):
        if found := _OPERATOR.match(text, at):
            return _operator_name(found[0]), _skip(text, found.end())
        if found := _CONVERSION.match(text, at):
            return squeeze(found[0]), found.end()
    found = _WORD.match(text, at)
    if found is None:
        return None
    name, at = found[0].replace(" ", ""), _skip(text, found.end())
    if text.startswith("<", at):
        end = _closing(text, at)
        if end is None:
            return None
        name, at = name + squeeze(text[at:end]), _skip(text, end)
    return name, at


def _operator_name(text: str) -> str:
    """Spell an operator as libclang does: ``operator new[]``, ``operator<``."""
    symbol = squeeze(text.removeprefix("operator")).strip()
    return f"operator {symbol}" if symbol[0].isalpha() else f"operator{symbol}"


def _skip(text: str, at: int) -> int:
    return at + (text[at : at + 1] == " ")


def _closing(text: str, at: int) -> int | None:
    """Return the place after the bracket that closes the one at ``at``."""
    pairs = {"(": ")", "<": ">", "[": "]", "{": "}"}
    waiting: list[str] = []
    for index in range(at, len(text)):
        char = text[index]
        if char in pairs:
            waiting.append(pairs[char])
        elif char in ")>]}":
            if char == ">" and text[index - 1] == "-":
                continue
            # An `<` or `>` inside of parentheses may be a comparison.
            while (
                char != ">" and waiting and waiting[-1] == ">" and char != waiting[-1]
            ):
                waiting.pop()
            if not waiting or waiting[-1] != char:
                if char == ">":
                    continue
                return None
            waiting.pop()
            if not waiting:
                return index + 1
    return None
