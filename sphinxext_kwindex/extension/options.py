"""Options of the directives: text to values, with what is allowed in words."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from ..analysis import (
    DEFAULT_SECTIONS,
    KIND_NAMES,
    FileOptions,
    FolderSection,
    KeywordOrder,
    Section,
    Sorting,
    letter_of,
)
from ..model import SYMBOL_KINDS, Access
from .config import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

__all__ = [
    "FILE_OPTIONS",
    "FOLDER_OPTIONS",
    "INCLUDES_OPTIONS",
    "KEYWORDS_OPTIONS",
    "LAST_LINE",
    "MENTIONS_OPTIONS",
    "REPORT_OPTIONS",
    "SOURCE_OPTIONS",
    "SYMBOL_OPTIONS",
    "TREE_OPTIONS",
    "KeywordOptions",
    "Option",
    "file_options",
    "folder_sections",
    "keyword_options",
]

LAST_LINE = 2**31 - 1
"""Last line of a range that is open at its end."""
_E = TypeVar("_E", bound=Enum)
_NUMBER = re.compile(r"[1-9][0-9]{0,5}")
_RANGE = re.compile(r"\s*([1-9][0-9]{0,8})\s*(?:(-)\s*([1-9][0-9]{0,8})?\s*)?")


class Option(NamedTuple):
    """What an option of a directive may be."""

    allowed: str
    """To go after "expected"."""
    parse: Callable[[str], object]
    """Raises ValueError."""
    help: str


def _members(text: str, members: Iterable[_E]) -> tuple[_E, ...]:
    """Return the members named, in the order of the enum; names part by commas.

    A minus before all names takes them away from all members.
    """
    names = {str(member.value): member for member in members}
    return tuple(names[name] for name in _chosen(text, names))


def _chosen(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return the names that a text has, in the order of ``names``; see `_members`."""
    names = tuple(names)
    words = [word.strip().replace("_", "-") for word in text.split(",") if word.strip()]
    by_name = {name.replace("_", "-"): name for name in names}
    by_name |= {name.replace(" ", "-"): of for name, of in by_name.items()}
    without = bool(words) and all(word.startswith("-") for word in words)
    chosen = {by_name.get(word[without:].strip()) for word in words}
    if not chosen or None in chosen:
        raise ValueError(text)
    return tuple(name for name in names if (name in chosen) is not without)


def _flag(text: str) -> bool:
    if text.strip().lower() not in {"", "true", "yes"}:
        raise ValueError(text)
    return True


def _lines(text: str) -> tuple[int, int]:
    """Return first and last line of ``10``, ``10-40`` or ``10-``."""
    match = _RANGE.fullmatch(text)
    if match is None:
        raise ValueError(text)
    first = int(match[1])
    last = int(match[3]) if match[3] else (LAST_LINE if match[2] else first)
    if last < first:
        raise ValueError(text)
    return first, last


def _letters(text: str) -> tuple[str, ...]:
    """Return letters as `letter_of` has them, or # for all else."""
    words = [word.strip() for word in text.split(",") if word.strip()]
    if not words or any(len(word) > 1 for word in words):
        raise ValueError(text)
    return tuple(dict.fromkeys(letter_of(word) for word in words))


def _number(text: str) -> int:
    if not _NUMBER.fullmatch(text.strip()):
        raise ValueError(text)
    return int(text)


def _depth(text: str) -> int:
    if not re.fullmatch(r"\s*[1-9]\s*", text):
        raise ValueError(text)
    return int(text)


def _heading(text: str) -> str:
    if text.strip() not in HEADINGS:
        raise ValueError(text)
    return text.strip()


def _text(text: str) -> str:
    if not text.strip():
        raise ValueError(text)
    return text.strip()


def _names(members: Iterable[Enum]) -> str:
    return ", ".join(str(member.value).replace(" ", "-") for member in members)


_FLAG = "no value"
_WITHOUT = " (or all but these, each with - before it)"
_NO_INDEX = Option(_FLAG, _flag, "Links, the inventory and the indices pass it over.")
_NO_INDEX_ENTRY = Option(_FLAG, _flag, "Nothing of it goes to the general index.")
_HEADING = Option(
    f"one of {', '.join(HEADINGS)}",
    _heading,
    "How the parts are headed. Default: kwindex_heading.",
)

FILE_OPTIONS: Mapping[str, Option] = {
    "sections": Option(
        f"some of {_names(Section)}{_WITHOUT}",
        lambda text: _members(text, Section),
        "Parts to show. Default: all but graph and source.",
    ),
    "kinds": Option(
        f"some of {_names(SYMBOL_KINDS)}{_WITHOUT}",
        lambda text: _members(text, SYMBOL_KINDS),
        "Kinds of keywords to show. Default: all.",
    ),
    "access": Option(
        f"some of {_names(Access)}",
        lambda text: _members(text, Access),
        "Members to show. Default: all.",
    ),
    "sort": Option(
        f"one of {_names(Sorting)}",
        lambda text: Sorting(text.strip()),
        "Order of the keywords. Default: line.",
    ),
    "source": Option(_FLAG, _flag, "Show the listing too."),
    "graph": Option(_FLAG, _flag, "Show the include graph as a picture too."),
    "name-only": Option(_FLAG, _flag, "Show keywords as lists of names."),
    "heading": _HEADING,
    "no-index": _NO_INDEX,
    "no-index-entry": _NO_INDEX_ENTRY,
}

