"""Declarators: the name inside of one, what it declares, and where its head ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import RECORD_KINDS, SymbolKind

if TYPE_CHECKING:
    from collections.abc import Collection

    from tree_sitter import Node

    from .declared import Around
    from .grammar import Grammar
    from .names import Written

__all__ = ["defines", "function_kind", "head_end_of", "leaf_of", "variable_kind"]

_POINTERS = frozenset(
    {
        "pointer_declarator",
        "reference_declarator",
        "array_declarator",
        "pointer_type_declarator",
    }
)
_FUNCTIONS = frozenset({"function_declarator"})
_WRAPPERS = frozenset(
    {
        "parenthesized_declarator",
        "attributed_declarator",
        "init_declarator",
        "variadic_declarator",
    }
)
_MOST_STEPS = 100
"""Declarators around a name."""
_ALWAYS_DEFINED = frozenset(
    {SymbolKind.ALIAS, SymbolKind.FIELD, SymbolKind.DEDUCTION_GUIDE}
)


def leaf_of(
    node: Node, fields: Grammar
) -> tuple[Node | None, Node | None, tuple[int, int] | None]:
    """Return the name in a declarator, its function's declarator, its value."""
    function: Node | None = None
    value = None
    for _ in range(_MOST_STEPS):
        kind = node.type
        if kind in _FUNCTIONS:
            if function is not None and function == node.parent:
                break  # no function returns one: a macro makes the name
            function = node
        elif kind in _POINTERS:
            function = None
        elif kind not in _WRAPPERS:
            return node, function, value
        if kind == "init_declarator":
            of_value = node.child_by_field_id(fields.value)
            if of_value is not None:
                value = of_value.start_byte, of_value.end_byte
        inner = node.child_by_field_id(fields.declarator)
        if inner is None:
            children = node.named_children
            if not children:
                break
            inner = children[-1]
        node = inner
    return None, None, None


def function_kind(
    written: Written,
    around: Around,
    of_type: Node | None,
    function: Node | None,
    namespaces: Collection[str],
) -> SymbolKind | None:
    """Return the kind of a function; None if it is the use of a macro."""
    if written.kind is not None:
        return written.kind
    scope = around.scope
    own = written.scopes[-1] if written.scopes else scope.own
    is_member = bool(written.scopes) or scope.kind in RECORD_KINDS
    if of_type is None and is_member:
        return SymbolKind.CONSTRUCTOR if written.name == own else None
    if of_type is None:
        last = function.named_children[-1] if function is not None else None
        is_guide = last is not None and last.type == "trailing_return_type"
        return SymbolKind.DEDUCTION_GUIDE if is_guide else None
    if written.scopes and own in namespaces:
        return SymbolKind.FUNCTION
    return SymbolKind.METHOD if is_member else SymbolKind.FUNCTION


def variable_kind(
    node: Node, of_type: Node | None, around: Around, code: str
) -> SymbolKind | None:
    """Return the kind of what is no function; None if it is nothing."""
    if of_type is None or node.type == "function_definition":
        return None
    if around.scope.kind not in RECORD_KINDS:
        return SymbolKind.VARIABLE
    words = code[node.start_byte : of_type.start_byte].split()
    return SymbolKind.VARIABLE if "static" in words else SymbolKind.FIELD


def head_end_of(
    node: Node,
    declarator: Node,
    value: tuple[int, int] | None,
    fields: Grammar,
    *,
    is_function: bool,
) -> int:
    """Return where the body or the initialiser of a declaration begins."""
    if value is not None:
        return value[0]
    body = node.child_by_field_id(fields.body)
    if body is not None and node.type == "function_definition":
        for child in node.named_children:
            if child.type == "field_initializer_list":
                return child.start_byte
        return body.start_byte
    if is_function or node.type == "type_definition":
        return node.end_byte
    sibling = declarator.next_named_sibling
    if sibling is not None and sibling.type == "bitfield_clause":
        return sibling.end_byte
    default = node.child_by_field_id(fields.default_value)
    return default.start_byte if default is not None else declarator.end_byte


def defines(node: Node, kind: SymbolKind, code: str) -> bool:
    """Tell if a declaration without a body is a definition."""
    if kind in _ALWAYS_DEFINED:
        return True
    if kind is SymbolKind.VARIABLE:
        # Of a class, a static member is defined elsewhere, unless it is inline.
        head = code[node.start_byte : node.start_byte + 200].split()
        return "extern" not in head[:3]
    last = node.named_children[-1].type
    return last in ("default_method_clause", "delete_method_clause")
