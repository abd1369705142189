"""Reports as ordinary nodes, as in `expand`: lists, whatever is a table in HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from ..render.reports.rows import (
    SpanKind,
    documented_sentence,
    group_columns,
    group_note,
    group_rows,
    group_title,
)
from .pieces import bullets, paragraph, words

if TYPE_CHECKING:
    from ..analysis.reports.answers import ReportGroup
    from ..render.reports.rows import Cell, ReportRow, Span
    from .expand import Expansion
    from .pieces import Linker
    from .records import View

__all__ = ["expand_report"]

_Line = list[nodes.Node]


def expand_report(
    expansion: Expansion, linker: Linker, view: View, page: Any, part: str
) -> list[nodes.Node]:
    """Return a page of a report."""
    expansion.domain.targets.prepare(expansion.domain.session.homes_of(page))
    found: list[nodes.Node] = []
    if page.documented is not None:
        found.append(_said(documented_sentence(page.documented)))
    for group in page.groups:
        found += _group(group, linker)
    return found


def _group(group: ReportGroup, linker: Linker) -> list[nodes.Node]:
    found: list[nodes.Node] = [paragraph(nodes.strong("", words(group_title(group))))]
    if note := group_note(group):
        found.append(_said(note))
    columns = group_columns(group)
    rows = group_rows(group)
    found.append(bullets([[paragraph(*_row(row, columns, linker))] for row in rows]))
    if group.more:
        found.append(_said(f"And {group.more:,} more."))
    return found


def _row(row: ReportRow, columns: tuple[str, ...], linker: Linker) -> _Line:
    first, *others = row.cells
    line = _cell(first, linker)
    for number, cell in enumerate(others):
        name = columns[number + 1].lower()
        line += [nodes.Text(f"{', ' if number else ': '}{name} "), *_cell(cell, linker)]
    for number, place in enumerate(row.places):
        line += [nodes.Text(", " if number else ": "), _span(place, linker)]
    if row.more:
        line.append(nodes.Text(f" and {row.more:,} more"))
    return line


def _cell(cell: Cell, linker: Linker) -> _Line:
    return [_span(span, linker) for span in cell]


def _span(span: Span, linker: Linker) -> nodes.Node:
    match span.kind:
        case SpanKind.TEXT:
            return nodes.Text(words(span.text))
        case SpanKind.PATH:
            return linker.path(span.key, span.line)
        case SpanKind.FOLDER:
            return linker.folder(span.key)
        case SpanKind.SYMBOL:
            return linker.symbol(span.key, span.text)
        case _:
            return nodes.literal("", words(span.text))


def _said(text: str) -> nodes.paragraph:
    return paragraph(nodes.Text(words(text)))
