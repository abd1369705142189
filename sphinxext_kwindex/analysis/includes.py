"""Include this to get it: the header of a symbol, spelled as the tree spells it."""

from __future__ import annotations

import posixpath
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..model import OTHER_USR, RECORD_KINDS, SymbolKind
from ..scan import is_header
from .pragmas import Pragmas, bare
from .protocol import Reader
from .symbol_ref import Site, SymbolRef
from .tree import Tree
from .usage_answers import Offer, Offers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..model import Place
    from .keywords import Declared

__all__ = ["include_of", "offers_of"]

_PRIVATE = re.compile(
    r"(^|[/_.-])(detail|details|impl|internal|private|priv)([/_.-]|$)"
)
"""Names of folders and files that say that others are not to include them."""
_ASKED = 64
"""Most includers whose spelling is looked up: the first by path."""
_EXCEPTIONS = 20
"""Most headers that a file names for symbols which it only declares."""
_KEPT = 4096
"""Files of which is kept how they spell their includes."""
_FORWARD = RECORD_KINDS | {SymbolKind.ENUM}


_NOTHING = Offer("")


def include_of(reader: Reader, places: Iterable[Place]) -> tuple[str, str]:
    """Return the operand of the include line that brings a symbol, and the header.

    The header is one of those that declare it and that some file includes: rather one
    whose path does not say ``detail``, ``impl``, ``internal`` or ``private``, rather
    one that defines it, then the one with the fewest folders, the shortest path. Where
    an IWYU pragma names another one in its place, or another hands it on, it is that
    one. It is spelled as most of its includers do. Two empty strings if there is none.
    """
    headers: dict[str, bool] = {}
    for place in places:
        if place.usr.startswith(OTHER_USR):
            continue
        headers[place.path] = headers.get(place.path, False) or place.definition
    for path in sorted(headers, key=lambda p: _rank(p, defines=headers[p])):
        offer, _ = _offer(_Includers(reader), path)
        if offer.include:
            return offer.include, offer.path
    return "", ""


def offers_of(
    reader: Reader,
    path: str,
    found: Mapping[str, Declared],
    places: Mapping[str, Sequence[Place]],
    tree: Tree,
) -> Offers | None:
    """Return what to include for the symbols of a header; None of other files.

    A header that no file includes is spelled as those of its folder are.

    :param found: what the file declares, by USR.
    :param places: all places of these symbols.
    """
    if not is_header(path) or not found:
        return None
    includers = _Includers(reader, tree)
    header, instead = _offer(includers, path)
    if not header.include:
        header = _like_siblings(includers, path, tree.siblings(path))
    if not header.include:
        return None
    wanted: defaultdict[str, list[SymbolRef]] = defaultdict(list)
    for usr, declared in found.items():
        symbol = declared.main
        if symbol.kind in _FORWARD and not symbol.definition:
            defined = [p for p in places.get(usr, ()) if p.definition]
            if len(defined) == 1 and is_header(defined[0].path):
                place = defined[0]
                site = Site(place.path, place.line, definition=True)
                name = place.qualified_name or place.name
                wanted[place.path].append(SymbolRef(usr, name, place.kind, site))
    exceptions = []
    for other in sorted(wanted.keys() - {path})[:_EXCEPTIONS]:
        offer, _ = _offer(includers, other)
        symbols = tuple(sorted(wanted[other], key=lambda ref: (ref.name, ref.usr)))
        if offer.include and offer.path != path:
            exceptions.append(offer._replace(symbols=symbols))
    return Offers(header, instead=instead, exceptions=tuple(exceptions))


def _rank(path: str, *, defines: bool) -> tuple[bool, bool, int, int, str]:
    return _is_private(path), not defines, path.count("/"), len(path), path


def _is_private(path: str) -> bool:
    return bool(_PRIVATE.search(path.lower()))


def _offer(includers: _Includers, path: str) -> tuple[Offer, bool]:
    """Return the line that gets a header, and whether it names another one."""
    reader = includers.reader
    source = reader.file(path)
    pragmas = Pragmas.of(source.pragmas if source else ())
    if pragmas.instead:
        return Offer(pragmas.instead, _only_path(reader, bare(pragmas.instead))), True
    users = includers.of(path)
    if pragmas.private or _is_private(path):
        public = [user for user in users if is_header(user) and not _is_private(user)]
        for user in sorted(public, key=lambda p: _rank(p, defines=True)):
            if _exports(reader, user, path) and (offer := includers.offer(user)):
                return offer, True
    return includers.offer(path) or _NOTHING, False


