"""Files that include each other in a circle."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .include_graph import IncludeLine

if TYPE_CHECKING:
    from .include_costs import IncludeCosts
    from .include_graph import IncludeGraph

__all__ = ["Cycle", "cycle_of", "cycles_below"]


@dataclass(frozen=True, slots=True)
class Cycle:
    """Files each of which includes all others, directly or through them."""

    files: tuple[str, ...]
    """At least two, sorted."""
    shortest: tuple[IncludeLine, ...]
    """A shortest way round: the target of each line is the file of the next, that of
    the last the file of the first."""


def cycles_below(
    graph: IncludeGraph, costs: IncludeCosts, folder: str = "."
) -> tuple[Cycle, ...]:
    """Return the cycles that have a file below a folder, by their first files.

    The way round begins at the first of the files below the folder.
    """
    inside = frozenset(graph.below(folder))
    found = []
    for files in costs.components:
        below = [path for path in files if path in inside]
        if below:
            found.append(Cycle(files, shortest_round(graph, below[0], files)))
    return tuple(found)


def cycle_of(graph: IncludeGraph, costs: IncludeCosts, path: str) -> Cycle | None:
    """Return the cycle that a file is part of, its way round from the file on."""
    for files in costs.components:
        if path in files:
            return Cycle(files, shortest_round(graph, path, files))
    return None


def shortest_round(
    graph: IncludeGraph, start: str, among: tuple[str, ...]
) -> tuple[IncludeLine, ...]:
    """Return the shortest way from a file to itself, of equals the first by paths."""
    inside = frozenset(among)
    before: dict[str, str] = {}
    waiting = deque([start])
    while waiting and start not in before:
        path = waiting.popleft()
        for other in graph.includes.get(path, ()):
            if other in inside and other not in before and other != path:
                before[other] = path
                waiting.append(other)
    lines: list[IncludeLine] = []
    target = start
    while start in before:
        path = before[target]
        lines.append(IncludeLine(path, graph.lines[path, target], target))
        target = path
        if target == start:
            break
    return tuple(reversed(lines))
