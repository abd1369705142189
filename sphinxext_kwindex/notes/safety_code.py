"""Safety of the language: casts, jumps, state that all may change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import CXX_LANGUAGES, NoteCategory, Qualifier, SymbolKind
from .patterns_program import SYNCHRONISED
from .rule import Hit, Rule
from .signatures import types_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model import Symbol
    from .code import Code

__all__ = ["RULES"]

_C_CAST = 117
"""CXCursorKind of the expression."""
_SMALL = 4
"""Bytes of an int."""
_LONGEST_TYPE = 60
"""Characters of a cast's type that are told."""


def _reinterpret(code: Code) -> Iterator[Hit]:
    yield from _cast(code, "reinterpret_cast")


def _const(code: Code) -> Iterator[Hit]:
    yield from _cast(code, "const_cast")


def _cast(code: Code, word: str) -> Iterator[Hit]:
    for place in code.places(word):
        if code.text(place + 1) == "<":
            end = _angle_end(code, place + 1)
            # With its last token, which may be `>>` and end a type before the cast's.
            most = _LONGEST_TYPE + 1
            text = code.joined(place + 2, end, most) if end > place + 2 else ""
            text = text.removesuffix(">").rstrip()
            if len(text) > _LONGEST_TYPE:
                text = text[: _LONGEST_TYPE - 1] + "…"
            yield code.hit(place, f"to {text}" if text else "")


def _angle_end(code: Code, place: int) -> int:
    """Return the ``>`` of a ``<``; -1 if it is not found."""
    depth = 0
    for at in range(place, place + 60):
        depth += {"<": 1, ">": -1, ">>": -2}.get(code.text(at), 0)
        if depth <= 0:
            return at
    return -1


def _c_cast(code: Code) -> Iterator[Hit]:
    """Find casts with parentheses, in C++; those to void are left out."""
    if code.language not in CXX_LANGUAGES:
        return
    for place in code.places("("):
        if code.cursor_kind(place) != _C_CAST:
            continue
        close = code.match(place)
        if close < 0 or code.texts[place + 1 : close] == ["void"]:
            continue
        # The cast's own parenthesis: a type stands in it, and an operand behind it.
        before = code.text(place - 1)
        if _is_name(before) and before not in ("return", "case", "else", "throw"):
            continue
        if code.text(close + 1) in (")", ";", ",", "]", "}", ""):
            continue
        yield code.hit(place, f"to {code.joined(place + 1, close - 1)}", last=close)


def _is_name(text: str) -> bool:
    return bool(text) and (text[-1].isalnum() or text[-1] in "_>")


def _goto(code: Code) -> Iterator[Hit]:
    for place in code.places("goto"):
        label = place + 1
        yield code.hit(place, code.text(label), last=label)


def _global(code: Code) -> Iterator[Hit]:
    """Find variables of namespaces that can be changed."""
    namespaces = {one.usr for one in code.of_kind(SymbolKind.NAMESPACE)}
    for symbol in code.of_kind(SymbolKind.VARIABLE):
        if not _defines(code, symbol):
            continue
        if symbol.macro is not None or not symbol.name:
            continue
        if symbol.parent is not None and symbol.parent not in namespaces:
            continue
        if _KEPT & set(symbol.qualifiers) or _is_shared_safely(symbol):
            continue
        place = code.token_at(*symbol.position)
        if not _is_declared(code, place):
            continue
        facts = code.types.variable(code.numbers[place]) if code.types else None
        if facts is not None and not facts.is_const and not facts.is_reference:
            yield code.hit_symbol(symbol)


_KEPT = {
    Qualifier.CONST,
    Qualifier.CONSTEXPR,
    Qualifier.THREAD_LOCAL,
    Qualifier.TEMPLATE,
    Qualifier.SPECIALIZATION,
}


def _is_declared(code: Code, place: int) -> bool:
    """Tell if the text around a name is that of a variable.

    Where headers are missing libclang takes calls of macros for variables, and
    functions of unknown types.
    """
    after = place + 1
    while code.is_identifier(after):  # macros that stand for attributes
        after += 1
        if code.text(after) == "(":
            after = code.match(after) + 1
    if code.text(place - 1) == "(" or not after:
        return False
    if code.text(after) == "(":
        return code.text(code.match(after) + 1) in (";", ",")
    return code.text(after) in (";", "=", "{", "[", ",")


def _defines(code: Code, symbol: Symbol) -> bool:
    """Tell if a variable is defined, in C also if only tentatively, [6.9.2]."""
    if code.language in CXX_LANGUAGES:
        return symbol.definition
    return Qualifier.EXTERN not in symbol.qualifiers


