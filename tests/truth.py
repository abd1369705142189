"""The ground truth: a plain, full walk of a file through ``clang.cindex``.

Written apart from the indexer and in another way (cursor objects, every child), so that
the two can be held against each other. Slow, and meant to be. It shares nothing with
the package but the words for the kinds.
"""

from __future__ import annotations

import re
from ctypes import byref, c_uint, c_void_p
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import clang.cindex
from clang.cindex import CursorKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Definition", "Truth", "plain_name", "truth_of"]

# libclang-ng adds its own C++ library to every parse beside the system's otherwise.
clang.cindex.Config.libcxx_dir = ""
clang.cindex.Config.set_compatibility_check(False)

FATAL = 4
ERROR = 3
TYPELESS = "type specifier is required for all declarations"
"""In what Clang says of a declaration in C++ that has none."""
UNKNOWN_TYPE = "unknown type name"
ARGUMENT = re.compile(rb"\w+\s*\(\s*(\w+)\s*\)")
OPTIONS = 0x1 | 0x200
"""Detailed preprocessing record; keep going after a missing header."""

KINDS = {
    "NAMESPACE": "namespace",
    "NAMESPACE_ALIAS": "namespace alias",
    "CLASS_DECL": "class",
    "STRUCT_DECL": "struct",
    "UNION_DECL": "union",
    "ENUM_DECL": "enum",
    "ENUM_CONSTANT_DECL": "enumerator",
    "CONCEPT_DECL": "concept",
    "TYPEDEF_DECL": "alias",
    "TYPE_ALIAS_DECL": "alias",
    "TYPE_ALIAS_TEMPLATE_DECL": "alias",
    "FUNCTION_DECL": "function",
    "CXX_METHOD": "method",
    "CONSTRUCTOR": "constructor",
    "DESTRUCTOR": "destructor",
    "CONVERSION_FUNCTION": "conversion",
    "FIELD_DECL": "field",
    "VAR_DECL": "variable",
    "MACRO_DEFINITION": "macro",
}
RECORDS = {"STRUCT_DECL": "struct", "CLASS_DECL": "class", "UNION_DECL": "union"}
SCOPES = {
    "NAMESPACE",
    "CLASS_DECL",
    "STRUCT_DECL",
    "UNION_DECL",
    "CLASS_TEMPLATE",
    "CLASS_TEMPLATE_PARTIAL_SPECIALIZATION",
    "ENUM_DECL",
}
TRANSPARENT = {"LINKAGE_SPEC", "UNEXPOSED_DECL", "FRIEND_DECL"}
ALWAYS = {
    "namespace",
    "namespace alias",
    "alias",
    "deduction guide",
    "macro",
    "enumerator",
    "field",
}


class Definition(NamedTuple):
    """What is compared."""

    kind: str
    qualified_name: str
    """Template arguments taken off."""
    line: int


class Truth(NamedTuple):
    """What a file defines, and how well its unit parsed."""

    definitions: frozenset[Definition]
    missing: int
    """Headers that were not found, anywhere in the unit."""
    errors: int
    """Other errors, anywhere in the unit."""


def truth_of(path: str, arguments: Sequence[str]) -> Truth:
    """Parse a file by itself and return all that it defines."""
    unit = clang.cindex.Index.create().parse(path, args=arguments, options=OPTIONS)
    serious = [d for d in unit.diagnostics if d.severity >= ERROR]
    missing = sum("file not found" in d.spelling for d in serious)
    return Truth(frozenset(found(unit, path)), missing, errors=len(serious) - missing)


def found(unit: Any, path: str) -> Iterator[Definition]:
    """Yield the definitions of one file of a unit."""
    yield from (definition for _, definition in defining(unit, path))


def defining(unit: Any, path: str) -> Iterator[tuple[Any, Definition]]:
    """Yield the definitions of one file of a unit, each behind its cursor.

    Not what the parser makes of a macro that it does not know (``REGISTER(a, b);`` is a
    variable of that name), which it says itself: a declaration without a type.
    """
    without_type = typeless(unit)
    stack = [(child, False) for child in unit.cursor.get_children()]
    while stack:
        cursor, befriended = stack.pop()
        name = kind_name(cursor)
        place = cursor.location
        here = place.file is not None and place.file.name == path
        if here:
            definition = definition_of(cursor)
            if definition is not None and place.int_data not in without_type:
                yield cursor, definition
        # Scopes of other files cannot hold text of this one, but for includes inside
        # a scope, which no file of the sample has.
        if here and (name in SCOPES or name in TRANSPARENT):
            children = cursor.get_children()
            stack.extend((child, name == "FRIEND_DECL") for child in children)
        elif name in {"LINKAGE_SPEC", "UNEXPOSED_DECL"}:
            stack.extend((child, befriended) for child in cursor.get_children())


def typeless(unit: Any) -> set[int]:
    """Return the raw locations of declarations that lack a type, as Clang says.

    Of ``REGISTER(a);`` it says that it does not know the type, and declares ``a``.
    """
    found = set()
    for diagnostic in unit.diagnostics:
        place = diagnostic.location
        if TYPELESS in diagnostic.spelling:
            found.add(place.int_data)
        elif UNKNOWN_TYPE in diagnostic.spelling and place.file:
            text = Path(place.file.name).read_bytes()
            argument = ARGUMENT.match(text, place.offset)
            if argument:
                found.add(place.int_data + argument.start(1) - place.offset)
    return found


