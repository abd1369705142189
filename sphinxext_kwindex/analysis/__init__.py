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
from .coverage import coverage_label, coverage_note
from .digest import digest, usrs_in
from .file_summary import summarize_file
from .folder_answers import (
    BuildTarget,
    FileRow,
    FolderHelp,
    FolderRow,
    FolderSection,
    FolderSummary,
    FolderSums,
    KeyFile,
    KeySymbol,
    OtherFile,
)
from .folder_figures import TreeFigures, folder_figures, folders_above
from .folder_keywords import FolderKeywords
from .folder_summary import summarize_folder, texts_of_folder
from .include_graph import IncludeGraph
from .keyword_answers import (
    INCLUDE,
    KeywordEntry,
    KeywordHeading,
    KeywordListing,
    KeywordOrder,
    KeywordPage,
    KeywordPart,
)
from .keyword_index import KIND_NAMES, KeywordIndex, letter_of
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
    "DEFAULT_SECTIONS",
    "INCLUDE",
    "KIND_NAMES",
    "SMALL_ROWS",
    "BuildTarget",
    "Candidate",
    "CoverageNote",
    "FileOptions",
    "FileRow",
    "FileSummary",
    "FileUse",
    "FolderHelp",
    "FolderKeywords",
    "FolderRow",
    "FolderSection",
    "FolderSummary",
    "FolderSums",
    "IncludeGraph",
    "IncludeRow",
    "IncludedBy",
    "KeyFile",
    "KeySymbol",
    "Keyword",
    "KeywordEntry",
    "KeywordGroup",
    "KeywordHeading",
    "KeywordIndex",
    "KeywordListing",
    "KeywordOrder",
    "KeywordPage",
    "KeywordPart",
    "KeywordSet",
    "KindCount",
    "Listing",
    "ListingSpan",
    "OtherFile",
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
    "TreeFigures",
    "Uses",
    "UsesInFile",
    "UsesOfSymbol",
    "UsesPage",
    "UsesPlan",
    "UsesSpan",
    "coverage_label",
    "coverage_note",
    "digest",
    "files_matching",
    "folder_figures",
    "folders_above",
    "folders_matching",
    "letter_of",
    "listing_of",
    "listing_pages",
    "resolve_name",
    "summarize_file",
    "summarize_folder",
    "summarize_symbol",
    "texts_of_folder",
    "use_counts",
    "uses_page",
    "uses_pages",
    "uses_plan",
    "usrs_in",
]
