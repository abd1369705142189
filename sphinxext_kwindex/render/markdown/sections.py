"""The sections of a file's page, each a function in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...analysis import NOTE_SECTIONS, Section
from ...model import LANGUAGE_TITLES, IncludeState, Origin
from ..anchors import uses_anchor
from ..facts import lines_text, size_text
from ..words import BY_NAME, RELATION_TITLES, count, kind_title, origin_word
from .documentation import documentation_blocks
from .escape import code, inline, link, table
from .keywords import keyword_tables
from .pieces import bullets, conditions, path_link, related, symbol_link
from .standing import standing
from .usage import notes, offers, related_files, usage

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...analysis import FileSummary, IncludeRow, KindCount, OutlineEntry
    from ..links import Links

__all__ = ["SECTIONS", "render_markdown"]


def render_markdown(summary: FileSummary, section: Section, links: Links) -> str:
    """Return the body of a section; empty where it has nothing to say.

    Section source is not known here: it needs the text.
    """
    if section in NOTE_SECTIONS:
        return notes(summary, section, links)
    render = SECTIONS.get(section)
    return render(summary, links) if render else ""


def _facts(summary: FileSummary, links: Links) -> str:
    source = summary.facts
    if source is None:
        return ""
    facts = [
        LANGUAGE_TITLES[source.language],
        lines_text(source),
        size_text(source.bytes),
    ]
    facts += [source.encoding] if source.encoding != "utf-8" else []
    facts += [source.licence] if source.licence else []
    label = f"*{inline(summary.coverage.label)}*"
    line = " · ".join((*map(inline, facts), label))
    return "\n\n".join((line, *(_sentences(summary))))


def _sentences(summary: FileSummary) -> list[str]:
    sentences = summary.coverage.sentences
    return [inline(" ".join(sentences))] if sentences else []


def _purpose(summary: FileSummary, links: Links) -> str:
    return documentation_blocks(summary.purpose, links) if summary.purpose else ""


def _overview(summary: FileSummary, links: Links) -> str:
    lines = []
    if summary.counts:
        lines.append(f"Keywords: {', '.join(map(_count, summary.counts))}")
    if summary.partners:
        partners = (path_link(path, None, links) for path in summary.partners)
        lines.append(f"Partner: {', '.join(partners)}")
    if summary.main:
        main = (
            f"{symbol_link(ref, links)} ({count(uses.files, 'file')})"
            for ref, uses in summary.main
        )
        lines.append(f"Most used: {', '.join(main)}")
    return bullets(lines)


def _count(found: KindCount) -> str:
    noun = kind_title(found.kind, plural=found.symbols != 1)
    text = f"{found.symbols:,} {noun[:1].lower()}{noun[1:]}"
    if found.names != found.symbols:
        text += f" ({count(found.names, 'name')})"
    return text


def _structure(summary: FileSummary, links: Links) -> str:
    lines: list[str] = []
    stack = [(0, entry) for entry in reversed(summary.outline)]
    while stack:
        level, entry = stack.pop()
        lines.append(bullets([_entry(entry, summary.path, links)], level=level))
        stack += [(level + 1, child) for child in reversed(entry.children)]
    return "\n".join(lines)


def _entry(entry: OutlineEntry, path: str, links: Links) -> str:
    text = link(code(entry.name), links.symbol(entry.usr))
    if entry.kind is not None:
        text = f"{entry.kind.value} {text}"
    if entry.overloads > 1:
        text += f" ×{entry.overloads}"  # noqa: RUF001  (times)
    if entry.line is not None:
        text += f", line {links_line(path, entry.line, links)}"
    return text


def links_line(path: str, line: int, links: Links) -> str:
    """Return a line's number, linked to the source if it can be reached."""
    return link(str(line), links.path(path, line))


