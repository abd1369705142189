"""Parse one file as an update would, without an index: for looking into trouble."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..comments import file_documentation, folder_comments, parse_comment
from ..errors import KwindexError
from ..indexer import Unit
from ..model import FileFacts, decode_facts, unpack
from ..scan import is_header, text_facts
from .commands import find_commands
from .parser import Parser, open_tree
from .plan import make_plan
from .pool import Failure, FailureKind, Task, TaskOutcome, WorkerPool
from .tree import read_source, read_tree

if TYPE_CHECKING:
    from .plan import Plan
    from .settings import UpdateSettings

__all__ = ["CheckedFile", "check_file"]


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """What the parser sees of a file."""

    facts: FileFacts
    unit: Unit
    """What was parsed: of a fragment, the file that it is read through."""
    failure: Failure | None
    """Why the facts are only those of the text; None if they are not."""
    parser: Parser
    compile_commands: str | None
    """The compilation database in use."""
    cpu: float
    """CPU seconds of the parse."""


def check_file(path: str, settings: UpdateSettings) -> CheckedFile:
    """Parse a file and return all that is seen.

    The whole tree is scanned for it, since what it includes decides the arguments.

    :param path: POSIX path from the source root.
    :raises KwindexError: when there is no such file, or no worker can be started.
    """
    settings.check()
    tree = read_tree(replace(settings, other_files=()), extra=(path,))
    if path in tree.others:
        raise KwindexError(f"{path!r} is not of the C family; no parser is asked of it")
    if path not in tree.sources:
        reasons = [one.reason for one in tree.skipped if one.path == path]
        raise KwindexError(f"{path!r} is not in the tree: {'; '.join(reasons)}")
    commands = find_commands(settings, tree.root)
    with WorkerPool(settings.timeout, 1) as pool:
        parser = Parser.ask(pool, settings.libclang)
        plan = make_plan(tree, settings, parser.libclang, commands)
        outcome = None
        unit = Unit(path, tree.sources[path].language, (), (path,))
        if path in plan.made_from and path not in plan.texts:
            open_tree(pool, tree, plan, settings)
            unit, *others = _units_of(path, plan)
            outcome = _parse(unit, pool, settings)
            if path not in _paths(outcome) and others:
                (unit,) = others
                outcome = _parse(unit, pool, settings)
    facts, failure = _facts_of(path, outcome)
    if facts is None:
        reason = failure.text if failure else plan.texts.get(path)
        facts = text_facts(
            path,
            read_source(tree.root, path),
            reason=reason,
            parse_comment=parse_comment,
            file_documentation=file_documentation,
            folder_comments=folder_comments,
        )
    return CheckedFile(
        facts=facts,
        unit=unit,
        failure=failure,
        parser=parser,
        compile_commands=commands.database.path if commands.database else None,
        cpu=outcome.cpu if outcome else 0.0,
    )


def _units_of(path: str, plan: Plan) -> list[Unit]:
    """Return the unit that a file is read in, plainly, and the one for itself."""
    for cluster in plan.clusters:
        for unit in cluster.units:
            if path == unit.path:
                return [unit]
            if path in unit.wanted and not is_header(path):
                return [unit, plan.alone[path]]
    return [plan.alone[path]]


def _parse(unit: Unit, pool: WorkerPool, settings: UpdateSettings) -> TaskOutcome:
    header = {"type": "unit", "unit": unit.to_json(), "cpu": settings.timeout}
    (outcome,) = pool.run([Task(unit.path, header)])
    return outcome


def _paths(outcome: TaskOutcome) -> list[str]:
    return [record["path"] for record in outcome.header.get("files", ())]


def _facts_of(
    path: str, outcome: TaskOutcome | None
) -> tuple[FileFacts | None, Failure | None]:
    """Return the facts of a file from what a parse gave, or why there are none."""
    if outcome is None or outcome.failure is not None:
        return None, outcome.failure if outcome else None
    for found, blob in zip(_paths(outcome), outcome.blobs[::2], strict=True):
        if found == path:
            return decode_facts(unpack(blob)), None
    return None, Failure(FailureKind.ERROR, "the parser did not read it")
