"""From visited cursors and tokens to symbols."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ..comments import parse_comment
from ..model import (
    FUNCTION_KINDS,
    Access,
    Documentation,
    Fragment,
    Occurrence,
    Qualifier,
    Role,
    Span,
    Symbol,
    SymbolKind,
    TokenKind,
)
from ..scan import Scan
from .attach import Comments
from .capi import MACRO_LOCATION
from .heads import Head, HeadReader, fragments
from .kinds import (
    ALIAS_TEMPLATE,
    CLASS_LIKE,
    DECLARED,
    FRIEND,
    TAGS,
    TEMPLATE_CURSORS,
    UNEXPOSED,
)
from .occurrences import Found, operator_end
from .printed import pretty
from .qualifiers import access_of, linkage_of, qualifiers_of
from .stretches import function_end, function_start, initializer_end, template_start
from .tokens import COMMENT, IDENTIFIER, TokenTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .capi import CXCursor
    from .names import Named, Names
    from .visit import Visited

__all__ = ["FileView", "build_symbols", "cut", "missed_occurrences", "parse_raw"]

_ALWAYS_DEFINED = frozenset(
    {
        SymbolKind.NAMESPACE,
        SymbolKind.NAMESPACE_ALIAS,
        SymbolKind.ALIAS,
        SymbolKind.ENUMERATOR,
        SymbolKind.CONCEPT,
        SymbolKind.FIELD,
        SymbolKind.DEDUCTION_GUIDE,
    }
)

_MAX_VALUE = 80
_MAX_HEAD = 4000
"""Tokens of a declaration that are looked at for its head."""
_INDEXED = frozenset(SymbolKind) - {
    SymbolKind.LOCAL,
    SymbolKind.PARAMETER,
    SymbolKind.TEMPLATE_PARAMETER,
    SymbolKind.LABEL,
}
_BARE = frozenset({SymbolKind.NAMESPACE, SymbolKind.ENUMERATOR})
"""Kinds whose head ends with the name."""
_WITHOUT_CURSOR = frozenset({Qualifier.INACTIVE, Qualifier.UNRESOLVED})
_SIGNED_KINDS = range(13, 25)


@dataclass(slots=True)
class FileView:
    """What is known of one file while its facts are made."""

    path: str
    number: int
    table: TokenTable
    found: Found
    scan: Scan
    heads: HeadReader
    comments: Comments


def missed_occurrences(symbols: list[Symbol], view: FileView) -> Iterator[Occurrence]:
    """Yield the names of declarations that libclang does not annotate as such.

    Some in macro arguments, members of anonymous unions at file scope.
    """
    known, table = view.found.names, view.table
    for symbol in symbols:
        line, column = symbol.position
        number = table.at(table.starts[line - 1] + column - 1)
        if number < 0 or known.get(number) == symbol.usr:
            continue
        # Those that libclang does not know at all have theirs.
        if not _WITHOUT_CURSOR.isdisjoint(symbol.qualifiers):
            continue
        if table.texts[number] == symbol.name:
            role = Role.DEFINITION if symbol.definition else Role.DECLARATION
            length = table.lengths[number]
            yield Occurrence(line, column, length, role, symbol.kind, symbol.usr)


def build_symbols(
    visited: list[Visited], view: FileView, names: Names
) -> Iterator[Symbol]:
    """Yield the symbols that the visited cursors of a file declare.

    :param visited: Cursors of this file, in the order of the walk.
    """
    builder = _Builder(view, names)
    built: dict[tuple[str, int, SymbolKind], Symbol | None] = {}
    elaborated: set[tuple[int, str]] = set()
    for item in visited:
        if item.kind not in DECLARED and item.kind != UNEXPOSED:
            continue
        named = names.named(item.cursor)
        if named.kind is None or named.kind not in _INDEXED or named.local:
            continue
        if item.kind != ALIAS_TEMPLATE and item.parent.kind == ALIAS_TEMPLATE:
            continue
        key = (named.usr, item.offset, named.kind)
        if not named.usr or (key in built and not _defines(named, built[key])):
            continue
        if builder.is_elaborated(item, named):
            elaborated.add((item.offset, named.usr))
            built[key] = None
        else:
            built[key] = builder.build(item, named, named.kind)
    _refer(view, elaborated)
    yield from filter(None, built.values())


def _defines(named: Named, symbol: Symbol | None) -> bool:
    """Tell whether a cursor defines what was declared at the same place.

    A macro may make both: ``TORCH_LIBRARY(aten, m) {``.
    """
    return symbol is not None and named.definition and not symbol.definition


def _refer(view: FileView, elaborated: set[tuple[int, str]]) -> None:
    """Make the names of types that are only used references."""
    if not elaborated:
        return
    starts = view.table.starts
    for place, found in enumerate(view.found.occurrences):
        offset = starts[found.line - 1] + found.column - 1
        if (offset, found.usr) in elaborated:
            view.found.occurrences[place] = found._replace(role=Role.REFERENCE)


class _Builder:
    def __init__(self, view: FileView, names: Names) -> None:
        self.view = view
        self.names = names
        self.lib: Any = names.lib
        self.table = view.table

    def build(self, item: Visited, named: Named, kind: SymbolKind) -> Symbol:
        """Return one symbol."""
        cursor, table = item.cursor, self.table
        begin, end = self._extent(item)
        first, last = table.first_from(begin), table.first_from(end)
        if item.raw < MACRO_LOCATION and last > first:
            first, last = self._whole(item, kind, first, last)
            begin = min(begin, table.offsets[first])
            end = max(end, table.end(last - 1))
        name, name_end = self._name_token(item, named, first, last)
        macro = self._macro(item)
        head = None
        if not macro and name >= 0:
            head = self._head(first, last, name, name_end, kind)
        lead = self.view.comments.lead(first)
        qualifiers = self._qualifiers(item, named, kind, head, lead, first)
        offset = table.offsets[name] if name >= 0 else item.offset
        position = table.position(offset)
        arguments = head.arguments if head and kind not in _SCOPED_KINDS else ""
        parent = self.names.parent(cursor)
        initializer = head.initializer if head else ""
        return Symbol(
            usr=named.usr,
            kind=kind,
            name=named.name,
            qualified_name=self._qualified(cursor, named, arguments, qualifiers),
            path=self.view.path,
            position=position,
            span=Span(*table.position(begin), *table.position(end)),
            definition=kind in _ALWAYS_DEFINED or self._is_definition(item, named),
            signature=self._signature(cursor, named, kind, head),
            parent=self.names.usr(parent) if parent is not None else None,
            access=self._access(cursor, kind, parent),
            linkage=linkage_of(self.lib, cursor, kind),
            qualifiers=tuple(sorted(qualifiers)),
            conditions=self.view.scan.conditions.at(position.line),
            value=self._value(item, kind, qualifiers, initializer),
            documentation=self._documentation(lead, name, last, named.name),
            macro=macro,
        )

    def is_elaborated(self, item: Visited, named: Named) -> bool:
        """Tell if a type is only named, as ``struct X`` in ``struct X *make();``.

        That declares a type nobody declared before, [basic.scope.pdecl], but it is
        written to use one. A declaration by itself is ``struct X;``.
        """
        if item.kind not in TAGS or named.definition:
            return False
        if item.parent.kind == FRIEND or item.raw >= MACRO_LOCATION:
            return False
        if item.kind in TEMPLATE_CURSORS or self.names.is_specialization(item.cursor):
            return False
        table = self.table
        number = table.at(item.offset)
        if number < 0 or table.texts[number] != named.name:
            return False
        number += 1
        while number < len(table) and table.kinds[number] == COMMENT:
            number += 1
        following = table.texts[number] if number < len(table) else ""
        # ``enum class X : int;`` and attributes, which Clang warns of, after the name.
        return following not in (";", ":", "__attribute__", "")

    def _extent(self, item: Visited) -> tuple[int, int]:
        """Return first and last offset of a declaration, half open."""
        extent = self.lib.clang_getCursorExtent(item.cursor)
        raw, offset = item.raw, item.offset
        if raw < MACRO_LOCATION:  # the common case: all in one inclusion of the file
            base = raw - offset
            begin, end = extent.begin - base, extent.end - base
            if 0 <= begin <= offset < end <= len(self.table.data):
                return begin, end
        locations = self.names.locations
        file, begin = locations.expansion(extent.begin)
        other, end = locations.expansion(extent.end)
        if file != item.wanted:  # opened in another file
            begin = item.offset
        if other != item.wanted or extent.end >= MACRO_LOCATION or end <= item.offset:
            number = self.table.at(item.offset)
            end = max(end if other == item.wanted else 0, item.offset + 1)
            if number >= 0:
                end = max(end, self.table.end(number))
        return min(begin, item.offset), min(end, len(self.table.data))

    def _whole(
        self, item: Visited, kind: SymbolKind, first: int, last: int
    ) -> tuple[int, int]:
        """Return the tokens of a declaration, with what libclang leaves out."""
        table = self.table
        if kind in FUNCTION_KINDS:
            last = function_end(table, last)
        if kind in _TYPED and table.offsets[first] == item.offset:
            first = function_start(table, first)
        if item.kind == UNEXPOSED:
            first = template_start(table, first)
            last = initializer_end(table, last)
        return first, last

    def _name_token(
        self, item: Visited, named: Named, first: int, last: int
    ) -> tuple[int, int]:
        """Return first and last token of the name; -1 if it is not in the text."""
        table = self.table
        number = table.at(item.offset)
        if number < 0 or not named.name:
            return number, number
        text = table.texts[number]
        if text in ("operator", "~"):
            return number, operator_end(table, number)
        if text == named.name or item.raw >= MACRO_LOCATION:
            return number, number
        # An alias template stands at its `using`.
        name = named.name
        for place in range(number, min(last, number + 40)):
            if table.kinds[place] == IDENTIFIER and table.texts[place] == name:
                return place, place
        return -1, -1

    def _macro(self, item: Visited) -> str | None:
        """Return the name of the macro that made the declaration's name."""
        if item.raw < MACRO_LOCATION:
            return None
        file, offset = self.names.locations.expansion(item.raw)
        if file != item.wanted:
            return None
        number = self.table.at(offset)
        return self.table.texts[number] if number >= 0 else None

    def _head(
        self, first: int, last: int, name: int, name_end: int, kind: SymbolKind
    ) -> Head:
        if kind in _BARE:
            last = name_end + 1
        return self.view.heads.read(
            min(first, name),
            min(last, first + _MAX_HEAD),
            name=name,
            name_end=name_end,
            kind=kind,
        )

    def _qualifiers(
        self,
        item: Visited,
        named: Named,
        kind: SymbolKind,
        head: Head | None,
        lead: int,
        first: int,
    ) -> set[Qualifier]:
        found = qualifiers_of(self.lib, item.cursor, kind, head)
        if lead < first:
            attributes = self.view.heads.attributes_between(lead, first)
            if attributes & {"nodiscard", "warn_unused_result"}:
                found.add(Qualifier.NODISCARD)
        if not named.name:
            found.add(Qualifier.ANONYMOUS)
        if item.parent.kind == FRIEND:
            found.add(Qualifier.FRIEND)
        if item.kind != UNEXPOSED and self.names.is_specialization(item.cursor):
            found.add(Qualifier.SPECIALIZATION)
        if item.kind == UNEXPOSED and head is not None:
            if head.arguments:
                found.add(Qualifier.SPECIALIZATION)
            if head.is_template:
                found.add(Qualifier.TEMPLATE)
        return found

    def _qualified(
        self,
        cursor: CXCursor,
        named: Named,
        arguments: str,
        qualifiers: set[Qualifier],
    ) -> str:
        name = self.names.qualified(cursor)
        if Qualifier.SPECIALIZATION in qualifiers and cursor.kind not in CLASS_LIKE:
            return name + arguments
        return name

    def _is_definition(self, item: Visited, named: Named) -> bool:
        if not named.definition:
            return False
        # An explicit instantiation is called a definition by libclang and has no body.
        if item.kind in CLASS_LIKE and self.names.is_specialization(item.cursor):
            number = self.table.first_from(self._extent(item)[0])
            return not (
                self.table.texts[number] == "extern"
                or (
                    self.table.texts[number] == "template"
                    and number + 1 < len(self.table)
                    and self.table.texts[number + 1] != "<"
                )
            )
        return True

    def _signature(
        self, cursor: CXCursor, named: Named, kind: SymbolKind, head: Head | None
    ) -> tuple[Fragment, ...]:
        if kind is SymbolKind.NAMESPACE:
            return _namespace(cursor, named, self.lib)
        if head is not None and not head.several:
            return fragments(head.items, self.view.found.names)
        return (Fragment(pretty(self.lib, cursor)),)

    def _access(
        self, cursor: CXCursor, kind: SymbolKind, parent: CXCursor | None
    ) -> Access | None:
        if parent is None or parent.kind not in TAGS:
            return None
        return access_of(self.lib, cursor)

    def _value(
        self,
        item: Visited,
        kind: SymbolKind,
        qualifiers: set[Qualifier],
        initializer: str,
    ) -> str | None:
        if kind is SymbolKind.ENUMERATOR:
            return str(self._enumerator_value(item))
        if kind is SymbolKind.CONCEPT:
            return cut(initializer) if initializer else None
        if kind in (SymbolKind.VARIABLE, SymbolKind.FIELD) and initializer:
            constants = {Qualifier.CONST, Qualifier.CONSTEXPR, Qualifier.CONSTINIT}
            return cut(initializer) if qualifiers & constants else None
        return None

    def _enumerator_value(self, item: Visited) -> int:
        lib = self.lib
        value: int = lib.clang_getEnumConstantDeclValue(item.cursor)
        if value < 0:
            of = lib.clang_getEnumDeclIntegerType(item.parent)
            if lib.clang_getCanonicalType(of).kind not in _SIGNED_KINDS:
                value = lib.clang_getEnumConstantDeclUnsignedValue(item.cursor)
        return value

    def _documentation(
        self, lead: int, number: int, last: int, name: str
    ) -> Documentation | None:
        if lead >= len(self.table):
            return None
        comments = self.view.comments
        raw = comments.documentation(lead, last - 1, name)
        raw = raw or comments.between(lead, number)
        return parse_raw(raw) if raw else None


_TYPED = frozenset({SymbolKind.FUNCTION, SymbolKind.METHOD, SymbolKind.OPERATOR})
_SCOPED_KINDS = frozenset({SymbolKind.CLASS, SymbolKind.STRUCT, SymbolKind.UNION})


@lru_cache(maxsize=512)
def parse_raw(raw: str) -> Documentation | None:
    """Return the comment parsed; declarations of one comment parse it once."""
    return parse_comment(raw)


def cut(text: str) -> str:
    """Return a value fit to show: at most 80 characters."""
    return text if len(text) <= _MAX_VALUE else text[: _MAX_VALUE - 1] + "…"


def _namespace(cursor: CXCursor, named: Named, lib: Any) -> tuple[Fragment, ...]:
    pieces = [Fragment("namespace", TokenKind.KEYWORD)]
    if lib.clang_Cursor_isInlineNamespace(cursor):
        space = Fragment(" ", TokenKind.SPACE)
        pieces = [Fragment("inline", TokenKind.KEYWORD), space, *pieces]
    if named.name:
        pieces += [
            Fragment(" ", TokenKind.SPACE),
            Fragment(named.name, TokenKind.IDENTIFIER, named.usr),
        ]
    return tuple(pieces)
