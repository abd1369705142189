"""What rules ask of the compiler: types and calls, by token."""

from __future__ import annotations

from typing import NamedTuple, Protocol

__all__ = ["TypeFacts", "Types", "plain_name"]


class TypeFacts(NamedTuple):
    """The type of a variable, field or parameter, aliases resolved."""

    size: int
    """In bytes; -1 where it is not known, in templates for one."""
    is_record: bool
    """A class, struct or union: no reference to one, and no pointer."""
    is_pointer: bool
    is_reference: bool
    is_const: bool
    """Of an array: of its elements."""
    name: str
    """Qualified name of a record's template or class; else empty."""


class Types(Protocol):
    """Answers of libclang on one file; a token is given by its number in the file.

    What is not known exactly has no answer: None, or False.
    """

    def variable(self, token: int) -> TypeFacts | None:
        """Return the type of the variable, field or parameter declared at a token."""

    def copies(self, token: int) -> bool:
        """Tell if the variable of a range-based ``for`` is a copy of the element."""

    def calls_virtual(self, token: int) -> bool:
        """Tell if the method named may be overridden: virtual, nothing of it final."""

    def changes(self, token: int) -> bool:
        """Tell if the method named is not const, or not known."""

    def changes_argument(self, token: int, argument: int) -> bool:
        """Tell if a call of the function named may change an argument, from 0."""

    def result_size(self, token: int) -> int:
        """Return the size of what the function named returns, in bytes; -1."""

    def may_throw(self, token: int) -> bool:
        """Tell if the function declared says nothing of exceptions."""


def plain_name(name: str) -> str:
    """Return a name of the standard library without the namespaces of its versions."""
    for version in ("__cxx11::", "__1::", "__debug::"):
        name = name.replace(version, "")
    return name
