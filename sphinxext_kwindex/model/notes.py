"""Notes: what a named rule found in a file."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

__all__ = ["Note", "NoteCategory"]


class NoteCategory(StrEnum):
    """What a note speaks of; each is a section of a file's page."""

    PATTERN = "pattern"
    PERFORMANCE = "performance"
    SAFETY = "safety"


class Note(NamedTuple):
    """A place where a rule holds: a fact of the code, with its line."""

    line: int
    """From 1."""
    column: int
    """From 1, in bytes."""
    length: int
    """In bytes; 0 where a line as a whole is meant."""
    category: NoteCategory
    rule: str
    """Id of the rule, as ``raw-delete``."""
    text: str = ""
    """What was found, in a few words of its own; may be empty."""
    usr: str = ""
    """The symbol that it is said of; empty if none."""
