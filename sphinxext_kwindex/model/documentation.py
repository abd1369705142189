"""A documentation comment, parsed: what its author said, without its markup.

One node type for all markup: a tree of `Markup` is easy to store, to compare and
to render in any format.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = [
    "TASK_FIELDS",
    "Documentation",
    "Field",
    "FieldKind",
    "Markup",
    "MarkupKind",
    "Style",
]


class MarkupKind(StrEnum):
    """What a node of markup is; inline kinds first, then blocks."""

    TEXT = "text"
    """``text``; no children."""
    EMPHASIS = "emphasis"
    STRONG = "strong"
    CODE = "code"
    """Monospaced ``text``; no children."""
    REFERENCE = "reference"
    """To a symbol or file: ``target`` as written, children are the label."""
    LINK = "link"
    """To ``target``, an http(s) or mailto address; children are the label."""
    BREAK = "break"

    PARAGRAPH = "paragraph"
    """Inline children."""
    HEADING = "heading"
    """Inline children (``@par`` title, Markdown heading)."""
    LIST = "list"
    """Children are items."""
    ORDERED_LIST = "ordered-list"
    """Children are items."""
    ITEM = "item"
    """Block children."""
    CODE_BLOCK = "code-block"
    """``text`` verbatim, ``target`` the language or empty."""
    QUOTE = "quote"
    """Block children."""
    TABLE = "table"
    """Children are rows; the first is the head."""
    ROW = "row"
    """Children are cells."""
    CELL = "cell"
    """Inline children."""
    COPY = "copy"
    """Place of ``@copydoc``/``@copydetails`` ``target``; filled in by the reader."""


@dataclass(frozen=True, slots=True)
class Markup:
    """A node of the tree."""

    kind: MarkupKind
    text: str = ""
    target: str = ""
    children: tuple[Markup, ...] = ()


class FieldKind(StrEnum):
    """The commands that make a labelled part of a comment."""

    PARAM = "param"
    TPARAM = "tparam"
    RETURNS = "returns"
    RETVAL = "retval"
    THROWS = "throws"
    NOTE = "note"
    WARNING = "warning"
    ATTENTION = "attention"
    REMARK = "remark"
    PRE = "pre"
    POST = "post"
    INVARIANT = "invariant"
    SEE = "see"
    DEPRECATED = "deprecated"
    SINCE = "since"
    VERSION = "version"
    AUTHOR = "author"
    DATE = "date"
    COPYRIGHT = "copyright"
    TODO = "todo"
    BUG = "bug"
    TEST = "test"
    PAR = "par"
    """A paragraph with a title of its own, in ``name``."""


TASK_FIELDS = frozenset({FieldKind.TODO, FieldKind.BUG, FieldKind.DEPRECATED})
"""Fields that lists are made of, over all files."""


@dataclass(frozen=True, slots=True)
class Field:
    """One labelled part."""

    kind: FieldKind
    name: str = ""
    """Parameter, value, exception type or title; empty where the kind has none."""
    direction: str = ""
    """``in``, ``out`` or ``in,out`` of a parameter; else empty."""
    body: tuple[Markup, ...] = ()
    """Blocks."""


class Style(StrEnum):
    """Where the words come from."""

    DOXYGEN = "doxygen"
    """A documentation comment: ``/** */``, ``/*! */``, ``///``, ``//!``."""
    PLAIN = "plain"
    """An ordinary comment directly above, used when there is nothing else."""


@dataclass(frozen=True, slots=True)
class Documentation:
    """One comment."""

    style: Style
    brief: tuple[Markup, ...] = ()
    """Inline nodes: the first sentence or ``@brief``."""
    details: tuple[Markup, ...] = ()
    """Blocks after the brief."""
    fields: tuple[Field, ...] = ()
    """In the order of the comment."""
    copy_brief: str = ""
    """Target of ``@copybrief`` or ``@copydoc``, as written; empty if none."""
    internal: bool = False
    """The whole comment is marked ``@internal``."""
    structural: str = ""
    """What ``@file``, ``@class``, ``@fn``, ``@def`` ... bind it to, as ``file x.h``."""
