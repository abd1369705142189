"""Group the units of a tree, so that what they include is parsed once for all.

Units of one language, with the same arguments, that define the same macros before they
include something, share the headers that at least two of them include: the *umbrella*,
one precompiled header for a neighbourhood of folders (measured: a unit of gRPC takes
7.5 s of CPU plainly, 0.2 s on top of an umbrella that took 12 s).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING, NamedTuple

from ..model import Language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from .tree import Tree

__all__ = ["Group", "Member", "group_members", "umbrella_lines"]

_LEAST = 150
"""Members that a neighbourhood has, unless it is the whole tree: with many small ones
the umbrellas cost what they save (research: 12 for PyTorch's 3,022 units)."""
_FEWEST = 3
"""Members that are worth an umbrella: it costs about two plain parses."""


_Macros = tuple[tuple[str, str], ...]
_Likeness = tuple[Language, tuple[str, ...], _Macros]


class Member(NamedTuple):
    """A file that is parsed for itself."""

    path: str
    language: Language
    arguments: tuple[str, ...]
    """Without the language: those of all members of a group."""


class Group(NamedTuple):
    """Members that can share an umbrella, and the macros that it has to begin with.

    Among those without such macros are the few that have some of their own.
    """

    members: tuple[Member, ...]
    """By path."""
    macros: _Macros
    """Name and text."""
    folder: str
    """Of the neighbourhood; empty for the whole tree."""


def group_members(tree: Tree, members: Iterable[Member]) -> list[Group]:
    """Return the groups, the largest first."""
    tested = {
        name for source in tree.sources.values() for name in source.context.tested
    }
    alike: defaultdict[_Likeness, list[Member]] = defaultdict(list)
    odd: list[Member] = []
    for member in members:
        macros = _prologue(tree, member.path, tested)
        if macros is None:  # no umbrella can begin like that
            odd.append(member)
        else:
            alike[member.language, member.arguments, macros].append(member)
    for key in [key for key, found in alike.items() if len(found) < _FEWEST and key[2]]:
        odd += alike.pop(key)
    # Most read no header that tests their macros: that shows when they are parsed.
    for member in odd:
        alike[member.language, member.arguments, ()].append(member)
    groups = []
    for (_, _, macros), found in alike.items():
        for folder, near in _neighbourhoods(found):
            groups.append(Group(tuple(sorted(near)), macros, folder))
    return sorted(groups, key=lambda one: (-len(one.members), one.members[0].path))


def umbrella_lines(tree: Tree, group: Group) -> dict[str, str | None]:
    """Return what at least two members include, in the order of the first of them.

    Each line with the file of the tree that it most likely means. Left out are lines
    that a condition may skip, and headers of the tree that add something each time
    they are read.
    """
    if len(group.members) < _FEWEST:
        return {}
    uses: Counter[str] = Counter()
    targets: dict[str, str | None] = {}
    for member in group.members:
        lines = dict(_lines(tree, member.path))
        uses.update(lines.keys())
        targets.update(lines)
    return {line: targets[line] for line, count in uses.items() if count > 1}


def _lines(tree: Tree, path: str) -> Iterator[tuple[str, str | None]]:
    includes = tree.graph.includes[path]
    for include, target in zip(includes, tree.graph.targets(path), strict=True):
        spelled = include.spelled
        if include.conditions or include.directive != "include":
            continue
        if spelled[:1] not in {"<", '"'}:
            continue
        beside = normpath(join(dirname(path), spelled[1:-1]))
        if spelled.startswith('"') and beside in tree.sources:
            if _is_sharable(tree, beside):
                yield f'"{tree.root / beside}"', beside
        elif target is None or _is_sharable(tree, target):
            yield spelled, target


def _is_sharable(tree: Tree, path: str) -> bool:
    source = tree.sources[path]
    return source.context.guarded and source.reason is None


def _prologue(tree: Tree, path: str, tested: AbstractSet[str]) -> _Macros | None:
    """Return the macros that matter to headers; None where no umbrella has them.

    One that is undefined, or that the file itself asks for before (``#ifndef``): behind
    an umbrella that begins with it the answer would be another.
    """
    found: dict[str, str] = {}
    for macro in tree.sources[path].context.leading:
        if macro.name in tested:
            if macro.text is None or macro.asked:
                return None
            found[macro.name] = macro.text
    return tuple(sorted(found.items()))


def _neighbourhoods(members: Sequence[Member]) -> list[tuple[str, list[Member]]]:
    """Return members by folder; a folder with too few of them joins its parent's."""
    by_folder: defaultdict[str, list[Member]] = defaultdict(list)
    for member in members:
        by_folder[dirname(member.path)].append(member)
    depths = defaultdict(set)
    for folder in by_folder:
        depths[_depth(folder)].add(folder)
    for depth in range(max(depths, default=0), 0, -1):
        for folder in sorted(depths[depth]):
            if len(by_folder[folder]) < _LEAST:
                parent = dirname(folder)
                by_folder[parent] += by_folder.pop(folder)
                depths[depth - 1].add(parent)
    return sorted(by_folder.items())


def _depth(folder: str) -> int:
    return folder.count("/") + 1 if folder else 0
