"""Where the symbols of a file are used: by file, with lines of the source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from ..model import RECORD_KINDS, RelationKind, Role
from .answers import Relations, SymbolRef
from .main_namespace import main_namespace
from .relations import relations_of
from .row_pages import row_pages
from .use_pages import is_small, no_tests, spans_of, uses_plan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model import FileUses, Symbol, Use
    from .protocol import Reader
    from .use_pages import SymbolSlice, UsesPlan, UsesSlice

__all__ = [
    "ReadLines",
    "ShownUse",
    "UseRole",
    "UsesInFile",
    "UsesOfSymbol",
    "UsesPage",
    "uses_page",
]

ReadLines = Callable[[str], Sequence[bytes] | None]
"""The lines of a file of the tree, in UTF-8 and without line ends; None if there is no
such file any more."""

UseRole = Literal["call", "base", ""]
"""``call``, ``base``, or empty for any other use."""

_WIDTH = 100
"""Characters of a line that are shown."""
_BEFORE = 40
"""Of which so many stand before the name, where the line is longer."""


class ShownUse(NamedTuple):
    """A line of the source that uses a symbol."""

    line: int
    """From 1."""
    role: UseRole
    scope: SymbolRef | None
    """The innermost function, class or enum around it."""
    before: str
    name: str
    """Empty, with the texts around it, where the file has changed."""
    after: str


class UsesInFile(NamedTuple):
    """The uses of a symbol in a file, or some of them."""

    path: str
    total: int
    """All uses in the file, as they are counted in the whole index."""
    is_test: bool
    shown: tuple[ShownUse, ...]
    lines: tuple[int, ...]
    """Of the other uses, each once."""
    first: bool
    """Whether no use in this file is shown before these."""


@dataclass(frozen=True, slots=True)
class UsesOfSymbol:
    """A symbol and its uses, or some of them."""

    symbol: SymbolRef
    overload: str
    """Its signature, where the file has several symbols of its name; else empty."""
    total: int
    """All its uses."""
    files: int
    """All files with a use, its own counted."""
    relations: Relations
    """Derived classes, overriding methods, specialisations."""
    users: tuple[UsesInFile, ...]
    """The file of the symbol first, then by path, tests last."""
    first: bool
    """Whether they begin on this page."""
    last: bool
    """Whether they end on this page."""


@dataclass(frozen=True, slots=True)
class UsesPage:
    """A page of the uses of a file's symbols."""

    path: str
    number: int
    """From 1."""
    pages: int
    namespace: str
    """Names stand without it, as on the page of the file, which has all of these uses;
    empty where pages of their own have them."""
    symbols: tuple[UsesOfSymbol, ...]
    """By line."""


def uses_page(
    reader: Reader,
    path: str,
    number: int,
    lines: ReadLines,
    is_test: Callable[[str], bool] = no_tests,
) -> UsesPage | None:
    """Return a page of those that `uses_pages` tells of; None if there is none.

    ``number`` counts from 1.
    """
    plan = uses_plan(reader, path, is_test)
    if not 0 < number <= len(plan.pages):
        return None
    page = _Page(reader, plan, lines, is_test)
    # The page of the file says which namespace it is.
    crowded = row_pages(reader, path).crowded
    is_there = is_small(spans_of(plan.pages), crowded=crowded)
    namespace = main_namespace(plan.declared) if is_there else ""
    symbols = page.symbols(plan.pages[number - 1])
    return UsesPage(path, number, len(plan.pages), namespace, symbols)


