"""What the questions on folders are answered with: frozen values, as in `answers`.

A folder is its POSIX path from the source root, without ``/`` at the end; the root is
the empty string.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from .folder_graph import FolderGraph

if TYPE_CHECKING:
    from ..model import CoverageLevel, Language, SymbolKind
    from .answers import SymbolRef

__all__ = [
    "BuildTarget",
    "FileRow",
    "FolderHelp",
    "FolderRow",
    "FolderSection",
    "FolderSummary",
    "FolderSums",
    "KeyFile",
    "KeySymbol",
    "LanguageCount",
    "LevelCount",
    "OtherFile",
    "Owners",
    "Role",
    "SymbolCount",
]


class FolderSection(StrEnum):
    """Parts of a folder's page, in their order."""

    FACTS = "facts"
    ROLE = "role"
    OVERVIEW = "overview"
    WORKING = "working"
    FOLDERS = "folders"
    FILES = "files"
    KEY_FILES = "key-files"
    KEY_SYMBOLS = "key-symbols"
    GRAPH = "graph"
    OTHERS = "others"
    KEYWORDS = "keywords"


class LanguageCount(NamedTuple):
    """The files of one language."""

    language: Language
    files: int
    lines: int


class LevelCount(NamedTuple):
    """The files of one coverage label."""

    level: CoverageLevel
    files: int


class SymbolCount(NamedTuple):
    """The symbols of one kind, distinct by USR."""

    kind: SymbolKind
    symbols: int


@dataclass(frozen=True, slots=True)
class FolderSums:
    """Figures of some files together."""

    files: int = 0
    lines: int = 0
    code: int = 0
    comment: int = 0
    blank: int = 0
    bytes: int = 0
    declared: int = 0
    """Public declarations that a comment may be expected of."""
    documented: int = 0
    """Those of them that have one."""
    languages: tuple[LanguageCount, ...] = ()
    """Most files first."""
    levels: tuple[LevelCount, ...] = ()
    """From most to least known."""
    kinds: tuple[SymbolCount, ...] = ()
    """In the order of the pages; header guards left out."""

    @property
    def symbols(self) -> int:
        """Number of distinct symbols."""
        return sum(count.symbols for count in self.kinds)


class Role(NamedTuple):
    """What a folder is for, in its authors' words."""

    text: str
    """One paragraph of plain text."""
    path: str
    """Of the file that says so."""


class FolderRow(NamedTuple):
    """A subfolder, with all that is below it."""

    path: str
    name: str
    """Last component of the path."""
    files: int
    lines: int
    symbols: int
    role: str
    """One sentence; empty where nothing says it."""


class FileRow(NamedTuple):
    """A file of the folder itself."""

    path: str
    name: str
    language: Language
    purpose: str
    """First sentence of the file's own comment; empty if it has none."""
    symbols: int
    lines: int
    declared: int
    """Public declarations that a comment may be expected of."""
    documented: int
    """Those of them that have one."""
    level: CoverageLevel
    includers: int
    """Files that include it directly."""


class KeyFile(NamedTuple):
    """A file that much depends on."""

    path: str
    includers: int
    """Files that include it directly."""
    users: int
    """Other files that refer to a symbol declared in it."""
    purpose: str


class KeySymbol(NamedTuple):
    """A symbol that many files use."""

    symbol: SymbolRef
    path: str
    """Of its definition, else of its first declaration."""
    users: int
    """Other files that refer to it."""
    brief: str
    """First sentence of its comment; empty if it has none."""


class BuildTarget(NamedTuple):
    """A library or program that the build description of the folder makes."""

    name: str
    kind: str
    """``library`` or ``executable``."""
    path: str
    line: int


class Owners(NamedTuple):
    """Who looks after the folder."""

    names: tuple[str, ...]
    """As written."""
    path: str
    """Of the file that says so."""
    line: int


@dataclass(frozen=True, slots=True)
class FolderHelp:
    """How to work with the folder: only what some file says."""

    readme: str = ""
    """Path; empty if there is none."""
    targets: tuple[BuildTarget, ...] = ()
    """By line."""
    owners: Owners | None = None
    tests: str = ""
    """The nearest folder of tests; empty if there is none near."""

    def __bool__(self) -> bool:
        """Tell whether anything is known."""
        return bool(self.readme or self.targets or self.owners or self.tests)


class OtherFile(NamedTuple):
    """A file of the folder that is not C or C++."""

    path: str
    what: str
    """Value of a `Language`, or any word, as ``image``."""
    lines: int
    """0 where counting them means nothing."""
    bytes: int
    title: str
    """What it says of itself; empty if nothing."""


@dataclass(frozen=True, slots=True)
class FolderSummary:
    """A folder's page."""

    path: str
    own: FolderSums
    """Of the files of the folder itself."""
    subtree: FolderSums
    role: Role | None = None
    subfolders: tuple[FolderRow, ...] = ()
    """By name."""
    files: tuple[FileRow, ...] = ()
    """By name."""
    key_files: tuple[KeyFile, ...] = ()
    """Of the subtree, most fan-in first; at most eight."""
    key_symbols: tuple[KeySymbol, ...] = ()
    """Of the subtree, most users first; at most twelve."""
    help: FolderHelp = FolderHelp()
    others: tuple[OtherFile, ...] = ()
    """By path."""
    letters: tuple[tuple[str, int], ...] = ()
    """The letters of the keyword index of the subtree, with their entries."""
    graph: FolderGraph | None = None
    """Includes between its subfolders, cycles, and headers that cost much."""

    def has(self, section: FolderSection) -> bool:
        """Tell whether a section has something to say."""
        found: dict[FolderSection, object] = {
            FolderSection.FACTS: True,
            FolderSection.ROLE: self.role,
            FolderSection.OVERVIEW: self.subtree.kinds,
            FolderSection.WORKING: self.help,
            FolderSection.FOLDERS: self.subfolders,
            FolderSection.FILES: self.files,
            FolderSection.KEY_FILES: self.key_files,
            FolderSection.KEY_SYMBOLS: self.key_symbols,
            FolderSection.GRAPH: self.graph,
            FolderSection.OTHERS: self.others,
            FolderSection.KEYWORDS: self.letters,
        }
        return bool(found[section])
