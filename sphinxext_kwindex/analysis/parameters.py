"""Parameter lists compared as people write them: names and defaults do not count."""

from __future__ import annotations

import re
from functools import lru_cache

from .spelling import squeeze

__all__ = ["parameters_match", "parameters_of"]

_BUILTIN = frozenset(
    {
        "auto",
        "bool",
        "char",
        "char16_t",
        "char32_t",
        "char8_t",
        "const",
        "double",
        "float",
        "int",
        "long",
        "short",
        "signed",
        "unsigned",
        "void",
        "volatile",
        "wchar_t",
    }
)
_CV = frozenset({"const", "volatile"})
_ELABORATED = re.compile(r"\b(?:struct|class|enum|union|typename)\s+")
_EAST_CONST = re.compile(r"^((?:\w|::)+(?:<.*>)?) (const|volatile)\b(.*)$")
_LAST_WORD = re.compile(r"^(.*[^\w])(\w+)((?:\[[^\]]*\])*)$")
_POINTER_NAME = re.compile(r"\(((?:\w+::)*[*&]+)\w+\)")
_SCOPE = re.compile(r"\b\w+::")
_TRAILING = re.compile(r"\s*((?:\b(?:const|volatile)\b|&&?|\s)*)")


def parameters_of(signature: str, name: str) -> tuple[str, str] | None:
    """Find the parameter list in a signature, and the qualifiers after it.

    None if the name is not followed by one.
    """
    spaced = r"\s*".join(re.escape(word) for word in re.findall(r"\w+|[^\w\s]", name))
    for found in re.finditer(rf"(?<![\w~]){spaced}(?!\w)\s*(?=\()", signature):
        before = signature[: found.start()]
        if before.count("(") != before.count(")"):
            continue
        end = _closing(signature, found.end())
        if end is not None:
            trailing = _TRAILING.match(signature, end + 1)
            qualifiers = squeeze(trailing[1]) if trailing else ""
            return signature[found.end() + 1 : end].strip(), qualifiers
    return None


def parameters_match(written: str, declared: str, *, scopes: bool = True) -> bool:
    """Tell whether a written parameter list means a declared one.

    Parameter names, defaults, ``struct`` and the side of ``const`` do not count. If not
    ``scopes``, the scopes of types do not count either.
    """
    one, other = _split(written), _split(declared)
    return len(one) == len(other) and all(
        not _forms(a, scopes=scopes).isdisjoint(_forms(b, scopes=scopes))
        for a, b in zip(one, other, strict=True)
    )


def _closing(text: str, at: int) -> int | None:
    """Return where the parenthesis at ``at`` is closed."""
    depth = 0
    for index in range(at, len(text)):
        depth += (text[index] == "(") - (text[index] == ")")
        if depth == 0:
            return index
    return None


@lru_cache(maxsize=4096)
def _split(parameters: str) -> tuple[str, ...]:
    """Split at the commas outside of all brackets; drop the defaults."""
    parts, depth, start = [], 0, 0
    for index, char in enumerate(parameters):
        if char in "(<[{":
            depth += 1
        elif char in ")>]}" and parameters[index - 1 : index] != "-":
            depth -= 1
        elif char == "," and depth == 0:
            parts.append(parameters[start:index])
            start = index + 1
    parts.append(parameters[start:])
    types = tuple(_without_default(part).strip() for part in parts)
    return () if types in {("",), ("void",)} else types


def _without_default(parameter: str) -> str:
    depth = 0
    for index, char in enumerate(parameter):
        depth += (char in "(<[{") - (char in ")>]}")
        if char == "=" and depth == 0:
            return parameter[:index]
    return parameter


@lru_cache(maxsize=4096)
def _forms(parameter: str, *, scopes: bool) -> frozenset[str]:
    """Return the ways to read a parameter: with its last word as type or as name."""
    text = squeeze(_ELABORATED.sub("", parameter))
    if not scopes:
        text = _SCOPE.sub("", text)
    text = _POINTER_NAME.sub(r"(\1)", text)
    forms = {_west(text)}
    found = _LAST_WORD.match(text)
    if found and found[2] not in _BUILTIN:
        kind = found[1].strip()
        if not set(re.findall(r"\w+", kind)) <= _CV and not kind.endswith("::"):
            forms.add(_west(squeeze(kind + found[3])))
    return frozenset(forms)


def _west(text: str) -> str:
    """Move ``const`` before the type: ``T const&`` -> ``const T&``."""
    found = _EAST_CONST.match(text)
    return squeeze(f"{found[2]} {found[1]}{found[3]}") if found else text
