"""What macros stand for in a declaration: attributes, keywords, or anything else.

``class FMT_API Edge`` is shown as ``class Edge`` and ``FMT_CONSTEXPR int f()`` as
``constexpr int f()``; a macro that stands for more is shown as it is written.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from .capi import take_text

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Mapping, Sequence

    from .capi import CXCursor
    from .locations import Locations

__all__ = ["SPECIFIERS", "Expansion", "Expansions"]


class Expansion(NamedTuple):
    """What is left of a macro's text."""

    keywords: tuple[str, ...] = ()
    """Specifiers, in order."""
    attributes: frozenset[str] = frozenset()
    """Names of attributes: ``nodiscard``, ``deprecated`` ..."""
    opaque: bool = False
    """True if there is more than that."""


SPECIFIERS: dict[str, str] = {
    **{
        word: word
        for word in (
            "const",
            "consteval",
            "constexpr",
            "constinit",
            "explicit",
            "extern",
            "final",
            "friend",
            "inline",
            "mutable",
            "noexcept",
            "override",
            "static",
            "thread_local",
            "virtual",
            "volatile",
        )
    },
    "__forceinline": "inline",
    "__inline": "inline",
    "__inline__": "inline",
    "__const": "const",
    "__volatile__": "volatile",
    "_Thread_local": "thread_local",
    "__thread": "thread_local",
}
"""Specifiers, and what each is in plain C++."""

_WORD = re.compile(r'[A-Za-z_]\w*|"(?:\\.|[^"\\\n])*"|//[^\n]*|/\*.*?\*/|\S', re.DOTALL)
_GROUPS = frozenset(
    {"__attribute__", "__attribute", "__declspec", "_Pragma", "__pragma"}
)
_DROPPED = frozenset({"__extension__", "_Noreturn", "__cdecl", "__stdcall", "\\"})
_MAX_DEPTH = 12
_OPAQUE = Expansion(opaque=True)


class Expansions:
    """The macros of one translation unit."""

    def __init__(
        self,
        locations: Locations,
        definitions: Sequence[CXCursor],
        below: Mapping[str, Expansion] | None = None,
    ) -> None:
        """Take the definitions of the unit, and macros of the umbrella below it."""
        self._locations = locations
        self._definitions = definitions
        self._below = below or {}
        self._known: dict[int, Expansion] = {}
        self._by_name: dict[str, CXCursor] | None = None

    def of(self, expansion: CXCursor) -> Expansion:
        """Return what the expansion of a macro stands for."""
        definition = self._locations.lib.clang_getCursorReferenced(expansion)
        return self._of_definition(definition, 0)

    def of_tree(self, is_project: Callable[[str], bool]) -> dict[str, Expansion]:
        """Return what the macros stand for that files of the tree define.

        Opaque ones are left out.
        """
        lib, locations = self._locations.lib, self._locations
        found = {}
        for definition in self._definitions:
            file = locations.file_of(lib.clang_getCursorLocation(definition).int_data)
            path = locations.unit.name_of(file)[1] if file else ""
            if path and is_project(path):
                expansion = self._of_definition(definition, 0)
                if not expansion.opaque:
                    name = take_text(lib, lib.clang_getCursorSpelling(definition))
                    found[name] = expansion
        return found

    def places(
        self, names: Container[str], is_project: Callable[[str], bool]
    ) -> dict[str, set[tuple[int, str]]]:
        """Return where files of the tree define some macros.

        As raw locations, with the absolute paths of the files.
        """
        lib, locations = self._locations.lib, self._locations
        found: dict[str, set[tuple[int, str]]] = {}
        for definition in self._definitions:
            name = take_text(lib, lib.clang_getCursorSpelling(definition))
            if name not in names:
                continue
            raw = lib.clang_getCursorLocation(definition).int_data
            file = locations.file_of(raw)
            absolute, path = locations.unit.name_of(file) if file else ("", "")
            if path and is_project(path):
                found.setdefault(name, set()).add((raw, absolute))
        return found

    def leads_to(self, definition: CXCursor, names: Container[str]) -> bool:
        """Tell whether the text of a macro leads to one of some names.

        By way of other macros, too, but for those of the umbrella below.
        """
        seen: set[str] = set()
        waiting = [definition]
        while waiting:
            for word in self._body(waiting.pop()):
                if word in names:
                    return True
                if word not in seen:
                    seen.add(word)
                    inner = self._defined(word)
                    waiting += [inner] if inner is not None else []
        return False

    def extent(self, expansion: CXCursor) -> int:
        """Return the length in bytes of a macro's name with its arguments."""
        extent = self._locations.lib.clang_getCursorExtent(expansion)
        return int(extent.end - extent.begin)

    def _of_definition(self, definition: CXCursor, depth: int) -> Expansion:
        key = definition.declaration
        if not key or depth > _MAX_DEPTH:
            return _OPAQUE
        known = self._known.get(key)
        if known is None:
            self._known[key] = _OPAQUE  # against macros that name themselves
            known = self._reduce(self._body(definition), depth)
            self._known[key] = known
        return known

    def _body(self, definition: CXCursor) -> list[str]:
        """Return the words of a macro's text, without its head."""
        extent = self._locations.lib.clang_getCursorExtent(definition)
        text = self._locations.slice(extent.begin, extent.end)
        head = re.match(r"\w+(\([^()]*\))?", text)
        body = text[head.end() :] if head else ""
        return [word for word in _WORD.findall(body) if word[:2] not in ("//", "/*")]

    def _reduce(self, words: list[str], depth: int) -> Expansion:
        keywords: list[str] = []
        attributes: set[str] = set()
        place = 0
        while place < len(words):
            word = words[place]
            if word in _GROUPS or words[place : place + 2] == ["[", "["]:
                start = place
                place = _group_end(words, place + (word in _GROUPS))
                attributes.update(_names(words[start:place]))
                continue
            if word in SPECIFIERS:
                keywords.append(SPECIFIERS[word])
            elif word not in _DROPPED and not (word == '"C"' and keywords):
                inner = self._named(word, depth)
                if inner.opaque:
                    return _OPAQUE
                keywords += inner.keywords
                attributes |= inner.attributes
                if words[place + 1 : place + 2] == ["("]:
                    place = _group_end(words, place + 1)
                    continue
            place += 1
        return Expansion(tuple(keywords), frozenset(attributes))

    def _named(self, word: str, depth: int) -> Expansion:
        if not word.isidentifier():
            return _OPAQUE
        definition = self._defined(word)
        if definition is None:
            return self._below.get(word, _OPAQUE)
        return self._of_definition(definition, depth + 1)

    def _defined(self, name: str) -> CXCursor | None:
        """Return the definition of a macro, but not of one in the umbrella."""
        if self._by_name is None:
            lib = self._locations.lib
            self._by_name = {
                take_text(lib, lib.clang_getCursorSpelling(cursor)): cursor
                for cursor in self._definitions
            }
        return self._by_name.get(name)


def _group_end(words: Sequence[str], place: int) -> int:
    """Return the place after the brackets that open at `place`."""
    depth = 0
    for number in range(place, len(words)):
        depth += (words[number] in ("(", "[")) - (words[number] in (")", "]"))
        if depth <= 0:
            return number + 1
    return len(words)


def _names(words: Sequence[str]) -> Iterator[str]:
    for word in words:
        if word[0].isalpha() or word[0] == "_":
            yield word.strip("_")
