"""Identities to names: what to call a symbol that is known by its USR."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model import RECORD_KINDS, SymbolKind
from .include_graph import is_header
from .symbol_ref import Site, SymbolRef

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..model import Place
    from .protocol import Reader

__all__ = [
    "DEFINED_ONCE",
    "best_place",
    "home_order",
    "name_of_usr",
    "scope_of",
    "site_of",
    "symbol_refs",
]

DEFINED_ONCE = RECORD_KINDS | {SymbolKind.ENUM}
"""Kinds whose declarations elsewhere are mere announcements."""

# A component of a USR: `@N@` namespace, `@S@` class, `@ST>1#T@` class template, `@F@`
# function, `@FT@>1#T` function template, `@E@` enum, `@T@` typedef, `@macro@` ...
_USR_NAME = re.compile(
    r"@(?:N|S|U|E|Ea|T|F|C|NA|macro|S[TP][^@]*|CT[^@]*)@(~?[A-Za-z_]\w*)"
    r"|@FT@>\d+(?:#p?T)+?(~?[A-Za-z_]\w*)"
)


def symbol_refs(
    reader: Reader, usrs: Iterable[str], names: Mapping[str, str] | None = None
) -> dict[str, SymbolRef]:
    """Name the symbols; those without any name are left out.

    ``names`` gives qualified names of symbols that may be outside of the tree.
    """
    wanted = tuple(dict.fromkeys(usrs))
    places = reader.places(wanted) if wanted else {}
    refs: dict[str, SymbolRef] = {}
    for usr in wanted:
        if found := places.get(usr):
            place = best_place(found)
            refs[usr] = SymbolRef(
                usr, place.qualified_name or place.name, place.kind, site_of(place)
            )
        elif name := (names or {}).get(usr) or name_of_usr(usr):
            refs[usr] = SymbolRef(usr, name)
    return refs


def best_place(places: Iterable[Place]) -> Place:
    """Return the definition, else the first declaration by path and line."""
    return min(places, key=home_order)


def home_order(place: Place) -> tuple[bool, bool, str, int, int]:
    """Sort places: rather a definition, then by path and line.

    Programs may each define a class of one name: that of a header is meant.
    """
    is_own = place.kind in DEFINED_ONCE and not is_header(place.path)
    return not place.definition, is_own, place.path, place.line, place.column


def site_of(place: Place) -> Site:
    """Return where a place is, without what it is."""
    return Site(place.path, place.line, place.definition)


def name_of_usr(usr: str) -> str | None:
    """Read the qualified name out of a USR, as far as it can be seen there.

    For symbols outside of the tree, of which nothing else is stored. Good for named
    namespaces, classes, templates, functions, typedefs and macros; None for the rest.
    """
    found = [first or second for first, second in _USR_NAME.findall(usr)]
    # The parameters of a function come after its name: they are no part of it.
    end = usr.find("#", usr.rfind("@F@")) if "@F@" in usr else -1
    if end > 0:
        found = [first or second for first, second in _USR_NAME.findall(usr[:end])]
    return "::".join(found) or None


def scope_of(qualified_name: str, name: str) -> str:
    """Return what stands before the last component of a qualified name."""
    depth = 0
    # A specialisation's arguments may hold `::`; an operator's `<` opens nothing.
    end = len(qualified_name)
    for between in (".", " / "):  # outside the C family
        if qualified_name.endswith(between + name):
            return qualified_name[: end - len(between) - len(name)]
    if "operator" in name and qualified_name.endswith(name):
        return qualified_name[: end - len(name)].removesuffix("::")
    for index in range(end - 1, 0, -1):
        char = qualified_name[index]
        if char in ">)":
            depth += 1
        elif char in "<(":
            depth -= 1
        elif char == ":" and depth == 0 and qualified_name[index - 1] == ":":
            return qualified_name[: index - 1]
    return ""
