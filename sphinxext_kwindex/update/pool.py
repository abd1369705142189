"""A pool of worker processes, one task at a time each.

Not one of the standard library's: there one crash takes all other tasks with it
(measured: with two crashing tasks and one that hangs among 200, 53 results with
ProcessPoolExecutor, 197 with this).

Limits of a task, chosen so that a busy machine changes no result:

- ``timeout`` seconds of CPU time, which the worker's own timer enforces;
- ``timeout`` seconds of elapsed time in which it used no CPU at all (a read that never
  ends), seen in ``/proc`` where there is one;
- ten times ``timeout`` of elapsed time.

A task that ends its worker is not repeated: it was alone in it, so it is to blame. Two
exceptions keep the outcome independent of the order of the tasks: a task that ran out
of memory in a worker that had done others before, or whose worker somebody killed, is
done once more in a fresh one, and a worker that dies before it gets its task blames
nobody.
"""

from __future__ import annotations

import queue
import time
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from ..errors import KwindexError
from .worker_process import (
    KILLED,
    OUT_OF_MEMORY,
    Failure,
    FailureKind,
    WorkerEvent,
    WorkerProcess,
    cpu_seconds,
    default_command,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType

    from ..indexer.protocol import Message

__all__ = ["Failure", "FailureKind", "Task", "TaskOutcome", "WorkerPool"]

_ELAPSED_FACTOR = 10
"""Times ``timeout``: the limit of elapsed time."""
_TICK = 0.25
"""Seconds between two looks at the limits."""
_STARTS = 3
"""Workers that may die in a row before they get a task, until we give up."""
_TIMED_OUT = Failure(FailureKind.TIMED_OUT, "the time limit was reached")


@dataclass(frozen=True, slots=True)
class Task:
    """A message to a worker."""

    key: str
    """Unique in a run; outcomes are told apart by it."""
    header: Mapping[str, Any]
    share: float = 1.0
    """Times the limits of a file that it may take."""
    fresh: bool = False
    """Only in a worker that has done no other: it needs much memory."""


@dataclass(frozen=True, slots=True)
class TaskOutcome:
    """What became of a task."""

    key: str
    header: Mapping[str, Any]
    """Of the answer; empty after a failure."""
    blobs: tuple[bytes, ...]
    failure: Failure | None
    cpu: float
    """CPU seconds that the worker spent; 0 if it died."""


class _Attempt(NamedTuple):
    """A task to be done."""

    task: Task
    fresh: bool = False
    """Only in a worker that has done no other."""
    again: bool = False
    """It failed once for want of memory."""


@dataclass(slots=True, eq=False)
class _Seat:
    """A worker of the pool and what it is doing."""

    worker: WorkerProcess
    greeted: int = 0
    """Messages of the set-up sent."""
    done: int = 0
    """Tasks finished."""
    waiting: bool = False
    """An answer is due."""
    attempt: _Attempt | None = None
    """What it works on; None while idle or in the set-up."""
    since: float = 0.0
    """Monotonic clock when the last message was sent."""
    awake: float = 0.0
    """Monotonic clock when it was last seen to have used the CPU."""
    cpu: float = 0.0
    """CPU seconds of its life when last looked at."""


@dataclass(slots=True)
class WorkerPool:
    """A context manager; leaving it ends all workers at once."""

    timeout: float
    """Seconds; see the head of the module."""
    jobs: int = 1
    """Workers at most."""
    command: Sequence[str] = field(default_factory=default_command)
    started: int = field(default=0, init=False)
    """Workers started so far."""
    _pending: deque[_Attempt] = field(default_factory=deque, init=False)
    _setup: list[Mapping[str, Any]] = field(default_factory=list, init=False)
    _seats: list[_Seat] = field(default_factory=list, init=False)
    _events: queue.SimpleQueue[WorkerEvent] = field(
        default_factory=queue.SimpleQueue, init=False
    )
    _stillborn: int = field(default=0, init=False)
    """Workers that died in a row before they got a task."""
    _looked: float = field(default=0.0, init=False)
    """Monotonic clock when the limits were last looked at."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for seat in self._seats:
            seat.worker.kill()
        for seat in self._seats:
            seat.worker.bury()
        self._seats.clear()

    def ask(self, header: Mapping[str, Any]) -> Mapping[str, Any] | Failure:
        """Put a message of the set-up to the first worker and return its answer.

        Workers that start later get the same messages first, in the same order.
        """
        if not self._seats:
            self._start()
        seat = self._seats[0]
        self._setup.append(header)
        self._greet(seat)
        while True:
            event = self._next_event()
            if event is None:
                continue
            if event.worker is not seat.worker:
                # It was still starting when the last run ended.
                self._receive_greeting(self._seat_of(event), event.message)
                continue
            if event.message is None:
                return self._bury(seat)
            seat.waiting = False
            return event.message.header

    @property
    def waiting(self) -> int:
        """Number of tasks that no worker has begun."""
        return len(self._pending)

    def submit(self, tasks: Iterable[Task], *, first: bool = False) -> None:
        """Add tasks to those that `run` does.

        :param first: before all that wait, else behind them.
        """
        attempts = [_Attempt(task, task.fresh) for task in tasks]
        if first:
            self._pending.extendleft(reversed(attempts))
        else:
            self._pending.extend(attempts)

    def run(self, tasks: Iterable[Task] = ()) -> Iterator[TaskOutcome]:
        """Do the tasks; yield each outcome as it comes, in no certain order.

        Whoever takes the outcomes may submit more tasks until the last one is out.

        :raises KwindexError: when no worker can be started.
        """
        self.submit(tasks)
        pending = self._pending
        while pending or any(seat.attempt for seat in self._seats):
            self._assign(pending)
            event = self._next_event()
            if event is None:
                continue
            seat = self._seat_of(event)
            if seat.attempt is None:
                self._receive_greeting(seat, event.message)
                continue
            outcome = self._receive(seat, event, pending)
            if outcome is not None:
                yield outcome

    def _assign(self, pending: deque[_Attempt]) -> None:
        """Give idle workers something to do; start more while there is work."""
        for seat in [seat for seat in self._seats if not seat.waiting]:
            if not pending:
                return
            if not seat.worker.is_alive or (pending[0].fresh and seat.done):
                self._bury(seat)
            elif seat.greeted < len(self._setup):
                self._greet(seat)
            else:
                seat.attempt = pending.popleft()
                self._send(seat, seat.attempt.task.header)
        starting = sum(seat.attempt is None for seat in self._seats)
        while len(self._seats) < self.jobs and starting < len(pending):
            self._start()
            starting += 1

    def _start(self) -> None:
        seat = _Seat(WorkerProcess(self.command, self._events))
        self.started += 1
        self._seats.append(seat)
        if self._setup:
            self._greet(seat)

    def _greet(self, seat: _Seat) -> None:
        seat.greeted += 1
        self._send(seat, self._setup[seat.greeted - 1])

    def _send(self, seat: _Seat, header: Mapping[str, Any]) -> None:
        seat.since = seat.awake = time.monotonic()
        seat.waiting = True
        seat.worker.send(header)

    def _receive_greeting(self, seat: _Seat, message: Message | None) -> None:
        """Take an answer of the set-up."""
        if message is None:
            failure = self._bury(seat)
            noise = seat.worker.noise  # all of it is there only now
            self._stillborn += 1
            if self._stillborn >= _STARTS:
                raise KwindexError(
                    f"worker processes die when they start: {failure.text}; the last "
                    f"printed {noise!r}"
                )
        elif message.header["type"] == "failed":
            raise KwindexError(f"a worker cannot start: {message.header['text']}")
        else:
            seat.waiting = False

    def _receive(
        self, seat: _Seat, event: WorkerEvent, pending: deque[_Attempt]
    ) -> TaskOutcome | None:
        """Take what came of a task; None if it is to be done again."""
        attempt, seat.attempt = seat.attempt, None
        assert attempt is not None
        self._stillborn = 0
        seat.waiting = False
        header: Mapping[str, Any] = {}
        blobs: tuple[bytes, ...] = ()
        failure = None
        if event.message is None:
            failure = self._bury(seat)
        elif event.message.header["type"] == "failed":
            header = event.message.header
            failure = Failure(FailureKind(header["kind"]), str(header["text"]))
            # What failed may have left libclang in any state.
            self._bury(seat)
            if seat.worker.is_out_of_memory:
                failure = OUT_OF_MEMORY
        else:
            header, blobs = event.message
        out_of_memory = failure and failure.kind is FailureKind.OUT_OF_MEMORY
        again = out_of_memory and (seat.done or failure == KILLED)
        if not event.accepted or (again and not attempt.again):
            pending.appendleft(_Attempt(attempt.task, fresh=True, again=bool(again)))
            return None
        seat.done += 1
        cpu = float(header.get("cpu", 0.0))
        return TaskOutcome(
            attempt.task.key, {} if failure else header, blobs, failure, cpu
        )

    def _bury(self, seat: _Seat) -> Failure:
        self._seats.remove(seat)
        return seat.worker.bury()

    def _seat_of(self, event: WorkerEvent) -> _Seat:
        return next(seat for seat in self._seats if seat.worker is event.worker)

    def _next_event(self) -> WorkerEvent | None:
        """Wait for an event of a living worker; None after a while without one."""
        if time.monotonic() - self._looked > _TICK:
            self._looked = time.monotonic()
            for seat in self._seats:
                if seat.waiting and self._is_over_limit(seat):
                    seat.worker.kill(_TIMED_OUT)
        try:
            event = self._events.get(timeout=_TICK)
        except queue.Empty:
            return None
        known = any(seat.worker is event.worker for seat in self._seats)
        return event if known else None

    def _is_over_limit(self, seat: _Seat) -> bool:
        now = time.monotonic()
        cpu = cpu_seconds(seat.worker.pid)
        if cpu != seat.cpu or cpu is None:
            seat.awake = now
            seat.cpu = cpu or 0.0
        share = seat.attempt.task.share if seat.attempt else 1.0
        return (
            now - seat.awake > self.timeout
            or now - seat.since > _ELAPSED_FACTOR * self.timeout * share
        )
