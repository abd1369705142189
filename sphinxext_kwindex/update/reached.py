"""Which headers of a tree are read through which file, by their include lines.

A guess, as `IncludeGraph.target` guesses: it only decides who is asked for the facts of
a header first. Whoever turns out not to have read it leaves it to itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from .graph import IncludeGraph

__all__ = ["reached_from", "tops_of"]


def reached_from(
    graph: IncludeGraph, starts: Iterable[str], enters: Callable[[str], bool]
) -> list[str]:
    """Return the files that the include lines of others lead to, in order of reading.

    :param starts: left out themselves, unless something leads back to them.
    :param enters: whether a file counts; what it alone leads to does not, if not.
    """
    found: dict[str, None] = {}
    waiting = list(starts)[::-1]
    while waiting:
        # Reversed: the first line of a file is followed first, as a parser would.
        for target in reversed(graph.targets(waiting.pop())):
            if target is not None and target not in found and enters(target):
                found[target] = None
                waiting.append(target)
    return list(found)


def tops_of(graph: IncludeGraph, headers: Sequence[str]) -> list[str]:
    """Return headers that together reach all of these; of a cycle the first by path.

    :param headers: sorted.
    """
    among = set(headers)
    included = {
        target
        for path in headers
        for target in graph.targets(path)
        if target != path and target in among
    }
    tops = [path for path in headers if path not in included]
    seen = {*tops, *reached_from(graph, tops, among.__contains__)}
    for path in headers:
        if path not in seen:
            tops.append(path)
            seen |= {path, *reached_from(graph, [path], among.__contains__)}
    return sorted(tops)
