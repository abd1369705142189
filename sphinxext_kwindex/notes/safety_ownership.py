"""Safety of ownership: new and delete by hand, and destructors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import Access, NoteCategory, Qualifier, SymbolKind
from .rule import Hit, Rule
from .signatures import returned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model import Symbol
    from .code import Code

__all__ = ["RULES"]

_NEW, _DELETE = 134, 135
"""CXCursorKind of the expressions."""


def _new(code: Code) -> Iterator[Hit]:
    """Find new objects that are kept in a raw pointer or thrown away."""
    for place in code.places("new"):
        if code.cursor_kind(place) != _NEW or code.text(place + 1) == "(":
            continue
        before = code.text(place - 1)
        if before == "::":
            continue
        if (before == "=" and _is_raw_target(code, place - 1)) or (
            before == "return" and _returns_raw(code, place)
        ):
            yield code.hit(place, _made(code, place))


def _made(code: Code, place: int) -> str:
    """Return ``new`` with the type, as far as it is names."""
    end = place + 1
    while code.text(end)[:1].isalpha() or code.text(end) == "::":
        end += 1
    return code.joined(place, end - 1)


def _is_raw_target(code: Code, assign: int) -> bool:
    """Tell if what stands before ``=`` is a raw pointer, and not static."""
    if code.occurrence(assign) is not None or code.types is None:
        return False  # an operator of a class
    name = assign - 1
    if not code.is_identifier(name):
        return False
    start = code.back_to(name, ";", "{", "}", ")", "(", ",")
    words = code.texts[start:assign]
    if "static" in words:
        return False
    found = code.occurrence(name)
    if found is None or found.kind not in _OBJECTS:
        return False
    facts = code.types.variable(code.numbers[name])
    return facts is not None and facts.is_pointer


_OBJECTS = frozenset(
    {
        SymbolKind.LOCAL,
        SymbolKind.FIELD,
        SymbolKind.VARIABLE,
        SymbolKind.PARAMETER,
    }
)


def _returns_raw(code: Code, place: int) -> bool:
    """Tell if the function around returns a raw pointer, in no lambda."""
    body = code.function_of(place)
    if body is None or code.in_lambda(place, body.open):
        return False
    text = "".join(part.text for part in returned(body.symbol))
    _, star, scope = text.rpartition("*")
    # A definition outside of its class: ``X* Class::name``.
    return bool(star) and (not scope.strip() or scope.rstrip().endswith("::"))


def _delete(code: Code) -> Iterator[Hit]:
    """Find delete expressions, but for those of destructors."""
    for place in code.places("delete"):
        if code.cursor_kind(place) != _DELETE:
            continue
        if code.text(place - 1) in ("=", "operator"):
            continue
        body = code.function_of(place)
        if body is None or body.symbol.kind is SymbolKind.DESTRUCTOR:
            continue
        end = place
        while code.text(end + 1) not in (";", ")", ",", ""):
            end += 1
            end = max(end, code.match(end))
        yield code.hit(place, code.joined(place, end), last=end)


def _virtual_destructor(code: Code) -> Iterator[Hit]:
    """Find classes with virtual methods that can be deleted by a pointer to a base."""
    for record in code.records:
        if Qualifier.FINAL in record.qualifiers:
            continue
        members = code.members.get(record.usr, ())
        own = [one for one in members if one.kind in _METHODS]
        if not any(Qualifier.VIRTUAL in one.qualifiers for one in own):
            continue
        first, end = code.bases_of(record)
        destructor = next(
            (one for one in members if one.kind is SymbolKind.DESTRUCTOR), None
        )
        if destructor is not None:
            wrong = (
                first == end
                and destructor.access is Access.PUBLIC
                and Qualifier.VIRTUAL not in destructor.qualifiers
                and Qualifier.DELETED not in destructor.qualifiers
            )
            text = "its destructor is public and not virtual"
        else:
            wrong = first == end and not _has_hidden(code, record)
            text = "it declares no destructor"
        if wrong:
            yield code.hit_symbol(record, text)


_METHODS = frozenset({SymbolKind.METHOD, SymbolKind.OPERATOR, SymbolKind.CONVERSION})


def _has_hidden(code: Code, record: Symbol) -> bool:
    """Tell if a destructor stands in the class, which is no symbol (macros)."""
    first, end = code.tokens_of(record.span)
    return "~" in code.texts[first:end]


RULES = (
    Rule(
        id="raw-new",
        category=NoteCategory.SAFETY,
        title="new kept in a raw pointer",
        find=_new,
        finds="A new whose result is assigned to a raw pointer, or returned as one.",
        why="Somebody has to delete it, on every way out, and no type says who.",
        limits="Only where the assignment or return is direct: objects that are handed"
        " to a function or constructor, or kept in a static local variable, are passed"
        " over.",
        source="C++ Core Guidelines, R.3, R.11 and I.11.",
    ),
    Rule(
        id="raw-delete",
        category=NoteCategory.SAFETY,
        title="delete outside of a destructor",
        find=_delete,
        finds="A delete that stands in no destructor.",
        why="It is done by hand, so it can be forgotten, or done twice.",
        limits="Objects that count their references and delete themselves are found,"
        " too.",
        source="C++ Core Guidelines, R.11; SEI CERT C++, MEM51-CPP.",
    ),
    Rule(
        id="virtual-destructor",
        category=NoteCategory.SAFETY,
        title="No virtual destructor",
        find=_virtual_destructor,
        finds="A class with virtual methods whose destructor is public and not"
        " virtual.",
        why="To delete a derived object through a pointer to this class is undefined.",
        limits="Whether anybody does so is not looked at; classes that are final, or"
        " derive from others, are passed over.",
        source="C++ Core Guidelines, C.35 and C.127; SEI CERT C++, OOP52-CPP.",
    ),
)
