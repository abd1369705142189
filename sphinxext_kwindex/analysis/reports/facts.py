"""What the reports are made of: one pass over the heads of all files."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from ..folder_figures import TreeFigures
from ..include_names import NamedTargets
from .outside import OutsideIncludes, outside_includes
from .troubles import FileTroubles, file_troubles

if TYPE_CHECKING:
    from ..protocol import Reader

__all__ = ["ReportFacts"]


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """The facts of all reports, for one state of the index."""

    figures: TreeFigures
    includes: Mapping[str, OutsideIncludes]
    """By path, sorted; of files that include something from outside."""
    troubles: tuple[FileTroubles, ...]
    """By path."""
    known: dict[Hashable, Any] = field(default_factory=dict, repr=False)
    """For `pages`: reports that were asked for, which all their pages are cut from."""

    @classmethod
    def of(cls, reader: Reader, figures: TreeFigures) -> Self:
        """Read the heads of all files; ``figures`` are of the same state."""
        named = NamedTargets(reader.paths())
        includes: dict[str, OutsideIncludes] = {}
        troubles: list[FileTroubles] = []
        for head in reader.file_heads():
            if outside := outside_includes(head, named):
                includes[head.source.path] = outside
            if (met := file_troubles(head)) is not None:
                troubles.append(met)
        return cls(figures, includes, tuple(troubles))
