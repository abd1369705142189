"""Patterns of objects: how they are made, moved and combined."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model import NoteCategory, Qualifier, SymbolKind
from .rule import Hit, Rule
from .signatures import own_reference, parameters, returned, types_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..model import Fragment, Symbol
    from .code import Code

__all__ = ["RULES"]

_SMART = re.compile(r"c:@N@std@.*@(?:unique_ptr|shared_ptr)$")
_POINTERS = frozenset({"unique_ptr", "shared_ptr"})
_MAKERS = frozenset({"make_unique", "make_shared", "WrapUnique"})
_COMPARISONS = ("==", "!=", "<", ">", "<=", ">=", "<=>")
_ARITHMETIC = ("+", "-", "*", "/", "%", "&", "|", "^")
_LEAST_OPERATORS = 3
_TEMPLATE = re.compile(r"([A-Za-z_]\w*)\s*<")
_RECORD = re.compile(r"@(ST|CT|S)[>@]")


def _singleton(code: Code) -> Iterator[Hit]:
    """Find static methods with a static object of their own class."""
    for symbol in code.of_kind(SymbolKind.METHOD):
        if not symbol.parent or Qualifier.STATIC not in symbol.qualifiers:
            continue
        if symbol.parent not in {part.usr for part in types_of(symbol)}:
            continue
        body = code.body(symbol)
        if body is None:
            continue
        for place in code.between("static", body.open, body.close):
            after = place + 1
            while code.text(after) in ("const", "constexpr", "::", "thread_local"):
                after += 1
            if code.usr(after) == symbol.parent:
                yield code.hit_symbol(symbol, "returns the one static object")
                break


def _move_only(code: Code) -> Iterator[Hit]:
    for record in code.records:
        constructors = [
            one
            for one in code.members.get(record.usr, ())
            if one.kind is SymbolKind.CONSTRUCTOR
        ]
        deleted = {
            own_reference(one, record.name)
            for one in constructors
            if Qualifier.DELETED in one.qualifiers
        }
        if "&" in deleted and any(
            own_reference(one, record.name) == "&&"
            and Qualifier.DELETED not in one.qualifiers
            for one in constructors
        ):
            yield code.hit_symbol(record, "moved, never copied")


def _factory(code: Code) -> Iterator[Hit]:
    """Find functions that return a new object as a smart pointer."""
    for symbol in code.of_kind(SymbolKind.FUNCTION, SymbolKind.METHOD):
        before = returned(symbol)
        if not any(part.usr and _SMART.match(part.usr) for part in before):
            continue
        body = code.body(symbol)
        if body is None:
            continue
        for place in code.between("return", body.open, body.close):
            if _makes(code, place + 1) and not code.in_lambda(place, body.open):
                yield code.hit_symbol(symbol, "makes what it returns")
                break


def _makes(code: Code, place: int) -> bool:
    """Tell if an expression makes an object and the smart pointer to it."""
    while code.text(place) in ("std", "absl", "::"):
        place += 1
    if code.text(place) in _MAKERS:
        return True
    return code.text(place) in _POINTERS and _is_given_new(code, place)


def _is_given_new(code: Code, place: int) -> bool:
    end = min(len(code), place + 40)
    for at in range(place, end):
        if code.texts[at] == ";":
            return False
        if code.texts[at] == "(":
            return code.text(at + 1) == "new"
    return False


def _operator_set(code: Code) -> Iterator[Hit]:
    """Find classes with three comparison or arithmetic operators, free ones too."""
    records = {record.usr: record for record in code.records}
    names: dict[str, set[str]] = {usr: set() for usr in records}
    for symbol in code.of_kind(SymbolKind.OPERATOR):
        if Qualifier.DELETED in symbol.qualifiers:
            continue
        name = symbol.name.removeprefix("operator").strip()
        named = {part.usr for part in symbol.signature if part.usr}
        of = {symbol.parent or ""} & records.keys() or named & records.keys()
        for usr in of:
            names[usr].add(name)
    for usr, record in records.items():
        for known, compound in ((_COMPARISONS, ""), (_ARITHMETIC, "=")):
            found = [
                one
                for one in known
                if one in names[usr] or (compound and one + compound in names[usr])
            ]
            if len(found) >= _LEAST_OPERATORS:
                yield code.hit_symbol(record, f"operators {' '.join(found)}")
                break


def _expression_template(code: Code) -> Iterator[Hit]:
    """Find operators that return a template of their operands' types."""
    for symbol in code.of_kind(SymbolKind.OPERATOR):
        if symbol.macro is not None:
            continue
        name = symbol.name.removeprefix("operator").strip()
        if name not in _ARITHMETIC or Qualifier.TEMPLATE not in symbol.qualifiers:
            continue
        before = returned(symbol)
        type_ = _return_type(before)
        text = "".join(part.text for part in type_)
        listed = parameters(symbol)
        if not _is_node(type_, text, symbol.signature[len(before) :], listed):
            continue
        used = [
            one
            for one in _template_parameters(before)
            if re.search(rf"<.*\b{one}\b.*>", text) and re.search(rf"\b{one}\b", listed)
        ]
        # A member's other operand is its class, and so may be that of a friend in it.
        is_member = "," in text and (
            _is_in_class(code, symbol) or re.match(r"\s*friend\b", text)
        )
        if len(used) > 1 or (used and is_member):
            yield code.hit_symbol(symbol, "returns its operands unevaluated")