def _includes(summary: FileSummary, links: Links) -> str:
    if not summary.includes:
        return ""
    rows = summary.includes
    heads = ["Line", "Include", "Resolves to"]
    has_conditions = any(row.include.conditions for row in rows)
    has_uses = any(row.used or row.through for row in rows)
    has_state = any(r.include.state is not IncludeState.NOT_CHECKED for r in rows)
    heads += ["Condition"] if has_conditions else []
    heads += ["Used for"] if has_uses else []
    heads += ["State"] if has_state else []
    lines = []
    for row in rows:
        include = row.include
        cells = [
            links_line(summary.path, include.line, links),
            _spelled(row),
            _target(row, links),
        ]
        cells += [", ".join(conditions(include.conditions))] if has_conditions else []
        cells += [_used(row, links)] if has_uses else []
        cells += [include.state.value] if has_state else []
        lines.append(cells)
    return table(heads, lines)


def _used(row: IncludeRow, links: Links) -> str:
    parts = [symbol_link(ref, links) for ref in row.used]
    for way in row.through:
        word = "with" if way.handed else "through"
        names = ", ".join(symbol_link(ref, links) for ref in way.symbols)
        parts.append(f"{word} {path_link(way.path, None, links)}: {names}")
    return ", ".join(parts)


def _spelled(row: IncludeRow) -> str:
    include = row.include
    sign = "#" if include.spelled[:1] in {"<", '"'} else ""
    before = "" if include.directive == "include" else f"{sign}{include.directive} "
    return code(before + include.spelled)


def _target(row: IncludeRow, links: Links) -> str:
    include = row.include
    if include.target is not None:
        return path_link(include.target, None, links)
    if row.named:
        return f"{path_link(row.named, None, links)} ({BY_NAME})"
    word = origin_word(include)
    if include.origin is Origin.MISSING:
        return f"**{word}**"
    return link(word, links.header(include.spelled)) if include.active else word


def _included_by(summary: FileSummary, links: Links) -> str:
    found = summary.included_by
    if not found.direct:
        return ""
    lines: dict[str, list[int]] = {}
    for path, line in found.direct:
        lines.setdefault(path, []).append(line)
    items = [
        f"{path_link(path, None, links)}, line "
        + ", ".join(links_line(path, line, links) for line in numbers)
        for path, numbers in lines.items()
    ]
    text = f"{count(len(lines), 'file')} directly, {found.transitive:,} in all."
    return f"{text}\n\n{bullets(items)}"


def _references(summary: FileSummary, links: Links) -> str:
    items = []
    for row in summary.relations:
        for name, title in RELATION_TITLES:
            if found := getattr(row.relations, name):
                text = ", ".join(related(one, links) for one in found)
                symbol = symbol_link(row.symbol, links)
                items.append(f"{symbol} – {title.lower()}: {text}")  # noqa: RUF001
    for uses in summary.uses:
        users = ", ".join(
            f"{path_link(use.path, None, links)} ({use.total:,})" for use in uses.users
        )
        more = f" and {count(uses.more, 'more file')}" if uses.more else ""
        place = f'<a id="{uses_anchor(uses.symbol.usr)}"></a>'
        name = f"{place}{symbol_link(uses.symbol, links)}"
        items.append(f"{name} – used by {users}{more}")  # noqa: RUF001
    return bullets(items)


def _diagnostics(summary: FileSummary, links: Links) -> str:
    if not summary.diagnostics:
        return ""
    rows = [
        [
            links_line(one.path or summary.path, one.line, links) if one.line else "",
            one.severity.value,
            inline(one.text),
        ]
        for one in summary.diagnostics
    ]
    return table(["Line", "Severity", "Message"], rows)


def _keywords(summary: FileSummary, links: Links) -> str:
    return keyword_tables(summary.groups, summary.path, links)


SECTIONS: dict[Section, Callable[[FileSummary, Links], str]] = {
    Section.FACTS: _facts,
    Section.PURPOSE: _purpose,
    Section.OVERVIEW: _overview,
    Section.KEYWORDS: _keywords,
    Section.STRUCTURE: _structure,
    Section.INCLUDE_THIS: offers,
    Section.INCLUDES: _includes,
    Section.INCLUDED_BY: _included_by,
    Section.ROLE: standing,
    Section.REFERENCES: _references,
    Section.USAGE: usage,
    Section.RELATED: related_files,
    Section.DIAGNOSTICS: _diagnostics,
}
"""A new section is one more function here."""
