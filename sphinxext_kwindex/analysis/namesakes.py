"""Files of one name: a header, its source, its test."""

from __future__ import annotations

import posixpath
import re

__all__ = ["base_name"]

_ENDING = re.compile(
    r"(?:[_\-.](?:test|tests|unittest|gtest|benchmark|bench|impl|inl|internal|detail"
    r"|example|demo|fwd|posix|win|windows|linux|macos|generic))+$",
    re.IGNORECASE,
)


def base_name(path: str) -> str:
    """Return the name of a file without suffix and without endings as ``_test``."""
    stem = posixpath.splitext(posixpath.basename(path))[0]
    return _ENDING.sub("", stem) or stem
