"""What is answered about notes, and which sections show them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..model import NoteCategory
from .options import Section

if TYPE_CHECKING:
    from .answers import SymbolRef

__all__ = ["NOTE_SECTIONS", "NotedLine", "RuleCount", "RuleNotes"]

NOTE_SECTIONS = {
    Section.PATTERNS: NoteCategory.PATTERN,
    Section.PERFORMANCE: NoteCategory.PERFORMANCE,
    Section.SAFETY: NoteCategory.SAFETY,
}
"""What the sections of notes show."""


class NotedLine(NamedTuple):
    """A place where a rule holds."""

    line: int
    text: str
    """As `Note.text`."""
    subject: SymbolRef | None = None


class RuleNotes(NamedTuple):
    """What one rule found in a file."""

    category: NoteCategory
    rule: str
    """Id."""
    title: str
    about: str
    """What the rule finds and why it matters; empty for rules that are not here."""
    lines: tuple[NotedLine, ...]
    """By place, at least one."""


class RuleCount(NamedTuple):
    """How often a rule holds."""

    category: NoteCategory
    rule: str
    title: str
    files: int
    notes: int