class _Page:
    """What is read for a page."""

    def __init__(
        self,
        reader: Reader,
        plan: UsesPlan,
        lines: ReadLines,
        is_test: Callable[[str], bool],
    ) -> None:
        self.reader = reader
        self.plan = plan
        self.lines = lines
        self.is_test = is_test
        self._uses: dict[str, FileUses | None] = {}
        """What is read of a file: its uses of many symbols are on one page."""

    def symbols(self, slices: tuple[SymbolSlice, ...]) -> tuple[UsesOfSymbol, ...]:
        """Return the symbols of the page."""
        begun = [one.usr for one in slices if one.first]
        mains = {usr: self.plan.declared[usr].main for usr in begun}
        related = relations_of(self.reader, mains, ())
        bases = self._bases(one.usr for one in slices)
        names = Counter(one.main.qualified_name for one in self.plan.declared.values())
        found = []
        for one in slices:
            main = self.plan.declared[one.usr].main
            users = self.plan.users[one.usr]
            found.append(
                UsesOfSymbol(
                    SymbolRef(one.usr, main.qualified_name or main.name, main.kind),
                    _signature(main) if names[main.qualified_name] > 1 else "",
                    sum(use.total for use in users),
                    len(users),
                    related.get(one.usr, Relations()),
                    tuple(self._in_file(one.usr, part, bases) for part in one.slices),
                    one.first,
                    one.last,
                )
            )
        return tuple(found)

    def _bases(self, usrs: Iterable[str]) -> frozenset[tuple[str, str, int]]:
        """Return the places where one of the symbols is named as a base."""
        declared = self.plan.declared
        classes = [usr for usr in usrs if declared[usr].main.kind in RECORD_KINDS]
        known = self.reader.relations_to_all(classes) if classes else {}
        return frozenset(
            (usr, relation.path, relation.position.line)
            for usr, found in known.items()
            for relation in found
            if relation.kind is RelationKind.BASE
        )

    def _in_file(
        self, usr: str, part: UsesSlice, bases: frozenset[tuple[str, str, int]]
    ) -> UsesInFile:
        if part.path not in self._uses:
            self._uses[part.path] = self.reader.uses_in(part.path)
        known = self._uses[part.path]
        uses = known.of(usr)[part.start : part.stop] if known else ()
        shown: list[ShownUse] = []
        seen: set[int] = set()
        for use in uses:
            if len(shown) == part.shown:
                break
            # A line is shown once, at the first of several uses on it.
            if use.line not in seen:
                seen.add(use.line)
                is_base = (usr, part.path, use.line) in bases
                name = self.plan.declared[usr].main.name
                shown.append(self._shown(part.path, use, name, is_base=is_base))
        rest = dict.fromkeys(use.line for use in uses if use.line not in seen)
        return UsesInFile(
            part.path,
            part.total,
            self.is_test(part.path),
            tuple(shown),
            tuple(rest),
            part.start == 0,
        )

    def _shown(self, path: str, use: Use, name: str, *, is_base: bool) -> ShownUse:
        role: UseRole = "base" if is_base else "call" if use.role & Role.CALL else ""
        scope = use.scope and SymbolRef(
            use.scope.usr, use.scope.qualified_name, use.scope.kind
        )
        text = _excerpt(self.lines(path) or (), use, name)
        return ShownUse(use.line, role, scope, *text)


def _signature(symbol: Symbol) -> str:
    return "".join(fragment.text for fragment in symbol.signature)


def _excerpt(lines: Sequence[bytes], use: Use, written: str) -> tuple[str, str, str]:
    """Return the line of a use in three parts, cut at its ends if it is long.

    Nothing where another name stands: the file has changed.
    """
    if not 0 < use.line <= len(lines):
        return "", "", ""
    line, start = lines[use.line - 1], use.column - 1
    before, name, after = (
        _words(part)
        for part in (
            line[:start],
            line[start : start + use.length],
            line[start + use.length :],
        )
    )
    if not name.strip() or (name.isidentifier() and name not in written):
        return "", "", ""
    before, after = before.lstrip(), after.rstrip()
    if len(before) + len(name) + len(after) > _WIDTH:
        if len(before) > _BEFORE:
            before = "…" + before[1 - _BEFORE :]
        room = max(_WIDTH - len(before) - len(name), 1)
        if len(after) > room:
            after = after[: room - 1] + "…"
    return before, name, after


def _words(data: bytes) -> str:
    return data.decode("utf-8", "replace").replace("\t", " ")
