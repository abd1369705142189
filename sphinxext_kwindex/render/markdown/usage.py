"""How a file is used, what it is related to, and what the rules found in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..notes import note_text
from ..usage import coverage_words, reaching_words, reason_words
from ..words import BY_NAME, count
from .escape import code, inline
from .pieces import bullets, path_link, symbol_link

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...analysis import FileSummary, NotedLine, RuleNotes, Section, SymbolRef
    from ..links import Links

__all__ = ["notes", "offers", "related_files", "usage"]


def offers(summary: FileSummary, links: Links) -> str:
    """Return the include line of a header, and those for what it only declares."""
    found = summary.offers
    if found is None:
        return ""
    header = found.header
    line = code(f"#include {header.include}")
    if header.by_name:
        line += f" ({BY_NAME})"
    if header.path and header.path != summary.path:
        line += f" ({path_link(header.path, None, links)})"
    parts = [line]
    if found.instead:
        parts.append("This header is not to be included by itself.")
    if found.exceptions:
        parts.append("Only declared here; to use more than the name:")
        parts.append(
            bullets(
                f"{_names(one.symbols, links)}: {code(f'#include {one.include}')}"
                for one in found.exceptions
            )
        )
    return "\n\n".join(parts)


def usage(summary: FileSummary, links: Links) -> str:
    """Return tests and examples with their call sites, and the line coverage."""
    found = summary.usage
    if found is None:
        return ""
    parts = [inline(coverage_words(found.coverage))] if found.coverage else []
    lines = []
    for row in found.files:
        kind = "" if row.is_test else " (example)"
        names = _names(row.symbols, links)
        if row.more:
            names += f" and {count(row.more, 'more name')}"
        path = path_link(row.path, None, links)
        lines.append(f"- {path}{kind}, {count(row.uses, 'use')}: {names}")
        sites = [
            f"{path_link(row.path, line, links, str(line))} {code(text)}"
            for line, text in row.sites
        ]
        sites += [f"Run it: {code(row.run)}"] if row.run else []
        lines += [bullets(sites, level=1)] if sites else []
    parts += ["\n".join(lines), inline(reaching_words(found))]
    return "\n\n".join(filter(None, parts))


def related_files(summary: FileSummary, links: Links) -> str:
    """Return the related files, each with its reasons."""
    return bullets(
        f"{path_link(file.path, None, links)}:"
        f" {inline(', '.join(map(reason_words, file.reasons)))}"
        for file in summary.related
    )


def notes(summary: FileSummary, section: Section, links: Links) -> str:
    """Return the rules of a section with their lines."""
    parts = []
    for rule in summary.notes_in(section):
        parts.append(f"**{inline(rule.title)}** {code(rule.rule)}")
        parts.append(inline(rule.about))
        parts.append(_lines(rule, summary.path, links))
    return "\n\n".join(filter(None, parts))


def _lines(rule: RuleNotes, path: str, links: Links) -> str:
    return bullets(_line(line, path, links) for line in rule.lines)


def _line(line: NotedLine, path: str, links: Links) -> str:
    subject = symbol_link(line.subject, links) if line.subject else ""
    said = " ".join(filter(None, (subject, inline(note_text(line)))))
    place = path_link(path, line.line, links, f"line {line.line}")
    return f"{place}: {said}" if said else place


def _names(symbols: Sequence[SymbolRef], links: Links) -> str:
    return ", ".join(symbol_link(ref, links) for ref in symbols)