INCLUDES_OPTIONS: Mapping[str, Option] = {
    "graph": Option(_FLAG, _flag, "Show a picture in place of the lists."),
    "heading": _HEADING,
}

FOLDER_OPTIONS: Mapping[str, Option] = {
    "sections": Option(
        f"some of {_names(FolderSection)}{_WITHOUT}",
        lambda text: _members(text, FolderSection),
        "Parts to show. Default: all.",
    ),
    "heading": _HEADING,
    "no-index": _NO_INDEX,
}

KEYWORDS_OPTIONS: Mapping[str, Option] = {
    "by": Option(
        f"one of {_names(KeywordOrder)}",
        lambda text: KeywordOrder(text.strip()),
        "What the keywords are put together by. Default: letter.",
    ),
    "kinds": Option(
        f"some of {', '.join(KIND_NAMES).replace(' ', '-')}{_WITHOUT}",
        lambda text: _chosen(text, KIND_NAMES),
        "Kinds of keywords to show. Default: all.",
    ),
    "letters": Option(
        "letters, parted by commas; # stands for names that begin with none",
        _letters,
        "Letters to show, where keywords are put together by letter. Default: all.",
    ),
    "page": Option(
        "a number from 1",
        _number,
        "Which page of a letter to show, if it has many keywords. Default: all.",
    ),
    "no-index": _NO_INDEX,
}

SYMBOL_OPTIONS: Mapping[str, Option] = {
    "graph": Option(_FLAG, _flag, "Show bases and derived classes as a picture."),
    "no-members": Option(_FLAG, _flag, "Leave out the members of a class."),
    "no-index": _NO_INDEX,
    "no-index-entry": _NO_INDEX_ENTRY,
}

TREE_OPTIONS: Mapping[str, Option] = {
    "depth": Option(
        "a whole number from 1 to 9",
        _depth,
        "Levels of folders: 1 is the folder alone, 2 those in it too. Default: 1.",
    ),
    "caption": Option("a text", _text, "Caption of the entries in the sidebar."),
    "hidden": Option(_FLAG, _flag, "In the sidebar only, not on the page."),
}

MENTIONS_OPTIONS: Mapping[str, Option] = {}

REPORT_OPTIONS: Mapping[str, Option] = {
    "path": Option("the path of a folder", _text, "Folder to report on. Default: /."),
}

SOURCE_OPTIONS: Mapping[str, Option] = {
    "lines": Option(
        "a line or a range, as 10, 10-40 or 10-", _lines, "Lines to show. Default: all."
    ),
    "symbol": Option(
        "the name of a symbol",
        _text,
        "Show the lines of its definition or declaration.",
    ),
    "caption": Option("a text", _text, "Caption of the listing."),
}


def file_options(options: Mapping[str, str]) -> FileOptions:
    """Return what to ask of a file, from options that were checked before."""
    sections = (
        tuple(_members(options.get("sections", ""), Section))
        if ("sections" in options)
        else DEFAULT_SECTIONS
    )
    if "source" in options and Section.SOURCE not in sections:
        sections = (*sections, Section.SOURCE)
    if "graph" in options and Section.GRAPH not in sections:
        sections = (*sections, Section.GRAPH)
    return FileOptions(
        sections=sections,
        kinds=_members(options["kinds"], SYMBOL_KINDS)
        if "kinds" in options
        else SYMBOL_KINDS,
        access=_members(options["access"], Access)
        if "access" in options
        else tuple(Access),
        sorting=Sorting(options.get("sort", Sorting.LINE).strip()),
        # Generated pages have the uses themselves, line by line.
        users=0 if "uses" in options else FileOptions().users,
        # And those with very many keywords have the rest on further pages.
        page=int(options.get("rows", "0")),
    )


def folder_sections(options: Mapping[str, str]) -> tuple[FolderSection, ...]:
    """Return what to show of a folder, from options that were checked before."""
    if "sections" in options:
        return _members(options["sections"], FolderSection)
    return tuple(FolderSection)


class KeywordOptions(NamedTuple):
    """What of a keyword index is asked for."""

    order: KeywordOrder
    keys: tuple[str, ...] | None
    """Letters, kinds or namespaces; None: all there are."""
    kinds: tuple[str, ...] | None
    """None: all."""
    number: int | None
    """Page of each letter, from 1; None: all."""


def keyword_options(options: Mapping[str, str]) -> KeywordOptions:
    """Return what to ask of a keyword index, from options that were checked before."""
    order = KeywordOrder(options.get("by", KeywordOrder.LETTER).strip())
    keys: tuple[str, ...] | None = None
    if "keys" in options:
        # Of generated pages: any keys, for no directive asks for all but some.
        keys = tuple(options["keys"].split("\n"))
    elif order is KeywordOrder.LETTER and "letters" in options:
        keys = _letters(options["letters"])
    return KeywordOptions(
        order,
        keys,
        _chosen(options["kinds"], KIND_NAMES) if "kinds" in options else None,
        _number(options["page"]) if "page" in options else None,
    )
