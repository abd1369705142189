"""What a syntax tree declares, before it becomes symbols: plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ..model import Access, SymbolKind
    from .names import Written

__all__ = ["Around", "Declared", "Scope"]


class Scope(NamedTuple):
    """What stands around a declaration."""

    kind: SymbolKind | None = None
    """None at file scope."""
    names: tuple[str, ...] = ()
    """Of the scopes, outermost first; anonymous ones left out."""
    usr: str | None = None
    """Of the scope itself."""
    own: str = ""
    """Name of the class itself, without template arguments."""
    hidden: bool = False
    """An anonymous namespace is around it."""
    outer: Scope | None = None
    """The namespace around a class; None of what is no class."""


class Declared(NamedTuple):
    """One declaration, before it becomes a symbol. Offsets are those of the code."""

    kind: SymbolKind
    written: Written
    scope: Scope
    start: int
    """First character, with the head of a template."""
    end: int
    place: tuple[int, int]
    """Of the name; of the keyword where there is no name."""
    head_end: int
    """Where the body or the initialiser begins; else the end."""
    definition: bool
    access: Access | None
    usr: str = ""
    """Of types and namespaces; others have theirs made later."""
    friend: bool = False
    parameters: int = -1
    """Of a function: where its parameters begin, with the parenthesis."""
    value: tuple[int, int] | None = None
    """Where an initialiser stands."""
    shared: tuple[int, int] | None = None
    """Of the second and later declarators: where the type that all share ends, and
    where this one begins."""
    constant: str | None = None
    """Value of an enumerator, if it is plain."""
    macro: str | None = None


class Around(NamedTuple):
    """What was read before a declaration began."""

    scope: Scope
    access: Access | None
    start: int = -1
    """Where the head of its template begins; -1 without one."""
    friend: bool = False
