"""Names for the search of large trees, in files of which a search reads one or two.

Each file is a script that hands one text to the page, so that it can be read where
pages are files and not served. The text has a line for each name, which is the smallest
that a browser takes apart quickly.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from ..analysis import name_key, page_ranges

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["FoundName", "name_shards"]

_SIZE = 1_200
"""Names of a file: about 80 KB."""
_CALL = "kwindexNames"
"""The function of the page that is called; `static/kwindex-search.js` has it."""


class FoundName(NamedTuple):
    """A name that a search may find."""

    name: str
    """Without scope; of a file or folder without what it lies in."""
    scope: str
    kind: str
    """In words, as ``class`` or ``file``."""
    uri: str
    """Of the page, from the top of the output."""
    anchor: str


def name_shards(names: Iterable[FoundName], kinds: Sequence[str]) -> dict[str, str]:
    """Return the files by their names: ``index.js``, then ``1.js`` and so on.

    The index has the kinds, and the key that each file begins with; see `name_key`. A
    file has the pages in its first line, the scopes in its second; in each other line
    name, number of the kind, of the scope and of the page, from 0, and the anchor,
    parted by tabs. Names without a scope have that of the empty text.

    :param kinds: in the order of what matters more in a result.
    """
    numbers = {kind: number for number, kind in enumerate(kinds)}
    ordered = sorted(
        names, key=lambda one: (name_key(one.name), one.name, one.scope, one.kind)
    )
    keys = [name_key(one.name) for one in ordered]
    files = {}
    first = []
    for number, part in enumerate(page_ranges(keys, _SIZE), 1):
        found = ordered[part.start : part.stop]
        if found:
            first.append(keys[part.start])
            files[f"{number}.js"] = _script(number, _text(found, numbers))
    index = "\n".join(("\t".join(kinds), *first))
    return {"index.js": _script(0, index), **files}


def _script(number: int, text: str) -> str:
    # Only ASCII: a page that is no server's has no say in how a script is read.
    return f"{_CALL}({number},{json.dumps(text)});\n"


def _text(found: Sequence[FoundName], kinds: dict[str, int]) -> str:
    pages = {uri: n for n, uri in enumerate(dict.fromkeys(one.uri for one in found))}
    scopes = {of: n for n, of in enumerate(dict.fromkeys(one.scope for one in found))}
    lines = (
        "\t".join(
            (
                _clean(one.name),
                str(kinds[one.kind]),
                str(scopes[one.scope]),
                str(pages[one.uri]),
                one.anchor,
            )
        )
        for one in found
    )
    return "\n".join(("\t".join(pages), "\t".join(map(_clean, scopes)), *lines))


def _clean(text: str) -> str:
    """Return a text without what parts names and lines; a file may be called so."""
    return text.replace("\t", " ").replace("\n", " ").replace("\r", " ")
