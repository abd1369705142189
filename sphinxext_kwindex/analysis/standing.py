"""How a file stands in its tree: the answer of the section on its role."""

from __future__ import annotations

from dataclasses import dataclass

from .include_costs import IncludeCost
from .include_graph import IncludeLine
from .layers import Violation
from .roles import RoleFact

__all__ = ["Standing"]


@dataclass(frozen=True, slots=True)
class Standing:
    """What the include graph of the tree says of one file."""

    cost: IncludeCost
    """With its lines rounded to two digits that count."""
    roles: tuple[RoleFact, ...] = ()
    layer: str = ""
    """Name of its layer; empty if it has none."""
    violations: tuple[Violation, ...] = ()
    """Its include lines that the layer rules do not allow, by line."""
    chain: tuple[str, ...] = ()
    """Its longest chain of includes, itself first."""
    cycle: tuple[IncludeLine, ...] = ()
    """A shortest way round from the file to itself; empty if it is in no cycle."""
    cycle_files: int = 0
    """Number of the files in its cycle."""

    @property
    def says_something(self) -> bool:
        """Whether there is anything to show: not of a file alone in its tree."""
        cost = self.cost
        return bool(
            self.roles or self.layer or cost.files or cost.outside or cost.dependents
        )