def _is_shared_safely(symbol: Symbol) -> bool:
    """Tell if the type is made for threads to share: atomics, locks, once flags."""
    return any(part.usr and SYNCHRONISED.match(part.usr) for part in types_of(symbol))


def _narrowing(code: Code) -> Iterator[Hit]:
    """Find ``int n = x.size();`` and the like."""
    types = code.types
    if types is None:
        return
    for place in code.places("size", "length", "strlen"):
        needs = "(" if code.texts[place] == "strlen" else "()"
        if "".join(code.texts[place + 1 : place + 1 + len(needs)]) != needs:
            continue
        close = code.match(place + 1)
        if code.text(close + 1) != ";":
            continue
        start = _expression_start(code, place)
        name = start - 2
        if code.text(start - 1) != "=" or name < 1 or not code.is_identifier(name):
            continue
        found = code.occurrence(name)
        if found is None or found.kind not in (SymbolKind.LOCAL, SymbolKind.VARIABLE):
            continue
        facts = types.variable(code.numbers[name])
        if facts is None or not 0 < facts.size <= _SMALL or facts.is_record:
            continue
        if types.result_size(code.numbers[place]) > facts.size:
            said = code.joined(name, close)
            yield code.hit(name, said, last=close)


def _expression_start(code: Code, place: int) -> int:
    """Return the first token of ``a.b->c`` that ends with a name."""
    while code.text(place - 1) in (".", "->", "::"):
        place -= 2
        while code.text(place) in (")", "]"):
            opening = code.match(place)
            if opening < 0:
                return place
            place = opening - 1
    return place


RULES = (
    Rule(
        id="reinterpret-cast",
        category=NoteCategory.SAFETY,
        title="reinterpret_cast",
        find=_reinterpret,
        finds="A reinterpret_cast.",
        why="Nothing is checked; reading an object as one of another type is undefined"
        " in most cases.",
        limits="Casts to char pointers, which are allowed, are found, too.",
        source="C++ Core Guidelines, Type.1 and ES.48; SEI CERT C++, EXP57-CPP.",
        syntax=True,
        words=("reinterpret_cast",),
        near=True,
        version=2,
    ),
    Rule(
        id="const-cast",
        category=NoteCategory.SAFETY,
        title="const_cast",
        find=_const,
        finds="A const_cast.",
        why="To change what was defined const is undefined, and readers rely on const.",
        limits="Casts that add const are found, too.",
        source="C++ Core Guidelines, Type.3 and ES.50; SEI CERT C++, EXP55-CPP.",
        syntax=True,
        words=("const_cast",),
        near=True,
        version=2,
    ),
    Rule(
        id="c-style-cast",
        category=NoteCategory.SAFETY,
        title="Cast in the style of C",
        find=_c_cast,
        finds="A cast with the type in parentheses, in C++.",
        why="It may be a static_cast, const_cast or reinterpret_cast; which one"
        " changes with the types, without a word.",
        limits="Casts to void and those in the text of macros are passed over.",
        source="C++ Core Guidelines, Type.4 and ES.49.",
    ),
    Rule(
        id="goto",
        category=NoteCategory.SAFETY,
        title="goto",
        find=_goto,
        finds="A goto.",
        why="How a place was reached is not to be seen from its block.",
        limits="In C it is the usual way to clean up.",
        source="C++ Core Guidelines, ES.76; SEI CERT C, MEM12-C (where it is advised).",
        syntax=True,
        words=("goto",),
        near=True,
    ),
    Rule(
        id="mutable-global",
        category=NoteCategory.SAFETY,
        title="Global variable that can change",
        find=_global,
        finds="A variable of a namespace, or of the file, that is not const.",
        why="Every function may change it, and two threads at once.",
        limits="Atomics, locks, thread-local variables and what macros declare are"
        " passed over; so are static data members.",
        source="C++ Core Guidelines, I.2, R.6 and CP.2.",
    ),
    Rule(
        id="size-narrowing",
        category=NoteCategory.SAFETY,
        title="Size in a smaller integer",
        find=_narrowing,
        finds="A variable of at most 32 bits that is initialised or assigned with"
        " size(), length() or strlen() of 64 bits.",
        why="Above two thousand million the value is another one.",
        limits="Only where the call is all of the value; with a cast it is passed"
        " over.",
        source="C++ Core Guidelines, ES.46; SEI CERT C, INT31-C.",
    ),
)
