"""Paths to docnames: pure, stable, and the same on every operating system.

A docname is also a file name under the output folder, an address, and a key that Sphinx
compares; so it is made of ``A-Z a-z 0-9 . _ + -`` alone. All else becomes ``~`` and two
upper-case hexadecimal digits for each byte of UTF-8. What begins with ``~`` and goes on
otherwise is ours: ``~2`` parts names that differ in case only, ``~h`` a name that was
too long, ``~source-2`` a further page of a file, ``~tasks`` a report on a tree.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["INDEX", "docnames_of", "escape_name", "folders_of"]

INDEX = "index"
"""Last component of a folder's docname; no file gets it."""
_LONGEST = 120
"""Bytes of a component: file systems allow 255, and Sphinx adds suffixes."""
_KEPT_SUFFIX = 12
_PLAIN = re.compile(r"[A-Za-z0-9._+\-]")
# What Windows takes for a device, whatever follows the first dot.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)


def escape_name(name: str) -> str:
    """Return a component of a path as a component of a docname."""
    # The same name is composed on one system and decomposed on another.
    text = unicodedata.normalize("NFC", name)
    escaped = "".join(c if _PLAIN.fullmatch(c) else _bytes(c) for c in text)
    if escaped.endswith("."):
        escaped = f"{escaped[:-1]}~2E"
    if _DEVICE.match(escaped) or escaped.casefold() == INDEX:
        escaped = _bytes(escaped[0]) + escaped[1:]
    if len(escaped) > _LONGEST:
        digits = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8)
        suffix = "." + escaped.rpartition(".")[2]
        suffix = suffix if len(suffix) <= _KEPT_SUFFIX and "~" not in suffix else ""
        head = escaped[: _LONGEST - 18 - len(suffix)]
        # Not within an escape.
        head = re.sub(r"~[0-9A-F]?$", "", head)
        escaped = f"{head}~h{digits.hexdigest()}{suffix}"
    return escaped


def folders_of(paths: Iterable[str]) -> frozenset[str]:
    """Return all folders that paths lie in, the root as the empty string."""
    found = {""}
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return frozenset(found)


def docnames_of(
    prefix: str, paths: Iterable[str]
) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return the docnames of files, and of their folders.

    :param prefix: docname of the tree, such as ``src`` or ``code/src``.
    :param paths: POSIX paths from the top of the tree.
    :return: path → docname; folder → docname, which ends with ``/index``.
    """
    paths = sorted(paths)
    folders = folders_of(paths)
    names: dict[str, set[str]] = {}
    for path in (*paths, *folders - {""}):
        folder, _, name = path.rpartition("/")
        names.setdefault(folder, set()).add(name)
    places = {"": prefix}
    files: dict[str, str] = {}
    known = frozenset(paths)
    # A folder before what is in it: a prefix sorts first.
    for folder in sorted(names):
        base = places[folder]
        for name, escaped in _distinct(names[folder]).items():
            path = f"{folder}/{name}" if folder else name
            if path in folders:
                places[path] = f"{base}/{escaped}"
            if path in known:
                files[path] = f"{base}/{escaped}"
    return files, {folder: f"{place}/{INDEX}" for folder, place in places.items()}


def _distinct(names: Iterable[str]) -> dict[str, str]:
    """Return the docname's component of each name of one folder.

    Those that a file system without case takes for one get a number.
    """
    taken: set[str] = set()
    found: dict[str, str] = {}
    for name in sorted(names):
        escaped = unique = escape_name(name)
        number = 1
        while unique.casefold() in taken:
            number += 1
            unique = f"{escaped}~{number}"
        taken.add(unique.casefold())
        found[name] = unique
    return found


def _bytes(text: str) -> str:
    data = text.encode("utf-8", "surrogateescape")
    return "".join(f"~{byte:02X}" for byte in data)
