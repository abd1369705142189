"""The keyword index of a folder: a bar of letters, and the entries of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..analysis import INCLUDE, KeywordOrder
from ..model import SymbolKind
from .escape import escape
from .pieces import anchor, folded, path_link
from .words import count, keyword_key_title, kind_title

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..analysis import KeywordEntry, KeywordPage
    from .links import Links

__all__ = ["entry_words", "keyword_page_title", "render_keyword_page", "render_letters"]


def render_letters(
    folder: str,
    order: KeywordOrder,
    counts: Iterable[tuple[str, int | None]],
    links: Links,
) -> str:
    """Return links to all letters, kinds or namespaces, with their entries if known."""
    items = []
    for key, entries in counts:
        title = escape(keyword_key_title(order, key))
        number = "" if entries is None else f" <small>{entries:,}</small>"
        href = links.keywords(folder, order.value, key, 1)
        items.append(f"<li>{anchor(href, title)}{number}</li> ")
    return f'<ul class="kwindex-letters">{"".join(items)}</ul>' if items else ""


def render_keyword_page(page: KeywordPage, links: Links) -> str:
    """Return the entries of a page, and links to its neighbours if it has any."""
    items = "".join(_item(entry, page, links) for entry in page.entries)
    return f'{_parts(page, links)}<ul class="kwindex-keys">{items}</ul>'


def _parts(page: KeywordPage, links: Links) -> str:
    """Return links to the pages of the same letter."""
    if len(page.heading.pages) == 1:
        return ""
    items = []
    for number, label in enumerate(page.heading.pages, 1):
        text = escape(label)
        if number == page.number:
            items.append(f"<li><strong>{text}</strong></li> ")
        else:
            href = links.keywords(
                page.folder, page.order.value, page.heading.key, number
            )
            items.append(f"<li>{anchor(href, text)}</li> ")
    return f'<ul class="kwindex-letters">{"".join(items)}</ul>'


def keyword_page_title(page: KeywordPage) -> str:
    """Return the heading of a page: a letter, or what it begins and ends with."""
    title = keyword_key_title(page.order, page.heading.key)
    label = page.heading.pages[page.number - 1]
    if not label:
        return title
    return label if page.order is KeywordOrder.LETTER else f"{title}, {label}"


def _item(entry: KeywordEntry, page: KeywordPage, links: Links) -> str:
    if entry.kind == INCLUDE:
        return _include(entry, links)
    name = f"<code>{escape(entry.name)}</code>"
    href = links.symbol(entry.usr)
    place = ""
    if href is None:
        place = f", {path_link(entry.path, None, links)}"
    words = f"{escape(entry_words(entry, page.order))}{place}".removeprefix(", ")
    more = f" <small>{words}</small>" if words else ""
    return f"<li>{anchor(href, name)}{more}</li> "


def entry_words(entry: KeywordEntry, order: KeywordOrder) -> str:
    """Return what stands beside the name of a symbol: its kind and scope."""
    words = ""
    if order is not KeywordOrder.KIND or entry.symbols > 1:
        several = entry.symbols > 1
        words = kind_title(SymbolKind(entry.kind), plural=several).lower()
        words = f"{entry.symbols:,} {words}" if several else words
    if not entry.scope:
        return words
    return f"{words} in {entry.scope}" if words else entry.scope


def _include(entry: KeywordEntry, links: Links) -> str:
    name = f"<code>{escape(entry.spelled)}</code>"
    number = len(entry.files) + entry.more
    words = f"included by {count(number, 'file')}"
    if entry.target:
        # The page of the header names all of them.
        name = anchor(links.path(entry.target, None), name)
        return f"<li>{name} <small>{words}</small></li> "
    name = anchor(links.header(entry.spelled), name)
    paths = ", ".join(path_link(path, None, links) for path in entry.files)
    if number == 1:
        return f"<li>{name} <small>included by {paths}</small></li> "
    if entry.more:
        paths += f" and {count(entry.more, 'more file')}"
    return f"<li>{name} {folded(words, paths)}</li> "
