"""What pictures say in words: their titles, and their arrows as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..analysis import PictureKind, PictureNode
from .words import count

if TYPE_CHECKING:
    from ..analysis import Picture

__all__ = ["VERBS", "PictureLine", "picture_label", "picture_lines", "picture_more"]

VERBS = {
    PictureKind.INCLUDES: "includes",
    PictureKind.FOLDERS: "includes",
    PictureKind.BASES: "derives from",
}
_TITLES = {
    PictureKind.INCLUDES: "Include graph",
    PictureKind.FOLDERS: "Includes between the folders",
    PictureKind.BASES: "Inheritance",
}
_NOUNS = {
    PictureKind.INCLUDES: "file",
    PictureKind.FOLDERS: "folder",
    PictureKind.BASES: "class",
}


class PictureLine(NamedTuple):
    """The arrows of one node, in words."""

    node: PictureNode
    verb: str
    leads: tuple[str, ...]
    """Names of the nodes that they lead to, with their weights; sorted."""


def picture_label(picture: Picture) -> str:
    """Return what a picture is, in words."""
    nodes = _counted(len(picture.nodes), picture.kind)
    of = "" if picture.name in {"", "."} else f" of {picture.name}"
    return f"{_TITLES[picture.kind]}{of}: {nodes}"


def picture_more(picture: Picture) -> str:
    """Return how much was left out of a picture; empty if nothing was."""
    if not picture.left_out:
        return ""
    text = f"Not drawn: {_counted(picture.left_out, picture.kind)}"
    if picture.left_out > len(picture.more) > 0:
        text += f"; {len(picture.more)} of them are listed"
    return text


def picture_lines(picture: Picture) -> tuple[PictureLine, ...]:
    """Return the arrows as text: node, verb, where its arrows lead; by name."""
    found = []
    for number, node in enumerate(picture.nodes):
        leads = [
            f"{picture.nodes[edge.target].name} ({edge.weight:,})"
            if picture.kind is PictureKind.FOLDERS
            else picture.nodes[edge.target].name
            for edge in picture.edges
            if edge.source == number
        ]
        if leads:
            found.append(PictureLine(node, VERBS[picture.kind], tuple(sorted(leads))))
    return tuple(sorted(found, key=lambda line: line.node.name))


def _counted(number: int, kind: PictureKind) -> str:
    if kind is PictureKind.BASES and number != 1:
        return f"{number:,} classes"
    return count(number, _NOUNS[kind])
