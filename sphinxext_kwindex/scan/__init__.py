"""Text facts of a file, without a parser: standard library only.

Nothing here raises, whatever the bytes are, and all of it takes linear time.
"""

from __future__ import annotations

from .classify import ContentKind, classify
from .cmake import CMakeArgument, CMakeCommand, read_commands
from .context import (
    Context,
    LeadingMacro,
    leading_macros,
    scan_context,
    tested_macros,
)
from .decode import Decoded, decode
from .headers import SNIFFED, is_header, looks_like_header, may_be_header
from .include_lines import scan_includes
from .language import (
    C_FAMILY_SUFFIXES,
    FRAGMENT_SUFFIXES,
    guess_language,
)
from .lexer import last_style, with_plain_lines
from .licence import find_licence
from .macro_table import (
    AttributeMacro,
    MacroCandidate,
    MacroTable,
    scan_attribute_macros,
)
from .macro_uses import end_of_arguments, is_attribute_use, neutral_defines
from .other_languages import EXPORT_SIGN, is_other, language_of, other_language
from .pauses import without_pauses
from .roots import IncludeRoots
from .scanner import scan_text
from .text_facts import ReadText, facts_of_scan, text_facts
from .values import (
    COMMENT_STRETCH,
    LITERAL_STRETCH,
    Conditions,
    Scan,
    ScannedComment,
    ScannedInclude,
    ScannedMacro,
    Stretch,
)

__all__ = [
    "COMMENT_STRETCH",
    "C_FAMILY_SUFFIXES",
    "EXPORT_SIGN",
    "FRAGMENT_SUFFIXES",
    "LITERAL_STRETCH",
    "SNIFFED",
    "AttributeMacro",
    "CMakeArgument",
    "CMakeCommand",
    "Conditions",
    "ContentKind",
    "Context",
    "Decoded",
    "IncludeRoots",
    "LeadingMacro",
    "MacroCandidate",
    "MacroTable",
    "ReadText",
    "Scan",
    "ScannedComment",
    "ScannedInclude",
    "ScannedMacro",
    "Stretch",
    "classify",
    "decode",
    "end_of_arguments",
    "facts_of_scan",
    "find_licence",
    "guess_language",
    "is_attribute_use",
    "is_header",
    "is_other",
    "language_of",
    "last_style",
    "leading_macros",
    "looks_like_header",
    "may_be_header",
    "neutral_defines",
    "other_language",
    "read_commands",
    "scan_attribute_macros",
    "scan_context",
    "scan_includes",
    "scan_text",
    "tested_macros",
    "text_facts",
    "with_plain_lines",
    "without_pauses",
]
