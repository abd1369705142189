"""What the environment keeps of a document: little, plain, and picklable.

NOTE(def: env_version): a change of these shapes raises `KwindexDomain.data_version`.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

__all__ = ["Document", "Reference", "View", "ViewKind"]

ViewKind = Literal[
    "file",
    "symbol",
    "source",
    "folder",
    "keywords",
    "mentions",
    "rows",
    "uses",
    "report",
]


class View(NamedTuple):
    """What one directive shows."""

    kind: ViewKind
    key: str
    """Path from the source root, or the name of a symbol as written; of the source
    root itself the empty string."""
    options: tuple[tuple[str, str], ...] = ()
    """Options with values as written, checked, sorted by name."""
    name: str = ""
    """Qualified name of the symbol shown; empty for files."""
    usrs: tuple[str, ...] = ()
    """Symbols of a card; empty for files."""
    lines: tuple[int, int] | None = None
    """First and last line of the listing, from 1; None if there is no listing. The last
    may lie behind the end of the file."""
    digest: str = ""
    """Of the answer as shown; empty if there was none."""


class Reference(NamedTuple):
    """A role, literal or name in a document, and the section it stands in."""

    domain: str
    """``kw``, ``cpp``, ``c``, or empty for ``any``; ``literal`` and ``code`` for a
    literal, and a name in a code block, which are no roles."""
    role: str
    target: str
    title: str
    """Of the section; empty if it has none."""
    anchor: str
    """Of the section; empty for the top of the document."""


class Document(NamedTuple):
    """All that we know of one document."""

    views: tuple[View, ...] = ()
    references: tuple[Reference, ...] = ()
    wanted: tuple[str, ...] = ()
    """Paths shown that the patterns leave out: to be indexed nevertheless."""
    resolved: str = ""
    """Digest of where the references lead."""
    documented: str = ""
    """Digest of the list of sections that mention what is shown."""
    inputs: bytes = b""
    """What the views were made from; see `inputs.pack_inputs`."""
    identifiers: tuple[str, ...] = ()
    """Last components of the names in signatures of the C and C++ domains, sorted."""
    signed: str = ""
    """Digest of where these lead."""
