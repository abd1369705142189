"""The sections of a file's page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..analysis import NOTE_SECTIONS, Section
from .documentation import render_documentation
from .escape import escape
from .facts import render_facts, render_overview
from .graph_facts import render_standing
from .includes import render_included_by, render_includes
from .keywords import render_keywords
from .notes import render_notes
from .outline import render_outline
from .picture import render_picture
from .pieces import LONG, folded, path_link
from .references import render_references
from .usage import render_offers, render_related, render_usage
from .words import count

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..analysis import FileSummary
    from ..model import Diagnostic
    from .links import Links

__all__ = ["render_diagnostics", "render_section"]


def render_section(
    summary: FileSummary, section: Section, links: Links, *, name_only: bool = False
) -> str:
    """Return the body of a section, empty where it has nothing to say.

    Section source is not known here: it needs the text, see `render_listing`.
    """
    links = replace(links, namespace=summary.namespace)
    if section is Section.KEYWORDS:
        return render_keywords(summary, links, name_only=name_only)
    if section in NOTE_SECTIONS:
        return render_notes(summary.notes_in(section), summary.path, links)
    render = _SECTIONS.get(section)
    return render(summary, links) if render else ""


def _purpose(summary: FileSummary, links: Links) -> str:
    purpose = summary.purpose
    return render_documentation(purpose, links) if purpose else ""


_SECTIONS: dict[Section, Callable[[FileSummary, Links], str]] = {
    Section.FACTS: render_facts,
    Section.PURPOSE: _purpose,
    Section.OVERVIEW: render_overview,
    Section.STRUCTURE: render_outline,
    Section.INCLUDE_THIS: lambda s, links: render_offers(s.offers, s.path, links),
    Section.INCLUDES: lambda s, links: render_includes(s.includes, links),
    Section.INCLUDED_BY: lambda s, links: render_included_by(
        s.included_by, links, crowded=s.crowded
    ),
    Section.ROLE: lambda s, links: (
        render_standing(s.standing, links) if s.standing else ""
    ),
    Section.GRAPH: lambda s, links: (
        render_picture(s.picture, links) if s.picture else ""
    ),
    Section.REFERENCES: render_references,
    Section.USAGE: lambda s, links: render_usage(s.usage, links),
    Section.RELATED: lambda s, links: render_related(s.related, links),
    Section.DIAGNOSTICS: lambda s, links: render_diagnostics(
        s.diagnostics, s.path, links
    ),
}


def render_diagnostics(found: Sequence[Diagnostic], path: str, links: Links) -> str:
    """Return what libclang complained of; what it said in several lines, once."""
    if not found:
        return ""
    places: dict[tuple[str, str], dict[str, None]] = {}
    for one in found:
        lines = places.setdefault((one.severity.value, one.text), {})
        lines[_place(one, path, links)] = None
    rows = "".join(
        f"<tr><td>{_places(tuple(lines))}</td> <td>{severity}</td> "
        f"<td>{escape(text)}</td> </tr>"
        for (severity, text), lines in places.items()
    )
    table = (
        '<table class="kwindex-table kwindex-diagnostics"><thead><tr>'
        '<th scope="col">Line</th> <th scope="col">Severity</th> '
        f'<th scope="col">Message</th> </tr></thead><tbody>{rows}</tbody></table>'
    )
    return folded(count(len(places), "message"), table) if len(places) > LONG else table


def _places(lines: Sequence[str]) -> str:
    """Return links to lines; of many the first ones."""
    text = ", ".join(filter(None, lines[:LONG]))
    more = len(lines) - LONG
    return f"{text} and {more:,} more" if more > 0 else text


def _place(found: Diagnostic, path: str, links: Links) -> str:
    if not found.line:
        return ""
    return path_link(found.path or path, found.line, links, str(found.line))
