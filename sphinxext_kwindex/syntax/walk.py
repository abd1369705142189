"""A walk over a syntax tree that finds what it declares: names, kinds and places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import RECORD_KINDS, Access, SymbolKind
from .declarators import (
    defines,
    function_kind,
    head_end_of,
    leaf_of,
    variable_kind,
)
from .declared import Around, Declared, Scope
from .grammar import grammar
from .names import Written, is_name, make_usr, split_name
from .third_party import TEST_CLASSES

if TYPE_CHECKING:
    from collections.abc import Callable

    from tree_sitter import Node

__all__ = ["declared_in"]

_KINDS = {
    "class_specifier": SymbolKind.CLASS,
    "struct_specifier": SymbolKind.STRUCT,
    "union_specifier": SymbolKind.UNION,
    "enum_specifier": SymbolKind.ENUM,
}
_ACCESS = {access.value: access for access in Access}


def declared_in(root: Node, code: str, path: str) -> list[Declared]:
    """Return what stands in a tree, in no order; nothing of function bodies.

    What stands under an error counts if it has no error in itself.

    :param code: The text of the tree, in which a character is a byte.
    """
    walk = _Walk(code, path)
    walk.run(root)
    return walk.found


class _Walk:
    def __init__(self, code: str, path: str) -> None:
        self.code = code
        self.path = path
        self.found: list[Declared] = []
        self.namespaces: set[str] = set()
        self._anonymous: dict[tuple[str, ...], int] = {}
        self._waiting: list[tuple[Node, Scope, Access | None]] = []
        self._fields = grammar()

    def run(self, root: Node) -> None:
        self._waiting.append((root, Scope(), None))
        while self._waiting:
            node, scope, access = self._waiting.pop()
            is_error = node.type == "ERROR"
            for child in node.named_children:
                kind = child.type
                if kind == "access_specifier":
                    word = self.code[child.start_byte : child.end_byte].split()
                    access = _ACCESS.get(word[0], access) if word else access
                elif kind in _HANDLERS and not (is_error and child.has_error):
                    _HANDLERS[kind](self, child, Around(scope, access))

    def dispatch(self, node: Node, around: Around) -> None:
        """Take what stands behind the head of a template, ``friend`` or a linkage."""
        handler = _HANDLERS.get(node.type)
        if handler is not None:
            handler(self, node, around)

    def template(self, node: Node, around: Around) -> None:
        children = node.named_children
        if children:
            start = around.start if around.start >= 0 else node.start_byte
            self.dispatch(children[-1], around._replace(start=start))

    def befriend(self, node: Node, around: Around) -> None:
        for child in node.named_children:
            if child.type in ("declaration", "function_definition"):
                scope = around.scope.outer or around.scope
                start = around.start if around.start >= 0 else node.start_byte
                self.dispatch(child, Around(scope, None, start, friend=True))

    def linkage(self, node: Node, around: Around) -> None:
        body = node.child_by_field_id(self._fields.body)
        if body is None:
            return
        if body.type == "declaration_list":
            self._waiting.append((body, around.scope, around.access))
        else:
            self.dispatch(body, around._replace(start=node.start_byte))

    def error(self, node: Node, around: Around) -> None:
        self._waiting.append((node, around.scope, around.access))

    def namespace(self, node: Node, around: Around) -> None:
        scope = around.scope
        name = node.child_by_field_id(self._fields.name)
        body = node.child_by_field_id(self._fields.body)
        start = node.start_byte
        head_end = body.start_byte if body is not None else node.end_byte
        if name is None:
            inner = scope._replace(
                kind=SymbolKind.NAMESPACE,
                usr=make_usr(
                    SymbolKind.NAMESPACE, scope.names, path=self.path, extra="::"
                ),
                hidden=True,
            )
            self._namespace(
                inner, "", start, (start, start + 9), (node, head_end), scope
            )
            scope = inner
        else:
            place = name.start_byte
            for part in self._text(name).split("::"):
                own = part.replace("inline", "").strip()
                place = self.code.find(own, place)
                if not is_name(own):
                    return
                inner = self._inner(scope, SymbolKind.NAMESPACE, own)
                span = place, place + len(own)
                self._namespace(inner, own, start, span, (node, head_end), scope)
                self.namespaces.add(own)
                scope = inner
                place += len(own)
        if body is not None:
            self._waiting.append((body, scope, None))

    def _namespace(
        self,
        inner: Scope,
        name: str,
        start: int,
        place: tuple[int, int],
        extent: tuple[Node, int],
        scope: Scope,
    ) -> None:
        node, head_end = extent
        self.found.append(
            Declared(
                SymbolKind.NAMESPACE,
                Written((), name, None),
                scope,
                start,
                node.end_byte,
                place,
                head_end,
                definition=True,
                access=None,
                usr=inner.usr or "",
            )
        )

    def _inner(self, scope: Scope, kind: SymbolKind, name: str) -> Scope:
        names = (*scope.names, name)
        path = self.path if scope.hidden else ""
        return Scope(kind, names, make_usr(kind, names, path=path), name, scope.hidden)

    def named(self, node: Node, around: Around, kind: SymbolKind) -> None:
        """Take an alias, a concept, an alias of a namespace."""
        name = node.child_by_field_id(self._fields.name)
        if name is None:
            return
        end = node.end_byte
        head_end = end
        if kind is SymbolKind.CONCEPT:
            head_end = self.code.find("=", name.end_byte, end)
        self._add(
            kind,
            split_name(self._text(name)),
            around,
            node,
            place=(name.start_byte, name.end_byte),
            head_end=head_end if head_end > 0 else end,
            value=(head_end + 1, end) if kind is SymbolKind.CONCEPT else None,
        )

    def alias(self, node: Node, around: Around) -> None:
        self.named(node, around, SymbolKind.ALIAS)

    def concept(self, node: Node, around: Around) -> None:
        self.named(node, around, SymbolKind.CONCEPT)

    def namespace_alias(self, node: Node, around: Around) -> None:
        self.named(node, around, SymbolKind.NAMESPACE_ALIAS)

    def type(self, node: Node, around: Around) -> None:
        """Take a class, union or enumeration, and what stands in it."""
        kind = _KINDS[node.type]
        name = node.child_by_field_id(self._fields.name)
        body = node.child_by_field_id(self._fields.body)
        if around.friend or (name is None and body is None):
            return
        start = node.start_byte
        written = split_name(self._text(name)) if name is not None else _NO_NAME
        if name is not None and not written.name:
            return
        scope = around.scope
        inner = self._inner_of(scope, kind, written)
        place = (start, start) if name is None else self._last(name)
        usr = inner.usr or ""
        self._add(
            kind,
            written,
            around,
            node,
            place=place,
            head_end=body.start_byte if body is not None else node.end_byte,
            definition=body is not None,
            usr=usr,
        )
        if body is None:
            return
        if kind is SymbolKind.ENUM:
            is_scoped = self.code[start : start + 40].split()[1:2] in _SCOPED
            owner = inner if is_scoped else scope._replace(usr=usr)
            self._enumerators(body, owner, around.access)
        else:
            default = Access.PRIVATE if kind is SymbolKind.CLASS else Access.PUBLIC
            if not written.name and around.access is not None:
                default = Access.PUBLIC
            self._waiting.append((body, inner, default))

    def _inner_of(self, scope: Scope, kind: SymbolKind, written: Written) -> Scope:
        names, extra = scope.names + written.scopes, ""
        if written.name:
            names = (*names, written.name + "".join(written.arguments.split()))
        else:
            key = (*names, kind.value)
            number = self._anonymous[key] = self._anonymous.get(key, 0) + 1
            extra = f"#{kind.value}{number}"
        is_hidden = scope.hidden or (not written.name and scope.kind is None)
        usr = make_usr(kind, names, path=self.path if is_hidden else "", extra=extra)
        outer = scope.outer if scope.kind in RECORD_KINDS else scope
        return Scope(kind, names, usr, written.name, scope.hidden, outer)

    def _last(self, name: Node) -> tuple[int, int]:
        """Return where the last part of a name stands, without template arguments."""
        text = self._text(name)
        if text.isidentifier():
            return name.start_byte, name.end_byte
        own = split_name(text).name
        at = _place_of(text, own)
        start = name.start_byte + at
        return start, start + (len(own) if text.startswith(own, at) else len(text) - at)

    def _enumerators(self, body: Node, owner: Scope, access: Access | None) -> None:
        number: int | None = -1
        for child in body.named_children:
            if child.type != "enumerator":
                continue
            name = child.child_by_field_id(self._fields.name)
            value = child.child_by_field_id(self._fields.value)
            if value is not None:
                number = _number(self._text(value))
            elif number is not None:
                number += 1
            if name is None:
                continue
            place = name.start_byte, name.end_byte
            self._add(
                SymbolKind.ENUMERATOR,
                split_name(self._text(name)),
                Around(owner, access),
                child,
                place=place,
                head_end=name.end_byte,
                constant=None if number is None else str(number),
            )

    def declaration(self, node: Node, around: Around) -> None:
        """Take a declaration of functions, variables, fields or types."""
        of_type = node.child_by_field_id(self._fields.type)
        declarators = node.children_by_field_id(self._fields.declarator)
        if of_type is not None and of_type.type in _KINDS:
            defines = of_type.child_by_field_id(self._fields.body) is not None
            if defines or not declarators:
                self.type(of_type, around)
        for number, declarator in enumerate(declarators):
            shared = None
            if number and of_type is not None:
                shared = of_type.end_byte, declarator.start_byte
            self._declarator(node, declarator, of_type, around, shared)

    def _declarator(
        self,
        node: Node,
        declarator: Node,
        of_type: Node | None,
        around: Around,
        shared: tuple[int, int] | None,
    ) -> None:
        leaf, function, value = leaf_of(declarator, self._fields)
        if leaf is None:
            return
        text = self._text(leaf)
        written = split_name(text)
        is_function = function is not None or written.kind is SymbolKind.CONVERSION
        if not written.name:
            return
        if node.type == "type_definition":
            kind: SymbolKind | None = SymbolKind.ALIAS
        elif is_function:
            kind = function_kind(written, around, of_type, function, self.namespaces)
        else:
            kind = variable_kind(node, of_type, around, self.code)
        if kind is None:
            if written.name in TEST_CLASSES and function is not None:
                self._test(node, written.name, function, around)
            return
        body = node.child_by_field_id(self._fields.body)
        head_end = head_end_of(
            node, declarator, value, self._fields, is_function=is_function
        )
        parameters = -1
        if function is not None:
            list_node = function.child_by_field_id(self._fields.parameters)
            parameters = list_node.start_byte if list_node is not None else -1
        self._add(
            kind,
            written,
            around,
            node,
            place=self._last(leaf),
            head_end=head_end,
            definition=body is not None or defines(node, kind, self.code),
            parameters=parameters,
            value=value,
            shared=shared,
        )

    def _test(self, node: Node, macro: str, function: Node, around: Around) -> None:
        """Take a test of GoogleTest, which is a class."""
        parameters = function.child_by_field_id(self._fields.parameters)
        if parameters is None or node.type != "function_definition":
            return
        text = self._text(parameters)
        name = "_".join([*(one.strip() for one in text[1:-1].split(",")), "Test"])
        if is_name(name):
            start = function.start_byte
            self._add(
                SymbolKind.CLASS,
                Written((), name, None),
                around,
                node,
                place=(start, start + len(macro)),
                head_end=parameters.end_byte,
                definition=True,
                usr=make_usr(SymbolKind.CLASS, (*around.scope.names, name)),
                macro=macro,
            )

    def _add(
        self,
        kind: SymbolKind,
        written: Written,
        around: Around,
        node: Node,
        *,
        place: tuple[int, int],
        head_end: int,
        definition: bool = True,
        usr: str = "",
        parameters: int = -1,
        value: tuple[int, int] | None = None,
        shared: tuple[int, int] | None = None,
        constant: str | None = None,
        macro: str | None = None,
    ) -> None:
        end = node.end_byte
        if self.code[end - 1 : end] == ";":
            end -= 1
        self.found.append(
            Declared(
                kind,
                written,
                around.scope,
                around.start if around.start >= 0 else node.start_byte,
                end,
                place,
                min(head_end, end),
                definition,
                around.access,
                usr,
                around.friend,
                parameters,
                value,
                shared,
                constant,
                macro,
            )
        )

    def _text(self, node: Node) -> str:
        return self.code[node.start_byte : node.end_byte]


_NO_NAME = Written((), "", None)
_SCOPED = (["class"], ["struct"])
_HANDLERS: dict[str, Callable[[_Walk, Node, Around], None]] = {
    "namespace_definition": _Walk.namespace,
    "namespace_alias_definition": _Walk.namespace_alias,
    "linkage_specification": _Walk.linkage,
    "template_declaration": _Walk.template,
    "friend_declaration": _Walk.befriend,
    "alias_declaration": _Walk.alias,
    "concept_definition": _Walk.concept,
    "declaration": _Walk.declaration,
    "field_declaration": _Walk.declaration,
    "function_definition": _Walk.declaration,
    "type_definition": _Walk.declaration,
    "ERROR": _Walk.error,
    **dict.fromkeys(_KINDS, _Walk.type),
}


def _place_of(text: str, name: str) -> int:
    """Return where the last part of a written name begins."""
    if name.startswith("operator"):
        return max(0, text.find("operator"))
    return max(0, text.rfind(name, 0, text.rfind("<") if text.endswith(">") else None))


def _number(text: str) -> int | None:
    """Return the value of a literal; None of anything else."""
    try:
        return int(text.rstrip("uUlL").replace("'", ""), 0)
    except ValueError:
        return None
