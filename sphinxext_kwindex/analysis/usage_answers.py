"""What pages say of how a file is used, and what to include to use it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from .symbol_ref import SymbolRef

__all__ = [
    "CallSite",
    "LineCoverage",
    "Offer",
    "Offers",
    "Reason",
    "RelatedFile",
    "Through",
    "Tie",
    "Usage",
    "UsageFile",
]


class Through(NamedTuple):
    """Names that an include line brings by way of another header."""

    path: str
    """The header that declares them."""
    symbols: tuple[SymbolRef, ...]
    """By name."""
    handed: bool = False
    """The included header hands it on by an IWYU pragma."""


class Offer(NamedTuple):
    """An include line."""

    include: str
    """The operand with its brackets or quotes; empty if it is not known."""
    path: str = ""
    """The header meant; empty if it is not in the index."""
    symbols: tuple[SymbolRef, ...] = ()
    """What it is needed for, by name; all of the file's if none is named."""
    by_name: bool = False
    """Whether who includes the header is known by its name alone."""


@dataclass(frozen=True, slots=True)
class Offers:
    """What to include for the symbols of a header."""

    header: Offer
    instead: bool = False
    """The header is another: an IWYU pragma says so, or hands this one on."""
    exceptions: tuple[Offer, ...] = ()
    """Headers that define what the file only declares, by path."""


class CallSite(NamedTuple):
    """A line that uses a symbol."""

    line: int
    """From 1."""
    text: str
    """The line without its margin, cut at 120 characters."""


class LineCoverage(NamedTuple):
    """How much of a file tests have run."""

    run: int
    """Number of lines that were run."""
    lines: int
    """Number of lines that could have been; above 0."""

    @property
    def percent(self) -> int:
        """Whole per cent, rounded down: 100 is all of them."""
        return 100 * self.run // self.lines


@dataclass(frozen=True, slots=True)
class UsageFile:
    """A test or example that uses symbols of the file."""

    path: str
    is_test: bool
    """False for an example."""
    symbols: tuple[SymbolRef, ...]
    """The most used, most used first; at least one."""
    more: int
    """Number of further symbols."""
    uses: int
    sites: tuple[CallSite, ...] = ()
    """Of the first files only, by line."""
    run: str = ""
    """The command that runs it, if the build files say so."""


@dataclass(frozen=True, slots=True)
class Usage:
    """The tests and examples of a file."""

    files: tuple[UsageFile, ...] = ()
    """Those that use most symbols of it first, then by uses and path."""
    more: int = 0
    """Number of further files that use a symbol of it."""
    reaching: int = 0
    """Number of tests and examples that include it, directly or through others, and
    name nothing of it."""
    coverage: LineCoverage | None = None
    """None where nothing was measured."""

    def __bool__(self) -> bool:
        """Tell whether there is something to say."""
        return bool(self.files or self.reaching or self.coverage)


class Tie(StrEnum):
    """A sort of reason, strongest first."""

    PARTNER = "partner"
    """Header of this source, or source of this header."""
    NAME = "name"
    """Same name but for an ending such as ``_test``."""
    USES = "uses"
    """This file uses symbols of it; the number says how many."""
    USED = "used"
    """It uses symbols of this file; the number says how many."""
    INCLUDES = "includes"
    """Both include the same rare headers; the number says how many."""
    COMMITS = "commits"
    """Commits changed both; the number says how many, and of how many."""


class Reason(NamedTuple):
    """Why a file is related."""

    tie: Tie
    number: int = 0
    of: int = 0


class RelatedFile(NamedTuple):
    """A related file."""

    path: str
    reasons: tuple[Reason, ...]
    """In the order of `Tie`; at least one."""
