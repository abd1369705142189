"""Views of folders and of keyword indices, drawn as HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..analysis import FolderSection
from ..render import (
    escape,
    folder_anchor,
    keyword_page_title,
    keywords_anchor,
    render_folder_section,
    render_keyword_page,
    render_letters,
)
from .drawing import id_attribute

if TYPE_CHECKING:
    from ..analysis import FolderSummary, KeywordListing
    from .drawing import Drawing
    from .records import View

__all__ = ["draw_folder", "draw_keywords"]

_KEYS = 60
"""Letters, kinds or namespaces that are all linked on a page of some of them."""
_AROUND = 12
"""Those before and after its own, where they are more."""


def draw_folder(drawing: Drawing, view: View, summary: Any, part: str) -> str:
    """Return a part of a folder's view."""
    drawing.domain.targets.prepare(drawing.domain.session.homes_of(summary))
    links = drawing.links("", drawing.claim)
    section = FolderSection.FACTS if part == "top" else FolderSection(part)
    body = render_folder_section(summary, section, links)
    identity = ""
    if part == "top":
        identity = id_attribute(drawing.claim(folder_anchor(summary.path)))
        if drawing.read_from not in drawing.domain.stubs.docnames:
            body = f'<p class="kwindex-path">{_path(drawing, summary)}</p> {body}'
    name = f"kwindex-folder-{section.value}"
    return f'<div class="kwindex {name}"{identity}>{body}</div>\n'


def draw_keywords(drawing: Drawing, view: View, listing: Any, part: str) -> str:
    """Return a keyword index, one letter after the other."""
    entries = (entry for page in listing.pages for entry in page.entries)
    drawing.domain.targets.prepare({entry.usr for entry in entries if entry.usr})
    links = drawing.links("", drawing.claim)
    parts = []
    if len(listing.keys) > 1:
        counts = ((key, None) for key in _near(listing))
        parts.append(render_letters(listing.folder, listing.order, counts, links))
    for page in listing.pages:
        key = page.heading.key
        anchor = drawing.claim(keywords_anchor(listing.folder, key, page.number))
        title = escape(keyword_page_title(page))
        parts.append(f'<p class="kwindex-heading"{id_attribute(anchor)}>{title}</p> ')
        parts.append(render_keyword_page(page, links))
    return f'<div class="kwindex kwindex-keyword-index">{"".join(parts)}</div>\n'


def _near(listing: KeywordListing) -> tuple[str, ...]:
    """Return the keys to be linked: of hundreds of namespaces those around."""
    keys = listing.keys
    if len(keys) <= _KEYS:
        return keys
    at = [keys.index(page.heading.key) for page in listing.pages]
    start = max(min(at) - _AROUND, 0)
    near = keys[start : max(at) + _AROUND + 1]
    return tuple(dict.fromkeys((keys[0], *near, keys[-1])))


def _path(drawing: Drawing, summary: FolderSummary) -> str:
    code = f"<code>{escape(summary.path)}/</code>"
    uri = drawing.domain.hosted.uri(summary.path, None) if summary.path else ""
    return f'<a href="{escape(uri)}">{code}</a>' if uri else code
