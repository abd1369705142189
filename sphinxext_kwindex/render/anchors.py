"""Ids of the places on our pages: one pure function for each kind of place.

Links from other projects (``objects.inv``) and people's bookmarks hold them, so the
functions never change within an `ANCHOR_VERSION`. Ids are unique in the project, not
only in a page (singlehtml puts all pages into one), begin with a letter and hold no
colon (Sphinx's epub builder rewrites those). They come from identities, never from
line numbers, so a page that links here stays as it is when lines move; line anchors
alone are of lines.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

__all__ = [
    "ANCHOR_VERSION",
    "file_anchor",
    "folder_anchor",
    "keywords_anchor",
    "line_anchor",
    "line_prefix",
    "place_anchor",
    "set_anchor",
    "symbol_anchor",
    "uses_anchor",
]

ANCHOR_VERSION = 1
"""Raised when any id changes; says in the release notes which."""

_DIGITS = 16  # 64 bits: a clash among a million ids has a chance of 1 in 40 million
_FILE_DIGITS = (
    10  # once for each line of a listing; clash among 10,000 files: 1 in 20,000
)
_KEPT = 1 << 14
"""Ids that are kept: a page names the same things again and again."""


def symbol_anchor(usr: str) -> str:
    """Return the id of the row of a symbol, where it is shown first."""
    return "kw-" + _hash("usr", usr, _DIGITS)


def place_anchor(usr: str, path: str) -> str:
    """Return the id of the row of a symbol on the page of a file that is not its own.

    A function declared in a header and defined in a source file has rows on two pages;
    one has `symbol_anchor`, the other this.
    """
    return "kw-" + _hash("place", f"{usr}\0{path}", _DIGITS)


def set_anchor(qualified_name: str) -> str:
    """Return the id of an overload set."""
    return "kw-" + _hash("set", qualified_name, _DIGITS)


def uses_anchor(usr: str) -> str:
    """Return the id of the list of a symbol's uses."""
    return "kw-" + _hash("uses", usr, _DIGITS)


def file_anchor(path: str) -> str:
    """Return the id of a file's summary; ``path`` is POSIX from the source root."""
    return "kw-" + _hash("file", path, _DIGITS)


def folder_anchor(path: str) -> str:
    """Return the id of a folder's summary; the root is the empty string."""
    return "kw-" + _hash("folder", path, _DIGITS)


def keywords_anchor(folder: str, key: str, number: int = 1) -> str:
    """Return the id of a letter, kind or namespace in a folder's keyword index.

    ``number`` is that of a further page of it, from 1.
    """
    return "kw-" + _hash("keys", f"{folder}\0{key}\0{number}", _DIGITS)


def line_anchor(path: str, line: int) -> str:
    """Return the id of a line of a file's listing; lines count from 1."""
    return f"{line_prefix(path)}{line}"


def line_prefix(path: str) -> str:
    """Return what all line anchors of a file begin with."""
    return f"kw-{_hash('line', path, _FILE_DIGITS)}-L"


@lru_cache(_KEPT)
def _hash(kind: str, text: str, digits: int) -> str:
    """Return lower-case hexadecimal digits; ``kind`` keeps ids of two kinds apart."""
    data = text.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(
        data, digest_size=digits // 2, person=b"kwindex-" + kind.encode()
    ).hexdigest()
