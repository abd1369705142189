"""The head of a declaration: its tokens without body, comments and attributes."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ..model import FUNCTION_KINDS, RECORD_KINDS, Fragment, SymbolKind, TokenKind
from .expansions import SPECIFIERS, Expansions
from .tokens import COMMENT, IDENTIFIER, KEYWORD, LITERAL, PUNCTUATION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .occurrences import Found
    from .tokens import TokenTable

__all__ = ["Head", "HeadReader", "Item", "fragments"]

_GROUPS = frozenset({"__attribute__", "__attribute", "__declspec"})
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_TIGHT_AFTER, _TIGHT_BEFORE = frozenset("(["), frozenset(")],;")
_MARK = TokenKind.PUNCTUATION
_SPACE = Fragment(" ", TokenKind.SPACE)
_BEGINS, _ENDS = frozenset("([<"), frozenset(",;)]>")
_BRACKETS = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}
_ANGLES = {"<": 1, ">": -1, ">>": -2}
_FUNCTION_ENDS = frozenset({"=", ";", ":", "try", "{"})
_TYPE_ENDS, _CONCEPT_ENDS = frozenset("{;"), frozenset("=;")
_FIELD_ENDS, _VARIABLE_ENDS = frozenset("={;,"), frozenset("={;,(")
_STATEMENT_ENDS = frozenset(";")
_TELLING = frozenset(SPECIFIERS) | {"="}
"""Words without which a head has no specifiers."""
_NO_WORDS: frozenset[str] = frozenset()
_SEVERAL = frozenset({SymbolKind.VARIABLE, SymbolKind.FIELD})
_CLASS_KEYS = frozenset({"class", "struct", "union", "enum"})
_SHOWN = {
    IDENTIFIER: TokenKind.IDENTIFIER,
    KEYWORD: TokenKind.KEYWORD,
}


class Item(NamedTuple):
    """A token of a head, or a keyword that a macro stands for."""

    number: int
    text: str
    kind: int
    spaced: bool
    """There is white space before it."""


class Head(NamedTuple):
    """What the head of a declaration says."""

    items: tuple[Item, ...]
    before: frozenset[str]
    """Words before the name, outside brackets and the template head."""
    after: frozenset[str]
    """Words after the name, outside brackets; with ``= 0``, ``= default`` and
    ``= delete`` as ``0``, ``default`` and ``delete``."""
    attributes: frozenset[str]
    is_template: bool
    """It begins with ``template <...>`` that is not empty."""
    arguments: str
    """``<...>`` right after the name, as of specialisations; else empty."""
    initializer: str
    """What stands after ``=`` or in braces, folded; else empty."""
    several: bool
    """Other declarators stand before this one: the items are not its own."""


class HeadReader:
    """Heads of one file."""

    def __init__(self, table: TokenTable, found: Found, expansions: Expansions) -> None:
        self.table = table
        self.found = found
        self.expansions = expansions

    def read(
        self, first: int, last: int, *, name: int, name_end: int, kind: SymbolKind
    ) -> Head:
        """Read the head of the declaration in tokens `first` to `last`, half open.

        :param name: Token of the name; -1 if there is none in the text.
        :param name_end: Last token of the name.
        """
        # A body may be long and a head is not: keep what the head may need only.
        attributes: set[str] = set()
        items = self._items(first, last, name, kind, attributes)
        words = [item[1] for item in items]
        place = _place_of(items, name)
        start = _template_end(words)
        if start and items[start - 1].spaced:  # `template <class T >`
            items[start - 1] = items[start - 1]._replace(spaced=False)
        after_name = place + 1
        while after_name < len(items) and items[after_name][0] <= name_end:
            after_name += 1
        several = (
            kind in _SEVERAL
            and "," in words[:place]
            and _has_comma(words, start, place)
        )
        end = _END.get(kind, _end_of_function)(words, max(0, place), after_name)
        return Head(
            items=tuple(_without_bodies(items[:end], words, start)),
            before=_words(words[start : max(start, place)]),
            after=_words(_after_arguments(words, after_name, end)),
            attributes=frozenset(attributes),
            is_template=start > 3,  # noqa: PLR2004  ("template < >" is empty)
            arguments=_arguments(items, words, after_name),
            initializer=_initializer(items, words, end),
            several=several,
        )

    def attributes_between(self, first: int, last: int) -> frozenset[str]:
        """Return the names of attributes in tokens `first` to `last`, half open."""
        attributes: set[str] = set()
        self._items(first, last, -1, SymbolKind.FUNCTION, attributes)
        return frozenset(attributes)

    def _items(
        self,
        first: int,
        last: int,
        name: int,
        kind: SymbolKind,
        attributes: set[str],
    ) -> list[Item]:
        """Return the tokens that say something; attributes go to their set."""
        table, macros = self.table, self.found.macros
        texts, kinds, directive = table.texts, table.kinds, table.directive
        offsets, lengths = table.offsets, table.lengths
        items: list[Item] = []
        append, new = items.append, tuple.__new__  # not the class's call: in Python
        spaced = False
        after_attribute = False
        number = first
        depth = 0
        while number < last:
            text, token = texts[number], kinds[number]
            if not spaced and items:
                before = number - 1
                spaced = offsets[number] > offsets[before] + lengths[before]
            if after_attribute and (items[-1][1] in _BEGINS or text in _ENDS):
                spaced = False
            if token == COMMENT or directive[number] >= 0:
                spaced = True
                number += 1
                continue
            if text == "[" or text in _GROUPS or number in macros:
                skip = self._specifiers(number, last, attributes, items)
                if skip > number:
                    after_attribute = bool(items)
                    spaced, number = True, skip
                    continue
            if spaced:
                spaced = bool(items) and not _is_tight(items, text)
            append(new(Item, (number, text, token, spaced)))
            spaced = after_attribute = False
            if text in _BRACKETS:
                depth += _BRACKETS[text]
                # The body of a function or class is not looked at, except the braces
                # that belong to the head and the initialiser of a variable.
                if depth == 1 and text == "{" and number > name and _ends(kind, items):
                    break
            number += 1
        return items

    def _specifiers(
        self, number: int, last: int, attributes: set[str], items: list[Item]
    ) -> int:
        """Take an attribute, or a macro that stands for attributes and keywords.

        :return: The token after it; `number` if it is neither.
        """
        table = self.table
        if number not in self.found.macros:
            end = self._attribute_end(number, last, table.texts[number])
            attributes.update(
                table.texts[n].strip("_")
                for n in range(number, end)
                if table.kinds[n] in (IDENTIFIER, KEYWORD)
            )
            return end
        expansion = self.expansions.of(self.found.macros[number])
        if expansion.opaque:
            return number
        attributes.update(expansion.attributes)
        for word in expansion.keywords:
            items.append(Item(-1, word, KEYWORD, bool(items)))
        return self._macro_end(number, last)

    def _attribute_end(self, number: int, last: int, text: str) -> int:
        """Return the token after the attribute that begins here; `number` if none."""
        table = self.table
        if text in _GROUPS:
            number += 1
        elif text != "[" or number + 1 >= last or table.texts[number + 1] != "[":
            return number
        depth = 0
        while number < last:
            text = table.texts[number]
            depth += (text in _OPENING) - (text in _CLOSING)
            number += 1
            if depth <= 0:
                break
        return number

    def _macro_end(self, number: int, last: int) -> int:
        """Return the token after a macro's name and the arguments of it."""
        extent = self.expansions.extent(self.found.macros[number])
        end = self.table.offsets[number] + extent
        number += 1
        while number < last and self.table.offsets[number] < end:
            number += 1
        return number


