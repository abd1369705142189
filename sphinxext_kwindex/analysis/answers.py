"""What the questions are answered with: frozen values, complete for a renderer.

An answer holds what is shown and nothing else, so that its digest changes exactly when
its page does. Paths are POSIX from the source root, lines count from 1.

In the documentation of an answer a `MarkupKind.REFERENCE` has a resolved ``target``:
the USR of the symbol, ``file:`` and a path, or the empty string when nothing (or more
than one thing) goes by the written name; its children are the label.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ..model import (
    Access,
    CoverageLevel,
    Diagnostic,
    Documentation,
    Fragment,
    Include,
    Language,
    Linkage,
    Qualifier,
    SourceFile,
    SymbolKind,
)
from .noted import NOTE_SECTIONS, RuleNotes
from .options import FileOptions, Section
from .pictures import Picture
from .standing import Standing
from .symbol_ref import Site, SymbolRef
from .usage_answers import Offers, RelatedFile, Through, Usage

__all__ = [
    "CoverageNote",
    "FileSummary",
    "FileUse",
    "IncludeRow",
    "IncludedBy",
    "Keyword",
    "KeywordGroup",
    "KeywordSet",
    "KindCount",
    "OutlineEntry",
    "RelatedSymbol",
    "Relations",
    "Site",
    "SymbolOverload",
    "SymbolRef",
    "SymbolRelations",
    "SymbolSummary",
    "SymbolUses",
    "Through",
    "Uses",
]


class Uses(NamedTuple):
    """How often a symbol is named, its own declarations and definitions left out."""

    here: int = 0
    """In the file of the answer; 0 where there is no such file."""
    elsewhere: int = 0
    files: int = 0
    """Number of other files."""


class FileUse(NamedTuple):
    """A file that names a symbol."""

    path: str
    total: int
    calls: bool
    """True if it calls it somewhere."""


class RelatedSymbol(NamedTuple):
    """A base, derived class, overridden or overriding method."""

    symbol: SymbolRef
    access: Access | None = None
    """Of a base class."""
    virtual: bool = False
    """A virtual base class."""


@dataclass(frozen=True, slots=True)
class Relations:
    """How one symbol stands to others; each tuple sorted by name, bases as written."""

    bases: tuple[RelatedSymbol, ...] = ()
    derived: tuple[RelatedSymbol, ...] = ()
    overrides: tuple[RelatedSymbol, ...] = ()
    overridden_by: tuple[RelatedSymbol, ...] = ()
    friends: tuple[RelatedSymbol, ...] = ()
    alias_of: tuple[RelatedSymbol, ...] = ()
    specializes: tuple[RelatedSymbol, ...] = ()
    specializations: tuple[RelatedSymbol, ...] = ()


@dataclass(frozen=True, slots=True)
class Keyword:
    """One symbol with all of its declarations: a row."""

    usr: str
    kind: SymbolKind
    name: str
    """Without scope; ``(anonymous struct)`` where it has none."""
    qualified_name: str
    scope: str
    """Qualified name of what encloses it; empty at file scope."""
    signature: tuple[Fragment, ...] = ()
    line: int = 0
    """Of the definition in this file, else of the first declaration; 0 if no file."""
    here: tuple[Site, ...] = ()
    """In the file of the answer, by line."""
    elsewhere: tuple[Site, ...] = ()
    """In other files, definitions first, then by path; empty for namespaces."""
    access: Access | None = None
    linkage: Linkage = Linkage.EXTERNAL
    qualifiers: tuple[Qualifier, ...] = ()
    """Those worth a badge: not said by the signature, or of weight."""
    conditions: tuple[str, ...] = ()
    value: str | None = None
    macro: str | None = None
    documentation: Documentation | None = None
    """Copies (``@copydoc``) filled in, references resolved."""
    documented_at: Site | None = None
    """Where the documentation stands, if not in this file."""
    uses: Uses | None = None
    """None where counting means nothing: namespaces, files outside the C family."""


@dataclass(frozen=True, slots=True)
class KeywordSet:
    """Symbols of one kind and one qualified name: overloads, specialisations."""

    kind: SymbolKind
    name: str
    qualified_name: str
    scope: str
    keywords: tuple[Keyword, ...]
    """At least one, by line."""


@dataclass(frozen=True, slots=True)
class KeywordGroup:
    """A table: the keywords of one kind, sorted as asked."""

    kind: SymbolKind
    sets: tuple[KeywordSet, ...]
    elsewhere: int = 0
    """Number of symbols of this kind on other pages of the same file."""

    @property
    def symbols(self) -> int:
        """Number of distinct symbols."""
        return sum(len(s.keywords) for s in self.sets)


class RowPage(NamedTuple):
    """A page of a file's keywords."""

    number: int
    """From 1, which is the page of the file itself."""
    kinds: tuple[tuple[SymbolKind, int], ...]
    """How many symbols of each kind have their row there, in the order of kinds."""


