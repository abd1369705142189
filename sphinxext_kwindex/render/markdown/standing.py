"""What the include graph says of a file or folder, as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..graph_words import pulled_words, role_reason, role_title
from ..words import count
from .escape import inline, table
from .pieces import bullets, path_link

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...analysis import (
        CostlyHeader,
        Cycle,
        FileSummary,
        FolderMatrix,
        IncludeLine,
        Violation,
    )
    from ..links import Links

__all__ = ["costly_table", "cycle_list", "matrix_table", "standing"]

_ARROW = " → "
_SHORTEST_CHAIN = 3
"""A chain of one include says nothing."""


def standing(summary: FileSummary, links: Links) -> str:
    """Return role, layer, cost, chain and cycle of a file, each with its figures."""
    found = summary.standing
    if found is None or not found.says_something:
        return ""
    items = []
    for fact in found.roles:
        paths = ", ".join(path_link(path, None, links) for path in fact.paths)
        text = f"{role_title(fact.role)}: {inline(role_reason(fact))} {paths}"
        items.append(text.rstrip())
    if found.layer:
        items.append(f"Layer: {inline(found.layer)}")
    items += [f"Not allowed: {_violation(one, links)}" for one in found.violations]
    if pulled := pulled_words(found.cost):
        items.append(f"Pulls in: {inline(pulled)}")
    if len(found.chain) >= _SHORTEST_CHAIN:
        chain = _ARROW.join(path_link(path, None, links) for path in found.chain)
        items.append(f"Longest chain: {chain}")
    if found.cycle:
        files = count(found.cycle_files, "file")
        items.append(f"Cycle of {files}: {_round(found.cycle, links)}")
    return bullets(items)


def cycle_list(cycles: Sequence[Cycle], links: Links) -> str:
    """Return the cycles of a folder, each with a way round."""
    return bullets(
        f"{count(len(cycle.files), 'file')}: {_round(cycle.shortest, links)}"
        for cycle in cycles
    )


def costly_table(headers: Sequence[CostlyHeader], links: Links) -> str:
    """Return the headers that cost most in a whole build."""
    if not headers:
        return ""
    rows = [
        [
            path_link(one.path, None, links),
            f"{one.lines:,}",
            f"{one.units:,}",
            f"{one.total:,}",
        ]
        for one in headers
    ]
    heads = ["Header", "Lines with includes", "Source files", "Lines read in all"]
    return table(heads, rows)


def matrix_table(matrix: FolderMatrix, names: Sequence[str]) -> str:
    """Return what subfolders include of each other.

    :param names: what to show for each folder of the matrix, in its order.
    """
    if not matrix.cells:
        return ""
    rows = [
        [names[cell.row], names[cell.column], f"{cell.includes:,}"]
        for cell in matrix.cells
    ]
    more = ""
    if matrix.left_out:
        more = f"\n\nNot listed: {count(matrix.left_out, 'folder')}."
    return table(["From", "To", "Includes"], rows) + more


def _violation(one: Violation, links: Links) -> str:
    place = path_link(one.path, one.line, links, f"{one.path}:{one.line}")
    layers = f"{inline(one.source_layer)}{_ARROW}{inline(one.target_layer)}"
    skips = " leaves out a layer between" if one.skips else ""
    return f"{place} includes {path_link(one.target, None, links)}: {layers}{skips}"


def _round(lines: Sequence[IncludeLine], links: Links) -> str:
    """Return a way round, each file linked to its include line."""
    steps = [
        path_link(one.path, one.line, links, f"{one.path}:{one.line}") for one in lines
    ]
    steps.append(path_link(lines[0].path, None, links))
    return _ARROW.join(steps)
