"""Performance: copies, allocations and headers that cost more than they seem to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import FUNCTION_KINDS, NoteCategory, Qualifier, SymbolKind
from .changes import is_changed
from .rule import Hit, Rule
from .signatures import own_reference
from .types import plain_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model import Symbol
    from .code import Code
    from .types import TypeFacts

__all__ = ["RULES"]

_LARGE = 32
"""Bytes: above four words a copy is called large."""
_OWNING = frozenset(
    f"std::{name}"
    for name in (
        "basic_string",
        "deque",
        "forward_list",
        "list",
        "map",
        "multimap",
        "multiset",
        "set",
        "unordered_map",
        "unordered_multimap",
        "unordered_multiset",
        "unordered_set",
        "vector",
    )
)
"""Containers whose copies allocate, whatever their own size is."""
_HEADERS = (".h", ".hh", ".hpp", ".hxx", ".cuh", ".inl", ".ipp", ".tpp")


def _by_value(code: Code) -> Iterator[Hit]:
    """Find parameters that are copied and only read."""
    types = code.types
    if types is None:
        return
    for symbol in code.of_kind(*FUNCTION_KINDS):
        if Qualifier.VIRTUAL in symbol.qualifiers or not _names_types(symbol):
            continue
        body = code.body(symbol)
        if body is None:
            continue
        opening, closing = code.parameters(body)
        for place in _parameter_names(code, opening, closing):
            facts = types.variable(code.numbers[place])
            if facts is None or not _is_costly(facts):
                continue
            usr = code.usr(place)
            if not usr or is_changed(code, usr, code.texts[place], closing, body.close):
                continue
            yield code.hit(place, _costs(code.texts[place], facts), body.symbol.usr)


def _names_types(symbol: Symbol) -> bool:
    """Tell if a class or alias is named after the function's own name."""
    own = False
    for part in symbol.signature:
        if part.text == "(" or part.text.startswith("("):
            own = True
        if own and part.usr:
            return True
    return False


def _parameter_names(code: Code, opening: int, closing: int) -> Iterator[int]:
    """Yield the names of parameters that are no references, pointers or numbers."""
    texts, place = code.texts, opening + 1
    names: list[int] = []
    depth, is_plain = 0, True
    while place <= closing:
        text = texts[place]
        if text in _ANGLES:
            depth += _ANGLES[text]
        elif depth == 0 and (text == "," or place == closing):
            if is_plain and len(names) > 1:
                yield names[-1]
            names, is_plain = [], True
        elif depth == 0 and text in _NO_COPY:
            is_plain = False
        elif text == "=":
            depth += _DEFAULT  # what follows is no name
        elif depth == 0 and code.is_identifier(place):
            names.append(place)
        if text in _OPENING:
            place = max(place, code.match(place))
        if depth >= _DEFAULT and texts[place + 1] in (",", ")"):
            depth = 0
        place += 1


_ANGLES = {"<": 1, ">": -1, ">>": -2}
_OPENING = frozenset({"(", "[", "{"})
_NO_COPY = frozenset({"&", "&&", "*", "...", "["})
_DEFAULT = 100


def _is_costly(facts: TypeFacts) -> bool:
    if not facts.is_record or facts.is_pointer or facts.is_reference:
        return False
    if plain_name(facts.name) in _OWNING:
        return True
    return facts.size > _LARGE


def _costs(name: str, facts: TypeFacts) -> str:
    of = plain_name(facts.name)
    of = of.replace("std::basic_string", "std::string")
    return f"{name}: {of}, {facts.size} bytes"


def _range_copy(code: Code) -> Iterator[Hit]:
    """Find range-based loops whose variable is a copy that is only read."""
    types = code.types
    if types is None:
        return
    for loop in code.loops:
        opening, closing = loop.head
        name = _range_variable(code, opening, closing)
        if name is None:
            continue
        facts = types.variable(code.numbers[name])
        if facts is None or not _is_costly(facts):
            continue
        if not types.copies(code.numbers[name]):
            continue
        usr = code.usr(name)
        if usr and not is_changed(code, usr, code.texts[name], closing, loop.last):
            yield code.hit(name, _costs(code.texts[name], facts))


def _range_variable(code: Code, opening: int, closing: int) -> int | None:
    """Return the name before the ``:`` of a range-based loop."""
    for place in range(opening + 1, closing):
        text = code.texts[place]
        if text in (";", "&", "&&", "[", "(", "?"):
            return None
        if text == ":":
            return place - 1 if code.is_identifier(place - 1) else None
    return None


def _endl(code: Code) -> Iterator[Hit]:
    for place in code.places("endl"):
        if code.text(place - 1) == "::" and code.text(place - 2) == "std":
            yield code.hit(place - 2, last=place)
        elif "@endl" in code.usr(place) and "@N@std@" in code.usr(place):
            yield code.hit(place)


def _heavy_include(code: Code) -> Iterator[Hit]:
    if not code.path.endswith(_HEADERS):
        return
    for include in code.includes:
        header = include.spelled[1:-1]
        if include.active and header in _HEAVY:
            yield Hit(include.line, 1, 0, f"<{header}>: {_HEAVY[header]}")


