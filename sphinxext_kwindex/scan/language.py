"""The language of a file: by its suffix, where that is ambiguous by its text."""

from __future__ import annotations

import re
from posixpath import splitext
from typing import NamedTuple

from ..model import Language
from .lexer import strip_literals, with_plain_lines

__all__ = [
    "C_FAMILY_SUFFIXES",
    "FRAGMENT_SUFFIXES",
    "HEADER_SUFFIXES",
    "guess_language",
]

# `.C` and `.H` in capitals are C++; all other suffixes are taken in lower case.
_CAPITALS = {".C": Language.CXX, ".H": Language.CXX, ".M": Language.OBJECTIVE_CXX}
_UNITS = {
    ".c": Language.C,
    ".cc": Language.CXX,
    ".cp": Language.CXX,
    ".cpp": Language.CXX,
    ".cxx": Language.CXX,
    ".c++": Language.CXX,
    ".cppm": Language.CXX,
    ".ccm": Language.CXX,
    ".cxxm": Language.CXX,
    ".c++m": Language.CXX,
    ".ixx": Language.CXX,
    ".cu": Language.CUDA,
    ".m": Language.OBJECTIVE_C,
    ".mm": Language.OBJECTIVE_CXX,
}
_HEADERS = {
    ".hh": Language.CXX,
    ".hpp": Language.CXX,
    ".hxx": Language.CXX,
    ".hp": Language.CXX,
    ".h++": Language.CXX,
    ".cuh": Language.CUDA,
}
_FRAGMENTS = {
    ".inl": Language.CXX,
    ".ipp": Language.CXX,
    ".tcc": Language.CXX,
    ".tpp": Language.CXX,
    ".txx": Language.CXX,
    ".icc": Language.CXX,
}
# Their text decides.
_AMBIGUOUS_HEADERS = frozenset({".h"})
_AMBIGUOUS_FRAGMENTS = frozenset({".inc", ".def", ".x", ".xmacro"})

FRAGMENT_SUFFIXES: frozenset[str] = frozenset(_FRAGMENTS) | _AMBIGUOUS_FRAGMENTS
"""Suffixes, in lower case, of files that are parts of the file that includes them."""

C_FAMILY_SUFFIXES: frozenset[str] = (
    frozenset(_UNITS) | frozenset(_HEADERS) | _AMBIGUOUS_HEADERS | FRAGMENT_SUFFIXES
)
"""Suffixes, in lower case, of C, C++, CUDA and Objective-C files."""

HEADER_SUFFIXES = frozenset(_HEADERS) | _AMBIGUOUS_HEADERS
_BY_SUFFIX = {**_UNITS, **_HEADERS, **_FRAGMENTS}

# A label, not a bit field of that name.
_LABEL = r"(?:^|[{{}};])[ \t]*+{}(?:[ \t]++\w++)?[ \t]*+:(?!:)"
_LABEL_HINT = r"[ \t]*+(?:\w++[ \t]*+)?[:/]"
# Behind it in a text as it is: what was a blank may be a comment or a directive.
_GAP = r"(?:\s*+[/#]|{})"


class _Sign(NamedTuple):
    """C++ as no C text has it."""

    word: str
    """That each holds."""
    hint: re.Pattern[str]
    """Matches any text that holds it, many others, too; fast."""
    pattern: re.Pattern[str]
    """Matches when comments and literals are gone."""


