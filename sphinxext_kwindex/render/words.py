"""The words of the pages: titles of sections, names of kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..analysis import INCLUDE, FolderSection, KeywordOrder, Section, standard_header
from ..model import FieldKind, Origin, Qualifier, SymbolKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..analysis import Site
    from ..model import Include

__all__ = [
    "BADGES",
    "BADGE_TITLES",
    "BY_NAME",
    "RELATION_TITLES",
    "badge_word",
    "count",
    "field_title",
    "folder_section_title",
    "keyword_key_title",
    "kind_title",
    "origin_word",
    "place_words",
    "section_title",
]

_SECTION_TITLES: dict[Section, str] = {
    Section.FACTS: "File",
    Section.PURPOSE: "Purpose",
    Section.OVERVIEW: "Overview",
    Section.GRAPH: "Include graph",
    Section.KEYWORDS: "Keywords",
    Section.STRUCTURE: "Structure",
    Section.INCLUDE_THIS: "Include this to get it",
    Section.INCLUDES: "Includes",
    Section.INCLUDED_BY: "Included by",
    Section.ROLE: "Role",
    Section.REFERENCES: "References",
    Section.USAGE: "Tests and usage",
    Section.RELATED: "Related files",
    Section.PATTERNS: "Patterns",
    Section.PERFORMANCE: "Performance",
    Section.SAFETY: "Safety",
    Section.DIAGNOSTICS: "Diagnostics",
    Section.SOURCE: "Source",
}

_FOLDER_TITLES: dict[FolderSection, str] = {
    FolderSection.FACTS: "Folder",
    FolderSection.ROLE: "Role",
    FolderSection.OVERVIEW: "Overview",
    FolderSection.WORKING: "Working with this folder",
    FolderSection.FOLDERS: "Subfolders",
    FolderSection.FILES: "Files",
    FolderSection.KEY_FILES: "Key files",
    FolderSection.KEY_SYMBOLS: "Key symbols",
    FolderSection.GRAPH: "Dependencies",
    FolderSection.OTHERS: "Other files",
    FolderSection.KEYWORDS: "Keywords",
}

_KIND_TITLES: dict[SymbolKind, tuple[str, str]] = {
    SymbolKind.NAMESPACE: ("Namespace", "Namespaces"),
    SymbolKind.NAMESPACE_ALIAS: ("Namespace alias", "Namespace aliases"),
    SymbolKind.CLASS: ("Class", "Classes"),
    SymbolKind.STRUCT: ("Struct", "Structs"),
    SymbolKind.UNION: ("Union", "Unions"),
    SymbolKind.ENUM: ("Enumeration", "Enumerations"),
    SymbolKind.ENUMERATOR: ("Enumerator", "Enumerators"),
    SymbolKind.CONCEPT: ("Concept", "Concepts"),
    SymbolKind.ALIAS: ("Type alias", "Type aliases"),
    SymbolKind.FUNCTION: ("Function", "Functions"),
    SymbolKind.METHOD: ("Method", "Methods"),
    SymbolKind.CONSTRUCTOR: ("Constructor", "Constructors"),
    SymbolKind.DESTRUCTOR: ("Destructor", "Destructors"),
    SymbolKind.CONVERSION: ("Conversion", "Conversions"),
    SymbolKind.OPERATOR: ("Operator", "Operators"),
    SymbolKind.DEDUCTION_GUIDE: ("Deduction guide", "Deduction guides"),
    SymbolKind.FIELD: ("Data member", "Data members"),
    SymbolKind.VARIABLE: ("Variable", "Variables"),
    SymbolKind.MACRO: ("Macro", "Macros"),
    SymbolKind.TARGET: ("Target", "Targets"),
    SymbolKind.SECTION: ("Section", "Sections"),
    SymbolKind.PARAMETER: ("Parameter", "Parameters"),
    SymbolKind.LOCAL: ("Local variable", "Local variables"),
    SymbolKind.TEMPLATE_PARAMETER: ("Template parameter", "Template parameters"),
    SymbolKind.LABEL: ("Label", "Labels"),
}

BADGES: dict[Qualifier, str] = {
    Qualifier.ABSTRACT: "abstract",
    Qualifier.BITFIELD: "bit-field",
    Qualifier.DEFAULTED: "defaulted",
    Qualifier.DELETED: "deleted",
    Qualifier.DEPRECATED: "deprecated",
    Qualifier.FRIEND: "friend",
    Qualifier.HEADER_GUARD: "header guard",
    Qualifier.NODISCARD: "nodiscard",
    Qualifier.PURE: "pure virtual",
    Qualifier.SPECIALIZATION: "specialization",
    Qualifier.UNRESOLVED: "by syntax",
    Qualifier.INACTIVE: "inactive here",
    Qualifier.ASSUMED: "macro not seen",
}

BADGE_TITLES: dict[Qualifier, str] = {
    Qualifier.UNRESOLVED: "Read from its syntax alone: no header that was found"
    " declares its class",
    Qualifier.INACTIVE: "In a branch that the preprocessor skipped here",
    Qualifier.ASSUMED: "Made by a macro whose header was not found, by what its library"
    " documents",
}
"""What a badge means, where its words do not say it all."""

_FIELD_TITLES: dict[FieldKind, str] = {
    FieldKind.PARAM: "Parameters",
    FieldKind.TPARAM: "Template parameters",
    FieldKind.RETURNS: "Returns",
    FieldKind.RETVAL: "Return values",
    FieldKind.THROWS: "Throws",
    FieldKind.NOTE: "Note",
    FieldKind.WARNING: "Warning",
    FieldKind.ATTENTION: "Attention",
    FieldKind.REMARK: "Remark",
    FieldKind.PRE: "Precondition",
    FieldKind.POST: "Postcondition",
    FieldKind.INVARIANT: "Invariant",
    FieldKind.SEE: "See also",
    FieldKind.DEPRECATED: "Deprecated",
    FieldKind.SINCE: "Since",
    FieldKind.VERSION: "Version",
    FieldKind.AUTHOR: "Author",
    FieldKind.DATE: "Date",
    FieldKind.COPYRIGHT: "Copyright",
    FieldKind.TODO: "To do",
    FieldKind.BUG: "Bug",
    FieldKind.TEST: "Test",
    FieldKind.PAR: "Paragraph",
}


def section_title(section: Section) -> str:
    """Return the heading of a section."""
    return _SECTION_TITLES[section]


def folder_section_title(section: FolderSection) -> str:
    """Return the heading of a section of a folder's page."""
    return _FOLDER_TITLES[section]


