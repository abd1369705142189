"""What kind of content a file holds, before anything reads it as a source."""

from __future__ import annotations

import re
from enum import StrEnum

from ..possessive import compiled
from .decode import decode

__all__ = ["ContentKind", "classify"]


class ContentKind(StrEnum):
    """The kinds; only text is worth a parser."""

    TEXT = "text"
    EMPTY = "empty"
    """No bytes but white space."""
    BINARY = "binary"
    """Control characters as no text has them."""
    LFS = "lfs"
    """A Git LFS pointer in place of the file."""
    CONFLICT = "conflict"
    """Merge markers of a version control system."""


_SAMPLE = 65536
_LFS = b"version https://git-lfs.github.com/spec/"
_BLANK = b" \t\n\v\f\r"
# NUL to BS, SO to US but ESC, DEL.
_CONTROL = bytes([*range(9), *range(14, 27), *range(28, 32), 127])
_FIRST_PRINTED, _LAST_PRINTED = b"!~"
_FEW_CONTROLS = 3
_CONTROL_SHARE = 0.02
_CONFLICT = compiled(
    rb"^<{7} [^\n]*\n(?:(?!={7}\r?$)[^\n]*\n)*+={7}\r?\n(?:(?!>{7} )[^\n]*\n)*+>{7} ",
    re.MULTILINE,
)


def classify(data: bytes) -> ContentKind:
    """Return the kind of content of a file's bytes."""
    if not data.strip(_BLANK):
        return ContentKind.EMPTY
    if data.startswith(_LFS):
        return ContentKind.LFS
    if _is_binary(data[:_SAMPLE]):
        return ContentKind.BINARY
    if not _begins_in_print(data) and not decode(data).text.strip():
        return ContentKind.EMPTY
    # A file has few conflicts: from the first marker on is enough.
    first = 0 if data.startswith(b"<<<<<<< ") else data.find(b"\n<<<<<<< ") + 1
    if (first or data[:1] == b"<") and _CONFLICT.match(data, first):
        return ContentKind.CONFLICT
    return ContentKind.TEXT


def _begins_in_print(data: bytes) -> bool:
    """Whether the first byte is a character that is not blank in any encoding."""
    return _FIRST_PRINTED <= data[0] <= _LAST_PRINTED and b"\0" not in data[:_SAMPLE]


def _is_binary(sample: bytes) -> bool:
    controls = len(sample) - len(sample.translate(None, _CONTROL))
    if controls <= max(_FEW_CONTROLS, _CONTROL_SHARE * len(sample)):
        return controls == len(sample)
    decoded = decode(sample)
    return not decoded.encoding.startswith(("utf-16", "utf-32"))
