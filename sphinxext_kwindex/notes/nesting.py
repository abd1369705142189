"""Tokens, and what stands in what: brackets, lambdas, loops."""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Loop", "Nesting"]

_OPENING = {"(": ")", "[": "]", "{": "}"}
_NO_LAMBDA = frozenset(
    {"(", "[", ",", "=", ";", "{", "}", "for", "while", "if", "switch", "else", "do"}
)
_WALK = 1000
"""Tokens of a statement that are looked at."""
_LAMBDA_HEAD = 60
"""Tokens, brackets counted as one, between the ``]`` and the ``{`` of a lambda."""


class Loop(NamedTuple):
    """A loop: ``for``, ``while`` or ``do``."""

    keyword: int
    head: tuple[int, int]
    """Places of ``(`` and ``)``; of the keyword, twice, for ``do``."""
    first: int
    """First token of the body, its ``{`` if there is one."""
    last: int
    """Last token of the body."""


class Nesting(ABC):
    """Tokens by place, and how they nest."""

    @property
    @abstractmethod
    def texts(self) -> list[str]:
        """Text of each token."""

    def __len__(self) -> int:
        return len(self.texts)

    # Tokens

    @cached_property
    def index(self) -> dict[str, list[int]]:
        """The places of each text."""
        index: dict[str, list[int]] = {}
        known = index.get
        for place, text in enumerate(self.texts):
            places = known(text)
            if places is None:
                index[text] = [place]
            else:
                places.append(place)
        return index

    def places(self, *texts: str) -> list[int]:
        """Return the places of texts, in order."""
        index = self.index
        if len(texts) == 1:
            return index.get(texts[0], [])
        return sorted(place for text in texts for place in index.get(text, ()))

    def between(self, text: str, first: int, last: int) -> list[int]:
        """Return the places of a text after a place and up to another."""
        places = self.index.get(text, [])
        return places[bisect_right(places, first) : bisect_right(places, last)]

    def text(self, place: int) -> str:
        """Return the text of a token; empty outside of the file."""
        return self.texts[place] if 0 <= place < len(self.texts) else ""

    def back_to(self, place: int, *ends: str) -> int:
        """Return the first token after one of some texts, going back from a token.

        At most 1,000 tokens back, so that no text costs the square of its length.
        """
        texts, least = self.texts, max(0, place - _WALK)
        while place > least and texts[place - 1] not in ends:
            place -= 1
        return place

    def on_to(self, place: int, *ends: str) -> int:
        """Return the next token that is one of some texts; at most 1,000 tokens on."""
        texts, most = self.texts, min(len(self.texts), place + _WALK)
        while place < most and texts[place] not in ends:
            place += 1
        return place

    # Brackets

    @cached_property
    def matches(self) -> dict[int, int]:
        """Place of the other bracket of a pair; what has none is left out."""
        found: dict[int, int] = {}
        stack: list[tuple[str, int]] = []
        for place in self.places("(", ")", "[", "]", "{", "}"):
            text = self.texts[place]
            if text in _OPENING:
                stack.append((_OPENING[text], place))
                continue
            if text == "}":  # repairs what macros have torn
                while stack and stack[-1][0] != "}":
                    stack.pop()
            if stack and stack[-1][0] == text:
                other = stack.pop()[1]
                found[other], found[place] = place, other
        return found

    def match(self, place: int) -> int:
        """Return the other bracket of a pair; -1 if there is none."""
        return self.matches.get(place, -1)

    @cached_property
    def _braces(self) -> dict[int, int]:
        """Each ``{``, in order, with the one around it; -1 if there is none."""
        found: dict[int, int] = {}
        around: list[int] = []
        for place in self.places("{"):
            close = self.match(place)
            if close < 0:
                continue
            while around and self.matches[around[-1]] < place:
                around.pop()
            found[place] = around[-1] if around else -1
            around.append(place)
        return found

    @cached_property
    def _brace_places(self) -> list[int]:
        return list(self._braces)

    def braces_around(self, place: int) -> Iterator[int]:
        """Yield the ``{`` that enclose a token, innermost first."""
        at = bisect_left(self._brace_places, place) - 1
        brace = self._brace_places[at] if at >= 0 else -1
        while brace >= 0:
            if self.matches[brace] > place:
                yield brace
            brace = self._braces[brace]

    def is_lambda(self, brace: int) -> bool:
        """Tell if a ``{`` opens the body of a lambda."""
        place = brace - 1
        for _ in range(_LAMBDA_HEAD):
            text = self.text(place)
            if text == "]":
                opening = self.match(place)
                before = self.text(opening - 1)
                if not (before and (before[-1].isalnum() or before[-1] in "_)]")):
                    return True
                if before == "return":
                    return True
                place = opening - 1
            elif text == ")":
                place = self.match(place) - 1
            elif text in _NO_LAMBDA or place < 0:
                return False
            else:
                place -= 1
        return False

    def in_lambda(self, place: int, brace: int) -> bool:
        """Tell if a lambda stands between a token and a place before it."""
        for one in self.braces_around(place):
            if one <= brace:
                return False
            if self.is_lambda(one):
                return True
        return False

    # Loops

    @cached_property
    def loops(self) -> list[Loop]:
        """All loops, by place."""
        found = []
        for place in self.places("for", "while", "do"):
            if self.texts[place] == "do":
                head, first = (place, place), place + 1
            else:
                head = place + 1, self.match(place + 1)
                if self.text(head[0]) != "(" or head[1] < 0:
                    continue
                first = head[1] + 1
            if self.text(first) == ";":  # the end of a do, or an empty body
                continue
            last = self._statement_end(first)
            if last > first:
                found.append(Loop(place, head, first, last))
        return found

    def _statement_end(self, first: int) -> int:
        """Return the last token of a statement."""
        if self.text(first) == "{":
            return self.match(first)
        place = first
        while place < len(self):
            text = self.texts[place]
            if text == ";":
                return place
            if text == "}":
                return -1
            if text in _OPENING:
                end = self.match(place)
                if end < 0:
                    return -1
                if text == "{" and self.text(end + 1) not in (")", ";", ",", "else"):
                    return end
                place = end
            place += 1
        return -1

    def loop_of(self, place: int) -> Loop | None:
        """Return the innermost loop whose body is run with a token in it.

        None of what is in a function or lambda of its own in there.
        """
        number = bisect_left(self._loop_places, place) - 1
        while number >= 0:
            loop = self.loops[number]
            if loop.first <= place <= loop.last:
                return None if self.in_lambda(place, loop.first) else loop
            number = self._outer_loops[number]
        return None

    @cached_property
    def _loop_places(self) -> list[int]:
        return [loop.keyword for loop in self.loops]

    @cached_property
    def _outer_loops(self) -> list[int]:
        """For each loop the number of the one around it; -1 if there is none."""
        found: list[int] = []
        for number, loop in enumerate(self.loops):
            outer = number - 1
            while outer >= 0 and self.loops[outer].last < loop.keyword:
                outer = found[outer]
            found.append(outer)
        return found
