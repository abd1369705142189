"""What a cursor names: USR, kind, name and scopes, each declaration asked once."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from ..model import SymbolKind
from ..scan import is_header
from .capi import MACRO_LOCATION, take_text
from .kinds import (
    CLASS_LIKE,
    DECLARED,
    FUNCTION_CURSORS,
    PARTIAL_SPECIALIZATION,
    UNEXPOSED,
    is_scope_end,
)
from .misread import MOST_LOOKED_AT, is_argument, is_misread, is_typeless
from .printed import conversion_name, pretty, relative_places, without_unnamed

if TYPE_CHECKING:
    from .capi import CXCursor
    from .locations import Locations

__all__ = ["Named", "Names", "is_unnamed", "macro_usr"]

_LINKAGE = 23
_FRIEND = 603
_NAMESPACE = 22
_ENUM = 5
# In C the word of the type stands before: ``union (unnamed at x.h:72:3)``.
_UNNAMED = re.compile(
    r"(?:(?:struct|union|enum|class) )?(?:\((?:unnamed|anonymous|lambda at)|unnamed )"
)
_GUIDE = re.compile(r"<deduction guide for (.*)>\Z", re.DOTALL)
_CLASS_TEMPLATE, _FUNCTION_TEMPLATE, _CONVERSION = 31, 30, 26
_MAX_SCOPES = 300
# Fields, enums and enumerators, parameters, aliases, namespaces: of these libclang
# knows no template.
_NEVER_INSTANTIATED = frozenset({5, 6, 7, 10, 20, 22, 27, 28, 29, 33, 36})
# Enumerators, fields, parameters of both kinds: each declaration is the definition,
# and the only one.
_ALWAYS_DEFINED = frozenset({6, 7, 10, 27, 28, 29})
_ALIASES = frozenset({20, 36})
_SPECIAL = frozenset({24, 25})
"""Constructors and destructors."""
_VARIABLE = 9
_PARAMETERS = frozenset({10, 27, 28, 29})
_OBJECTS = frozenset({SymbolKind.VARIABLE, SymbolKind.FIELD})
_MISREAD = _OBJECTS | {SymbolKind.FUNCTION, SymbolKind.METHOD}
"""What the parser makes of declarations whose macros and types it does not know."""
# Without the call of the class in Python: a third of the time.
_new_tuple = tuple.__new__
_NAMEABLE = frozenset(DECLARED) | {UNEXPOSED}
_TYPE_SCOPES = CLASS_LIKE | {_ENUM}
# Functions, methods, deduction guides of LLVM 14.
_NAMED_BY_KIND = frozenset({8, 21, UNEXPOSED})
_OPERATOR = re.compile(r"operator(?![A-Za-z0-9_])|operator (new|delete|co_await)\b")


class Named(NamedTuple):
    """A declaration, as references to it need it."""

    usr: str
    name: str
    kind: SymbolKind | None
    """None of what is no symbol: a scope without a name, a linkage specification."""
    definition: bool
    raw: int
    """Raw location of this declaration."""
    local: bool
    """Inside a function: known to the listing only."""


def macro_usr(name: str) -> str:
    """Return the USR of a macro: one for all its definitions."""
    return f"c:@macro@{name}"


class Names:
    """Names of one translation unit; keys are libclang's pointers of declarations."""

    def __init__(self, locations: Locations) -> None:
        self.locations = locations
        self.lib: Any = locations.lib
        self._referenced = locations.lib.clang_getCursorReferenced
        self._named: dict[int, Named] = {}
        self.by_pointer: dict[int, Named] = {}
        """Of declarations and of references to them, by their first pointer."""
        self.declared: dict[str, list[CXCursor]] = {}
        """USR → its declarations asked for so far; no namespaces."""
        self.opened: dict[str, list[CXCursor]] = {}
        """The same, of namespaces alone."""
        self._prefixes: dict[int, tuple[str, str]] = {}
        self._scopes: dict[int, str] = {}
        self._parents: dict[int, CXCursor | None] = {}
        self._templates: dict[int, tuple[CXCursor | None, bool]] = {}
        self._functions: dict[int, bool] = {}
        """By scope: if it is a function or in one."""
        self._own_usrs: dict[int, str] = {}
        self._paths = [file.path for file in locations.unit.files]

    def named(self, cursor: CXCursor) -> Named:
        """Return what a declaration is; of an instantiation, what its template is."""
        key = cursor.declaration
        known = self._named.get(key)
        if known is None and self._is_local(cursor):
            known = self._named[key] = self._make_local(cursor)
        if known is None:
            pattern = self.pattern(cursor)
            known = self._named.get(pattern.declaration)
            if known is None:
                known = self._make(pattern)
                is_space = known.kind is SymbolKind.NAMESPACE
                among = self.opened if is_space else self.declared
                among.setdefault(known.usr, []).append(pattern)
            self._named[key] = self._named[pattern.declaration] = known
        return known

    def referenced(self, cursor: CXCursor) -> Named | None:
        """Return what a reference or expression names; None if nothing is known."""
        target = self._referenced(cursor)
        if target.kind not in _NAMEABLE:
            return None
        return self._named.get(target.declaration) or self.named(target)

    def pattern(self, cursor: CXCursor) -> CXCursor:
        """Return the template's own declaration of an implicit instantiation.

        An explicit specialisation has a place of its own and stays what it is.
        """
        if cursor.kind in _NEVER_INSTANTIATED:
            return cursor
        for _ in range(8):  # a member of a member of an instantiation
            template, is_here = self._template(cursor)
            if template is None or not is_here:
                return cursor
            cursor = template
        return cursor

    def usr(self, cursor: CXCursor) -> str:
        """Return the USR by the rules of `model.Symbol.usr`."""
        return self.named(cursor).usr

    def parent(self, cursor: CXCursor) -> CXCursor | None:
        """Return the scope that a declaration belongs to; None at file scope."""
        key = cursor.declaration
        if key in self._parents:
            return self._parents[key]
        parent = self.lib.clang_getCursorSemanticParent(cursor)
        steps = 0
        while self._is_transparent(parent) and steps < _MAX_SCOPES:
            parent = self.lib.clang_getCursorSemanticParent(parent)
            steps += 1
        found = None if is_scope_end(parent.kind) else parent
        self._parents[key] = found
        return found

    def scope(self, cursor: CXCursor) -> str:
        """Return the scopes of a declaration with ``::`` after each."""
        parents: list[CXCursor] = []
        parent = self.parent(cursor)
        prefix = ""
        while parent is not None and len(parents) < _MAX_SCOPES:
            known = self._scopes.get(parent.declaration)
            if known is not None:
                prefix = known
                break
            parents.append(parent)
            parent = self.parent(parent)
        for scope in reversed(parents):
            # Enumerators belong to the scope around the enumeration unless it is
            # scoped: [dcl.enum].
            is_open = scope.kind == _ENUM and not self.lib.clang_EnumDecl_isScoped(
                scope
            )
            segment = "" if is_open else self.segment(scope)
            prefix = f"{prefix}{segment}::" if segment else prefix
            self._scopes[scope.declaration] = prefix
        return prefix

    def qualified(self, cursor: CXCursor) -> str:
        """Return a declaration's name with all scopes, anonymous ones left out."""
        cursor = self.pattern(cursor)
        return (self.scope(cursor) + self.segment(cursor)).removesuffix("::")

    def segment(self, cursor: CXCursor) -> str:
        """Return a declaration's part of a qualified name.

        Specialisations have their arguments.
        """
        name = self.named(cursor).name
        if not name or cursor.kind not in CLASS_LIKE:
            return name
        if self.is_specialization(cursor):
            shown = take_text(self.lib, self.lib.clang_getCursorDisplayName(cursor))
            if shown.startswith(name):
                return name + without_unnamed(shown[len(name) :])
        return name

    def is_specialization(self, cursor: CXCursor) -> bool:
        """Tell if a declaration specialises a template, in full or in part."""
        if cursor.kind == PARTIAL_SPECIALIZATION:
            return True
        template, is_here = self._template(cursor)
        return template is not None and not is_here

    def _template(self, cursor: CXCursor) -> tuple[CXCursor | None, bool]:
        """Return what a declaration is made from, and if that is at the same place."""
        key = cursor.declaration
        known = self._templates.get(key)
        if known is None:
            known = None, False
            template = self.lib.clang_getSpecializedCursorTemplate(cursor)
            if template.declaration and not is_scope_end(template.kind):
                locate = self.lib.clang_getCursorLocation
                here = locate(cursor).int_data
                is_here = here == locate(template).int_data
                if not is_here:  # a template that was declared before
                    whole = self.lib.clang_getCursorDefinition(template)
                    if whole.declaration and here == locate(whole).int_data:
                        template, is_here = whole, True
                known = template, is_here
            self._templates[key] = known
        return known

    def _kind_of(self, cursor: CXCursor, name: str, spelled: str) -> SymbolKind | None:
        """Return the kind of a declaration."""
        kind = cursor.kind
        if kind in (_CLASS_TEMPLATE, PARTIAL_SPECIALIZATION, _FUNCTION_TEMPLATE):
            kind = self.lib.clang_getTemplateCursorKind(cursor)
        symbol = DECLARED.get(kind)
        if kind in _NAMED_BY_KIND:
            may_be_guide = symbol is not SymbolKind.METHOD and spelled[:1] == "<"
            if may_be_guide and _GUIDE.match(spelled):
                return SymbolKind.DEDUCTION_GUIDE
            if symbol is not None:
                return SymbolKind.OPERATOR if _OPERATOR.match(name) else symbol
        if kind == UNEXPOSED:
            # Variable templates, structured bindings; before LLVM 15 concepts too.
            usr = take_text(self.lib, self.lib.clang_getCursorUSR(cursor))
            if not name or name[0] == "[" or not usr:
                return None
            is_concept = self._text_before(cursor).endswith("concept")
            return SymbolKind.CONCEPT if is_concept else SymbolKind.VARIABLE
        return symbol

    def _text_before(self, cursor: CXCursor) -> str:
        """Return the text of a declaration up to its name."""
        begin = self.lib.clang_getCursorExtent(cursor).begin
        place = self.lib.clang_getCursorLocation(cursor).int_data
        return self.locations.slice(begin, place).rstrip()

    def _make(self, cursor: CXCursor) -> Named:
        cursor_kind = cursor.kind
        spelled = self._spelling(cursor)
        name = spelled if spelled.isidentifier() else _plain(spelled)
        kind = self._kind_of(cursor, name, spelled)
        if kind is SymbolKind.CONVERSION:
            name = self._conversion(cursor) or without_unnamed(name)
        parent = self.parent(cursor) if not is_scope_end(cursor_kind) else None
        local = parent is not None and self._is_function(parent)
        if local and kind is SymbolKind.VARIABLE:  # a structured binding
            kind = SymbolKind.LOCAL
        raw = self.lib.clang_getCursorLocation(cursor).int_data
        if kind in _MISREAD and self._is_misread(cursor, kind, name, raw):
            kind = None
        return Named(
            self._usr(cursor, cursor_kind, parent, raw),
            name,
            kind,
            cursor_kind in _ALWAYS_DEFINED or self._is_definition(cursor, name),
            raw,
            local,
        )

    def _is_misread(
        self, cursor: CXCursor, kind: SymbolKind, name: str, raw: int
    ) -> bool:
        """Tell if the parser made a declaration of something else."""
        if not self.lib.clang_isInvalidDeclaration(cursor):
            return False
        begin = self.lib.clang_getCursorExtent(cursor).begin
        before = "" if begin == raw else self.locations.slice(begin, raw)
        if (begin == raw or before) and is_typeless(before):
            return name != "main"  # which many compilers take without a type
        following = self.locations.text_from(raw + len(name.encode()), MOST_LOOKED_AT)
        if kind not in _OBJECTS:
            return is_argument(before, following)
        return is_misread(following, member=kind is SymbolKind.FIELD, before=before)

    def _is_definition(self, cursor: CXCursor, name: str) -> bool:
        """Tell if a declaration is the definition.

        Of ``A() = default;``, which is one ([dcl.fct.def.default]), libclang says so if
        something that it read needs the function.
        """
        if self.lib.clang_isCursorDefinition(cursor):
            return True
        may_be = cursor.kind in _SPECIAL or name.startswith("operator")
        return may_be and bool(self.lib.clang_CXXMethod_isDefaulted(cursor))

    def _is_local(self, cursor: CXCursor) -> bool:
        """Tell if a declaration is a parameter or a variable inside a function."""
        if cursor.kind != _VARIABLE:
            return cursor.kind in _PARAMETERS
        parent = self.parent(cursor)
        return parent is not None and self._is_function(parent)

    def _make_local(self, cursor: CXCursor) -> Named:
        """Return what a declaration is that nothing outside its scope names.

        Half of all declarations: what libclang's USR, pattern and definition of one
        cost is not worth it. Its identity is the place and the name.
        """
        raw = self.lib.clang_getCursorLocation(cursor).int_data
        spelled = self._spelling(cursor)
        name = spelled if spelled.isidentifier() else _plain(spelled)
        kind, definition = DECLARED[cursor.kind], True
        if kind is SymbolKind.VARIABLE:
            kind = SymbolKind.LOCAL
            definition = bool(self.lib.clang_isCursorDefinition(cursor))
        values = self._local_usr(raw, name), name, kind, definition, raw, True
        return _new_tuple(Named, values)

    def _local_usr(self, raw: int, name: str) -> str:
        """Return the identity of a declaration that is local: place and name."""
        wanted, offset = self.locations.find(raw)
        if wanted >= 0:
            path = self._paths[wanted]
        else:
            file, offset = self.locations.place(raw)
            absolute, path = self.locations.unit.name_of(file) if file else ("", "")
            path = path or absolute.rpartition(os.sep)[2]
        return f"c:{path}@{offset}@{name}"

    def _is_function(self, scope: CXCursor) -> bool:
        """Tell if a scope is a function or in one."""
        known = self._functions.get(scope.declaration)
        if known is None:
            known = False
            parent: CXCursor | None = scope
            steps = 0
            while parent is not None and steps < _MAX_SCOPES:
                if parent.kind in FUNCTION_CURSORS or parent.kind == _NAMESPACE:
                    known = parent.kind != _NAMESPACE
                    break
                parent = self.parent(parent)
                steps += 1
            self._functions[scope.declaration] = known
        return known

    def _is_transparent(self, scope: CXCursor) -> bool:
        """Tell if a scope is no scope of names: ``extern "C"``, export, friend."""
        kind: int = scope.kind
        return kind in (_LINKAGE, _FRIEND) or (
            kind == UNEXPOSED and not self._spelling(scope)
        )

    def _conversion(self, cursor: CXCursor) -> str:
        """Return the name of a conversion as it is written; empty if it is nowhere.

        libclang's has the canonical type: ``operator type-parameter-0-1``.
        """
        place = self.lib.clang_getCursorLocation(cursor).int_data
        end = self.lib.clang_getCursorExtent(cursor).end
        text = ""
        if place < MACRO_LOCATION and end < MACRO_LOCATION:
            text = self.locations.slice(place, end)
        if not text:
            printed = pretty(self.lib, cursor)
            text = printed[max(0, printed.find("operator ")) :]
        return conversion_name(text)

    def _spelling(self, cursor: CXCursor) -> str:
        return take_text(self.lib, self.lib.clang_getCursorSpelling(cursor))

    def _usr(
        self, cursor: CXCursor, kind: int, parent: CXCursor | None, raw: int
    ) -> str:
        """Return the USR; `kind` and raw location are the cursor's."""
        usr = take_text(self.lib, self.lib.clang_getCursorUSR(cursor))
        if not usr.startswith("c:@"):
            if kind not in _ALWAYS_DEFINED:
                first = self.lib.clang_getCanonicalCursor(cursor)
                raw = self.lib.clang_getCursorLocation(first).int_data
            usr = self._with_path(usr, raw)
        if kind in _ALIASES:
            usr = _without_header(usr)
        if ">" in usr and parent is not None and parent.kind in _TYPE_SCOPES:
            # libclang maps functions and classes back to their template, but not
            # fields, enumerations and aliases: take the scope's.
            own = self._own_usr(parent)
            mapped = self.usr(parent)
            if own and own != mapped and usr.startswith(own):
                usr = mapped + usr[len(own) :]
        return relative_places(usr, self.locations.unit.root)

    def _own_usr(self, scope: CXCursor) -> str:
        """Return the USR of a scope as libclang writes it."""
        key = scope.declaration
        own = self._own_usrs.get(key)
        if own is None:
            own = take_text(self.lib, self.lib.clang_getCursorUSR(scope))
            self._own_usrs[key] = own
        return own

    def _with_path(self, usr: str, raw: int) -> str:
        """Replace the base name of the file in a USR by its path from the root.

        :param raw: Where the first declaration stands.
        """
        file = self.locations.file_of(raw)
        if file not in self._prefixes:
            absolute, path = self.locations.unit.name_of(file) if file else ("", "")
            # One that no USR begins with where there is nothing to replace.
            written = f"c:{absolute.rpartition(os.sep)[2]}@" if path else "@"
            self._prefixes[file] = written, f"c:{path}@"
        written, replaced = self._prefixes[file]
        return replaced + usr[len(written) :] if usr.startswith(written) else usr


def _without_header(usr: str) -> str:
    """Return the USR of an alias without the header that it stands in.

    In C aliases have no linkage, in C++ they have, and under a precompiled header
    libclang takes the one for the other.
    """
    head, _, rest = usr.partition("@")
    return f"c:@{rest}" if head != "c:" and is_header(head[2:]) else usr


def is_unnamed(spelled: str) -> bool:
    """Tell whether the spelling of a type says that it has no name."""
    return not spelled or _UNNAMED.match(spelled) is not None


def _plain(spelled: str) -> str:
    """Return a spelling without template arguments or what stands for no name."""
    if is_unnamed(spelled):
        return ""
    guide = _GUIDE.match(spelled)
    if guide:
        return guide[1]
    if "<" in spelled and not spelled.startswith("operator"):
        # Constructors and destructors of templates: ``Edge<T>``.
        return spelled[: spelled.index("<")].rstrip()
    return spelled
