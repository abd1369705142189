"""Values that are kept as long as there is room, the last asked for the longest."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

__all__ = ["Kept"]


class Kept:
    """Values by number, each with a weight; not more than ``room`` of it in all.

    The one last put in stays in any case.
    """

    def __init__(self, room: int) -> None:
        self.room = room
        self.weight = 0
        self._values: OrderedDict[int, tuple[Any, int]] = OrderedDict()

    def get(self, number: int) -> Any:
        """Return a value; None if it is not kept."""
        found = self._values.get(number)
        if found is None:
            return None
        self._values.move_to_end(number)
        return found[0]

    def put(self, number: int, value: Any, weight: int) -> None:
        """Keep a value that is not kept yet."""
        self._values[number] = value, weight
        self.weight += weight
        while self.weight > self.room and len(self._values) > 1:
            _, (_, lighter) = self._values.popitem(last=False)
            self.weight -= lighter
