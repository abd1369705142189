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
        place = _place_of(items, name)
        start = _template_end(items)
        if start and items[start - 1].spaced:  # `template <class T >`
            items[start - 1] = items[start - 1]._replace(spaced=False)
        after_name = place + 1
        while after_name < len(items) and items[after_name].number <= name_end:
            after_name += 1
        several = kind in (SymbolKind.VARIABLE, SymbolKind.FIELD) and _has_comma(
            items, start, place
        )
        end = _END.get(kind, _end_of_function)(items, max(0, place), after_name)
        shown = _without_bodies(items[:end])
        return Head(
            items=tuple(shown),
            before=_words(items[start : max(start, place)]),
            after=_words(_after_arguments(items, after_name, end)),
            attributes=frozenset(attributes),
            is_template=start > 3,  # noqa: PLR2004  ("template < >" is empty)
            arguments=_arguments(items, after_name),
            initializer=_initializer(items, end),
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
        spaced = False
        after_attribute = False
        number = first
        depth = 0
        while number < last:
            text, token = texts[number], kinds[number]
            if not spaced and items:
                before = number - 1
                spaced = offsets[number] > offsets[before] + lengths[before]
            if after_attribute and (items[-1].text in _BEGINS or text in _ENDS):
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
            blank = spaced and bool(items) and not _is_tight(items, text)
            items.append(Item(number, text, token, blank))
            spaced = after_attribute = False
            if token == PUNCTUATION:
                depth += (text in _OPENING) - (text in _CLOSING)
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
    before = items[-1].text
    if before == "<":
        return len(items) > 1 and items[-2].text == "template"
    return before in _TIGHT_AFTER


def fragments(items: Sequence[Item], names: dict[int, str]) -> tuple[Fragment, ...]:
    """Return the text of a head in pieces, neighbouring marks joined."""
    pieces: list[Fragment] = []
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
                pieces.append(Fragment(text, _MARK, usr) if usr else _mark(text))
            continue
        marks = ""
        shown = _SHOWN.get(kind, _MARK)
        if kind == LITERAL:
            is_number = text[0].isdigit() or text[0] == "."
            shown = TokenKind.NUMBER if is_number else TokenKind.STRING
        pieces.append(Fragment(text, shown, names.get(number)))
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
        return not _is_requirement(items, len(items) - 1)
    return kind in RECORD_KINDS or kind is SymbolKind.ENUM


def _is_requirement(items: Sequence[Item], place: int) -> bool:
    """Tell if a brace belongs to a requires-expression: [expr.prim.req]."""
    place -= 1
    if place >= 0 and items[place].text == ")":
        depth = 0
        while place >= 0:
            depth += (items[place].text == ")") - (items[place].text == "(")
            place -= 1
            if depth == 0:
                break
    if place < 1 or items[place].text != "requires":
        return False
    return items[place - 1].text in ("requires", "&&", "||", "(", "!", "=")


def _template_end(items: Sequence[Item]) -> int:
    """Return the place after ``template <...>``, of several of them."""
    place = 0
    while place + 1 < len(items) and items[place].text == "template":
        if items[place + 1].text != "<":
            return place + 1
        place = _angle_end(items, place + 1)
    return place


def _angle_end(items: Sequence[Item], place: int) -> int:
    """Return the place after the ``>`` of the ``<`` at `place`."""
    depth = brackets = 0
    for number in range(place, len(items)):
        text = items[number].text
        brackets += (text in _OPENING) - (text in _CLOSING)
        if brackets == 0 and text in ("<", ">", ">>"):
            depth += {"<": 1, ">": -1, ">>": -2}[text]
            if depth <= 0:
                return number + 1
    return len(items)


def _has_comma(items: Sequence[Item], start: int, place: int) -> bool:
    """Tell if a declarator stands before the name."""
    number = start
    depth = 0
    while number < place:
        text = items[number].text
        if text == "<":
            number = _angle_end(items, number)
            continue
        depth += (text in _OPENING) - (text in _CLOSING)
        if text == "," and depth == 0:
            return True
        number += 1
    return False


def _end_of_function(items: Sequence[Item], place: int, after_name: int) -> int:
    # Of a function that returns a pointer to one: `int (*f(int))(long)`.
    depth = sum(
        (item.text in _OPENING) - (item.text in _CLOSING) for item in items[:place]
    )
    for number in range(after_name, len(items)):
        text = items[number].text
        if depth == 0:
            if text == "=":
                return min(len(items), number + 2)
            if text in (";", ":", "try"):
                return number
            if text == "{" and not _is_requirement(items, number):
                return number
        depth += (text in _OPENING) - (text in _CLOSING)
    return len(items)


def _end_of_type(items: Sequence[Item], place: int, after_name: int) -> int:
    return _first(items, place, frozenset("{;"))


def _end_of_variable(items: Sequence[Item], place: int, after_name: int) -> int:
    # A parenthesis after a bare name opens an initialiser, after one in
    # parentheses, ``(*callback)(int)``, a parameter list.
    depth = sum(
        (item.text in _OPENING) - (item.text in _CLOSING) for item in items[:place]
    )
    ends = frozenset("={;,") if depth else frozenset("={;,(")
    if after_name < len(items) and items[after_name].text == "<":
        after_name = _angle_end(items, after_name)  # of a specialisation
    return _first(items, after_name, ends, depth)


def _end_of_field(items: Sequence[Item], place: int, after_name: int) -> int:
    depth = sum(
        (item.text in _OPENING) - (item.text in _CLOSING) for item in items[:place]
    )
    return _first(items, after_name, frozenset("={;,"), depth)


def _end_of_name(items: Sequence[Item], place: int, after_name: int) -> int:
    return after_name


def _end_of_concept(items: Sequence[Item], place: int, after_name: int) -> int:
    return _first(items, after_name, frozenset("=;"))


def _end_of_alias(items: Sequence[Item], place: int, after_name: int) -> int:
    return _first(items, after_name, frozenset(";"))


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
    items: Sequence[Item], start: int, ends: frozenset[str], depth: int = 0
) -> int:
    """Return the place of the first of `ends` outside brackets."""
    for number in range(start, len(items)):
        text = items[number].text
        if depth <= 0 and text in ends:
            return number
        depth += (text in _OPENING) - (text in _CLOSING)
    return len(items)


