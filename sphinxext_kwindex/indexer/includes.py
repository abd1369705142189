"""The include lines of a file, and what each got."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..model import Include, Origin
from .kinds import INCLUSION
from .system_headers import is_system_header

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .locations import Locations
    from .symbols import FileView

__all__ = ["build_includes", "include_targets"]


def build_includes(
    view: FileView,
    locations: Locations,
    *,
    targets: Mapping[int, int],
    skipped: tuple[tuple[int, int], ...],
    is_project: Callable[[str], bool],
) -> tuple[Include, ...]:
    """Return the include lines of the text scan with what libclang found.

    :param targets: CXFile by the line of the directive.
    """
    found = []
    for scanned in view.scan.includes:
        active = not any(first <= scanned.line <= last for first, last in skipped)
        origin, target = Origin.UNKNOWN, None
        if active:
            file = targets.get(scanned.line, 0)
            if file:
                origin, target = _origin(locations, file, is_project)
            elif _is_spelled(scanned.spelled) and scanned.directive != "embed":
                origin = Origin.MISSING
        found.append(
            Include(
                line=scanned.line,
                spelled=scanned.spelled,
                origin=origin,
                target=target,
                conditions=scanned.conditions,
                active=active,
                directive=scanned.directive,
            )
        )
    return tuple(found)


def include_targets(
    view: FileView, locations: Locations, cursors: Any
) -> dict[int, int]:
    """Return the CXFile that each include line resolved to, by line."""
    table = view.table
    targets: dict[int, int] = {}
    seen: set[int] = set()
    for number, kind in enumerate(table.cursor_kinds):
        if kind != INCLUSION or table.directive[number] in seen:
            continue
        seen.add(table.directive[number])
        file = locations.lib.clang_getIncludedFile(cursors[number])
        if file:
            targets[table.line(table.directive[number])] = file
    return targets


def _origin(
    locations: Locations, file: int, is_project: Callable[[str], bool]
) -> tuple[Origin, str | None]:
    absolute, path = locations.unit.name_of(file)
    if path and is_project(path):
        return Origin.PROJECT, path
    own = locations.unit.system
    if is_system_header(absolute) or absolute.startswith(own):
        return Origin.SYSTEM, None
    return Origin.EXTERNAL, None


def _is_spelled(spelled: str) -> bool:
    """Tell if the operand is a header's name, not a macro."""
    return spelled[:1] in ("<", '"')
