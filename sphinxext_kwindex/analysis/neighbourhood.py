"""The picture of a file: whom it includes, who includes it, to a depth of two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .pictures import Picture, PictureEdge, PictureKind, PictureNode, PictureSide

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .include_graph import IncludeGraph

__all__ = ["DRAWN", "FEW_DRAWN", "MOST_DRAWN", "NAMED", "file_picture"]

DRAWN = 30
"""Nodes of a picture: these are very legible..."""
FEW_DRAWN = 14
"""... and of one on a page with many keywords."""
MOST_DRAWN = 60
"""Nodes that are still readable."""
NAMED = 60
"""Files named below a picture because there was no room in it."""


def file_picture(graph: IncludeGraph, path: str, *, limit: int = DRAWN) -> Picture:
    """Return the neighbourhood of a file.

    Nearest first: those that it includes and that include it, then those at two steps.
    Of equals those come first that more of the nearer ones lead to, then those that
    share more folders with the file, then by path. Each side gets half of the room, and
    what the other leaves.

    :param limit: Most nodes, the file's own with them; 60 are drawn at most.
    """
    room = min(limit, MOST_DRAWN) - 1
    after = _ranked(graph.includes, path)
    before = _ranked(graph.includers, path, but=frozenset(after))
    for_after = max(room - len(before), room - room // 2)
    drawn_after = after[:for_after]
    drawn_before = before[: room - len(drawn_after)]
    sides = dict.fromkeys(drawn_before, PictureSide.BEFORE)
    sides[path] = PictureSide.SELF
    sides |= dict.fromkeys(drawn_after, PictureSide.AFTER)
    place = {one: number for number, one in enumerate(sides)}
    edges = [
        PictureEdge(place[one], place[other])
        for one in place
        for other in graph.includes.get(one, ())
        if other in place and other != one
    ]
    more = after[len(drawn_after) :] + before[len(drawn_before) :]
    return Picture(
        PictureKind.INCLUDES,
        path,
        tuple(PictureNode(one, one, side) for one, side in sides.items()),
        tuple(sorted(edges)),
        tuple(sorted(more[:NAMED])),
        len(more),
    )


def _ranked(
    edges: Mapping[str, tuple[str, ...]], path: str, but: frozenset[str] = frozenset()
) -> list[str]:
    """Return the files at one step, then those at two, each in their order.

    :param but: files that stand on the other side, in a cycle.
    """
    near = [one for one in edges.get(path, ()) if one != path and one not in but]
    strength: dict[str, int] = {}
    for one in near:
        for other in edges.get(one, ()):
            if other != path and other not in but:
                strength[other] = strength.get(other, 0) + 1
    far = strength.keys() - set(near)
    parts = path.split("/")[:-1]

    def distance(one: str) -> tuple[int, int, str]:
        return -strength.get(one, 0), -_common(parts, one.split("/")), one

    return [*sorted(near, key=distance), *sorted(far, key=distance)]


def _common(parts: Sequence[str], others: Sequence[str]) -> int:
    """Return how many folders two paths have in common."""
    found = 0
    for one, other in zip(parts, others, strict=False):
        if one != other:
            break
        found += 1
    return found
