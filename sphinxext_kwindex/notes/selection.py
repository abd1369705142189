"""Which rules are shown: words such as ``-performance`` and ``goto``."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from ..model import NoteCategory
from .registry import all_rules

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["hidden_rules", "unknown_words"]

_NEAR = 3


def hidden_rules(words: Iterable[str]) -> frozenset[str]:
    """Return the ids of the rules that are switched off.

    A word is the id of a rule or a category, with ``-`` before it to switch it off.
    Later words go before earlier ones. If the first switches something on, all others
    are off; unknown words are passed over.
    """
    rules = all_rules()
    every = frozenset(rule.id for rule in rules)
    hidden: set[str] | None = None
    for word in words:
        name = word.strip().removeprefix("-")
        meant = {rule.id for rule in rules if name in (rule.id, rule.category)}
        if word.strip().startswith("-"):
            hidden = (hidden or set()) | meant
        else:
            hidden = set(every if hidden is None else hidden) - meant
    return frozenset(hidden or ())


def unknown_words(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the words that name no rule and no category, with what is near them."""
    known = [*map(str, NoteCategory), *(rule.id for rule in all_rules())]
    unknown = {}
    for word in words:
        name = word.strip().removeprefix("-")
        if name not in known:
            unknown[word] = tuple(difflib.get_close_matches(name, known, _NEAR))
    return unknown
