"""``kwindex show``, ``find`` and ``dump``: questions to an index."""

from __future__ import annotations

import difflib
import io
import sys
from collections import Counter
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from ..analysis import resolve_name
from ..model import CoverageLevel, SymbolKind
from ..store import IndexReader, dump

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Sequence

    from ..analysis import Candidate
    from ..model import Coverage, Diagnostic, FileFacts, Include, SourceFile, Symbol
    from .terminal import Terminal

__all__ = ["dump_index", "find", "show", "show_facts"]

_NEAR = 5
"""Near matches shown."""
_UNRESOLVED = {CoverageLevel.TEXT, CoverageLevel.OUTLINE, CoverageLevel.PLAIN}
"""Levels at which no name is resolved."""
_KIND_ORDER = {kind: number for number, kind in enumerate(SymbolKind)}


def show(arguments: Namespace, terminal: Terminal) -> int:
    """Show a file: facts, keywords by kind, includes, who includes it, diagnostics."""
    with IndexReader(arguments.database) as reader:
        path = _find_path(arguments.path, reader.paths(), terminal)
        if path is None:
            return 1
        facts = reader.facts(path)
        if facts is None:
            terminal.error(f"the record of {path!r} is damaged; index the tree again")
            return 2
        show_facts(facts, terminal)
        terminal.table("Included by", ("file", "line"), reader.included_by(path))
        _show_diagnostics(facts.diagnostics, terminal)
    return 0


def find(arguments: Namespace, terminal: Terminal) -> int:
    """Show where a name is declared, defined and mentioned.

    The forms of a name are those of the role ``:kw:sym:``: suffixes, parameters, inline
    namespaces left out. Everything that it may mean is shown.
    """
    name = arguments.name
    with IndexReader(arguments.database) as reader:
        resolution = resolve_name(reader, name)
        if not resolution.candidates:
            near = _or_near(resolution.near)
            terminal.warning(f"{name!r} is not in the index{near}")
            return 1
        for candidate in resolution.candidates:
            _show_candidate(reader, candidate, terminal)
    return 0


def _show_candidate(
    reader: IndexReader, candidate: Candidate, terminal: Terminal
) -> None:
    """Show the places and the mentions of all that share a qualified name."""
    name = candidate.qualified_name
    signatures = {
        (one.usr, one.path, one.position.line): _signature(one)
        for usr in candidate.usrs
        for one in reader.symbols(usr)
    }
    terminal.table(
        f"{name}: places",
        ("kind", "name", "place", "", "signature"),
        [
            (
                place.kind,
                place.qualified_name,
                f"{place.path}:{place.line}:{place.column}",
                "definition" if place.definition else "declaration",
                signatures.get((place.usr, place.path, place.line), ""),
            )
            for place in candidate.places
        ],
    )
    total: Counter[str] = Counter()
    for usr in candidate.usrs:
        for one in reader.mentions(usr):
            total[one.path] += one.total
    terminal.table(f"{name}: mentions", ("file", "times"), sorted(total.items()))


def dump_index(arguments: Namespace, terminal: Terminal) -> int:
    """Write the index as JSON Lines."""
    with IndexReader(arguments.database) as reader:
        if arguments.output is not None:
            with arguments.output.open("w", encoding="utf-8", newline="\n") as stream:
                dump(reader, stream)
            return 0
        sys.stdout.flush()
        # UTF-8 and plain line ends, whatever the terminal's encoding is.
        stream = io.TextIOWrapper(sys.stdout.buffer, "utf-8", newline="\n")
        try:
            dump(reader, stream)
            stream.flush()
        finally:
            stream.detach()
    return 0


def show_facts(facts: FileFacts, terminal: Terminal) -> None:
    """Show the facts line of a file, its keywords by kind and its includes."""
    terminal.line(facts.source.path, style="bold")
    terminal.line(_facts_line(facts.source))
    for line in _coverage_lines(facts.source.coverage):
        terminal.line(line)
    terminal.line()
    _show_symbols(facts.symbols, terminal)
    _show_includes(facts.includes, terminal)
    rows = [(one.line, one.category, one.rule, one.text) for one in facts.notes]
    terminal.table("Notes", ("line", "category", "rule", "found"), rows)


def _find_path(given: str, paths: Sequence[str], terminal: Terminal) -> str | None:
    """Return the one path of the index that is or ends with what is given."""
    if given in paths:
        return given
    ending = [path for path in paths if path.endswith(f"/{given.lstrip('./')}")]
    if len(ending) == 1:
        return ending[0]
    near = ending or difflib.get_close_matches(given, paths, _NEAR)
    which = "stands for several files" if ending else "is not in the index"
    terminal.warning(f"{given!r} {which}{_or_near(near[:_NEAR])}")
    return None


def _or_near(near: Iterable[str]) -> str:
    names = ", ".join(map(repr, near))
    return f"; near it: {names}" if names else ""


def _facts_line(source: SourceFile) -> str:
    lines = f"{source.code} code, {source.comment} comment, {source.blank} blank"
    parts = [
        source.language.value,
        f"{source.lines} lines ({lines})",
        f"{source.bytes} bytes",
    ]
    if source.encoding != "utf-8":
        parts.append(source.encoding)
    if source.licence:
        parts.append(source.licence)
    return ", ".join(parts)


def _coverage_lines(coverage: Coverage) -> Iterable[str]:
    """Say how much of a file is known, and why no more."""
    yield f"coverage: {coverage.level}"
    if coverage.reason:
        yield f"  {coverage.reason}"
    if coverage.missing:
        yield f"  headers not found: {', '.join(coverage.missing)}"
    if coverage.level not in _UNRESOLVED:
        yield (
            f"  {coverage.errors} errors; {coverage.unresolved} of "
            f"{coverage.identifiers} identifiers are not resolved"
        )


def _show_symbols(symbols: Iterable[Symbol], terminal: Terminal) -> None:
    kind = attrgetter("kind")
    ordered = sorted(symbols, key=lambda one: (_KIND_ORDER[one.kind], one.position))
    for value, group in groupby(ordered, key=kind):
        rows = [
            (
                one.position.line,
                one.qualified_name or "(anonymous)",
                _signature(one),
                one.access or "",
                "" if one.definition else "declaration",
            )
            for one in group
        ]
        terminal.table(str(value), ("line", "name", "signature", "access", ""), rows)


def _signature(symbol: Symbol) -> str:
    return "".join(fragment.text for fragment in symbol.signature)


def _show_includes(includes: Iterable[Include], terminal: Terminal) -> None:
    rows = [
        (
            one.line,
            one.spelled,
            one.target or one.origin,
            " && ".join(one.conditions),
        )
        for one in includes
    ]
    terminal.table("Includes", ("line", "header", "is", "condition"), rows)


def _show_diagnostics(found: Iterable[Diagnostic], terminal: Terminal) -> None:
    rows = [(f"{one.line}:{one.column}", one.severity, one.text) for one in found]
    terminal.table("Diagnostics", ("place", "severity", "text"), rows)
