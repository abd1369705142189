"""What the include graph says of a file or folder, as HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .escape import escape
from .graph_words import pulled_words, role_reason, role_title
from .pieces import LONG, folded, path_link
from .words import count

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..analysis import (
        CostlyHeader,
        Cycle,
        IncludeLine,
        RoleFact,
        Standing,
        Violation,
    )
    from .links import Links

__all__ = [
    "render_costly_headers",
    "render_cycles",
    "render_standing",
    "render_violations",
]

_ARROW = " \N{RIGHTWARDS ARROW} "


def render_standing(standing: Standing, links: Links) -> str:
    """Return role, layer, cost, chain and cycle of a file, each with its figures."""
    cost = standing.cost
    rows = [(role_title(fact.role), _role(fact, links)) for fact in standing.roles]
    rows.append(("Layer", escape(standing.layer)))
    rows.append(("Not allowed", render_violations(standing.violations, links)))
    rows.append(("Pulls in", escape(pulled_words(cost))))
    if len(standing.chain) > 2:  # noqa: PLR2004  (a chain of one include says nothing)
        chain = _chain(standing.chain, links)
        rows.append(
            ("Longest chain", folded(f"{count(cost.depth, 'include')} deep", chain))
        )
    if standing.cycle:
        files = count(standing.cycle_files, "file")
        way = _round(standing.cycle, links)
        rows.append(("Cycle", f"of {files}; a shortest way round: {way}"))
    items = "".join(
        f"<dt>{title}</dt> <dd>{text}</dd> " for title, text in rows if text
    )
    return f'<dl class="kwindex-fields">{items}</dl>' if items else ""


def render_violations(violations: Sequence[Violation], links: Links) -> str:
    """Return the include lines that the layer rules do not allow."""
    if not violations:
        return ""
    items = "".join(
        f"<li>{path_link(one.path, one.line, links, f'{one.path}:{one.line}')} includes"
        f" {path_link(one.target, None, links)}: {escape(one.source_layer)}"
        f"{_ARROW}{escape(one.target_layer)}"
        f"{' leaves out a layer between' if one.skips else ''}</li> "
        for one in violations
    )
    return _list(items, len(violations), "include")


def render_cycles(cycles: Sequence[Cycle], links: Links) -> str:
    """Return the cycles of a tree or folder, each with a way round."""
    items = "".join(
        f"<li>{count(len(cycle.files), 'file')}: {_round(cycle.shortest, links)}</li> "
        for cycle in cycles
    )
    return _list(items, len(cycles), "cycle")


def render_costly_headers(headers: Sequence[CostlyHeader], links: Links) -> str:
    """Return the table of the headers that cost most in a whole build."""
    if not headers:
        return ""
    rows = "".join(
        f'<tr><th scope="row">{path_link(one.path, None, links)}{_cycle(one)}</th> '
        f'<td data-label="Lines with includes">{one.lines:,}</td> '
        f'<td data-label="Source files">{one.units:,}</td> '
        f'<td data-label="Lines read in all">{one.total:,}</td> </tr>'
        for one in headers
    )
    heads = ("Header", "Lines with includes", "Source files", "Lines read in all")
    titles = "".join(f'<th scope="col">{title}</th> ' for title in heads)
    return (
        '<table class="kwindex-table kwindex-costly"><thead><tr>'
        f"{titles}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _cycle(header: CostlyHeader) -> str:
    if not header.cycle:
        return ""
    return f" <small>and {count(header.cycle, 'header')} in a cycle with it</small>"


def _role(fact: RoleFact, links: Links) -> str:
    reason = escape(role_reason(fact))
    if fact.paths:
        reason += " " + ", ".join(path_link(path, None, links) for path in fact.paths)
    return reason


def _chain(paths: Iterable[str], links: Links) -> str:
    items = "".join(f"<li>{path_link(path, None, links)}</li> " for path in paths)
    return f'<ol class="kwindex-chain">{items}</ol>'


def _round(lines: Sequence[IncludeLine], links: Links) -> str:
    """Return a way round, each file linked to its include line."""
    steps = [
        path_link(one.path, one.line, links, f"{one.path}:{one.line}") for one in lines
    ]
    steps.append(path_link(lines[0].path, None, links))
    return _ARROW.join(steps)


def _list(items: str, number: int, noun: str) -> str:
    if not items:
        return ""
    listed = f'<ul class="kwindex-paths kwindex-lines">{items}</ul>'
    return folded(count(number, noun), listed) if number > LONG else listed
