"""What a question may leave out: sections, kinds, access, order."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..model import SYMBOL_KINDS, Access, SymbolKind

__all__ = ["DEFAULT_SECTIONS", "FileOptions", "Section", "Sorting"]


class Section(StrEnum):
    """Parts of a file's page, in their order."""

    FACTS = "facts"
    PURPOSE = "purpose"
    OVERVIEW = "overview"
    GRAPH = "graph"
    KEYWORDS = "keywords"
    STRUCTURE = "structure"
    INCLUDE_THIS = "include-this"
    INCLUDES = "includes"
    INCLUDED_BY = "included-by"
    ROLE = "role"
    REFERENCES = "references"
    USAGE = "usage"
    RELATED = "related"
    PATTERNS = "patterns"
    PERFORMANCE = "performance"
    SAFETY = "safety"
    DIAGNOSTICS = "diagnostics"
    SOURCE = "source"


_ON_DEMAND = frozenset({Section.GRAPH, Section.SOURCE})
DEFAULT_SECTIONS: tuple[Section, ...] = tuple(s for s in Section if s not in _ON_DEMAND)


class Sorting(StrEnum):
    """Order of the rows of a keyword table."""

    LINE = "line"
    NAME = "name"
    USES = "uses"
    """Most used elsewhere first."""


@dataclass(frozen=True, slots=True)
class FileOptions:
    """What of a file is asked for."""

    sections: tuple[Section, ...] = DEFAULT_SECTIONS
    kinds: tuple[SymbolKind, ...] = SYMBOL_KINDS
    """Kinds whose keywords are shown; the counts of the overview are of all kinds."""
    access: tuple[Access, ...] = tuple(Access)
    """Members of other access are left out; what has no access is always shown."""
    sorting: Sorting = Sorting.LINE
    users: int = 40
    """Most files named for one keyword in the references; the rest is counted. 0: the
    references have no files."""
    page: int = 0
    """Of the keywords and their references those that `row_pages` has on this page,
    from 1; 0: all."""
    hidden_rules: tuple[str, ...] = ()
    """Ids of the rules whose notes are not shown, sorted."""
