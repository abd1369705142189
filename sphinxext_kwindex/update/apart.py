"""Which units of a cluster share an umbrella other than the cluster's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from ..indexer import Unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..indexer import Umbrella

__all__ = ["Differing", "groups"]

# What a parse costs is counted in files that are read plainly: 2 to 3 ms each. Measured
# on PyTorch's units of 300 to 800 files.
_BUILD = 0.7
"""A file of an umbrella. An estimate as if bodies were skipped, which they are not: to
build one takes more."""
_UMBRELLA = 60
"""An umbrella besides."""
_UNIT = 30
"""A unit besides what it reads: its own file."""


@dataclass(frozen=True, slots=True)
class Differing:
    """A unit that could say something else by itself."""

    unit: Unit
    why: str
    sizes: Mapping[int, int]
    """Lines of the umbrella that it uses, by number → files that these lead to."""
    leading: frozenset[int]
    """Lines that lead to a culprit."""

    @classmethod
    def of(cls, unit: Unit, said: Mapping[str, Any]) -> Self:
        """Return what ``differs`` of the worker's answer says."""
        sizes = dict(zip(said["used"], said["sizes"], strict=True))
        return cls(unit, str(said["why"]), sizes, frozenset(said["leading"]))


def groups(
    umbrella: Umbrella, differing: Sequence[Differing]
) -> Iterator[tuple[list[Differing], tuple[str, ...]]]:
    """Yield units that can share another umbrella, and its lines.

    These are lines that two of the units use, and that lead to no culprit of one of
    them. A unit joins those before it where that costs less than its plain parse, by
    what all of them lose of what they read; units with few lines to do without begin.
    """
    members = [_Member.of(one) for one in differing]
    waiting = sorted(
        members, key=lambda one: (one.barred.bit_count(), one.differing.unit.path)
    )
    while waiting:
        group, lines = _together(waiting)
        if len(group) > 1 and lines:
            numbered = enumerate(umbrella.lines)
            kept = tuple(line for number, line in numbered if lines >> number & 1)
            yield [one.differing for one in group], kept
        # Who stayed by himself bars others who may be together.
        waiting = [one for one in waiting if one not in group]


class _Member(NamedTuple):
    """A unit as the search for groups sees it; sets of lines are bits."""

    differing: Differing
    used: int
    barred: int
    by_size: tuple[tuple[int, int], ...]
    """Files that a line leads to, and the line's bit: the largest first."""

    @classmethod
    def of(cls, one: Differing) -> Self:
        sizes = sorted((-size, number) for number, size in one.sizes.items())
        by_size = tuple((-size, 1 << number) for size, number in sizes)
        used = sum(1 << number for number in one.sizes)
        barred = sum(1 << number for number in one.leading)
        return cls(one, used, barred, by_size)

    @property
    def reads(self) -> int:
        """About how many files it reads, whatever is below it.

        The header that leads to most leads to nearly all of the others.
        """
        return self.spared(self.used)

    @property
    def plainly(self) -> int:
        """What its plain parse costs."""
        return self.reads + _UNIT

    def spared(self, lines: int) -> int:
        """Return how many of these it does not read on top of some lines."""
        return next((size for size, bit in self.by_size if bit & lines), 0)


class _Together(NamedTuple):
    """Units on one umbrella."""

    members: tuple[_Member, ...] = ()
    once: int = 0
    """Lines that one of them uses, or more."""
    twice: int = 0
    barred: int = 0

    def and_(self, one: _Member) -> _Together:
        """Return these and one more."""
        return _Together(
            (*self.members, one),
            self.once | one.used,
            self.twice | self.once & one.used,
            self.barred | one.barred,
        )

    @property
    def lines(self) -> int:
        """The lines that their umbrella has."""
        return self.twice & ~self.barred

    @property
    def cost(self) -> float:
        """What the umbrella and the units on top of it cost."""
        lines = self.lines
        spared = [one.spared(lines) for one in self.members]
        reads = sum(one.reads for one in self.members) - sum(spared)
        built = _BUILD * max(spared, default=0) + _UMBRELLA
        return built + reads + _UNIT * len(self.members)


def _together(waiting: Sequence[_Member]) -> tuple[tuple[_Member, ...], int]:
    """Return the first unit with those that it pays to have with it, and their lines.

    No lines if it would not pay.
    """
    group = _Together().and_(waiting[0])
    cost, plainly = group.cost, waiting[0].plainly
    for one in waiting[1:]:
        larger = group.and_(one)
        more = larger.cost
        if more - cost < one.plainly:
            group, cost = larger, more
            plainly += one.plainly
    if cost < plainly:
        return group.members, group.lines
    return group.members[:1], 0
