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
    RowPage,
    Site,
    SymbolOverload,
    SymbolRef,
    SymbolRelations,
    SymbolSummary,
    SymbolUses,
    Uses,
)
from .cmake_tests import CMakeTests, read_cmake_tests
from .coverage import coverage_label, coverage_note
from .cppreference import (
    StandardPage,
    standard_header,
    standard_name,
    standard_symbol,
)
from .cycles import Cycle, cycle_of, cycles_below
from .digest import digest, digest_of_text, text_of, usrs_in, usrs_in_text
from .extras import Extras, Together
from .file_figures import TreeSurvey, survey_files
from .file_roles import DEFAULT_EXAMPLES, DEFAULT_TESTS, FilePatterns
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
from .folder_figures import TreeFigures, figures_of, folder_figures, folders_above
from .folder_graph import FolderGraph, folder_graph
from .folder_keywords import FolderKeywords
from .folder_matrix import FolderMatrix, MatrixCell, MatrixFolder, folder_matrix
from .folder_picture import folder_picture
from .folder_summary import summarize_folder, texts_of_folder
from .include_costs import CostlyHeader, IncludeCost, IncludeCosts, costly_headers
from .include_figures import IncludeFigures, graph_figures
from .include_graph import IncludeGraph, IncludeLine
from .inheritance import class_picture
from .kept_survey import survey_from_rows, survey_rows, updated_survey
from .keyword_answers import (
    INCLUDE,
    KeywordEntry,
    KeywordHeading,
    KeywordListing,
    KeywordOrder,
    KeywordPage,
    KeywordPart,
)
from .keyword_index import KIND_NAMES, KeywordIndex, letter_of, name_key
from .keyword_paging import PageRange, page_ranges
from .layers import NO_LAYERS, LayerRules, Violation, layer_rules, violations_of
from .lcov import read_lcov
from .listing import Listing, ListingSpan, listing_of
from .listing_pages import listing_pages
from .names import resolve_name
from .neighbourhood import file_picture
from .noted import NOTE_SECTIONS, NotedLine, RuleCount, RuleNotes
from .notes import note_counts, notes_of
from .one_way import one_way_order
from .options import DEFAULT_SECTIONS, FileOptions, Section, Sorting
from .overloads import matching_overload
from .paths import files_matching, folders_matching
from .pictures import Picture, PictureEdge, PictureKind, PictureNode, PictureSide
from .protocol import Reader
from .ratchet import Ratchet, compare_known, known_text, read_known
from .refs import best_place, home_order
from .reports.answers import Documented, ReportKind, ReportPage, ReportSection
from .reports.coverage import documented_in
from .reports.facts import ReportFacts
from .reports.pages import ReportExtent, report_extent, report_page
from .resolution import Candidate, Resolution
from .roles import FileRole, RoleFact
from .row_pages import RowPages, row_pages
from .spelling import bare
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
from .tree import Tree
from .usage_answers import (
    CallSite,
    LineCoverage,
    Offer,
    Offers,
    Reason,
    RelatedFile,
    Through,
    Tie,
    Usage,
    UsageFile,
)
from .use_pages import (
    UsesExtent,
    UsesPlan,
    UsesSpan,
    extent_of,
    is_small,
    uses_pages,
    uses_plan,
)
from .uses_extents import uses_extents
from .usr_names import UsrName, name_in_usr

__all__ = [
    "DEFAULT_EXAMPLES",
    "DEFAULT_SECTIONS",
    "DEFAULT_TESTS",
    "INCLUDE",
    "KIND_NAMES",
    "NOTE_SECTIONS",
    "NO_LAYERS",
    "BuildTarget",
    "CMakeTests",
    "CallSite",
    "Candidate",
    "CostlyHeader",
    "CoverageNote",
    "Cycle",
    "Documented",
    "Extras",
    "FileOptions",
    "FilePatterns",
    "FileRole",
    "FileRow",
    "FileSummary",
    "FileUse",
    "FolderGraph",
    "FolderHelp",
    "FolderKeywords",
    "FolderMatrix",
    "FolderRow",
    "FolderSection",
    "FolderSummary",
    "FolderSums",
    "IncludeCost",
    "IncludeCosts",
    "IncludeFigures",
    "IncludeGraph",
    "IncludeLine",
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
    "LayerRules",
    "LineCoverage",
    "Listing",
    "ListingSpan",
    "MatrixCell",
    "MatrixFolder",
    "NotedLine",
    "Offer",
    "Offers",
    "OtherFile",
    "OutlineEntry",
    "PageRange",
    "Picture",
    "PictureEdge",
    "PictureKind",
    "PictureNode",
    "PictureSide",
    "Ratchet",
    "ReadLines",
    "Reader",
    "Reason",
    "RelatedFile",
    "RelatedSymbol",
    "Relations",
    "ReportExtent",
    "ReportFacts",
    "ReportKind",
    "ReportPage",
    "ReportSection",
    "Resolution",
    "RoleFact",
    "RowPage",
    "RowPages",
    "RuleCount",
    "RuleNotes",
    "Section",
    "ShownUse",
    "Site",
    "Sorting",
    "StandardPage",
    "Standing",
    "SymbolOverload",
    "SymbolRef",
    "SymbolRelations",
    "SymbolSummary",
    "SymbolUses",
    "Through",
    "Tie",
    "Together",
    "Tree",
    "TreeFigures",
    "TreeSurvey",
    "Usage",
    "UsageFile",
    "Uses",
    "UsesExtent",
    "UsesInFile",
    "UsesOfSymbol",
    "UsesPage",
    "UsesPlan",
    "UsesSpan",
    "UsrName",
    "Violation",
    "bare",
    "best_place",
    "class_picture",
    "compare_known",
    "costly_headers",
    "coverage_label",
    "coverage_note",
    "cycle_of",
    "cycles_below",
    "digest",
    "digest_of_text",
    "documented_in",
    "extent_of",
    "figures_of",
    "file_picture",
    "files_matching",
    "folder_figures",
    "folder_graph",
    "folder_matrix",
    "folder_picture",
    "folders_above",
    "folders_matching",
    "graph_figures",
    "home_order",
    "is_small",
    "known_text",
    "layer_rules",
    "letter_of",
    "listing_of",
    "listing_pages",
    "matching_overload",
    "name_in_usr",
    "name_key",
    "note_counts",
    "notes_of",
    "one_way_order",
    "page_ranges",
    "read_cmake_tests",
    "read_known",
    "read_lcov",
    "report_extent",
    "report_page",
    "resolve_name",
    "row_pages",
    "standard_header",
    "standard_name",
    "standard_symbol",
    "summarize_file",
    "summarize_folder",
    "summarize_symbol",
    "survey_files",
    "survey_from_rows",
    "survey_rows",
    "text_of",
    "texts_of_folder",
    "updated_survey",
    "uses_extents",
    "uses_page",
    "uses_pages",
    "uses_plan",
    "usrs_in",
    "usrs_in_text",
    "violations_of",
]
