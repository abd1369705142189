r"""Macros of a tree that stand for attributes: what may be taken out of a declaration.

``class TORCH_API Edge`` is a variable to a parser that does not know ``TORCH_API``. A
macro is attribute-like if some definition of it in the tree expands to nothing, to
attributes and specifiers only, or to other such macros, and none to a plain value
(``#define HAVE_X 1`` elsewhere tells that ``HAVE_X`` is a switch). Header guards need
no rule: they never stand in code. Other definitions do not count: the same macro may be
an export here and something of a compiler that we are not there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from ..possessive import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "AttributeMacro",
    "MacroCandidate",
    "MacroTable",
    "scan_attribute_macros",
]

_NESTED = r"\([^()\n]*+(?:\([^()\n]*+(?:\([^()\n]*+\)[^()\n]*+)*+\)[^()\n]*+)*+\)"
_GAP = r"(?:[ \t]|\\\n)"
_WORDS = (
    "inline", "__inline", "__inline__", "__forceinline", "constexpr", "consteval",
    "constinit", "noexcept", "extern", "override", "final", "explicit", "restrict",
    "__restrict", "__restrict__", "register", "thread_local", "__thread", "_Noreturn",
    "noreturn", "_Thread_local", "__extension__", "__cdecl", "__stdcall", "__fastcall",
    "__vectorcall", "_Nonnull", "_Nullable", "_Null_unspecified", "__host__",
    "__device__", "__global__", "__noinline__", "__builtin_unreachable",
)  # fmt: skip
# Of attributes; group-less, so that the whole body is one group.
_ATTRIBUTE = (
    rf"(?:__attribute(?:__)?+|__declspec|_Pragma|__pragma|noexcept){_GAP}*+{_NESTED}"
    r"|\[\[[^\]\n]*+\]\]"
)
# Macros are written so; a plain word may be a type or a function.
_MACRO = rf"(?:_*+[A-Z][A-Z0-9_]++\b(?:{_GAP}*+{_NESTED})?+)"
_WORD = "|".join(sorted(_WORDS, reverse=True))
_PART = rf"(?:{_ATTRIBUTE}|extern[ \t]++\"C(?:\+\+)?+\"|(?:{_WORD})\b|{_MACRO})"
_DEFINE = compiled(
    rf"#[ \t]*+define[ \t]++([A-Za-z_]\w*+)(\([^()\n]*+\))?+{_GAP}*+"
    rf"(?:({_PART}(?:{_GAP}*+{_PART})*+)|((?:[0-9]\w*+|true|false)))?+"
    r"(?:[ \t]|\\\n)*+(?=\n|\r|//|/\*|\Z)"
)
_NAME = re.compile(r"\b[A-Za-z_]\w*")
_REFERENCE = compiled(rf"\b({_MACRO})")
_ATTRIBUTES = compiled(_ATTRIBUTE)
_PLAIN = frozenset({*_WORDS, "C", ""})
# Words that old compilers lack are defined away; they are no macros to us.
_KEYWORDS = frozenset(
    {
        "alignas", "alignof", "asm", "auto", "bool", "break", "case", "catch",
        "char", "class", "const", "const_cast", "constexpr", "continue", "decltype",
        "default", "delete", "do", "double", "dynamic_cast", "else", "enum",
        "explicit", "export", "extern", "false", "final", "float", "for", "friend",
        "goto", "if", "inline", "int", "long", "mutable", "namespace", "new",
        "noexcept", "nullptr", "operator", "override", "private", "protected",
        "public", "register", "reinterpret_cast", "restrict", "return", "short",
        "signed", "sizeof", "static", "static_assert", "static_cast", "struct",
        "switch", "template", "this", "thread_local", "throw", "true", "try",
        "typedef", "typeid", "typename", "union", "unsigned", "using", "virtual",
        "void", "volatile", "while",
    }
)  # fmt: skip
# Names that are short, small or a compiler's own are as likely to be something else.
_UNSAFE = re.compile(r"..?\Z|[a-z0-9]+\Z|__builtin|__extension__\Z|_mm_")


class MacroCandidate(NamedTuple):
    """One definition that tells whether its macro is attribute-like."""

    name: str
    function_like: bool
    targets: tuple[str, ...] | None
    """Macros that the rest of the body consists of, each once; None if the body is a
    plain value, which tells that the macro is not attribute-like."""


class AttributeMacro(NamedTuple):
    """A macro that stands for nothing but attributes somewhere in the tree."""

    name: str
    function_like: bool
    paths: tuple[str, ...]
    """Files that define it so: POSIX paths from the source root, sorted."""


def scan_attribute_macros(text: str) -> tuple[MacroCandidate, ...]:
    """Return the definitions of a file that `MacroTable.of` needs, in their order.

    Those in comments and skipped branches count, too.
    """
    if "define" not in text:
        return ()
    found = []
    for match in _DEFINE.finditer(text):
        name, parameters, body, value = match.groups()
        if name in _KEYWORDS or _UNSAFE.match(name):
            continue
        targets: tuple[str, ...] | None = ()
        if value is not None:
            targets = None
        elif body:
            targets = _targets(body)
        found.append(MacroCandidate(name, parameters is not None, targets))
    return tuple(found)


def _targets(body: str) -> tuple[str, ...]:
    rest = _ATTRIBUTES.sub(" ", body)
    names = (_name_of(part) for part in _REFERENCE.findall(rest))
    return tuple(sorted({name for name in names if name not in _PLAIN}))


def _name_of(part: str) -> str:
    found = _NAME.match(part)
    return found[0] if found is not None else ""


@dataclass(frozen=True, slots=True)
class MacroTable:
    """The attribute-like macros of a tree: plain data."""

    macros: Mapping[str, AttributeMacro] = field(default_factory=dict)
    """By name, sorted."""

    def to_json(self) -> list[tuple[str, bool, tuple[str, ...]]]:
        """Return the fields of all, as `from_json` takes them."""
        return [
            (one.name, one.function_like, one.paths) for one in self.macros.values()
        ]

    @staticmethod
    def from_json(rows: Iterable[tuple[str, bool, Iterable[str]]]) -> MacroTable:
        """Return the table that `to_json` was called on."""
        return MacroTable(
            {
                name: AttributeMacro(name, like, tuple(paths))
                for name, like, paths in rows
            }
        )

    @staticmethod
    def of(candidates: Mapping[str, Iterable[MacroCandidate]]) -> MacroTable:
        """Return the table of a tree.

        :param candidates: What `scan_attribute_macros` found, by path.
        """
        plain: defaultdict[str, set[str]] = defaultdict(set)
        waiting: list[tuple[MacroCandidate, str]] = []
        functions: set[str] = set()
        values: set[str] = set()
        for path, found in candidates.items():
            for candidate in found:
                if candidate.targets is None:
                    values.add(candidate.name)
                elif candidate.targets:
                    waiting.append((candidate, path))
                else:
                    plain[candidate.name].add(path)
                    functions.update(
                        [candidate.name] if candidate.function_like else ()
                    )
        for name in values:
            plain.pop(name, None)
        _follow(plain, waiting, functions, values)
        return MacroTable(
            {
                name: AttributeMacro(
                    name, name in functions, tuple(sorted(plain[name]))
                )
                for name in sorted(plain)
            }
        )


def _follow(
    plain: dict[str, set[str]],
    waiting: list[tuple[MacroCandidate, str]],
    functions: set[str],
    values: set[str],
) -> None:
    """Add the macros that expand to attribute-like ones only, and so on."""
    known = set(plain)
    before = -1
    while before != len(waiting):
        before = len(waiting)
        left = []
        for candidate, path in waiting:
            name, function_like, targets = candidate
            assert targets is not None
            if name in values:
                continue
            if not known.issuperset(targets):
                left.append((candidate, path))
                continue
            known.add(name)
            plain.setdefault(name, set()).add(path)
            functions.update([name] if function_like else ())
        waiting = left
