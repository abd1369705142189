"""All rules: ours, and those that others add."""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, NamedTuple

from ..errors import KwindexError
from ..model import Note
from . import (
    patterns_classes,
    patterns_objects,
    patterns_program,
    performance,
    performance_loops,
    safety_calls,
    safety_code,
    safety_ownership,
)
from .excerpts import BeyondError
from .rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .code import Code
    from .rule import Hit

__all__ = [
    "GROUP",
    "OWN_RULES",
    "Found",
    "added_rules",
    "all_rules",
    "find_notes",
    "rule_of",
]

GROUP = "sphinxext_kwindex.rules"
"""Entry point group; each names a `Rule`."""

OWN_RULES: tuple[Rule, ...] = (
    *patterns_classes.RULES,
    *patterns_objects.RULES,
    *patterns_program.RULES,
    *performance.RULES,
    *performance_loops.RULES,
    *safety_code.RULES,
    *safety_ownership.RULES,
    *safety_calls.RULES,
)
"""Ours, in the order of the pages."""


@cache
def added_rules() -> tuple[Rule, ...]:
    """Return the rules of installed packages, by id.

    :raises KwindexError: if an entry point is no rule, or its id is taken.
    """
    found: dict[str, Rule] = {}
    taken = {rule.id for rule in OWN_RULES}
    for point in sorted(entry_points(group=GROUP), key=lambda one: one.name):
        rule = point.load()
        if not isinstance(rule, Rule):
            raise KwindexError(f"the entry point {point.value!r} of {GROUP} is no Rule")
        if rule.id in taken:
            raise KwindexError(f"there are two rules {rule.id!r}; see {point.value!r}")
        taken.add(rule.id)
        found[rule.id] = rule
    return tuple(found[name] for name in sorted(found))


def all_rules() -> tuple[Rule, ...]:
    """Return ours, then the added ones."""
    return (*OWN_RULES, *added_rules())


@cache
def _by_id() -> dict[str, Rule]:
    return {rule.id: rule for rule in all_rules()}


def rule_of(name: str) -> Rule | None:
    """Return the rule of an id; None if it is not installed (any more)."""
    return _by_id().get(name)


class Found(NamedTuple):
    """What the rules found in a file."""

    notes: tuple[Note, ...] = ()
    """By place; each once."""
    faults: tuple[str, ...] = ()
    """A sentence for each rule that failed: its notes are left out."""


def find_notes(code: Code, rules: Iterable[Rule] | None = None) -> Found:
    """Return what the rules find in a file.

    Of a file that libclang did not read only the rules that need no more than the text
    are asked.
    """
    notes: set[Note] = set()
    faults: list[str] = []
    asked = [
        rule
        for rule in (all_rules() if rules is None else rules)
        if (rule.syntax or code.types is not None)
        and (not rule.words or code.mentions(rule.words))
    ]
    near = [word for rule in asked if rule.near for word in rule.words]
    parts = code.excerpts(near) if near else ()
    for rule in asked:
        try:
            notes |= {
                Note(*hit[:3], rule.category, rule.id, *hit[3:])
                for hit in _hits(rule, code, parts)
            }
        except Exception as error:  # noqa: BLE001  (rules may be others' code)
            name = type(error).__name__
            faults.append(f"the rule {rule.id!r} failed: {name}: {error}")
    # Asked last: a text of which no rule reads the tokens is not split into them.
    if not (notes or faults) or not (parts or len(code)):
        return Found()
    return Found(tuple(sorted(notes)), tuple(faults))


def _hits(rule: Rule, code: Code, parts: Sequence[Code]) -> Iterable[Hit]:
    """Return the hits of a rule, found in parts of the code if that does."""
    if rule.near:
        try:
            return [hit for part in parts for hit in rule.find(part)]
        except BeyondError:
            pass
    return rule.find(code)