def keyword_key_title(order: KeywordOrder, key: str) -> str:
    """Return the heading of a letter, kind or namespace of a keyword index."""
    if order is KeywordOrder.NAMESPACE:
        return key or "Outside of any namespace"
    if order is KeywordOrder.LETTER:
        return key
    return "Includes" if key == INCLUDE else kind_title(SymbolKind(key), plural=True)


def field_title(kind: FieldKind) -> str:
    """Return the label of a labelled part of a comment."""
    return _FIELD_TITLES[kind]


RELATION_TITLES = (
    ("bases", "Bases"),
    ("derived", "Derived"),
    ("overrides", "Overrides"),
    ("overridden_by", "Overridden by"),
    ("friends", "Friends"),
    ("alias_of", "Alias of"),
    ("specializes", "Specialises"),
    ("specializations", "Specialisations"),
)
"""Fields of `Relations` with their titles, in the order of the pages."""


def badge_word(qualifier: Qualifier) -> str | None:
    """Return what a badge says; None of what the signature says already."""
    return BADGES.get(qualifier)


def kind_title(kind: SymbolKind, *, plural: bool = False) -> str:
    """Return a kind's name in words, capitalised."""
    return _KIND_TITLES[kind][plural]


def count(number: int, noun: str) -> str:
    """Return a number with its noun, as ``1 file`` and ``1,200 files``."""
    return f"{number:,} {noun if number == 1 else noun + 's'}"


BY_NAME = "by name"
"""Beside what an include means where no preprocessor has looked for it."""

_ORIGINS = {
    Origin.PROJECT: "project",
    Origin.EXTERNAL: "external",
    Origin.SYSTEM: "system",
    Origin.MISSING: "missing",
    Origin.UNKNOWN: "not looked for",
}


def origin_word(include: Include) -> str:
    """Return what an include that leads to no file of the tree is."""
    if not include.active:
        return "skipped by the preprocessor"
    if include.origin is Origin.UNKNOWN and standard_header(include.spelled):
        return f"standard library, {BY_NAME}"
    return _ORIGINS[include.origin]


def place_words(found: Sequence[Site], linked: Callable[[Site], str]) -> str:
    """Return places in words: ``Defined in a.cpp:12. Declared in b.h:3.``."""
    parts = []
    for word, definition in (("Defined", True), ("Declared", False)):
        places = [linked(site) for site in found if site.definition is definition]
        if places:
            parts.append(f"{word} in {', '.join(places)}.")
    return " ".join(parts)
