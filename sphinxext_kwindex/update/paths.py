"""From the argument of a directive to a source: only what lies below the root."""

from __future__ import annotations

import os
import re
import stat
from enum import StrEnum
from pathlib import Path
from posixpath import splitext

from ..errors import KwindexError
from ..scan import (
    C_FAMILY_SUFFIXES,
    ContentKind,
    classify,
    decode,
    is_other,
    scan_text,
)

__all__ = [
    "SourcePathError",
    "SourcePathReason",
    "resolve_folder",
    "resolve_source",
]


class SourcePathReason(StrEnum):
    """Why a path names no source."""

    NOT_A_PATH = "not_a_path"
    OUTSIDE = "outside"
    NOT_FOUND = "not_found"
    IS_FOLDER = "is_folder"
    IS_FILE = "is_file"
    NOT_C_FAMILY = "not_c_family"
    EMPTY = "empty"
    BINARY = "binary"
    UNREADABLE = "unreadable"
    NOT_REGULAR = "not_regular"


_MESSAGES = {
    SourcePathReason.NOT_A_PATH: (
        "{!r} is no path in the source tree; write folders and a file with / between,"
        " without a drive or ~"
    ),
    SourcePathReason.OUTSIDE: (
        "{!r} is not below the source root; check the path and kwindex_source_root"
    ),
    SourcePathReason.NOT_FOUND: (
        "{!r} does not exist; paths are relative to the source root,"
        " with ./ or ../ to the document"
    ),
    SourcePathReason.IS_FOLDER: "{!r} is a folder; name a file in it",
    SourcePathReason.IS_FILE: "{!r} is no folder; name the one that it is in",
    SourcePathReason.NOT_C_FAMILY: (
        "{!r} is not a C or C++ file, nor of another known type; its name decides"
    ),
    SourcePathReason.EMPTY: "{!r} is empty; there is nothing to show",
    SourcePathReason.BINARY: (
        "{!r} is not text; it is binary data or a Git LFS pointer"
    ),
    SourcePathReason.UNREADABLE: "{!r} cannot be read; check its permissions",
    SourcePathReason.NOT_REGULAR: (
        "{!r} is not a regular file; devices, pipes and sockets are not read"
    ),
}
# Home folders, drives and network shares are no paths of a tree; a backslash
# separates folders on one system and is part of a name on another.
_FOREIGN = re.compile(r"~|[A-Za-z]:|//|[^\\]*\\")
# Control characters and halves of characters; no file system call takes them all.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_FROM_DOCUMENT = re.compile(r"\.\.?(?:/|$)")
_SAMPLE = 65536


class SourcePathError(KwindexError):
    """A path that names no source; the text is a sentence for the user."""

    def __init__(self, reason: SourcePathReason, argument: str) -> None:
        super().__init__(_MESSAGES[reason].format(argument))
        self.reason = reason


def resolve_source(root: Path, argument: str, *, document_dir: Path) -> str:
    """Return the POSIX path, from the root, of the source that a directive names.

    A path is relative to the source root; with ``./`` or ``../`` in front, to the
    document; a leading ``/`` is the source root. Symbolic links are resolved.

    :raises SourcePathError: It is no source, or not below the root; nothing outside
        the root was opened.
    """
    relative = _resolved(root, argument, document_dir)
    reason = _fault_of(Path(os.path.realpath(root), relative))
    if reason is not None:
        raise SourcePathError(reason, argument.strip())
    return relative


def resolve_folder(root: Path, argument: str, *, document_dir: Path) -> str:
    """Return the POSIX path of a folder, as `resolve_source` does that of a source.

    That of the root itself is the empty string.

    :raises SourcePathError: It is no folder, or not below the root.
    """
    relative = _resolved(root, argument, document_dir)
    folder = Path(os.path.realpath(root), relative)
    if not folder.is_dir():
        found = folder.exists()
        reason = SourcePathReason.IS_FILE if found else SourcePathReason.NOT_FOUND
        raise SourcePathError(reason, argument.strip())
    return "" if relative == "." else relative


def _resolved(root: Path, argument: str, document_dir: Path) -> str:
    argument = argument.strip()
    if not argument or _FOREIGN.match(argument) or _CONTROL.search(argument):
        raise SourcePathError(SourcePathReason.NOT_A_PATH, argument)
    relative = _relative(root, argument, document_dir)
    if relative is None:
        raise SourcePathError(SourcePathReason.OUTSIDE, argument)
    return Path(relative).as_posix()


def _relative(root: Path, argument: str, document_dir: Path) -> str | None:
    """Return a path from the root with all links resolved; None if it is outside."""
    base = document_dir if _FROM_DOCUMENT.match(argument) else root
    argument = argument.lstrip("/")
    real_root = os.path.realpath(root)
    # First without resolving, so that `link/../x` means what it says; then for a root
    # or a document that is reached through a link.
    lexical = _below(_normal(base / argument), _normal(root))
    if lexical is None:
        lexical = _below(_normal(Path(os.path.realpath(base), argument)), real_root)
    if lexical is None:
        return None
    return _below(os.path.realpath(Path(real_root, lexical)), real_root)


def _normal(path: Path) -> str:
    return os.path.normpath(path.absolute())


def _below(path: str, root: str) -> str | None:
    if path == root:
        return "."
    root = root.rstrip(os.sep) + os.sep
    return path[len(root) :] if path.startswith(root) else None


def _fault_of(file: Path) -> SourcePathReason | None:
    """Return why a file is no source; None if it is one."""
    try:
        # All links are resolved: one that is left leads to itself.
        mode = file.lstat().st_mode
    except OSError as error:
        hidden = isinstance(error, PermissionError)
        return SourcePathReason.UNREADABLE if hidden else SourcePathReason.NOT_FOUND
    if not stat.S_ISREG(mode):
        folder = stat.S_ISDIR(mode)
        return SourcePathReason.IS_FOLDER if folder else SourcePathReason.NOT_REGULAR
    suffix = splitext(file.name)[1].lower()
    other = is_other(file.name)
    if suffix and suffix not in C_FAMILY_SUFFIXES and not other:
        return SourcePathReason.NOT_C_FAMILY
    try:
        with file.open("rb") as stream:
            data = stream.read(_SAMPLE)
    except OSError:
        return SourcePathReason.UNREADABLE
    return _content_fault(data, named=bool(suffix) or other)


def _content_fault(data: bytes, *, named: bool) -> SourcePathReason | None:
    match classify(data):
        case ContentKind.EMPTY:
            return SourcePathReason.EMPTY
        case ContentKind.BINARY | ContentKind.LFS:
            return SourcePathReason.BINARY
        case ContentKind.TEXT | ContentKind.CONFLICT:
            pass
    if named:
        return None
    # Headers such as <vector> and Eigen/Core have no suffix; their directives tell.
    scan = scan_text(decode(data).text)
    if scan.includes or scan.guard:
        return None
    return SourcePathReason.NOT_C_FAMILY
