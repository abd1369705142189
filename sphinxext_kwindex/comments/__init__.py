"""Documentation comments: from raw text with markers to `Documentation`.

Everything here takes any text, takes time in proportion to its length, and never
raises. Commands are those of Doxygen (https://www.doxygen.nl/manual/commands.html),
markup between them is CommonMark with tables.
"""

from __future__ import annotations

from .documentation import (
    file_documentation,
    first_sentence,
    folder_comments,
    parse_comment,
)
from .markers import is_documentation

__all__ = [
    "file_documentation",
    "first_sentence",
    "folder_comments",
    "is_documentation",
    "parse_comment",
]
