"""Where links lead: the callables that every renderer is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .anchors import symbol_anchor

__all__ = ["NO_LINKS", "Links"]


def _nowhere(_: str) -> str | None:
    return None


def _nowhere_in(_path: str, _line: int | None) -> str | None:
    return None


def _no_name(_usr: str, _path: str, _line: int) -> str | None:
    return None


def _no_rows(_path: str, _number: int) -> str | None:
    return None


def _no_keywords(_folder: str, _order: str, _key: str, _number: int) -> str | None:
    return None


@dataclass(frozen=True, slots=True)
class Links:
    """The addresses of things, as seen from one page, and the ids to give to ours.

    Each callable returns an address fit for ``href`` (not yet escaped), or None where
    there is nothing to link to. They may be called many times for one thing: cache.
    """

    symbol: Callable[[str], str | None] = _nowhere
    """Of a USR; of a symbol outside of the tree too, where one is known."""
    definition: Callable[[str], str | None] = _nowhere
    """Of the line of a USR's definition (or else declaration) in its listing."""
    uses: Callable[[str], str | None] = _nowhere
    """Of the list of a USR's uses, if they are listed with the file that is shown; None
    if they are not, or there are none."""
    used: Callable[[str], str | None] = _nowhere
    """Of the list of the uses of a USR that has some, with whatever file it is."""
    rows: Callable[[str, int], str | None] = _no_rows
    """Of a page of the keywords of a file: its path, and the number from 1."""
    path: Callable[[str, int | None], str | None] = _nowhere_in
    """Of a file of the tree, or of a line of its listing."""
    folder: Callable[[str], str | None] = _nowhere
    """Of a folder of the tree; the root is the empty string."""
    keywords: Callable[[str, str, str, int], str | None] = _no_keywords
    """Of a page of a keyword index: the folder; ``letter``, ``kind`` or ``namespace``;
    which of these; the number of the page, from 1."""
    header: Callable[[str], str | None] = _nowhere
    """Of a header outside of the tree, spelled with brackets, as ``<memory>``."""
    documented: Callable[[str], str | None] = _nowhere
    """Of the documentation of a USR, written for an object of the C or C++ domain."""
    name: Callable[[str, str, int], str | None] = _no_name
    """Of the name in the row of a USR: where it is ``documented``, else the ``path``
    of the file and line that are given."""
    line: Callable[[str, str, int], str | None] = _no_name
    """Of the line in the row of a USR, where the name does not lead there already."""
    outside: Callable[[str], str | None] = _nowhere
    """Of one of these addresses that leads out of the documentation: its title."""
    anchor: Callable[[str], str | None] = symbol_anchor
    """The id for the row of a USR; None to give none (another place has it)."""
    namespace: str = ""
    """Names of what is in it stand without it."""
    set_anchor: Callable[[str], str | None] = _nowhere
    """The id for the rows of an overload set, of its qualified name; None for none."""

    def short(self, name: str) -> str:
        """Return a qualified name without the namespace of the page."""
        return name.removeprefix(f"{self.namespace}::") if self.namespace else name


NO_LINKS = Links()
"""Ids, but no links."""
