"""Clusters given away to an executor: of this machine, or to Dask's many.

What it fails at is tried once more, then left to the caller: an executor can make an
update quicker and never less complete.
"""

from __future__ import annotations

import importlib
import queue
import time
from concurrent.futures import CancelledError, Executor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Protocol

from ..errors import KwindexError
from .flow import ClusterJob
from .remote import RefusedError, RemoteWork, run_cluster
from .shards import cluster_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from .flow import Parsed

__all__ = ["Delegation"]

_DASK = "dask:"
_TRIES = 2
_FEW = 20
"""Files of a call at least, if there are so many: it starts a worker of its own."""
_TICK = 1.0
"""Seconds between two looks whether anybody is there."""
_PATIENCE = 30.0
"""Seconds that nobody may be there."""
_CONNECTING = 10.0
"""Seconds that a scheduler may take to answer."""


class _Future(Protocol):
    def add_done_callback(self, call: Callable[[Any], Any], /) -> Any: ...
    def result(self) -> bytes: ...
    def cancel(self) -> Any: ...


class _Submitter(Protocol):
    """What an executor has to have."""

    def submit(self, call: Callable[[bytes], bytes], payload: bytes, /) -> Any: ...


@dataclass(slots=True, eq=False)
class _Call:
    """Clusters that are given away together."""

    jobs: tuple[ClusterJob, ...]
    tries: int = 0


@dataclass(slots=True)
class Delegation:
    """Gives clusters away and takes what came of them."""

    executor: str
    """The setting ``kwindex_executor``."""
    work: RemoteWork
    left: list[ClusterJob] = field(default_factory=list)
    """What the executor failed at."""
    fault: str = ""
    """A clause: what the last failure was."""
    workers: int = 0
    """Worker processes that were started elsewhere."""
    _open: dict[_Future, _Call] = field(default_factory=dict)
    _done: queue.SimpleQueue[_Future] = field(default_factory=queue.SimpleQueue)

    def run(self, jobs: Iterable[ClusterJob]) -> Iterator[Parsed]:
        """Yield what each parse gave as it comes, in no certain order.

        :raises KwindexError: when there is no such executor, or it would make other
            facts than this process.
        """
        with _opened(self.executor) as executor:
            try:
                for call in _calls(jobs):
                    self._submit(executor, call)
                yield from self._take(executor)
            finally:
                for future in self._open:
                    with suppress(Exception):
                        future.cancel()

    def _take(self, executor: _Submitter) -> Iterator[Parsed]:
        import asyncio  # late: most updates need none

        seen = time.monotonic()
        while self._open:
            try:
                future = self._done.get(timeout=_TICK)
            except queue.Empty:
                if not _is_deserted(executor):
                    seen = time.monotonic()
                elif time.monotonic() - seen > _PATIENCE:
                    self.fault = "it has no workers"
                    for call in self._open.values():
                        self.left += call.jobs
                    return
                continue
            seen = time.monotonic()
            call = self._open.pop(future)
            try:
                found, workers = self.work.answer(call.jobs, future.result())
            except RefusedError as error:
                text = f"a worker of {self.executor!r} is of no use: {error}"
                raise KwindexError(text) from None
            except (Exception, CancelledError, asyncio.CancelledError) as error:  # noqa: BLE001
                # Anything: it is of the executor, or says that a worker was lost.
                self._failed(executor, call, error)
            else:
                self.workers += workers
                yield from found

    def _submit(self, executor: _Submitter, call: _Call) -> None:
        call.tries += 1
        try:
            future = executor.submit(run_cluster, self.work.call(call.jobs))
        except Exception as error:  # noqa: BLE001  (of the executor)
            self._failed(executor, call, error)
        else:
            self._open[future] = call
            future.add_done_callback(self._done.put)

    def _failed(self, executor: _Submitter, call: _Call, error: BaseException) -> None:
        self.fault = f"{type(error).__name__}: {error}".strip(": ")
        if call.tries < _TRIES:
            self._submit(executor, call)
        else:
            self.left += call.jobs


def _parts(jobs: Iterable[ClusterJob]) -> Iterator[ClusterJob]:
    """Yield the jobs, large ones in parts."""
    for job in jobs:
        stale = replace(job.cluster, headers=job.headers, units=job.units)
        for part in cluster_parts(stale):
            yield ClusterJob(part, part.headers, part.units)


def _calls(jobs: Iterable[ClusterJob]) -> Iterator[_Call]:
    """Yield the jobs, small ones together."""
    few: list[ClusterJob] = []
    files = 0
    for job in _parts(jobs):
        few.append(job)
        files += len(job.headers) + len(job.units)
        if files >= _FEW:
            yield _Call(tuple(few))
            few, files = [], 0
    if few:
        yield _Call(tuple(few))


@contextmanager
def _opened(name: str) -> Iterator[_Submitter]:
    """Make an executor and end it: at once if something went wrong."""
    if name.startswith(_DASK):
        executor = _connect(name.removeprefix(_DASK))
    else:
        executor = _make(name)
    try:
        yield executor
    except BaseException:
        _end(executor, wait=False)
        raise
    _end(executor, wait=True)


def _end(executor: Any, *, wait: bool) -> None:
    # Not `shutdown` of a client of Dask: it ends the workers of all others too.
    if isinstance(executor, Executor):
        executor.shutdown(wait=wait)
    elif hasattr(executor, "close"):
        executor.close()


def _make(name: str) -> _Submitter:
    module, _, path = name.partition(":")
    try:
        factory: Any = importlib.import_module(module)
        for part in path.split("."):
            factory = getattr(factory, part)
        executor = factory()
    except Exception as error:
        raise KwindexError(
            f"the executor {name!r} cannot be made: {type(error).__name__}: {error};"
            " check kwindex_executor, and that the module can be imported"
        ) from error
    if not callable(getattr(executor, "submit", None)):
        raise KwindexError(
            f"the executor {name!r} is a {type(executor).__name__} without 'submit';"
            " a concurrent.futures.Executor is needed"
        )
    made: _Submitter = executor
    return made


def _connect(address: str) -> _Submitter:
    try:
        from distributed import Client
    except ImportError as error:
        raise KwindexError(
            "the package 'distributed' is not installed, which Dask needs; run"
            " 'pip install sphinxext-kwindex[distributed]'"
        ) from error
    try:
        client: _Submitter = Client(  # type: ignore[no-untyped-call]
            address, timeout=_CONNECTING, set_as_default=False
        )
    except (OSError, ValueError) as error:
        raise KwindexError(
            f"no Dask scheduler answers at {address!r}; check the address, as"
            " tcp://HOST:PORT"
        ) from error
    return client


def _is_deserted(executor: Any) -> bool:
    """Tell whether an executor of Dask has lost all its workers."""
    if not hasattr(executor, "scheduler_info"):
        return False
    try:
        return not executor.scheduler_info()["workers"]
    except Exception:  # noqa: BLE001  (the scheduler is gone)
        return True
