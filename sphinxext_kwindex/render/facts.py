"""The line of facts, the coverage label, and the overview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import LANGUAGE_TITLES, PROSE_LANGUAGES
from .escape import escape
from .pieces import path_link, symbol_link
from .words import count, kind_title

if TYPE_CHECKING:
    from ..analysis import CoverageNote, FileSummary, KindCount
    from ..model import CoverageLevel, SourceFile
    from .links import Links

__all__ = [
    "coverage_badge",
    "lines_text",
    "render_coverage",
    "render_facts",
    "render_overview",
    "size_text",
]

_KIB = 1024
_LEFT_OUT = "left out of the names on this page"


def render_facts(summary: FileSummary, links: Links) -> str:
    """Return language, size and coverage of a file."""
    source = summary.facts
    if source is None:
        return ""
    facts = [
        LANGUAGE_TITLES[source.language],
        lines_text(source),
        size_text(source.bytes),
    ]
    if source.encoding != "utf-8":
        facts.append(source.encoding)
    if source.licence:
        facts.append(source.licence)
    # With blanks between: what a search shows of a page is its text.
    items = "".join(f"<li>{escape(fact)}</li> " for fact in facts)
    return (
        f'<ul class="kwindex-facts">{items}<li>{_label(summary.coverage)}</li> </ul>'
        + _sentences(summary.coverage)
    )


def lines_text(source: SourceFile) -> str:
    """Return the number of lines, and what they hold."""
    lines = count(source.lines, "line")
    if source.language in PROSE_LANGUAGES:
        return f"{lines} ({source.blank:,} blank)"
    return (
        f"{lines} ({source.code:,} code, {source.comment:,} comment,"
        f" {source.blank:,} blank)"
    )


def render_coverage(note: CoverageNote) -> str:
    """Return the coverage label alone, for pages without the line of facts."""
    return f'<p class="kwindex-coverage">{_label(note)}</p> {_sentences(note)}'


def render_overview(summary: FileSummary, links: Links) -> str:
    """Return the counts by kind, the partner files, the most used symbols."""
    rows = []
    if summary.counts:
        rows.append(("Keywords", ", ".join(map(_count, summary.counts))))
    if summary.namespace:
        name = f"<code>{escape(summary.namespace)}</code>"
        rows.append(("Namespace", f"{name} <small>({_LEFT_OUT})</small>"))
    if summary.partners:
        partners = (path_link(path, None, links) for path in summary.partners)
        rows.append(("Partner", ", ".join(partners)))
    if summary.main:
        main = (
            f"{symbol_link(ref, links)} <small>({count(uses.files, 'file')})</small>"
            for ref, uses in summary.main
        )
        rows.append(("Most used", ", ".join(main)))
    items = "".join(f"<dt>{title}</dt> <dd>{text}</dd> " for title, text in rows)
    return f'<dl class="kwindex-fields">{items}</dl>' if items else ""


def _count(found: KindCount) -> str:
    noun = kind_title(found.kind, plural=found.symbols != 1)
    text = f"{found.symbols:,} {noun[:1].lower()}{noun[1:]}"
    if found.names != found.symbols:
        text += f" <small>({count(found.names, 'name')})</small>"
    return text


def _label(note: CoverageNote) -> str:
    return coverage_badge(note.level, note.label)


def coverage_badge(level: CoverageLevel, text: str) -> str:
    """Return a text in the colour of a level of coverage."""
    return (
        f'<span class="kwindex-badge kwindex-coverage-{level.value}">'
        f"{escape(text)}</span>"
    )


def _sentences(note: CoverageNote) -> str:
    if not note.sentences:
        return ""
    return f'<p class="kwindex-note">{escape(" ".join(note.sentences))}</p> '


def size_text(size: int) -> str:
    """Return a number of bytes, in units of 1024 if it is large."""
    if size < _KIB:
        return count(size, "byte")
    if size < _KIB * _KIB:
        return f"{size / _KIB:,.1f} KiB"
    return f"{size / _KIB / _KIB:,.1f} MiB"
