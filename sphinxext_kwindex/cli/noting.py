"""``kwindex notes``: what the rules find."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..analysis import files_matching, folders_matching, note_counts, notes_of
from ..errors import KwindexError
from ..notes import hidden_rules, unknown_words
from ..store import IndexReader

if TYPE_CHECKING:
    from argparse import Namespace

    from .terminal import Terminal

__all__ = ["notes"]

_NAMED = 5
"""Paths that a warning names."""


def notes(arguments: Namespace, terminal: Terminal) -> int:
    """Show the notes of a file, or how many there are below a folder."""
    words = [word for word in arguments.rules.split(",") if word.strip()]
    for word, near in unknown_words(words).items():
        names = ", ".join(map(repr, near))
        also = f"; near it: {names}" if near else ""
        raise KwindexError(f"{word!r} is no rule and no category{also}")
    hidden = hidden_rules(words)
    path: str = arguments.path
    with IndexReader(arguments.database) as reader:
        files = files_matching(reader, path)
        if len(files) == 1:
            _show_file(reader, files[0], hidden, terminal)
            return 0
        folders = folders_matching(reader, path)
        if len(folders) != 1:
            which = "stands for several" if files or folders else "is not in the index"
            named = ", ".join(map(repr, (files or folders)[:_NAMED]))
            terminal.warning(f"{path!r} {which}{f': {named}' if named else ''}")
            return 1
        folder = folders[0].removeprefix(".")
        rows = [
            (one.category, one.rule, one.title, one.notes, one.files)
            for one in note_counts(reader, folder, hidden=hidden)
        ]
    terminal.table("Notes", ("category", "rule", "", "notes", "files"), rows)
    return 0


def _show_file(
    reader: IndexReader, path: str, hidden: frozenset[str], terminal: Terminal
) -> None:
    for rule in notes_of(reader, path, hidden=hidden):
        rows = [
            (line.line, line.text, line.subject.name if line.subject else "")
            for line in rule.lines
        ]
        terminal.table(f"{rule.title} ({rule.rule})", ("line", "found", "of"), rows)
