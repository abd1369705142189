"""What each identifier of a file names, by a plain reading through ``clang.cindex``.

Written apart from the indexer, on top of ``tests/truth.py``, as the truth that the
references of an index are held against. The rule is one sentence: an identifier names
the declaration that it is the name of, or what its cursor refers to, if that has the
token's text as its name. Left out are locals, parameters, template parameters and
labels, and all that stands in the text of a macro.
"""

from __future__ import annotations

import os
import re
import sys
from ctypes import POINTER, Structure, byref, c_uint, c_void_p
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

import clang.cindex  # noqa: E402
from clang.cindex import Cursor, SourceRange, Token  # noqa: E402

from benchmarks.macro_origins import Origin, origins_of  # noqa: E402
from tests import truth  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence, Set

__all__ = ["Place", "Reading", "plain_usr", "read_plainly"]

IDENTIFIER = 2
"""CXToken_Identifier."""
UNNAMED = {"PARM_DECL", "TEMPLATE_TYPE_PARAMETER", "TEMPLATE_NON_TYPE_PARAMETER",
           "TEMPLATE_TEMPLATE_PARAMETER", "LABEL_STMT", "LABEL_REF"}  # fmt: skip
MACROS = {"MACRO_DEFINITION", "MACRO_INSTANTIATION"}
LOCAL = "a local"
OF_FILE = re.compile(r"\Ac:(?!@)[^@]*@")
"""The name of a file before a USR that one file only knows."""

DEFINE = re.compile(rb"^[ \t]*\#[ \t]*define\b(?:[^\n\\]|\\\r?\n|\\.)*", re.MULTILINE)

Place = tuple[int, int]
"""Line and column, both from 1, column in bytes."""


class Reading(NamedTuple):
    """What a plain parse says of one file."""

    identifiers: frozenset[Place]
    """Every identifier token but those in the texts of macros, and names of locals."""
    names: dict[Place, str]
    """`plain_usr` of what a token names, where it names something."""
    truth: truth.Truth
    """The definitions."""
    skipped: frozenset[int]
    """Lines that the preprocessor skipped, from 1."""
    origins: Mapping[truth.Definition, Origin]
    """Of the definitions that macros make; empty if the tokens were read."""


class RangeList(Structure):
    """CXSourceRangeList, which the bindings do not have."""

    _fields_ = (("count", c_uint), ("ranges", POINTER(SourceRange)))


def plain_usr(usr: str) -> str:
    """Return a USR without the name of the file that it may begin with.

    Of a macro also without the place: the index has one USR for all its definitions.
    """
    if "@macro@" in usr:
        return "c:@macro@" + usr.rpartition("@macro@")[2]
    return OF_FILE.sub("c:@", usr)


def read_plainly(
    main: str, arguments: Sequence[str], path: str, *, tokens: bool = True
) -> Reading | None:
    """Parse a file in full and read one file of the unit.

    :param main: absolute path of the file that is parsed.
    :param path: absolute path of the file that is read: the same, or a fragment.
    :param tokens: read the tokens, too.
    :return: None if the unit did not read the file.
    """
    unit = clang.cindex.Index.create().parse(
        main, args=list(arguments), options=truth.OPTIONS
    )
    name = main
    if path != main:
        read = {one.include.name for one in unit.get_includes()}
        real = os.path.realpath(path)
        found = sorted(one for one in read if os.path.realpath(one) == real)
        if not found:
            return None
        name = found[0]
    serious = [d for d in unit.diagnostics if d.severity >= truth.ERROR]
    missing = sum("file not found" in d.spelling for d in serious)
    defining = list(truth.defining(unit, name))
    definitions = frozenset(definition for _, definition in defining)
    whole = truth.Truth(definitions, missing, len(serious) - missing)
    identifiers, names = _tokens(unit, name) if tokens else (frozenset(), {})
    origins = {} if tokens else origins_of(unit, name, defining)
    return Reading(identifiers, names, whole, _skipped(unit, name), origins)


