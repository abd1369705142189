"""Patterns of classes: how a class derives, hides, owns and is made."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model import (
    NoteCategory,
    Qualifier,
    RelationKind,
    SymbolKind,
)
from .rule import Hit, Rule
from .signatures import parameters, types_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .code import Code

__all__ = ["RULES"]

_RECORDS = frozenset({SymbolKind.CLASS, SymbolKind.STRUCT})
_METHODS = frozenset({SymbolKind.METHOD, SymbolKind.OPERATOR, SymbolKind.CONVERSION})
_HIDDEN = re.compile(
    r"\w*(?:[iI]mpl|Implementation|Rep|Private|Internal|Internals|Pimpl|Body|Core)_?"
    r"|State|Data|rep|state|data|body"
)
"""Names of classes that hold what another one is made of."""
_RELEASES = re.compile(
    r"(?:\w*_)?(?:free|close|fclose|munmap|unref|release|destroy|unlock|dlclose)"
)


def _crtp(code: Code) -> Iterator[Hit]:
    """Find classes that stand in the angle brackets of their own base."""
    for record in code.records:
        first, end = code.bases_of(record)
        depth = 0
        for place in range(first, end):
            text = code.texts[place]
            if text in ("<", ">", ">>"):
                depth += {"<": 1, ">": -1, ">>": -2}[text]
            elif (
                depth == 1
                and text == record.name
                and code.text(place - 1) in ("<", ",", "::")
                and code.text(place + 1) in (">", ",", "<", ">>", "...")
                and code.usr(place) == record.usr
                and _is_base_argument(code, first, place)
            ):
                base = code.joined(_base_start(code, first, place), place)
                more = "" if code.text(place + 1)[0] == ">" else "…"
                yield code.hit_symbol(record, f"derives from {base}{more}>")
                break


def _base_start(code: Code, first: int, place: int) -> int:
    while place > first and code.texts[place] != "<":
        place -= 1
    while place > first and (
        code.text(place - 1) == "::" or code.text(place) in ("<", "::")
    ):
        place -= 1
    return place


def _is_base_argument(code: Code, first: int, place: int) -> bool:
    """Tell if the argument list is the base's own, not that of a nested name."""
    while place > first and code.texts[place] != "<":
        place -= 1
    found = code.occurrence(place - 1)
    return found is not None and found.kind in (
        *_RECORDS,
        SymbolKind.ALIAS,
        SymbolKind.TEMPLATE_PARAMETER,
    )


def _mixin(code: Code) -> Iterator[Hit]:
    """Find class templates that derive from one of their own parameters."""
    for record in code.records:
        first, end = code.bases_of(record)
        depth = 0
        for place in range(first, end):
            text = code.texts[place]
            if text in ("<", ">", ">>", "(", ")"):
                depth += {"<": 1, ">": -1, ">>": -2, "(": 1, ")": -1}[text]
            elif (
                depth == 0
                and code.is_identifier(place)
                and code.text(place - 1) in (":", ",", "public", "virtual")
                and code.text(place + 1) in (",", "{", "...")
            ):
                found = code.occurrence(place)
                if found is not None and found.kind is SymbolKind.TEMPLATE_PARAMETER:
                    if code.text(end + 1) == "}":
                        break  # it adds nothing: a type trait
                    yield code.hit_symbol(record, f"derives from its parameter {text}")
                    break


def _abstract_interface(code: Code) -> Iterator[Hit]:
    for record in code.records:
        if Qualifier.ABSTRACT not in record.qualifiers:
            continue
        members = code.members.get(record.usr, ())
        methods = [one for one in members if one.kind in _METHODS]
        pure = [one for one in methods if Qualifier.PURE in one.qualifiers]
        others = [
            one
            for one in methods
            if not {Qualifier.PURE, Qualifier.DELETED, Qualifier.STATIC}
            & set(one.qualifiers)
            and one.name != "operator="
        ]
        has_fields = any(one.kind is SymbolKind.FIELD for one in members)
        if pure and not others and not has_fields:
            noun = "method" if len(pure) == 1 else "methods"
            yield code.hit_symbol(record, f"{len(pure)} pure virtual {noun}, no data")


