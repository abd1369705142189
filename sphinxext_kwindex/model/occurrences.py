"""Occurrences: where a file's text names a symbol."""

from __future__ import annotations

from enum import IntFlag
from typing import NamedTuple

from .symbols import SymbolKind  # noqa: TC001  (read by model.codec)

__all__ = ["Mention", "Occurrence", "Role", "roles_with"]


class Role(IntFlag):
    """What a name does where it stands."""

    REFERENCE = 1
    DECLARATION = 2
    DEFINITION = 4
    CALL = 8
    """A reference to something callable with an argument list right after it."""
    INACTIVE = 16
    """In code that the preprocessor skipped: matched by nothing, reserved."""


def roles_with(role: Role) -> frozenset[Role]:
    """Return all unions of roles that hold one.

    To look a union up in them is done in C, where ``&`` of two flags takes a call of
    Python; there are as many to ask as names in the sources.
    """
    unions = map(Role, range(2 * max(Role)))
    return frozenset(union for union in unions if union & role)


class Occurrence(NamedTuple):
    """One token that names a symbol.

    Not collected: implicit references (a call of a conversion, a constructor without
    its name), names inside macro bodies.
    """

    line: int
    """From 1."""
    column: int
    """From 1, in bytes."""
    length: int
    """In bytes."""
    role: Role
    kind: SymbolKind
    """Of the symbol named; locals, parameters and labels too."""
    usr: str
    """As `Symbol.usr`; of locals and parameters ``c:<path>@<offset>@<name>``, with the
    offset in bytes of the name in its declaration."""


class Mention(NamedTuple):
    """All occurrences of one symbol in one file, summed up."""

    path: str
    role: Role
    """Union of the roles."""
    total: int
    """Number of occurrences."""
