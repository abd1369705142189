"""Bring the index up to date."""

from __future__ import annotations

from .check import CheckedFile, check_file
from .discover import Discovery, find_sources
from .history import HISTORY, note_history
from .merge import MergeReport, merge_indexes
from .paths import SourcePathError, SourcePathReason, resolve_folder, resolve_source
from .report import (
    FileFailure,
    MissingHeader,
    Problem,
    ProblemKind,
    SkippedFile,
    UpdateReport,
)
from .roots import detect_include_roots, resolve_include
from .settings import UpdateSettings, is_executor
from .update import Progress, update_index
from .worker_process import FailureKind

__all__ = [
    "HISTORY",
    "CheckedFile",
    "Discovery",
    "FailureKind",
    "FileFailure",
    "MergeReport",
    "MissingHeader",
    "Problem",
    "ProblemKind",
    "Progress",
    "SkippedFile",
    "SourcePathError",
    "SourcePathReason",
    "UpdateReport",
    "UpdateSettings",
    "check_file",
    "detect_include_roots",
    "find_sources",
    "is_executor",
    "merge_indexes",
    "note_history",
    "resolve_folder",
    "resolve_include",
    "resolve_source",
    "update_index",
]
