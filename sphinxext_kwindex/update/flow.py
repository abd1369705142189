"""The parses of clusters, in their order, on one pool.

For each cluster: its umbrella is built and its headers harvested, once; then its units
are parsed on top of it, by all workers; then what nobody delivered is parsed for
itself. While the units of one cluster wait, no other begins, so that few precompiled
headers are there at a time.

A line that the umbrella cannot bear (its header crashes the parser, say) is found by
halving and left out; a unit that fails on top of its umbrella is parsed plainly.

Units of which files of the umbrella could change the facts share another umbrella,
without the lines that lead to these files, if they are enough; else they are parsed
plainly.
"""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Generator, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..indexer import Unit
from .apart import Differing, groups
from .pool import Task, TaskOutcome, WorkerPool

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..indexer import Umbrella
    from .plan import Cluster

__all__ = ["ClusterJob", "Parsed", "run_jobs", "uses_umbrella"]

_FEW = 2
"""Units that cost less than to build an umbrella for them."""
_CULPRITS = 3
"""Lines that are searched for until the umbrella is given up."""
_TURNS = 3
"""Umbrellas that a unit is tried on."""
_MANY_LINES = 150
_LINES_A_SHARE = 20
_MOST_SHARES = 10


class ClusterJob(NamedTuple):
    """What is to be done anew of a cluster."""

    cluster: Cluster
    headers: tuple[str, ...]
    """Of those that the umbrella gives."""
    units: tuple[Unit, ...]


class Parsed(NamedTuple):
    """What came of one parse."""

    outcome: TaskOutcome
    unit: Unit | None
    """None of what is not the last word: an umbrella, a unit that is parsed anew."""


def uses_umbrella(job: ClusterJob) -> bool:
    """Tell whether the job is worth an umbrella."""
    if job.cluster.umbrella is None:
        return False
    return bool(job.headers) or len(job.units) > _FEW


def run_jobs(
    pool: WorkerPool,
    jobs: Sequence[ClusterJob],
    *,
    alone: Mapping[str, Unit],
    scratch: Path | None,
) -> Iterator[Parsed]:
    """Do the jobs; yield what each parse gave as it comes, in no certain order.

    :param alone: `Plan.alone`.
    :param scratch: where umbrellas are put; None if no job uses one.
    """
    return _Runner(pool, deque(enumerate(jobs)), alone, scratch).run()


_Steps = Generator["list[_Step]", "list[TaskOutcome]", None]


class _Step(NamedTuple):
    """A task and what its failure means."""

    task: Task
    unit: Unit | None
    final: bool
    """A failure is the last word."""


@dataclass(slots=True, eq=False)
class _Flow:
    """A cluster that is being worked on."""

    steps: _Steps
    open: int = 0
    outcomes: list[TaskOutcome] = field(default_factory=list)


