"""What the rules found in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .escape import escape
from .pieces import LONG, folded, path_link, symbol_link
from .words import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..analysis import NotedLine, RuleNotes
    from .links import Links

__all__ = ["note_text", "render_notes"]


def render_notes(found: Sequence[RuleNotes], path: str, links: Links) -> str:
    """Return the rules with their lines, each a link."""
    if not found:
        return ""
    parts = "".join(
        f"<dt>{escape(rule.title)} <code>{escape(rule.rule)}</code></dt> "
        f"<dd>{_about(rule)}{_lines(rule.lines, path, links)}</dd> "
        for rule in found
    )
    return f'<dl class="kwindex-notes">{parts}</dl>'


def note_text(line: NotedLine) -> str:
    """Return what was found, less what the name of the subject says."""
    subject = line.subject
    if subject is None:
        return line.text
    name = subject.name.rpartition("::")[2]
    return "" if line.text in (name, subject.name) else line.text


def _about(rule: RuleNotes) -> str:
    return f"<p>{escape(rule.about)}</p> " if rule.about else ""


def _lines(lines: Sequence[NotedLine], path: str, links: Links) -> str:
    items = "".join(f"<li>{_line(line, path, links)}</li> " for line in lines)
    entries = f'<ul class="kwindex-lines">{items}</ul>'
    return folded(count(len(lines), "place"), entries) if len(lines) > LONG else entries


def _line(line: NotedLine, path: str, links: Links) -> str:
    place = path_link(path, line.line, links, f"Line {line.line}")
    subject = symbol_link(line.subject, links) if line.subject else ""
    text = note_text(line)
    said = f"<span>{escape(text)}</span>" if text else ""
    return ": ".join(filter(None, (place, " ".join(filter(None, (subject, said))))))
