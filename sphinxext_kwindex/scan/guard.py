"""Recognise the header guard that encloses a whole file."""

from __future__ import annotations

from enum import Enum, auto

__all__ = ["GuardFinder"]

# What a guard's own macro is defined to; other values make it a default.
_GUARD_VALUES = frozenset({"", "1"})


class _State(Enum):
    START = auto()
    TESTED = auto()
    """Behind ``#ifndef X``: the next directive must define X."""
    INSIDE = auto()
    CLOSED = auto()
    """Behind the matching ``#endif``: nothing may follow."""
    NONE = auto()


class GuardFinder:
    """Watches what goes by; methods return whether it is part of a guard so far."""

    def __init__(self) -> None:
        self._state = _State.START
        self._name: str | None = None

    @property
    def name(self) -> str | None:
        """Macro of the guard, once all of the file went by.

        A guard without its ``#endif`` counts: the file is cut off, or in the making.
        """
        found = self._state in {_State.INSIDE, _State.CLOSED}
        return self._name if found else None

    @property
    def watches(self) -> bool:
        """Whether code that goes by now decides: it does outside of a guard."""
        state = self._state
        return state is not _State.INSIDE and state is not _State.NONE

    @property
    def is_lost(self) -> bool:
        """Whether there is none, whatever goes by from now on."""
        return self._state is _State.NONE

    def take_other(self) -> None:
        """Take code, or a directive that can be no part of a guard."""
        if self._state is not _State.INSIDE:
            self._state = _State.NONE

    def take_if(self, name: str | None, depth: int) -> bool:
        """Take an ``#if``.

        :param name: Macro that must not be defined; None for other conditions.
        :param depth: Number of ``#if`` that are open around it.
        """
        if self._state is _State.START and name is not None and depth == 0:
            self._state, self._name = _State.TESTED, name
            return True
        self.take_other()
        return False

    def take_define(self, name: str, body: str) -> bool:
        """Take a ``#define``."""
        if self._state is not _State.TESTED:
            self.take_other()
            return False
        guards = name == self._name and body in _GUARD_VALUES
        self._state = _State.INSIDE if guards else _State.NONE
        return guards

    def take_else(self, depth: int) -> bool:
        """Take an ``#elif`` or ``#else`` of the innermost of the open ``#if``."""
        if depth <= 1:
            self._state = _State.NONE
        return False

    def take_endif(self, depth: int) -> bool:
        """Take an ``#endif``.

        :param depth: Number of ``#if`` that are still open.
        """
        if self._state is _State.INSIDE and depth == 0:
            self._state = _State.CLOSED
        else:
            self.take_other()
        return False
