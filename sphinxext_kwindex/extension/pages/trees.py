"""The trees that get pages, from the setting to paths below the source root."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from ..warnings import Warnings, warn
from .catalogue import Tree

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["trees_of"]


def trees_of(
    sources: Iterable[tuple[str, str]], root: Path, confdir: Path
) -> tuple[Tree, ...]:
    """Return the trees, in the order of the setting; warn about each other one."""
    found = []
    real = os.path.realpath(root)
    for prefix, written in sources:
        folder = os.path.realpath(confdir / written)
        if folder != real and not folder.startswith(real.rstrip(os.sep) + os.sep):
            warn(
                Warnings.CONFIG,
                f"kwindex_sources has {written!r}, which is not below the source root;"
                " check kwindex_source_root",
            )
        elif not os.path.isdir(folder):  # noqa: PTH112  (realpath made a text of it)
            warn(
                Warnings.CONFIG,
                f"kwindex_sources has {written!r}, which is not a folder",
            )
        else:
            path = os.path.relpath(folder, real).replace(os.sep, "/")
            found.append(Tree(prefix, "" if path == "." else path))
    return tuple(found)
