"""A report of a folder, in pages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .answers import (
    Documented,
    OutsideHeader,
    ReportGroup,
    ReportKind,
    ReportPage,
    ReportSection,
    Task,
    Unread,
)
from .coverage import documentation_groups, documented_in
from .outside import include_groups
from .troubles import trouble_groups

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from .answers import Row
    from .facts import ReportFacts

__all__ = ["ReportExtent", "report_extent", "report_page"]

_PAGE = 360
"""What the rows of a page weigh at most: a link weighs 1, some 120 bytes of HTML."""
_PLAIN = 3
"""What a row weighs by itself."""
_LETTERS = 100
"""Characters of a text that weigh as much as a link."""


@dataclass(frozen=True, slots=True)
class ReportExtent:
    """How much a folder's reports have to say."""

    pages: tuple[tuple[ReportKind, int], ...]
    """Of the reports that say something, in their order."""
    documented: Documented


def report_extent(facts: ReportFacts, folder: str) -> ReportExtent:
    """Return which reports a folder has."""
    found = ((kind, len(_pages(facts, kind, folder))) for kind in ReportKind)
    pages = tuple((kind, number) for kind, number in found if number)
    return ReportExtent(pages, documented_in(facts.figures, folder))


def report_page(
    facts: ReportFacts, kind: ReportKind, folder: str, number: int = 0
) -> ReportPage | None:
    """Return a page of a report; None if there is none.

    :param number: of the page, from 1; 0 for all in one.
    """
    pages = _pages(facts, kind, folder)
    if number == 0 and pages:
        pages = [tuple(_groups(facts, kind, folder))]
    if not 0 <= number <= len(pages) or not pages:
        return None
    is_first = number <= 1
    return ReportPage(
        kind,
        folder,
        number,
        len(pages),
        pages[max(number - 1, 0)],
        documented_in(facts.figures, folder)
        if is_first and kind is ReportKind.DOCUMENTATION
        else None,
    )


def _pages(
    facts: ReportFacts, kind: ReportKind, folder: str
) -> list[tuple[ReportGroup, ...]]:
    """Return the pages of a report, made once."""
    if (kind, folder) not in facts.known:
        facts.known[kind, folder] = _cut(_groups(facts, kind, folder))
    pages: list[tuple[ReportGroup, ...]] = facts.known[kind, folder]
    return pages


def _groups(facts: ReportFacts, kind: ReportKind, folder: str) -> Iterator[ReportGroup]:
    above = f"{folder}/" if folder else ""

    def is_below(path: str) -> bool:
        return path.startswith(above) and path != folder

    return _MAKERS[kind](facts, is_below)


def _includes(
    facts: ReportFacts, is_below: Callable[[str], bool]
) -> Iterator[ReportGroup]:
    return include_groups(facts.includes, is_below)


def _documentation(
    facts: ReportFacts, is_below: Callable[[str], bool]
) -> Iterator[ReportGroup]:
    return documentation_groups(facts.figures, is_below)


def _diagnostics(
    facts: ReportFacts, is_below: Callable[[str], bool]
) -> Iterator[ReportGroup]:
    return trouble_groups(one for one in facts.troubles if is_below(one.path))


def _tasks(
    facts: ReportFacts, is_below: Callable[[str], bool]
) -> Iterator[ReportGroup]:
    found: dict[ReportSection, list[Task]] = {}
    for one in facts.figures.tasks:
        if is_below(one.task.path):
            found.setdefault(one.section, []).append(one.task)
    for section in ReportSection:
        if section in found:
            rows = tuple(found[section])
            yield ReportGroup(section, rows, len(rows))


_MAKERS: Mapping[
    ReportKind,
    Callable[[ReportFacts, Callable[[str], bool]], Iterator[ReportGroup]],
] = {
    ReportKind.INCLUDES: _includes,
    ReportKind.DOCUMENTATION: _documentation,
    ReportKind.DIAGNOSTICS: _diagnostics,
    ReportKind.TASKS: _tasks,
}


def _cut(groups: Iterable[ReportGroup]) -> list[tuple[ReportGroup, ...]]:
    """Return groups as pages that each weigh little enough, or have one row."""
    pages: list[list[ReportGroup]] = []
    room = 0
    for group in groups:
        start = 0
        while start < len(group.rows):
            stop, left = _fill(group, start, room)
            if stop == start:
                pages.append([])
                room = _PAGE
                if _weight(group.rows[start]) > room:
                    stop, left = start + 1, 0
                else:
                    stop, left = _fill(group, start, room)
            pages[-1].append(_part(group, start, stop))
            start, room = stop, left
    return [tuple(page) for page in pages]


def _fill(group: ReportGroup, start: int, room: int) -> tuple[int, int]:
    """Return the end of the rows that a page has room for, and the room left."""
    stop = start
    while stop < len(group.rows):
        weight = _weight(group.rows[stop])
        if weight > room:
            break
        room -= weight
        stop += 1
    return stop, room


def _part(group: ReportGroup, start: int, stop: int) -> ReportGroup:
    is_end = stop == len(group.rows)
    return replace(
        group,
        rows=group.rows[start:stop],
        more=group.more if is_end else 0,
        continued=start > 0,
    )


def _weight(row: Row) -> int:
    if not isinstance(row, OutsideHeader | Unread | Task):
        return _PLAIN
    links: Sequence[object] = ()
    text = ""
    if isinstance(row, OutsideHeader):
        links = row.sites
    elif isinstance(row, Unread):
        links, text = row.paths, row.reason
    else:
        text = row.text
    return _PLAIN + len(links) + len(text) // _LETTERS
