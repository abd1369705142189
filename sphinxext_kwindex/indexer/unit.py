"""A translation unit to index: the task that is sent to a worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from ..model import Language

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Unit"]


@dataclass(frozen=True, slots=True)
class Unit:
    """What to parse, how, and whose facts are asked for."""

    path: str
    """The main file, POSIX path from the source root."""
    language: Language
    """The language it is read as; ``arguments`` say the same to Clang."""
    arguments: tuple[str, ...]
    """Complete and in order, as `arguments_for` gives them, without the file."""
    wanted: tuple[str, ...]
    """Files whose facts are asked for, POSIX paths from the source root: the main
    file first, then fragments and headers that it includes."""

    def to_json(self) -> dict[str, Any]:
        """Return the unit as a value that `json.dumps` takes."""
        return {
            "path": self.path,
            "language": self.language.value,
            "arguments": list(self.arguments),
            "wanted": list(self.wanted),
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Return the unit that `to_json` was called on.

        :raises KeyError, ValueError: when it is no such value.
        """
        return cls(
            path=str(value["path"]),
            language=Language(value["language"]),
            arguments=tuple(map(str, value["arguments"])),
            wanted=tuple(map(str, value["wanted"])),
        )
