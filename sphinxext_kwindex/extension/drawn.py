"""What is drawn of a file when its page is read, for when it is written.

The answer is at hand then; to make it again costs more than all else of a page. What is
kept in the doctree is the HTML of the sections with its links left open, which depends
on the answer alone: a page whose answer has not changed is not read anew, but may be
written anew, with other links.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..analysis import Section
from ..render import (
    pack_templates,
    render_coverage,
    render_section,
    template_of,
    unpack_templates,
)
from ..version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..analysis import FileSummary
    from ..render import Links, Template
    from .domain import KwindexDomain
    from .records import View

__all__ = ["draw_ahead", "render_part", "templates_in"]


def draw_ahead(domain: KwindexDomain, view: View, summary: FileSummary) -> bytes:
    """Return what is drawn of a file's view, packed; nothing if no HTML is made."""
    if domain.builder.format != "html" or _is_name_only(view):
        return b""
    sections = [
        section
        for section in Section
        if section not in {Section.FACTS, Section.SOURCE} and summary.has(section)
    ]
    return pack_templates(_templates(summary, sections), __version__)


def _templates(
    summary: FileSummary, sections: Iterable[Section]
) -> Mapping[str, Template]:
    """Return the top of a file's view, and sections of it, by part."""

    def template(part: str) -> Template:
        return template_of(lambda links: render_part(summary, part, links))

    return {part: template(part) for part in ("top", *(s.value for s in sections))}


def render_part(
    summary: FileSummary, part: str, links: Links, *, name_only: bool = False
) -> str:
    """Return the HTML of a part of a file's view, but for its listing."""
    if summary.facts is None and part == "top":
        # How much of the file is known is said in any case.
        return render_coverage(summary.coverage)
    section = Section.FACTS if part == "top" else Section(part)
    return render_section(summary, section, links, name_only=name_only)


def templates_in(drawn: bytes) -> Mapping[str, Template]:
    """Return what `draw_ahead` has packed; nothing if another version has."""
    return (unpack_templates(drawn, __version__) if drawn else None) or {}


def _is_name_only(view: View) -> bool:
    # A name is linked to its documentation or else to its page: two questions.
    return "name-only" in dict(view.options)
