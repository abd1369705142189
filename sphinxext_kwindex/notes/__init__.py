"""Named rules on the facts of a file: patterns, performance, safety."""

from __future__ import annotations

from .code import Code, Table
from .registry import GROUP, OWN_RULES, added_rules, all_rules, find_notes, rule_of
from .rule import Hit, Rule
from .selection import hidden_rules, unknown_words
from .texts import code_of_text
from .types import TypeFacts, Types

__all__ = [
    "GROUP",
    "OWN_RULES",
    "Code",
    "Hit",
    "Rule",
    "Table",
    "TypeFacts",
    "Types",
    "added_rules",
    "all_rules",
    "code_of_text",
    "find_notes",
    "hidden_rules",
    "rule_of",
    "unknown_words",
]
