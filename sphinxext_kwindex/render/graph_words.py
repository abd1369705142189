"""Sentences on what the include graph says, with the figures they rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..analysis import FileRole
from .words import count

if TYPE_CHECKING:
    from ..analysis import IncludeCost, RoleFact

__all__ = ["impact_words", "pulled_words", "role_reason", "role_title"]

_ROUNDED = 100
"""Lines from which on a number is a rounded one."""
_SIMPLE = {
    FileRole.TEST: "its path is that of a test",
    FileRole.EXAMPLE: "its path is that of an example",
    FileRole.GENERATED: "its first comment says that it is generated",
    FileRole.ORPHAN: "no file of the tree includes it",
}


def role_title(role: FileRole) -> str:
    """Return a role's name, capitalised."""
    return role.value.capitalize()


def role_reason(fact: RoleFact) -> str:
    """Return why a file has a role; interfaces and implementations have `paths`."""
    match fact.role:
        case FileRole.FACADE:
            lines = count(fact.of, "line")
            return f"{fact.number:,} of its {lines} of code are include lines"
        case FileRole.HUB:
            return (
                f"{count(fact.number, 'file')} include it directly, more than nineteen"
                " of twenty files of the tree have"
            )
        case FileRole.LEAF:
            verb = "includes" if fact.number == 1 else "include"
            return (
                f"it includes no file of the tree; {count(fact.number, 'file')} {verb}"
                " it directly"
            )
        case FileRole.INTERFACE:
            return "the header of"
        case FileRole.IMPLEMENTATION:
            return "the source of"
        case _:
            return _SIMPLE[fact.role]


def impact_words(units: int, tests: int) -> str:
    """Return what is built anew when a file changes; empty if that is itself alone."""
    if not units:
        return ""
    rebuild = "rebuilds" if units == 1 else "rebuild"
    text = f"{count(units, 'source file')} {rebuild} if you touch this"
    if tests:
        text += f", {tests:,} of them {'a test' if tests == 1 else 'tests'}"
    return f"{text}."


def pulled_words(cost: IncludeCost) -> str:
    """Return what a file pulls in; empty if that is nothing."""
    parts = []
    if cost.files:
        lines = count(cost.lines, "line")
        about = "about " if cost.lines >= _ROUNDED else ""
        parts.append(
            f"{count(cost.files, 'file')} of the tree ({about}{lines} of code)"
        )
    if cost.outside:
        parts.append(f"{count(cost.outside, 'header')} outside of it")
    return " and ".join(parts)
