"""Symbols: what the sources declare and define, and how they relate."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from .documentation import Documentation
from .source import Position, Span
from .tokens import Fragment

__all__ = [
    "FUNCTION_KINDS",
    "OTHER_USR",
    "RECORD_KINDS",
    "SYMBOL_KINDS",
    "Access",
    "Linkage",
    "Qualifier",
    "Relation",
    "RelationKind",
    "Symbol",
    "SymbolKind",
    "is_namespace_usr",
    "is_usr",
]


class SymbolKind(StrEnum):
    """What a name stands for.

    The last four are known to occurrences (the listing) and never to the index.
    """

    NAMESPACE = "namespace"
    NAMESPACE_ALIAS = "namespace alias"
    CLASS = "class"
    STRUCT = "struct"
    UNION = "union"
    ENUM = "enum"
    ENUMERATOR = "enumerator"
    CONCEPT = "concept"
    ALIAS = "alias"
    """``typedef``, ``using X = ...`` and alias templates."""
    FUNCTION = "function"
    METHOD = "method"
    CONSTRUCTOR = "constructor"
    DESTRUCTOR = "destructor"
    CONVERSION = "conversion"
    OPERATOR = "operator"
    """Operator functions, free or member; conversions are their own kind."""
    DEDUCTION_GUIDE = "deduction guide"
    FIELD = "field"
    VARIABLE = "variable"
    """Also static data members and variable templates."""
    MACRO = "macro"
    """Object-like and function-like; `Qualifier.FUNCTION_LIKE` tells."""
    TARGET = "target"
    """What a build description makes: a library, a program, a step."""
    SECTION = "section"
    """A titled part of a text."""

    PARAMETER = "parameter"
    LOCAL = "local"
    TEMPLATE_PARAMETER = "template parameter"
    LABEL = "label"


SYMBOL_KINDS: tuple[SymbolKind, ...] = tuple(SymbolKind)[:-4]
"""The kinds that the index holds, in the order of the pages."""

OTHER_USR = "c:@kw@"
"""What the USR of a symbol outside the C family begins with; then the path of its file,
``@`` and its qualified name. libclang makes no such USR."""

# Of libclang, and of files that were read without it.
_NAMESPACE = re.compile(r"c:(?:@N@[^@#]+|@aN)+|s:n@.+")
_USR_SCHEMES = ("c:", "s:")
"""libclang's and ours (`OTHER_USR`); that of names read without a compiler."""

FUNCTION_KINDS = frozenset(
    {
        SymbolKind.FUNCTION,
        SymbolKind.METHOD,
        SymbolKind.CONSTRUCTOR,
        SymbolKind.DESTRUCTOR,
        SymbolKind.CONVERSION,
        SymbolKind.OPERATOR,
        SymbolKind.DEDUCTION_GUIDE,
    }
)
"""What is declared with a parameter list."""

RECORD_KINDS = frozenset({SymbolKind.CLASS, SymbolKind.STRUCT, SymbolKind.UNION})
"""Classes in the sense of the standard, [class.pre]."""


class Access(StrEnum):
    """Access of a member, or of a base class."""

    PUBLIC = "public"
    PROTECTED = "protected"
    PRIVATE = "private"


class Linkage(StrEnum):
    """Who can see a name: [basic.link]."""

    EXTERNAL = "external"
    INTERNAL = "internal"
    """One translation unit: ``static``, anonymous namespace."""
    NONE = "none"
    """Not linked: aliases, macros, members of local classes."""


