"""Where symbols are used: by file, with lines of the source."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .anchors import uses_anchor
from .escape import attribute, escape
from .pieces import path_link, symbol_link
from .references import relation_rows
from .words import count

if TYPE_CHECKING:
    from ..analysis import ShownUse, UsesInFile, UsesOfSymbol, UsesPage
    from .links import Links

__all__ = ["render_uses", "use_words"]


def render_uses(
    page: UsesPage, links: Links, *, before: str | None = None, after: str | None = None
) -> str:
    """Return a page of uses.

    ``before`` and ``after`` are the addresses of the pages around it, which hold the
    other uses of a symbol that has more than fit.
    """
    links = replace(links, namespace=page.namespace)
    symbols = "".join(
        _symbol(found, page, links, before, after) for found in page.symbols
    )
    return f'<dl class="kwindex-used">{symbols}</dl>'


def _symbol(
    found: UsesOfSymbol,
    page: UsesPage,
    links: Links,
    before: str | None,
    after: str | None,
) -> str:
    identity = attribute("id", uses_anchor(found.symbol.usr) if found.first else None)
    uses, files = count(found.total, "use"), count(found.files, "file")
    overload = ""
    if found.overload:
        overload = f"<br> <small><code>{escape(found.overload)}</code></small>"
    head = f'<span class="kwindex-count">{uses} in {files}</span>{overload}'
    parts = [f"<dt{identity}>{symbol_link(found.symbol, links)} {head}</dt> "]
    if not found.first:
        parts.append(f"<dd>{_elsewhere('Continued from page', before, page, -1)}</dd> ")
    parts += [
        f"<dd>{title}: {text}</dd> "
        for title, text in relation_rows(found.relations, links)
    ]
    parts += [f"<dd>{_file(user, page.path, links)}</dd> " for user in found.users]
    if not found.last:
        parts.append(f"<dd>{_elsewhere('More on page', after, page, 1)}</dd> ")
    return "".join(parts)


def _elsewhere(words: str, href: str | None, page: UsesPage, step: int) -> str:
    text = f"{words} {page.number + step}"
    return text if href is None else f"<a{attribute('href', href)}>{text}</a>"


def _file(user: UsesInFile, own: str, links: Links) -> str:
    """Return the uses in one file."""
    if user.path == own:
        head = "In this file"
    else:
        number = f"{user.total:,}, test" if user.is_test else f"{user.total:,}"
        head = path_link(user.path, None, links)
        head += f' <span class="kwindex-count">{number}</span>'
    if not user.first:
        head += ", continued"
    shown = "".join(f"<li>{_use(use, user.path, links)}</li> " for use in user.shown)
    if shown:
        head += f' <ul class="kwindex-excerpts">{shown}</ul> '
    if user.lines:
        numbers = ", ".join(
            path_link(user.path, line, links, str(line)) for line in user.lines
        )
        word = "line" if len(user.lines) == 1 else "lines"
        head += f"Also {word} {numbers}" if shown else f", {word} {numbers}"
    return head


def _use(use: ShownUse, path: str, links: Links) -> str:
    """Return a line of the source with its number and what is around it."""
    number = path_link(path, use.line, links, str(use.line))
    parts = [number if number.startswith("<") else f"<span>{number}</span>"]
    if use.name:
        parts.append(
            f"<code>{escape(use.before)}<mark>{escape(use.name)}</mark>"
            f"{escape(use.after)}</code>"
        )
    words = use_words(use)
    scope = symbol_link(use.scope, links) if use.scope else ""
    if words or scope:
        parts.append(f"<small>{words}{' ' if words and scope else ''}{scope}</small>")
    return " ".join(parts)


def use_words(use: ShownUse) -> str:
    """Say what the use is, as far as it goes before the name of what is around."""
    around = "in" if use.scope else ""
    said = {"call": "called", "base": "base of", "": ""}[use.role]
    if use.role == "base":
        return said if use.scope else "base"
    return f"{said} {around}".strip()
