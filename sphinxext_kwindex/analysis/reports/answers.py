"""What a report is answered with: frozen values, as in `..answers`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ...model import CoverageLevel, Severity, SymbolKind

__all__ = [
    "Complaint",
    "Documented",
    "Gap",
    "IncludeSite",
    "KindShare",
    "MissingHeader",
    "OutsideHeader",
    "PathShare",
    "ReadFile",
    "ReportGroup",
    "ReportKind",
    "ReportPage",
    "ReportSection",
    "Task",
    "Unread",
]


class ReportKind(StrEnum):
    """The reports, in the order of the pages."""

    INCLUDES = "includes"
    DOCUMENTATION = "documentation"
    DIAGNOSTICS = "diagnostics"
    TASKS = "tasks"


class ReportSection(StrEnum):
    """The parts of the reports, in the order of the pages."""

    MISSING = "missing"
    EXTERNAL = "external"
    SYSTEM = "system"
    NOT_SOUGHT = "not-sought"

    KINDS = "kinds"
    FOLDERS = "folders"
    FILES = "files"
    GAPS = "gaps"

    MISSING_HEADERS = "missing-headers"
    UNREAD = "unread"
    COMPLAINTS = "complaints"
    PARTLY_READ = "partly-read"

    DEPRECATED = "deprecated"
    BUG = "bug"
    TODO = "todo"


class IncludeSite(NamedTuple):
    """An include line."""

    path: str
    line: int
    """From 1."""


class OutsideHeader(NamedTuple):
    """A header outside of the tree, and who includes it."""

    spelled: str
    """With its brackets or quotes."""
    files: int
    sites: tuple[IncludeSite, ...]
    """The first of each file, by path; of a header that many include not all."""


class Documented(NamedTuple):
    """Public declarations, and those of them that have a comment."""

    documented: int
    declared: int

    def is_below(self, floor: float) -> bool:
        """Tell whether it is less than a number of percent; nothing is not."""
        return 100 * self.documented < floor * self.declared


class KindShare(NamedTuple):
    """The public declarations of one kind."""

    kind: SymbolKind
    documented: int
    declared: int


class PathShare(NamedTuple):
    """The public declarations of a file, or of a folder with all below it."""

    path: str
    documented: int
    declared: int


class Gap(NamedTuple):
    """A public declaration that has no comment; without its line, which moves."""

    usr: str
    name: str
    """Qualified."""
    kind: SymbolKind
    path: str
    users: int
    """Other files that refer to it."""


class MissingHeader(NamedTuple):
    """A header that was not found while files were read."""

    spelled: str
    files: int
    """Files that could not be read fully for want of it, include it or not."""
    example: str
    """Path of the first of them."""


class Unread(NamedTuple):
    """Why files are known less well than was asked for."""

    reason: str
    level: CoverageLevel
    files: int
    paths: tuple[str, ...]
    """The first of them, sorted."""


class Complaint(NamedTuple):
    """What the parser said of several places."""

    text: str
    severity: Severity
    times: int
    files: int
    path: str
    line: int
    """Of the first place, with its path; from 1, or 0 where there is none."""


class ReadFile(NamedTuple):
    """A file that is partly read."""

    path: str
    missing: int
    """Headers that were not found."""
    errors: int
    unresolved: int
    """Names that resolve to nothing."""


class Task(NamedTuple):
    """What the author of a comment has left to do, or says of a symbol's future."""

    usr: str
    """Empty if it is of the file as a whole."""
    name: str
    """Qualified name of the symbol; empty for a file."""
    path: str
    text: str
    """In plain words, cut if it is long; empty of a mere attribute."""


Row = (
    OutsideHeader
    | KindShare
    | PathShare
    | Gap
    | MissingHeader
    | Unread
    | Complaint
    | ReadFile
    | Task
)


@dataclass(frozen=True, slots=True)
class ReportGroup:
    """Rows of one part of a report, all of one type."""

    section: ReportSection
    rows: tuple[Row, ...]
    total: int
    """Rows that the part has, on all pages."""
    more: int = 0
    """Further things of its kind that are in no row."""
    continued: bool = False
    """Whether it began on an earlier page."""


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A page of a report."""

    kind: ReportKind
    folder: str
    """Path from the source root; of the root the empty string."""
    number: int
    """From 1; 0 for all pages in one."""
    pages: int
    groups: tuple[ReportGroup, ...]
    documented: Documented | None = None
    """On the first page of the report on documentation."""
