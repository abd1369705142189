"""Qualified names: taking them apart, matching them, finding near ones."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["has_suffix", "last_component", "nearest"]

_OPERATOR = re.compile(r"(?:^|::)\s*(operator\b.*)$")
_CLOSE = 0.6
"""Ratio from which names are near: difflib's own."""

_BIGRAM_LIMIT = 200
"""Names that are compared letter by letter; the others share fewer pairs of letters."""


def last_component(name: str) -> str:
    """Return the last part of a qualified name, without template arguments.

    ``std::vector<a::b>::size`` gives ``size``, ``ns::operator<`` gives ``operator<``.
    """
    operator = _OPERATOR.search(name)
    if operator:
        return operator[1].strip()
    depth = 0
    start = 0
    end = len(name)
    for at in range(len(name) - 1, -1, -1):
        letter = name[at]
        if letter == ">":
            depth += 1
        elif letter == "<" and depth:
            depth -= 1
            if not depth:
                end = at if end == len(name) else end
        elif letter == ":" and not depth:
            start = at + 1
            break
    if end <= start or not name.endswith(">"):
        end = len(name)
    return name[start:end].strip()


def has_suffix(qualified_name: str, name: str) -> bool:
    """Return whether ``name`` is the whole name or an end of it at a ``::``.

    At a ``.`` too, which separates outside the C family. A leading ``::`` asks for the
    whole name.
    """
    if name.startswith("::"):
        return qualified_name == name[2:]
    return qualified_name == name or qualified_name.endswith((f"::{name}", f".{name}"))


def nearest(name: str, candidates: Iterable[str], limit: int) -> list[str]:
    """Return the names most like ``name``, best first; a pure function of the set.

    Compares pairs of letters first, which is quick, then letter by letter.
    """
    wanted = name.casefold()
    pairs = _pairs(wanted)
    rough = []
    for candidate in candidates:
        text = candidate.casefold()
        shared = len(pairs & _pairs(text))
        if shared:
            rough.append((-2 * shared / (len(pairs) + len(text) + 1), candidate))
    rough.sort()
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    ranked = []
    for _, candidate in rough[:_BIGRAM_LIMIT]:
        matcher.set_seq1(candidate.casefold())
        ratio = matcher.ratio()
        if ratio >= _CLOSE:
            ranked.append((-ratio, candidate))
    return [candidate for _, candidate in sorted(ranked)[:limit]]


def _pairs(text: str) -> set[str]:
    text = f" {text} "
    return {text[at : at + 2] for at in range(len(text) - 1)}
