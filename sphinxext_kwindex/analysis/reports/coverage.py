"""The report on documentation: shares by kind, folder and file, and the gaps."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ...model import SYMBOL_KINDS
from .answers import Documented, KindShare, PathShare, ReportGroup, ReportSection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ...model import SymbolKind
    from ..folder_figures import TreeFigures
    from .answers import Gap, Row

__all__ = ["documentation_groups", "documented_in"]

_GAPS = 1_000
"""Most gaps listed: the most used. The table of files counts all."""


def documented_in(figures: TreeFigures, folder: str) -> Documented:
    """Return how many public declarations a folder and all below it has."""
    found = figures.folders.get(folder)
    if found is None:
        return Documented(0, 0)
    return Documented(found.subtree.documented, found.subtree.declared)


def documentation_groups(
    figures: TreeFigures, is_below: Callable[[str], bool]
) -> Iterator[ReportGroup]:
    """Yield the parts of the report."""
    paths = [path for path in figures.files if is_below(path)]
    gaps = sorted(_gaps(figures, paths), key=_most_used)
    groups: tuple[tuple[ReportSection, Iterable[Row], int], ...] = (
        (ReportSection.KINDS, _kinds(figures, paths), 0),
        (ReportSection.FOLDERS, _folders(figures, is_below), 0),
        (ReportSection.GAPS, gaps[:_GAPS], max(len(gaps) - _GAPS, 0)),
        (ReportSection.FILES, _files(figures, paths), 0),
    )
    for section, found, more in groups:
        rows = tuple(found)
        if rows:
            yield ReportGroup(section, rows, len(rows), more)


def _kinds(figures: TreeFigures, paths: Iterable[str]) -> Iterator[KindShare]:
    declared: Counter[SymbolKind] = Counter()
    documented: Counter[SymbolKind] = Counter()
    for path in paths:
        if path in figures.documentation:
            declared.update(figures.documentation[path].declared)
            documented.update(figures.documentation[path].documented)
    for kind in SYMBOL_KINDS:
        if declared[kind]:
            yield KindShare(kind, documented[kind], declared[kind])


def _folders(
    figures: TreeFigures, is_below: Callable[[str], bool]
) -> Iterator[PathShare]:
    for path, found in figures.folders.items():
        # The folder itself is the total; one with a single subfolder says it twice.
        sums = found.subtree
        if sums.declared and is_below(path) and (found.files or len(found.folders) > 1):
            yield PathShare(path, sums.documented, sums.declared)


def _files(figures: TreeFigures, paths: Iterable[str]) -> Iterator[PathShare]:
    """Yield the files that have gaps."""
    for path in paths:
        one = figures.files[path]
        if one.documented < one.declared:
            yield PathShare(path, one.documented, one.declared)


def _gaps(figures: TreeFigures, paths: Iterable[str]) -> Iterator[Gap]:
    for path in paths:
        if path in figures.documentation:
            yield from figures.documentation[path].gaps


def _most_used(gap: Gap) -> tuple[int, str, str, str]:
    return -gap.users, gap.name, gap.path, gap.usr
