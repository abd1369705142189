"""Macros that a header tests and a file of the tree defines which it does not read.

``#if HAVE_POLL`` in a header that leaves it to its readers to include ``config.h``: its
facts depend on what was read before it, although its own include lines lead nowhere
near. Such headers are few (gRPC: 45 of 2,200).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from .reached import reached_from

if TYPE_CHECKING:
    from .tree import Tree

__all__ = ["foreign_definers"]


def foreign_definers(tree: Tree) -> dict[str, tuple[str, ...]]:
    """Return for each such header the files that define what it tests, sorted."""
    testing: defaultdict[str, list[str]] = defaultdict(list)
    for path, source in tree.sources.items():
        for name in source.context.tested:
            testing[name].append(path)
    definers: defaultdict[str, set[str]] = defaultdict(set)
    for path, source in tree.sources.items():
        for name in testing.keys() & source.context.defined.split():
            for one in testing[name]:
                definers[one].add(path)
    found = {}
    for path in sorted(definers):
        read = {path, *reached_from(tree.graph, [path], tree.sources.__contains__)}
        foreign = definers[path] - read
        if foreign:
            found[path] = tuple(sorted(foreign))
    return found