def _without_bodies(items: Sequence[Item]) -> list[Item]:
    """Return the items without the bodies of types that are defined in the head.

    Braces in brackets belong to default arguments: ``(Pace pace = {})``.
    """
    if not any(item.text == "{" for item in items):
        return list(items)
    start = _template_end(items)
    kept: list[Item] = []
    bodies = brackets = 0
    for number, item in enumerate(items):
        text = item.text
        if bodies:
            bodies += (text == "{") - (text == "}")
            continue
        if text == "{" and not brackets and not _is_value(items, start, number):
            bodies = 1
            continue
        brackets += (text in _OPENING) - (text in _CLOSING)
        kept.append(item)
    return kept


def _is_value(items: Sequence[Item], start: int, number: int) -> bool:
    """Tell if a brace outside brackets opens an expression, not a type's body."""
    if _is_requirement(items, number):
        return True
    return not any(item.text in _CLASS_KEYS for item in items[start:number])


def _words(items: Sequence[Item]) -> frozenset[str]:
    """Return the specifiers outside brackets, in plain C++."""
    found: set[str] = set()
    depth = 0
    for number, item in enumerate(items):
        if depth == 0:
            if item.text in SPECIFIERS:
                found.add(SPECIFIERS[item.text])
            elif item.text == "=" and number + 1 < len(items):
                found.add(items[number + 1].text)
        depth += (item.text in _OPENING) - (item.text in _CLOSING)
    return frozenset(found)


def _after_arguments(items: Sequence[Item], place: int, end: int) -> Sequence[Item]:
    """Return what stands after the template arguments of the name."""
    if place < end and items[place].text == "<":
        place = _angle_end(items, place)
    return items[place:end]


def _arguments(items: Sequence[Item], place: int) -> str:
    if place >= len(items) or items[place].text != "<":
        return ""
    end = _angle_end(items, place)
    return "".join(
        (" " if item.spaced and number else "") + item.text
        for number, item in enumerate(items[place:end])
    )


def _initializer(items: Sequence[Item], end: int) -> str:
    if end >= len(items) or items[end].text not in ("=", "{"):
        return ""
    # The extent of a declaration ends with its own initialiser, whatever follows.
    stop = _first(items, end + 1, frozenset(";"))
    shown = items[end + (items[end].text == "=") : stop]
    return "".join(
        (" " if item.spaced and number else "") + item.text
        for number, item in enumerate(shown)
    )
