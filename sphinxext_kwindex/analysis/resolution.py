"""What a written name stands for."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Place, SymbolKind

__all__ = ["Candidate", "Resolution"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that a name may mean: all symbols that share a qualified name.

    Overloads, the declarations and the definition, the blocks of a namespace, a C
    struct and its typedef are one candidate; a macro and a function are two.
    """

    qualified_name: str
    kind: SymbolKind
    """Of the first place's symbol; a class goes before its alias."""
    usrs: tuple[str, ...]
    """Distinct; definitions first, then by place."""
    places: tuple[Place, ...]
    """Definitions first, then by path and line."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """The answer to a written name."""

    text: str
    """As asked, without white space at the ends."""
    candidates: tuple[Candidate, ...] = ()
    """None: unknown. One: found. More: ambiguous; sorted by qualified name."""
    exact: bool = False
    """True if the candidates' full qualified name was written."""
    near: tuple[str, ...] = ()
    """Names to suggest when there is no candidate: near qualified names, or the
    signatures of the overloads when only the parameters do not match."""

    @property
    def found(self) -> Candidate | None:
        """The only candidate; None if the name is unknown or ambiguous."""
        return self.candidates[0] if len(self.candidates) == 1 else None
