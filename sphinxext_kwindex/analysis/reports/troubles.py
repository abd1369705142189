"""What reading the sources met with: missing headers, failures, complaints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...model import Coverage, CoverageLevel, Diagnostic, Severity
from .answers import (
    Complaint,
    MissingHeader,
    ReadFile,
    ReportGroup,
    ReportSection,
    Unread,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ...model import Head

__all__ = ["FileTroubles", "file_troubles", "trouble_groups"]

_LEVELS = tuple(CoverageLevel)
_WORST_FIRST = (Severity.FATAL, Severity.ERROR, Severity.WARNING)
_COMPLAINTS = 100
"""Most complaints listed: the most frequent."""
_NOT_FOUND = " file not found"
"""What libclang says of an include that leads nowhere."""
_PATHS = 40
"""Most files named for one reason."""


@dataclass(frozen=True, slots=True)
class FileTroubles:
    """What reading one file met with."""

    path: str
    coverage: Coverage
    diagnostics: tuple[Diagnostic, ...]


def file_troubles(head: Head) -> FileTroubles | None:
    """Return what reading a file met with; None if nothing."""
    coverage = head.source.coverage
    found = tuple(filter(_is_complaint, head.diagnostics))
    if coverage.level is CoverageLevel.FULL and not found and not coverage.reason:
        return None
    return FileTroubles(head.source.path, coverage, found)


def _is_complaint(said: Diagnostic) -> bool:
    """Tell whether a diagnostic says something; of missing headers there is a list."""
    return said.severity in _WORST_FIRST and not said.text.endswith(_NOT_FOUND)


def trouble_groups(troubles: Iterable[FileTroubles]) -> Iterator[ReportGroup]:
    """Yield the parts of the report on diagnostics; ``troubles`` by path."""
    files = list(troubles)
    complaints = _complaints(files)
    for section, rows in (
        (ReportSection.UNREAD, _unread(files)),
        (ReportSection.MISSING_HEADERS, _missing(files)),
        (ReportSection.COMPLAINTS, complaints[:_COMPLAINTS]),
        (ReportSection.PARTLY_READ, _partly_read(files)),
    ):
        if rows:
            more = 0
            if section is ReportSection.COMPLAINTS:
                more = max(len(complaints) - _COMPLAINTS, 0)
            yield ReportGroup(section, tuple(rows), len(rows), more)


def _missing(files: Iterable[FileTroubles]) -> list[MissingHeader]:
    paths: dict[str, list[str]] = {}
    for one in files:
        for spelled in one.coverage.missing:
            paths.setdefault(spelled, []).append(one.path)
    found = (MissingHeader(name, len(of), of[0]) for name, of in paths.items())
    return sorted(found, key=lambda header: (-header.files, header.spelled))


def _unread(files: Iterable[FileTroubles]) -> list[Unread]:
    """Return the reasons why files are known less well, the worst levels first."""
    paths: dict[tuple[CoverageLevel, str], list[str]] = {}
    for one in files:
        coverage = one.coverage
        if coverage.reason:
            paths.setdefault((coverage.level, coverage.reason), []).append(one.path)
    found = (
        Unread(reason, level, len(of), tuple(of[:_PATHS]))
        for (level, reason), of in paths.items()
    )
    return sorted(
        found, key=lambda one: (-_LEVELS.index(one.level), -one.files, one.reason)
    )


def _partly_read(files: Iterable[FileTroubles]) -> list[ReadFile]:
    return [
        ReadFile(
            one.path,
            len(one.coverage.missing),
            one.coverage.errors,
            one.coverage.unresolved,
        )
        for one in files
        if one.coverage.level is CoverageLevel.PARTIAL
    ]


def _complaints(files: Iterable[FileTroubles]) -> list[Complaint]:
    """Return what was said, each text once, errors first, the most frequent first."""
    places: dict[tuple[Severity, str], dict[tuple[str, int, int], None]] = {}
    for one in files:
        for said in one.diagnostics:
            at = said.path or one.path, said.line, said.column
            places.setdefault((said.severity, said.text), {}).setdefault(at)
    found = [
        Complaint(text, severity, len(at), len({path for path, *_ in at}), *min(at)[:2])
        for (severity, text), at in places.items()
    ]
    order = {severity: at for at, severity in enumerate(_WORST_FIRST)}
    return sorted(found, key=lambda one: (order[one.severity], -one.times, one.text))
