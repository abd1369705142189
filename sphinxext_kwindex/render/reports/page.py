"""A page of a report as HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..escape import escape
from ..pieces import LONG, anchor, folded, path_link
from ..words import count
from .badge import render_badge
from .rows import (
    HEADER_LISTS,
    SpanKind,
    documented_sentence,
    group_columns,
    group_note,
    group_rows,
    group_title,
    share_words,
)

if TYPE_CHECKING:
    from ...analysis.reports.answers import Documented, ReportGroup, ReportPage
    from ..links import Links
    from .rows import Cell, ReportRow, Span

__all__ = ["render_report"]


def render_report(page: ReportPage, links: Links) -> str:
    """Return all that a page of a report holds."""
    parts = [] if page.documented is None else [_documented(page.documented)]
    parts += (_group(group, links) for group in page.groups)
    return "".join(parts)


def _documented(found: Documented) -> str:
    badge = ""
    if found.declared:
        badge = f"<p>{render_badge('documented', share_words(*found))}</p> "
    return f"{badge}<p>{escape(documented_sentence(found))}</p> "


def _group(group: ReportGroup, links: Links) -> str:
    title = f'<p class="kwindex-heading">{escape(group_title(group))}</p> '
    note = group_note(group)
    if note:
        title += f"<p>{escape(note)}</p> "
    more = ""
    if group.more:
        more = f"<p>And {group.more:,} more.</p> "
    columns = group_columns(group)
    rows = group_rows(group)
    if not columns:
        items = "".join(f"<li>{_entry(row, links)}</li> " for row in rows)
        # Headers are looked up by name; all else is ranked, or is sentences.
        look = "" if group.section in HEADER_LISTS else " kwindex-report-lines"
        return f'{title}<ul class="kwindex-paths{look}">{items}</ul>{more}'
    heads = "".join(f'<th scope="col">{escape(name)}</th> ' for name in columns)
    body = "".join(_row(row, columns, links) for row in rows)
    return (
        f'{title}<table class="kwindex-table kwindex-report-table"><thead><tr>{heads}'
        f"</tr></thead><tbody>{body}</tbody></table>{more}"
    )


def _entry(row: ReportRow, links: Links) -> str:
    said = "".join(_cell(cell, links) for cell in row.cells)
    if not row.places:
        return said
    places = ", ".join(_span(place, links) for place in row.places)
    if row.more:
        places += f" and {count(row.more, 'more file')}"
    if len(row.places) + row.more > LONG:
        return f"{said} {folded('Show them', places)}"
    return f"{said}: <small>{places}</small>"


def _row(row: ReportRow, columns: tuple[str, ...], links: Links) -> str:
    head, *others = row.cells
    cells = "".join(
        f'<td data-label="{escape(name)}">{_cell(cell, links)}</td> '
        for name, cell in zip(columns[1:], others, strict=True)
    )
    return f'<tr><th scope="row">{_cell(head, links)}</th> {cells}</tr>'


def _cell(cell: Cell, links: Links) -> str:
    return "".join(_span(span, links) for span in cell)


def _span(span: Span, links: Links) -> str:
    if span.kind is SpanKind.PATH:
        return path_link(span.key, span.line, links, span.text)
    text = escape(span.text)
    if span.kind is SpanKind.TEXT:
        return text
    code = f"<code>{text}</code>"
    if span.kind is SpanKind.SYMBOL:
        return anchor(links.symbol(span.key), code)
    if span.kind is SpanKind.FOLDER:
        return anchor(links.folder(span.key), code)
    return anchor(links.header(span.text), code)
