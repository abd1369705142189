"""Places and files: the words that every other value is said in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from .coverage import Coverage
from .documentation import Documentation
from .languages import Language

__all__ = ["FolderComment", "Position", "Pragma", "SourceFile", "Span"]


class Position(NamedTuple):
    """A place in a file; ordered as the text is."""

    line: int
    """From 1."""
    column: int
    """From 1, in bytes of the UTF-8 text, as libclang counts."""


class Span(NamedTuple):
    """A stretch of a file, half open: the end is the first place after it."""

    line: int
    """First line, from 1."""
    column: int
    """First byte of the first line, from 1."""
    end_line: int
    """Line of the end, from 1."""
    end_column: int
    """First byte after the stretch, from 1, in the line of the end."""


class Pragma(NamedTuple):
    """A comment ``IWYU pragma: ...``: who includes a header, what a line is for."""

    line: int
    """From 1."""
    text: str
    """What stands after the colon, white space folded: ``keep``, ``private, include
    "a/b.h"``."""


class FolderComment(NamedTuple):
    """A comment of the file that is on a folder: ``@dir``."""

    folder: str
    """The end of its path as written; empty for the folder that the file is in."""
    documentation: Documentation


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of the tree: what can be said of it as a whole."""

    path: str
    """POSIX path from the source root."""
    language: Language
    sha256: str
    """SHA-256 of the bytes that were read, hexadecimal."""
    bytes: int
    """Size in bytes."""
    lines: int
    """Number of lines; a last line without line end counts."""
    code: int
    """Lines that hold any code; a line of code with a comment counts here."""
    comment: int
    """Lines that hold comment and no code."""
    blank: int
    """Lines of white space only."""
    encoding: str
    """Encoding that the text was decoded from: ``utf-8``, ``utf-16``, ``latin-1``."""
    coverage: Coverage
    licence: str | None = None
    """SPDX identifier or licence line of the first comment; None if none was seen."""
    documentation: Documentation | None = None
    """The file's own comment: ``@file``, or the first that is not a licence."""
    pragmas: tuple[Pragma, ...] = ()
    """By line."""
    folders: tuple[FolderComment, ...] = ()
    """In the order of the file."""
