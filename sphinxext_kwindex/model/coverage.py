"""How much of a file is known, and why no more: shown on its page, never hidden."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Coverage", "CoverageLevel", "Diagnostic", "Severity"]


class CoverageLevel(StrEnum):
    """What read the file, from most to least known."""

    FULL = "full"
    """libclang, with every header found and no error."""
    PARTIAL = "partial"
    """libclang, with headers missing or errors: some names are not resolved."""
    SYNTAX = "syntax"
    """A syntax parser without types: names and places, no references."""
    TEXT = "text"
    """The text scan alone: includes and macros, no other symbols."""
    OUTLINE = "outline"
    """A reader of another language than the C family's: what a file declares, where it
    stands, what it imports; no references."""
    PLAIN = "plain"
    """A file of another language: counts and colours, nothing else is looked for."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The label of a file."""

    level: CoverageLevel
    missing: tuple[str, ...] = ()
    """Headers that were not found, as spelled with their brackets, sorted."""
    errors: int = 0
    """Error diagnostics that stand in this file, missing headers not counted."""
    identifiers: int = 0
    """Identifier tokens that could be names of something (active code only)."""
    unresolved: int = 0
    """Those of them that resolve to nothing."""
    reason: str | None = None
    """Why the level is below what was asked for; None if nothing is to be said."""


class Severity(StrEnum):
    """How bad a diagnostic is, as libclang says it."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"
    FATAL = "fatal"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Trouble in the user's sources: a value, not an exception."""

    path: str | None
    """POSIX path from the source root; None where it is in no file of the tree."""
    line: int
    """From 1; 0 where there is no place."""
    column: int
    """From 1, in bytes; 0 where there is no place."""
    severity: Severity
    text: str
