"""Where pages have no blank between two blocks: a search that reads their text would
show ``namefile`` where a reader sees a name in one cell and a file in the next."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["joined_words"]

_WITHIN_WORDS = frozenset(
    {"a", "abbr", "b", "code", "em", "i", "mark", "pre", "small", "span", "strong"}
)
"""Elements that begin and end within a line."""
_EMPTY = frozenset({"br", "circle", "hr", "img", "input", "link", "meta", "path"})


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.joined: list[str] = []
        self._open: list[tuple[str, bool]] = []
        """Elements around, and whether they are ours."""
        self._last = ""
        """The text before, in an element of ours."""
        self._is_apart = False
        """Whether a block has begun or ended since."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_apart |= tag not in _WITHIN_WORDS
        if tag not in _EMPTY:
            classes = (dict(attrs).get("class") or "").split()
            own = any(name.startswith("kwindex") for name in classes)
            self._open.append((tag, own or (bool(self._open) and self._open[-1][1])))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_apart |= tag not in _WITHIN_WORDS

    def handle_endtag(self, tag: str) -> None:
        self._is_apart |= tag not in _WITHIN_WORDS
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        is_own = bool(self._open) and self._open[-1][1]
        around = self._last[-1:], data[0]
        if is_own and self._is_apart and all(c and not c.isspace() for c in around):
            self.joined.append(f"{self._last[-20:]}|{data[:20]}")
        self._last = data if is_own else ""
        self._is_apart = False


def joined_words(outdir: Path) -> Iterator[tuple[str, str]]:
    """Yield pages, and the words around a block that has no blank before it."""
    for file in sorted(outdir.rglob("*.html")):
        text = _Text()
        text.feed(file.read_text("utf-8"))
        for words in text.joined:
            yield file.relative_to(outdir).as_posix(), words
