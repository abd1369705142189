"""Every link of an HTML tree has its file and its id."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["Page", "broken_links", "duplicate_ids", "read_pages"]


class Page(HTMLParser):
    """The ids and links of one page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value is not None:
                self.ids.append(value)
            if name in {"href", "src"} and value is not None:
                self.links.append(value)


def read_pages(outdir: Path) -> dict[Path, Page]:
    """Read all pages below a folder."""
    files = [*outdir.rglob("*.html"), *outdir.rglob("*.xhtml")]
    # A page may be a folder of a name that ends so: that of a file `x.html`.
    return {
        file: Page(file.read_text("utf-8")) for file in sorted(files) if file.is_file()
    }


def broken_links(outdir: Path) -> Iterator[tuple[str, str]]:
    """Yield page and address of each link inside the tree that leads to nothing."""
    pages = read_pages(outdir)
    for file, page in pages.items():
        for link in dict.fromkeys(page.links):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or not (parts.path or parts.fragment):
                continue
            target = file
            if parts.path:
                target = (file.parent / unquote(parts.path)).resolve()
                if target.is_dir():
                    target /= "index.html"
            found = target.exists()
            if found and parts.fragment and target in pages:
                found = unquote(parts.fragment) in pages[target].ids
            if not found:
                yield file.relative_to(outdir).as_posix(), link


def duplicate_ids(outdir: Path) -> Iterator[tuple[str, str]]:
    """Yield page and id of each id that a page has twice."""
    for file, page in read_pages(outdir).items():
        seen: set[str] = set()
        for identity in page.ids:
            if identity in seen:
                yield file.relative_to(outdir).as_posix(), identity
            seen.add(identity)
