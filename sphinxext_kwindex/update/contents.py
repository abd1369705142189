"""The contents of a tree as fingerprints see them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from .fingerprint import ContentDigests

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .tree import Tree

__all__ = ["tree_contents"]


def tree_contents(tree: Tree, folders: Sequence[str]) -> ContentDigests:
    """Return the contents of a tree, with what its include lines may lead to.

    Outside the tree only a name's first place counts: whether a missing header was
    installed, not what is in it.
    """
    known: dict[str, str] = {}

    def lead(spelled: str) -> str:
        if spelled not in known:
            paths = tree.graph.candidates(spelled)
            place = "" if paths else _first_place(spelled, folders)
            known[spelled] = "\n".join((spelled, *paths, place))
        return known[spelled]

    includes = tree.graph.includes
    return ContentDigests(
        tree.digests,
        lambda path: [lead(line.spelled) for line in includes.get(path, ())],
    )


def _first_place(spelled: str, folders: Sequence[str]) -> str:
    """Return the first folder that holds a header; empty if none does."""
    name = spelled[1:-1]
    if spelled[:1] not in {"<", '"'} or "\0" in name:
        return ""
    holding = (folder for folder in folders if os.path.isfile(f"{folder}/{name}"))  # noqa: PTH113
    return next(holding, "")
