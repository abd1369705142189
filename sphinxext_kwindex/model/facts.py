"""All that one file contributed: the unit of replacing."""

from __future__ import annotations

from dataclasses import dataclass

from .coverage import Diagnostic
from .includes import Include
from .notes import Note
from .occurrences import Occurrence
from .source import SourceFile
from .symbols import Relation, Symbol
from .tokens import Token

__all__ = ["FileFacts"]


@dataclass(frozen=True, slots=True)
class FileFacts:
    """The facts of one file; each tuple ordered by place, then by its other fields."""

    source: SourceFile
    symbols: tuple[Symbol, ...] = ()
    includes: tuple[Include, ...] = ()
    relations: tuple[Relation, ...] = ()
    occurrences: tuple[Occurrence, ...] = ()
    tokens: tuple[Token, ...] = ()
    skipped: tuple[tuple[int, int], ...] = ()
    """Lines that the preprocessor skipped, first and last, from 1, both included."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """At most 100 of this file; the count of all errors is in the coverage."""
    reads: tuple[str, ...] = ()
    """Other files of the tree that the parse of this file read, sorted."""
    notes: tuple[Note, ...] = ()
    """What the rules found; all rules are asked, whichever are shown."""
