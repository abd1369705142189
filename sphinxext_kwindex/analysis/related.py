"""Related files: the few that a reader of one file wants next, each with its reasons.

A file is related by what can be seen: header and source, the same name, symbols of one
that the other uses, the same rare headers, commits that changed both.
"""

from __future__ import annotations

import math
import posixpath
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from .tree import WIDE
from .usage_answers import Reason, RelatedFile, Tie

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .answers import FileUse
    from .protocol import Reader
    from .tree import Tree

__all__ = ["related_files"]

_MOST = 10
_LEAST = 0.8
"""Score below which a file is not worth a line."""
_SHARED = 2
"""Least number of rare headers that two files must both include."""
_COMMITS = 3
"""Least number of common commits."""


def related_files(
    tree: Tree, reader: Reader, path: str, users: Mapping[str, tuple[FileUse, ...]]
) -> tuple[RelatedFile, ...]:
    """Return at most ten files related to one, most related first.

    ``users`` are those of the symbols that the file declares, by USR.
    """
    scores: defaultdict[str, float] = defaultdict(float)
    reasons: defaultdict[str, list[Reason]] = defaultdict(list)
    for other, weight, reason in _ties(tree, reader, path, users):
        if other != path:
            scores[other] += weight
            reasons[other].append(reason)
    ranked = sorted(scores, key=lambda other: (-round(scores[other], 6), other))
    order = list(Tie)
    return tuple(
        RelatedFile(
            other, tuple(sorted(reasons[other], key=lambda r: order.index(r.tie)))
        )
        for other in ranked[:_MOST]
        if scores[other] >= _LEAST
    )


def _ties(
    tree: Tree, reader: Reader, path: str, users: Mapping[str, tuple[FileUse, ...]]
) -> Iterator[tuple[str, float, Reason]]:
    """Yield other file, weight and reason."""
    partners = tree.graph.partners(path)
    for other in partners:
        yield other, 10.0, Reason(Tie.PARTNER)
    for other in _namesakes(tree, path):
        if other not in partners:
            yield other, 4.0, Reason(Tie.NAME)
    for other, number in _providers(tree, reader, path).items():
        # What everybody uses says little of this file.
        weight = _grown(number) / max(tree.weight(other), 2)
        yield other, weight, Reason(Tie.USES, number)
    for other, number in _consumers(users).items():
        width = len(tree.graph.includes.get(other, ()))
        yield other, _grown(number) / math.log2(4 + width), Reason(Tie.USED, number)
    for other, number, weight in _neighbours(tree, path):
        yield other, weight, Reason(Tie.INCLUDES, number)
    for other, commits, of in tree.extras.history.get(path, ()):
        if commits >= _COMMITS:
            yield other, 4.0 * commits / max(of, 1), Reason(Tie.COMMITS, commits, of)


def _grown(number: int) -> float:
    return 2 * math.log2(1 + number)


def _namesakes(tree: Tree, path: str) -> list[str]:
    """Return the files of the folder whose name differs in an ending only."""
    return [
        other
        for other in tree.namesakes(path)
        if posixpath.dirname(other) == posixpath.dirname(path)
    ]


def _providers(tree: Tree, reader: Reader, path: str) -> Counter[str]:
    """Return the files whose symbols a file uses, with the number of symbols."""
    names = tree.names(reader, path)
    found: Counter[str] = Counter()
    reads = tree.reach.of(path)
    for owner in names.referenced:
        places = names.places.get(owner, ())
        if any(place.path == path for place in places):
            continue
        read = [place for place in places if reads & tree.reach.bit(place.path)]
        # A forward declaration says less than the definition.
        defined = [place for place in read if place.definition]
        found.update({place.path for place in defined or read})
    return found


def _consumers(users: Mapping[str, tuple[FileUse, ...]]) -> Counter[str]:
    """Return the files that use a file's symbols, with the number of symbols."""
    found: Counter[str] = Counter()
    for files in users.values():
        found.update(user.path for user in files)
    return found


def _neighbours(tree: Tree, path: str) -> Iterator[tuple[str, int, float]]:
    """Yield files that include the same rare headers, how many, and the weight."""
    shared: Counter[str] = Counter()
    weights: defaultdict[str, float] = defaultdict(float)
    own = tree.graph.includes.get(path, ())
    for header in own:
        includers = tree.graph.includers.get(header, ())
        if len(includers) <= WIDE:
            for other in includers:
                shared[other] += 1
                weights[other] += 1 / math.log2(2 + len(includers))
    for other, number in shared.items():
        if number >= _SHARED and other != path:
            yield other, number, 2 * weights[other] / math.sqrt(len(own))