class Qualifier(StrEnum):
    """What is said of a symbol in one word."""

    STATIC = "static"
    EXTERN = "extern"
    INLINE = "inline"
    CONST = "const"
    CONSTEXPR = "constexpr"
    CONSTEVAL = "consteval"
    CONSTINIT = "constinit"
    EXPLICIT = "explicit"
    VIRTUAL = "virtual"
    PURE = "pure"
    OVERRIDE = "override"
    FINAL = "final"
    NOEXCEPT = "noexcept"
    DEFAULTED = "defaulted"
    DELETED = "deleted"
    DEPRECATED = "deprecated"
    NODISCARD = "nodiscard"
    MUTABLE = "mutable"
    THREAD_LOCAL = "thread_local"
    VOLATILE = "volatile"
    TEMPLATE = "template"
    SPECIALIZATION = "specialization"
    """A full or partial specialisation of a template."""
    ABSTRACT = "abstract"
    SCOPED = "scoped"
    """``enum class``."""
    ANONYMOUS = "anonymous"
    """Without a name of its own: name is the empty string."""
    BITFIELD = "bit-field"
    VARIADIC = "variadic"
    FUNCTION_LIKE = "function-like"
    """A macro with parameters, or an empty parameter list."""
    HEADER_GUARD = "header guard"
    UNRESOLVED = "unresolved"
    """Read from its syntax alone: a member defined outside a class that no header
    found declares, so libclang gave no declaration for it."""
    FRIEND = "friend"
    """Defined or first declared inside a class as its friend."""
    INACTIVE = "inactive"
    """A macro in a branch that the preprocessor skipped."""
    ASSUMED = "assumed"
    """Made by a macro of a library whose header was not found, by what the library
    documents of it: `Symbol.macro` is its name."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """One declaration or definition of a symbol, at one place.

    Overloads are separate symbols; declarations and the definition of one function
    are several records with one USR. Not collected: implicit declarations, locals of
    functions, parameters, template parameters, labels.
    """

    usr: str
    """Identity, from libclang; outside the C family see `OTHER_USR`. Of names seen by
    one file only, the file name in it is replaced by the path from the source root; of
    macros it is ``c:@macro@NAME``."""
    kind: SymbolKind
    name: str
    """As declared, without scope or arguments: ``operator<``, ``~Edge``, ``Edge``.
    Empty for anonymous ones."""
    qualified_name: str
    """With all scopes, ``::`` between; anonymous scopes are left out, inline
    namespaces stay; enumerators of an unscoped enum lie in the scope around it,
    [dcl.enum]. A template's arguments stand only in specialisations. Outside the C
    family ``.`` stands between, of sections ``/`` with blanks around it."""
    path: str
    """File of this declaration, POSIX from the source root."""
    position: Position
    """Of the name; of the keyword where there is no name."""
    span: Span
    """The whole declaration, with its body, without its comment."""
    definition: bool
    """True also for declarations that are their own definition (alias, macro); False
    for a macro that the preprocessor skipped."""
    signature: tuple[Fragment, ...] = ()
    """The declaration as written, white space and comments folded, without body and
    initialiser; the texts joined are the signature."""
    parent: str | None = None
    """USR of the enclosing namespace, class or enum (semantic); None at file scope."""
    access: Access | None = None
    linkage: Linkage = Linkage.EXTERNAL
    qualifiers: tuple[Qualifier, ...] = ()
    """Sorted by value, each once."""
    conditions: tuple[str, ...] = ()
    """The ``#if`` stack at the position, outermost first; header guards left out."""
    value: str | None = None
    """Value of an enumerator; text after the head of a macro; initialiser of a
    constant, if short (at most 80 characters, else cut with ``…``)."""
    documentation: Documentation | None = None
    macro: str | None = None
    """Name of the macro whose expansion made this declaration."""


class RelationKind(StrEnum):
    """How one symbol stands to another."""

    BASE = "base"
    """source is a class, target a direct base class of it."""
    OVERRIDE = "override"
    """source is a method, target the method that it overrides."""
    FRIEND = "friend"
    """source is a class, target its friend."""
    ALIAS = "alias-of"
    """source is an alias, target the type, namespace or template it names."""
    SPECIALIZATION = "specialises"
    """source is a specialisation, target its template."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A directed relation, with the place that states it."""

    kind: RelationKind
    source: str
    """USR."""
    target: str
    """USR; it may be of no file of the tree."""
    target_name: str
    """Qualified name of the target, for targets outside the tree."""
    path: str
    position: Position
    access: Access | None = None
    """Of a base class; else None."""
    virtual: bool = False
    """A virtual base class."""


def is_namespace_usr(usr: str) -> bool:
    """Tell the USR of a namespace."""
    return _NAMESPACE.fullmatch(usr) is not None


def is_usr(text: str) -> bool:
    """Tell a USR from a path or a name."""
    return text.startswith(_USR_SCHEMES)
