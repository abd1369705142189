"""The picture of a folder: how its subfolders include each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .pictures import Picture, PictureEdge, PictureKind, PictureNode

if TYPE_CHECKING:
    from .folder_matrix import FolderMatrix

__all__ = ["folder_picture"]


def folder_picture(matrix: FolderMatrix) -> Picture:
    """Return the folders of a matrix, in its order, and their dependencies."""
    return Picture(
        PictureKind.FOLDERS,
        matrix.folder,
        tuple(
            # No link from a folder to itself.
            PictureNode("" if one.path in {matrix.folder, "."} else one.path, one.path)
            for one in matrix.folders
        ),
        tuple(PictureEdge(*cell[:3]) for cell in matrix.cells),
        left_out=matrix.left_out,
    )