def _is_node(
    type_: list[Fragment], text: str, after: Iterable[Fragment], listed: str
) -> bool:
    """Tell if a returned type is a class template, and none of an operand's.

    By its name alone where libclang has not seen the template: the inner headers of a
    library are often read without those that come before them.
    """
    template = _TEMPLATE.search(text)
    # Not what is in it: `X<T>::type`.
    if template is None or not text.rstrip().endswith(">"):
        return False
    known = next((p.usr for p in type_ if p.usr and p.text == template[1]), None)
    if known is None:
        return not re.search(rf"\b{template[1]}\b", listed)
    operands = {part.usr for part in after if part.usr}
    return bool(_RECORD.search(known)) and known not in operands


def _is_in_class(code: Code, symbol: Symbol) -> bool:
    return any(record.usr == symbol.parent for record in code.records)


def _return_type(before: list[Fragment]) -> list[Fragment]:
    """Return what stands between the template heads and the name."""
    at = 0
    while True:
        while at < len(before) and before[at].text.isspace():
            at += 1
        if at == len(before) or before[at].text != "template":
            return before[at:]
        depth = 0
        while at < len(before):
            opened = depth > 0
            depth += before[at].text.count("<") - before[at].text.count(">")
            at += 1
            if opened and depth <= 0:
                break


def _template_parameters(before: list[Fragment]) -> list[str]:
    text = "".join(part.text for part in before)
    head = re.match(r"template\s*<([^<>]*)>", text)
    return re.findall(r"(?:typename|class)\s+(\w+)", head[1]) if head else []


RULES = (
    Rule(
        id="singleton",
        category=NoteCategory.PATTERN,
        title="Singleton",
        find=_singleton,
        finds="A static method that returns a static object of its own class.",
        why="The object is shared by the whole program: tests share it too, and who"
        " uses it is seen in no signature.",
        limits="Singletons of free functions and of static data members are not found.",
        source="C++ Core Guidelines, I.3.",
    ),
    Rule(
        id="factory-function",
        category=NoteCategory.PATTERN,
        title="Factory function",
        find=_factory,
        finds="A function that returns an object it makes as std::unique_ptr or"
        " std::shared_ptr.",
        why="The caller owns what it gets, and the signature says so.",
        limits="Only definitions whose return statement makes the object itself; other"
        " smart pointers are not known.",
        source="C++ Core Guidelines, C.50, F.26 and R.20.",
    ),
    Rule(
        id="move-only",
        category=NoteCategory.PATTERN,
        title="Move-only type",
        find=_move_only,
        finds="A class whose copy constructor is deleted and whose move constructor is"
        " declared.",
        why="There is one owner of what it holds; it is handed on with std::move.",
        limits="Classes that are move-only because a member is are not found.",
        source="C++ Core Guidelines, C.21 and C.67.",
    ),
    Rule(
        id="operator-set",
        category=NoteCategory.PATTERN,
        title="Set of operators",
        find=_operator_set,
        finds="A class with three or more comparison or arithmetic operators.",
        why="It behaves as a value: a missing operator of the set would surprise.",
        limits="Operators in other files and those that templates or macros make are"
        " not counted; nor are shifts, which mostly write to streams.",
        source="C++ Core Guidelines, C.86 and C.160 to C.168.",
    ),
    Rule(
        id="expression-template",
        category=NoteCategory.PATTERN,
        title="Expression template",
        find=_expression_template,
        finds="An arithmetic operator that returns a template of the types of both"
        " operands, and no operand's own type.",
        why="Nothing is computed before the whole expression is used; an auto variable"
        " may hold references to what is gone.",
        limits="Operators that return auto, members that are no templates themselves,"
        " definitions outside of their class, and what macros make, are not found.",
        source="T. Veldhuizen, Expression Templates (1995); C++ Core Guidelines,"
        " ES.11.",
    ),
)
