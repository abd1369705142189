"""What is sent to a worker to be parsed: a translation unit, or an umbrella of many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from ..model import Language
from .counter import UMBRELLA_HEAD, UMBRELLA_TAIL

__all__ = ["Umbrella", "Unit"]


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
    umbrella: str | None = None
    """Absolute path of the precompiled header that the file is parsed on top of."""

    def to_json(self) -> dict[str, Any]:
        """Return the unit as a value that `json.dumps` takes."""
        return {
            "path": self.path,
            "language": self.language.value,
            "arguments": list(self.arguments),
            "wanted": list(self.wanted),
            "umbrella": self.umbrella,
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
            umbrella=value["umbrella"] and str(value["umbrella"]),
        )


@dataclass(frozen=True, slots=True)
class Umbrella:
    """What to build: the task that is sent to a worker."""

    file: str
    """Absolute path of the precompiled header; its text is put beside it, as
    ``….h``, and what `load_below` reads, as ``….json``."""
    lines: tuple[str, ...]
    """Headers as spelled in their include lines, with brackets or quotes."""
    language: Language
    arguments: tuple[str, ...]
    """Of a header of the language."""
    macros: Mapping[str, str] = field(default_factory=dict)
    """Name → text of the macros that all units on top define themselves."""

    @property
    def text(self) -> str:
        """What is precompiled: what cannot be found is left out."""
        head = (f"{line}\n" for line in UMBRELLA_HEAD)
        defined = (f"#define {name} {text}\n" for name, text in self.macros.items())
        included = (
            f"#if __has_include({line})\n#include {line}\n#endif\n"
            for line in self.lines
        )
        tail = (f"{line}\n" for line in UMBRELLA_TAIL)
        return "".join((*head, *defined, *included, *tail))

    def number_of(self, line: int) -> int:
        """Return which of `lines` is included in a line of the text, from 1."""
        return (line - len(UMBRELLA_HEAD) - len(self.macros) - 2) // 3

    @property
    def source(self) -> str:
        """Absolute path of the text."""
        return f"{self.file}.h"

    def unit(self, wanted: tuple[str, ...]) -> Unit:
        """Return the unit that harvests headers of the umbrella."""
        return Unit(self.source, self.language, self.arguments, wanted)

    def to_json(self) -> dict[str, Any]:
        """Return the umbrella as a value that `json.dumps` takes."""
        return {
            "file": self.file,
            "lines": list(self.lines),
            "language": self.language.value,
            "arguments": list(self.arguments),
            "macros": dict(self.macros),
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Return the umbrella that `to_json` was called on.

        :raises KeyError, ValueError: when it is no such value.
        """
        return cls(
            file=str(value["file"]),
            lines=tuple(map(str, value["lines"])),
            language=Language(value["language"]),
            arguments=tuple(map(str, value["arguments"])),
            macros=dict(value["macros"]),
        )
