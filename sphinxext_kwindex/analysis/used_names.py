"""The names that a file uses, each said by what an include line gives: its owner.

A member goes with its class and an enumerator with its enumeration: who uses them uses
what the header of these gives.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model import Place, Role, is_namespace_usr, roles_with
from .refs import name_of_usr
from .standard_names import also_headers_of, headers_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .protocol import Reader

__all__ = ["Names", "StandardNames", "names_of", "owner_of", "standard_names"]

_REFERRING = roles_with(Role.REFERENCE)
# The first class or enumeration of a USR that goes on after it.
_OWNER = re.compile(
    r"(c:(?:@N@[^@#]+|@aN)*@(?:S|U|E|S[TP]>[^@]*)@(?:[^@#>]+))@[^@].*", re.DOTALL
)
_STANDARD = "c:@N@std@"
_GNU = "c:@N@__gnu_cxx@"
# After `std`: namespaces of versions, which code does not name.
_FIRST = re.compile(r"c:@N@std@(?:N@(?:__\w+|_V\d+)@)*(?P<rest>.*)", re.DOTALL)
_COMPONENT = re.compile(
    r"(?:N|S|U|E|T|F|C|NA|S[TP]>[^@]*|CT[^@]*)@([A-Za-z_]\w*)"
    r"|Ea?@(?:[^@]*@)?([A-Za-z_]\w*)"
    r"|FT@>\d+(?:#[^A-Za-z]*(?:p?T|N\w))+?([A-Za-z_]\w*)"
    r"|([A-Za-z_]\w*)"
)
# Behind the name of a template stand digits at once.
_ARGUMENTS = re.compile(r"@(?:S|E|S[TP]>[^@]*)@([a-z_]+)")
# `c:@F@memcpy`, an enumerator, or `c:@stderr`.
_GLOBAL = re.compile(
    r"c:(?:@(?:F|T|S|U|macro|E|SA|EA|UA)@|@Ea@(?:[^@]*@)?|@E@[^@]*@|@(?!\w+@))"
    r"([A-Za-z_]\w*)"
)


@dataclass(frozen=True, slots=True)
class Names:
    """What a file names, by where it comes from."""

    places: Mapping[str, tuple[Place, ...]]
    """Owner to its places, of those that the index knows."""
    referenced: frozenset[str]
    """Owners that are used, not only declared or defined."""
    outside: tuple[str, ...]
    """USRs that no file of the tree declares."""


@dataclass(frozen=True, slots=True)
class StandardNames:
    """Names of the standard library, by the header that the file includes for them."""

    by_header: Mapping[str, tuple[tuple[str, str], ...]]
    """Header without brackets to USR and name, by name."""
    possible: frozenset[str]
    """Further headers that give one of the names too."""
    strange: bool
    """Some name of std is not in the table."""
    foreign: bool
    """Some name outside of all namespaces is not in the table."""


def names_of(reader: Reader, path: str) -> Names:
    """Return what a file names; namespaces and what only it can name left out."""
    owners: dict[str, list[str]] = {}
    outside: list[str] = []
    used: set[str] = set()
    own = f"c:{path}@"
    for usr, role, _ in reader.names_in(path):
        if usr.startswith(own) or is_namespace_usr(usr):
            continue
        if usr.startswith((_STANDARD, _GNU)):
            outside.append(usr)
            continue
        owner = owner_of(usr)
        owners.setdefault(owner, []).append(usr)
        if role in _REFERRING:
            used.add(owner)
    found = dict(reader.places(owners)) if owners else {}
    # The owner of a member of a specialisation is read off wrongly: ask for itself.
    unknown = [u for o, usrs in owners.items() if not found.get(o) for u in usrs]
    asked = [usr for usr in unknown if usr not in owners]
    if asked:
        found |= reader.places(asked)
        used.update(u for o, us in owners.items() if o in used for u in us)
    outside += [usr for usr in unknown if not found.get(usr)]
    known = {usr: places for usr, places in found.items() if places}
    return Names(known, frozenset(used), tuple(outside))


def owner_of(usr: str) -> str:
    """Return the USR of the outermost class or enumeration that a symbol is in.

    That of the symbol itself where there is none, and where it cannot be seen.
    """
    found = _OWNER.fullmatch(usr)
    return found[1] if found else usr


def standard_names(usrs: Iterable[str], included: Iterable[str]) -> StandardNames:
    """Tell which of the included standard headers names come from.

    :param usrs: of names that no file of the tree declares.
    :param included: headers without brackets, in the order of the lines; the first
        that the table gives for a name has it.
    """
    order = dict.fromkeys(included)
    found: dict[str, dict[str, str]] = {}
    possible: set[str] = set()
    strange = foreign = False
    for usr in usrs:
        name, is_std = _name(usr)
        if name is None:
            # An operator: it belongs to the header of one of its operands.
            for operand in _ARGUMENTS.findall(usr):
                possible.update(headers_of(operand), also_headers_of(operand))
            continue
        headers = headers_of(name)
        if not headers:
            strange |= is_std and not name.startswith("_")
            # Those that begin with two underscores are the compiler's own.
            foreign |= not is_std and "@N@" not in usr and name[:2] != "__"
            continue
        given = [header for header in headers if header in order]
        possible.update(given, also_headers_of(name))
        if given:
            # People say `string`, and libclang `basic_string`.
            short = name.removeprefix("basic_")
            shown = f"std::{short if headers_of(short) else name}" if is_std else name
            found.setdefault(given[0], {}).setdefault(shown, owner_of(usr))
    return StandardNames(
        {
            header: tuple((usr, name) for name, usr in sorted(names.items()))
            for header, names in found.items()
        },
        frozenset(possible),
        strange,
        foreign,
    )


def _name(usr: str) -> tuple[str | None, bool]:
    """Return the name that the table may have, and whether it is in std."""
    inside = _FIRST.fullmatch(usr)
    if inside:
        found = _COMPONENT.match(inside["rest"])
        if found is None:
            return None, True
        name = next(group for group in found.groups() if group)
        return (None if name == "operator" else name), True
    outside = _GLOBAL.match(usr)
    if outside:
        return outside[1], False
    whole = name_of_usr(usr)
    return (whole or "").partition("::")[0] or None, False