@dataclass(slots=True)
class _Runner:
    pool: WorkerPool
    waiting: deque[tuple[int, ClusterJob]]
    alone: Mapping[str, Unit]
    scratch: Path | None
    _steps: dict[str, tuple[_Flow, _Step]] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def run(self) -> Iterator[Parsed]:
        """Do all."""
        for _ in range(self.pool.jobs):
            self._begin()
        for outcome in self.pool.run():
            flow, step = self._steps.pop(outcome.key)
            # Without the facts: a cluster has hundreds of units.
            flow.outcomes.append(replace(outcome, blobs=()))
            if "differs" in outcome.header:
                yield Parsed(outcome, None)  # for its CPU time
            elif outcome.failure is None or step.final:
                yield Parsed(outcome, step.unit)
            flow.open -= 1
            if not flow.open:
                self._advance(flow)
            while self.waiting and self.pool.waiting < self.pool.jobs:
                self._begin()

    def _begin(self) -> None:
        """Begin with the next cluster that has something to do."""
        while self.waiting:
            number, job = self.waiting.popleft()
            flow = _Flow(self._work(number, job))
            if self._submit(flow, next(flow.steps, []), first=False):
                return

    def _advance(self, flow: _Flow) -> None:
        outcomes, flow.outcomes = flow.outcomes, []
        with suppress(StopIteration):
            self._submit(flow, flow.steps.send(outcomes), first=True)

    def _submit(self, flow: _Flow, steps: list[_Step], *, first: bool) -> bool:
        for step in steps:
            self._steps[step.task.key] = flow, step
        flow.open += len(steps)
        self.pool.submit([step.task for step in steps], first=first)
        return bool(steps)

    def _work(self, number: int, job: ClusterJob) -> _Steps:
        """Yield what can be done at once; get what came of it."""
        missing = {path for unit in job.units for path in unit.wanted}
        missing.update(job.headers)
        umbrella = None
        plainly: list[Unit] = []
        if uses_umbrella(job) and self.scratch is not None:
            place = self.scratch / f"{number}"
            umbrella, paths = yield from self._build(place, job, missing)
            plainly = [self.alone[path] for path in paths]
        yield from self._parse(job.units, umbrella, missing)
        yield from self._parse(plainly, None, missing)
        # A unit that failed has had its last word.
        missing.difference_update(unit.path for unit in (*job.units, *plainly))
        left = [self.alone[path] for path in sorted(missing)]
        yield from self._parse(left, umbrella, missing)
        if umbrella is not None:
            _remove(umbrella.file)

    def _parse(
        self,
        units: Sequence[Unit],
        umbrella: Umbrella | None,
        missing: set[str],
        turn: int = 1,
    ) -> _Steps:
        """Parse units, and those otherwise that cannot be on top of the umbrella."""
        apart = umbrella is not None and turn < _TURNS
        steps = [self._unit(unit, umbrella, apart=apart) for unit in units]
        if not steps:
            return
        outcomes = yield steps
        for outcome in outcomes:
            _note(outcome, missing)
        if umbrella is None:
            return
        by_key = {step.task.key: step.unit for step in steps}
        failed = [by_key[one.key] for one in outcomes if one.failure is not None]
        yield from self._parse([one for one in failed if one], None, missing)
        differing = [
            Differing.of(unit, one.header["differs"])
            for one in outcomes
            if "differs" in one.header and (unit := by_key[one.key])
        ]
        yield from self._parse_apart(differing, umbrella, missing, turn)

    def _parse_apart(
        self,
        differing: Sequence[Differing],
        umbrella: Umbrella,
        missing: set[str],
        turn: int,
    ) -> _Steps:
        """Parse units that could differ on top of the umbrella."""
        plainly = list(differing)
        for number, (group, lines) in enumerate(groups(umbrella, differing)):
            place = f"{umbrella.file.removesuffix('.pch')}.{number}.pch"
            other = replace(umbrella, file=place, lines=lines)
            (outcome,) = yield [self._umbrella(other, ())]
            if outcome.failure is None:
                units = [one.unit for one in group]
                plainly = [one for one in plainly if one not in group]
                yield from self._parse(units, other, missing, turn + 1)
            _remove(place)
        steps = [self._unit(one.unit, None, why=one.why) for one in plainly]
        if steps:
            for outcome in (yield steps):
                _note(outcome, missing)

    def _build(
        self, place: Path, job: ClusterJob, missing: set[str]
    ) -> Generator[list[_Step], list[TaskOutcome], tuple[Umbrella | None, list[str]]]:
        """Build the umbrella; return it, None if it cannot be built.

        With the headers that must be parsed plainly.
        """
        assert job.cluster.umbrella is not None
        umbrella = replace(job.cluster.umbrella, file=f"{place}.pch")
        for _ in range(_CULPRITS + 1):
            (outcome,) = yield [self._umbrella(umbrella, job.headers)]
            if outcome.failure is None:
                _note(outcome, missing)
                return umbrella, outcome.header["alone"]
            lines = yield from self._without_culprit(umbrella, job.headers)
            if not lines:
                break
            umbrella = replace(umbrella, lines=lines)
        _remove(umbrella.file)
        return None, []

    def _without_culprit(
        self, umbrella: Umbrella, headers: tuple[str, ...]
    ) -> Generator[list[_Step], list[TaskOutcome], tuple[str, ...]]:
        """Return the lines without the first that makes those up to it fail."""
        lines = umbrella.lines
        works, fails = 0, len(lines)
        while fails - works > 1:
            middle = (works + fails) // 2
            part = replace(umbrella, lines=lines[:middle])
            # Not final and of no unit: what it finds is found again by the whole.
            (outcome,) = yield [self._umbrella(part, headers)]
            if outcome.failure is None:
                works = middle
            else:
                fails = middle
        return lines[:works] + lines[fails:]

    def _umbrella(self, umbrella: Umbrella, headers: tuple[str, ...]) -> _Step:
        share = len(umbrella.lines) / _LINES_A_SHARE
        share = max(1.0, min(_MOST_SHARES, share))
        header = {
            "type": "umbrella",
            "umbrella": umbrella.to_json(),
            "wanted": list(headers),
            "cpu": self.pool.timeout * share,
        }
        key = f"{next(self._numbers)}"
        # One that harvests much needs the most memory of all.
        fresh = bool(headers) and len(umbrella.lines) > _MANY_LINES
        return _Step(Task(key, header, share, fresh=fresh), None, final=False)

    def _unit(
        self,
        unit: Unit,
        umbrella: Umbrella | None,
        *,
        apart: bool = False,
        why: str | None = None,
    ) -> _Step:
        """Return the parse of a unit.

        :param apart: Of `worker`'s message, as ``plainly`` is.
        :param why: What is to be said for that it is parsed plainly.
        """
        unit = replace(unit, umbrella=umbrella.file if umbrella else None)
        header = {"type": "unit", "unit": unit.to_json(), "cpu": self.pool.timeout}
        header |= {"apart": True} if apart else {}
        header |= {} if why is None else {"plainly": why}
        key = f"{next(self._numbers)}"
        return _Step(Task(key, header), unit, final=umbrella is None)


def _note(outcome: TaskOutcome, missing: set[str]) -> None:
    missing.difference_update(one["path"] for one in outcome.header.get("files", ()))


def _remove(place: str) -> None:
    for name in (place, f"{place}.h", f"{place}.json"):
        Path(name).unlink(missing_ok=True)
