"""Which pages there are: one for each file and folder of the trees asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from .docnames import docnames_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["Catalogue", "Extent", "Page", "PageKind", "Tree"]


_INDEXED = 3_000
"""Most files whose symbols go to the general index, which is one page and is in the
search's data once more; the keyword index has all of any tree."""


class PageKind(StrEnum):
    """What a page is of."""

    FILE = "file"
    FOLDER = "folder"
    SOURCE = "source"
    """A further part of a long listing."""
    ROWS = "rows"
    """Keywords of a file, where they are many."""
    USES = "uses"
    """Uses of the symbols of a file, where they are many."""
    KEYWORDS = "keywords"
    """Keyword index of a tree, a letter or a part of one."""
    REPORT = "report"
    """Report on a tree, or a part of one."""


class Page(NamedTuple):
    """A generated page."""

    kind: PageKind
    key: str
    """Path from the source root; of the root the empty string."""
    parent: str
    """Docname of the folder's page, or of the file's; of the tree's own: empty."""
    number: int = 0
    """Of further pages of one kind, from 1."""
    part: str = ""
    """What of the key it shows: of keywords the letters, as ``S`` or ``Sa-Sm``, or the
    kinds or namespaces; which report."""
    order: str = ""
    """Of keywords what they are put together by; the value of a `KeywordOrder`."""


class Tree(NamedTuple):
    """A folder whose files get pages."""

    prefix: str
    """Docname below which the pages stand."""
    folder: str
    """Path from the source root; of the root the empty string."""


class Extent(NamedTuple):
    """How many further pages a file has."""

    sources: int = 0
    uses: int = 0
    rows: int = 0


_ORDERS = {"letter": "keywords", "kind": "kinds", "namespace": "namespaces"}
"""What the docnames of keyword pages have, for each order."""


def _no_reports(_: str) -> tuple[tuple[str, int], ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All generated pages, for one state of the index."""

    pages: Mapping[str, Page] = field(default_factory=dict)
    """Docname to page."""
    children: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Docname of a folder to those of its keywords, reports, subfolders and files; of a
    file to its further pages; in the order of reading."""
    files: Mapping[str, str] = field(default_factory=dict)
    """Path to docname."""
    folders: Mapping[str, str] = field(default_factory=dict)
    """Path of a folder to docname."""
    roots: tuple[str, ...] = ()
    """Docnames of the trees' own pages."""

    @classmethod
    def of(
        cls,
        trees: Iterable[Tree],
        paths: Iterable[str],
        *,
        extent: Callable[[str], Extent],
        keywords: Callable[[str], Mapping[str, tuple[str, ...]]],
        reports: Callable[[str], Iterable[tuple[str, int]]] = _no_reports,
    ) -> Catalogue:
        """List the pages.

        A file in two trees has a page in each; links go to that of the first.

        :param paths: of all files, from the source root.
        :param extent: path of a file → its further pages.
        :param keywords: folder of a tree → the parts of its keyword index, by order.
        :param reports: folder of a tree → its reports, and how many pages each has.
        """
        known = sorted(paths)
        made = _Making(extent)
        roots = []
        for tree in trees:
            root = made.add(tree, known, keywords(tree.folder), reports(tree.folder))
            roots.append(root)
        return cls(
            made.pages,
            {name: tuple(found) for name, found in made.children.items()},
            made.files,
            made.folders,
            tuple(root for root in roots if root),
        )

    @property
    def is_indexed(self) -> bool:
        """Whether the symbols of the files go to the general index."""
        return len(self.files) <= _INDEXED

    def trail(self, docname: str) -> tuple[str, ...]:
        """Return the docnames from the tree's own page down to a page."""
        found: list[str] = []
        while docname:
            found.append(docname)
            docname = self.pages[docname].parent
        return tuple(reversed(found))


class _Making:
    """A catalogue as it grows."""

    def __init__(self, extent: Callable[[str], Extent]) -> None:
        self.extent = extent
        self.pages: dict[str, Page] = {}
        self.children: dict[str, list[str]] = {}
        self.files: dict[str, str] = {}
        self.folders: dict[str, str] = {}

    def add(
        self,
        tree: Tree,
        known: list[str],
        keywords: Mapping[str, tuple[str, ...]],
        reports: Iterable[tuple[str, int]],
    ) -> str:
        """Add a tree; return the docname of its own page, empty if it has no file."""
        above = f"{tree.folder}/" if tree.folder else ""
        inside = [path.removeprefix(above) for path in known if path.startswith(above)]
        if not inside:
            return ""
        files, folders = docnames_of(tree.prefix, inside)
        root = folders[""]
        for folder in sorted(folders):
            self._folder(above, folder, folders)
        for order, parts in keywords.items():
            for number, part in enumerate(parts, 1):
                name = f"{root}~{_ORDERS[order]}-{number}"
                self._put(
                    name,
                    Page(PageKind.KEYWORDS, tree.folder, root, number, part, order),
                )
        for report, pages in reports:
            for number in range(1, pages + 1):
                name = f"{root}~{report}-{number}" if number > 1 else f"{root}~{report}"
                self._put(
                    name, Page(PageKind.REPORT, tree.folder, root, number, report)
                )
        # Subfolders before files, as everywhere.
        for folder in sorted(folders.keys() - {""}):
            parent = folders[folder.rpartition("/")[0]]
            self.children.setdefault(parent, []).append(folders[folder])
        for path in sorted(files):
            self._file(above, path, files[path], folders[path.rpartition("/")[0]])
        return root

    def _folder(self, above: str, folder: str, folders: Mapping[str, str]) -> None:
        name = folders[folder]
        path = f"{above}{folder}" if folder else above.rstrip("/")
        parent = folders[folder.rpartition("/")[0]] if folder else ""
        self.pages.setdefault(name, Page(PageKind.FOLDER, path, parent))
        self.folders.setdefault(path, name)

    def _file(self, above: str, path: str, name: str, parent: str) -> None:
        key = above + path
        self._put(name, Page(PageKind.FILE, key, parent))
        self.files.setdefault(key, name)
        extent = self.extent(key)
        for number in range(2, extent.rows + 2):
            page = Page(PageKind.ROWS, key, name, number)
            self._put(f"{name}~keywords-{number}", page)
        for number in range(2, extent.sources + 2):
            part = Page(PageKind.SOURCE, key, name, number)
            self._put(f"{name}~source-{number}", part)
        for number in range(1, extent.uses + 1):
            page = Page(PageKind.USES, key, name, number)
            self._put(f"{name}~uses-{number}", page)

    def _put(self, name: str, page: Page) -> None:
        self.pages[name] = page
        self.children.setdefault(page.parent, []).append(name)
