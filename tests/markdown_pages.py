"""Markdown pages as a reader's viewer sees them: CommonMark with tables."""

from __future__ import annotations

import re
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from markdown_it.token import Token

__all__ = ["Page", "broken_page_links", "read_pages"]

_PARSER = MarkdownIt("commonmark").enable("table")
_ANCHOR = re.compile(r'<a id="([^"]*)">')
_OURS = re.compile(r'<a id="kw-[\w-]+">|</a>|<br>|</?code>')


class Page(NamedTuple):
    """What a viewer shows."""

    links: tuple[str, ...]
    """Addresses as written."""
    anchors: frozenset[str]
    foreign: tuple[str, ...]
    """HTML that is none of ours."""
    fences: tuple[tuple[str, str], ...]
    """Language and text of each block of code."""
    rows: tuple[int, ...]
    """Cells of each row of a table, heads too."""
    text: str
    """All words."""


def read_pages(folder: Path) -> dict[str, Page]:
    """Return the pages of a folder by their POSIX path."""
    files = sorted(file for file in folder.rglob("*.md") if file.is_file())
    return {
        file.relative_to(folder).as_posix(): _read(file.read_text("utf-8"))
        for file in files
    }


def broken_page_links(folder: Path, pages: dict[str, Page]) -> Iterator[str]:
    """Yield the links that lead to no file or no place."""
    for path, page in pages.items():
        for link in page.links:
            target, _, anchor = link.partition("#")
            there = normpath(join(dirname(path), unquote(target))) if target else path
            if link.startswith(("http://", "https://")):
                continue
            if there in pages and anchor:
                if anchor not in pages[there].anchors:
                    yield f"{path}: {link}"
                continue
            file = folder / there
            if not file.is_file():
                yield f"{path}: {link}"
            elif anchor:
                lines = len(file.read_bytes().splitlines())
                if not 1 <= int(anchor.removeprefix("L")) <= lines:
                    yield f"{path}: {link}"


def _read(text: str) -> Page:
    links: list[str] = []
    anchors: set[str] = set()
    foreign: list[str] = []
    fences: list[tuple[str, str]] = []
    rows: list[int] = []
    words: list[str] = []
    for token in _tokens(_PARSER.parse(text)):
        if token.type == "link_open":
            links.append(str(token.attrGet("href")))
        elif token.type in {"html_inline", "html_block"}:
            anchors.update(_ANCHOR.findall(token.content))
            foreign += filter(None, _OURS.sub("\n", token.content).split("\n"))
        elif token.type == "fence":
            fences.append((token.info, token.content))
        elif token.type == "tr_open":
            rows.append(0)
        elif token.type in {"td_open", "th_open"}:
            rows[-1] += 1
        elif token.type in {"text", "code_inline"}:
            words.append(token.content)
    return Page(
        tuple(links),
        frozenset(anchors),
        tuple(foreign),
        tuple(fences),
        tuple(rows),
        "".join(words),
    )


def _tokens(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _tokens(token.children or [])
