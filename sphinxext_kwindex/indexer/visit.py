"""One walk over a unit for the declarations of the wanted files.

libclang walks; the callback only looks where a cursor stands and says whether to go
in. What is inside functions is never entered.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from .capi import (
    BREAK,
    CONTINUE,
    MACRO_LOCATION,
    RECURSE,
    CursorVisitor,
    CXCursor,
    take_text,
)
from .kinds import (
    ALIAS_TEMPLATE,
    BASE_SPECIFIER,
    CONTAINERS,
    DECLARED,
    FRIEND,
    INCLUSION,
    MACRO_DEFINITION,
    TAGS,
    UNEXPOSED,
)
from .names import is_unnamed

if TYPE_CHECKING:
    from .excess import Places
    from .locations import Inclusion, Locations

__all__ = ["Visited", "visit"]

_ENTERED = CONTAINERS | {ALIAS_TEMPLATE, 33}
_new_tuple = tuple.__new__  # not the class's call: in Python
_REFERENCES = frozenset({43, 45, 46})  # type, template, namespace
_PARENTS = frozenset({FRIEND, ALIAS_TEMPLATE, 33})
_WRITTEN_NAME = re.compile(rb"(?!(?:class|struct|union|enum)\b)[A-Za-z_]")
# Not records: parameters and template parameters.
_RECORDS = (frozenset(DECLARED) | {UNEXPOSED}) - {10, 27, 28, 29}


class Visited(NamedTuple):
    """A cursor in a wanted file."""

    cursor: CXCursor
    kind: int
    parent: CXCursor
    """As libclang walks: of the text, not of the meaning."""
    wanted: int
    """Number of the file."""
    offset: int
    """Of its location."""
    raw: int
    """Raw location."""


def visit(
    locations: Locations,
    inclusions: tuple[Inclusion, ...],
    macros: list[CXCursor],
    directives: list[CXCursor],
    places: Places,
) -> list[Visited]:
    """Return the declarations, base classes and references of friends and aliases.

    Without those that macros make by the thousand: `Places` has their number.

    :param macros: Gets the macro definitions of the whole unit.
    :param directives: Gets its include directives.
    :raises Exception: What went wrong in the callback, as it was: ctypes would only
        print it.
    """
    walk = _Walk(locations, inclusions, macros, directives, places)
    failure: list[BaseException] = []

    answer = walk.answer

    def guarded(cursor: CXCursor, parent: CXCursor, _: int | None) -> int:
        try:
            return answer(cursor, parent)
        except BaseException as error:  # noqa: BLE001  (raised again below)
            failure.append(error)
            return BREAK

    lib = locations.lib
    unit = lib.clang_getTranslationUnitCursor(locations.unit.handle)
    lib.clang_visitChildren(unit, CursorVisitor(guarded), None)
    if failure:
        raise failure[0]
    return walk.found


class _Walk:
    def __init__(
        self,
        locations: Locations,
        inclusions: tuple[Inclusion, ...],
        macros: list[CXCursor],
        directives: list[CXCursor],
        places: Places,
    ) -> None:
        self.locations = locations
        self.found: list[Visited] = []
        self._lib = locations.lib
        self._macros = macros
        self._directives = directives
        self._has_room = places.has_room
        self._gates = _gates(locations, inclusions)
        self._repeated = _has_repeated(locations, inclusions)

    def answer(self, cursor: CXCursor, parent: CXCursor) -> int:
        """Note a cursor if it is wanted; say whether to go in."""
        kind = cursor.kind
        if 500 <= kind < 600:  # noqa: PLR2004  (CXCursor_FirstPreprocessing on)
            if kind == MACRO_DEFINITION:
                self._macros.append(cursor)
            elif kind == INCLUSION:
                self._directives.append(cursor)
            if self._repeated:  # these are in files: they show each inclusion
                self.locations.find(self._lib.clang_getCursorLocation(cursor).int_data)
            return CONTINUE
        enters = kind in _ENTERED
        if not (enters or kind in _RECORDS or _is_reference(kind, parent)):
            return CONTINUE
        raw = self._lib.clang_getCursorLocation(cursor).int_data
        wanted, offset = self.locations.find(raw)
        if wanted >= 0:
            if kind in TAGS and self._is_refused(cursor, wanted, offset, raw):
                return CONTINUE
            if self._has_room(wanted, offset):
                values = cursor, kind, parent, wanted, offset, raw
                self.found.append(_new_tuple(Visited, values))
            return RECURSE if enters else CONTINUE
        return RECURSE if enters and self._encloses(cursor) else CONTINUE

    def _is_refused(self, cursor: CXCursor, wanted: int, offset: int, raw: int) -> bool:
        """Tell if Clang took the name from a type that is defined a second time.

        Not told of where the first is in a precompiled header, so never to be listed.
        """
        if raw >= MACRO_LOCATION:
            return False
        # One that has no name stands where its keyword does.
        text = self.locations.unit.files[wanted].data
        if not _WRITTEN_NAME.match(text, offset):
            return False
        return is_unnamed(
            take_text(self._lib, self._lib.clang_getCursorSpelling(cursor))
        )

    def _encloses(self, cursor: CXCursor) -> bool:
        """Tell if the includes of wanted files may be inside."""
        extent = self._lib.clang_getCursorExtent(cursor)
        begin, end = extent.begin, extent.end
        if begin >= MACRO_LOCATION or end >= MACRO_LOCATION:
            return True
        stretch = self.locations.stretch
        if stretch(begin) != stretch(end):
            return True
        place = bisect_left(self._gates, begin)
        return place < len(self._gates) and self._gates[place] <= end


def _is_reference(kind: int, parent: CXCursor) -> bool:
    return kind == BASE_SPECIFIER or (kind in _REFERENCES and parent.kind in _PARENTS)


def _gates(locations: Locations, inclusions: tuple[Inclusion, ...]) -> list[int]:
    """Return the raw locations of the include lines that lead to wanted files."""
    return sorted(
        {
            raw
            for inclusion in inclusions
            if locations.number_of(inclusion.file) >= 0
            for _, raw in inclusion.stack
        }
    )


def _has_repeated(locations: Locations, inclusions: tuple[Inclusion, ...]) -> bool:
    """Tell if a wanted file was entered more than once."""
    numbers = [locations.number_of(inclusion.file) for inclusion in inclusions]
    wanted = [number for number in numbers if number >= 0]
    return len(wanted) != len(set(wanted))
