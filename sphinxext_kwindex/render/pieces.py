"""Small pieces that several sections share: links, badges, lists of places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import Linkage, Qualifier
from .escape import attribute, escape
from .words import BADGE_TITLES, BADGES, count, place_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..analysis import Keyword, Site, SymbolRef
    from .links import Links

__all__ = [
    "LONG",
    "anchor",
    "badge",
    "badges",
    "condition_badges",
    "folded",
    "link_attributes",
    "outside_attribute",
    "path_link",
    "sites",
    "symbol_link",
]

_LOOKS: dict[Qualifier, str] = {
    Qualifier.DEPRECATED: "deprecated",
    Qualifier.UNRESOLVED: "unresolved",
    Qualifier.INACTIVE: "inactive",
    Qualifier.ASSUMED: "unresolved",
}
"""Badges that look other than grey."""
LONG = 12
"""Lists with more entries are folded."""


def anchor(href: str | None, content: str) -> str:
    """Return a link around finished HTML; the HTML alone where there is no address."""
    return f"<a{attribute('href', href)}>{content}</a>" if href else content


def link_attributes(
    href: str, links: Links, content: str = "", *, look: str = ""
) -> str:
    """Return the attributes of a link to a symbol, which may lead out of the site.

    :param content: HTML that it is around.
    """
    title = links.outside(href)
    classes = " ".join(filter(None, (look, "external" if title else "")))
    return (
        attribute("class", classes or None)
        + attribute("href", href)
        + outside_attribute(title, content)
    )


def outside_attribute(title: str | None, content: str) -> str:
    """Return the title of a link out of the site, unless its content says as much.

    A title is as ``std::count (cppreference.com)``.
    """
    if title is None:
        return ""
    named = escape(title.rpartition(" (")[0])
    said = content.removeprefix("<code>").removesuffix("</code>")
    # In a signature the scopes stand before the link.
    is_said = said and named.endswith(said) and named[: -len(said)][-2:] in {"", "::"}
    return "" if is_said else attribute("title", title)


def path_link(
    path: str, line: int | None, links: Links, label: str | None = None
) -> str:
    """Return a link to a file or a line of it."""
    return anchor(links.path(path, line), escape(path if label is None else label))


def symbol_link(ref: SymbolRef, links: Links) -> str:
    """Return a symbol's name, linked."""
    name = f"<code>{escape(links.short(ref.name))}</code>"
    href = links.symbol(ref.usr)
    return f"<a{link_attributes(href, links, name)}>{name}</a>" if href else name


def badge(text: str, kind: str = "", title: str | None = None) -> str:
    """Return a word in a frame; ``kind`` chooses its look, ``title`` explains it."""
    look = f" kwindex-{kind}" if kind else ""
    more = attribute("title", title)
    return f'<span class="kwindex-badge{look}"{more}>{escape(text)}</span>'


def badges(keyword: Keyword) -> str:
    """Return what is said of a keyword in single words, and its conditions."""
    parts = [
        badge(BADGES[qualifier], _LOOKS.get(qualifier, ""), BADGE_TITLES.get(qualifier))
        for qualifier in keyword.qualifiers
        if qualifier in BADGES
    ]
    if keyword.linkage is Linkage.INTERNAL:
        parts.append(badge("file-local"))
    parts.extend(condition_badges(keyword.conditions))
    if keyword.macro:
        parts.append(badge(f"by macro {keyword.macro}"))
    return " ".join(parts)


def condition_badges(conditions: Iterable[str]) -> list[str]:
    """Return the ``#if`` stack as badges."""
    return [badge(f"#if {condition}", "if") for condition in conditions]


def sites(found: Sequence[Site], links: Links) -> str:
    """Return places as a list in words: ``Defined in a.cpp:12. Declared in b.h:3``."""

    def linked(site: Site) -> str:
        return path_link(site.path, site.line, links, f"{site.path}:{site.line}")

    text = place_words(found, linked)
    if len(found) > LONG:
        return folded(count(len(found), "place"), text)
    return text


def folded(summary: str, content: str) -> str:
    """Return content that opens on demand; ``summary`` is text, content is HTML."""
    return f"<details><summary>{escape(summary)}</summary> {content}</details> "
