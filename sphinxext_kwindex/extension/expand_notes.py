"""Notes as ordinary docutils nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..render import note_text
from .pieces import Linker, bullets, definition, paragraph, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..analysis import NotedLine, RuleNotes

__all__ = ["expand_notes"]


def expand_notes(
    found: Sequence[RuleNotes], path: str, linker: Linker
) -> list[nodes.Node]:
    """Return the rules with their lines as a definition list."""
    listed = nodes.definition_list()
    for rule in found:
        term = [nodes.Text(f"{words(rule.title)} "), nodes.literal("", rule.rule)]
        about = [paragraph(nodes.Text(words(rule.about)))] if rule.about else []
        lines = bullets([[_line(line, path, linker)] for line in rule.lines])
        listed += definition(term, [*about, lines])
    return [listed] if found else []


def _line(line: NotedLine, path: str, linker: Linker) -> nodes.paragraph:
    parts: list[nodes.Node] = [linker.path(path, line.line)]
    if line.subject is not None:
        parts += [nodes.Text(": "), linker.symbol(line.subject.usr, line.subject.name)]
    text = note_text(line)
    if text:
        parts.append(nodes.Text(words(f"{' ' if line.subject else ': '}{text}")))
    return paragraph(*parts)
