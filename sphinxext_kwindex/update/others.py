"""Which files outside the C family to read, and what their facts depend on."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ..model import Language
from ..other import OUTLINED, OtherTree
from .fingerprint import code_digest, combined_digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .tree import Tree

__all__ = ["others_made_from", "others_tree", "read_by_worker"]


def others_made_from(tree: Tree) -> Mapping[str, str]:
    """Return what the facts of each of the files are made from besides contents.

    A file that comes or goes may change what an import of any file of its language
    leads to. To read them all anew takes less time than to find out which.
    """
    paths: dict[Language, list[str]] = {}
    for one in tree.others.values():
        paths.setdefault(one.language, []).append(one.path)
    common = {
        language: combined_digest(
            (
                code_digest(),
                language,
                *map(str, sys.version_info[:2]),
                *(found if language in _RESOLVED else ()),
            )
        )
        for language, found in paths.items()
    }
    return {path: common[one.language] for path, one in tree.others.items()}


def others_tree(tree: Tree) -> OtherTree:
    """Return what imports are looked up in."""
    return OtherTree.of(tree.others)


def read_by_worker(tree: Tree, paths: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return those of the files that only a worker may read, and the others.

    Python is read by its own parser, which hostile text may bring down.
    """
    risky: list[str] = []
    safe: list[str] = []
    for path in paths:
        is_risky = tree.others[path].language is Language.PYTHON
        (risky if is_risky else safe).append(path)
    return risky, safe


_RESOLVED = OUTLINED & {Language.PYTHON, Language.CMAKE}