def _pimpl(code: Code) -> Iterator[Hit]:
    """Find fields that point to a class which is only declared inside theirs."""
    defined = {record.usr for record in code.records}
    for record in code.records:
        members = code.members.get(record.usr, ())
        hidden = {
            one.usr: one
            for one in members
            if one.kind in _RECORDS
            and not one.definition
            and one.usr not in defined
            and Qualifier.FRIEND not in one.qualifiers
            and Qualifier.TEMPLATE not in one.qualifiers
        }
        if not hidden:
            continue
        for field in members:
            if field.kind is not SymbolKind.FIELD:
                continue
            named = {part.usr for part in field.signature if part.usr}
            text = "".join(part.text for part in field.signature)
            inside = next((hidden[usr] for usr in hidden if usr in named), None)
            if inside is None:
                continue
            is_pointer = re.search(rf"\b{inside.name}\s*(const)?\s*\*", text)
            is_owner = re.search(
                rf"\b(unique_ptr|shared_ptr)\s*<\s*(const\s+)?{inside.name}\b", text
            )
            if is_owner or (is_pointer and _HIDDEN.fullmatch(inside.name)):
                yield code.hit_symbol(field, f"points to {inside.name}, defined apart")
                break


def _raii_owner(code: Code) -> Iterator[Hit]:
    """Find destructors that give back what a field of the class holds."""
    for symbol in code.of_kind(SymbolKind.DESTRUCTOR):
        body = code.body(symbol)
        if body is None:
            continue
        for place in range(body.open + 1, body.close):
            field = _released(code, place)
            if field is None:
                continue
            found = code.occurrence(field)
            if found is not None and found.kind is SymbolKind.FIELD:
                owner = body.symbol.parent or ""
                if found.usr.startswith(f"{owner}@"):
                    text = f"the destructor releases {code.texts[field]}"
                    yield code.hit(place, text, found.usr)
                    break


def _released(code: Code, place: int) -> int | None:
    """Return the place of what a ``delete`` or a releasing call is given."""
    text = code.texts[place]
    if text == "delete":
        after = place + 3 if code.text(place + 1) == "[" else place + 1
        return after if code.text(after + 1) == ";" else None
    if (
        code.text(place + 1) == "("
        and code.text(place + 3) == ")"
        and code.text(place - 1) not in (".", "->")
        and _RELEASES.fullmatch(text)
    ):
        found = code.occurrence(place)
        if found is not None and found.kind is SymbolKind.FUNCTION:
            return place + 2
    return None


def _visitor(code: Code) -> Iterator[Hit]:
    """Find classes with virtual overloads of visit, and calls of ``std::visit``."""
    for record in code.records:
        visits = [
            one
            for one in code.members.get(record.usr, ())
            if one.kind is SymbolKind.METHOD
            and Qualifier.VIRTUAL in one.qualifiers
            and re.match(r"[vV]isit", one.name)
            and parameters(one) not in ("", "()")
        ]
        if len(visits) > 1:
            yield code.hit_symbol(record, f"{len(visits)} virtual visit methods")
    for place in code.places("visit"):
        if code.text(place + 1) == "(" and re.match(
            r"c:@N@(std|absl)@", code.usr(place)
        ):
            yield code.hit(place, "visits the alternatives of a variant")


def _type_erasure(code: Code) -> Iterator[Hit]:
    """Find fields and variables of the standard's type-erasing classes."""
    for symbol in code.of_kind(SymbolKind.FIELD, SymbolKind.VARIABLE):
        for part in types_of(symbol):
            if part.usr and re.match(_ERASING, part.usr):
                yield code.hit_symbol(symbol, f"any callable or value, as {part.text}")
                break


_ERASING = (
    r"c:@N@(?:std(?:@N@\w+)?@ST>[^@]*@(?:function|move_only_function|copyable_function)"
    r"|std(?:@N@\w+)?@S@any|absl(?:@N@\w+)?@(?:S@any|ST>[^@]*@AnyInvocable))$"
)


