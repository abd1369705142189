"""What an update did, as values: who logs or prints it is above."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from .worker_process import FailureKind

__all__ = [
    "FileFailure",
    "MissingHeader",
    "Problem",
    "ProblemKind",
    "SkippedFile",
    "UpdateReport",
]


class FileFailure(NamedTuple):
    """A file that cost its worker, or that the parser gave up on."""

    path: str
    kind: FailureKind
    text: str
    """A clause: ``the parser crashed (SIGSEGV)``."""


class MissingHeader(NamedTuple):
    """A header that was not found."""

    spelled: str
    """With its brackets or quotes."""
    files: int
    """Files parsed in this update whose parse missed it."""
    example: str
    """The first of them by path."""


class ProblemKind(StrEnum):
    """What a problem of the whole update is about."""

    LIBCLANG = "libclang"
    """None was found, or not the one that is named."""
    DATABASE = "database"
    """A compilation database that cannot be read."""
    ARGUMENTS = "arguments"
    """The user's arguments for every file."""


class Problem(NamedTuple):
    """Something that concerns the whole update."""

    kind: ProblemKind
    text: str
    """A sentence."""


class SkippedFile(NamedTuple):
    """A file of the tree that is not in the index."""

    path: str
    reason: str
    """A clause."""


@dataclass(frozen=True, slots=True)
class UpdateReport:
    """What an update found and did; all tuples ordered by their first fields."""

    total: int
    """Files of the index now."""
    parsed: int = 0
    """Files whose facts were made anew, by libclang or from their text."""
    unchanged: int = 0
    """Files that were not looked at again."""
    removed: int = 0
    """Files that were in the index and are no longer in the tree."""
    changed: frozenset[str] = frozenset()
    """Paths whose facts differ from those before; removed ones too."""
    failures: tuple[FileFailure, ...] = ()
    """Of this update."""
    missing: tuple[MissingHeader, ...] = ()
    """Of the files parsed in this update; the most frequent first."""
    skipped: tuple[SkippedFile, ...] = ()
    dropped: tuple[tuple[str, int], ...] = ()
    """Arguments of the compile commands that were not passed on, and how many files
    have them."""
    problems: tuple[Problem, ...] = ()
    """Of the update as a whole."""
    recovered: str | None = None
    """What of a damaged index was set aside; None if it was sound."""
    libclang: tuple[str, str] | None = None
    """Version and provider; None without one."""
    compile_commands: str | None = None
    """The compilation database in use."""
    plainly: int = 0
    """Units parsed plainly, since what is below them could have changed a fact."""
    cpu: float = 0.0
    """CPU seconds of the tasks that ended well."""
    parse_cpu: float = 0.0
    """Of these, the seconds in libclang's parser."""
    workers: int = 0
    """Worker processes started, elsewhere too."""
    returned: str | None = None
    """A sentence on what the executor failed at, so that this machine did it; None if
    nothing."""
