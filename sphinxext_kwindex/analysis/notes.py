"""What the rules say of a file, and how often they hold in many."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ..model import NoteCategory
from ..notes import all_rules, rule_of
from .noted import NotedLine, RuleCount, RuleNotes
from .refs import symbol_refs

if TYPE_CHECKING:
    from collections.abc import Collection

    from ..model import Note
    from .protocol import Reader

__all__ = ["note_counts", "notes_of"]

_CATEGORIES = tuple(NoteCategory)


def notes_of(
    reader: Reader, path: str, *, hidden: Collection[str] = ()
) -> tuple[RuleNotes, ...]:
    """Return the notes of a file by rule, in the order of categories and rules.

    :param hidden: Ids of the rules that are switched off.
    """
    found: dict[tuple[NoteCategory, str], list[Note]] = {}
    for note in reader.notes_in(path):
        if note.rule not in hidden:
            found.setdefault((note.category, note.rule), []).append(note)
    usrs = [note.usr for notes in found.values() for note in notes if note.usr]
    refs = symbol_refs(reader, usrs) if usrs else {}
    return tuple(
        RuleNotes(
            category,
            name,
            title_of(name),
            _about(name),
            tuple(
                NotedLine(note.line, note.text, refs.get(note.usr)) for note in notes
            ),
        )
        for (category, name), notes in sorted(found.items(), key=_order)
    )


def note_counts(
    reader: Reader, folder: str = "", *, hidden: Collection[str] = ()
) -> tuple[RuleCount, ...]:
    """Return how often each rule holds below a folder; rules that never do left out.

    :param folder: POSIX path from the source root; empty for the whole tree.
    """
    notes: Counter[tuple[NoteCategory, str]] = Counter()
    files: Counter[tuple[NoteCategory, str]] = Counter()
    for path, found in reader.all_notes():
        if folder and not path.startswith(f"{folder}/"):
            continue
        kinds = [(one.category, one.rule) for one in found if one.rule not in hidden]
        notes.update(kinds)
        files.update(set(kinds))
    return tuple(
        RuleCount(*kind, title_of(kind[1]), files[kind], total)
        for kind, total in sorted(notes.items(), key=_order)
    )


def title_of(name: str) -> str:
    """Return the title of a rule; of one that is not installed its id as words."""
    rule = rule_of(name)
    return rule.title if rule else name.replace("-", " ").capitalize()


def _about(name: str) -> str:
    rule = rule_of(name)
    return " ".join(filter(None, (rule.finds, rule.why))) if rule else ""


def _order(item: tuple[tuple[NoteCategory, str], object]) -> tuple[int, int, str]:
    category, name = item[0]
    places = {rule.id: place for place, rule in enumerate(all_rules())}
    return _CATEGORIES.index(category), places.get(name, len(places)), name
