"""Which pages may link to a file or symbol: what has to be looked at where it changed.

Supersets: what they have too many costs some writing, what they lack a wrong link.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..analysis import folders_above
from ..model import is_namespace_usr, is_usr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .session import IndexSession

__all__ = ["OPENERS", "declaring", "far", "naming", "near"]

OPENERS = 20
"""Files in which the places of a namespace are looked for."""


def near(session: IndexSession, keys: Iterable[str]) -> frozenset[str]:
    """Return the paths whose pages may link to any of the files or symbols.

    They name a symbol of the file, or the file a symbol of theirs, or one includes
    the other. A superset: what it has too many costs some writing.
    """
    near: set[str] = set()
    declared: set[str] = set()
    named: set[str] = set()
    moved: set[str] = set()
    for key in keys:
        if is_usr(key):
            declared.add(key)
            moved.add(key)
            continue
        if key.endswith(("/", "/*")):
            # Pages of folders lead to each other in several ways.
            near.update(session.figures.folders)
            continue
        near.update(folders_above(key))
        near.update(session.graph.includes.get(key, ()))
        near.update(session.graph.includers.get(key, ()))
        declared.update(_linked_in(session, key))
        named.update(row[-1] for row in session.reader.occurrence_rows(key))
    # Nearly every file names its namespace; no page shows who does.
    named = {usr for usr in named if not is_namespace_usr(usr)}
    for mentions in session.reader.mentions_of_all(declared).values():
        near.update(mention.path for mention in mentions)
    for places in session.reader.places(named).values():
        near.update(place.path for place in places)
    for places in session.reader.places(moved).values():
        near.update(one for at in places for one in folders_above(at.path))
    return frozenset(near)


def naming(session: IndexSession, paths: Iterable[str]) -> frozenset[str]:
    """Return the files that name what any of the files declares."""
    declared: set[str] = set()
    for path in paths:
        declared |= _linked_in(session, path)
    return frozenset(
        mention.path
        for mentions in session.reader.mentions_of_all(declared).values()
        for mention in mentions
    )


def declaring(session: IndexSession, paths: Iterable[str]) -> frozenset[str]:
    """Return the files that declare what any of the files declares."""
    declared = {
        symbol.usr
        for path in paths
        for symbol in session.reader.symbols_in(path)
        if not is_namespace_usr(symbol.usr)
    }
    return frozenset(
        place.path
        for places in session.reader.places(declared).values()
        for place in places
    )


def _linked_in(session: IndexSession, path: str) -> set[str]:
    """Return what a file declares and links may lead to in it.

    To a namespace they lead in the first of its files only.
    """
    found = {symbol.usr for symbol in session.reader.symbols_in(path)}
    spaces = {usr for usr in found if is_namespace_usr(usr)}
    first = session.reader.first_places(spaces, OPENERS)
    return found - {
        usr for usr in spaces if all(place.path != path for place in first.get(usr, ()))
    }


def far(session: IndexSession, keys: Iterable[str]) -> frozenset[str]:
    """Return the paths whose pages may link to any of the files from afar.

    In a picture, which shows what is two steps away, or in a chain of includes. As
    `near`, a superset.
    """
    far: set[str] = set()
    for key in keys:
        far.update(session.graph.dependents(key))
        for other in session.graph.includes.get(key, ()):
            far.update(session.graph.includes.get(other, ()))
    return frozenset(far)
