"""The skeleton of a text: its declarations, and nothing else, at their own offsets.

What a parser of declarations has no use for is replaced by blanks of the same length:
comments, directives, the contents of strings, the bodies of functions and
initialisers, branches of an ``#if`` that cannot stand beside each other. The parser is
then quick, and does not stumble over what it cannot know: directives in the middle of
an expression, and half of a function's head in each of two branches.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate, pairwise
from operator import add, sub
from typing import TYPE_CHECKING, NamedTuple

from ..possessive import compiled
from ..scan import COMMENT_STRETCH, LITERAL_STRETCH
from .brackets import end_of_angle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..scan import Stretch

__all__ = ["Skeleton", "skeleton_of"]

# The first character by itself: a search for one of a set is fast. An apostrophe
# behind a digit separates digits.
_LITERAL = (
    r"""["'](?:(?<=")(?:[^"\\\n]++|\\[\s\S])*+"|(?<=')(?<![0-9A-Fa-f]')"""
    r"""(?:[^'\\\n]++|\\[\s\S])*+')"""
)
_STRING = compiled(_LITERAL)
_SHORT = 5
"""Characters: ``"C++"`` with its quotes; a linkage must be left."""
_BRACE = re.compile(r"[{}]")
# The next one (group 1) outside of literals; a quote that opens none is passed over.
_NEXT_BRACE = compiled(rf"""(?:[^{{}}"']++|{_LITERAL}|["'])*+([{{}}])""")
_IFS = frozenset({"if", "ifdef", "ifndef"})
_ELSES = frozenset({"else", "elif", "elifdef", "elifndef"})
# Conditions that do not hold where the documentation is likely to be built.
_UNLIKELY = re.compile(
    r"#\s*(?:if|elif)\s+(?:0\b|(?!.*\|\|)(?:defined\s*\(?\s*)?"
    r"(?:_WIN32|WIN32|_MSC_VER|__APPLE__|SWIG|__CUDACC__|__HIPCC__)\b)"
    r"|#\s*ifdef\s+(?:_WIN32|WIN32|_MSC_VER|__APPLE__|SWIG|__CUDACC__|__HIPCC__)\b"
    r"|#\s*ifndef\s+__cplusplus\b"
)
_NEVER = re.compile(r"#\s*if\s+0\s*(?:$|/)")
_DEEPEST = 20
"""Nested ``#if`` whose branches are compared; real files stay far below."""
_COMPLETE = frozenset(";{},:")
_SCOPE = re.compile(r"\b(?:class|struct|union|enum|namespace|extern|export)\b")
_LINKAGE = re.compile(r'\bextern\s*"[^"]*"\s*\Z|\bexport\s*\Z')
_TEMPLATE = re.compile(r"\btemplate\s*<")
_SINGLE_COLON = re.compile(r"(?<!:):(?!:)")
# The words of ``struct Edge *next(int)``: a type, and behind it a name with parameters.
_FUNCTION = re.compile(
    r"\s*+[\w:]++[^(=]*?[\s*&>](?!(?:[A-Z0-9_]++|__\w++|alignas)\s*+\()[\w:~]++\s*+\("
)
_OPERATOR = re.compile(r"\boperator\b")
_LONGEST_HEAD = 4000
"""Characters before a brace that are looked at."""


def _nested(depth: int) -> str:
    """Return a pattern of braces in braces; those in literals do not count."""
    inner = f"{_nested(depth - 1)}|" if depth else ""
    return rf"""\{{[^{{}}"']*+(?:(?:{inner}{_LITERAL}|["'])[^{{}}"']*+)*+\}}"""


_BODY = compiled(_nested(12))


class Skeleton(NamedTuple):
    """Code without long stretches of blanks, and where it stands in the text."""

    code: str
    starts: tuple[int, ...]
    """Offsets in the code, ascending, from which on `shifts` hold; the first is 0."""
    shifts: tuple[int, ...]
    """What is to be added to an offset in the code."""

    def place(self, offset: int) -> int:
        """Return the offset in the text of an offset in the code."""
        return offset + self.shifts[bisect_right(self.starts, offset) - 1]


def skeleton_of(text: str, stretches: Sequence[Stretch]) -> Skeleton:
    """Return the declarations of a text.

    :param text: With plain line ends.
    :param stretches: Those of `scan_text`.
    """
    code = _without_stretches(text, stretches)
    directives = [item for item in stretches if item.what not in _NO_DIRECTIVE]
    # Last: most strings stand in bodies, and are gone with them.
    return _compact(_plain(_without_bodies(_without_branches(text, code, directives))))


def _compact(code: str) -> Skeleton:
    # By columns: a file has hundreds of runs.
    parts = _RUN.split(code)
    runs = parts[1::2]
    sizes = list(map(len, parts))
    ends = accumulate(map(add, sizes[::2], sizes[1::2]))
    parts[1::2] = ["\n" if "\n" in run else " " for run in runs]
    starts = list(accumulate(map((1).__add__, sizes[:-1:2])))
    shifts = map(sub, ends, starts)
    return Skeleton("".join(parts), (0, *starts), (0, *shifts))


_RUN = re.compile(r"(\s{6,}+)")
_NO_DIRECTIVE = frozenset({COMMENT_STRETCH, LITERAL_STRETCH})


def _without_stretches(text: str, stretches: Sequence[Stretch]) -> str:
    parts: list[str] = []
    place = 0
    for start, end, what in stretches:
        parts.append(text[place:start])
        if what != LITERAL_STRETCH:
            parts.append(" " * (end - start))
        elif end - start == 1:
            parts.append("0")  # an apostrophe between digits
        else:
            # Not a raw string any more.
            if parts[-1].endswith("R"):
                parts[-1] = parts[-1][:-1] + "L"
            parts.append('"' + " " * (end - start - 2) + '"')
        place = end
    parts.append(text[place:])
    return "".join(parts)


def _plain(code: str) -> str:
    """Return code without the contents of its strings and characters."""
    if '"' in code or "'" in code:
        return _STRING.sub(_without_content, code)
    return code


def _without_content(found: re.Match[str]) -> str:
    literal = found[0]
    length = len(literal)
    if length <= _SHORT and _BRACE.search(literal) is None:
        return literal
    return literal[0] + " " * (length - 2) + literal[-1]


def _without_branches(text: str, code: str, directives: Sequence[Stretch]) -> str:
    """Blank the branches that cannot be read one after the other."""
    groups: list[list[Stretch]] = []
    for directive in directives:
        if directive.what in _IFS:
            groups.append([directive])
        elif directive.what in _ELSES and groups:
            groups[-1].append(directive)
        elif directive.what == "endif" and groups:
            group = [*groups.pop(), directive]
            if len(groups) < _DEEPEST:
                for start, end in _unread(text, code, group):
                    code = code[:start] + " " * (end - start) + code[end:]
    return code


def _unread(text: str, code: str, group: Sequence[Stretch]) -> list[tuple[int, int]]:
    """Return the branches of one ``#if`` that are left out."""
    heads = [text[item.start : item.end] for item in group[:-1]]
    branches = [(one.end, other.start) for one, other in pairwise(group)]
    if len(branches) == 1 or all(
        _stands_alone(code[start:end]) for start, end in branches
    ):
        return branches[:1] if _NEVER.match(heads[0]) else []
    likely = [n for n, head in enumerate(heads) if not _UNLIKELY.match(head)]
    chosen = likely[0] if likely else 0
    return [branch for n, branch in enumerate(branches) if n != chosen]


def _stands_alone(branch: str) -> bool:
    """Tell if a branch holds whole declarations."""
    branch = _plain(branch).rstrip()
    if not branch:
        return True
    return (
        branch[-1] in _COMPLETE
        and branch.count("{") == branch.count("}")
        and branch.count("(") == branch.count(")")
    )


def _without_bodies(code: str) -> str:
    """Blank what stands in braces, but for those of namespaces, types and linkages."""
    parts: list[str] = []
    place = boundary = 0
    brace = _NEXT_BRACE.match(code)
    while brace is not None:
        start = brace.start(1)
        if brace[1] == "}":
            boundary = start + 1
        else:
            head = _plain(code[max(boundary, start - _LONGEST_HEAD) : start])
            if _is_scope(head[head.rfind(";") + 1 :]):
                boundary = start + 1
            else:
                boundary = _end_of_body(code, start)
                parts += code[place : start + 1], " " * (boundary - start - 2)
                place = boundary - 1
        brace = _NEXT_BRACE.match(code, boundary)
    parts.append(code[place:])
    return "".join(parts)


def _end_of_body(code: str, start: int) -> int:
    """Return the offset after the brace that closes the one at an offset."""
    body = _BODY.match(code, start)
    if body is not None:
        return body.end()
    # Too deep for the pattern, or without its end.
    depth, place = 0, start
    while (brace := _NEXT_BRACE.match(code, place)) is not None:
        place = brace.end()
        depth += 1 if brace[1] == "{" else -1
        if depth == 0:
            return place
    return max(start + 2, len(code))


def _is_scope(head: str) -> bool:
    """Tell if a brace opens a scope of declarations.

    :param head: The code before it, from the end of the last declaration on.
    """
    # Of most braces the head has none; words are found faster than a pattern of them.
    if not (
        "class" in head
        or "struct" in head
        or "namespace" in head
        or "enum" in head
        or "union" in head
        or "extern" in head
        or "export" in head
    ):
        return False
    if "template" in head:
        head = _without_templates(head)
    key = None
    for key in _SCOPE.finditer(head):
        if key[0] not in {"extern", "export"}:
            break
    else:
        return _LINKAGE.search(head) is not None
    assert key is not None
    rest = head[key.end() :]
    if key[0] == "namespace":
        return "=" not in rest
    colon = _SINGLE_COLON.search(rest)
    if colon is not None:
        rest = rest[: colon.start()]
    if "=" in rest or _OPERATOR.search(rest) is not None:
        return False
    if "(" not in rest:
        # ``-> struct X {`` and parameters: the word stood inside of a function's head.
        before = head[: key.start()]
        return before.count("(") == before.count(")") and "->" not in before
    return _FUNCTION.match(rest) is None and not rest.rstrip().endswith(")")


def _without_templates(head: str) -> str:
    """Return a head without its lists of template parameters."""
    parts: list[str] = []
    place = 0
    for template in _TEMPLATE.finditer(head):
        if template.start() < place:
            continue
        parts.append(head[place : template.start()])
        place = end_of_angle(head, template.end() - 1)
    parts.append(head[place:])
    return "".join(parts)
