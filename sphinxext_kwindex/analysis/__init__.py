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
from .cycles import Cycle, cycle_of, cycles_below
from .digest import digest, usrs_in
from .file_roles import DEFAULT_EXAMPLES, DEFAULT_TESTS, FilePatterns
from .file_summary import summarize_file
from .folder_graph import FolderGraph, folder_graph
from .folder_matrix import FolderMatrix, MatrixCell, MatrixFolder, folder_matrix
from .folder_picture import folder_picture
from .include_costs import CostlyHeader, IncludeCost, IncludeCosts, costly_headers
from .include_figures import IncludeFigures, graph_figures
from .include_graph import IncludeGraph, IncludeLine
from .inheritance import class_picture
from .layers import NO_LAYERS, LayerRules, Violation, layer_rules, violations_of
from .listing import Listing, ListingSpan, listing_of
from .listing_pages import listing_pages
from .names import resolve_name
from .neighbourhood import file_picture
from .one_way import one_way_order
from .options import DEFAULT_SECTIONS, FileOptions, Section, Sorting
from .paths import files_matching, folders_matching
from .pictures import Picture, PictureEdge, PictureKind, PictureNode, PictureSide
from .protocol import Reader
from .ratchet import Ratchet, compare_known, known_text, read_known
from .resolution import Candidate, Resolution
from .roles import FileRole, RoleFact
from .standing import Standing
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
    "NO_LAYERS",
    "SMALL_ROWS",
    "Candidate",
    "CostlyHeader",
    "CoverageNote",
    "Cycle",
    "FileOptions",
    "FilePatterns",
    "FileRole",
    "FileSummary",
    "FileUse",
    "FolderGraph",
    "FolderMatrix",
    "IncludeCost",
    "IncludeCosts",
    "IncludeFigures",
    "IncludeGraph",
    "IncludeLine",
    "IncludeRow",
    "IncludedBy",
    "Keyword",
    "KeywordGroup",
    "KeywordSet",
    "KindCount",
    "LayerRules",
    "Listing",
    "ListingSpan",
    "MatrixCell",
    "MatrixFolder",
    "OutlineEntry",
    "Picture",
    "PictureEdge",
    "PictureKind",
    "PictureNode",
    "PictureSide",
    "Ratchet",
    "ReadLines",
    "Reader",
    "RelatedSymbol",
    "Relations",
    "Resolution",
    "RoleFact",
    "Section",
    "ShownUse",
    "Site",
    "Sorting",
    "Standing",
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
    "Violation",
    "class_picture",
    "compare_known",
    "costly_headers",
    "coverage_note",
    "cycle_of",
    "cycles_below",
    "digest",
    "file_picture",
    "files_matching",
    "folder_graph",
    "folder_matrix",
    "folder_picture",
    "folders_matching",
    "graph_figures",
    "known_text",
    "layer_rules",
    "listing_of",
    "listing_pages",
    "one_way_order",
    "read_known",
    "resolve_name",
    "summarize_file",
    "summarize_symbol",
    "use_counts",
    "uses_page",
    "uses_pages",
    "uses_plan",
    "usrs_in",
    "violations_of",
]