_HEAVY = {
    "bits/stdc++.h": "the whole standard library",
    "filesystem": "one of the largest headers of the standard library",
    "iostream": "makes each unit that includes it set up the standard streams",
    "regex": "one of the largest headers of the standard library",
    "windows.h": "the whole Windows interface, with its macros",
    "Windows.h": "the whole Windows interface, with its macros",
}


def _template_header(code: Code) -> Iterator[Hit]:
    if not code.path.endswith(_HEADERS):
        return
    defined = [
        one
        for one in code.symbols
        if one.kind in _TEMPLATES and one.definition and not one.macro
    ]
    templates = [one for one in defined if Qualifier.TEMPLATE in one.qualifiers]
    lines = {line for one in templates for line in range(one.span[0], one.span[2] + 1)}
    if len(templates) >= _MANY_TEMPLATES and len(lines) >= _MANY_LINES:
        text = f"{len(templates)} templates, {len(lines):,} lines"
        yield code.hit_symbol(templates[0], text)._replace(usr="")


_MANY_TEMPLATES = 10
_MANY_LINES = 300
_TEMPLATES = frozenset(
    {
        SymbolKind.CLASS,
        SymbolKind.STRUCT,
        SymbolKind.FUNCTION,
        SymbolKind.METHOD,
        SymbolKind.CONSTRUCTOR,
        SymbolKind.OPERATOR,
    }
)


def _move(code: Code) -> Iterator[Hit]:
    """Find moves that are written by hand and may throw."""
    types = code.types
    if types is None:
        return
    for record in code.records:
        for one in code.members.get(record.usr, ()):
            if one.kind is not SymbolKind.CONSTRUCTOR and one.name != "operator=":
                continue
            if _NO_THROW & set(one.qualifiers) or one.macro is not None:
                continue
            if own_reference(one, record.name) == "&&":
                place = code.token_at(*one.position)
                if types.may_throw(code.numbers[place]):
                    yield code.hit_symbol(one)


_NO_THROW = {Qualifier.NOEXCEPT, Qualifier.DELETED, Qualifier.DEFAULTED}


RULES = (
    Rule(
        id="large-parameter",
        category=NoteCategory.PERFORMANCE,
        title="Large parameter by value",
        find=_by_value,
        finds="A parameter that is copied at each call and only read: a container, or"
        " a class of more than 32 bytes.",
        why="A reference to const would do without the copy.",
        limits="Only where the body is in this file; a parameter that is moved from,"
        " assigned, captured by a lambda, or has a method called that is not const, is"
        " passed over, and so are virtual methods. Sizes are those of the parse;"
        " callers that fix the signature are not known.",
        source="C++ Core Guidelines, F.16.",
    ),
    Rule(
        id="range-copy",
        category=NoteCategory.PERFORMANCE,
        title="Copy in a range-based for",
        find=_range_copy,
        finds="A range-based for that copies each element, a container or a class of"
        " more than 32 bytes, and only reads it.",
        why="With const auto& nothing would be copied.",
        limits="Not in templates, where the type is open. A copy may be meant, if the"
        " loop changes the container.",
        source="C++ Core Guidelines, ES.71 and P.9.",
    ),
    Rule(
        id="endl",
        category=NoteCategory.PERFORMANCE,
        title="std::endl",
        find=_endl,
        finds="A use of std::endl.",
        why="It flushes the stream each time; '\\n' only ends the line.",
        limits="A flush may be meant.",
        source="C++ Core Guidelines, SL.io.50.",
        syntax=True,
        words=("endl",),
        near=True,
    ),
    Rule(
        id="heavy-include",
        category=NoteCategory.PERFORMANCE,
        title="Heavy header included by a header",
        find=_heavy_include,
        finds="A header that includes <bits/stdc++.h>, <filesystem>, <iostream>,"
        " <regex> or <windows.h>.",
        why="Every file that includes this one reads it, too: 54,000 lines for"
        " <regex>, 41,000 for <filesystem> (GCC 12, C++20, comments left out).",
        limits="The list is fixed; whether the header could do without is not looked"
        " at.",
        source="C++ Core Guidelines, SF.10 and SF.11; LLVM Coding Standards, #include"
        " <iostream> is forbidden.",
        syntax=True,
    ),
    Rule(
        id="template-heavy-header",
        category=NoteCategory.PERFORMANCE,
        title="Template-heavy header",
        find=_template_header,
        finds="A header with ten or more templates of together 300 lines or more.",
        why="Each unit that includes it parses them, and compiles those that it uses"
        " anew.",
        limits="Members of class templates count with their class; explicit"
        " instantiations elsewhere are not known.",
        source="C++ Core Guidelines, T.61, T.62 and T.84.",
    ),
    Rule(
        id="throwing-move",
        category=NoteCategory.PERFORMANCE,
        title="Move that may throw",
        find=_move,
        finds="A move constructor or move assignment that is not noexcept.",
        why="std::vector copies rather than moves elements whose move may throw.",
        limits="Defaulted moves are passed over: what they are is computed.",
        source="C++ Core Guidelines, C.66; the standard, [vector.modifiers] and"
        " [utility].",
    ),
)
