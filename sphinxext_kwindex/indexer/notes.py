"""The rules, asked about a file while its cursors live."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..model import Diagnostic, Severity
from ..notes import Code, find_notes
from .note_types import NoteTypes
from .skipped import skipped_tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model import Include, Language, Note, Relation, Symbol
    from .symbols import FileView

__all__ = ["file_notes"]


def file_notes(
    view: FileView,
    cursors: Any,
    lib: Any,
    *,
    language: Language,
    skipped: tuple[tuple[int, int], ...],
    symbols: Sequence[Symbol],
    includes: Sequence[Include],
    relations: Sequence[Relation],
) -> tuple[tuple[Note, ...], list[Diagnostic]]:
    """Return what the rules find, and a diagnostic for each rule that failed.

    Symbols, relations and the occurrences of the view are in the order of the file.
    """
    table = view.table
    code = Code(
        path=view.path,
        language=language,
        table=table,
        skipped=skipped_tokens(table, skipped),
        symbols=symbols,
        includes=includes,
        relations=relations,
        occurrences=view.found.occurrences,
        types=NoteTypes(table, cursors, lib),
    )
    notes, faults = find_notes(code)
    return notes, [Diagnostic(view.path, 0, 0, Severity.NOTE, text) for text in faults]
