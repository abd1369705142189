"""The ``#if`` stack of a file, line by line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .values import Conditions

__all__ = ["ConditionStack", "negate"]

# Bounds on hostile input; real files stay far below them.
_DEEPEST = 64
_LONGEST = 200
_MOST_BRANCHES = 6
_DEFINED = re.compile(r"(!?)defined\((\w+)\)\Z")


def negate(condition: str) -> str:
    """Return the opposite of a condition, in the form a reader expects."""
    defined = _DEFINED.match(condition)
    if defined is None:
        return f"!({condition})"
    return f"defined({defined[2]})" if defined[1] else f"!defined({defined[2]})"


@dataclass(slots=True)
class _Branches:
    """An ``#if`` that is still open."""

    outer: tuple[str, ...]
    before: list[str] = field(default_factory=list)
    """The branches so far, negated."""
    more: bool = False
    """There were too many branches to keep them all."""

    def add(self, condition: str | None) -> str:
        """Return what holds in the next branch; None is ``#else``."""
        parts = [*self.before, "…"] if self.more else [*self.before]
        if condition is not None:
            condition = _shorten(condition)
            alone = not parts or not ("||" in condition or "?" in condition)
            parts.append(condition if alone else f"({condition})")
            self.more = self.more or len(self.before) >= _MOST_BRANCHES
            if not self.more:
                self.before.append(negate(condition))
        return " && ".join(parts)


class ConditionStack:
    """Collects the conditions while directives go by, first to last."""

    def __init__(self) -> None:
        self._open: list[_Branches] = []
        self._starts = [1]
        self._stacks: list[tuple[str, ...]] = [()]

    @property
    def depth(self) -> int:
        """Number of ``#if`` that are open."""
        return len(self._open)

    def begin(self, condition: str, *, end_line: int) -> None:
        """Take an ``#if``.

        :param end_line: Last line of the directive.
        """
        branches = _Branches(self._stacks[-1])
        self._open.append(branches)
        self._enter(branches, condition, end_line)

    def change(self, condition: str | None, *, line: int, end_line: int) -> None:
        """Take an ``#elif``, or an ``#else`` with None; stray ones are left out."""
        if self._open:
            self._set(line, self._open[-1].outer)
            self._enter(self._open[-1], condition, end_line)

    def end(self, *, line: int) -> None:
        """Take an ``#endif``; stray ones are left out."""
        if self._open:
            self._set(line, self._open.pop().outer)

    def current(self) -> int:
        """Return a number that stands for the stack of now in `stack`."""
        return len(self._stacks) - 1

    def finish(self, *, guarded: bool) -> tuple[Conditions, list[tuple[str, ...]]]:
        """Return the conditions of the file, and the stack of each number.

        :param guarded: The outermost condition is a header guard, to be left out.
        """
        stacks = [stack[1:] for stack in self._stacks] if guarded else self._stacks
        starts: list[int] = []
        kept: list[tuple[str, ...]] = []
        for line, stack in zip(self._starts, stacks, strict=True):
            if starts and starts[-1] == line:
                kept[-1] = stack
            elif not kept or kept[-1] != stack:
                starts.append(line)
                kept.append(stack)
        return Conditions(tuple(starts), tuple(kept)), stacks

    def _enter(self, branches: _Branches, condition: str | None, line: int) -> None:
        shown = branches.add(condition)
        outer = branches.outer
        deep = len(outer) >= _DEEPEST or not shown
        self._set(line + 1, outer if deep else (*outer, shown))

    def _set(self, line: int, stack: tuple[str, ...]) -> None:
        self._starts.append(line)
        self._stacks.append(stack)


def _shorten(condition: str) -> str:
    if len(condition) <= _LONGEST:
        return condition
    return condition[: _LONGEST - 1] + "…"
