"""What a unit on top of an umbrella no longer sees happen, in a file beside it.

Which file of the umbrella includes which, what they missed, which macros they test, and
what those macros stand for that declarations are decorated with.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from .expansions import Expansion
from .mentions import Mentions
from .reach import Closures

__all__ = ["Below", "load_below", "save_below"]


@dataclass(frozen=True, slots=True)
class Below:
    """What is below a unit on top of an umbrella; paths are absolute."""

    edges: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """File → files that it includes."""
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """File → headers not found, as spelled."""
    tested: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Macro → files of the tree whose conditions test it."""
    foreign: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """File → files read before it that define what it tests; not those it reads."""
    later: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The same, of files that were read behind it."""
    macros: Mapping[str, str] = field(default_factory=dict)
    """`Umbrella.macros`."""
    expansions: Mapping[str, Expansion] = field(default_factory=dict)
    """Macro of the tree → what it stands for; opaque ones left out."""
    forced: tuple[str, ...] = ()
    """Files that the arguments include, and so each unit does, in their order."""
    spelled: tuple[str, ...] = ()
    """`Umbrella.lines`."""
    lines: tuple[str, ...] = ()
    """What each of `spelled` includes; empty where that is not found."""
    counted: Mapping[str, int] = field(default_factory=dict)
    """`uses_of_files`, of ``__COUNTER__``."""
    closures: Closures = field(default_factory=Closures)
    """Of `edges`."""
    paths: dict[str, str] = field(default_factory=dict)
    """`ParsedUnit.from_root` of the files that units asked for."""
    folders: dict[str, str] = field(default_factory=dict)
    """Folder → the same without links."""
    project: dict[str, str] = field(default_factory=dict)
    """File → its path in the index, empty of others, as far as units asked."""
    mentions: Mentions = field(default_factory=Mentions)
    """Of the files of the tree."""


def save_below(below: Below, file: str) -> None:
    """Write it beside the precompiled header at the absolute path `file`.

    :raises OSError: The place cannot be written.
    """
    value = {
        "edges": below.edges,
        "missing": below.missing,
        "tested": {name: sorted(paths) for name, paths in below.tested.items()},
        "foreign": below.foreign,
        "later": below.later,
        "macros": below.macros,
        "forced": below.forced,
        "spelled": below.spelled,
        "lines": below.lines,
        "counted": below.counted,
        "expansions": {
            name: [one.keywords, sorted(one.attributes)]
            for name, one in below.expansions.items()
        },
    }
    Path(f"{file}.json").write_text(json.dumps(value), "utf-8")


@lru_cache(maxsize=2)
def load_below(file: str) -> Below:
    """Read what lies beside a precompiled header.

    :raises OSError: It is not there.
    """
    value = json.loads(Path(f"{file}.json").read_text("utf-8"))
    edges = {path: tuple(targets) for path, targets in value["edges"].items()}
    return Below(
        edges=edges,
        closures=Closures(edges),
        missing={path: tuple(names) for path, names in value["missing"].items()},
        tested={name: frozenset(paths) for name, paths in value["tested"].items()},
        foreign={path: tuple(paths) for path, paths in value["foreign"].items()},
        later={path: tuple(paths) for path, paths in value["later"].items()},
        macros=value["macros"],
        forced=tuple(value["forced"]),
        spelled=tuple(value["spelled"]),
        lines=tuple(value["lines"]),
        counted=value["counted"],
        expansions={
            name: Expansion(tuple(keywords), frozenset(attributes))
            for name, (keywords, attributes) in value["expansions"].items()
        },
    )
