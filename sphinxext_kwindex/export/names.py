"""Names of the pages: a mirror of the tree, with an ending for each sort of page."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from itertools import takewhile
from posixpath import basename, dirname, join
from urllib.parse import quote

__all__ = [
    "DOC",
    "DUMP",
    "INDEX",
    "KEYWORDS",
    "LLMS",
    "SUB",
    "address",
    "docs_page",
    "folder_page",
    "keywords_page",
    "part_page",
]

INDEX, DOC, SUB = "index.md", "doc.md", "sub.md"
"""Pages of each folder."""
KEYWORDS, DUMP, LLMS = "keywords.md", "kwindex.jsonl", "llms.txt"
"""What there is once."""
_PAGES = 1 << 15
"""Addresses that are remembered: a page leads to the same files again and again."""
_LONGEST = 200
"""Bytes of a file's name that a page's name keeps; file systems allow 255."""


def docs_page(path: str) -> str:
    """Return the page of a file; paths are POSIX, from the root of the output."""
    return _page(path, "_docs.md")


def keywords_page(path: str) -> str:
    """Return the page of a file's keywords."""
    return _page(path, "_kw.md")


def folder_page(folder: str, name: str) -> str:
    """Return a page of a folder; the source root is the empty string."""
    return join(folder, name)


def part_page(page: str, part: str) -> str:
    """Return the page of a part of what is too long for one: ``sub-a.md``."""
    return page.removesuffix(".md") + f"-{part}.md"


def address(page: str, target: str, anchor: str = "") -> str:
    """Return the address of a page, or of a place on it, as seen from a page."""
    fragment = f"#{anchor}" if anchor else ""
    if page == target and fragment:
        return fragment
    return _way(page.rpartition("/")[0], target) + fragment


@lru_cache(_PAGES)
def _way(folder: str, target: str) -> str:
    """Return the address of a page as seen from a folder."""
    parts = folder.split("/") if folder else []
    there = target.split("/")
    pairs = takewhile(
        lambda pair: pair[0] == pair[1], zip(parts, there[:-1], strict=False)
    )
    shared = sum(1 for _ in pairs)
    return quote("/".join((*("..",) * (len(parts) - shared), *there[shared:])))


@lru_cache(_PAGES)
def _page(path: str, ending: str) -> str:
    name = basename(path)
    if len(name.encode()) > _LONGEST:
        digest = hashlib.blake2b(name.encode(), digest_size=6).hexdigest()
        short = name.encode()[: _LONGEST - 13].decode("utf-8", "ignore")
        name = f"{short}-{digest}"
    return join(dirname(path), name + ending)
