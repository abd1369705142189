"""Patterns of programs: constraints, macros that repeat, state of threads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model import NoteCategory, Qualifier, SymbolKind
from .rule import Hit, Rule
from .signatures import types_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .code import Code

__all__ = ["RULES", "SYNCHRONISED"]

_CONSTRAINTS = ("enable_if", "enable_if_t", "void_t", "requires")
_LEAST_CALLS = 3
_NOT_OURS = re.compile(r"c:@N@(?:std|absl)@")
_REGISTERS = re.compile(
    r"(?:[A-Z0-9_]*_)?REGISTER(?:_[A-Z0-9_]*)?"
    r"|TORCH_LIBRARY(?:_IMPL|_FRAGMENT)?|PYBIND11_MODULE"
)
_MUTEX = re.compile(
    r"c:@N@(?:std(?:@N@\w+)?@S@(?:\w*mutex|condition_variable\w*)"
    r"|absl(?:@N@\w+)?@S@(?:Mutex|CondVar))$"
    r"|c:.*@(?:gpr_mu|pthread_mutex_t|gpr_cv|pthread_cond_t)$"
)
_ATOMIC = re.compile(
    r"c:@N@std(?:@N@\w+)?@(?:ST>[^@]*@atomic|S@atomic_flag|@?T@atomic_\w+)$"
)
SYNCHRONISED = re.compile(f"{_MUTEX.pattern}|{_ATOMIC.pattern}|.*@S@once_flag$")
"""USRs of types whose objects threads may share."""


def _constraint(code: Code) -> Iterator[Hit]:
    """Find ``requires`` and ``enable_if`` that are used, once a line."""
    found = []
    for place in code.places(*_CONSTRAINTS):
        if code.texts[place] == "requires":
            if not code.is_identifier(place):
                found.append(place)
        elif _NOT_OURS.match(code.usr(place)) and code.text(place + 1) == "<":
            found.append(place)
    for place in code.first_in_lines(found):
        yield code.hit(place, code.texts[place])


def _registration(code: Code) -> Iterator[Hit]:
    """Find macros whose name says that they register, used outside of functions."""
    for text in sorted(code.index):
        if not _REGISTERS.fullmatch(text):
            continue
        for place in code.places(text):
            found = code.occurrence(place)
            if (
                found is not None
                and found.kind is SymbolKind.MACRO
                and code.text(place + 1) == "("
                and all(_is_namespace(code, one) for one in code.braces_around(place))
            ):
                close = code.match(place + 1)
                said = code.joined(place, close) if close > 0 else text
                yield code.hit(place, said, found.usr)


def _is_namespace(code: Code, brace: int) -> bool:
    """Tell if a ``{`` opens a namespace, or ``extern "C"``."""
    place = brace - 1
    while place >= 0 and (code.is_identifier(place) or code.texts[place] == "::"):
        place -= 1
    return code.text(place) == "namespace" or code.text(place - 1) == "extern"


def _x_macro(code: Code) -> Iterator[Hit]:
    """Find macros whose text is a list of calls of one of their parameters."""
    for symbol in code.of_kind(SymbolKind.MACRO):
        if Qualifier.FUNCTION_LIKE not in symbol.qualifiers:
            continue
        text = code.lines_of(symbol.span)
        _, _, rest = text.partition(f"{symbol.name}(")
        listed, _, body = rest.partition(")")
        if body.count("(") < _LEAST_CALLS:
            continue
        for name in listed.replace(",", " ").split():
            calls = body.count(f"{name}(")
            if calls >= _LEAST_CALLS and name.isidentifier() and _is_list(body, name):
                yield code.hit_symbol(symbol, f"{calls} entries, each given to {name}")
                break


def _is_list(body: str, name: str) -> bool:
    """Tell if a body holds calls of a parameter, and nothing but separators else."""
    plain = re.sub(r"/\*.*?\*/|//[^\n]*", " ", body, flags=re.DOTALL)
    pattern = rf"(?<![\w#]){name}\s*\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)"
    return not re.sub(pattern, "", plain).replace("\\", "").strip(" \t\r\n,;")


def _thread_local(code: Code) -> Iterator[Hit]:
    for place in code.places("thread_local", "__thread"):
        name, depth = place + 1, 0
        while depth > 0 or code.text(name) not in (";", "=", "{", "(", "[", ""):
            depth += {"<": 1, ">": -1, ">>": -2, "": -depth}.get(code.text(name), 0)
            name += 1
        yield code.hit(place, code.text(name - 1), code.usr(name - 1))


def _atomic(code: Code) -> Iterator[Hit]:
    yield from _typed(code, _ATOMIC)


def _mutex(code: Code) -> Iterator[Hit]:
    yield from _typed(code, _MUTEX)


def _typed(code: Code, pattern: re.Pattern[str]) -> Iterator[Hit]:
    """Find fields and variables whose type, or a part of it, is one of a pattern."""
    for symbol in code.of_kind(SymbolKind.FIELD, SymbolKind.VARIABLE):
        if symbol.macro is not None:
            continue
        for part in types_of(symbol):
            if part.usr and pattern.match(part.usr):
                yield code.hit_symbol(symbol, part.text)
                break


RULES = (
    Rule(
        id="constraint",
        category=NoteCategory.PATTERN,
        title="Constraint of a template",
        find=_constraint,
        finds="A use of requires, std::enable_if or std::void_t (absl's too).",
        why="It says which arguments a template takes, and removes it for all others.",
        limits="Constraints by the name of a concept alone, by decltype or by a macro"
        " are not found. One note for each line.",
        source="C++ Core Guidelines, T.10, T.11 and T.48; the standard, [temp.constr].",
    ),
    Rule(
        id="registration-macro",
        category=NoteCategory.PATTERN,
        title="Registration macro",
        find=_registration,
        finds="A macro outside of functions whose name says that it registers"
        " (REGISTER, TORCH_LIBRARY, PYBIND11_MODULE).",
        why="Code runs before main, or when the library is loaded: nothing calls it by"
        " name, and a linker may drop the file if nothing else of it is used.",
        limits="The name of the macro decides.",
        source="C++ Core Guidelines, I.22; the standard, [basic.start.dynamic].",
    ),
    Rule(
        id="x-macro",
        category=NoteCategory.PATTERN,
        title="X-macro",
        find=_x_macro,
        finds="A macro that is a list of calls of one of its parameters.",
        why="One list makes several things, as an enumeration and its names, which"
        " thus agree.",
        limits="At least three entries. Lists in a file of their own, which is"
        " included several times, are not found.",
        source="R. Meyers, The New C: X Macros (2001); C++ Core Guidelines, ES.30.",
        syntax=True,
    ),
    Rule(
        id="thread-local",
        category=NoteCategory.PATTERN,
        title="Thread-local variable",
        find=_thread_local,
        finds="A variable that each thread has its own of.",
        why="It needs no lock, and work that moves to another thread does not see it.",
        limits="What a macro declares is not found.",
        source="The standard, [basic.stc.thread]; C++ Core Guidelines, CP.3.",
        syntax=True,
        words=("thread_local", "__thread"),
        near=True,
    ),
    Rule(
        id="atomic",
        category=NoteCategory.PATTERN,
        title="Atomic variable",
        find=_atomic,
        finds="A data member or variable whose type is, or holds, a std::atomic.",
        why="Threads read and write it without a lock; the order of other memory"
        " depends on how.",
        limits="Aliases of the type are not followed; local variables are left out.",
        source="C++ Core Guidelines, CP.2, CP.100 and CP.101; the standard, [atomics].",
    ),
    Rule(
        id="mutex",
        category=NoteCategory.PATTERN,
        title="Mutex or condition variable",
        find=_mutex,
        finds="A data member or variable that is a lock (of std, absl, POSIX or gpr)"
        " or a condition variable.",
        why="It guards something: what, the declaration next to it or its comment"
        " should say.",
        limits="Other libraries' locks are not known; local variables are left out.",
        source="C++ Core Guidelines, CP.20, CP.42 and CP.50.",
    ),
)
