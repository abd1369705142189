"""What has moved outside of our pages, and which documents that concerns.

Three things: objects of the C and C++ domains, to which our tables link; inventories of
other projects; and our symbols, to which the signatures of these domains link. Little
is kept in the environment: two digests, one packed text, and the names in signatures.
"""

from __future__ import annotations

import zlib
from functools import cache, cached_property
from typing import TYPE_CHECKING

from sphinx import addnodes

from ..analysis import bare, digest
from .nearness import near
from .roles import last_component

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from docutils import nodes

    from ..model import Place
    from .domain import KwindexDomain
    from .records import Document, View

__all__ = [
    "Moves",
    "collect_identifiers",
    "documented_digest",
    "moved_names",
    "pack_names",
]

_DOMAINS = frozenset({"cpp", "c"})
_OF_FILES = frozenset({"file", "rows", "source"})
"""Kinds of view that show what a file declares and names, and little else."""


def collect_identifiers(document: nodes.document) -> tuple[str, ...]:
    """Return the last components of the names in the signatures of a document."""
    found = {
        bare(last_component(node["reftarget"].strip()))
        for node in document.findall(addnodes.pending_xref)
        if node.get("refdomain") in _DOMAINS and "refexplicit" not in node
    }
    return tuple(sorted(found - {"std", ""}))


def documented_digest(domain: KwindexDomain, names: Iterable[str]) -> str:
    """Return a digest of where names are documented; empty if none is."""
    objects = domain.documented.objects
    known = sorted(name for name in set(names) if name in objects)
    if not known:
        return ""
    return digest(
        tuple((name, *sorted(map(_flat, objects[name]), key=str)) for name in known)
    )


def _flat(one: tuple[str, str, tuple[str, str, str]]) -> tuple[str, ...]:
    domain, kind, target = one
    return domain, kind, *target


class Moves:
    """What has moved since the environment was last written."""

    def __init__(self, domain: KwindexDomain) -> None:
        self._domain = domain
        self._names = {
            name: documented_digest(domain, (name,))[:16]
            for name in domain.documented.objects
        }
        self.inventories = domain.destinations.inventories.digest()
        self._place = cache(self._places_of)

    @property
    def state(self) -> tuple[object, ...]:
        """What the pages depend on, for a digest."""
        return (*sorted(self._names.items()), self.inventories)

    @property
    def data(self) -> dict[str, object]:
        """What the domain keeps for the next build."""
        return {
            "documented": pack_names(self._names),
            "inventories": self.inventories,
        }

    def touches(self, document: Document) -> bool:
        """Tell whether what a document shows may link to what has moved."""
        if not document.views or not self._domain.data["state"]:
            return False  # in a first build all are written
        if self._domain.data["inventories"] != self.inventories:
            return True  # rare, and nobody knows what was in the old one
        return bool(self._moved) and any(map(self._touches_view, document.views))

    def signed(self, document: Document) -> str:
        """Return a digest of where the names in a document's signatures lead."""
        if not document.identifiers:
            return ""
        return digest(tuple(map(self._place, document.identifiers)))

    @cached_property
    def _moved(self) -> frozenset[str]:
        return moved_names(self._domain.data["documented"], self._names)

    @cached_property
    def _places(self) -> tuple[Place, ...]:
        """Where what has moved is declared."""
        reader = self._domain.session.reader
        return tuple(
            place
            for name in sorted(self._moved)
            for place in reader.find(name)
            if place.qualified_name == name
        )

    @cached_property
    def _naming(self) -> frozenset[str]:
        """Paths that declare or name what has moved."""
        reader = self._domain.session.reader
        found = {place.path for place in self._places}
        for usr in {place.usr for place in self._places}:
            found.update(mention.path for mention in reader.mentions(usr))
        return frozenset(found)

    @cached_property
    def _near(self) -> frozenset[str]:
        """Paths that may stand in a relation to what has moved."""
        return near(self._domain.session, {place.path for place in self._places})

    def _touches_view(self, view: View) -> bool:
        if view.kind in _OF_FILES and view.key in self._naming:
            return True
        if view.kind in _OF_FILES and view.key not in self._near:
            return False
        answer = self._domain.session.answer(view)
        if answer is None:
            return False
        homes = self._domain.session.homes_of(answer)
        return any(p.qualified_name in self._moved for ps in homes.values() for p in ps)

    def _places_of(self, name: str) -> tuple[str, ...]:
        """Return a text for each symbol of a name: what it is, and where it is shown.

        That is all that `analysis.resolve_name` goes by.
        """
        domain = self._domain
        found = {}
        for place in domain.session.reader.find(name):
            target = domain.targets.symbol(place.usr)
            parts = (place.usr, place.qualified_name, place.kind.value, *(target or ()))
            found[place.usr] = "\0".join(parts)
        return tuple(found[usr] for usr in sorted(found))


def pack_names(names: Mapping[str, str]) -> bytes:
    """Return what `moved_names` compares, small enough for the environment."""
    lines = (f"{name}\t{value}" for name, value in sorted(names.items()))
    return zlib.compress("\n".join(lines).encode("utf-8", "surrogatepass"), 1)


def moved_names(before: bytes, after: Mapping[str, str]) -> frozenset[str]:
    """Return the names that are documented elsewhere than before, or no more."""
    text = zlib.decompress(before).decode("utf-8", "surrogatepass") if before else ""
    known = dict(line.rsplit("\t", 1) for line in text.split("\n") if line)
    return frozenset(
        name for name in known.keys() | after if known.get(name) != after.get(name)
    )
