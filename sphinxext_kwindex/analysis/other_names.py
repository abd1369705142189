"""Names of what is not of the C family: Python, CMake."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ..model import OTHER_USR, SymbolKind
from .resolution import Candidate, Resolution

if TYPE_CHECKING:
    from collections.abc import Collection

    from ..model import Place
    from .protocol import Reader

__all__ = ["others_named"]


def others_named(
    reader: Reader, text: str, kinds: Collection[SymbolKind] | None = None
) -> Resolution:
    """Return what a name with dots stands for: ``Trainer.fit``, ``pkg.mod.Trainer``.

    The whole name goes before the end of a longer one; in front of it the module of its
    file may be written. ``()`` behind it says nothing. Titles of sections have no names
    that people would write.
    """
    text = text.strip()
    name = text.removesuffix("()")
    last = name.rpartition(".")[2]
    places = [
        place
        for place in (reader.find(last) if last else ())
        if place.usr.startswith(OTHER_USR)
        and place.kind is not SymbolKind.SECTION
        and (kinds is None or place.kind in kinds)
    ]
    exact = [place for place in places if place.qualified_name == name]
    found = exact or [place for place in places if _ends_with(place, name)]
    # Two files may have classes of one name: these are two candidates.
    groups: defaultdict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in found:
        groups[place.qualified_name, place.path].append(place)
    candidates = []
    for key in sorted(groups):
        group = sorted(groups[key], key=lambda one: (one.line, one.column))
        first = group[0]
        candidates.append(
            Candidate(first.qualified_name, first.kind, (first.usr,), tuple(group))
        )
    return Resolution(text, tuple(candidates), exact=bool(exact))


def _ends_with(place: Place, name: str) -> bool:
    """Whether a name is the end of module and qualified name."""
    module = place.path.rpartition(".")[0].removesuffix("/__init__").replace("/", ".")
    return f".{module}.{place.qualified_name}".endswith(f".{name}")
