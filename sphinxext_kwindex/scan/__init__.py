"""Text facts of a file, without a parser: standard library only.

Nothing here raises, whatever the bytes are, and all of it takes linear time.
"""

from __future__ import annotations

from .classify import ContentKind, classify
from .decode import Decoded, decode
from .include_lines import scan_includes
from .language import (
    C_FAMILY_SUFFIXES,
    FRAGMENT_SUFFIXES,
    guess_language,
    is_header,
)
from .roots import IncludeRoots
from .scanner import scan_text
from .text_facts import text_facts
from .values import Conditions, Scan, ScannedComment, ScannedInclude, ScannedMacro

__all__ = [
    "C_FAMILY_SUFFIXES",
    "FRAGMENT_SUFFIXES",
    "Conditions",
    "ContentKind",
    "Decoded",
    "IncludeRoots",
    "Scan",
    "ScannedComment",
    "ScannedInclude",
    "ScannedMacro",
    "classify",
    "decode",
    "guess_language",
    "is_header",
    "scan_includes",
    "scan_text",
    "text_facts",
]
