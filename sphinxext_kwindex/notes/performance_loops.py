"""Performance in loops: what each pass pays for again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model import NoteCategory, Role, SymbolKind
from .rule import Hit, Rule
from .types import plain_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .code import Body, Code
    from .nesting import Loop
    from .types import TypeFacts

__all__ = ["RULES"]


def _allocation(code: Code) -> Iterator[Hit]:
    for place in code.places("new", *_ALLOCATORS):
        text = code.texts[place]
        if text == "new":
            if code.text(place + 1) == "(" or code.text(place - 1) == "operator":
                continue
        elif code.text(place + 1) not in ("(", "<") or not _ALLOCATOR_USR.match(
            code.usr(place)
        ):
            continue
        if code.loop_of(place) is not None and not _is_left(code, place):
            yield code.hit(place, text)


_ALLOCATORS = ("make_unique", "make_shared", "malloc", "calloc", "realloc", "strdup")
_ALLOCATOR_USR = re.compile(
    r"c:@N@(?:std|absl)@.*make_(?:unique|shared)#|c:(?:@N@std)?@F@\w*(?:alloc|strdup)\b"
)


def _is_left(code: Code, place: int) -> bool:
    """Tell if the statement, or the block after it, leaves the loop."""
    end = code.on_to(place, ";")
    start = code.back_to(place, ";", "{", "}")
    if {"return", "throw", "static", "break"} & set(code.texts[start:end]):
        return True
    loop = code.loop_of(place)
    assert loop is not None
    block = next(code.braces_around(place), -1)
    last = code.match(block) if block >= loop.first else loop.last
    leaving = ("return", "break", "throw")
    return any(code.between(word, end, last) for word in leaving)


def _push_back(code: Code) -> Iterator[Hit]:
    """Find vectors that grow by one in each pass of a loop whose length is known."""
    for place in code.places("push_back", "emplace_back"):
        if code.text(place - 1) != "." or code.text(place + 1) != "(":
            continue
        if not _VECTOR.search(code.usr(place)):
            continue
        vector = code.occurrence(place - 2)
        body, loop = code.function_of(place), code.loop_of(place)
        if vector is None or vector.kind is not SymbolKind.LOCAL:
            continue
        if body is None or loop is None or not _is_counted(code, loop):
            continue
        if _is_always(code, place, loop.first, loop.last) and _starts_empty(
            code, place - 2, body, loop.keyword
        ):
            yield code.hit(place - 2, code.texts[place - 2], last=place)


_VECTOR = re.compile(r"@N@std@.*@vector[>@].*@(?:push|emplace)_back")
_SIZED = frozenset(
    f"std::{name}"
    for name in (
        *("array", "deque", "initializer_list", "list", "map", "multimap"),
        *("multiset", "set", "span", "unordered_map", "unordered_set", "vector"),
    )
)
_STEPS = frozenset({"++", "+="})


def _is_counted(code: Code, loop: Loop) -> bool:
    """Tell if a loop counts up to a bound, or goes over a container with a size."""
    opening, closing = loop.head
    if code.texts[loop.keyword] != "for" or code.types is None:
        return False
    head = code.texts[opening + 1 : closing]
    if ";" not in head:
        # The range must be a variable: of what a call returns little is known.
        if closing < 2 or code.text(closing - 2) != ":":  # noqa: PLR2004
            return False
        facts = code.types.variable(code.numbers[closing - 1])
        return facts is not None and plain_name(facts.name) in _SIZED
    first = opening + 1 + head.index(";")
    name = code.text(first + 1)
    if code.text(first + 2) not in ("<", "<=") or not _STEPS & set(head):
        return False
    facts = code.types.variable(code.numbers[first + 1])
    return name in head and facts is not None and _is_number(facts)


def _is_number(facts: TypeFacts) -> bool:
    return not (facts.is_record or facts.is_pointer or facts.is_reference)


def _is_always(code: Code, place: int, first: int, last: int) -> bool:
    """Tell if each pass of a loop comes to a statement once, and none ends it early."""
    words = ("continue", "break", "return", "goto", "throw", "if", "switch", "?")
    if any(code.between(word, first, last) for word in words):
        return False
    start = code.back_to(place, ";", "{", "}", ")")
    if code.text(first) != "{":
        return start == first
    inner = next(code.braces_around(place), -1)
    return inner == first and code.text(start - 1) != ")"


def _starts_empty(code: Code, vector: int, body: Body, loop: int) -> bool:
    """Tell if a vector is declared without values before a loop, and not used yet."""
    usr = code.usr(vector)
    uses = [
        place
        for place in code.between(code.texts[vector], body.open, loop)
        if code.may_name(place, usr)
    ]
    if len(uses) != 1 or code.text(uses[0] + 1) != ";":
        return False
    outer = code.loop_of(loop)
    return outer is None or uses[0] > outer.first


def _virtual_call(code: Code) -> Iterator[Hit]:
    types = code.types
    if types is None:
        return
    for place in code.places("->"):
        if code.text(place + 2) != "(" or code.text(place - 1) == "this":
            continue
        if code.loop_of(place) is None or _is_left(code, place):
            continue
        found = code.occurrence(place + 1)
        if found is None or found.kind is not SymbolKind.METHOD:
            continue
        if types.calls_virtual(code.numbers[place + 1]):
            yield code.hit(place + 1, code.texts[place + 1], found.usr)


def _concatenation(code: Code) -> Iterator[Hit]:
    """Find strings that grow in a loop by a copy: ``s = s + x``, ``s += x + y``."""
    found = [
        place
        for place in code.places("+")
        if _PLUS.search(code.usr(place))
        and (loop := code.loop_of(place)) is not None
        and _grows(code, place, loop)
    ]
    for place in code.first_in_lines(found):
        if not _is_left(code, place):
            yield code.hit(place, code.joined(_statement(code, place), place) + " …")


_PLUS = re.compile(r"^c:@N@std@.*operator\+.*basic_string")


def _statement(code: Code, place: int) -> int:
    """Return the first token of the statement around a token, as far as it is plain."""
    return code.back_to(place, ";", "{", "}", ")", "else")


def _grows(code: Code, place: int, loop: Loop) -> bool:
    """Tell if a sum of strings goes to one that was there before the loop."""
    start = _statement(code, place)
    if start >= place or not code.is_identifier(start):
        return False
    usr, name = code.usr(start), code.texts[start]
    if not usr or any(
        code.usr(at) == usr and _is_declared(code, at)
        for at in code.between(name, loop.keyword, start - 1)
    ):
        return False
    if code.text(start + 1) == "+=":
        return True
    return code.text(start + 1) == "=" and any(
        code.usr(at) == usr for at in code.between(name, start, place + 2)
    )


def _is_declared(code: Code, place: int) -> bool:
    found = code.occurrence(place)
    return found is not None and not found.role & Role.REFERENCE


RULES = (
    Rule(
        id="allocation-in-loop",
        category=NoteCategory.PERFORMANCE,
        title="Allocation in a loop",
        find=_allocation,
        finds="new, malloc, make_unique or make_shared in the body of a loop.",
        why="Each pass asks the allocator; one allocation before the loop may do.",
        limits="Often there is no other way, as where the objects outlive the loop."
        " What leaves the loop right after it is passed over, and what a called"
        " function allocates is not seen.",
        source="C++ Core Guidelines, Per.14; P.9.",
    ),
    Rule(
        id="push-back-without-reserve",
        category=NoteCategory.PERFORMANCE,
        title="push_back without reserve",
        find=_push_back,
        finds="A local std::vector, empty before a loop that counts up or goes over a"
        " container, to which each pass adds an element, with no reserve.",
        why="It is moved to a larger place again and again, though the number of"
        " elements is known.",
        limits="Only where every pass adds (no if, continue or break in the body). The"
        " range of the loop may not tell its length.",
        source="C++ Core Guidelines, P.9; S. Meyers, Effective STL (2001), item 14.",
    ),
    Rule(
        id="virtual-call-in-loop",
        category=NoteCategory.PERFORMANCE,
        title="Virtual call in a loop",
        find=_virtual_call,
        finds="A call through a pointer of a method that may be overridden, in a loop.",
        why="It is looked up in each pass and not inlined, which counts in loops that"
        " do little else.",
        limits="Calls on references and on this are left out; compilers that see the"
        " whole program may know the target.",
        source="C++ Core Guidelines, Per.10 and Per.11; C.132.",
    ),
    Rule(
        id="concatenation-in-loop",
        category=NoteCategory.PERFORMANCE,
        title="Concatenation of strings in a loop",
        find=_concatenation,
        finds="A std::string that grows in a loop by the sum of strings: s = s + x, or"
        " s += x + y.",
        why="Each pass makes a string that is thrown away; s += x alone does not, and"
        " s = s + x copies all that was there.",
        limits="One note for each line; strings that are reached through others, as in"
        " a.b, are not found.",
        source="C++ Core Guidelines, P.9; Per.14.",
    ),
)