def definition_of(cursor: Any) -> Definition | None:
    """Return the definition that a cursor is, if it is one."""
    kind = symbol_kind(cursor)
    if kind is None or is_local(cursor) or is_instantiation(cursor):
        return None
    # Explicitly defaulted is defined, [dcl.fct.def.default]; libclang says so of those
    # that something uses.
    is_definition = cursor.is_definition() or cursor.is_default_method()
    if kind not in ALWAYS and not is_definition:
        return None
    if kind == "macro" and cursor.location.file is None:
        return None
    return Definition(kind, qualified(cursor), line_of(cursor.location))


def line_of(location: Any) -> int:
    """Return the line of a place; in an argument of a macro, that of the argument.

    The bindings' own ``line`` is that of the macro's name.
    """
    return _file_place(location)[0]


def offset_of(location: Any) -> int:
    """Return the offset of a place, by the rule of `line_of`."""
    return _file_place(location)[1]


def _file_place(location: Any) -> tuple[int, int]:
    file, line, column, offset = c_void_p(), c_uint(), c_uint(), c_uint()
    clang.cindex.conf.lib.clang_getFileLocation(
        location, byref(file), byref(line), byref(column), byref(offset)
    )
    return line.value, offset.value


def symbol_kind(cursor: Any) -> str | None:
    """Return the word of `SymbolKind` for a cursor; None if it is no symbol."""
    name = kind_name(cursor)
    spelling = cursor.spelling
    if name == "UNEXPOSED_DECL":
        # Variable templates and structured bindings have no cursor kind of their own.
        usable = re.fullmatch(r"[^\W\d]\w*", spelling) and cursor.get_usr()
        return "variable" if usable else None
    if name in {"CLASS_TEMPLATE", "CLASS_TEMPLATE_PARTIAL_SPECIALIZATION"}:
        inner = clang.cindex.conf.lib.clang_getTemplateCursorKind(cursor)
        return RECORDS.get(CursorKind.from_id(inner).name)
    if spelling.startswith("<deduction guide"):
        return "deduction guide"
    if name == "FUNCTION_TEMPLATE":
        inner = clang.cindex.conf.lib.clang_getTemplateCursorKind(cursor)
        name = CursorKind.from_id(inner).name
    kind = KINDS.get(name)
    if kind in {"function", "method"} and re.match(r"operator\W", spelling):
        return "operator"
    return kind


def kind_name(cursor: Any) -> str:
    """Return the name of a cursor's kind, also of one that the bindings do not know."""
    try:
        return str(cursor.kind.name)
    except ValueError:
        return "UNKNOWN"


def is_local(cursor: Any) -> bool:
    """Tell whether a function stands around a cursor."""
    parent = cursor.semantic_parent
    while parent is not None and kind_name(parent) != "TRANSLATION_UNIT":
        name = kind_name(parent)
        if name in KINDS and name not in SCOPES and name != "LINKAGE_SPEC":
            return True
        if name == "FUNCTION_TEMPLATE":
            return True
        parent = parent.semantic_parent
    return False


def is_instantiation(cursor: Any) -> bool:
    """Tell ``template class V<int>;``, which defines nothing of its own."""
    if kind_name(cursor) not in {*RECORDS, "FUNCTION_DECL", "CXX_METHOD", "VAR_DECL"}:
        return False
    tokens = [t.spelling for _, t in zip(range(3), cursor.get_tokens(), strict=False)]
    if tokens and tokens[0] == "extern":
        tokens = tokens[1:]
    return len(tokens) > 1 and tokens[0] == "template" and tokens[1] != "<"


def qualified(cursor: Any) -> str:
    """Return the name with its scopes, without anonymous ones."""
    names = [own_name(cursor)]
    parent = cursor.semantic_parent
    while parent is not None and kind_name(parent) != "TRANSLATION_UNIT":
        # The enumerators of an unscoped enum lie in the scope around it, [dcl.enum].
        unscoped = kind_name(parent) == "ENUM_DECL" and not parent.is_scoped_enum()
        if kind_name(parent) in SCOPES and not unscoped:
            names.append(own_name(parent))
        parent = parent.semantic_parent
    return "::".join(name for name in reversed(names) if name)


def own_name(cursor: Any) -> str:
    """Return the name without scope and template arguments; empty if anonymous."""
    spelling = str(cursor.spelling)
    guide = re.fullmatch(r"<deduction guide for (.*)>", spelling)
    if guide:
        return guide[1]
    if "(unnamed" in spelling or "(anonymous" in spelling:
        return ""
    return plain_name(spelling)


def plain_name(name: str) -> str:
    """Take the template arguments off each part of a qualified name.

    The arguments of a conversion's type stay: they are its name.
    """
    match = re.match(r"(.*?)(\boperator(?:\W|\s).*)?$", name, re.DOTALL)
    assert match is not None
    head, tail = match[1], match[2] or ""
    # Operators in arguments, which have blanks around them: ``A<(N > 0)>``.
    head = re.sub(r" (?:<=>|<<|>>|[<>]=?) |->", " ", head)
    depth = 0
    kept = []
    for character in head:
        depth += character == "<"
        if not depth:
            kept.append(character)
        depth -= character == ">"
    return "".join(kept) + tail