def _exports(reader: Reader, path: str, target: str) -> bool:
    """Tell whether a header says that it hands on another."""
    source = reader.file(path)
    if source is None or not source.pragmas:
        return False
    pragmas = Pragmas.of(source.pragmas)
    return any(
        include.target == target and pragmas.word(include.line) == "export"
        for include in reader.includes_of(path)
    )


def _only_path(reader: Reader, end: str) -> str:
    """Return the file of the index whose path has an end; empty if not just one."""
    if reader.file(end) is not None:
        return end
    found = [path for path in reader.paths() if f"/{path}".endswith(f"/{end}")]
    return found[0] if len(found) == 1 else ""


@dataclass(frozen=True, slots=True)
class _Includers:
    """Who includes a header, and how it is spelled there."""

    reader: Reader
    tree: Tree | None = None
    """Knows who includes a header by its name, where no preprocessor has looked."""

    def of(self, path: str) -> list[str]:
        """Return the first files that include a header."""
        found = {user for user, _ in self.reader.included_by(path)}
        if not found and self.tree is not None:
            found.update(self.tree.graph.includers.get(path, ()))
        return sorted(found)[:_ASKED]

    def offer(self, path: str) -> Offer | None:
        """Return how most of its includers spell a header; None if none is known."""
        spelled: Counter[str] = Counter()
        named = True
        for user in self.of(path):
            for operand, is_named in self._operands(user).get(path, ()):
                spelled[operand] += 1
                named = named and is_named
        if not spelled:
            return None
        # A name relative to the includer's folder serves nobody else: the longer one
        # does.
        best = min(spelled, key=lambda s: (-spelled[s], -len(s), s[:1] != "<", s))
        return Offer(best, path, by_name=named)

    def _operands(self, user: str) -> Mapping[str, Sequence[tuple[str, bool]]]:
        """Return how a file spells what it includes, by target, and if by name alone.

        Kept: whoever includes one header of a tree includes ten, and each of these
        asks.
        """
        key = ("operands", "named" if self.tree else "")
        kept: dict[str, Any] = self.reader.memo().setdefault(key, {})
        found: Mapping[str, Sequence[tuple[str, bool]]] | None = kept.get(user)
        if found is None:
            operands: defaultdict[str, list[tuple[str, bool]]] = defaultdict(list)
            for include in self.reader.includes_of(user):
                target = include.target
                named = self.tree.named(user, include) if self.tree else ""
                if target is not None or named:
                    operands[target or named].append((include.spelled, target is None))
            if len(kept) >= _KEPT:
                kept.clear()
            found = kept[user] = dict(operands)
        self.reader.note((user,))
        return found


def _like_siblings(includers: _Includers, path: str, siblings: Iterable[str]) -> Offer:
    """Return a header's operand spelled as those of its folder are; else nothing.

    It has no includer itself, so the answer is one for all such headers of a folder.
    """
    reader = includers.reader
    kept: dict[str, Any] = reader.memo().setdefault(("siblings",), {})
    folder, name = posixpath.split(path)
    if folder not in kept:
        if len(kept) >= _KEPT:
            kept.clear()
        kept[folder] = _spelled_folder(includers, siblings)
    opening, stem, closing, by_name, users = kept[folder]
    reader.note(users)
    if not opening:
        return _NOTHING
    return Offer(f"{opening}{stem}{name}{closing}", path, by_name=by_name)


def _spelled_folder(
    includers: _Includers, siblings: Iterable[str]
) -> tuple[str, str, str, bool, frozenset[str]]:
    """Return how the headers of a folder are spelled, and the files that say so.

    First sign, what stands before a header's name, the last sign, and whether that is
    known by names alone; empty texts where nobody includes one by more than its name.
    """
    users: set[str] = set()
    for other in siblings:
        users.update(includers.of(other))
        offer = includers.offer(other) or _NOTHING
        spelled, name = offer.include, posixpath.basename(other)
        # A bare name may be relative to the folder of who includes it.
        if "/" in spelled and bare(spelled).endswith(f"/{name}"):
            stem = bare(spelled).removesuffix(name)
            return spelled[0], stem, spelled[-1], offer.by_name, frozenset(users)
    return "", "", "", False, frozenset(users)
