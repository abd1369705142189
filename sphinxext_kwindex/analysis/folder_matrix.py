"""How the subfolders of a folder depend on each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from .components import components_of
from .include_graph import IncludeLine
from .one_way import one_way_order

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .include_graph import IncludeGraph

__all__ = ["FolderMatrix", "MatrixCell", "MatrixFolder", "folder_matrix"]

_EXAMPLES = 3
"""Include lines named for each cell."""


class MatrixFolder(NamedTuple):
    """A row and a column."""

    path: str
    """Of a subfolder; that of the folder itself stands for the files right in it."""
    files: int
    """Files in it and below."""
    cycle: int = 0
    """Number of the cycle that it is part of, from 1; 0 if it is in none."""


class MatrixCell(NamedTuple):
    """What one subfolder includes of another."""

    row: int
    """Place of the folder that includes, from 0."""
    column: int
    """Place of the folder that is included, from 0."""
    includes: int
    """Pairs of files of which one includes the other."""
    examples: tuple[IncludeLine, ...]
    """The first of the include lines, at most three."""


@dataclass(frozen=True, slots=True)
class FolderMatrix:
    """The dependencies between the subfolders of a folder."""

    folder: str
    folders: tuple[MatrixFolder, ...] = ()
    """So ordered that folders include those after them, as far as it is possible."""
    cells: tuple[MatrixCell, ...] = ()
    """Not empty ones; by row and column."""
    left_out: int = 0
    """Number of further subfolders that depend on others or they on them."""

    @property
    def backward(self) -> tuple[MatrixCell, ...]:
        """The cells against the order: what makes the cycles."""
        return tuple(cell for cell in self.cells if cell.row > cell.column)

    @property
    def cycles(self) -> tuple[tuple[str, ...], ...]:
        """The folders of each cycle, in the order of the rows."""
        last = max((folder.cycle for folder in self.folders), default=0)
        return tuple(
            tuple(folder.path for folder in self.folders if folder.cycle == number)
            for number in range(1, last + 1)
        )


def folder_matrix(
    graph: IncludeGraph, folder: str = ".", *, limit: int = 30
) -> FolderMatrix:
    """Return how the subfolders of a folder depend on each other.

    Subfolders that neither include another nor are included by one are left out, and
    of the others all but the ``limit`` with the most includes.
    """
    files, pairs = _pairs(graph, folder)
    weight: dict[str, int] = {}
    for (one, other), lines in pairs.items():
        weight[one] = weight.get(one, 0) + len(lines)
        weight[other] = weight.get(other, 0) + len(lines)
    chosen = sorted(weight, key=lambda path: (-weight[path], path))[:limit]
    numbers = {path: number for number, path in enumerate(sorted(chosen))}
    counts = {
        (numbers[one], numbers[other]): len(lines)
        for (one, other), lines in pairs.items()
        if one in numbers and other in numbers
    }
    order = one_way_order(len(numbers), counts)
    paths = [sorted(chosen)[number] for number in order]
    place = {path: row for row, path in enumerate(paths)}
    cycles = _cycles(counts, order)
    cells = [
        MatrixCell(
            place[one], place[other], len(lines), tuple(sorted(lines)[:_EXAMPLES])
        )
        for (one, other), lines in pairs.items()
        if one in place and other in place
    ]
    return FolderMatrix(
        folder,
        tuple(
            MatrixFolder(path, files[path], cycles.get(row, 0))
            for path, row in place.items()
        ),
        tuple(sorted(cells)),
        len(weight) - len(chosen),
    )


def _pairs(
    graph: IncludeGraph, folder: str
) -> tuple[dict[str, int], dict[tuple[str, str], list[IncludeLine]]]:
    """Return the files of each subfolder, and the includes from one to another."""
    home = {path: _child(folder, path) for path in graph.below(folder)}
    files: dict[str, int] = {}
    pairs: dict[tuple[str, str], list[IncludeLine]] = {}
    for path, own in home.items():
        files[own] = files.get(own, 0) + 1
        for target in graph.includes.get(path, ()):
            other = home.get(target, own)
            if other != own:
                line = IncludeLine(path, graph.lines[path, target], target)
                pairs.setdefault((own, other), []).append(line)
    return files, pairs


def _child(folder: str, path: str) -> str:
    """Return the subfolder of a folder that a file is in; the folder if right in it."""
    inside = "" if folder in {"", "."} else f"{folder}/"
    child, slash, _ = path[len(inside) :].partition("/")
    return f"{inside}{child}" if slash else folder or "."


def _cycles(counts: Mapping[tuple[int, int], int], order: list[int]) -> dict[int, int]:
    """Return the number of the cycle of each row that is in one."""
    row = {number: place for place, number in enumerate(order)}
    leads: list[list[int]] = [[] for _ in order]
    for one, other in counts:
        leads[row[one]].append(row[other])
    found = sorted(c for c in components_of(leads) if len(c) > 1)
    return {one: number for number, c in enumerate(found, 1) for one in c}
