"""What is known: plain immutable values, standard library only."""

from __future__ import annotations

from .coverage import Coverage, CoverageLevel, Diagnostic, Severity
from .documentation import (
    Documentation,
    Field,
    FieldKind,
    Markup,
    MarkupKind,
    Style,
)
from .facts import FileFacts
from .includes import Include, IncludeState, Origin
from .occurrences import Mention, Occurrence, Role
from .source import Language, Position, SourceFile, Span
from .symbols import (
    SYMBOL_KINDS,
    Access,
    Linkage,
    Qualifier,
    Relation,
    RelationKind,
    Symbol,
    SymbolKind,
)
from .tokens import Fragment, Token, TokenKind

__all__ = [
    "SYMBOL_KINDS",
    "Access",
    "Coverage",
    "CoverageLevel",
    "Diagnostic",
    "Documentation",
    "Field",
    "FieldKind",
    "FileFacts",
    "Fragment",
    "Include",
    "IncludeState",
    "Language",
    "Linkage",
    "Markup",
    "MarkupKind",
    "Mention",
    "Occurrence",
    "Origin",
    "Position",
    "Qualifier",
    "Relation",
    "RelationKind",
    "Role",
    "Severity",
    "SourceFile",
    "Span",
    "Style",
    "Symbol",
    "SymbolKind",
    "Token",
    "TokenKind",
]
