"""Which macro a definition comes out of, as a plain parse sees it.

Two rules of ``accuracy.py --bare`` need it: what the text of a macro makes that only an
absent header defines cannot be known by who lacks the header, and what a macro makes
whose definition stands in another branch of an ``#if`` is the configuration's.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from clang.cindex import Cursor, SourceLocation  # noqa: E402

from tests import truth  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["MacroPlace", "Origin", "origins_of"]


class MacroPlace(NamedTuple):
    """Where a macro is defined."""

    name: str
    path: str
    """Absolute; empty of one that no file defines."""
    line: int


class Origin(NamedTuple):
    """The macro whose expansion makes a definition."""

    macro: MacroPlace
    """The outermost: the one that stands in the file."""
    through: tuple[MacroPlace, ...]
    """Macros that its text names, and theirs, and so on; by name."""
    is_spelled: bool
    """The name is in the file's own text: it is an argument."""


def origins_of(
    unit: Any, path: str, defining: Iterable[tuple[Any, truth.Definition]]
) -> dict[truth.Definition, Origin]:
    """Return the origin of each definition of a file that a macro makes.

    One that is made twice, by a macro and without, is not among them.

    :param defining: `truth.defining`.
    """
    text = Path(path).read_bytes()
    found: dict[truth.Definition, Origin | None] = {}
    macros: dict[str, Any] = {}
    for cursor, definition in defining:
        expansion = _expansion(unit, cursor)
        if expansion is None:
            found[definition] = None
            continue
        if not macros:
            macros = _definitions(unit)
        offset = truth.offset_of(cursor.location)
        name = truth.own_name(cursor).encode()
        origin = Origin(
            _place(expansion.spelling, expansion.referenced),
            tuple(_through(expansion.referenced, macros)),
            bool(name) and text.startswith(name, offset),
        )
        found.setdefault(definition, origin)
    return {one: origin for one, origin in found.items() if origin is not None}


def _expansion(unit: Any, cursor: Any) -> Any | None:
    """Return the outermost macro expansion that a declaration's name stands in."""
    place = cursor.location
    if truth.kind_name(cursor) == "MACRO_DEFINITION" or place.file is None:
        return None
    # The bindings' offset is that of the macro's name.
    here = SourceLocation.from_offset(unit, place.file, place.offset)
    found = Cursor.from_location(unit, here)
    is_macro = truth.kind_name(found) == "MACRO_INSTANTIATION"
    return found if is_macro and found.location.offset == place.offset else None


def _definitions(unit: Any) -> dict[str, Any]:
    """Return the last definition of each macro of a unit."""
    return {
        cursor.spelling: cursor
        for cursor in unit.cursor.get_children()
        if truth.kind_name(cursor) == "MACRO_DEFINITION"
    }


def _through(definition: Any, macros: Mapping[str, Any]) -> Iterator[MacroPlace]:
    """Yield the macros that a macro's text leads to."""
    seen: set[str] = set()
    waiting = [definition]
    while waiting:
        cursor = waiting.pop()
        tokens = [] if cursor is None else list(cursor.get_tokens())[1:]
        for token in tokens:
            name = token.spelling
            if name in macros and name not in seen:
                seen.add(name)
                waiting.append(macros[name])
    yield from (_place(name, macros[name]) for name in sorted(seen))


def _place(name: str, definition: Any) -> MacroPlace:
    if definition is None or definition.location.file is None:
        return MacroPlace(name, "", 0)
    place = definition.location
    return MacroPlace(name, str(place.file.name), place.line)
