"""Reading files by their syntax alone, in the workers of a pool."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

from .pool import Task, TaskOutcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..model import Language
    from .pool import WorkerPool

__all__ = ["SyntaxFile", "read_syntax"]

_AT_ONCE = 50
"""Files in a message: one takes a few thousandths of a second."""


class SyntaxFile(NamedTuple):
    """A file that libclang does not read."""

    path: str
    language: Language
    reason: str | None
    """Why not: a clause; shown to the reader."""


def read_syntax(
    pool: WorkerPool, files: Iterable[SyntaxFile], *, message: str = "syntax"
) -> Iterator[tuple[TaskOutcome, tuple[SyntaxFile, ...]]]:
    """Yield what came of files; those of a failure are to be read as text.

    Files that fail together are read one by one: a fault costs one file.

    :param message: what the worker is asked: ``syntax`` or ``other``.
    """
    asked: dict[str, tuple[SyntaxFile, ...]] = {}

    def tasks(groups: Iterable[tuple[SyntaxFile, ...]]) -> Iterator[Task]:
        for group in groups:
            key = f"{message} {len(asked)}"
            asked[key] = group
            named = [(one.path, one.language.value, one.reason) for one in group]
            header = {"type": message, "files": named, "cpu": pool.timeout}
            yield Task(key, header)

    for outcome in pool.run(tasks(_groups(files))):
        group = asked[outcome.key]
        if outcome.failure is not None and len(group) > 1:
            pool.submit(tasks((one,) for one in group))
        else:
            yield outcome, group


def _groups(files: Iterable[SyntaxFile]) -> Iterator[tuple[SyntaxFile, ...]]:
    rest = iter(files)
    while group := tuple(itertools.islice(rest, _AT_ONCE)):
        yield group
