"""Tests and usage: the tests and examples that reach a file, and how they use it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from ..model import Role, roles_with
from .usage_answers import CallSite, LineCoverage, Usage, UsageFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .answers import FileUse
    from .protocol import Reader
    from .symbol_ref import SymbolRef
    from .tree import Tree

__all__ = ["line_coverage", "usage_of"]

_SITES = 5
"""Most call sites of a file."""


class _Room(NamedTuple):
    """How much is told."""

    files: int
    """Most that are named; the others are counted."""
    shown: int
    """Of which call sites are shown."""
    names: int
    """Most symbols named of a file."""


_ROOM = {False: _Room(10, 3, 8), True: _Room(5, 1, 3)}
"""For most pages; for those that are crowded."""
_REFERRING, _CALLING = roles_with(Role.REFERENCE), roles_with(Role.CALL)
_LONGEST = 120
"""Characters of a line of code that is shown."""


def usage_of(
    tree: Tree,
    reader: Reader,
    path: str,
    users: Mapping[str, tuple[FileUse, ...]],
    refs: Mapping[str, SymbolRef],
    *,
    crowded: bool = False,
) -> Usage:
    """Return the tests and examples that reach a file.

    :param users: of the symbols that it declares, by USR.
    :param refs: the names of these symbols.
    :param crowded: as of `RowPages`: its page has little room.
    """
    room = _ROOM[crowded]
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for usr, files in users.items():
        for user in files:
            if user.path != path and any(tree.role(user.path)):
                found[user.path][usr] = user.total
    reaching = tree.reaching(path)
    # Who uses a symbol and does not include the file declares it by itself.
    using = [other for other in found if other in reaching]
    using.sort(key=lambda o: (-len(found[o]), -sum(found[o].values()), o))
    rows = [
        _row(
            tree,
            reader,
            other,
            found[other],
            refs,
            names=room.names,
            shown=number < room.shown,
        )
        for number, other in enumerate(using[: room.files])
    ]
    return Usage(
        tuple(rows),
        more=max(len(using) - room.files, 0),
        reaching=len(reaching) - len(using),
        coverage=line_coverage(tree.extras.coverage.get(path)),
    )


def line_coverage(counts: Mapping[int, int] | None) -> LineCoverage | None:
    """Sum up the counts of a file; None if no line of it was measured."""
    if not counts:
        return None
    return LineCoverage(sum(count > 0 for count in counts.values()), len(counts))


def _row(
    tree: Tree,
    reader: Reader,
    path: str,
    uses: Mapping[str, int],
    refs: Mapping[str, SymbolRef],
    *,
    names: int,
    shown: bool,
) -> UsageFile:
    best: dict[str, SymbolRef] = {}
    ranked = sorted(uses, key=lambda usr: (-uses[usr], refs[usr].name, usr))
    for usr in ranked:
        # Overloads go by one name.
        best.setdefault(refs[usr].name, refs[usr])
    symbols = tuple(best.values())
    is_test, _ = tree.role(path)
    return UsageFile(
        path,
        is_test,
        symbols[:names],
        max(len(symbols) - names, 0),
        sum(uses.values()),
        _sites(tree, reader, path, ranked) if shown else (),
        tree.extras.command(path) if is_test else "",
    )


def _sites(
    tree: Tree, reader: Reader, path: str, usrs: Iterable[str]
) -> tuple[CallSite, ...]:
    """Return lines that use the symbols: first one each, calls rather than names."""
    text = tree.extras.text(path)
    if text is None:
        return ()
    order = {usr: number for number, usr in enumerate(usrs)}
    first: dict[str, tuple[bool, int]] = {}
    others: list[tuple[int, bool, int]] = []
    for line, _, _, role, _, usr in reader.occurrence_rows(path):
        number = order.get(usr)
        if number is not None and role in _REFERRING:
            site = role not in _CALLING, line
            first[usr] = min(site, first.get(usr, site))
            others.append((number, *site))
    best = [first[usr][1] for usr in sorted(first, key=order.__getitem__)]
    best += [line for *_, line in sorted(others)]
    lines = sorted(list(dict.fromkeys(best))[:_SITES])
    written = dict(enumerate(text.split("\n"), 1))
    return tuple(
        CallSite(line, _cut(written[line])) for line in lines if line in written
    )


def _cut(line: str) -> str:
    line = line.strip()
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