def _tokens(unit: Any, name: str) -> tuple[frozenset[Place], dict[Place, str]]:
    lib = clang.cindex.conf.lib
    data = Path(name).read_bytes()
    extent = unit.get_extent(name, (0, len(data)))
    in_macro = _lines_of_macros(data)
    misread = truth.typeless(unit)
    memory = POINTER(Token)()
    count = c_uint()
    lib.clang_tokenize(unit, extent, byref(memory), byref(count))
    cursors = (Cursor * count.value)()
    if count.value:
        lib.clang_annotateTokens(unit, memory, count, cursors)
    places = set()
    names = {}
    for number in range(count.value):
        token, cursor = memory[number], cursors[number]
        if cursor.is_null() or lib.clang_getTokenKind(token) != IDENTIFIER:
            continue
        # As the bindings do for their own tokens and cursors.
        token._tu = cursor._tu = unit  # noqa: SLF001
        location = token.location
        place = location.line, location.column
        is_definition = truth.kind_name(cursor) == "MACRO_DEFINITION"
        if location.line in in_macro and not is_definition:
            continue
        places.add(place)
        usr = next(_named(cursor, location, token.spelling, misread), None)
        if usr == LOCAL:
            places.remove(place)
        elif usr:
            names[place] = plain_usr(usr)
    if count.value:
        lib.clang_disposeTokens(unit, memory, count)
    return frozenset(places), names


def _skipped(unit: Any, name: str) -> frozenset[int]:
    """Return the lines between the directives of the skipped branches."""
    lib = clang.cindex.conf.lib
    lib.clang_getSkippedRanges.restype = POINTER(RangeList)
    lib.clang_disposeSourceRangeList.argtypes = [c_void_p]
    found = lib.clang_getSkippedRanges(unit, unit.get_file(name))
    lines: set[int] = set()
    for number in range(found.contents.count):
        place = found.contents.ranges[number]
        lines.update(range(place.start.line + 1, place.end.line))
    lib.clang_disposeSourceRangeList(found)
    return frozenset(lines)


def _lines_of_macros(data: bytes) -> set[int]:
    """Return the lines of all ``#define`` directives, from 1."""
    lines: set[int] = set()
    for match in DEFINE.finditer(data):
        first = data.count(b"\n", 0, match.start()) + 1
        lines.update(range(first, first + match[0].count(b"\n") + 1))
    return lines


def _named(cursor: Any, location: Any, text: str, misread: Set[int]) -> Iterator[str]:
    """Yield the USR of what an identifier names, if it does.

    :param misread: `truth.typeless`.
    """
    kind = truth.kind_name(cursor)
    here = cursor.location.offset == location.offset
    if kind in MACROS:
        if here and cursor.spelling == text:
            yield f"c:@macro@{text}"
        return
    target = cursor
    if not (here and cursor.kind.is_declaration()):
        if kind == "OVERLOADED_DECL_REF":
            count = clang.cindex.conf.lib.clang_getNumOverloadedDecls(cursor)
            if count != 1:
                return
            target = clang.cindex.conf.lib.clang_getOverloadedDecl(cursor, 0)
            target._tu = cursor._tu  # noqa: SLF001  (the call knows nothing of it)
        else:
            target = cursor.referenced
    if target is None or target.location.int_data in misread:
        return
    if truth.kind_name(target) in UNNAMED or _is_local(target):
        yield LOCAL
    elif truth.own_name(target) == text and target.get_usr():
        yield _template_usr(target)


def _is_local(cursor: Any) -> bool:
    parent = cursor.semantic_parent
    while parent is not None and truth.kind_name(parent) != "TRANSLATION_UNIT":
        name = truth.kind_name(parent)
        if name == "NAMESPACE":
            return False
        if name == "FUNCTION_TEMPLATE" or (
            name in truth.KINDS and name not in truth.SCOPES
        ):
            return True
        parent = parent.semantic_parent
    return False


def _template_usr(cursor: Any) -> str:
    """Return the USR; of a member of an implicit instantiation, of the template's.

    libclang maps functions and classes back by itself, fields and enumerators not: they
    are those members of the scope's template that stand at the same place.
    """
    for _ in range(8):  # a member of a member of an instantiation
        template = cursor.specialized_template
        if template is None:
            template = _same_member(cursor)
        elif not _is_at(template, cursor):
            break
        if template is None:
            break
        cursor = template
    return str(cursor.get_usr())


def _is_at(template: Any, cursor: Any) -> bool:
    """Tell if a template, or its definition, has the place of what is made from it."""
    whole = template.get_definition()
    places = (
        [template.location] if whole is None else [template.location, whole.location]
    )
    return cursor.location in places


def _same_member(cursor: Any) -> Any | None:
    """Return the member of the template that a scope is made from; None without one."""
    scope = cursor.semantic_parent
    template = scope.specialized_template if scope is not None else None
    if template is None or not _is_at(template, scope):
        return None
    for member in (template.get_definition() or template).get_children():
        if member.location == cursor.location and member.spelling == cursor.spelling:
            return member
    return None
