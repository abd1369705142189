"""Keyword tables: one for each kind, one body for each overload set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import SymbolKind
from .documentation import plain_mark, render_documentation, render_inline
from .escape import attribute, escape
from .pieces import anchor as link
from .pieces import badges, folded, path_link, sites
from .plain import signature_text
from .signature import render_signature
from .words import count, field_title, kind_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..analysis import FileSummary, Keyword, KeywordGroup, KeywordSet, RowPage
    from ..model import Documentation
    from .links import Links

__all__ = ["render_keyword_group", "render_keywords", "row_page_words", "value_text"]

_UNSEEN = "Names inside the text of macros are not seen"


def render_keywords(
    summary: FileSummary, links: Links, *, name_only: bool = False
) -> str:
    """Return the tables of a file, and the way to those on other pages."""
    tables = "".join(
        render_keyword_group(group, links, name_only=name_only)
        for group in summary.groups
    )
    if not summary.row_pages:
        return tables
    pages = _pages(summary, links)
    look = 'class="kwindex-parts kwindex-row-pages"'
    # One landmark is enough.
    before = f'<nav {look} aria-label="Pages of keywords">{pages}</nav>'
    return f"{before}{tables}<div {look}>{pages}</div>"


def _pages(summary: FileSummary, links: Links) -> str:
    """Return links to the pages that share the keywords."""
    items = []
    for page in summary.row_pages:
        text = row_page_words(page)
        if page.number == (summary.options.page or 1):
            items.append(f'<li aria-current="page">This page: {text}</li> ')
        else:
            href = links.rows(summary.path, page.number)
            items.append(f"<li>{link(href, f'Page {page.number}: {text}')}</li> ")
    return f"<ul>{''.join(items)}</ul>"


def row_page_words(page: RowPage) -> str:
    """Say what a page of keywords has: ``42 methods, 10 constructors``."""
    return ", ".join(
        f"{number:,} {kind_title(kind, plural=number > 1).lower()}"
        for kind, number in page.kinds
    )


def render_keyword_group(
    group: KeywordGroup, links: Links, *, name_only: bool = False
) -> str:
    """Return the table of one kind; as a list of names if ``name_only``."""
    title = kind_title(group.kind, plural=True)
    if name_only:
        return _names(group, title, links)
    columns = _columns(group)
    heads = "".join(_head(column, group) for column in columns)
    # The last columns are told apart by this class, not by a label in each cell.
    look = " kwindex-uses" if columns[-1] == "Uses" else ""
    # Of the sections of a text there is nothing to describe.
    look += " kwindex-bare" if group.kind is SymbolKind.SECTION else ""
    bodies = "".join(_body(found, columns, links) for found in group.sets)
    return (
        f'<table class="kwindex-table kwindex-keywords{look}">'
        f'<caption>{title} <span class="kwindex-count">{_number(group)}</span>'
        f"</caption> <thead><tr>{heads}</tr></thead>{bodies}</table>"
    )


def _number(group: KeywordGroup) -> str:
    """Return how many symbols a table has, of how many, and the access of all."""
    text = f"{group.symbols:,}"
    if group.elsewhere:
        text += f" of {group.symbols + group.elsewhere:,}"
    found = {keyword.access for each in group.sets for keyword in each.keywords}
    access = found.pop()
    return text if found or access is None else f"{text}, {access.value}"


def _columns(group: KeywordGroup) -> tuple[str, ...]:
    """Return the heads; access and uses stand only where they say something."""
    keywords = [keyword for found in group.sets for keyword in found.keywords]
    columns = ["Name", "Description"]
    if len({keyword.access for keyword in keywords}) > 1:
        columns.append("Access")
    columns.append("Line")
    if any(keyword.uses for keyword in keywords):
        columns.append("Uses")
    return tuple(columns)


def _head(column: str, group: KeywordGroup) -> str:
    """Return the head of a column; that of the uses says what is not counted."""
    unseen = column == "Uses" and any(
        keyword.uses and not (keyword.uses.elsewhere or keyword.uses.here)
        for found in group.sets
        for keyword in found.keywords
    )
    title = attribute("title", _UNSEEN if unseen else None)
    return f'<th scope="col"{title}>{column}</th> '


def _body(found: KeywordSet, columns: Sequence[str], links: Links) -> str:
    anchor = None
    if len(found.keywords) > 1:
        anchor = links.set_anchor(found.qualified_name)
    rows = "".join(
        _row(keyword, columns, links, first=first, of=len(found.keywords))
        for first, keyword in zip(
            [True, *[False] * len(found.keywords)], found.keywords, strict=False
        )
    )
    return f"<tbody{attribute('id', anchor)}>{rows}</tbody>"


def _row(
    keyword: Keyword, columns: Sequence[str], links: Links, *, first: bool, of: int
) -> str:
    anchor = links.anchor(keyword.usr)
    cells = {
        "Access": keyword.access.value if keyword.access else "",
        "Line": _lines(keyword, links),
        "Uses": _uses(keyword, links),
    }
    data = "".join(f"<td>{cells[column]}</td> " for column in columns[2:])
    overload = "" if first else ' class="kwindex-overload"'
    return (
        f"<tr{attribute('id', anchor)}{overload}><th>"
        f"{_name(keyword, of if first else 1, links)}</th> "
        f"<td>{_description(keyword, links)}</td> {data}</tr>"
    )


def _name(keyword: Keyword, overloads: int, links: Links) -> str:
    """Return the name, linked to its documentation, else to its line."""
    path = keyword.here[0].path if keyword.here else ""
    name = f"<code>{escape(keyword.name)}</code>"
    href = links.name(keyword.usr, path, keyword.line)
    if href:
        title = "Documentation" if href == links.documented(keyword.usr) else None
        name = f"<a{attribute('href', href)}{attribute('title', title)}>{name}</a>"
    # The namespace of the page is said once.
    scope = "" if keyword.scope == links.namespace else links.short(keyword.scope)
    scope = escape(scope)
    if overloads > 1:
        number = count(overloads, "overload")
        scope = f"{scope} &#183; {number}" if scope else number
    return f"{name} <small>{scope}</small>" if scope else name


def _description(keyword: Keyword, links: Links) -> str:
    parts = []
    if keyword.signature:
        text = render_signature(keyword.signature, links, own=keyword.usr)
        value = value_text(keyword)
        parts.append(f"<code>{text}{value}</code>")
    elif keyword.value:
        parts.append(f"<code>{escape(keyword.value)}</code>")
    if marks := badges(keyword):
        parts.append(f" {marks}")
    if keyword.documentation:
        parts.append(" ")
        parts.append(_documentation(keyword, keyword.documentation, links))
    if keyword.elsewhere:
        places = sites(keyword.elsewhere, links)
        parts.append(f" <small>{places}</small>")
    return "".join(parts)


def value_text(keyword: Keyword, *, escaped: bool = True) -> str:
    """Return the value to be added to a signature, which may hold it already.

    :param escaped: As HTML.
    """
    signature = signature_text(keyword.signature)
    if not keyword.value or signature.endswith(keyword.value):
        return ""
    # A macro's text follows its head as it does in the source.
    equals = " " if keyword.kind is SymbolKind.MACRO else " = "
    return equals + (escape(keyword.value) if escaped else keyword.value)


def _documentation(keyword: Keyword, documentation: Documentation, links: Links) -> str:
    parts = []
    if documentation.brief:
        brief = render_inline(documentation.brief, links) + plain_mark(documentation)
        parts.append(f"<p>{brief}</p> ")
    if documentation.details or documentation.fields:
        body = render_documentation(documentation, links, brief=False)
        parts.append(folded(_contents(documentation), body))
    return "".join(parts)


def _contents(documentation: Documentation) -> str:
    """Say what a folded comment holds: ``Details, parameters, returns``."""
    words = ["details"] if documentation.details else []
    words += [
        part.name if part.kind.value == "par" and part.name else field_title(part.kind)
        for part in documentation.fields
    ]
    text = ", ".join(dict.fromkeys(word.lower() for word in words))
    return text[:1].upper() + text[1:]


def _lines(keyword: Keyword, links: Links) -> str:
    """Return the lines in this file, that of the definition first."""
    if not keyword.here:
        return ""
    path, first = keyword.here[0].path, keyword.line
    others = dict.fromkeys(site.line for site in keyword.here if site.line != first)
    # Where the name leads to that line, one link is enough.
    parts = [link(links.line(keyword.usr, path, first), str(first))]
    parts += [path_link(path, line, links, str(line)) for line in others]
    return ", ".join(parts)


def _uses(keyword: Keyword, links: Links) -> str:
    if keyword.uses is None:
        return ""
    parts = []
    if keyword.uses.elsewhere:
        files = count(keyword.uses.files, "other file")
        parts.append(f"{keyword.uses.elsewhere:,} in {files}")
    if keyword.uses.here:
        parts.append(f"{keyword.uses.here:,} here")
    if not parts:
        # Never "0" or "unused": what uses it may lie outside of what could be read.
        return "none seen"
    return link(links.used(keyword.usr), ", ".join(parts))


def _names(group: KeywordGroup, title: str, links: Links) -> str:
    items = []
    for found in group.sets:
        first = found.keywords[0]
        anchor = links.anchor(first.usr)
        href = links.documented(first.usr)
        if href is None and not anchor:
            href = links.symbol(first.usr)
        name = f"<code>{escape(found.qualified_name or found.name)}</code>"
        if href:
            name = f"<a{attribute('href', href)}>{name}</a>"
        items.append(f"<li{attribute('id', anchor)}>{name}</li> ")
    return (
        f'<p class="kwindex-heading">{title}</p> '
        f'<ul class="kwindex-names">{"".join(items)}</ul>'
    )
