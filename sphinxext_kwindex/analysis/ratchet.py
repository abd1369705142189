"""Known violations: a list that can only become shorter."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .layers import Violation

__all__ = ["Ratchet", "compare_known", "known_text", "read_known"]

_HEAD = (
    "# Includes that the layer rules do not allow and that are known, one a line.\n"
    "# They are not warned of. Remove lines from here, add none.\n"
)


class Ratchet(NamedTuple):
    """Violations beside the list of those that are known."""

    new: tuple[Violation, ...]
    """Not in the list; by place."""
    gone: tuple[str, ...]
    """In the list, but not there any more; sorted."""


def read_known(text: str) -> frozenset[str]:
    """Return the keys in a list; empty lines and those with ``#`` say nothing."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))


def known_text(violations: Iterable[Violation]) -> str:
    """Return the list of all violations there are: sorted, each once."""
    keys = sorted({_plain(violation.key) for violation in violations})
    return _HEAD + "".join(f"{key}\n" for key in keys)


def compare_known(violations: Iterable[Violation], known: frozenset[str]) -> Ratchet:
    """Return what is new and what is gone."""
    found = tuple(violations)
    new = tuple(one for one in found if _plain(one.key) not in known)
    return Ratchet(new, tuple(sorted(known - {_plain(one.key) for one in found})))


def _plain(key: str) -> str:
    """Return a key as `read_known` has it: on one line, whatever the paths hold."""
    return " ".join(key.split())
