"""The survey of the tree, remembered from build to build beside the index.

To make it anew reads what all files declare and name. Kept is one that was made so;
files that have changed since are compared with it (`analysis.updated_survey`), so that
a build after an edit writes nothing here, as long as the files are few.
"""

from __future__ import annotations

import contextlib
import json
import os
import zlib
from typing import TYPE_CHECKING, Any

from ..analysis import (
    figures_of,
    survey_files,
    survey_from_rows,
    survey_rows,
    updated_survey,
)
from ..version import __version__
from .states import differing

if TYPE_CHECKING:
    from pathlib import Path

    from ..analysis import IncludeGraph, TreeFigures, TreeSurvey
    from ..store import IndexReader

__all__ = ["kept_figures"]

_FORMAT = 1
_NAME = "survey"
_FEW = 50
"""Files that are compared in each build before the survey is kept anew."""


def kept_figures(
    database: Path, reader: IndexReader, graph: IncludeGraph
) -> TreeFigures:
    """Return the figures of all files and folders, by what is kept beside an index."""
    file, now = database.with_name(_NAME), reader.digests()
    if (kept := _read(file, reader)) is not None:
        moved = differing(kept[0], now)
        survey = updated_survey(kept[1], moved, reader, graph)
        if survey is not None and len(moved) <= _FEW:
            return figures_of(survey)
    else:
        survey = None
    survey = survey or survey_files(reader, graph)
    _write(file, now, survey)
    return figures_of(survey)


def _read(
    file: Path, reader: IndexReader
) -> tuple[dict[str, bytes], TreeSurvey] | None:
    """Return what is kept, and of which index; None if it is damaged or old."""
    try:
        version, digests, rows = json.loads(zlib.decompress(file.read_bytes()))
        if version != _version():
            return None
        known = {path: bytes.fromhex(digest) for path, digest in digests.items()}
        return known, survey_from_rows(rows, reader)
    except (AttributeError, LookupError, OSError, TypeError, ValueError, zlib.error):
        return None


def _version() -> list[Any]:
    return [_FORMAT, __version__]


def _write(file: Path, digests: dict[str, bytes], survey: TreeSurvey) -> None:
    hexadecimal = {path: digest.hex() for path, digest in digests.items()}
    text = json.dumps([_version(), hexadecimal, survey_rows(survey)])
    other = file.with_name(f"{file.name}.{os.getpid()}")
    # What cannot be kept is made anew.
    with contextlib.suppress(OSError):
        other.write_bytes(zlib.compress(text.encode(), 1))
        other.replace(file)
