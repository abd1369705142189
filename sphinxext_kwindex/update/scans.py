"""Scans of the last update, kept in the index.

A file with the same bytes is not scanned again: a scan takes 0.25 ms a file (gRPC's
tree), to read it and take its digest 0.05 ms.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ..model import Language
from ..scan import Context, LeadingMacro, MacroCandidate, ScannedInclude
from .fingerprint import code_digest
from .tree import Source

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["note_sources", "recall_sources"]


def note_sources(sources: Iterable[Source]) -> str:
    """Return the text that `recall_sources` takes."""
    rows = [
        (
            source.path,
            source.sha256,
            source.language.value,
            source.reason,
            source.includes,
            source.context,
            source.macros,
        )
        for source in sources
    ]
    value = {"code": code_digest(), "files": rows}
    return json.dumps(value, separators=(",", ":"))


def recall_sources(text: str | None) -> dict[str, Source]:
    """Return the sources of the last update by path; none if they were made otherwise.

    :param text: what the index holds; None if it holds nothing.
    """
    try:
        value = json.loads(text or "null")
        if value["code"] != code_digest():
            return {}
        return {row[0]: _source(row) for row in value["files"]}
    except (IndexError, KeyError, TypeError, ValueError):
        return {}


def _source(row: list[Any]) -> Source:
    path, sha256, language, reason, includes, context, macros = row
    leading, tested, guarded, modern, defined = context
    return Source(
        path,
        sha256,
        Language(language),
        tuple(
            ScannedInclude(line, directive, spelled, tuple(conditions))
            for line, directive, spelled, conditions in includes
        ),
        reason,
        Context(
            tuple(LeadingMacro(*one) for one in leading),
            tuple(tested),
            guarded,
            modern,
            defined,
        ),
        tuple(
            MacroCandidate(name, like, None if parts is None else tuple(parts))
            for name, like, parts in macros
        ),
    )