def _is_tight(items: Sequence[Item], text: str) -> bool:
    """Tell if no blank is shown before a token, whatever the line breaks were."""
    if text in _TIGHT_BEFORE:
        return True
    before = items[-1][1]
    if before == "<":
        return len(items) > 1 and items[-2][1] == "template"
    return before in _TIGHT_AFTER


def fragments(items: Sequence[Item], names: dict[int, str]) -> tuple[Fragment, ...]:
    """Return the text of a head in pieces, neighbouring marks joined."""
    pieces: list[Fragment] = []
    new = tuple.__new__  # not the class's call: in Python
    marks = ""  # that end the pieces
    for number, text, kind, spaced in items:
        if spaced and pieces:
            pieces.append(_SPACE)
            marks = ""
        if kind == PUNCTUATION:
            if marks:
                marks += text
                pieces[-1] = _mark(marks)
            else:
                marks = text
                usr = names.get(number)
                pieces.append(new(Fragment, (text, _MARK, usr)) if usr else _mark(text))
            continue
        marks = ""
        shown = _SHOWN.get(kind, _MARK)
        if kind == LITERAL:
            is_number = text[0].isdigit() or text[0] == "."
            shown = TokenKind.NUMBER if is_number else TokenKind.STRING
        pieces.append(new(Fragment, (text, shown, names.get(number))))
    return tuple(pieces)


