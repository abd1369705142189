"""Include directives: what a file asks for and what it gets."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Include", "IncludeState", "Origin"]


class Origin(StrEnum):
    """Where an included file lies."""

    PROJECT = "project"
    """Below the source root and in the index."""
    EXTERNAL = "external"
    """Found outside the index: third-party headers."""
    SYSTEM = "system"
    """The C or C++ standard library, the compiler, the operating system."""
    MISSING = "missing"
    """Looked for and not found."""
    UNKNOWN = "unknown"
    """Not looked for: in a skipped ``#if`` branch, or spelled by a macro."""


class IncludeState(StrEnum):
    """What is known of an include's use."""

    USED = "used"
    NO_USE_SEEN = "no use seen"
    NOT_CHECKED = "not checked"


@dataclass(frozen=True, slots=True)
class Include:
    """One ``#include``, ``#include_next``, ``#import`` or ``#embed`` line.

    Outside the C family also what brings another file in: ``import`` and ``from`` of
    Python, ``include`` and ``add_subdirectory`` of CMake.
    """

    line: int
    """From 1."""
    spelled: str
    """The operand with its brackets or quotes, as ``<memory>``; a macro as written.
    Outside the C family without quotes."""
    origin: Origin
    target: str | None = None
    """POSIX path from the source root; None unless origin is project."""
    conditions: tuple[str, ...] = ()
    """The ``#if`` stack, outermost first; header guards left out."""
    active: bool = True
    """False where the preprocessor skipped the line."""
    directive: str = "include"
    state: IncludeState = IncludeState.NOT_CHECKED
    used: tuple[str, ...] = ()
    """USRs of the symbols used from it, sorted; empty while not checked."""
