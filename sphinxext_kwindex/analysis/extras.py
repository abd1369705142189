"""What is known of a tree beside its index: each of it may be left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from .file_roles import FilePatterns

__all__ = ["Extras", "Together"]


class Together(NamedTuple):
    """A file that commits changed together with another."""

    path: str
    commits: int
    """Number of commits that changed both."""
    of: int
    """Number of commits that changed the other."""


def _no_text(_: str) -> str | None:
    return None


def _no_command(_: str) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Extras:
    """Tests, texts, coverage and history of a tree."""

    patterns: FilePatterns = field(default_factory=FilePatterns)
    text: Callable[[str], str | None] = _no_text
    """The text of a file of the index, by path; None if it is not the indexed one."""
    coverage: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    """By path: how often each line was run that could have been."""
    command: Callable[[str], str] = _no_command
    """The command that runs a test, by path; empty if not known."""
    history: Mapping[str, tuple[Together, ...]] = field(default_factory=dict)
    """By path: files changed together with it."""
    commands: str = ""
    """Differs where `command` may answer otherwise."""
    state: str = ""
    """Differs where anything else may."""
