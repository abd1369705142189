"""Includes that lead out of the tree: what is included, and by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...model import Origin
from .answers import IncludeSite, OutsideHeader, ReportGroup, ReportSection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from ...model import Head, Include
    from ..include_names import NamedTargets

__all__ = ["OutsideIncludes", "include_groups", "outside_includes"]

_SECTIONS = {
    Origin.MISSING: ReportSection.MISSING,
    Origin.EXTERNAL: ReportSection.EXTERNAL,
    Origin.SYSTEM: ReportSection.SYSTEM,
    Origin.UNKNOWN: ReportSection.NOT_SOUGHT,
}
_SITES = 40
"""Most includers named of one header."""
_MISSING_SITES = 200
"""Of a header that was not found: each is a place to mend."""

OutsideIncludes = tuple[tuple[ReportSection, str, IncludeSite], ...]
"""Part of the report, operand and place of each, by place."""


def outside_includes(head: Head, named: NamedTargets) -> OutsideIncludes:
    """Return the includes of a file that lead out of the tree, the first of each.

    Of those that no preprocessor has looked for, only what it did not skip and what
    names no file of the tree.
    """
    found: dict[tuple[ReportSection, str], IncludeSite] = {}
    for include in head.includes:
        section = _SECTIONS.get(include.origin)
        if section is not None and _is_outside(head.source.path, include, named):
            site = IncludeSite(head.source.path, include.line)
            found.setdefault((section, include.spelled), site)
    return tuple((*key, site) for key, site in found.items())


def _is_outside(path: str, include: Include, named: NamedTargets) -> bool:
    if include.origin is not Origin.UNKNOWN:
        return True
    is_name = include.spelled[:1] in {"<", '"'}
    return include.active and is_name and not named.candidates(path, include.spelled)


def include_groups(
    includes: Mapping[str, OutsideIncludes], is_below: Callable[[str], bool]
) -> Iterator[ReportGroup]:
    """Yield the parts of the report on includes; ``includes`` by path, sorted."""
    found: dict[ReportSection, dict[str, list[IncludeSite]]] = {}
    for path, some in includes.items():
        if is_below(path):
            for section, spelled, site in some:
                found.setdefault(section, {}).setdefault(spelled, []).append(site)
    for section in _SECTIONS.values():
        if section in found:
            rows = tuple(_rows(section, found[section]))
            yield ReportGroup(section, rows, len(rows))


def _rows(
    section: ReportSection, headers: Mapping[str, list[IncludeSite]]
) -> Iterable[OutsideHeader]:
    missing = section is ReportSection.MISSING
    most = _MISSING_SITES if missing else _SITES

    def order(spelled: str) -> tuple[int, str, str]:
        # What many lack first; of the others the name is looked for.
        files = len(headers[spelled]) if missing else 0
        return -files, spelled.strip('<>"').casefold(), spelled

    for spelled in sorted(headers, key=order):
        sites = headers[spelled]
        yield OutsideHeader(spelled, len(sites), tuple(sites[:most]))
