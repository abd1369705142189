"""Our symbols in ``objects.inv`` under the names of the C and C++ domains, too.

Another project then links to them by ``:cpp:func:`` and from its signatures, by
intersphinx alone, without this extension. Only what these domains themselves do not
have is added: what is documented by hand, by Breathe or by hawkmoth goes first.
"""

from __future__ import annotations

import re
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from .destinations import is_c
from .domain import kwindex_domain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.application import Sphinx
    from sphinx.builders import Builder

    from .domain import KwindexDomain

__all__ = ["add_entries", "added_lines", "setup_inventory"]

_LINE = re.compile(r"(.+?)\s+(\S+)\s+(-?\d+)\s+?(\S*)\s+(.*)")
"""As Sphinx reads it: name, type, priority, address, name to show."""
_CPP = {
    **dict.fromkeys(("class", "struct"), "class"),
    **dict.fromkeys(("field", "variable"), "member"),
    **dict.fromkeys(
        (
            "function",
            "method",
            "constructor",
            "destructor",
            "conversion",
            "operator",
        ),
        "function",
    ),
    "union": "union",
    "alias": "type",
    "concept": "concept",
    "enum": "enum",
    "enumerator": "enumerator",
}
"""Our object types to those of C++; it has none for namespaces, nor for macros."""
_C = {
    "struct": "struct",
    "union": "union",
    "alias": "type",
    "enum": "enum",
    "enumerator": "enumerator",
    "function": "function",
    "variable": "var",
    "field": "member",
}
"""Those of C; macros are objects of this domain whatever the language."""
_PARAMETERS = ("functionParam", "templateParam", "templateTemplateParam")
_HEADER_LINES = 4


def setup_inventory(app: Sphinx) -> None:
    """Connect the event."""
    app.connect("build-finished", add_entries)


def add_entries(app: Sphinx, exception: Exception | None) -> None:
    """Add what is missing to the inventory that Sphinx has just written."""
    builder, domain = app.builder, kwindex_domain(app.env)
    if exception is not None or not hasattr(builder, "dump_inventory"):
        return
    if domain.keeps_names:
        return  # Sphinx has written none
    file = Path(builder.outdir) / "objects.inv"
    try:
        *header, packed = file.read_bytes().split(b"\n", _HEADER_LINES)
        lines = zlib.decompress(packed).decode().removesuffix("\n").split("\n")
    except (OSError, ValueError, zlib.error):
        return  # this builder writes none
    more = added_lines(lines, _Languages(domain, builder).is_c)
    if more:
        text = "".join(f"{line}\n" for line in (*lines, *more))
        file.write_bytes(b"\n".join([*header, zlib.compress(text.encode(), 9)]))


def added_lines(lines: list[str], in_c: Callable[[str], bool]) -> list[str]:
    """Return the lines to be added to those of an inventory, sorted.

    ``in_c`` tells whether the page of an address shows a file of C: its symbols go by
    the names of both domains, for C++ may use them.
    """
    known: set[tuple[str, str]] = set()
    ours: list[tuple[str, str, str, str]] = []
    for line in lines:
        found = _LINE.match(line.rstrip())
        if found is None:
            continue
        name, kind, priority, uri, _ = found.groups()
        domain, _, kind = kind.partition(":")
        if domain == "kw":
            ours.append((name, kind, priority, uri))
        elif domain in {"cpp", "c"} and kind not in _PARAMETERS:
            known.add((domain, name))
    added: dict[tuple[str, str, str], str] = {}
    for name, kind, priority, uri in ours:
        for domain, as_kind, as_name in _names(name, kind, uri, in_c):
            if (domain, as_name) not in known:
                line = f"{as_name} {domain}:{as_kind} {priority} {uri} -"
                added.setdefault((domain, as_kind, as_name), line)
    return [added[key] for key in sorted(added)]


def _names(
    name: str, kind: str, uri: str, in_c: Callable[[str], bool]
) -> Iterator[tuple[str, str, str]]:
    """Yield domain, type and name of each entry that a symbol of ours gives."""
    if kind == "macro":
        yield "c", "macro", name
        return
    if kind in _CPP:
        yield "cpp", _CPP[kind], name
    # A page may show files of both languages: what is in a namespace is not of C.
    if kind in _C and name.count("::") == (kind == "field") and in_c(uri):
        # A field is `point.x` in C.
        yield "c", _C[kind], name.replace("::", ".")


class _Languages:
    """Which addresses are of pages that show a file of C."""

    def __init__(self, domain: KwindexDomain, builder: Builder) -> None:
        self._domain = domain
        self._docnames = {
            builder.get_target_uri(docname): docname for docname in domain.documents
        }
        self._known: dict[str, bool] = {}

    def is_c(self, uri: str) -> bool:
        """Tell whether the page of an address does."""
        page = uri.rpartition("#")[0]
        if page not in self._known:
            self._known[page] = self._shows_c(self._docnames.get(page, ""))
        return self._known[page]

    def _shows_c(self, docname: str) -> bool:
        document = self._domain.documents.get(docname)
        return document is not None and any(
            is_c(self._domain, path)
            for view in document.views
            for path in self._paths(view.key, view.usrs)
        )

    def _paths(self, key: str, usrs: tuple[str, ...]) -> Iterator[str]:
        yield key
        for home in map(self._domain.targets.home, usrs):
            if home is not None:
                yield home.path
