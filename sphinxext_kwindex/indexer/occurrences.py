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

# What the cursor of an identifier says of it.
_DECLARATION, _REFERENCE, _EXPRESSION, _PREPROCESSING, _OVERLOADED, _NAMELESS = range(6)
_WAYS: dict[int, int] = {
    **dict.fromkeys(DECLARED, _DECLARATION),
    UNEXPOSED: _DECLARATION,
    **dict.fromkeys(set(range(43, 51)) - {BASE_SPECIFIER}, _REFERENCE),
    **dict.fromkeys(range(100, 200), _EXPRESSION),
    **dict.fromkeys(range(500, 600), _PREPROCESSING),
    OVERLOADED: _OVERLOADED,
    # Attributes; label and statement of a label.
    **dict.fromkeys((*range(400, 500), 48, 201), _NAMELESS),
}
# DeclRefExpr and MemberRefExpr of an operator in use, names of destructors.
_OPERATORS = frozenset({101, 102, 25})
# Marks that are, or begin, no operator that can be overloaded.
_NO_OPERATORS = frozenset({".", "::", ";", ")", "]", "{", "}", "...", "#", "##"})
_ATTRIBUTES = (["__attribute__", "(", "("], ["__attribute", "(", "("])
_CLOSING = {"(": ")", "[": "]"}
_ANGLES = {"<": 1, ">": -1, ">>": -2, "<<": 0}
# Words that are keywords in their place only, and are no names there.
_CONTEXTUAL = frozenset({"override", "final", "import", "module"})
_UNLINKED = frozenset(
    {SymbolKind.LOCAL, SymbolKind.PARAMETER, SymbolKind.TEMPLATE_PARAMETER}
)
_DEFINED, _DECLARED = Role.DEFINITION, Role.DECLARATION
_REFERRED, _CALLED = Role.REFERENCE, Role.REFERENCE | Role.CALL
# Without the call of the class in Python: a third of the time.
_new_tuple = tuple.__new__
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
    overloaded: list[int] = field(default_factory=list)
    """Numbers of the tokens that name several functions at once."""
    unknown: list[int] = field(default_factory=list)
    """Numbers of the tokens that may be names, of which libclang says nothing."""
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
    identifier, operator = finder.identifier, finder.operator
    texts = table.texts
    columns = zip(table.kinds, table.cursor_kinds, skipped, strict=True)
    for number, (kind, of, is_skipped) in enumerate(columns):
        if kind == IDENTIFIER:
            if not is_skipped:
                identifier(number, of)
        elif kind == PUNCTUATION:
            if of in _OPERATORS and not is_skipped:
                operator(number, of)
        elif kind == KEYWORD and texts[number] == "operator" and not is_skipped:
            operator(number, of)
    return finder.finish()


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
        self._texts = table.texts
        self._by_pointer = names.by_pointer
        self._referenced = names.referenced
        self._append = self.found.occurrences.append
        self._directive = table.directive
        self._pointers = table.pointers
        self._names: list[tuple[int, Role, Named]] = []
        """Identifiers that are names: token, role and what they name."""

    def identifier(self, number: int, kind: int) -> None:
        """Look at an identifier."""
        way = _WAYS.get(kind)
        if way == _PREPROCESSING:
            self._preprocessing(number, kind)
            return
        if way == _NAMELESS or self._directive[number] >= 0:
            return
        named: Named | None = None
        if way == _EXPRESSION:
            named = self._referenced(self.cursors[number])
        elif way == _REFERENCE:
            named = self._by_pointer.get(self._pointers[number]) or self._pointed(
                number, refers=True
            )
        elif way == _DECLARATION:
            if self._declares(number):
                return
        elif way == _OVERLOADED:
            named = self._only_candidate(number)
        # Noted only where it is the name of what it refers to.
        if named is not None and named.name == self._texts[number]:
            self._names.append((number, _REFERRED, named))
        elif self._is_name(number):
            self.found.unresolved += 1
            self.found.unknown.append(number)

    def _declares(self, number: int) -> bool:
        """Note an identifier if a declaration has its name there.

        :return: True if there is no more to say of it.
        """
        named = self._by_pointer.get(self._pointers[number])
        if named is None:
            named = self._pointed(number, refers=False)
        if named.kind is SymbolKind.DESTRUCTOR:
            return True
        if not self._stands_at(named, number):
            return False
        role = _DEFINED if named.definition else _DECLARED
        self._names.append((number, role, named))
        return True

    def finish(self) -> Found:
        """Return all that was found, with the identifiers: names of one token."""
        table, found = self.table, self.found
        lines, offsets, lengths = table.lines, table.offsets, table.lengths
        starts, is_called = table.starts, self._is_called
        found.identifiers += len(self._names) + found.unresolved
        names = [item for item in self._names if item[2].kind and item[2].usr]
        found.occurrences += [
            _new_tuple(
                Occurrence,
                (
                    lines[number],
                    offsets[number] - starts[lines[number] - 1] + 1,
                    lengths[number],
                    _CALLED
                    if role is _REFERRED
                    and named.kind in CALLABLE
                    and is_called(number)
                    else role,
                    named.kind,
                    named.usr,
                ),
            )
            for number, role, named in names
        ]
        found.names |= {
            number: named.usr
            for number, _, named in names
            if named.kind not in _UNLINKED
        }
        return found

    def _is_name(self, number: int) -> bool:
        """Tell if an identifier that names nothing known may be a name at all."""
        is_word = self._texts[number] in _CONTEXTUAL
        return not is_word and not self._names_attribute(number)

    def _names_attribute(self, number: int) -> bool:
        """Tell if ``[[`` or ``__attribute__((`` stands before a token."""
        before = self.table.texts[max(0, number - 3) : number]
        return before[-2:] == ["[", "["] or before in _ATTRIBUTES

    def operator(self, number: int, kind: int) -> None:
        """Look at the first token of an operator's or destructor's name, or a use."""
        text = self._texts[number]
        if text in _NO_OPERATORS:
            return
        if number and self._texts[number - 1] == "operator":
            return  # part of the name
        if _WAYS.get(kind) == _DECLARATION:
            named = self._pointed(number, refers=False)
            if text in ("operator", "~") and self._stands_at(named, number):
                last = operator_end(self.table, number)
                length = self.table.end(last) - self.table.offsets[number]
                role = _DEFINED if named.definition else _DECLARED
                self._note(number, last, length, named, role)
            return
        if kind not in _OPERATORS:
            return
        used = self.names.referenced(self.cursors[number])
        if used is None or used.local or not used.name.startswith("operator"):
            return
        if text == "operator":
            last = operator_end(self.table, number)
            length = self.table.end(last) - self.table.offsets[number]
            self._note(number, last, length, used, _REFERRED)
        elif used.name[8:].lstrip() in (text, text + _CLOSING.get(text, "")):
            self._note(number, number, len(text), used, _CALLED)

    def _only_candidate(self, number: int) -> Named | None:
        """Return the one declaration of an overload set of one; more is a guess."""
        lib, cursor = self.names.lib, self.cursors[number]
        if lib.clang_getNumOverloadedDecls(cursor) != 1:
            self.found.overloaded.append(number)
            return None
        return self.names.named(lib.clang_getOverloadedDecl(cursor, 0))

    def _preprocessing(self, number: int, kind: int) -> None:
        if kind not in (MACRO_DEFINITION, MACRO_EXPANSION):
            return
        cursor = self.cursors[number]
        place = self.names.lib.clang_getCursorLocation(cursor).int_data
        if place != self.base + self.table.offsets[number]:
            return
        role = _REFERRED
        if kind == MACRO_DEFINITION:
            self.found.definitions.append(number)
            role = _DEFINED
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

    def _pointed(self, number: int, *, refers: bool) -> Named:
        """Return what the declaration that the cursor points at is, by its pointer."""
        pointer = self.table.pointers[number]
        named = self._by_pointer.get(pointer)
        if named is None:
            target = self.cursors[number]
            if refers:
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
        kind, usr = named.kind, named.usr
        if kind is None or not usr:
            return
        if role is _REFERRED and kind in CALLABLE and self._is_called(last):
            role = _CALLED
        table = self.table
        line = table.lines[number]
        column = table.offsets[number] - table.starts[line - 1] + 1
        values = line, column, length, role, kind, usr
        self._append(_new_tuple(Occurrence, values))
        if kind not in _UNLINKED:
            self.found.names[number] = usr

    def _is_called(self, number: int) -> bool:
        """Tell if ``(``, or ``<...>(``, stands after a token."""
        texts = self._texts
        number += 1
        if number >= len(texts):
            return False
        following = texts[number]
        if following[0] != "<":
            return following == "("
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
