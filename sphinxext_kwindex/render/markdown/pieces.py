"""Small pieces that several parts of the pages share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...model import Linkage, TokenKind
from ..words import badge_word, place_words
from .escape import code, inline, link

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ...analysis import Keyword, RelatedSymbol, Site, SymbolRef
    from ...model import Fragment
    from ..links import Links

__all__ = [
    "badges",
    "bullets",
    "conditions",
    "path_link",
    "related",
    "signature",
    "sites",
    "symbol_link",
]


def path_link(
    path: str, line: int | None, links: Links, label: str | None = None
) -> str:
    """Return a link to a file, or a line of it."""
    return link(code(path if label is None else label), links.path(path, line))


def symbol_link(ref: SymbolRef, links: Links) -> str:
    """Return a symbol's qualified name, linked."""
    return link(code(ref.name), links.symbol(ref.usr))


def signature(fragments: Sequence[Fragment], links: Links, own: str) -> str:
    """Return a declaration as code, the names in it linked.

    A link cannot stand in code: the code is cut around it, without a gap.
    """
    parts: list[str] = []
    plain = ""
    for fragment in fragments:
        address = None
        if fragment.usr is not None and fragment.usr != own:
            address = links.symbol(fragment.usr)
        if address is None or fragment.kind is TokenKind.KEYWORD:
            plain += fragment.text
            continue
        parts += (_stretch(plain), link(code(fragment.text), address))
        plain = ""
    return "".join((*parts, _stretch(plain)))


def _stretch(text: str) -> str:
    # Blanks alone are no code.
    return code(text) if text.strip() else text


def badges(keyword: Keyword) -> str:
    """Return what is said of a keyword in single words, and its conditions."""
    words = [word for one in keyword.qualifiers if (word := badge_word(one))]
    if keyword.linkage is Linkage.INTERNAL:
        words.append("file-local")
    parts = [f"*{inline(word)}*" for word in words]
    parts += conditions(keyword.conditions)
    if keyword.macro:
        parts.append(f"*by macro* {code(keyword.macro)}")
    return ", ".join(parts)


def conditions(stack: Iterable[str]) -> list[str]:
    """Return the ``#if`` stack."""
    return [code(f"#if {condition}") for condition in stack]


def sites(found: Sequence[Site], links: Links) -> str:
    """Return places in words: ``Defined in a.cpp:12. Declared in b.h:3.``."""

    def linked(site: Site) -> str:
        return path_link(site.path, site.line, links, f"{site.path}:{site.line}")

    return place_words(found, linked)


def related(one: RelatedSymbol, links: Links) -> str:
    """Return a base, derived class and so on."""
    words = [one.access.value] if one.access else []
    words += ["virtual"] if one.virtual else []
    return " ".join((*words, symbol_link(one.symbol, links)))


def bullets(items: Iterable[str], *, level: int = 0) -> str:
    """Return a list; the items are finished Markdown, each in one line."""
    margin = "  " * level
    return "\n".join(f"{margin}- {item}" for item in items)
