"""Macros that stand in for those of a library whose headers are not there.

``TEST(Suite, Name) {`` is nothing to Clang without GoogleTest. A unit that uses such a
macro begins with a definition of it by what the library documents; that holds if a
header of the library is missing, and no file of the tree that the unit reads defines
the macro or asks for it. What comes of it carries `Qualifier.ASSUMED`.

Only the unit's own file may be read so: the facts of a header must not depend on what
the file uses through which it is read.
"""

from __future__ import annotations

import os.path
import re
from dataclasses import replace
from functools import lru_cache
from posixpath import splitext
from typing import TYPE_CHECKING, NamedTuple

from ..model import CXX_LANGUAGES, Qualifier
from ..scan import FRAGMENT_SUFFIXES, decode
from .arguments import header_folders
from .counter import prologue_path
from .documented_macros import HELPERS, LIBRARIES
from .mentions import is_mentioned

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from ..model import Symbol
    from .documented_macros import Library
    from .occurrences import Found
    from .tokens import TokenTable
    from .unit import Unit
    from .work import Work

__all__ = ["NO_STAND_INS", "StandIns", "assumed", "stand_ins_for", "those_that_hold"]

_OF = {name: library for library in LIBRARIES for name in library.macros}
_STEMS = sorted({re.split(r"(?<=_)", name)[0].rstrip("_") for name in _OF})
_USES = re.compile(rf"\b({'|'.join(sorted(_OF))})\s*\(")
# Not in the text of another macro.
_IN_DIRECTIVE = (
    rb"^[ \t]*#[ \t]*(?:define[ \t]+|(?:undef|ifn?def|if|elif)\b[^\n]*\b)%b\b"
)


class StandIns(NamedTuple):
    """The macros that a unit begins with."""

    names: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        """The lines that define them."""
        if not self.names:
            return ""
        texts = {**HELPERS, **{name: _OF[name].macros[name] for name in self.names}}
        defined = (
            # One that a file of the umbrella defines stays: the unit differs then.
            f"#ifndef {name}\n#define {name}{text}\n#endif\n"
            for name, text in sorted(texts.items())
        )
        return "".join(defined)


NO_STAND_INS = StandIns()


def stand_ins_for(unit: Unit, root: Path, text: str) -> StandIns:
    """Return the macros that a unit may have to begin with.

    :param text: Of the main file.
    """
    if unit.language not in CXX_LANGUAGES:
        return NO_STAND_INS
    names = _used(text)
    if not names:
        return NO_STAND_INS
    code = text.encode()
    names = {name for name in names if not _is_in_directive(name, code)}
    for path in unit.wanted[1:]:
        if names and splitext(path)[1].lower() not in FRAGMENT_SUFFIXES:
            names -= _used(_read(root / path))
    return StandIns(
        frozenset(
            name
            for name in names
            if not _is_found(_OF[name].headers[0], unit.arguments)
        )
    )


def _used(text: str) -> set[str]:
    """Return the macros of the table that a text has with arguments."""
    if not any(stem in text for stem in _STEMS):  # many times as fast
        return set()
    return set(_USES.findall(text))


def _is_in_directive(name: str, code: bytes) -> bool:
    pattern = re.compile(_IN_DIRECTIVE % name.encode(), re.MULTILINE)
    return pattern.search(code) is not None


def _read(path: Path) -> str:
    try:
        return decode(path.read_bytes()).text
    except OSError:
        return ""


@lru_cache(maxsize=256)
def _is_found(header: str, arguments: tuple[str, ...]) -> bool:
    """Tell if a header is in one of the folders that the arguments name."""
    folders = header_folders(arguments)
    return any(os.path.isfile(os.path.join(one, header)) for one in folders)  # noqa: PTH113, PTH118


def those_that_hold(work: Work, given: StandIns) -> StandIns:
    """Return those of the macros that a unit began with which it should have."""
    if not given.names:
        return given
    main = work.locations.unit.main
    reached = work.reach.of(main)
    missing = {header[1:-1] for header in work.missing_below(main)}
    tree = [path for path in reached if path != main and work.project_path(path)]
    return StandIns(
        frozenset(
            name
            for name in given.names
            if _is_missing(_OF[name], missing)
            and not is_mentioned(name, tree, pattern=_IN_DIRECTIVE, flags=re.MULTILINE)
        )
    )


def _is_missing(library: Library, missing: AbstractSet[str]) -> bool:
    return any(
        spelled == header or spelled.endswith(f"/{header}")
        for spelled in missing
        for header in library.headers
    )


def assumed(
    symbols: Iterable[Symbol], work: Work, found: Found, table: TokenTable
) -> Iterator[Symbol]:
    """Yield the symbols of the main file; what stand-ins make says so."""
    macros = _leading(work, found, table)
    for symbol in symbols:
        if symbol.macro in macros:
            qualifiers = sorted({*symbol.qualifiers, Qualifier.ASSUMED})
            yield replace(symbol, qualifiers=tuple(qualifiers))
        else:
            yield symbol


def _leading(work: Work, found: Found, table: TokenTable) -> set[str]:
    """Return the names of the macros in a file whose text leads to a stand-in."""
    lib = work.locations.lib
    place = prologue_path(work.locations.unit.main)
    expansions = {table.texts[number]: one for number, one in found.macros.items()}
    leading = set()
    for name, expansion in expansions.items():
        definition = lib.clang_getCursorReferenced(expansion)
        raw = lib.clang_getCursorLocation(definition).int_data
        file = work.locations.file_of(raw)
        if (file and work.name(file) == place) or work.expansions.leads_to(
            definition, work.stand_ins
        ):
            leading.add(name)
    return leading
