"""Members whose class was never seen, from their syntax.

``int Engine::start() { ... }`` is an error to Clang when the header that declares
``Engine`` is missing, and libclang shows nothing of it. The text still leaves no doubt:
at namespace scope, a qualified name with a parameter list and a body is the definition
of a member ([class.mfct], [namespace.memdef]), and its scope is the namespaces around
it with the scopes that it names. These are the only symbols that do not come from
libclang; they carry `Qualifier.UNRESOLVED`, and only files whose coverage is partial
have them.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, NamedTuple

from ..model import (
    Linkage,
    Occurrence,
    Position,
    Qualifier,
    Role,
    Span,
    Symbol,
    SymbolKind,
)
from .heads import fragments
from .occurrences import operator_end
from .qualifiers import head_qualifiers
from .symbols import parse_raw
from .tokens import COMMENT, IDENTIFIER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..model import Documentation
    from .symbols import FileView
    from .tokens import TokenTable

__all__ = ["recover_members"]

_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_NOT_FUNCTIONS = frozenset({"using", "typedef", "concept", "namespace"})
_STOPS = frozenset({"=", ":", "->"})
"""What no name of a function stands behind."""
_BEFORE_REQUIREMENT = frozenset({"requires", "&&", "||", "(", "!", "="})
_ANGLES = {"<": 1, ">": -1, ">>": -2}
_POINTERS = frozenset({"*", "&", "&&", "^"})
_NAMED_OPERATOR = re.compile(r"operator (?:new|delete|co_await)\b")
_MAX_HEAD = 2000
"""Tokens before the name."""
_MAX_ARGUMENTS = 500
"""Tokens of the template arguments of one scope."""


class _Statement(NamedTuple):
    """What stands at namespace scope before a body, and the body."""

    numbers: list[int]
    """Tokens, without comments and directives, before the first brace."""
    end: int
    """Token after the body."""
    scopes: tuple[str, ...]
    """Named namespaces around it."""


class _Name(NamedTuple):
    """A qualified name: places in a statement, half open."""

    first: int
    """First token of the scopes."""
    last: int
    """First token of the last component."""
    end: int
    """The parenthesis after it."""


def recover_members(
    view: FileView, symbols: Sequence[Symbol], skipped: bytearray
) -> Iterator[tuple[Symbol, Occurrence]]:
    """Yield the definitions that libclang gave up, each with its occurrence.

    :param symbols: What libclang found in the file; nothing in there is touched again.
    :param skipped: True for tokens that the preprocessor skipped.
    """
    known = {
        symbol.position for symbol in symbols if symbol.kind is not SymbolKind.NAMESPACE
    }
    namespaces = {s.name for s in symbols if s.kind is SymbolKind.NAMESPACE}
    numbers = [
        number
        for number in range(len(view.table))
        if view.table.kinds[number] != COMMENT
        and view.table.directive[number] < 0
        and not skipped[number]
    ]
    for statement in _statements(view.table, numbers):
        name = _qualified_name(view.table, statement.numbers)
        if name is None:
            continue
        offset = view.table.offsets[statement.numbers[name.last]]
        if view.table.position(offset) not in known:
            yield _member(view, statement, name, namespaces)


def _statements(table: TokenTable, numbers: list[int]) -> Iterator[_Statement]:
    """Yield what has a body at namespace scope, ``extern "C"`` included."""
    texts = table.texts
    scopes: list[str | None] = []
    """None for a scope without a name."""
    start = place = 0
    while place < len(numbers):
        text = texts[numbers[place]]
        if text in "([":
            place = _after_group(table, numbers, place)
            continue
        if text == ";":
            if _is_defaulted(table, numbers[max(start, place - 2) : place]):
                named = tuple(filter(None, scopes))
                head = _without_macro(table, numbers[start:place])
                yield _Statement(head, numbers[place - 1] + 1, named)
            start = place + 1
        elif text == "}":
            if scopes:
                scopes.pop()
            start = place + 1
        elif text == "{":
            head = numbers[start:place]
            if _opens_requirement(table, head):
                place = _after_group(table, numbers, place)
                continue
            opened = _namespace(table, head)
            if opened is None:
                place = _after_bodies(table, numbers, place)
                end = numbers[place - 1] + 1
                head = _without_macro(table, head)
                yield _Statement(head, end, tuple(filter(None, scopes)))
                start = place
                continue
            scopes.append(opened or None)
            start = place + 1
        place += 1


def _without_macro(table: TokenTable, head: list[int]) -> list[int]:
    """Return a head without what looks like a macro in lines of its own before it."""
    place = 0
    while _text(table, head, place + 1) == "(":
        end = _after_group(table, head, place + 1)
        is_macro = table.kinds[head[place]] == IDENTIFIER
        if not is_macro or end >= len(head):
            break
        if table.line(head[end]) == table.line(head[end - 1]):
            break
        place = end
    return head[place:]


def _is_defaulted(table: TokenTable, last: Sequence[int]) -> bool:
    """Tell if a declaration ends with ``= default``, which defines it."""
    return [table.texts[number] for number in last] == ["=", "default"]


def _opens_requirement(table: TokenTable, head: Sequence[int]) -> bool:
    """Tell if the brace after a head belongs to a requires-expression.

    Of ``requires { ...`` and ``requires (T t) { ...``, [expr.prim.req].
    """
    place = len(head) - 1
    if place >= 0 and table.texts[head[place]] == ")":
        depth = 0
        while place >= 0:
            text = table.texts[head[place]]
            depth += (text == ")") - (text == "(")
            place -= 1
            if depth == 0:
                break
    if place < 1 or table.texts[head[place]] != "requires":
        return False
    return table.texts[head[place - 1]] in _BEFORE_REQUIREMENT


def _namespace(table: TokenTable, head: Sequence[int]) -> str | None:
    """Return the name of the namespace that a head opens, empty if it has none."""
    words = [table.texts[number] for number in head]
    if words[:1] == ["extern"] and len(words) == 2:  # noqa: PLR2004  (extern "C")
        return ""
    if words[:1] == ["inline"]:
        words = words[1:]
    if words[:1] != ["namespace"]:
        return None
    named = [n for n in head if table.kinds[n] == IDENTIFIER]
    return "::".join(table.texts[number] for number in named)


def _after_group(table: TokenTable, numbers: list[int], place: int) -> int:
    """Return the place after the bracket that closes the one at `place`."""
    depth = 0
    while place < len(numbers):
        text = table.texts[numbers[place]]
        depth += (text in _OPENING) - (text in _CLOSING)
        place += 1
        if depth <= 0:
            break
    return place


def _after_bodies(table: TokenTable, numbers: list[int], place: int) -> int:
    """Return the place after a body.

    Braces of member initialisers, ``: a{1}, b{2} {``, are before it, and handlers of
    a function-try-block, ``catch (...) {``, belong to it.
    """
    while True:
        place = _after_group(table, numbers, place)
        following = _text(table, numbers, place)
        if following == "...":  # `: Bases{a}... {`
            place += 1
            following = _text(table, numbers, place)
        if following in (",", "catch"):
            place = _next_body(table, numbers, place)
        if _text(table, numbers, place) != "{":
            return place


def _next_body(table: TokenTable, numbers: list[int], place: int) -> int:
    """Return the place of the next brace outside parentheses, or of a ``;``."""
    while _text(table, numbers, place) not in ("{", ";", "}", ""):
        is_group = _text(table, numbers, place) == "("
        place = _after_group(table, numbers, place) if is_group else place + 1
    return place


def _text(table: TokenTable, numbers: list[int], place: int) -> str:
    return table.texts[numbers[place]] if place < len(numbers) else ""


def _qualified_name(table: TokenTable, head: Sequence[int]) -> _Name | None:
    """Return the qualified name that a function head declares, if it is one."""
    words = [table.texts[number] for number in head]
    place = _after_template(words)
    if place < len(words) and words[place] in _NOT_FUNCTIONS:
        return None
    stop = min(len(words), place + _MAX_HEAD)
    while place < stop:
        word = words[place]
        if word in _STOPS:
            return None
        if word == "operator":
            end = _operator_name_end(table, head, place)
            return _scoped(table, head, words, place, end)
        if word == "(" and not _POINTERS.isdisjoint(words[place + 1 : place + 2]):
            place += 1  # `int (*A::f(int))(long)`
            continue
        if word == "(" and place and table.kinds[head[place - 1]] == IDENTIFIER:
            last = place - 1 - (place > 1 and words[place - 2] == "~")
            found = _scoped(table, head, words, last, place)
            if found is not None:
                return found
        # Of a macro or an attribute, as in `EXPORT(x) int A::f()`.
        place = _close(words, place) if word in _OPENING else place + 1
    return None


def _operator_name_end(table: TokenTable, head: Sequence[int], place: int) -> int:
    """Return the place after the name that begins at ``operator``."""
    last = operator_end(table, head[place])
    end = place + 1
    while end < len(head) and head[end] <= last:
        end += 1
    return end


def _scoped(
    table: TokenTable, head: Sequence[int], words: list[str], last: int, end: int
) -> _Name | None:
    """Return the name if it has scopes and a parameter list."""
    if end >= len(words) or words[end] != "(":
        return None
    first = _scopes_start(table, head, words, last)
    return _Name(first, last, end) if first < last else None


def _after_template(words: list[str]) -> int:
    place = 0
    while place + 1 < len(words) and words[place : place + 2] == ["template", "<"]:
        depth = 0
        place += 1
        while place < len(words):
            depth += _ANGLES.get(words[place], 0)
            place += 1
            if depth <= 0:
                break
    return place


def _scopes_start(
    table: TokenTable, head: Sequence[int], words: list[str], last: int
) -> int:
    """Return where ``a::b<c>::`` before a component begins; `last` if there is none."""
    first = last
    while first > 1 and words[first - 1] == "::":
        place = first - 2
        if words[place] in (">", ">>"):
            place = _before_arguments(words, place)
        if table.kinds[head[place]] != IDENTIFIER:
            break
        first = place - (place > 0 and words[place - 1] == "template")
    return first


def _before_arguments(words: Sequence[str], place: int) -> int:
    """Return the place before the ``<`` of the ``>`` at `place`."""
    depth = brackets = 0
    stop = max(0, place - _MAX_ARGUMENTS)
    while place > stop:
        word = words[place]
        brackets += (word in _CLOSING) - (word in _OPENING)
        if not brackets:
            depth -= _ANGLES.get(word, 0)
        place -= 1
        if depth <= 0 and not brackets:
            break
    return place


def _member(
    view: FileView, statement: _Statement, name: _Name, namespaces: set[str]
) -> tuple[Symbol, Occurrence]:
    table = view.table
    head = statement.numbers
    words = [table.texts[number] for number in head]
    written = _components(words[name.first : name.last])
    own = _spelled(words[name.last : name.end])
    scopes = (*statement.scopes, *written)
    qualified = "::".join((*scopes, own))
    kind = _kind(own, written, namespaces)
    read = view.heads.read(
        head[0],
        statement.end,
        name=head[name.last],
        name_end=head[name.end] - 1,
        kind=kind,
    )
    qualifiers = {Qualifier.UNRESOLVED, *head_qualifiers(read, kind)}
    if read.is_template:
        qualifiers.add(Qualifier.TEMPLATE)
    parameters = "".join(words[name.end : _close(words, name.end)])
    usr = f"c:@unresolved@{qualified}{parameters}"
    position = table.position(table.offsets[head[name.last]])
    begin = table.position(table.offsets[head[0]])
    end = table.position(table.end(statement.end - 1))
    length = table.end(head[name.end - 1]) - table.offsets[head[name.last]]
    symbol = Symbol(
        usr=usr,
        kind=kind,
        name=own,
        qualified_name=qualified,
        path=view.path,
        position=position,
        span=Span(*begin, *end),
        definition=True,
        signature=fragments(read.items, view.found.names),
        linkage=Linkage.EXTERNAL,
        qualifiers=tuple(sorted(qualifiers)),
        conditions=view.scan.conditions.at(position.line),
        documentation=_documentation(view, statement, head[name.last], own),
    )
    return symbol, _occurrence(position, length, symbol)


def _documentation(
    view: FileView, statement: _Statement, name: int, own: str
) -> Documentation | None:
    comments = view.comments
    lead = comments.lead(statement.numbers[0])
    raw = comments.documentation(lead, statement.end - 1, own)
    raw = raw or comments.between(lead, name)
    return parse_raw(raw) if raw else None


def _occurrence(position: Position, length: int, symbol: Symbol) -> Occurrence:
    role = Role.DEFINITION
    return Occurrence(*position, length, role, symbol.kind, symbol.usr)


def _components(words: Sequence[str]) -> tuple[str, ...]:
    """Return the names of ``a::b<c>::``, without template arguments."""
    found = []
    depth = brackets = 0
    for word in words:
        brackets += (word in _OPENING) - (word in _CLOSING)
        change = 0 if brackets else _ANGLES.get(word, 0)
        if depth == 0 and not change and word not in ("::", "template"):
            found.append(word)
        depth += change
    return tuple(found)


def _spelled(words: Sequence[str]) -> str:
    """Return a name as libclang spells it: ``operator new[]``, ``operator<<``, ``~A``.

    Conversions as they are written, but for their blanks.
    """
    if words[0] != "operator" or not words[1:2]:
        return "".join(words)
    pieces = list(words[:1])
    for before, word in itertools.pairwise(words):
        both = before[-1:].isidentifier() and word[:1].isidentifier()
        pieces.append(f" {word}" if both else word)
    return "".join(pieces)


def _kind(own: str, written: Sequence[str], namespaces: set[str]) -> SymbolKind:
    if own.startswith("~"):
        return SymbolKind.DESTRUCTOR
    if own == written[-1]:
        return SymbolKind.CONSTRUCTOR
    if own.startswith("operator") and not own.isidentifier():
        is_conversion = own[8:9] == " " and not _NAMED_OPERATOR.match(own)
        return SymbolKind.CONVERSION if is_conversion else SymbolKind.OPERATOR
    if written[-1] in namespaces:
        return SymbolKind.FUNCTION
    return SymbolKind.METHOD


def _close(words: Sequence[str], place: int) -> int:
    depth = 0
    for number in range(place, len(words)):
        depth += (words[number] in _OPENING) - (words[number] in _CLOSING)
        if depth == 0:
            return number + 1
    return len(words)
