"""Pictures: few nodes of a graph and the arrows between them, for a renderer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

__all__ = ["Picture", "PictureEdge", "PictureKind", "PictureNode", "PictureSide"]


class PictureKind(StrEnum):
    """What the nodes of a picture are, and what an arrow means."""

    INCLUDES = "includes"
    """Files; one includes the other."""
    FOLDERS = "folders"
    """Folders; files of one include files of the other."""
    BASES = "bases"
    """Classes; one derives from the other."""


class PictureSide(StrEnum):
    """How a node stands to the one that the picture is of."""

    SELF = "self"
    BEFORE = "before"
    """Leads to it: an includer, a derived class."""
    AFTER = "after"
    """It leads there: an included file, a base class."""
    PLAIN = "plain"
    """There is no such one."""


class PictureNode(NamedTuple):
    """A node: a file, folder or class."""

    key: str
    """Path of a file or folder, USR of a class; empty if there is nothing to link."""
    name: str
    """Path or qualified name."""
    side: PictureSide = PictureSide.PLAIN


class PictureEdge(NamedTuple):
    """An arrow from one node to another."""

    source: int
    """Place of a node, from 0."""
    target: int
    weight: int = 1
    """Of folders: number of includes."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn."""

    kind: PictureKind
    name: str
    """What it is of: a path or qualified name."""
    nodes: tuple[PictureNode, ...]
    edges: tuple[PictureEdge, ...] = ()
    """Sorted; an arrow against the order of the nodes closes a cycle."""
    more: tuple[str, ...] = ()
    """Names of nodes that belong here and are not drawn, sorted; at most 60."""
    left_out: int = 0
    """Number of all that are not drawn."""

    def __bool__(self) -> bool:
        """Tell whether there is an arrow to see."""
        return bool(self.edges)
