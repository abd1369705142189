"""Keywords from A to Z: of a folder with all below it, and of the whole tree."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from ..render import kind_title
from ..render.markdown import code, link, table
from .names import address, docs_page, keywords_page, part_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .files import KeywordNote
    from .links import Targets

__all__ = ["keyword_index"]

_ONE_PAGE = 1000
"""Keywords that one page holds; more have pages by letter."""
_PART = 4000
"""Keywords that the page of a letter holds; more have several."""
_OTHER = "other"


def keyword_index(
    page: str, head: Sequence[str], notes: Iterable[KeywordNote], targets: Targets
) -> Iterator[tuple[str, str]]:
    """Yield the pages of an index, name and text; the first leads to the others.

    :param page: the name of the first.
    :param head: blocks that it begins with.
    """
    rows = sorted(_once(notes, targets), key=_order)
    if len(rows) <= _ONE_PAGE:
        yield page, _text([*head, *_letters(page, rows, targets)])
        return
    letters = []
    for letter, group in groupby(rows, _letter):
        found = list(group)
        for part in range(0, len(found), _PART):
            several = f"-{part // _PART + 1}" if len(found) > _PART else ""
            name = part_page(page, f"{letter.lower()}{several}")
            chunk = found[part : part + _PART]
            span = f"{code(chunk[0].name)} to {code(chunk[-1].name)}"
            letters.append([link(letter, address(page, name)), f"{len(chunk):,}", span])
            back = link("All letters", address(name, page))
            yield name, _text([f"# {letter}", back, _table(name, chunk, targets)])
    heads = ["Letter", "Keywords", "From"]
    yield page, _text([*head, table(heads, letters)])


def _once(notes: Iterable[KeywordNote], targets: Targets) -> Iterator[KeywordNote]:
    """Yield each symbol once: of its own file if that is among them."""
    found: dict[str, KeywordNote] = {}
    for note in notes:
        if note.usr not in found or targets.home(note.usr) == note.path:
            found[note.usr] = note
    yield from found.values()


def _order(note: KeywordNote) -> tuple[str, ...]:
    return _letter(note), note.name.casefold(), note.qualified_name, note.path, note.usr


def _letter(note: KeywordNote) -> str:
    name = note.name.lstrip("_~")
    first = name[:1].upper()
    return first if "A" <= first <= "Z" and first.isascii() else _OTHER


def _letters(page: str, rows: Sequence[KeywordNote], targets: Targets) -> Iterator[str]:
    if not rows:
        yield "There are no keywords."
    for letter, group in groupby(rows, _letter):
        yield f"## {letter}"
        yield _table(page, list(group), targets)


def _table(page: str, rows: Sequence[KeywordNote], targets: Targets) -> str:
    lines = []
    for note in rows:
        anchor = targets.anchor(note.usr, note.path)
        home = address(page, keywords_page(note.path), anchor)
        file = link(code(note.path), address(page, docs_page(note.path)))
        name = note.qualified_name or note.name
        lines.append([link(code(name), home), kind_title(note.kind).lower(), file])
    return table(["Keyword", "Kind", "File"], lines)


def _text(parts: Sequence[str]) -> str:
    return "\n\n".join(filter(None, parts)) + "\n"
