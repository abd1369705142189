"""Umbrellas: one precompiled header that many units are parsed on top of.

It is parsed once: the headers' facts are taken from the same parse that is saved.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..scan import decode, tested_macros, without_pauses
from .below import Below, save_below
from .branches import reads_alike
from .counting import is_marked, uses_of_files
from .extract import each_file
from .parse import give_memory_back, parse, save
from .reach import forced_files
from .work import Work, open_work

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..model import FileFacts
    from .library import Libclang
    from .locations import Inclusion
    from .unit import Umbrella

__all__ = ["build_umbrella"]


def build_umbrella(
    umbrella: Umbrella,
    wanted: tuple[str, ...],
    *,
    root: Path,
    libclang: Libclang,
    project: frozenset[str],
    by_itself: list[str],
) -> Iterator[FileFacts]:
    """Yield the facts of headers that an umbrella reads, then write it.

    Beside the precompiled header is put what `load_below` reads.

    :param wanted: The headers, POSIX paths from the root.
    :param by_itself: Gets those of which only a plain parse tells what they say: they
        make names with ``__COUNTER__``. Their facts are left out.
    :raises ParseError: libclang gave no unit, or could not write it.
    :raises OSError: The place cannot be written.
    """
    Path(umbrella.source).write_text(umbrella.text, "utf-8", "surrogateescape")
    unit = umbrella.unit(wanted)
    with (
        parse(unit, root=root, libclang=libclang, precompiling=True) as parsed,
        without_pauses(),
    ):
        work, visited = open_work(unit, parsed, project.__contains__)
        counted = uses_of_files(work)
        for facts in each_file(work, visited):
            if is_marked(work, facts, counted):
                by_itself.append(facts.source.path)
            else:
                yield facts
        below = _below(work, umbrella, root, libclang, counted)
        del work, visited
        save_below(below, umbrella.file)
        # What the harvest held is free by now: to save needs the most memory of all.
        give_memory_back()
        save(parsed, umbrella.file)


def _below(
    work: Work,
    umbrella: Umbrella,
    root: Path,
    libclang: Libclang,
    counted: Mapping[str, int],
) -> Below:
    """Return what a unit will have below it."""
    tested = _tested(work)
    foreign, later = _foreign(work, tested)
    for path in sorted(foreign.keys() | later.keys()):
        others = (*foreign.get(path, ()), *later.get(path, ()))
        header = work.project_path(path)
        if reads_alike(umbrella, header, others, root=root, libclang=libclang):
            foreign.pop(path, None)
            later.pop(path, None)
    return Below(
        edges={
            path: tuple(sorted(targets))
            for path, targets in work.edges.items()
            if targets
        },
        missing={
            path: tuple(sorted(headers))
            for path, headers in work.missing.items()
            if path
        },
        tested=tested,
        foreign=foreign,
        later=later,
        macros=umbrella.macros,
        forced=forced_files(work.locations, work.inclusions),
        spelled=umbrella.lines,
        lines=_targets(work, umbrella),
        counted=counted,
        expansions=work.expansions.of_tree(work.is_project),
    )


def _targets(work: Work, umbrella: Umbrella) -> tuple[str, ...]:
    """Return `Below.lines`."""
    found = [""] * len(umbrella.lines)
    lib, locations = work.locations.lib, work.locations
    for directive in work.directives:
        target = lib.clang_getIncludedFile(directive)
        raw = lib.clang_getCursorLocation(directive).int_data
        file = locations.file_of(raw)
        if target and file and work.name(file) == locations.unit.main:
            line = locations.describe(raw)[1]
            found[umbrella.number_of(line)] = work.name(target)
    return tuple(found)


def _tested(work: Work) -> dict[str, frozenset[str]]:
    """Return the macros that conditions test, each with the files of the tree."""
    tested: dict[str, set[str]] = {}
    for file in dict.fromkeys(one.file for one in work.inclusions):
        absolute = work.name(file)
        if work.project_path(absolute):
            text = decode(work.locations.contents(file)).text
            for name in tested_macros(text):
                tested.setdefault(name, set()).add(absolute)
    return {name: frozenset(paths) for name, paths in tested.items()}


def _foreign(
    work: Work, tested: Mapping[str, frozenset[str]]
) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Return `Below.foreign` and `Below.later`."""
    first = {work.name(one.file): one for one in reversed(work.inclusions)}
    starts: dict[str, int] = {}
    before: dict[str, set[str]] = {}
    behind: dict[str, set[str]] = {}
    for name, places in work.expansions.places(tested, work.is_project).items():
        for path in tested[name]:
            read = work.reach.of(path)
            for raw, definer in places:
                if definer in read:
                    continue
                if path not in starts:
                    starts[path] = work.locations.start_of(first[path].file)
                end = _end_of(work, first[path], definer, starts[path])
                (before if raw < end else behind).setdefault(path, set()).add(definer)
    return _sorted(before), _sorted(behind)


def _sorted(sets: Mapping[str, set[str]]) -> dict[str, tuple[str, ...]]:
    return {path: tuple(sorted(found)) for path, found in sets.items()}


def _end_of(work: Work, header: Inclusion, definer: str, start: int) -> int:
    """Return the raw location up to which a file was read before a header was.

    :param start: That of the header's first byte.
    """
    for file, directive in header.stack:
        if work.name(file) == definer:
            return directive
    return start
