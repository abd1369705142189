"""What the include graph says, as ordinary docutils nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..model import is_usr
from ..render import (
    FOLDER_GRAPH_TITLES,
    folder_label,
    impact_words,
    matrix_cycles,
    picture_label,
    picture_lines,
    picture_more,
    pulled_words,
    role_reason,
    role_title,
)
from .pieces import bullets, paragraph, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..analysis import (
        CostlyHeader,
        Cycle,
        FolderGraph,
        FolderMatrix,
        IncludedBy,
        IncludeLine,
        Picture,
        RoleFact,
        Standing,
        Violation,
    )
    from .pieces import Linker

__all__ = [
    "costly_nodes",
    "cycle_nodes",
    "folder_graph_nodes",
    "included_by_words",
    "matrix_nodes",
    "picture_nodes",
    "standing_nodes",
]

_ARROW = " \N{RIGHTWARDS ARROW} "


def standing_nodes(standing: Standing, linker: Linker) -> list[nodes.Node]:
    """Return role, layer, cost, chain and cycle of a file as a list."""
    lines = [_role(fact, linker) for fact in standing.roles]
    if standing.layer:
        lines.append([_text(f"Layer: {standing.layer}")])
    lines += [_violation(one, linker) for one in standing.violations]
    pulled = pulled_words(standing.cost)
    if pulled:
        lines.append([_text(f"Pulls in {pulled}")])
    if len(standing.chain) > 2:  # noqa: PLR2004  (a chain of one include says nothing)
        paths = [[linker.path(path)] for path in standing.chain]
        lines.append([_text("Longest chain: "), *_joined(paths, _ARROW)])
    if standing.cycle:
        text = f"In a cycle of {standing.cycle_files:,} files: "
        lines.append([_text(text), *_round(standing.cycle, linker)])
    return _bullets(lines)


def picture_nodes(picture: Picture, linker: Linker) -> list[nodes.Node]:
    """Return a picture as a list of its arrows."""
    if not picture:
        return []
    lines: list[list[nodes.Node]] = []
    for line in picture_lines(picture):
        key = line.node.key
        name = (
            linker.symbol(key, line.node.name)
            if is_usr(key)
            else linker.path(line.node.name)
        )
        lines.append([name, _text(f" {line.verb} {', '.join(line.leads)}")])
    found: list[nodes.Node] = [paragraph(_text(f"{picture_label(picture)}."))]
    found += _bullets(lines)
    more = picture_more(picture)
    return [*found, paragraph(_text(f"{more}."))] if more else found


def matrix_nodes(matrix: FolderMatrix, linker: Linker) -> list[nodes.Node]:
    """Return which subfolder includes which, as lists, and the cycles."""
    lines: list[list[nodes.Node]] = []
    for row, folder in enumerate(matrix.folders):
        leads = [
            f"{folder_label(matrix.folders[cell.column].path, matrix)}"
            f" ({cell.includes:,})"
            for cell in matrix.cells
            if cell.row == row
        ]
        if leads:
            label = folder_label(folder.path, matrix)
            lines.append([_text(f"{label} includes {', '.join(leads)}")])
    found = _bullets(lines)
    for cycle in matrix_cycles(matrix):
        found.append(paragraph(_text(f"These include each other in a circle: {cycle}")))
    return found


def cycle_nodes(cycles: Sequence[Cycle], linker: Linker) -> list[nodes.Node]:
    """Return the cycles of a folder, each with a way round."""
    return _bullets(
        [
            [_text(f"{len(cycle.files):,} files: "), *_round(cycle.shortest, linker)]
            for cycle in cycles
        ]
    )


def costly_nodes(headers: Sequence[CostlyHeader], linker: Linker) -> list[nodes.Node]:
    """Return the headers that cost most in a whole build."""
    return _bullets(
        [
            [
                linker.path(one.path),
                _text(
                    f": {one.lines:,} lines with includes, in {one.units:,} source"
                    f" files, {one.total:,} lines read in all"
                ),
            ]
            for one in headers
        ]
    )


def folder_graph_nodes(found: FolderGraph, linker: Linker) -> list[nodes.Node]:
    """Return the includes between the folders, the cycles, and the costly headers."""
    parts = (
        matrix_nodes(found.matrix, linker),
        cycle_nodes(found.cycles, linker),
        costly_nodes(found.costly, linker),
    )
    return [
        node
        for title, part in zip(FOLDER_GRAPH_TITLES, parts, strict=True)
        if part
        for node in (paragraph(nodes.strong("", title)), *part)
    ]


def included_by_words(found: IncludedBy) -> str:
    """Return how many include a file, and what is built anew with it."""
    text = f"{found.files:,} directly, {found.transitive:,} in all."
    return f"{text} {impact_words(found.units, found.tests)}".strip()


def _role(fact: RoleFact, linker: Linker) -> list[nodes.Node]:
    line: list[nodes.Node] = [_text(f"{role_title(fact.role)}: {role_reason(fact)}")]
    if fact.paths:
        paths = [[linker.path(path)] for path in fact.paths]
        line += [_text(" "), *_joined(paths, ", ")]
    return line


def _violation(one: Violation, linker: Linker) -> list[nodes.Node]:
    return [
        _text("Not allowed: "),
        linker.path(one.path, one.line),
        _text(" includes "),
        linker.path(one.target),
        _text(f" ({one.source_layer}{_ARROW}{one.target_layer})"),
    ]


def _round(lines: Sequence[IncludeLine], linker: Linker) -> list[nodes.Node]:
    steps = [[linker.path(one.path, one.line)] for one in lines]
    return _joined([*steps, [linker.path(lines[0].path)]], _ARROW)


def _joined(parts: Iterable[list[nodes.Node]], between: str) -> list[nodes.Node]:
    found: list[nodes.Node] = []
    for part in parts:
        found += [_text(between), *part] if found else part
    return found


def _bullets(lines: Sequence[list[nodes.Node]]) -> list[nodes.Node]:
    return [bullets([[paragraph(*line)] for line in lines])] if lines else []


def _text(text: str) -> nodes.Text:
    return nodes.Text(words(text))
