"""What the include graph says of a folder: the answer of a part of its page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .cycles import Cycle, cycles_below
from .folder_matrix import FolderMatrix, folder_matrix
from .folder_picture import folder_picture
from .include_costs import CostlyHeader, costly_headers

if TYPE_CHECKING:
    from .include_figures import IncludeFigures
    from .pictures import Picture

__all__ = ["FolderGraph", "folder_graph"]


@dataclass(frozen=True, slots=True)
class FolderGraph:
    """The includes below a folder.

    It changes when a file below does, or the checksum that `graph_figures` has of one.
    """

    matrix: FolderMatrix
    cycles: tuple[Cycle, ...] = ()
    """Between files; those with a file below the folder."""
    costly: tuple[CostlyHeader, ...] = ()
    """Of the headers below the folder."""

    @property
    def picture(self) -> Picture:
        """The matrix as a picture."""
        return folder_picture(self.matrix)

    def __bool__(self) -> bool:
        """Tell whether there is anything to show."""
        return bool(self.matrix.cells or self.cycles or self.costly)


def folder_graph(
    figures: IncludeFigures, folder: str, *, costly: int = 20
) -> FolderGraph:
    """Return what the graph says of a folder, ``""`` or ``.`` for the whole tree.

    :param costly: most headers named.
    """
    graph, costs = figures.graph, figures.costs
    return FolderGraph(
        folder_matrix(graph, folder),
        cycles_below(graph, costs, folder),
        costly_headers(graph, costs, folder, limit=costly),
    )
