"""The page of one file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..model import (
    C_FAMILY_LANGUAGES,
    Coverage,
    CoverageLevel,
    Place,
    Qualifier,
    SymbolKind,
)
from .answers import (
    FileSummary,
    FileUse,
    IncludedBy,
    Keyword,
    KeywordGroup,
    RowPage,
    Site,
    SymbolRef,
    SymbolRelations,
    SymbolUses,
    Uses,
)
from .coverage import coverage_note
from .documentation import Documenter
from .include_costs import IncludeCost
from .include_figures import IncludeFigures
from .include_graph import IncludeGraph
from .includes import offers_of
from .keywords import (
    Comments,
    Declared,
    count_kinds,
    declared_in,
    group_keywords,
    is_wanted,
    keyword_of,
)
from .main_namespace import main_namespace
from .neighbourhood import DRAWN, FEW_DRAWN, file_picture
from .noted import NOTE_SECTIONS
from .notes import notes_of
from .options import FileOptions, Section
from .outline import outline_of
from .protocol import Reader
from .refs import best_place
from .related import related_files
from .relations import relations_of
from .row_pages import row_pages
from .tree import Tree
from .usage import usage_of
from .use_pages import is_listed
from .used_for import used_for
from .uses import UNCOUNTED, count_uses, known_of, most_used

if TYPE_CHECKING:
    from ..model import Documentation, SourceFile
    from .standing import Standing
    from .usage_answers import Usage

__all__ = ["summarize_file"]

_MAIN = 5
"""Number of main symbols in the overview."""
_EVERYTHING = FileOptions()
_WITH_GRAPH = frozenset(
    {Section.OVERVIEW, Section.GRAPH, Section.INCLUDED_BY, Section.ROLE}
)
_WITH_TREE = frozenset(
    {Section.INCLUDE_THIS, Section.INCLUDES, Section.USAGE, Section.RELATED}
)
_WITH_USES = (
    Section.OVERVIEW,
    Section.KEYWORDS,
    Section.INCLUDE_THIS,
    Section.REFERENCES,
    Section.USAGE,
    Section.RELATED,
)
_FULL = Coverage(CoverageLevel.FULL)


def summarize_file(
    reader: Reader,
    path: str,
    *,
    options: FileOptions = _EVERYTHING,
    graph: IncludeGraph | None = None,
    figures: IncludeFigures | None = None,
    tree: Tree | None = None,
) -> FileSummary | None:
    """Return all that the page of a file shows; None if it is not in the index.

    ``figures`` and ``tree`` are made from ``graph``, and that from the reader, when
    they are not given: give them where more than one file is asked for.
    """
    source = reader.file(path)
    if source is None:
        return None
    found = declared_in(reader.symbols_in(path))
    asked = _Question(reader, path, options, found, source.coverage.level)
    has = frozenset(options.sections).__contains__
    known = asked.known() if any(map(has, _WITH_USES)) else _NONE
    if figures is None and not _WITH_GRAPH.isdisjoint(options.sections):
        graph = graph or IncludeGraph.of(reader)
        figures = IncludeFigures.of(graph)
    if tree is None and not _WITH_TREE.isdisjoint(options.sections):
        tree = Tree(graph or IncludeGraph.of(reader))
    includes = reader.includes_of(path)
    return FileSummary(
        path=path,
        language=source.language,
        options=options,
        coverage=coverage_note(
            source.coverage,
            {i.spelled for i in includes},
            by_syntax=_carrying(Qualifier.UNRESOLVED, found),
            assumed=_carrying(Qualifier.ASSUMED, found),
            language=source.language,
        ),
        facts=_facts(source) if has(Section.FACTS) else None,
        sha256=source.sha256 if has(Section.SOURCE) else "",
        marks=reader.marks_digest(path) if has(Section.SOURCE) else "",
        purpose=asked.purpose(source) if has(Section.PURPOSE) else None,
        crowded=asked.crowded,
        namespace=main_namespace(found) if has(Section.OVERVIEW) else "",
        counts=count_kinds(found) if has(Section.OVERVIEW) else (),
        main=asked.main(known) if has(Section.OVERVIEW) else (),
        partners=figures.graph.partners(path)
        if figures and has(Section.OVERVIEW)
        else (),
        groups=asked.groups(known) if has(Section.KEYWORDS) else (),
        row_pages=asked.row_pages() if has(Section.KEYWORDS) else (),
        outline=outline_of(reader, found, options) if has(Section.STRUCTURE) else (),
        includes=(
            used_for(tree, reader, source, includes)
            if tree and has(Section.INCLUDES)
            else ()
        ),
        included_by=_included_by(reader, path, figures)
        if figures and has(Section.INCLUDED_BY)
        else IncludedBy(),
        standing=_standing(figures, source) if has(Section.ROLE) else None,
        picture=file_picture(
            figures.graph, path, limit=FEW_DRAWN if asked.crowded else DRAWN
        )
        if figures and has(Section.GRAPH)
        else None,
        relations=asked.relations(known) if has(Section.REFERENCES) else (),
        uses=asked.uses(known) if has(Section.REFERENCES) else (),
        notes=notes_of(reader, path, hidden=options.hidden_rules)
        if any(map(has, NOTE_SECTIONS))
        else (),
        diagnostics=reader.diagnostics_of(path) if has(Section.DIAGNOSTICS) else (),
        offers=(
            offers_of(reader, path, found, known.places, tree)
            if tree and has(Section.INCLUDE_THIS)
            else None
        ),
        runs=(
            tuple(sorted(tree.extras.coverage.get(path, {}).items()))
            if tree and has(Section.SOURCE)
            else ()
        ),
        usage=asked.usage(tree, known) if tree and has(Section.USAGE) else None,
        related=(
            related_files(tree, reader, path, known.users)
            if tree and has(Section.RELATED)
            else ()
        ),
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """What other files know of the symbols."""

    places: Mapping[str, tuple[Place, ...]]
    users: Mapping[str, tuple[FileUse, ...]]
    uses: Mapping[str, Uses]


_NONE = _Known({}, {}, {})


@dataclass(frozen=True, slots=True)
class _Question:
    """A file, what is asked of it, and the symbols that it declares."""

    reader: Reader
    path: str
    options: FileOptions
    found: Mapping[str, Declared]
    level: CoverageLevel

    @property
    def crowded(self) -> bool:
        """Tell whether the page has little room beside the keywords."""
        page = self.options.page
        return bool(page) and row_pages(self.reader, self.path).crowded

    def counted(self) -> list[str]:
        """Return the USRs of the symbols whose uses and places are told."""
        return [u for u, d in self.found.items() if d.main.kind not in UNCOUNTED]

    def known(self) -> _Known:
        """Ask for places and uses, of all symbols at once.

        Of a file without references "none seen" would say that somebody has looked.
        """
        places, users = known_of(self.reader, self.path, self.counted())
        has_references = self.level in {CoverageLevel.FULL, CoverageLevel.PARTIAL}
        uses = {
            usr: count_uses(found, self.path)
            for usr, found in users.items()
            if found or has_references
        }
        return _Known(places, users, uses)

    def groups(self, known: _Known) -> tuple[KeywordGroup, ...]:
        """Return the keyword tables."""
        documenter, comments = Documenter(self.reader), Comments(self.reader)
        rows: list[Keyword] = [
            keyword_of(
                declared,
                known.places.get(usr, ()),
                known.uses.get(usr),
                documenter,
                comments,
            )
            for usr, declared in self.found.items()
            if self._wanted(declared) and self._is_here(usr)
        ]
        groups = group_keywords(rows, self.options)
        if not self.options.page:
            return groups
        elsewhere = Counter(
            declared.main.kind
            for usr, declared in self.found.items()
            if self._wanted(declared) and not self._is_here(usr)
        )
        return tuple(replace(one, elsewhere=elsewhere[one.kind]) for one in groups)

    def row_pages(self) -> tuple[RowPage, ...]:
        """Return the pages of the keywords, if there are several."""
        if not self.options.page:
            return ()
        pages = row_pages(self.reader, self.path).pages
        if len(pages) == 1:
            return ()
        return tuple(
            RowPage(
                number,
                tuple(
                    (count.kind, count.symbols)
                    for count in count_kinds({usr: self.found[usr] for usr in usrs})
                ),
            )
            for number, usrs in enumerate(pages, 1)
        )

    def _is_here(self, usr: str) -> bool:
        """Tell whether a symbol's row is on the page that is asked for."""
        page = self.options.page
        return not page or row_pages(self.reader, self.path).page_of[usr] == page

    def main(self, known: _Known) -> tuple[tuple[SymbolRef, Uses], ...]:
        """Return the names that most files use; of overloads the most used."""
        ranked = sorted(
            ((usr, uses) for usr, uses in known.uses.items() if uses.files),
            key=lambda pair: (-pair[1].files, -pair[1].elsewhere, pair[0]),
        )
        best: dict[str, tuple[SymbolRef, Uses]] = {}
        for usr, uses in ranked:
            ref = self._ref(usr)
            if ref.kind is not SymbolKind.ENUMERATOR:
                best.setdefault(ref.name, (ref, uses))
        return tuple(best.values())[:_MAIN]

    def usage(self, tree: Tree, known: _Known) -> Usage:
        """Return the tests and examples of the file."""
        refs = {usr: self._ref(usr) for usr in known.users}
        return usage_of(
            tree, self.reader, self.path, known.users, refs, crowded=self.crowded
        )

    def relations(self, known: _Known) -> tuple[SymbolRelations, ...]:
        """Return the symbols that stand in a relation, with it."""
        symbols = {
            usr: declared.main
            for usr, declared in self.found.items()
            if self._wanted(declared) and self._is_here(usr)
        }
        stated = self.reader.relations_in(self.path)
        related = relations_of(self.reader, symbols, stated)
        return tuple(
            SymbolRelations(self._ref(usr), found, self._is_listed(usr, known))
            for usr, found in related.items()
        )

    def _is_listed(self, usr: str, known: _Known) -> bool:
        """Tell whether `use_pages` lists the uses of a symbol with this file."""
        users, places = known.users.get(usr), known.places.get(usr)
        if self.options.users or not users or not places:
            return False
        kind = self.found[usr].main.kind
        return best_place(places).path == self.path and is_listed(
            kind, users, self.path
        )

    def uses(self, known: _Known) -> tuple[SymbolUses, ...]:
        """Return the symbols that other files use, with the files."""
        rows = []
        if not self.options.users:
            return ()
        for usr, uses in known.uses.items():
            is_asked = self._wanted(self.found[usr]) and self._is_here(usr)
            if not uses.files or not is_asked:
                continue
            users, more = most_used(
                known.users[usr], self.options.users, without=self.path
            )
            rows.append(SymbolUses(self._ref(usr), users, more))
        return tuple(rows)

    def purpose(self, source: SourceFile) -> Documentation | None:
        """Return the file's own comment."""
        return Documenter(self.reader).complete(source.documentation, "")

    def _wanted(self, declared: Declared) -> bool:
        access = next((s.access for s in declared.all if s.access), None)
        return is_wanted(declared.main.kind, access, self.options)

    def _ref(self, usr: str) -> SymbolRef:
        symbol = self.found[usr].main
        site = Site(self.path, symbol.position.line, symbol.definition)
        return SymbolRef(usr, symbol.qualified_name or symbol.name, symbol.kind, site)


def _carrying(qualifier: Qualifier, found: Mapping[str, Declared]) -> int:
    """Return how many symbols of a file have a qualifier."""
    return sum(qualifier in one.main.qualifiers for one in found.values())


def _standing(figures: IncludeFigures | None, source: SourceFile) -> Standing | None:
    # What imports cost, and which file is an interface, is of the C family alone.
    if figures is None or source.language not in C_FAMILY_LANGUAGES:
        return None
    return figures.standing(source.path)


def _facts(source: SourceFile) -> SourceFile:
    """Leave out what other sections show: their changes are not this one's."""
    return replace(source, documentation=None, coverage=_FULL, sha256="")


def _included_by(reader: Reader, path: str, figures: IncludeFigures) -> IncludedBy:
    """Return who includes a file; by their names where no preprocessor has looked."""
    graph, cost = figures.graph, figures.costs.files.get(path, IncludeCost())
    direct = set(reader.included_by(path))
    known = {user for user, _ in direct}
    direct |= {
        (user, graph.lines[user, path])
        for user in graph.includers.get(path, ())
        if user not in known
    }
    return IncludedBy(
        tuple(sorted(direct)), cost.dependents, cost.units, cost.test_units
    )
