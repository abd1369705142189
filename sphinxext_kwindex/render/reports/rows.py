"""The rows of a report in words and links, for every format."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, Any, NamedTuple

from ...analysis import coverage_label
from ...analysis.reports.answers import (
    Complaint,
    Documented,
    Gap,
    KindShare,
    MissingHeader,
    OutsideHeader,
    PathShare,
    ReadFile,
    ReportKind,
    ReportSection,
    Task,
    Unread,
)
from ..words import count, kind_title

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ...analysis.reports.answers import ReportGroup, Row

__all__ = [
    "HEADER_LISTS",
    "ReportRow",
    "Span",
    "SpanKind",
    "documented_sentence",
    "group_columns",
    "group_note",
    "group_rows",
    "group_title",
    "report_title",
    "share_words",
]

_KINDS = {
    ReportKind.INCLUDES: "Includes from outside",
    ReportKind.DOCUMENTATION: "Documentation coverage",
    ReportKind.DIAGNOSTICS: "Diagnostics",
    ReportKind.TASKS: "Deprecations, bugs and tasks",
}
_S = ReportSection
_TITLES = {
    _S.MISSING: "Missing headers",
    _S.EXTERNAL: "External headers",
    _S.SYSTEM: "System headers",
    _S.NOT_SOUGHT: "Not looked for",
    _S.KINDS: "By kind",
    _S.FOLDERS: "By folder",
    _S.FILES: "Files with gaps",
    _S.GAPS: "Without a comment",
    _S.MISSING_HEADERS: "Missing headers",
    _S.UNREAD: "Read less well than asked for",
    _S.COMPLAINTS: "What the parser said",
    _S.PARTLY_READ: "Partly read files",
    _S.DEPRECATED: "Deprecated",
    _S.BUG: "Bugs",
    _S.TODO: "To do",
}
_NOTES = {
    _S.MISSING: "Looked for and not found; what most files lack comes first.",
    _S.EXTERNAL: "Found outside of the tree.",
    _S.SYSTEM: "Of the standard libraries, the compiler or the operating system.",
    _S.NOT_SOUGHT: "No preprocessor has looked for them, and no file of the tree goes"
    " by the name.",
    _S.FOLDERS: "Each with all below it.",
    _S.GAPS: "By the number of other files that refer to them.",
    _S.MISSING_HEADERS: "With the files that could not be read fully for want of them,"
    " whether they include them or not.",
    _S.COMPLAINTS: "Each text once; of at most 100 messages for each file. Much of it"
    " follows from missing headers.",
}
_COLUMNS = {
    _S.KINDS: ("Kind", "Documented", "Declared", "Share"),
    _S.FOLDERS: ("Folder", "Documented", "Declared", "Share"),
    _S.FILES: ("File", "Documented", "Declared", "Share"),
    _S.MISSING_HEADERS: ("Header", "Files", "For example"),
    _S.COMPLAINTS: ("Message", "Severity", "Times", "Files", "For example"),
    _S.PARTLY_READ: ("File", "Missing headers", "Errors", "Names not resolved"),
}
"""Of the parts that are tables."""


HEADER_LISTS = frozenset({_S.MISSING, _S.EXTERNAL, _S.SYSTEM, _S.NOT_SOUGHT})
"""Parts that are lists of headers."""


class SpanKind(Enum):
    """What a stretch of a row is."""

    TEXT = auto()
    CODE = auto()
    HEADER = auto()
    """A header outside of the tree, as spelled."""
    PATH = auto()
    FOLDER = auto()
    SYMBOL = auto()


class Span(NamedTuple):
    """A stretch of a row."""

    kind: SpanKind
    text: str
    key: str = ""
    """Path or USR that it leads to."""
    line: int | None = None


Cell = tuple[Span, ...]


class ReportRow(NamedTuple):
    """A row of a table, or an entry of a list, which has one cell."""

    cells: tuple[Cell, ...]
    places: tuple[Span, ...] = ()
    """What may be folded away: the places of an entry."""
    more: int = 0
    """Further files that no place is of."""


def report_title(kind: ReportKind) -> str:
    """Return the title of a report."""
    return _KINDS[kind]


def group_title(group: ReportGroup) -> str:
    """Return the heading of a part, with the number of its rows."""
    title = _TITLES[group.section]
    if group.section not in {_S.KINDS, _S.FOLDERS}:
        title += f" ({group.total + group.more:,})"
    return f"{title}, continued" if group.continued else title


def group_note(group: ReportGroup) -> str:
    """Return what the part is, where its heading does not say all."""
    return "" if group.continued else _NOTES.get(group.section, "")


def group_columns(group: ReportGroup) -> tuple[str, ...]:
    """Return the heads of a table; empty if the part is a list."""
    return _COLUMNS.get(group.section, ())


def group_rows(group: ReportGroup) -> tuple[ReportRow, ...]:
    """Return the rows of a part."""
    if group.section is ReportSection.FOLDERS:
        return tuple(map(_folder, group.rows))
    return tuple(_ROWS[type(row)](row) for row in group.rows)


def share_words(documented: int, declared: int) -> str:
    """Return a share of a hundred, 100 only if it is all."""
    return f"{100 * documented // declared} %"


def documented_sentence(found: Documented) -> str:
    """Return how many public declarations have a comment."""
    if not found.declared:
        return "There are no public declarations."
    verb = "has" if found.documented == 1 else "have"
    return (
        f"{found.documented:,} of {count(found.declared, 'public declaration')}"
        f" {verb} a comment ({share_words(*found)}). Each is counted once."
        " Not counted are header guards, what is private, local to a"
        " file, defaulted, deleted, an override, a specialisation or made by a macro,"
        " and namespaces and folders named detail, impl or internal."
    )


def _outside(row: OutsideHeader) -> ReportRow:
    head = Span(SpanKind.HEADER, row.spelled)
    places = tuple(_place(site.path, site.line) for site in row.sites)
    entry = (head, _text(f", {count(row.files, 'file')}"))
    return ReportRow((entry,), places, row.files - len(row.sites))


def _kind(row: KindShare) -> ReportRow:
    return _share(
        _text(kind_title(row.kind, plural=True)), row.documented, row.declared
    )


def _path(row: PathShare) -> ReportRow:
    return _share(Span(SpanKind.PATH, row.path, row.path), row.documented, row.declared)


def _folder(row: Any) -> ReportRow:
    head = Span(SpanKind.FOLDER, f"{row.path}/", row.path)
    return _share(head, row.documented, row.declared)


def _share(head: Span, documented: int, declared: int) -> ReportRow:
    figures = f"{documented:,}", f"{declared:,}", share_words(documented, declared)
    return ReportRow(((head,), *((_text(figure),) for figure in figures)))


def _gap(row: Gap) -> ReportRow:
    words = f", {kind_title(row.kind).lower()} in "
    used = f", used by {count(row.users, 'other file')}" if row.users else ""
    path = Span(SpanKind.PATH, row.path, row.path)
    entry = (_symbol(row.usr, row.name), _text(words), path, _text(used))
    return ReportRow((tuple(span for span in entry if span.text),))


def _missing(row: MissingHeader) -> ReportRow:
    example = Span(SpanKind.PATH, row.example, row.example)
    head = Span(SpanKind.HEADER, row.spelled)
    return ReportRow(((head,), (_text(f"{row.files:,}"),), (example,)))


def _unread(row: Unread) -> ReportRow:
    reason = row.reason.strip().rstrip(".")
    words = f"{coverage_label(row.level)}: {reason}; {count(row.files, 'file')}"
    places = tuple(Span(SpanKind.PATH, path, path) for path in row.paths)
    return ReportRow(((_text(words),),), places, row.files - len(row.paths))


def _complaint(row: Complaint) -> ReportRow:
    figures = row.severity.value, f"{row.times:,}", f"{row.files:,}"
    return ReportRow(
        (
            (_text(row.text),),
            *((_text(figure),) for figure in figures),
            (_place(row.path, row.line),),
        )
    )


def _partly(row: ReadFile) -> ReportRow:
    head = Span(SpanKind.PATH, row.path, row.path)
    figures = row.missing, row.errors, row.unresolved
    return ReportRow(((head,), *((_text(f"{figure:,}"),) for figure in figures)))


def _task(row: Task) -> ReportRow:
    path = Span(SpanKind.PATH, row.path, row.path)
    said = _text(f": {row.text}" if row.text else "")
    head: Cell = (path,)
    if row.usr:
        head = (_symbol(row.usr, row.name), _text(" in "), path)
    return ReportRow((tuple(span for span in (*head, said) if span.text),))


def _text(text: str) -> Span:
    return Span(SpanKind.TEXT, text)


def _symbol(usr: str, name: str) -> Span:
    return Span(SpanKind.SYMBOL, name or "(anonymous)", usr)


def _place(path: str, line: int) -> Span:
    if not line:
        return Span(SpanKind.PATH, path, path)
    return Span(SpanKind.PATH, f"{path}:{line}", path, line)


_ROWS: Mapping[type[Row], Callable[..., ReportRow]] = {
    OutsideHeader: _outside,
    KindShare: _kind,
    PathShare: _path,
    Gap: _gap,
    MissingHeader: _missing,
    Unread: _unread,
    Complaint: _complaint,
    ReadFile: _partly,
    Task: _task,
}
