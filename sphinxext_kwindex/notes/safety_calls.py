"""Safety of calls: C functions that trust their arguments, threads, processes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model import CXX_LANGUAGES, NoteCategory, Role, SymbolKind
from .rule import Hit, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .code import Body, Code

__all__ = ["RULES"]

_UNBOUNDED = (
    *("strcpy", "strcat", "stpcpy", "sprintf", "vsprintf", "gets"),
    *("wcscpy", "wcscat"),
)
_PLAIN = frozenset({"strcpy", "stpcpy", "wcscpy"})
"""Those whose length is known if the text is a literal."""
_FORMATS = {
    "printf": 0,
    "fprintf": 1,
    "dprintf": 1,
    "sprintf": 1,
    "snprintf": 2,
    "syslog": 1,
}
"""Functions and the argument that is the format, counted from 0."""
_SCANS = ("scanf", "fscanf", "sscanf")
_MALLOC = ("malloc", "calloc", "realloc", "free", "strdup", "strndup")
_SHELL = ("system", "popen", "_popen", "_wsystem")
_COPIES = ("memcpy", "memmove")
_UNSIZED = re.compile(r'[uUL8]*".*%(?:s|l?\[)')


def _calls(code: Code, *names: str) -> Iterator[int]:
    """Yield the calls of C functions, by their names; methods and others left out."""
    for place in code.places(*names):
        if code.text(place + 1) != "(" or code.text(place - 1) in (".", "->"):
            continue
        found = code.occurrence(place)
        if found is None or found.kind is not SymbolKind.FUNCTION:
            continue
        if found.role & Role.REFERENCE and _is_library(found.usr, code.texts[place]):
            yield place


def _is_library(usr: str, name: str) -> bool:
    rest = usr.removeprefix("c:").removeprefix("@N@std")
    return rest.partition("#")[0] == f"@F@{name}"


def _arguments(code: Code, place: int) -> list[tuple[int, int]]:
    """Return first and last token of each argument of a call."""
    opening = place + 1
    closing = code.match(opening)
    found: list[tuple[int, int]] = []
    start = at = opening + 1
    while at < closing:
        if code.texts[at] in ("(", "[", "{") and code.match(at) > 0:
            at = code.match(at)
        elif code.texts[at] == ",":
            found.append((start, at - 1))
            start = at + 1
        at += 1
    if closing > start:
        found.append((start, closing - 1))
    return found


def _unbounded(code: Code) -> Iterator[Hit]:
    for place in _calls(code, *_UNBOUNDED):
        arguments = _arguments(code, place)
        is_text = len(arguments) > 1 and code.is_literal(arguments[1][0])
        if is_text and code.texts[place] in _PLAIN:
            continue
        yield code.hit(place, code.texts[place], code.usr(place))


def _format(code: Code) -> Iterator[Hit]:
    """Find formats that are variables, where nothing is formatted; unbounded %s."""
    for place in _calls(code, *_FORMATS):
        arguments = _arguments(code, place)
        at = _FORMATS[code.texts[place]]
        if len(arguments) != at + 1:
            continue
        first, last = arguments[at]
        found = code.occurrence(first)
        if first != last or found is None or not _is_variable(found.kind):
            continue
        yield code.hit(place, f"{code.texts[place]} with {code.texts[first]} as format")
    for place in _calls(code, *_SCANS):
        for first, last in _arguments(code, place)[:2]:
            if code.is_literal(first) and _UNSIZED.match(code.joined(first, last, 500)):
                yield code.hit(
                    place, f"{code.texts[place]} of a string without a width"
                )


def _is_variable(kind: SymbolKind) -> bool:
    return kind in (SymbolKind.LOCAL, SymbolKind.PARAMETER, SymbolKind.FIELD)


def _malloc(code: Code) -> Iterator[Hit]:
    if code.language not in CXX_LANGUAGES:
        return
    for place in _calls(code, *_MALLOC):
        yield code.hit(place, code.texts[place], code.usr(place))


def _shell(code: Code) -> Iterator[Hit]:
    for place in _calls(code, *_SHELL):
        arguments = _arguments(code, place)
        if arguments and code.text(arguments[0][0]) not in ("NULL", "nullptr", "0"):
            yield code.hit(place, code.texts[place], code.usr(place))


def _memcpy(code: Code) -> Iterator[Hit]:
    """Find copies whose size is of parameters that were not named before."""
    for place in _calls(code, *_COPIES):
        arguments = _arguments(code, place)
        body = code.function_of(place)
        if len(arguments) != 3 or body is None:  # noqa: PLR2004  (dest, src, n)
            continue
        first, last = arguments[2]
        sizes = _variables(code, first, last)
        if not sizes or _is_looked_at(code, sizes, body, place):
            continue
        yield code.hit(place, f"{code.joined(first, last)} bytes")


def _variables(code: Code, first: int, last: int) -> dict[str, str]:
    """Return the parameters that a size is made of; empty if of anything else."""
    found: dict[str, str] = {}
    for place in range(first, last + 1):
        text = code.texts[place]
        if text == "sizeof" or text in (".", "->", "::", "?"):
            return {}
        if not code.is_identifier(place):
            continue
        named = code.occurrence(place)
        if named is None or named.kind is not SymbolKind.PARAMETER:
            return {}
        found[named.usr] = text
    return found


def _is_looked_at(code: Code, sizes: dict[str, str], body: Body, before: int) -> bool:
    """Tell if one of the variables is named in the function before a call."""
    return any(
        code.may_name(place, usr)
        for usr, name in sizes.items()
        for place in code.between(name, body.open, before - 1)
    )


def _detach(code: Code) -> Iterator[Hit]:
    for place in code.places("detach"):
        if re.match(r"c:@N@std@(?:N@\w+@)?S@j?thread@F@detach", code.usr(place)):
            yield code.hit(place, usr=code.usr(place))


RULES = (
    Rule(
        id="unbounded-copy",
        category=NoteCategory.SAFETY,
        title="Copy without a bound",
        find=_unbounded,
        finds="A call of strcpy, strcat, stpcpy, sprintf, vsprintf, gets, wcscpy or"
        " wcscat.",
        why="None of them is told the size of what it writes to.",
        limits="That the size was checked before is not looked at. strcpy of a literal"
        " is passed over.",
        source="SEI CERT C, STR31-C and MSC24-C; C++ Core Guidelines, SL.C and"
        " SL.str.1.",
    ),
    Rule(
        id="format-string",
        category=NoteCategory.SAFETY,
        title="Format that is not constant",
        find=_format,
        finds="A function of the printf family whose format is a variable, with"
        " nothing to format; one of the scanf family that reads a string without a"
        " width.",
        why="A % in the text reads what was never given; a long word overruns its"
        " buffer.",
        limits="Where arguments follow the format it is passed over. Whether the"
        " variable can hold a % is not known.",
        source="SEI CERT C, FIO30-C, FIO47-C and STR31-C; C++ Core Guidelines, F.55.",
    ),
    Rule(
        id="malloc",
        category=NoteCategory.SAFETY,
        title="malloc and free in C++",
        find=_malloc,
        finds="A call of malloc, calloc, realloc, strdup or free in C++.",
        why="No constructor or destructor runs, and an exception in between leaks.",
        limits="Interfaces of C may ask for it.",
        source="C++ Core Guidelines, R.10; SEI CERT C++, MEM51-CPP.",
    ),
    Rule(
        id="shell-command",
        category=NoteCategory.SAFETY,
        title="Command of the shell",
        find=_shell,
        finds="A call of system or popen.",
        why="A shell reads the text: whoever controls a part of it, or the"
        " environment, runs other commands.",
        limits="Constant commands are found, too.",
        source="SEI CERT C, ENV33-C.",
    ),
    Rule(
        id="unchecked-memcpy",
        category=NoteCategory.SAFETY,
        title="memcpy of an unchecked size",
        find=_memcpy,
        finds="memcpy or memmove whose size is a parameter that the function does not"
        " look at before.",
        why="The size is taken on trust: callers have to keep it within both buffers.",
        limits="Checks by the callers are not seen. Sizes with sizeof, of data members"
        " or from calls are passed over.",
        source="SEI CERT C, ARR38-C; C++ Core Guidelines, SL.C and Bounds.4.",
    ),
    Rule(
        id="thread-detach",
        category=NoteCategory.SAFETY,
        title="Detached thread",
        find=_detach,
        finds="A call of std::thread::detach.",
        why="Nothing waits for the thread any more: it may outlive what it uses.",
        limits="Threads of other libraries are not known.",
        source="C++ Core Guidelines, CP.26.",
    ),
)
