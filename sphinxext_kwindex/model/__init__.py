"""What is known: plain immutable values, standard library only."""

from __future__ import annotations

from .codec import (
    LAYOUT,
    CodecError,
    EncodedFacts,
    Head,
    content_digest,
    decode_facts,
    decode_head,
    decode_occurrences,
    decode_symbols,
    decode_tokens,
    encode_facts,
    mentions_of,
    pack,
    places_of,
    unpack,
)
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
from .place import Place
from .source import Language, Position, SourceFile, Span
from .symbols import (
    FUNCTION_KINDS,
    RECORD_KINDS,
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
    "FUNCTION_KINDS",
    "LAYOUT",
    "RECORD_KINDS",
    "SYMBOL_KINDS",
    "Access",
    "CodecError",
    "Coverage",
    "CoverageLevel",
    "Diagnostic",
    "Documentation",
    "EncodedFacts",
    "Field",
    "FieldKind",
    "FileFacts",
    "Fragment",
    "Head",
    "Include",
    "IncludeState",
    "Language",
    "Linkage",
    "Markup",
    "MarkupKind",
    "Mention",
    "Occurrence",
    "Origin",
    "Place",
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
    "content_digest",
    "decode_facts",
    "decode_head",
    "decode_occurrences",
    "decode_symbols",
    "decode_tokens",
    "encode_facts",
    "mentions_of",
    "pack",
    "places_of",
    "unpack",
]