@lru_cache(maxsize=1024)
def _mark(text: str) -> Fragment:
    return Fragment(text, _MARK)


def _place_of(items: Sequence[Item], number: int) -> int:
    """Return the place of a token; -1 if it is not there."""
    for place, item in enumerate(items):
        if item[0] == number:
            return place
    return -1


def _ends(kind: SymbolKind, items: Sequence[Item]) -> bool:
    """Tell if the brace at the end of the items opens a body."""
    if kind in FUNCTION_KINDS:
        return not _is_requirement([item[1] for item in items], len(items) - 1)
    return kind in RECORD_KINDS or kind is SymbolKind.ENUM


def _is_requirement(words: Sequence[str], place: int) -> bool:
    """Tell if a brace belongs to a requires-expression: [expr.prim.req]."""
    place -= 1
    if place >= 0 and words[place] == ")":
        depth = 0
        while place >= 0:
            depth += (words[place] == ")") - (words[place] == "(")
            place -= 1
            if depth == 0:
                break
    if place < 1 or words[place] != "requires":
        return False
    return words[place - 1] in ("requires", "&&", "||", "(", "!", "=")


def _template_end(words: Sequence[str]) -> int:
    """Return the place after ``template <...>``, of several of them."""
    place = 0
    while place + 1 < len(words) and words[place] == "template":
        if words[place + 1] != "<":
            return place + 1
        place = _angle_end(words, place + 1)
    return place


def _angle_end(words: Sequence[str], place: int) -> int:
    """Return the place after the ``>`` of the ``<`` at `place`."""
    depth = brackets = 0
    for number in range(place, len(words)):
        text = words[number]
        if text in _BRACKETS:
            brackets += _BRACKETS[text]
        elif brackets == 0 and text in _ANGLES:
            depth += _ANGLES[text]
            if depth <= 0:
                return number + 1
    return len(words)


def _depth(words: Sequence[str], end: int) -> int:
    """Return how many brackets are open before the place `end`."""
    return sum(_BRACKETS.get(word, 0) for word in words[:end])


def _has_comma(words: Sequence[str], start: int, place: int) -> bool:
    """Tell if a declarator stands before the name."""
    number = start
    depth = 0
    while number < place:
        text = words[number]
        if text == "<":
            number = _angle_end(words, number)
            continue
        depth += _BRACKETS.get(text, 0)
        if text == "," and depth == 0:
            return True
        number += 1
    return False


def _end_of_function(words: Sequence[str], place: int, after_name: int) -> int:
    # Of a function that returns a pointer to one: `int (*f(int))(long)`.
    depth = _depth(words, place)
    for number in range(after_name, len(words)):
        text = words[number]
        if depth == 0 and text in _FUNCTION_ENDS:
            if text == "=":
                return min(len(words), number + 2)
            if text != "{" or not _is_requirement(words, number):
                return number
        depth += _BRACKETS.get(text, 0)
    return len(words)


def _end_of_type(words: Sequence[str], place: int, after_name: int) -> int:
    return _first(words, place, _TYPE_ENDS)


def _end_of_variable(words: Sequence[str], place: int, after_name: int) -> int:
    # A parenthesis after a bare name opens an initialiser, after one in
    # parentheses, ``(*callback)(int)``, a parameter list.
    depth = _depth(words, place)
    ends = _FIELD_ENDS if depth else _VARIABLE_ENDS
    if after_name < len(words) and words[after_name] == "<":
        after_name = _angle_end(words, after_name)  # of a specialisation
    return _first(words, after_name, ends, depth)


