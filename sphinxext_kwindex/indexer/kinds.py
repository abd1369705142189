"""What libclang's cursor kinds are in our words; numbers of CXCursorKind."""

from __future__ import annotations

from ..model import FUNCTION_KINDS, SymbolKind

__all__ = [
    "ALIAS_TEMPLATE",
    "BASE_SPECIFIER",
    "CALLABLE",
    "CLASS_LIKE",
    "CONTAINERS",
    "DECLARED",
    "FRIEND",
    "FUNCTION_CURSORS",
    "INCLUSION",
    "MACRO_DEFINITION",
    "MACRO_EXPANSION",
    "MEMBER_FUNCTIONS",
    "OVERLOADED",
    "PARTIAL_SPECIALIZATION",
    "TAGS",
    "TEMPLATE_CURSORS",
    "UNEXPOSED",
    "is_scope_end",
]

UNEXPOSED = 1
BASE_SPECIFIER = 44
OVERLOADED = 49
MACRO_DEFINITION, MACRO_EXPANSION, INCLUSION = 501, 502, 503
FRIEND = 603
ALIAS_TEMPLATE = 601
PARTIAL_SPECIALIZATION = 32

DECLARED: dict[int, SymbolKind] = {
    2: SymbolKind.STRUCT,
    3: SymbolKind.UNION,
    4: SymbolKind.CLASS,
    5: SymbolKind.ENUM,
    6: SymbolKind.FIELD,
    7: SymbolKind.ENUMERATOR,
    8: SymbolKind.FUNCTION,
    9: SymbolKind.VARIABLE,
    10: SymbolKind.PARAMETER,
    20: SymbolKind.ALIAS,
    21: SymbolKind.METHOD,
    22: SymbolKind.NAMESPACE,
    24: SymbolKind.CONSTRUCTOR,
    25: SymbolKind.DESTRUCTOR,
    26: SymbolKind.CONVERSION,
    27: SymbolKind.TEMPLATE_PARAMETER,
    28: SymbolKind.TEMPLATE_PARAMETER,
    29: SymbolKind.TEMPLATE_PARAMETER,
    30: SymbolKind.FUNCTION,  # a template of any function; see names.kind_of
    31: SymbolKind.CLASS,  # of class, struct or union; see names.kind_of
    PARTIAL_SPECIALIZATION: SymbolKind.CLASS,
    33: SymbolKind.NAMESPACE_ALIAS,
    36: SymbolKind.ALIAS,
    ALIAS_TEMPLATE: SymbolKind.ALIAS,
    604: SymbolKind.CONCEPT,
}
"""Declarations; variable templates and, before LLVM 15, concepts are UNEXPOSED."""

CLASS_LIKE = frozenset({2, 3, 4, 31, PARTIAL_SPECIALIZATION})
TAGS = CLASS_LIKE | {5}
"""Classes and the like, and enums."""
FUNCTION_CURSORS = frozenset({8, 21, 24, 25, 26, 30})
TEMPLATE_CURSORS = frozenset({30, 31, PARTIAL_SPECIALIZATION, ALIAS_TEMPLATE, 604})

_NAMESPACE, _LINKAGE = 22, 23
CONTAINERS = TAGS | {_NAMESPACE, _LINKAGE, UNEXPOSED, FRIEND}
"""What holds declarations that we index (UNEXPOSED: linkage before LLVM 16, export)."""

CALLABLE = (FUNCTION_KINDS - {SymbolKind.DEDUCTION_GUIDE}) | {SymbolKind.MACRO}

MEMBER_FUNCTIONS = frozenset(
    {
        SymbolKind.METHOD,
        SymbolKind.CONSTRUCTOR,
        SymbolKind.DESTRUCTOR,
        SymbolKind.CONVERSION,
        SymbolKind.OPERATOR,
    }
)

_TRANSLATION_UNITS = frozenset({300, 350})  # 350 since LLVM 15


def is_scope_end(kind: int) -> bool:
    """Tell if a semantic parent of this kind is the unit, or nothing."""
    return kind in _TRANSLATION_UNITS or 70 <= kind < 100  # noqa: PLR2004
