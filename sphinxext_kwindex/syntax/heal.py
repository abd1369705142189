"""Macros that break the grammar are blanked, where they stand.

Known ones by name (of the tree's table and of well-known libraries), others by where
they stand: the word between ``class`` and the name, a call in capitals without a
semicolon, a word in capitals alone in its line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..possessive import compiled
from ..scan import end_of_arguments, is_attribute_use
from .third_party import ATTRIBUTES, REWRITTEN, STATEMENTS, TEST_CLASSES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from ..scan import MacroTable

__all__ = ["heal"]

_WORD = re.compile(r"[A-Za-z_]\w{2,}")
_ATTRIBUTE = compiled(r"\[\[[^\[\]]*+(?:\[[^\[\]]*+\][^\[\]]*+)*+\]\]")
_ALIGNAS = re.compile(r"\b(?:alignas|_Alignas)\s*+\(")
_NESTED = r"\([^()]*+(?:\([^()]*+(?:\([^()]*+\)[^()]*+)*+\)[^()]*+)*+\)"
_CAPITALS = r"[A-Z_][A-Z0-9_]{2,}"
# ``class EXPORT Name``: two words, of which the first is in capitals.
_CLASS = compiled(
    rf"\b(?:class|struct|union)\s++((?:{_CAPITALS}\b\s*+(?:{_NESTED}\s*+)?+)+)"
    r"(?=[A-Za-z_][\w:]*+\s*+(?:<|final\b|:|\{|;))"
)
# A call that begins a line, with what hangs on it: ``DECLARE_THING(x)``,
# ``BENCHMARK(x)->Range(1, 8);``, ``OPTION(int, n) = 1;``, ``MATCHER(Is, "") {}``.
_CALL = compiled(
    rf"^[ \t]*+({_CAPITALS})[ \t]*+{_NESTED}"
    r"(?:\s*+(?:\.|->|=(?!\s*+(?:delete|default|0)\b))[^;]*+;|\s*+\{\s*+\}"
    r"|[ \t]*+;|[ \t]*+$)",
    re.MULTILINE,
)
_CHAIN = re.compile(r"\s*+(?:\.|->)[^;]*+;")
# ``= {}`` of a parameter, which the grammar does not know.
_EMPTY = re.compile(r"=\s*+\{\s*+\}(?=\s*+[,)])")
_INSTANTIATION = compiled(r"\b(?:extern\s++)?+template\s++(?!<)[^;{}]*+;")
# ``STACK_OF(X) *f()``
_POINTED = re.compile(r"\)\s*+\*")
_TYPE = re.compile(rf"\b({_CAPITALS})\(\s*+(\w++)\s*+\)(?=\s*+\*)")
_DEFINED = re.compile(r"\b(?:class|struct|union)\s++(\w++)")
# A word alone in its line: ``LIBRARY_BEGIN_NAMESPACE``.
_ALONE = re.compile(rf"^[ \t]*+({_CAPITALS})[ \t]*+$", re.MULTILINE)
_SPECIFIER = re.compile(
    rf"(?<!\w)({_CAPITALS}+)[ \t]++(?="
    r"(?:static|inline|virtual|extern|"
    r"const|constexpr|explicit|template|typedef|using|class|struct|enum|union|void|int|"
    r"bool|char|unsigned|auto|double|float|long|friend)\b"
    r"|[A-Za-z_][\w:]*+[\s*&]++[A-Za-z_]\w*+\s*+\()"
)
_BLANKS = re.compile(r"\s*+")
_NEXT_IS_FUNCTION = re.compile(r"\s*+[A-Za-z_][\w:]*+\s*+\(")


def heal(code: str, table: MacroTable) -> str:
    """Return code without the macros that no grammar can know.

    :param code: Without comments, directives and the contents of strings.
    :return: As long as the code.
    """
    words = set(_WORD.findall(code))
    known = words & table.macros.keys()
    wanted = known | (words & (ATTRIBUTES | STATEMENTS)) | (words & REWRITTEN.keys())
    if wanted:
        code = _without_known(code, wanted, table)
    if "[[" in code:
        code = _ATTRIBUTE.sub(_blanks, code)
    if "lignas" in code:
        code = _without_alignment(code)
    if "template" in code:
        code = _INSTANTIATION.sub(_blanks, code)
    code = _EMPTY.sub(_as_number, code)
    if any(word == word.upper() for word in words):
        code = _without_capitals(code)
    return code


def _without_capitals(code: str) -> str:
    """Return code without what looks like a macro: it is in capitals."""
    has_types = "class" in code or "struct" in code or "union" in code
    if has_types:
        code = _CLASS.sub(_without_word, code)
    if _POINTED.search(code) is not None:
        code = _TYPE.sub(_as_name, code)
    defined = _DEFINED.findall(code) if has_types else ()
    kept = TEST_CLASSES.union(defined)
    code = _CALL.sub(lambda match: _without_call(match, kept), code)
    code = _SPECIFIER.sub(_without_specifier, code)
    return _ALONE.sub(_without_line, code)


def _without_known(code: str, names: set[str], table: MacroTable) -> str:
    parts: list[str] = []
    place = 0
    for start, name in _places(code, names):
        end = after = start + len(name)
        if start < place:
            continue
        if name in REWRITTEN:
            parts += code[place:start], REWRITTEN[name].ljust(end - start)
            place = end
            continue
        macro = table.macros.get(name)
        if macro is None or macro.function_like:
            end = end_of_arguments(code, end)
        if macro is not None and macro.function_like and end == after:
            continue
        if macro is not None and not is_attribute_use(code, start, end):
            continue
        if name in STATEMENTS:
            chain = _CHAIN.match(code, end)
            end = chain.end() if chain is not None else end
            end += code[end : end + 1] == ";"
        parts += code[place:start], " " * (end - start)
        place = end
    parts.append(code[place:])
    return "".join(parts)


def _places(code: str, names: Iterable[str]) -> list[tuple[int, str]]:
    """Return where words stand, in order: quicker than a pattern made for each file."""
    found: list[tuple[int, str]] = []
    for name in names:
        place = code.find(name)
        while place >= 0:
            end = place + len(name)
            before, behind = code[place - 1 : place], code[end : end + 1]
            if not (_is_word(before) or _is_word(behind)):
                found.append((place, name))
            place = code.find(name, end)
    return sorted(found)


def _is_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def _without_alignment(code: str) -> str:
    for match in reversed(list(_ALIGNAS.finditer(code))):
        start, end = match.start(), end_of_arguments(code, match.end() - 1)
        code = code[:start] + " " * (end - start) + code[end:]
    return code


def _blanks(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _without_word(match: re.Match[str]) -> str:
    """Blank the first group."""
    start, end = match.start(1) - match.start(), match.end(1) - match.start()
    return match[0][:start] + " " * (end - start) + match[0][end:]


def _without_specifier(match: re.Match[str]) -> str:
    """Blank a word that begins a line, or a declaration."""
    code, place = match.string, match.start()
    while place and code[place - 1] in " \t":
        place -= 1
    if place and code[place - 1] not in "\n;{}>":
        return match[0]
    return _without_word(match)


def _as_name(match: re.Match[str]) -> str:
    return match[0].replace("(", "_").replace(")", "_").replace(" ", "_")


def _as_number(match: re.Match[str]) -> str:
    return "=0" + " " * (len(match[0]) - 2)


def _without_call(match: re.Match[str], kept: Collection[str]) -> str:
    """Blank a call that is a line of its own, unless it belongs to its neighbours."""
    code, end = match.string, match.end()
    if match[1] in kept:
        return match[0]
    blanks = _BLANKS.match(code, end)
    following = code[blanks.end() : blanks.end() + 1] if blanks is not None else ""
    before = code[max(0, match.start() - 200) : match.start()].rstrip()[-1:]
    if following and following in "{,=)(:" and match[0].rstrip()[-1] not in ";}":
        return match[0]
    if before and before not in ";{}:>":
        return match[0]
    return " " * len(match[0])


def _without_line(match: re.Match[str]) -> str:
    code = match.string
    before = code[max(0, match.start() - 200) : match.start()].rstrip()[-1:]
    blanks = _BLANKS.match(code, match.end())
    place = blanks.end() if blanks is not None else match.end()
    following = code[place : place + 1]
    if (before and before not in ";{}:>") or following in set("},=:;)("):
        return match[0]
    if _NEXT_IS_FUNCTION.match(code, match.end()):
        return match[0]  # it is the type
    return " " * len(match[0])
