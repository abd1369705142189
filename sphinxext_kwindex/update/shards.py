"""Which files of a plan are a shard's: each file is of exactly one shard.

All shards make the same plan, so they need not talk: a cluster is dealt as a whole,
since its files are parsed together, unless it is so large that one more umbrella is a
small price.
"""

from __future__ import annotations

import heapq
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .plan import Cluster, Plan

__all__ = ["cluster_parts", "cluster_paths", "shard_paths"]

_MOST = 300
"""Units of a part: gRPC's largest cluster, a quarter of the tree, has 1,079."""


def shard_paths(plan: Plan, shard: tuple[int, int]) -> frozenset[str]:
    """Return the paths of a shard.

    The largest part goes first, each to the shard with the fewest files so far, the
    first of equals. Files that libclang does not read fill up what is left uneven.

    :param shard: its number, from 1, and how many there are.
    """
    number, total = shard
    parts = (part for cluster in plan.clusters for part in cluster_parts(cluster))
    pieces = [cluster_paths(part) for part in parts]
    pieces.sort(key=lambda paths: (-len(paths), min(paths)))
    rest = (*plan.texts, *_syntax(plan), *plan.others)
    pieces += [{path} for path in sorted(rest)]
    # Files so far and the shard's number.
    weights = [(0, one) for one in range(1, total + 1)]
    own: set[str] = set()
    for paths in pieces:
        weight, lightest = weights[0]
        heapq.heapreplace(weights, (weight + len(paths), lightest))
        if lightest == number:
            own |= paths
    return frozenset(own)


def _syntax(plan: Plan) -> Iterator[str]:
    return (one.path for one in plan.syntax)


def cluster_parts(cluster: Cluster) -> Iterator[Cluster]:
    """Yield a cluster in parts that can be parsed far from each other.

    The first has all headers; each has an umbrella to build.
    """
    headers = cluster.headers
    for start in range(0, max(len(cluster.units), 1), _MOST):
        units = cluster.units[start : start + _MOST]
        yield replace(cluster, headers=headers, units=units)
        headers = ()


def cluster_paths(cluster: Cluster) -> set[str]:
    """Return the files whose facts a cluster gives."""
    return {*cluster.headers, *(path for unit in cluster.units for path in unit.wanted)}
