"""Which units of a cluster share an umbrella other than the cluster's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from ..indexer import Unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from ..indexer import Umbrella

__all__ = ["Differing", "groups"]

_ENOUGH = 4
"""Units that another umbrella is built for; it costs about two of their parses."""
_LOSSES = (0.2, 0.2, 0.2, 0.8)
"""For each other umbrella: the share of what a unit reads that it may lack."""


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

    def lost(self, leading: AbstractSet[int]) -> float:
        """Return about what share of what it reads it loses without some lines.

        The header that leads to most leads to nearly all of the others.
        """
        kept = (size for line, size in self.sizes.items() if line not in leading)
        return 1 - max(kept, default=0) / max(self.sizes.values(), default=1)


def groups(
    umbrella: Umbrella, differing: Sequence[Differing]
) -> Iterator[tuple[list[Differing], tuple[str, ...]]]:
    """Yield units that can share another umbrella, and its lines.

    These are lines that two of the units use, and that lead to no culprit of one of
    them. Units are together as long as none loses much by that; then those that do,
    for what is left.
    """
    waiting = sorted(differing, key=lambda one: (one.lost(one.leading), one.unit.path))
    for most in _LOSSES:
        leading: frozenset[int] = frozenset()
        group: list[Differing] = []
        for one in waiting:
            more = leading | one.leading
            if all(other.lost(more) <= most for other in (one, *group)):
                leading = more
                group.append(one)
        if len(group) < _ENOUGH:
            continue
        uses = Counter(number for one in group for number in one.sizes)
        lines = tuple(
            line
            for number, line in enumerate(umbrella.lines)
            if uses[number] > 1 and number not in leading
        )
        if lines:
            waiting = [one for one in waiting if one not in group]
            yield group, lines
