"""A digest of the tree for language models: ``llms.txt``.

The form is that of https://llmstxt.org: a title, a quoted summary, lists of links with
a sentence each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..render import count
from ..render.markdown import bullets, inline, link
from .names import DOC, DUMP, INDEX, KEYWORDS, LLMS, address, docs_page, folder_page

if TYPE_CHECKING:
    from .folders import Folder, Folders

__all__ = ["render_llms"]

_NAMED = 5
"""Symbols named for a folder."""
_FILES = 40
"""Files named: those that most others read."""


def render_llms(name: str, folders: Folders) -> str:
    """Return the digest of a tree.

    :param name: what to call it.
    """
    root = folders[""]
    lines = sum(note.lines for note in root.all)
    summary = (
        f"{count(len(root.all), 'file')}, {count(lines, 'line')},"
        f" {count(root.symbols, 'keyword')}."
    )
    purpose = f"{inline(root.purpose)} " if root.purpose else ""
    layout = (
        "the pages mirror the source tree; each file has a page of facts and source,"
        " and one of keywords"
    )
    ways = [
        f"{link('Files and folders', INDEX)}: {layout}",
        f"{link('Keywords', KEYWORDS)}: every symbol from A to Z, its kind and file",
        f"{link('The index', DUMP)}: all facts as JSON Lines",
    ]
    parts = [
        f"# {inline(name)}",
        f"> {purpose}{summary}",
        bullets(ways),
        "## Folders",
        bullets(map(_folder, folders)),
    ]
    important = sorted(root.all, key=lambda note: (-note.dependents, note.path))
    files = [
        f"{link(inline(note.path), address(LLMS, docs_page(note.path)))}:"
        f" {inline(note.purpose) or 'no description'}"
        for note in important[:_FILES]
        if note.dependents
    ]
    if files:
        parts += ["## Files that most others read", bullets(files)]
    return "\n\n".join(parts) + "\n"


def _folder(folder: Folder) -> str:
    name = inline(folder.path) if folder.path else "source root"
    facts = [count(len(folder.all), "file")]
    names: dict[str, int] = {}
    for note in folder.all:
        for ref, uses in note.main:
            names[ref.name] = max(names.get(ref.name, 0), uses.files)
    best = sorted(names, key=lambda one: (-names[one], one))[:_NAMED]
    facts += [f"most used: {', '.join(map(inline, best))}"] if best else []
    text = f"{inline(folder.purpose)} " if folder.purpose else ""
    address_ = address(LLMS, folder_page(folder.path, DOC))
    return f"{link(name, address_)}: {text}({'; '.join(facts)})"
