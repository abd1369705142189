"""Which public declarations have a comment: gathered by the survey of a tree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from ...model import SymbolKind
from .answers import Gap

__all__ = ["FileDocumentation"]


@dataclass(slots=True)
class FileDocumentation:
    """The public declarations of a file, each counted in one file of the tree."""

    declared: Counter[SymbolKind] = field(default_factory=Counter)
    documented: Counter[SymbolKind] = field(default_factory=Counter)
    gaps: list[Gap] = field(default_factory=list)

    def note(self, gap: Gap, *, documented: bool) -> None:
        """Count a declaration; a gap, if it is not documented."""
        self.declared[gap.kind] += 1
        if documented:
            self.documented[gap.kind] += 1
        else:
            self.gaps.append(gap)


DocumentationFigures = Mapping[str, FileDocumentation]
"""By path; files without public declarations are left out."""