def _erased_model(code: Code) -> Iterator[Hit]:
    """Find an abstract class and a template of it, nested in one class."""
    bases = {
        (one.source, one.target)
        for one in code.relations
        if one.kind is RelationKind.BASE
    }
    for record in code.records:
        members = code.members.get(record.usr, ())
        concepts = [
            one.usr
            for one in members
            if one.kind in _RECORDS and Qualifier.ABSTRACT in one.qualifiers
        ]
        models = [
            one
            for one in members
            if one.kind in _RECORDS
            and Qualifier.TEMPLATE in one.qualifiers
            and Qualifier.SPECIALIZATION not in one.qualifiers
        ]
        for model in models:
            if any((model.usr, concept) in bases for concept in concepts):
                yield code.hit_symbol(record, f"hides types behind {model.name}")
                break


def _erasures(code: Code) -> Iterator[Hit]:
    yield from _erased_model(code)
    yield from _type_erasure(code)


RULES = (
    Rule(
        id="crtp",
        category=NoteCategory.PATTERN,
        title="Curiously recurring template",
        find=_crtp,
        finds="A class that derives from a template whose argument it is itself.",
        why="The base calls the class without virtual functions; it is chosen when the"
        " program is compiled.",
        limits="The class must be an argument of the base itself, not of one nested in"
        " it, and written with its own name.",
        source="C++ Core Guidelines, T.5 and C.35; J. O. Coplien, Curiously Recurring"
        " Template Patterns (1995).",
    ),
    Rule(
        id="mixin",
        category=NoteCategory.PATTERN,
        title="Mixin",
        find=_mixin,
        finds="A class template that derives from one of its own parameters.",
        why="It adds to whatever class it is given; what it needs of that class no"
        " declaration says.",
        limits="Empty classes are passed over: they are type traits. Bases that are"
        " named through a parameter, as in T::Base, are not found.",
        source="C++ Core Guidelines, C.129 and T.5; the standard, [class.derived].",
    ),
    Rule(
        id="abstract-interface",
        category=NoteCategory.PATTERN,
        title="Abstract interface",
        find=_abstract_interface,
        finds="A class of pure virtual methods, without data members.",
        why="Whoever implements it, or calls through it, depends on this class alone.",
        limits="A class with one method that has a body is not counted, nor one whose"
        " pure methods are all inherited.",
        source="C++ Core Guidelines, C.121 and I.25.",
    ),
    Rule(
        id="pimpl",
        category=NoteCategory.PATTERN,
        title="Pointer to implementation",
        find=_pimpl,
        finds="A class that points to a nested class which is defined in another file.",
        why="What is in the nested class can change without a rebuild of those that"
        " include this file.",
        limits="The nested class must be declared inside; one of a namespace is not"
        " found, as any forward declaration would look like it.",
        source="C++ Core Guidelines, I.27.",
    ),
    Rule(
        id="raii-owner",
        category=NoteCategory.PATTERN,
        title="Owner of a resource",
        find=_raii_owner,
        finds="A destructor that deletes, frees, closes or unlocks what a data member"
        " holds.",
        why="The resource lives as long as the object; such a class has to say what a"
        " copy of it means.",
        limits="Release by a method of the member (as reset()) is not found, nor by a"
        " function with an unusual name.",
        source="C++ Core Guidelines, R.1, C.30, C.31 and C.33.",
    ),
    Rule(
        id="visitor",
        category=NoteCategory.PATTERN,
        title="Visitor",
        find=_visitor,
        finds="A class with several virtual methods whose names begin with visit, or a"
        " call of std::visit.",
        why="What is done for each kind of object stands in one place; a new kind"
        " needs a new method in each visitor.",
        limits="The names decide: visitors with other names are not found.",
        source="C++ Core Guidelines, C.182; the standard, [variant.visit]; E. Gamma et"
        " al., Design Patterns (1994).",
    ),
    Rule(
        id="type-erasure",
        category=NoteCategory.PATTERN,
        title="Type erasure",
        find=_erasures,
        finds="A data member or variable that holds a value of any type"
        " (std::function, std::any, absl::AnyInvocable), or a class that nests an"
        " abstract class and a template derived from it.",
        why="The type is forgotten behind a stable one; a call goes through a pointer,"
        " and making one may allocate.",
        limits="Aliases of these classes are not followed.",
        source="C++ Core Guidelines, T.49; the standard, [func.wrap] and [any].",
    ),
)
