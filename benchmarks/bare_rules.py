"""What an index made without a library's headers is held against.

Of ``accuracy.py --bare``, whose truth has these headers. Three comparisons, each of
fewer definitions than the one before:

1. All.
2. Those of branches that both read. Other headers define other macros: which branch of
   an ``#if`` is read is the configuration's. Left out are definitions in lines that one
   of the two skipped, and what macros make whose definition the index skipped.
3. The same without names that absent headers spell: those out of the expansion of a
   macro that only the truth has, or that leads to one, and not written in the file.
   Nobody can know them without the header. Of the index what stands in for such a macro
   (`Qualifier.ASSUMED`) is left out by the same rule.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from benchmarks.accuracy import normal_form  # noqa: E402
from sphinxext_kwindex.model import Qualifier  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence, Set

    from benchmarks.macro_origins import MacroPlace, Origin
    from benchmarks.token_names import Reading
    from sphinxext_kwindex.model import FileFacts, Symbol
    from tests.truth import Definition

__all__ = ["BareRules", "Comparison", "definitions_of"]

_FOLDERS = (".", "torch/csrc/api/include", "python3.11", "x86_64-linux-gnu")
"""Below the folder of the headers: third parties' and generated ones."""


class Comparison(NamedTuple):
    """What is compared of one file."""

    what: str
    expected: Set[Definition]
    ours: Set[Definition]


class BareRules:
    """The rules for one tree."""

    def __init__(
        self, root: Path, headers: Path, facts: Callable[[str], FileFacts | None]
    ) -> None:
        """Take the tree, the headers that only the truth has, and the index."""
        self._root = root
        self._headers = headers
        self._facts = facts
        self._known: dict[str, Set[int]] = {}

    @property
    def arguments(self) -> tuple[str, ...]:
        """What only the truth is parsed with."""
        places = (str(self._headers / folder) for folder in _FOLDERS)
        return tuple(word for place in places for word in ("-isystem", place))

    def comparisons(
        self, path: str, reading: Reading, facts: FileFacts, symbols: Sequence[Symbol]
    ) -> Iterator[Comparison]:
        """Yield what is compared of one file, all first.

        :param symbols: The definitions in the facts.
        """
        expected = {normal_form(*one) for one in reading.truth.definitions}
        yield Comparison("definitions", expected, definitions_of(symbols))
        origins = {normal_form(*key): one for key, one in reading.origins.items()}
        macros = self._of_other_branches(origins.values())
        lines = _lines(facts.skipped)
        there = {
            one
            for one in expected
            if one.line not in lines
            and (one not in origins or origins[one].macro.name not in macros)
        }
        seen = [
            one
            for one in symbols
            if one.position.line not in reading.skipped and one.macro not in macros
        ]
        what = "definitions of branches that both read"
        yield Comparison(what, there, definitions_of(seen))
        foreign = {
            one
            for one, origin in origins.items()
            if not origin.is_spelled
            and any(map(self._is_absent, (origin.macro, *origin.through)))
        }
        text = (self._root / path).read_bytes().splitlines()
        known = definitions_of(
            one
            for one in seen
            if Qualifier.ASSUMED not in one.qualifiers or _is_spelled(one, text)
        )
        what = "the same, without names that absent headers spell"
        yield Comparison(what, there - foreign, known - foreign)

    def _of_other_branches(self, origins: Iterable[Origin]) -> set[str]:
        """Return the macros of a file that lead to a definition the index skipped."""
        return {
            origin.macro.name
            for origin in origins
            if any(
                one.line in self._skipped(one.path)
                for one in (origin.macro, *origin.through)
            )
        }

    def _skipped(self, absolute: str) -> Set[int]:
        """Return the lines of a file of the tree that the index skipped."""
        if absolute not in self._known:
            path = Path(absolute)
            inside = path.is_relative_to(self._root)
            facts = (
                self._facts(path.relative_to(self._root).as_posix()) if inside else None
            )
            self._known[absolute] = _lines(facts.skipped) if facts else set()
        return self._known[absolute]

    def _is_absent(self, macro: MacroPlace) -> bool:
        """Tell if only the truth has the header that defines a macro."""
        return bool(macro.path) and Path(macro.path).is_relative_to(self._headers)


def definitions_of(symbols: Iterable[Symbol]) -> set[Definition]:
    """Return symbols as they are compared."""
    return {
        normal_form(one.kind.value, one.qualified_name, one.position.line)
        for one in symbols
    }


def _is_spelled(symbol: Symbol, text: Sequence[bytes]) -> bool:
    """Tell whether the name of a symbol stands at its place.

    :param text: Of its file, in lines.
    """
    line, column = symbol.position
    rest = text[line - 1][column - 1 :] if line <= len(text) else b""
    return rest.startswith(symbol.name.encode())


def _lines(ranges: Iterable[tuple[int, int]]) -> set[int]:
    """Return the lines of ranges, their ends included."""
    return {line for first, last in ranges for line in range(first, last + 1)}
