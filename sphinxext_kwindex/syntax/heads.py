"""The head of a declaration as text: its signature, and the words it is made of."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ..model import Fragment, TokenKind
from .brackets import end_of_angle

__all__ = ["Head", "after_parameters", "folded", "fragments", "read_words"]

_WORD = re.compile(r"[A-Za-z_]\w*")
_PARENTHESIS = re.compile(r"[()]")
_TEMPLATE = re.compile(r"\s*+template\s*+(?=<)")
_ASSIGNED = re.compile(r"=\s*+(0|default|delete)\s*+\Z")
# Not shown, whatever the line breaks were; ``template <typename T>``, but ``a < b``.
_TIGHT = re.compile(
    r" (?:(?=[)\],;])|(?<=[(\[] )|(?<=\btemplate< )|(?<=\btemplate < ))"
)
_LONGEST = 8000
"""Characters of a head that are shown; hostile ones are longer."""
_SHORT = 200
"""Characters of what is kept to be met again: ``static inline void`` mostly is."""


class Head(NamedTuple):
    """The words of a head, in plain C++."""

    before: frozenset[str]
    """Before the name, behind the heads of templates."""
    after: frozenset[str]
    """Behind the parameters, up to a trailing return type; with ``= 0``, ``= default``
    and ``= delete`` as ``0``, ``default`` and ``delete``."""
    is_template: bool
    """It begins with ``template <...>`` that is not empty."""
    is_special: bool
    """It begins with ``template <>``."""


def read_words(before: str, after: str) -> Head:
    """Return the words of a head.

    :param before: What stands before the name.
    :param after: What stands behind the parameters, or behind the name.
    """
    if len(before) + len(after) > _SHORT:
        return _words_of(before, after)
    return _short_words(before, after)


def _words_of(before: str, after: str) -> Head:
    is_template = is_special = False
    template = _TEMPLATE.match(before)
    while template is not None:
        end = end_of_angle(before, template.end())
        if before[template.end() + 1 : end - 1].strip():
            is_template = True
        else:
            is_special = True
        before = before[end:]
        template = _TEMPLATE.match(before)
    words = set()
    if after:
        assigned = _ASSIGNED.search(after)
        words = set(_WORD.findall(after.partition("->")[0]))
        if assigned is not None:
            words.add(assigned[1])
    return Head(
        frozenset(_WORD.findall(before)), frozenset(words), is_template, is_special
    )


_short_words = lru_cache(maxsize=2048)(_words_of)


def after_parameters(code: str, start: int, end: int) -> int:
    """Return the offset behind the parameters that begin at an offset."""
    depth = 0
    for found in _PARENTHESIS.finditer(code, start, end):
        depth += 1 if found[0] == "(" else -1
        if depth == 0:
            return found.end()
    return end


def fragments(before: str, name: str, after: str, usr: str) -> tuple[Fragment, ...]:
    """Return a head as three pieces at most, white space folded.

    :param before: Code without comments, before the name.
    :param name: As it stands there.
    :param after: What stands behind it.
    :param usr: Of the symbol itself.
    """
    before, after = _fold(before).lstrip(), _fold(after).rstrip()
    name = " ".join(name.split())
    shown = Fragment(name, TokenKind.IDENTIFIER, usr)
    if before and after:
        return Fragment(before), shown, Fragment(after)
    if before:
        return Fragment(before), shown
    return (shown, Fragment(after)) if after else (shown,)


def folded(text: str) -> tuple[Fragment, ...]:
    """Return a head as one piece, white space folded."""
    text = _fold(text).strip()
    return (Fragment(text),) if text else ()


def _fold(text: str) -> str:
    """Return a text with one blank where there are some; also at its ends."""
    if not text:
        return ""
    return _fold_short(text) if len(text) <= _SHORT else _fold_any(text)


def _fold_any(text: str) -> str:
    shown = " ".join(text[:_LONGEST].split())
    if text[0].isspace():
        shown = " " + shown
    if text[-1].isspace():
        shown += " "
    return _TIGHT.sub("", shown)


_fold_short = lru_cache(maxsize=2048)(_fold_any)
