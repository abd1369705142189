"""Headers: by their suffix, or by a name without one and a text that is one's."""

from __future__ import annotations

import re
from posixpath import splitext

from ..possessive import compiled
from .language import HEADER_SUFFIXES
from .other_languages import other_language

__all__ = ["SNIFFED", "is_header", "looks_like_header", "may_be_header"]

SNIFFED = 8192
"""Bytes of the beginning of a file that tell whether it is a header."""
_BARE = re.compile(r"(?:.*/)?[A-Za-z_]\w*")
# Behind comments: a guard, or an include line. Scripts have a `#` before words, too,
# but not these.
_BEGINS = compiled(
    rb"(?:\s++|//[^\n]*+\n|/\*(?:[^*]|\*(?!/))*+\*/)*+"
    rb"\#[ \t]*+(?:pragma[ \t]+once\b|ifndef[ \t]+\w|if[ \t]+!|include[ \t]*+[<\"])"
)


def is_header(path: str) -> bool:
    """Whether a path is that of a header: included, and a whole in itself."""
    return splitext(path)[1].lower() in HEADER_SUFFIXES or may_be_header(path)


def may_be_header(path: str) -> bool:
    """Whether a name without a suffix may be that of a header, as ``Eigen/Core``."""
    return _BARE.fullmatch(path) is not None and other_language(path) is None


def looks_like_header(data: bytes) -> bool:
    """Whether a file of such a name is one, by its first `SNIFFED` bytes."""
    return _BEGINS.match(data) is not None
