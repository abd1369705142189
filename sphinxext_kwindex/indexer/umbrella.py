"""Umbrellas: one precompiled header that many units are parsed on top of.

Beside the precompiled header lies a file that says what a unit on top of it no longer
sees happen: which file of the umbrella includes which, what they missed, which macros
they test, and what those macros stand for that declarations are decorated with.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..scan import decode, tested_macros
from .diagnostics import collect_diagnostics
from .expansions import Expansion, Expansions
from .locations import Locations
from .parse import parse, save
from .reach import include_edges
from .visit import visit

if TYPE_CHECKING:
    from .capi import CXCursor
    from .library import Libclang
    from .unit import Umbrella

__all__ = ["Below", "build_umbrella", "load_below"]


@dataclass(frozen=True, slots=True)
class Below:
    """What is below a unit on top of an umbrella; paths are absolute."""

    edges: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """File → files that it includes."""
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """File → headers not found, as spelled."""
    tested: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Macro → files of the tree whose conditions test it."""
    macros: Mapping[str, str] = field(default_factory=dict)
    """`Umbrella.macros`."""
    expansions: Mapping[str, Expansion] = field(default_factory=dict)
    """Macro of the tree → what it stands for; opaque ones left out."""


def build_umbrella(
    umbrella: Umbrella,
    *,
    root: Path,
    libclang: Libclang,
    is_project: Callable[[str], bool],
) -> None:
    """Write the precompiled header of an umbrella, and the file beside it.

    :raises ParseError: libclang gave no unit, or could not write it.
    :raises OSError: The place cannot be written.
    """
    Path(umbrella.source).write_text(umbrella.text, "utf-8", "surrogateescape")
    unit = umbrella.unit()
    with parse(unit, root=root, libclang=libclang, precompiling=True) as parsed:
        locations = Locations(parsed)
        inclusions = locations.inclusions()
        macros: list[CXCursor] = []
        directives: list[CXCursor] = []
        visit(locations, inclusions, macros, directives)
        edges = include_edges(locations, inclusions, directives)
        missing = {
            parsed.name_of(file)[0]: sorted(of.missing)
            for file, of in collect_diagnostics(locations).files.items()
            if file and of.missing
        }
        tested: dict[str, list[str]] = {}
        for file in dict.fromkeys(one.file for one in inclusions):
            absolute, path = parsed.name_of(file)
            if path and is_project(path):
                text = decode(locations.contents(file)).text
                for name in tested_macros(text):
                    tested.setdefault(name, []).append(absolute)
        expansions = Expansions(locations, macros).of_tree(is_project)
        save(parsed, umbrella.file)
    value = {
        "edges": {path: sorted(targets) for path, targets in edges.items() if targets},
        "missing": missing,
        "tested": tested,
        "macros": dict(umbrella.macros),
        "expansions": {
            name: [one.keywords, sorted(one.attributes)]
            for name, one in expansions.items()
        },
    }
    Path(f"{umbrella.file}.json").write_text(json.dumps(value), "utf-8")


@lru_cache(maxsize=2)
def load_below(file: str) -> Below:
    """Read what lies beside a precompiled header.

    :raises OSError: It is not there.
    """
    value = json.loads(Path(f"{file}.json").read_text("utf-8"))
    return Below(
        edges={path: tuple(targets) for path, targets in value["edges"].items()},
        missing={path: tuple(names) for path, names in value["missing"].items()},
        tested={name: frozenset(paths) for name, paths in value["tested"].items()},
        macros=value["macros"],
        expansions={
            name: Expansion(tuple(keywords), frozenset(attributes))
            for name, (keywords, attributes) in value["expansions"].items()
        },
    )
