"""Questions to answers; reads the store, writes nothing."""

from __future__ import annotations

from .answers import (
    CoverageNote,
    FileSummary,
    FileUse,
    IncludedBy,
    IncludeRow,
    Keyword,
    KeywordGroup,
    KeywordSet,
    KindCount,
    OutlineEntry,
    RelatedSymbol,
    Relations,
    Site,
    SymbolOverload,
    SymbolRef,
    SymbolRelations,
    SymbolSummary,
    SymbolUses,
    Uses,
)
from .coverage import coverage_note
from .digest import digest, usrs_in
from .file_roles import DEFAULT_EXAMPLES, DEFAULT_TESTS, FilePatterns
from .file_summary import summarize_file
from .include_graph import IncludeGraph
from .listing import Listing, ListingSpan, listing_of
from .listing_pages import listing_pages
from .names import resolve_name
from .options import DEFAULT_SECTIONS, FileOptions, Section, Sorting
from .paths import files_matching, folders_matching
from .protocol import Reader
from .resolution import Candidate, Resolution
from .symbol_summary import summarize_symbol
from .symbol_uses import (
    ReadLines,
    ShownUse,
    UsesInFile,
    UsesOfSymbol,
    UsesPage,
    uses_page,
)
from .use_counts import use_counts
from .use_pages import SMALL_ROWS, UsesPlan, UsesSpan, uses_pages, uses_plan

__all__ = [
    "DEFAULT_EXAMPLES",
    "DEFAULT_SECTIONS",
    "DEFAULT_TESTS",
    "SMALL_ROWS",
    "Candidate",
    "CoverageNote",
    "FileOptions",
    "FilePatterns",
    "FileSummary",
    "FileUse",
    "IncludeGraph",
    "IncludeRow",
    "IncludedBy",
    "Keyword",
    "KeywordGroup",
    "KeywordSet",
    "KindCount",
    "Listing",
    "ListingSpan",
    "OutlineEntry",
    "ReadLines",
    "Reader",
    "RelatedSymbol",
    "Relations",
    "Resolution",
    "Section",
    "ShownUse",
    "Site",
    "Sorting",
    "SymbolOverload",
    "SymbolRef",
    "SymbolRelations",
    "SymbolSummary",
    "SymbolUses",
    "Uses",
    "UsesInFile",
    "UsesOfSymbol",
    "UsesPage",
    "UsesPlan",
    "UsesSpan",
    "coverage_note",
    "digest",
    "files_matching",
    "folders_matching",
    "listing_of",
    "listing_pages",
    "resolve_name",
    "summarize_file",
    "summarize_symbol",
    "use_counts",
    "uses_page",
    "uses_pages",
    "uses_plan",
    "usrs_in",
]
