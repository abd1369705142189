"""How often, and by which files, a symbol is used.

A declaration or definition is an occurrence, but no use.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from ..model import Role, SymbolKind, roles_with
from .answers import FileUse, Uses

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from ..model import Mention, Place
    from .protocol import Reader

__all__ = ["UNCOUNTED", "count_uses", "known_of", "most_used", "users_of"]

_KEPT = 8
"""Files of which is kept who uses their symbols."""

UNCOUNTED = frozenset({SymbolKind.NAMESPACE})
"""Kinds whose uses say nothing: every file names its namespace."""

_REFERRING, _CALLING = roles_with(Role.REFERENCE), roles_with(Role.CALL)

Users = tuple[FileUse, ...]


def users_of(
    reader: Reader, places: Mapping[str, tuple[Place, ...]]
) -> dict[str, Users]:
    """Return the files that use each of the symbols, by path; one question for all.

    ``places`` holds the USRs asked for, with all places of each.
    """
    mentions = reader.mentions_of_all(places) if places else {}
    return {usr: _users(mentions[usr], known) for usr, known in places.items()}


def known_of(
    reader: Reader, path: str, usrs: Collection[str]
) -> tuple[Mapping[str, tuple[Place, ...]], Mapping[str, Users]]:
    """Return places and users of symbols of a file; () for those without any.

    ``usrs`` are all that are counted, always: several questions of one page ask.
    """
    kept: dict[str, Any] = reader.memo().setdefault(("known",), {})
    if path not in kept:
        places = reader.places(usrs) if usrs else {}
        complete = {usr: places.get(usr, ()) for usr in usrs}
        if len(kept) >= _KEPT:
            kept.pop(next(iter(kept)))
        kept[path] = complete, users_of(reader, complete)
    found, users = kept[path]
    reader.note({place.path for some in found.values() for place in some})
    reader.note({use.path for some in users.values() for use in some})
    return found, users


def count_uses(users: Iterable[FileUse], path: str) -> Uses:
    """Sum up the uses in a file and elsewhere."""
    here = elsewhere = files = 0
    for user in users:
        if user.path == path:
            here = user.total
        else:
            elsewhere += user.total
            files += 1
    return Uses(here, elsewhere, files)


def most_used(
    users: Iterable[FileUse], limit: int, *, without: str | None = None
) -> tuple[Users, int]:
    """Return the files with most uses, and the number of those above the limit.

    ``without`` is a file that is left out.
    """
    others = [user for user in users if user.path != without]
    others.sort(key=lambda user: (-user.total, user.path))
    return tuple(others[:limit]), max(len(others) - limit, 0)


def _users(mentions: Iterable[Mention], places: Iterable[Place]) -> Users:
    """Return each file that refers to the symbol, its declarations subtracted."""
    declared = Counter(place.path for place in places)
    return tuple(
        # At least one: places and occurrences of macro-made names may differ.
        FileUse(path, max(total - declared[path], 1), role in _CALLING)
        for path, role, total in mentions
        if role in _REFERRING
    )