def _end_of_field(words: Sequence[str], place: int, after_name: int) -> int:
    return _first(words, after_name, _FIELD_ENDS, _depth(words, place))


def _end_of_name(words: Sequence[str], place: int, after_name: int) -> int:
    return after_name


def _end_of_concept(words: Sequence[str], place: int, after_name: int) -> int:
    return _first(words, after_name, _CONCEPT_ENDS)


def _end_of_alias(words: Sequence[str], place: int, after_name: int) -> int:
    return _first(words, after_name, _STATEMENT_ENDS)


_END = {
    SymbolKind.CLASS: _end_of_type,
    SymbolKind.STRUCT: _end_of_type,
    SymbolKind.UNION: _end_of_type,
    SymbolKind.ENUM: _end_of_type,
    SymbolKind.VARIABLE: _end_of_variable,
    SymbolKind.FIELD: _end_of_field,
    SymbolKind.ENUMERATOR: _end_of_name,
    SymbolKind.CONCEPT: _end_of_concept,
    SymbolKind.ALIAS: _end_of_alias,
    SymbolKind.NAMESPACE_ALIAS: _end_of_alias,
}


def _first(
    words: Sequence[str], start: int, ends: frozenset[str], depth: int = 0
) -> int:
    """Return the place of the first of `ends` outside brackets."""
    for number in range(start, len(words)):
        text = words[number]
        if depth <= 0 and text in ends:
            return number
        if text in _BRACKETS:
            depth += _BRACKETS[text]
    return len(words)


def _without_bodies(
    items: Sequence[Item], words: Sequence[str], start: int
) -> Sequence[Item]:
    """Return the items without the bodies of types that are defined in the head.

    Braces in brackets belong to default arguments: ``(Pace pace = {})``.

    :param start: The place after the template head.
    """
    if "{" not in words[: len(items)]:
        return items
    kept: list[Item] = []
    bodies = brackets = 0
    for number, item in enumerate(items):
        text = words[number]
        if bodies:
            bodies += (text == "{") - (text == "}")
            continue
        if text == "{" and not brackets and not _is_value(words, start, number):
            bodies = 1
            continue
        brackets += _BRACKETS.get(text, 0)
        kept.append(item)
    return kept


def _is_value(words: Sequence[str], start: int, number: int) -> bool:
    """Tell if a brace outside brackets opens an expression, not a type's body."""
    if _is_requirement(words, number):
        return True
    return _CLASS_KEYS.isdisjoint(words[start:number])


def _words(words: Sequence[str]) -> frozenset[str]:
    """Return the specifiers outside brackets, in plain C++."""
    if _TELLING.isdisjoint(words):
        return _NO_WORDS
    found: set[str] = set()
    depth = 0
    for number, text in enumerate(words):
        if depth == 0:
            if text in SPECIFIERS:
                found.add(SPECIFIERS[text])
            elif text == "=" and number + 1 < len(words):
                found.add(words[number + 1])
        depth += _BRACKETS.get(text, 0)
    return frozenset(found)


def _after_arguments(words: Sequence[str], place: int, end: int) -> Sequence[str]:
    """Return what stands after the template arguments of the name."""
    if place < end and words[place] == "<":
        place = _angle_end(words, place)
    return words[place:end]


def _arguments(items: Sequence[Item], words: Sequence[str], place: int) -> str:
    if place >= len(words) or words[place] != "<":
        return ""
    return _joined(items[place : _angle_end(words, place)])


def _initializer(items: Sequence[Item], words: Sequence[str], end: int) -> str:
    if end >= len(words) or words[end] not in ("=", "{"):
        return ""
    # The extent of a declaration ends with its own initialiser, whatever follows.
    stop = _first(words, end + 1, _STATEMENT_ENDS)
    return _joined(items[end + (words[end] == "=") : stop])


def _joined(items: Sequence[Item]) -> str:
    return "".join(
        (" " if item.spaced and number else "") + item.text
        for number, item in enumerate(items)
    )
