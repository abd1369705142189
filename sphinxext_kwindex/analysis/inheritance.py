"""The picture of a class: its bases and what derives from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..model import RelationKind
from .neighbourhood import DRAWN, MOST_DRAWN, NAMED
from .pictures import Picture, PictureEdge, PictureKind, PictureNode, PictureSide
from .refs import symbol_refs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model import Relation
    from .protocol import Reader

__all__ = ["class_picture"]

_MOST = 1000
"""Classes looked for on each side: a root of all classes may have more."""


class _Side(NamedTuple):
    """The bases of a class, or what derives from it."""

    classes: tuple[str, ...]
    """USRs, nearest first."""
    relations: tuple[Relation, ...]


def class_picture(
    reader: Reader, usr: str, name: str, *, limit: int = DRAWN
) -> Picture:
    """Return the bases of a class, all the way up, and its derived classes, all down.

    Nearest first; bases before derived classes, which may be many. Classes outside of
    the tree are there too, but what they derive from is not known.

    :param name: The class's qualified name.
    :param limit: Most nodes, the class's own with them; 60 are drawn at most.
    """
    up, down = _side(reader, usr, up=True), _side(reader, usr, up=False)
    room = min(limit, MOST_DRAWN) - 1
    bases = up.classes[:room]
    below = [one for one in down.classes if one not in bases]
    sides = dict.fromkeys(below[: room - len(bases)], PictureSide.BEFORE)
    sides[usr] = PictureSide.SELF
    sides |= dict.fromkeys(bases, PictureSide.AFTER)
    place = {one: number for number, one in enumerate(sides)}
    relations = (*up.relations, *down.relations)
    written = {relation.target: relation.target_name for relation in relations}
    more = [one for one in (*up.classes, *below) if one not in place]
    refs = symbol_refs(reader, (*place, *more[:NAMED]), {**written, usr: name})
    names = {one: refs[one].name if one in refs else one for one in refs | place}
    pairs = {
        (place[relation.source], place[relation.target])
        for relation in relations
        if relation.source in place and relation.target in place
    }
    return Picture(
        PictureKind.BASES,
        name,
        tuple(PictureNode(one, names[one], side) for one, side in sides.items()),
        tuple(PictureEdge(*pair) for pair in sorted(pairs)),
        tuple(sorted({names[one] for one in more[:NAMED] if one in names})),
        len(more),
    )


def _side(reader: Reader, usr: str, *, up: bool) -> _Side:
    """Walk from a class, level by level, each class once."""
    seen = {usr: None}
    relations: list[Relation] = []
    level = [usr]
    while level and len(seen) <= _MOST:
        found = [
            relation
            for relation in _relations(reader, level, up=up)
            if relation.kind is RelationKind.BASE
        ]
        relations += found
        others = {one.target if up else one.source: None for one in found}
        level = [one for one in others if one not in seen]
        seen |= dict.fromkeys(level)
    return _Side(tuple(seen)[1 : _MOST + 1], tuple(relations))


def _relations(reader: Reader, usrs: list[str], *, up: bool) -> Iterable[Relation]:
    if up:
        return [one for usr in usrs for one in reader.relations_of(usr)]
    found = reader.relations_to_all(usrs)
    return [one for usr in usrs for one in found.get(usr, ())]
