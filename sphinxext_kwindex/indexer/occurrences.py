"""Where the text of a file names symbols, from its annotated tokens."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..model import Occurrence, Role, SymbolKind
from .capi import MACRO_LOCATION
from .kinds import (
    BASE_SPECIFIER,
    CALLABLE,
    DECLARED,
    MACRO_DEFINITION,
    MACRO_EXPANSION,
    OVERLOADED,
    UNEXPOSED,
)
from .names import Named, Names, macro_usr
from .tokens import IDENTIFIER, KEYWORD, LITERAL, PUNCTUATION

if TYPE_CHECKING:
    from .tokens import TokenTable

__all__ = ["Found", "find_occurrences", "operator_end"]

_DECLARATIONS = frozenset(DECLARED) | {UNEXPOSED}
_REFERENCES = frozenset(range(43, 51)) - {BASE_SPECIFIER}
_EXPRESSIONS = range(100, 200)
_PREPROCESSING = range(500, 600)
# Attributes; label and statement of a label.
_NAMELESS = frozenset(range(400, 500)) | {48, 201}
# DeclRefExpr and MemberRefExpr of an operator in use, names of destructors.
_OPERATORS = frozenset({101, 102, 25})
_ATTRIBUTES = (["__attribute__", "(", "("], ["__attribute", "(", "("])
_CLOSING = {"(": ")", "[": "]"}
_ANGLES = {"<": 1, ">": -1, ">>": -2, "<<": 0}
# Words that are keywords in their place only, and are no names there.
_CONTEXTUAL = frozenset({"override", "final", "import", "module"})
_UNLINKED = frozenset(
    {SymbolKind.LOCAL, SymbolKind.PARAMETER, SymbolKind.TEMPLATE_PARAMETER}
)
_MAX_CONVERSION = 200
"""Tokens of the type that a conversion is named by."""
_MAX_ARGUMENTS = 60
"""Tokens of ``<...>`` that are looked through for the ``(`` of a call."""


@dataclass(slots=True)
class Found:
    """What the tokens of one inclusion of a file name."""

    occurrences: list[Occurrence] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)
    """USR of what a token names, by the token's number; locals left out."""
    macros: dict[int, Any] = field(default_factory=dict)
    """CXCursor of the expansion, by the number of the token of the macro's name."""
    definitions: list[int] = field(default_factory=list)
    """Numbers of the tokens that are names in macro definitions."""
    identifiers: int = 0
    unresolved: int = 0


def find_occurrences(
    table: TokenTable,
    cursors: Any,
    names: Names,
    *,
    wanted: int,
    base: int,
    skipped: bytearray,
) -> Found:
    """Return what the annotated tokens name.

    :param cursors: libclang's array; `table` has its columns.
    :param wanted: Number of the file.
    :param base: Raw location of its first byte.
    :param skipped: By token: 1 if the preprocessor skipped it.
    """
    finder = _Finder(table, cursors, names, wanted, base)
    of = table.cursor_kinds
    for number, kind in enumerate(table.kinds):
        if kind == IDENTIFIER:
            if not skipped[number]:
                finder.identifier(number, of[number])
        elif kind == PUNCTUATION:
            if of[number] in _OPERATORS and not skipped[number]:
                finder.operator(number, of[number])
        elif kind == KEYWORD and table.texts[number] == "operator":  # noqa: SIM102
            if not skipped[number]:
                finder.operator(number, of[number])
    return finder.found


class _Finder:
    def __init__(
        self, table: TokenTable, cursors: Any, names: Names, wanted: int, base: int
    ) -> None:
        self.table = table
        self.cursors = cursors
        self.names = names
        self.wanted = wanted
        self.base = base
        self.found = Found()
        self._by_pointer = names.by_pointer

    def identifier(self, number: int, kind: int) -> None:
        """Look at an identifier."""
        if kind in _PREPROCESSING:
            self._preprocessing(number, kind)
            return
        if self.table.directive[number] >= 0 or kind in _NAMELESS:
            return
        text = self.table.texts[number]
        if kind in _DECLARATIONS:
            named = self._pointed(number, kind)
            if named.kind is SymbolKind.DESTRUCTOR:
                return
            if self._stands_at(named, number):
                length = self.table.lengths[number]
                self._note(number, number, length, named, _role(named))
                self.found.identifiers += 1
                return
            found = None
        else:
            found = self._refers_to(number, kind)
        if found is not None and found.name == text:
            self.found.identifiers += 1
            length = self.table.lengths[number]
            self._note(number, number, length, found, Role.REFERENCE)
        elif text not in _CONTEXTUAL and not self._names_attribute(number):
            self.found.identifiers += 1
            self.found.unresolved += 1

    def _names_attribute(self, number: int) -> bool:
        """Tell if ``[[`` or ``__attribute__((`` stands before a token."""
        before = self.table.texts[max(0, number - 3) : number]
        return before[-2:] == ["[", "["] or before in _ATTRIBUTES

    def operator(self, number: int, kind: int) -> None:
        """Look at the first token of an operator's or destructor's name, or a use."""
        text = self.table.texts[number]
        if number and self.table.texts[number - 1] == "operator":
            return  # part of the name
        if kind in _DECLARATIONS:
            named = self._pointed(number, kind)
            if text in ("operator", "~") and self._stands_at(named, number):
                last = operator_end(self.table, number)
                length = self.table.end(last) - self.table.offsets[number]
                self._note(number, last, length, named, _role(named))
            return
        if kind not in _OPERATORS:
            return
        used = self.names.referenced(self.cursors[number])
        if used is None or used.local or not used.name.startswith("operator"):
            return
        if text == "operator":
            last = operator_end(self.table, number)
            length = self.table.end(last) - self.table.offsets[number]
            self._note(number, last, length, used, Role.REFERENCE)
        elif used.name[8:].lstrip() in (text, text + _CLOSING.get(text, "")):
            role = Role.REFERENCE | Role.CALL
            self._note(number, number, len(text), used, role)

    def _refers_to(self, number: int, kind: int) -> Named | None:
        if kind == OVERLOADED:
            return self._only_candidate(number)
        if kind in _REFERENCES:
            return self._pointed(number, kind)
        if kind in _EXPRESSIONS:
            return self.names.referenced(self.cursors[number])
        return None

    def _only_candidate(self, number: int) -> Named | None:
        """Return the one declaration of an overload set of one; more is a guess."""
        lib, cursor = self.names.lib, self.cursors[number]
        if lib.clang_getNumOverloadedDecls(cursor) != 1:
            return None
        return self.names.named(lib.clang_getOverloadedDecl(cursor, 0))

    def _preprocessing(self, number: int, kind: int) -> None:
        if kind not in (MACRO_DEFINITION, MACRO_EXPANSION):
            return
        cursor = self.cursors[number]
        place = self.names.lib.clang_getCursorLocation(cursor).int_data
        if place != self.base + self.table.offsets[number]:
            return
        role = Role.REFERENCE
        if kind == MACRO_DEFINITION:
            self.found.definitions.append(number)
            role = Role.DEFINITION
        elif self._is_in_definition(number):
            return
        else:
            self.found.macros[number] = cursor
        self.found.identifiers += 1
        name = self.table.texts[number]
        usr = macro_usr(name)
        named = Named(usr, name, SymbolKind.MACRO, definition=True, raw=0, local=False)
        self._note(number, number, self.table.lengths[number], named, role)

    def _is_in_definition(self, number: int) -> bool:
        """Tell if a token is in the text of a macro."""
        name = self.table.directive[number] + 1
        return name > 0 and self.table.texts[name] == "define"

    def _pointed(self, number: int, kind: int) -> Named:
        """Return what the declaration that the cursor points at is, by its pointer."""
        pointer = self.table.pointers[number]
        named = self._by_pointer.get(pointer)
        if named is None:
            target = self.cursors[number]
            if kind in _REFERENCES:
                target = self.names.lib.clang_getCursorReferenced(target)
            named = self.names.named(target)
            self._by_pointer[pointer] = named
        return named

    def _stands_at(self, named: Named, number: int) -> bool:
        """Tell if the token is where the declaration has its name."""
        offset = self.table.offsets[number]
        if named.raw < MACRO_LOCATION:
            return named.raw == self.base + offset
        return self.names.locations.find(named.raw) == (self.wanted, offset)

    def _note(
        self, number: int, last: int, length: int, named: Named, role: Role
    ) -> None:
        """Note that the tokens `number` to `last` name something."""
        if named.kind is None or not named.usr:
            return
        if role is Role.REFERENCE and named.kind in CALLABLE and self._is_called(last):
            role |= Role.CALL
        table = self.table
        line = table.lines[number]
        column = table.offsets[number] - table.starts[line - 1] + 1
        self.found.occurrences.append(
            Occurrence(line, column, length, role, named.kind, named.usr)
        )
        if named.kind not in _UNLINKED:
            self.found.names[number] = named.usr

    def _is_called(self, number: int) -> bool:
        """Tell if ``(``, or ``<...>(``, stands after a token."""
        texts = self.table.texts
        number += 1
        if number >= len(texts):
            return False
        if texts[number] == "(":
            return True
        depth = 0
        for place in range(number, min(len(texts), number + _MAX_ARGUMENTS)):
            text = texts[place]
            depth += _ANGLES.get(text, 0)
            if depth <= 0:
                after = place + 1
                return (
                    text in (">", ">>") and after < len(texts) and texts[after] == "("
                )
            if text in (";", "{"):
                return False
        return False


def operator_end(table: TokenTable, number: int) -> int:
    """Return the last token of the name that begins at ``operator`` or ``~``."""
    last = len(table) - 1
    following = min(number + 1, last)
    text = table.texts[following]
    if table.texts[number] == "~":
        return following
    if text in ("(", "["):
        return min(number + 2, last)
    if text in ("new", "delete"):
        is_array = following + 2 <= last and table.texts[following + 1] == "["
        return following + 2 if is_array else following
    if text == '""':
        return min(following + 1, last)
    if table.kinds[following] in (PUNCTUATION, LITERAL):
        return following
    # A conversion: the type, up to the parameter list.
    end = following
    angles = parentheses = 0
    stop = min(last, number + _MAX_CONVERSION)
    while end < stop:
        text = table.texts[end + 1]
        is_open = angles > 0 or parentheses > 0 or table.texts[end] == "decltype"
        if (text == "(" and not is_open) or text in (";", "{"):
            break
        parentheses += (text == "(") - (text == ")")
        angles += _ANGLES.get(text, 0)
        end += 1
    return end


def _role(named: Named) -> Role:
    return Role.DEFINITION if named.definition else Role.DECLARATION