class KindCount(NamedTuple):
    """How many symbols of a kind a file declares or defines."""

    kind: SymbolKind
    symbols: int
    """Distinct by USR."""
    names: int
    """Distinct by qualified name: overload sets count once."""


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A node of namespace > class > member."""

    usr: str
    """Of the first of the set; of a scope outside of the file too."""
    kind: SymbolKind | None
    """None for a scope that is known by its name only."""
    name: str
    line: int | None
    """None for a scope whose members alone stand in this file."""
    overloads: int = 1
    children: tuple[OutlineEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class IncludeRow:
    """An include line."""

    include: Include
    """With what is known of its use; without ``used``."""
    used: tuple[SymbolRef, ...] = ()
    """What the file uses of what it declares, by name; members go with their class."""
    through: tuple[Through, ...] = ()
    """What the file uses of what it includes in turn, by path."""
    pragma: str = ""
    """``keep``, ``export`` or ``associated`` if an IWYU pragma says so."""
    named: str = ""
    """The one file of the tree that it may mean by its name, where no preprocessor has
    looked for it; empty if there is none, or if there are several."""


@dataclass(frozen=True, slots=True)
class IncludedBy:
    """Who includes the file."""

    direct: tuple[tuple[str, int], ...] = ()
    """Path and line, sorted."""
    transitive: int = 0
    """Files that include it directly or through others; it itself not counted."""
    units: int = 0
    """Translation units among these, with itself if it is one."""
    tests: int = 0
    """Tests among the units."""

    @property
    def files(self) -> int:
        """Number of files that include it directly."""
        return len({path for path, _ in self.direct})


@dataclass(frozen=True, slots=True)
class CoverageNote:
    """The coverage label in words."""

    level: CoverageLevel
    label: str
    """A few words: ``fully read``, ``partly read``."""
    sentences: tuple[str, ...] = ()
    """What was missing and what follows from it; empty if nothing was."""


@dataclass(frozen=True, slots=True)
class SymbolUses:
    """The files that use a symbol of this file."""

    symbol: SymbolRef
    users: tuple[FileUse, ...]
    """Most uses first, then by path; at most `FileOptions.users`."""
    more: int = 0
    """Number of further files."""


@dataclass(frozen=True, slots=True)
class SymbolRelations:
    """A symbol of the file and its relations, if it has any."""

    symbol: SymbolRef
    relations: Relations
    listed: bool = False
    """Whether the page has its uses, or leads to them: they say this, too."""


@dataclass(frozen=True, slots=True)
class FileSummary:
    """A file's page; what a section that was not asked for would show is empty."""

    path: str
    language: Language
    options: FileOptions
    coverage: CoverageNote
    facts: SourceFile | None = None
    """Of section facts; without documentation, coverage, and sha256."""
    sha256: str = ""
    """Of section source: the listing shows exactly these bytes."""
    marks: str = ""
    """Of section source: a digest of what the listing says of them. A name may mean
    something else though its file is the same: a header has changed."""
    purpose: Documentation | None = None
    crowded: bool = False
    """Whether its keywords leave little room on the page for other sections."""
    namespace: str = ""
    """Of section overview: names on the page stand without it; see `main_namespace`."""
    counts: tuple[KindCount, ...] = ()
    """Of section overview (and keywords): all kinds present, in their order."""
    main: tuple[tuple[SymbolRef, Uses], ...] = ()
    """Of section overview: at most five, most used by other files first."""
    partners: tuple[str, ...] = ()
    """Of section overview: header of this source file, sources of this header."""
    groups: tuple[KeywordGroup, ...] = ()
    row_pages: tuple[RowPage, ...] = ()
    """The pages of the keywords, this one too; empty if all are here."""
    outline: tuple[OutlineEntry, ...] = ()
    includes: tuple[IncludeRow, ...] = ()
    included_by: IncludedBy = IncludedBy()
    standing: Standing | None = None
    """Of section role: what the include graph says of the file."""
    picture: Picture | None = None
    """Of section graph: its neighbourhood."""
    relations: tuple[SymbolRelations, ...] = ()
    """Of section references, by line."""
    uses: tuple[SymbolUses, ...] = ()
    """Of section references: symbols that other files use, by line."""
    notes: tuple[RuleNotes, ...] = ()
    """Of sections patterns, performance and safety."""
    diagnostics: tuple[Diagnostic, ...] = ()
    offers: Offers | None = None
    """Of section include-this."""
    usage: Usage | None = None
    related: tuple[RelatedFile, ...] = ()
    runs: tuple[tuple[int, int], ...] = ()
    """Of section source: as `Listing.runs`."""

    def notes_in(self, section: Section) -> tuple[RuleNotes, ...]:
        """Return the notes of one of the sections that show any."""
        category = NOTE_SECTIONS[section]
        return tuple(rule for rule in self.notes if rule.category is category)

    def has(self, section: Section) -> bool:
        """Tell whether the section was asked for and has something to say."""
        if section in NOTE_SECTIONS:
            return section in self.options.sections and bool(self.notes_in(section))
        return section in self.options.sections and bool(
            {
                Section.FACTS: self.facts,
                Section.PURPOSE: self.purpose,
                Section.OVERVIEW: self.counts or self.partners,
                Section.KEYWORDS: self.groups,
                Section.STRUCTURE: self.outline,
                Section.INCLUDE_THIS: self.offers,
                Section.INCLUDES: self.includes,
                Section.INCLUDED_BY: self.included_by.direct,
                Section.ROLE: self.standing and self.standing.says_something,
                Section.GRAPH: self.picture,
                Section.REFERENCES: self.relations or self.uses,
                Section.USAGE: self.usage,
                Section.RELATED: self.related,
                Section.DIAGNOSTICS: self.diagnostics,
                Section.SOURCE: self.sha256,
            }[section]
        )


@dataclass(frozen=True, slots=True)
class SymbolOverload:
    """One symbol of the card; `Keyword.elsewhere` holds all of its sites."""

    keyword: Keyword
    relations: Relations = Relations()
    users: tuple[FileUse, ...] = ()
    more_users: int = 0
    """Number of further files."""


@dataclass(frozen=True, slots=True)
class SymbolSummary:
    """The card of a symbol: all that its qualified name stands for."""

    qualified_name: str
    kind: SymbolKind
    overloads: tuple[SymbolOverload, ...]
    """At least one, by place."""
    include: str = ""
    """Operand of the include line that gets it, as ``<a/b.h>``; empty if unknown."""
    include_path: str = ""
    """The header meant by it."""
    members: tuple[KeywordGroup, ...] = ()
    """Of classes and enums (not of namespaces); private members left out."""
    picture: Picture | None = None
    """Of a class, if it was asked for: its bases and what derives from it."""
