"""Warnings: each kind declared once, and the only way to the log."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, Self

from sphinx.util import logging

if TYPE_CHECKING:
    from docutils.nodes import Node

__all__ = ["Warnings", "escape", "logger", "warn"]

logger = logging.getLogger("sphinxext_kwindex")

# C0 but tab and line end, DEL, C1, and the marks that turn the direction of text:
# Sphinx's logger passes them on, and a terminal obeys them.
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]"
)


class Warnings(Enum):
    """The subtypes of our warnings, to be used as ``kwindex.<value>``.

    The docstring of a member is its row in the manual.
    """

    def __new__(cls, subtype: str, text: str) -> Self:
        """Make a member of its value and its docstring."""
        member = object.__new__(cls)
        member._value_ = subtype
        member.__doc__ = text
        return member

    CONFIG = "config", "A setting has a value that is not allowed; its default is used."
    OPTION = (
        "option",
        (
            "An option of a directive is unknown or has a value that is not allowed:"
            " the directive goes on without it."
        ),
    )
    PATH = "path", "The argument of a directive is not a path in a source tree."
    NOT_FOUND = "not_found", "There is no file at the path."
    FOLDER = (
        "folder",
        "The path is that of a folder, and a file is needed; or the reverse.",
    )
    OUTSIDE = "outside", "The path leads out of the source root."
    NOT_C_FAMILY = "not_c_family", "The file is not of C, C++ or a related language."
    EMPTY = "empty", "The file is empty: there is nothing to show."
    BINARY = "binary", "The file is binary, or its text is not in the repository (LFS)."
    UNREADABLE = "unreadable", "The file cannot be read."
    ENCODING = "encoding", "The file is not UTF-8: it was decoded by a guess."
    LIBCLANG = (
        "libclang",
        "No usable libclang was found: names and places are known, types and uses not.",
    )
    PARSE_FAILED = (
        "parse_failed",
        (
            "The parser crashed, hung or ran out of memory on a file, which was then"
            " read without it."
        ),
    )
    DATABASE = "database", "A compilation database cannot be used."
    UNKNOWN_SYMBOL = "unknown_symbol", "No symbol goes by the name."
    AMBIGUOUS_SYMBOL = "ambiguous_symbol", "Several different things go by the name."
    UNKNOWN_FILE = "unknown_file", "The path is not that of an indexed file or folder."
    AMBIGUOUS_FILE = "ambiguous_file", "Several files or folders end with the path."
    NOT_SHOWN = (
        "not_shown",
        "The symbol or file is known, but no page shows it: nothing to link to.",
    )
    TOCTREE = (
        "toctree",
        "A tree of :confval:`kwindex_sources` has pages, and no toctree leads to them.",
    )
    STALE_MENTION = (
        "stale_mention",
        (
            "A literal in the text looks like a symbol of the tree, and none goes by"
            " it. Only with :confval:`kwindex_stale_mentions`."
        ),
    )
    LAYER = (
        "layer",
        (
            "A file includes one of a layer that :confval:`kwindex_layers` puts above"
            " its own, or out of its reach."
        ),
    )
    COVERAGE = (
        "coverage",
        (
            "Fewer of the public declarations have a comment than"
            " :confval:`kwindex_documented_floor` asks for."
        ),
    )
    LINES = "lines", "The lines or the symbol asked for are not in the file."


def escape(text: str) -> str:
    r"""Return text with control characters made visible, as ``\x1b``."""
    return _CONTROL.sub(lambda match: ascii(match.group())[1:-1], text)


def warn(
    kind: Warnings,
    text: str,
    *,
    location: str | tuple[str, int] | Node | None = None,
) -> None:
    """Log a warning of a kind at the place that a person can change."""
    if isinstance(location, str):
        location = escape(location)
    logger.warning(
        "%s", escape(text), type="kwindex", subtype=kind.value, location=location
    )
