"""The symbols that pages show, file by file, remembered from build to build.

Inventory, search and index list all of them in each build, also in one in which nothing
has changed. What a file contributes depends on its own symbols, on its page, and on
which file is the home of each symbol: that may change with any file that declares it.
Kept beside the index, not in the environment, which is read and sent too often.
"""

from __future__ import annotations

import contextlib
import json
import os
import zlib
from typing import TYPE_CHECKING, Any, NamedTuple

from ..model import Qualifier, SymbolKind
from ..render import file_anchor
from ..version import __version__
from .states import differing
from .targets import row_anchor

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from .session import IndexSession
    from .targets import FilePage

__all__ = ["Ranked", "ShownSymbol", "shown_in_files"]

_FORMAT = 1
_NAME = "shown-symbols"


class ShownSymbol(NamedTuple):
    """A qualified name that a page shows."""

    name: str
    kind: SymbolKind
    docname: str
    anchor: str


Ranked = tuple[tuple[int, str, int], ShownSymbol]
"""A symbol with its rank among those of the same name; the least is the best."""


class _File(NamedTuple):
    """What a file contributes."""

    page: str
    """Its page and the kinds that are shown there, as a text."""
    usrs: list[int]
    """Checksums of all that it declares."""
    rows: list[tuple[str, str, str, int, int, int]]
    """Qualified name, kind, anchor, rank, line, and which of the file's pages of
    keywords has the row, from 1, of each symbol that has a name."""


def shown_in_files(
    session: IndexSession,
    pages: Mapping[str, FilePage],
    further: Mapping[str, Mapping[int, str]],
) -> Iterator[Ranked]:
    """Yield the symbols of all files that are shown.

    :param pages: By path.
    :param further: `Shown.rows`.
    """
    file = session.database.with_name(_NAME)
    now = session.reader.digests()
    before, known = _read(file)
    found = _updated(session, pages, known, differing(before, now))
    if found != known or before != now:
        _write(file, now, found)
    kinds = {kind.value: kind for kind in SymbolKind}
    for path, page in pages.items():
        shares = further.get(path, {}) if page.generated else {}
        for name, kind, anchor, rank, line, number in found[path].rows:
            docname = shares.get(number, page.docname)
            shown = ShownSymbol(name, kinds[kind], docname, anchor)
            yield (rank, path, line), shown


def _updated(
    session: IndexSession,
    pages: Mapping[str, FilePage],
    known: Mapping[str, _File],
    moved: Iterable[str],
) -> dict[str, _File]:
    """Return what each file contributes; asked are those alone that may differ."""
    found: dict[str, _File] = {}
    touched: set[int] = set()
    moved = frozenset(moved)
    for path in moved:
        if path not in known and path not in pages:
            # What it declared, and was the home of, nobody knows.
            known = {}
        touched.update(known[path].usrs if path in known else ())
    for path in pages.keys() & moved:
        found[path] = _file(session, path, pages[path])
        touched.update(found[path].usrs)
    for path, page in pages.items():
        if path in moved:
            continue
        one = known.get(path)
        if (
            one is None
            or one.page != _page_of(page)
            or not touched.isdisjoint(one.usrs)
        ):
            one = _file(session, path, page)
        found[path] = one
    return found


def _file(session: IndexSession, path: str, page: FilePage) -> _File:
    symbols = session.reader.symbols_in(path)
    homes = session.homes({symbol.usr for symbol in symbols})
    rows = []
    for symbol in symbols:
        if not symbol.name or Qualifier.HEADER_GUARD in symbol.qualifiers:
            continue
        anchor, rank, number = file_anchor(path), 3, 1
        if symbol.kind in page.kinds:
            # Dealt to pages by what the file itself says.
            number = session.page_of_row(symbol.usr, path)
            anchor = row_anchor(symbol.usr, path, homes[symbol.usr])
            rank = 1 if symbol.definition else 2
        name, kind = symbol.qualified_name, symbol.kind.value
        rows.append((name, kind, anchor, rank, symbol.position.line, number))
    usrs = {zlib.crc32(s.usr.encode("utf-8", "surrogatepass")) for s in symbols}
    return _File(_page_of(page), sorted(usrs), rows)


def _page_of(page: FilePage) -> str:
    return " ".join([page.docname, *sorted(page.kinds)])


def _read(file: Path) -> tuple[dict[str, bytes], dict[str, _File]]:
    """Return what was kept, and of which index; nothing if it is damaged or old."""
    try:
        version, digests, files = json.loads(zlib.decompress(file.read_bytes()))
        if version != [_FORMAT, __version__]:
            return {}, {}
        return (
            {path: bytes.fromhex(digest) for path, digest in digests.items()},
            {path: _file_of(*one) for path, one in files.items()},
        )
    except (OSError, TypeError, ValueError, zlib.error):
        return {}, {}


def _file_of(page: str, usrs: list[int], rows: list[Any]) -> _File:
    return _File(page, usrs, list(map(tuple, rows)))


def _write(
    file: Path, digests: Mapping[str, bytes], files: Mapping[str, _File]
) -> None:
    hexadecimal = {path: digest.hex() for path, digest in digests.items()}
    text = json.dumps([[_FORMAT, __version__], hexadecimal, files])
    other = file.with_name(f"{file.name}.{os.getpid()}")
    # What cannot be kept is asked for again.
    with contextlib.suppress(OSError):
        other.write_bytes(zlib.compress(text.encode(), 1))
        other.replace(file)