# C headers use words of C++ as names (`int class;`, `x->private`): a word alone tells
# nothing. A search is fast when the pattern begins with letters: what stands before a
# word is looked at behind it.
_SIGNS = tuple(
    _Sign(word, re.compile(word + hint), re.compile(pattern, re.MULTILINE))
    for word, hint, pattern in (
        ("::", _GAP.format(r"\s?[\w~*]"), r"::\s?[\w~*]"),
        ("namespace", "", r"namespace(?<=\bnamespace)\b\s*+(?:\w++\s*+)?[{=]"),
        ("template", r"\s*+[</#]", r"template(?<=\btemplate)\s*+<"),
        (
            "class",
            r"[\s/]",
            r"class(?<=\bclass)(?<!struct class)(?<!union class)\s++[\w\[]",
        ),
        ("public", _LABEL_HINT, _LABEL.format("public")),
        ("protected", _LABEL_HINT, _LABEL.format("protected")),
        ("private", _LABEL_HINT, _LABEL.format("private")),
        ("using", r"[\s/]", r"using(?<=\busing)\s++\w"),
        ("typename", r"[\s/]", r"typename(?<=\btypename)\s++\w"),
        ("constexpr", r"[\s/]", r"constexpr(?<=\bconstexpr)\s++\w"),
        ("virtual", r"[\s/]", r"virtual(?<=\bvirtual)\s++[\w~]"),
        ("explicit", r"\s*+(?:[(/#]|(?<=\s)\w)", r"explicit(?<=\bexplicit)\b\s*+[\w(]"),
        ("mutable", r"[\s/]", r"mutable(?<=\bmutable)\s++\w"),
        ("friend", r"[\s/]", r"friend(?<=\bfriend)\s++\w"),
        (
            "operator",
            "",
            r"operator(?<=\boperator)\s*+(?:[^\w\s,;)]{1,3}|\(\)|new|delete|bool)\s*+\(",
        ),
        (
            "_cast",
            r"\s*+[</#]",
            (
                r"_cast(?:(?<=\bstatic_cast)|(?<=\bdynamic_cast)|(?<=\bconst_cast)"
                r"|(?<=\breinterpret_cast))\s*+<"
            ),
        ),
        ("noexcept", r"\b", r"noexcept(?<=\bnoexcept)\b"),
        ("nullptr", r"\b", r"nullptr(?<=\bnullptr)\b"),
        ("decltype", r"\s*+[(/#]", r"decltype(?<=\bdecltype)\s*+\("),
        ("override", r"\b", r"\)\s*+(?:const\s++)?override\b"),
        ("delete", r"\s*+[;/#]", r"=\s*+delete\s*+;"),
        ("default", r"\s*+[;/#]", r"=\s*+default\s*+;"),
        (
            "const",
            _GAP.format(r"\s++\w++\s*+[&/#]"),
            r"const(?<=\bconst)\s++\w++\s*+&\s*+\w*+\s*+[,)]",
        ),
        # Not with a brace: what a C header has behind a macro for C++ of its own.
        (
            "extern",
            r"""\s*+(?:[/#']|"[^"\n\\]*+(?:[\\\n]|\Z|"\s*+[\w/#]))""",
            r'extern(?<=\bextern)\s*+""\s*+\w',
        ),
        (
            "include",
            r"[ \t]*+(?:/|<(?:\w++>|[^\n]*\.h(?:pp|h|xx)>))",
            r"^[ \t]*+\#[ \t]*+include[ \t]*+<(?:\w++|[^>\n]*\.h(?:pp|h|xx))>",
        ),
    )
)
# Characters.
_BEGINNING = 6000
_OBJECTIVE_C = re.compile(
    r"^[ \t]*+(?:@(?:interface|protocol|implementation|class|import|end)\b"
    r"|\#[ \t]*+import\b)",
    re.MULTILINE,
)
# The same in a text as it is.
_OBJECTIVE_C_HINT = re.compile(
    r"@(?:interface|protocol|implementation|class|import|end)\b|\#[ \t]*+(?:import\b|/)"
)
_CONDITIONAL = re.compile(r"\n[ \t]*+#[ \t]*+(if|elif|else|endif)(n?def|\b)(.*)")
_NOT_CXX = re.compile(r"!\s*defined\b[\s(]*__cplusplus\b")


def guess_language(path: str, text: str) -> Language:
    """Return the language of a file.

    A header without a suffix (``Eigen/Core``) is C++. ``.h``, ``.inc``, ``.def`` and
    unknown suffixes are judged by the text: Objective-C or C++ when it has what no C
    text has, outside comments, literals and what only C++ compilers see
    (``#ifdef __cplusplus``); else C.
    """
    suffix = splitext(path)[1]
    if not suffix:
        return Language.CXX  # headers without one are of C++ libraries
    known = _CAPITALS.get(suffix) or _BY_SUFFIX.get(suffix.lower())
    return known or _language_of(text)


def _language_of(text: str) -> Language:
    text = with_plain_lines(text)
    # To take comments and literals out is what costs: only where there is a reason.
    objective = (
        ("@" in text or "import" in text)
        and _OBJECTIVE_C_HINT.search(text)
        and _OBJECTIVE_C.search(strip_literals(text))
    )
    # The beginning tells most often; a part that ends in a literal is no harm.
    cxx = _is_cxx(text[:_BEGINNING]) or (len(text) > _BEGINNING and _is_cxx(text))
    if objective:
        return Language.OBJECTIVE_CXX if cxx else Language.OBJECTIVE_C
    return Language.CXX if cxx else Language.C


def _is_cxx(text: str) -> bool:
    code: str | None = None
    for one in _SIGNS:
        if one.word in text and one.hint.search(text):
            if code is None:
                code = strip_literals(text)
                if "__cplusplus" in code:
                    code = _without_cxx_only(code)
            if one.pattern.search(code):
                return True
    return False


def _without_cxx_only(code: str) -> str:
    """Return code without conditionals and the branches that only C++ compilers see."""
    code = f"\n{code}"
    kept: list[str] = []
    place = 0
    # One entry an open `#if`: the branch at hand is hidden, the next one is.
    hidden: list[tuple[bool, bool]] = []
    for found in _CONDITIONAL.finditer(code):
        if not any(now for now, _ in hidden):
            kept.append(code[place : found.start()])
        place = found.end()
        directive, variant, condition = found.groups()
        if directive == "if":
            hidden.append(_hides(variant, condition))
        elif hidden and directive == "endif":
            hidden.pop()
        elif hidden:
            follows = hidden[-1][1]
            now, later = _hides(variant, condition)
            hidden[-1] = (follows or now, later)
    if not any(now for now, _ in hidden):
        kept.append(code[place:])
    return "".join(kept)


def _hides(variant: str, condition: str) -> tuple[bool, bool]:
    """Return whether a condition is of C++ only, and whether its opposite is."""
    if "__cplusplus" not in condition:
        return False, False
    negative = variant == "ndef" or bool(_NOT_CXX.search(condition))
    return not negative, negative
