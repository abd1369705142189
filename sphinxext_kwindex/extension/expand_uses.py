"""Pages of uses as ordinary docutils nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from ..render import RELATION_TITLES, count, use_words, uses_anchor
from .pieces import bullets, definition, paragraph, words

if TYPE_CHECKING:
    from ..analysis import ShownUse, UsesInFile, UsesOfSymbol
    from .expand import Expansion
    from .pieces import Linker
    from .records import View

__all__ = ["expand_uses"]


def expand_uses(
    expansion: Expansion, linker: Linker, view: View, page: Any, part: str
) -> list[nodes.Node]:
    """Return a page of the uses of a file's symbols."""
    expansion.domain.targets.prepare(expansion.domain.session.homes_of(page))
    found = nodes.definition_list()
    for symbol in page.symbols:
        ids = []
        if symbol.first:
            ids = expansion.claim(linker.docname, uses_anchor(symbol.symbol.usr))
        found += definition(*_symbol(symbol, page.path, linker), ids)
    return [found]


def _symbol(
    found: UsesOfSymbol, own: str, linker: Linker
) -> tuple[list[nodes.Node], list[nodes.Node]]:
    """Return term and definition."""
    number = f": {count(found.total, 'use')} in {count(found.files, 'file')}"
    term = [linker.symbol(found.symbol.usr, found.symbol.name), nodes.Text(number)]
    items: list[list[nodes.Node]] = []
    if found.overload:
        items.append([paragraph(nodes.literal("", words(found.overload)))])
    for name, title in RELATION_TITLES:
        related = getattr(found.relations, name)
        if related:
            line: list[nodes.Node] = [nodes.Text(f"{title}: ")]
            for position, one in enumerate(related):
                if position:
                    line.append(nodes.Text(", "))
                line.append(linker.symbol(one.symbol.usr, one.symbol.name))
            items.append([paragraph(*line)])
    items += [_file(user, own, linker) for user in found.users]
    return term, [bullets(items)]


def _file(user: UsesInFile, own: str, linker: Linker) -> list[nodes.Node]:
    head: nodes.Node = nodes.Text("In this file")
    if user.path != own:
        head = linker.path(user.path)
    text = "" if user.path == own else f": {user.total:,}"
    text += ", test" if user.is_test else ""
    if user.lines:
        word = "line" if len(user.lines) == 1 else "lines"
        also = "also " if user.shown else ""
        text += f", {also}{word} {', '.join(map(str, user.lines))}"
    shown = [[_use(use, linker)] for use in user.shown]
    return [paragraph(head, nodes.Text(text)), *([bullets(shown)] if shown else [])]


def _use(use: ShownUse, linker: Linker) -> nodes.paragraph:
    line: list[nodes.Node] = [nodes.Text(f"{use.line} ")]
    if use.name:
        text = f"{use.before}{use.name}{use.after}"
        line += [nodes.literal("", words(text)), nodes.Text(" ")]
    line.append(nodes.Text(f"{use_words(use)} ".lstrip()))
    if use.scope:
        line.append(linker.symbol(use.scope.usr, use.scope.name))
    return paragraph(*line)
