"""How often ``__COUNTER__`` was used before a unit uses it, by what it reads itself.

See `counter` for why.
"""

# Names as libclang gives them are joined and compared as text, links kept.
# ruff: noqa: PTH113, PTH118, PTH120

from __future__ import annotations

from collections import Counter
from itertools import chain
from os.path import dirname, isfile, join, normpath
from posixpath import splitext
from typing import TYPE_CHECKING

from ..scan import FRAGMENT_SUFFIXES, decode, scan_includes
from .arguments import search_folders
from .counter import marked
from .faithful import DifferenceError
from .locations import contents_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..model import FileFacts
    from .below import Below
    from .work import Work

__all__ = [
    "has_mark",
    "is_marked",
    "likely_number",
    "number_before",
    "numbered_otherwise",
    "uses_of_files",
]

# Offsets of what arguments include, below the umbrella and on top, and of the unknown.
_BELOW_ALL, _BEFORE_ALL, _AFTER_ALL = -2, -1, 1 << 62

_MOST_OWN = 100
"""Headers above its umbrella that are looked into for a unit."""


def uses_of_files(work: Work) -> dict[str, int]:
    """Return how often each file of an umbrella uses it, by absolute path.

    -1 for a file that was entered several times: a unit may read it less often.
    """
    uses = Counter(work.locations.file_of(raw) for raw in work.diagnostics.uses)
    found = {work.name(file): count for file, count in uses.items() if file}
    entered = Counter(work.name(one.file) for one in work.inclusions)
    return {path: n if entered[path] == 1 else -1 for path, n in found.items()}


def likely_number(text: str, main: str, below: Below, arguments: Sequence[str]) -> int:
    """Return what `number_before` will most likely be, by include lines.

    A unit for which it is another one is parsed twice.

    :param text: Of the main file.
    :param main: Its absolute path.
    """
    if not below.counted:
        return 0
    targets = dict(zip(below.spelled, below.lines, strict=True))
    folders = search_folders(arguments)
    read = 0
    texts, seen = [(main, text)], {main}
    while texts:
        path, text = texts.pop()
        for include in scan_includes(text):
            target = targets.get(include.spelled) or _target(
                include.spelled, (dirname(path), *folders), below
            )
            if target in below.closures.paths:
                read |= below.closures.of(target)
            elif target and target not in seen and len(seen) < _MOST_OWN:
                # One of its own, which may lead to files of the umbrella.
                seen.add(target)
                texts.append((target, decode(contents_of(target)).text))
    files = set(below.closures.files(read))
    return sum(n for path, n in below.counted.items() if n > 0 and path in files)


def _target(spelled: str, folders: Sequence[str], below: Below) -> str:
    """Return the file that an include line means, as far as folders tell; or nothing.

    :param folders: That of the includer first.
    """
    for folder in folders if spelled[0] == '"' else folders[1:]:
        path = normpath(join(folder, spelled[1:-1]))
        if path in below.closures.paths or isfile(path):
            return path
    return ""


def number_before(work: Work, begun: int) -> int:
    """Return how often headers of the umbrella use it before a unit on top does.

    Counted are headers that the unit reads.

    :param begun: With what the unit was parsed: any number is right where it uses none.
    :raises DifferenceError: It is not to be told, or not all of them come before.
    """
    uses = work.diagnostics.uses
    if not uses:
        return begun
    main = work.locations.unit.main
    read = work.reach.of(main)
    counted = {path: n for path, n in work.below.counted.items() if path in read}
    if not counted:
        return 0
    first = min(_place_in_main(work, raw) for raw in uses)
    entered = {work.name(one.file) for one in work.inclusions}
    for path, number in counted.items():
        again = number < 0 or path in entered
        if again or _first_read(work, main, path) >= first:
            raise DifferenceError("the numbers of __COUNTER__ are not to be told")
    return sum(counted.values())


def _place_in_main(work: Work, raw: int) -> int:
    """Return the offset in the main file of a place, or of what leads to it."""
    file, offset = work.locations.place(raw)
    stack = work.stacks.get(file, ())
    if not stack:
        return offset
    includer, directive = stack[-1]
    return work.locations.place(directive)[1] if includer else _BEFORE_ALL


def _first_read(work: Work, main: str, path: str) -> int:
    """Return the offset of the first line of the main file that leads to a file."""
    lib, locations = work.locations.lib, work.locations
    if any(path in work.reach.of(one) for one in work.below.forced):
        return _BELOW_ALL
    places = []
    for directive in work.directives:
        file, offset = locations.place(lib.clang_getCursorLocation(directive).int_data)
        target = lib.clang_getIncludedFile(directive)
        if not (file and target) or work.name(file) != main:
            continue
        if path in work.reach.of(work.name(target)):
            places.append(offset)
    return min(places, default=_AFTER_ALL)


def numbered_otherwise(work: Work) -> frozenset[str]:
    """Return the wanted headers that use it: they have other numbers by themselves.

    What is read before a header shall not decide what is said of it. Paths from the
    root; a fragment belongs to what includes it, and so does its number.
    """
    unit = work.locations.unit
    using = {
        unit.name_of(work.locations.file_of(raw))[0] for raw in work.diagnostics.uses
    }
    return frozenset(
        file.path
        for file in unit.files
        if file.absolute in using
        and file.path != work.unit.path
        and splitext(file.path)[1].lower() not in FRAGMENT_SUFFIXES
    )


def is_marked(work: Work, facts: FileFacts, counted: Mapping[str, int]) -> bool:
    """Tell whether the facts of a header of an umbrella may have a mark in them.

    :param counted: `uses_of_files`.
    """
    if facts.source.path not in map(work.project_path, counted):
        return bool(counted) and has_mark((facts,))
    # Two marks in a line may be one name twice, which is an error.
    return facts.source.coverage.errors > 0 or marked(repr(facts))


def has_mark(files: Iterable[FileFacts]) -> bool:
    """Tell whether one of some files names what an umbrella gave a mark to."""
    named = (
        chain(
            (one.usr for one in facts.occurrences),
            (one.usr for one in facts.symbols),
            (one.target for one in facts.relations),
        )
        for facts in files
    )
    return any(map(marked, set(chain.from_iterable(named))))
