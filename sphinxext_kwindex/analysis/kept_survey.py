"""A survey of the tree that is kept, and brought up to date where little has changed.

Most of what it says of one file depends on all others: who uses what. As long as a file
that has changed says the same to these (`TreeSurvey.sums`), only its own figures are
others. That is so for comments inside of functions, for code that names nothing new,
and for lines that come and go.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..model import CoverageLevel, Language, SymbolKind
from .answers import SymbolRef
from .file_figures import FileFigures, TreeSurvey, sum_of, text_figures
from .folder_answers import KeySymbol, SymbolCount
from .reports.answers import Gap, ReportSection, Task
from .reports.documented import FileDocumentation
from .reports.tasks import NotedTask

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from .include_graph import IncludeGraph
    from .protocol import Reader

__all__ = ["survey_from_rows", "survey_rows", "updated_survey"]


def updated_survey(
    before: TreeSurvey, moved: Collection[str], reader: Reader, graph: IncludeGraph
) -> TreeSurvey | None:
    """Return the survey of the tree after some files have changed.

    None where one of them, or another include graph, changes what is said of others.

    :param moved: paths of all files that have come, gone or changed since.
    """
    files = dict(before.files)
    sources = {path: reader.file(path) for path in moved}
    for path, source in sources.items():
        if source is None or path not in files:
            return None
        symbols, names = reader.declarations_in(path), reader.names_in(path)
        if sum_of(source, symbols, names) != before.sums[path]:
            return None
        files[path] = replace(files[path], **text_figures(source))
    if any(
        one.includers != len(graph.includers.get(path, ()))
        for path, one in files.items()
    ):
        return None
    speaking = tuple(sources.get(one.path) or one for one in before.speaking)
    return replace(before, files=files, speaking=speaking)


def survey_rows(survey: TreeSurvey) -> list[Any]:
    """Return a survey as something that JSON can say."""
    return [
        [_file_row(one) for one in survey.files.values()],
        dict(survey.sums),
        survey.shared,
        {path: _told_row(told) for path, told in survey.documentation.items()},
        survey.tasks,
        [source.path for source in survey.speaking],
    ]


def survey_from_rows(rows: Any, reader: Reader) -> TreeSurvey:
    """Return the survey that `survey_rows` has made the rows of.

    The files with comments on folders are read anew.

    :raises LookupError, TypeError, ValueError: if they are none.
    """
    files, sums, shared, told, tasks, speaking = rows
    sources = map(reader.file, speaking)
    return TreeSurvey(
        files={row[0]: _file(row) for row in files},
        shared=tuple((SymbolKind(kind), tuple(paths)) for kind, paths in shared),
        documentation={path: _told(row) for path, row in told.items()},
        tasks=tuple(
            NotedTask(ReportSection(section), Task(*task)) for section, task in tasks
        ),
        speaking=tuple(source for source in sources if source is not None),
        sums=sums,
    )


def _file_row(one: FileFigures) -> tuple[Any, ...]:
    main = [(*key.symbol[:3], *key[1:]) for key in one.main]
    numbers = one.bytes, one.lines, one.code, one.comment, one.blank
    counts = one.declared, one.documented, one.includers, one.users
    head = one.path, one.language, one.level, numbers, one.purpose
    return (*head, one.kinds, counts, main)


def _file(row: Any) -> FileFigures:
    path, language, level, numbers, purpose, kinds, counts, main = row
    size, lines, code, comment, blank = numbers
    declared, documented, includers, users = counts
    return FileFigures(
        path=path,
        language=Language(language),
        level=CoverageLevel(level),
        bytes=size,
        lines=lines,
        code=code,
        comment=comment,
        blank=blank,
        purpose=purpose,
        kinds=tuple(SymbolCount(SymbolKind(kind), number) for kind, number in kinds),
        declared=declared,
        documented=documented,
        includers=includers,
        users=users,
        main=tuple(
            KeySymbol(SymbolRef(usr, name, SymbolKind(kind)), *rest)
            for usr, name, kind, *rest in main
        ),
    )


def _told_row(told: FileDocumentation) -> tuple[Any, ...]:
    return told.declared, told.documented, told.gaps


def _told(row: Any) -> FileDocumentation:
    declared, documented, gaps = row
    return FileDocumentation(
        _counted(declared),
        _counted(documented),
        [Gap(usr, name, SymbolKind(kind), *rest) for usr, name, kind, *rest in gaps],
    )


def _counted(row: Mapping[str, int]) -> Counter[SymbolKind]:
    return Counter({SymbolKind(kind): number for kind, number in row.items()})
