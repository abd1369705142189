"""What comments say is to be done, is wrong, or is deprecated."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ...model import TASK_FIELDS, FieldKind, MarkupKind, Qualifier
from ..briefs import shortened
from .answers import ReportSection, Task

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ...model import Declaration, Documentation, Markup, SourceFile

__all__ = ["NotedTask", "TaskNotes"]

_MOST = 400
"""Characters of a text; the page of the symbol has it all."""
_SECTIONS = {
    FieldKind.TODO: ReportSection.TODO,
    FieldKind.BUG: ReportSection.BUG,
    FieldKind.DEPRECATED: ReportSection.DEPRECATED,
}
_ORDER = {section: number for number, section in enumerate(ReportSection)}
_INLINE = frozenset(
    {
        MarkupKind.TEXT,
        MarkupKind.EMPHASIS,
        MarkupKind.STRONG,
        MarkupKind.CODE,
        MarkupKind.REFERENCE,
        MarkupKind.LINK,
    }
)


class NotedTask(NamedTuple):
    """A task and the list that it belongs to."""

    section: ReportSection
    task: Task


class TaskNotes:
    """Tasks as they are found, file by file in the order of the paths."""

    def __init__(self) -> None:
        self._of_files: list[NotedTask] = []
        self._of_symbols: dict[tuple[str, ReportSection], dict[str, str]] = {}
        """Texts of each symbol and list, once each; the qualified name with each."""

    def note_file(self, source: SourceFile) -> None:
        """Note what a file's own comment says."""
        for section, text in _tasks_in(source.documentation):
            task = Task("", "", source.path, text)
            self._of_files.append(NotedTask(section, task))

    def note(self, symbol: Declaration) -> None:
        """Note what is said of a symbol."""
        for section, text in _tasks_in(symbol.documentation):
            self._add(symbol, section, text)
        if Qualifier.DEPRECATED in symbol.qualifiers:
            self._add(symbol, ReportSection.DEPRECATED, "")

    def _add(self, symbol: Declaration, section: ReportSection, text: str) -> None:
        texts = self._of_symbols.setdefault((symbol.usr, section), {})
        texts.setdefault(text, symbol.qualified_name)

    def result(self, told_in: Callable[[str], str]) -> tuple[NotedTask, ...]:
        """Return all tasks, by list, path and name; ``told_in`` gives a USR's file."""
        found = list(self._of_files)
        for (usr, section), texts in self._of_symbols.items():
            # The attribute says no more than a comment beside it.
            said = {text: texts[text] for text in texts if text} or texts
            path = told_in(usr)
            found += (
                NotedTask(section, Task(usr, name, path, text))
                for text, name in said.items()
            )
        found.sort(key=lambda one: (*_identity(one), one.task.usr))
        # Of overloads with the same words the first will do.
        first: dict[tuple[object, ...], NotedTask] = {}
        for one in found:
            first.setdefault(_identity(one), one)
        return tuple(first.values())


def _identity(one: NotedTask) -> tuple[int, str, str, str]:
    task = one.task
    return _ORDER[one.section], task.path, task.name, task.text


def _tasks_in(
    documentation: Documentation | None,
) -> Iterable[tuple[ReportSection, str]]:
    if documentation is None:
        return
    for one in documentation.fields:
        if one.kind in TASK_FIELDS:
            text = " ".join(_words(one.body).split())
            yield _SECTIONS[one.kind], shortened(text, _MOST)


def _words(markup: Iterable[Markup]) -> str:
    """Return the words alone, with blanks between blocks."""
    return "".join(
        f"{node.text}{_words(node.children)}{'' if node.kind in _INLINE else ' '}"
        for node in markup
    )
