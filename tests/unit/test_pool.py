"""The worker pool against workers that crash, hang, leave and lie."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from unittest.mock import ANY

import pytest

from sphinxext_kwindex.errors import KwindexError
from sphinxext_kwindex.indexer.worker import FAULTS_VARIABLE
from sphinxext_kwindex.update.pool import (
    Failure,
    FailureKind,
    Task,
    TaskOutcome,
    WorkerPool,
)
from sphinxext_kwindex.update.worker_process import default_command

TIMEOUT = 2.0
"""Seconds."""


@pytest.fixture(autouse=True)
def _faults(monkeypatch):
    monkeypatch.setenv(FAULTS_VARIABLE, "1")


def fault_tasks(*faults: str) -> list[Task]:
    return [
        Task(f"{number}", {"type": "fault", "fault": fault, "cpu": TIMEOUT})
        for number, fault in enumerate(faults)
    ]


def run(*faults: str, jobs: int = 2) -> dict[str, TaskOutcome]:
    with WorkerPool(timeout=TIMEOUT, jobs=jobs) as pool:
        outcomes = list(pool.run(fault_tasks(*faults)))
    assert len(outcomes) == len(faults)
    return {outcome.key: outcome for outcome in outcomes}


def test_a_task_is_answered():
    outcome = run("nothing")["0"]
    assert outcome.failure is None
    assert outcome.header["done"] == "nothing"


@pytest.mark.parametrize(
    ("fault", "kind", "text"),
    [
        ("crash", FailureKind.CRASHED, "the parser crashed (SIGSEGV)"),
        ("exit", FailureKind.CRASHED, "the parser ended (exit code 3)"),
        ("abort", FailureKind.OUT_OF_MEMORY, "the memory limit was reached"),
        ("error", FailureKind.ERROR, "ValueError: no such thing"),
        ("garbage", FailureKind.CRASHED, "the parser damaged its own output"),
        ("hang", FailureKind.TIMED_OUT, "the time limit was reached"),
        ("sleep", FailureKind.TIMED_OUT, "the time limit was reached"),
    ],
)
def test_a_fault_costs_its_task_alone(fault, kind, text):
    outcomes = run("before", fault, "after", jobs=1)
    assert outcomes["1"].failure == Failure(kind, text)
    assert outcomes["0"].failure is None
    assert outcomes["2"].failure is None


def test_what_a_task_prints_does_not_disturb_the_protocol():
    outcome = run("print")["0"]
    assert outcome.failure is None
    assert outcome.header["done"] == "print"


def test_two_hundred_tasks_with_two_crashes_and_a_hang():
    faults = [f"task {number}" for number in range(200)]
    faults[20] = faults[120] = "crash"
    faults[70] = "hang"
    outcomes = run(*faults)
    right = {
        key for key, value in outcomes.items() if value.header.get("done") is not None
    }
    assert len(right) == 197
    assert {key for key in outcomes if key not in right} == {"20", "70", "120"}


def test_results_do_not_depend_on_the_number_of_workers():
    faults = ["a", "crash", "b", "error", "c", "abort", "d"]

    def told(outcomes: dict[str, TaskOutcome]) -> dict[str, object]:
        return {key: (o.header.get("done"), o.failure) for key, o in outcomes.items()}

    assert told(run(*faults, jobs=1)) == told(run(*faults, jobs=3))


def test_memory_exhausted_in_a_used_worker_is_tried_again_in_a_fresh_one():
    with WorkerPool(timeout=TIMEOUT, jobs=1) as pool:
        outcomes = list(pool.run(fault_tasks("nothing", "abort")))
        assert pool.started == 2
    assert [bool(outcome.failure) for outcome in outcomes] == [False, True]


def test_the_memory_limit_holds(tmp_path):
    setup = {
        "type": "open",
        "root": str(tmp_path),
        "project": [],
        "readable": [str(tmp_path)],
        "memory": 400 << 20,
    }
    with WorkerPool(timeout=TIMEOUT, jobs=1) as pool:
        assert pool.ask(setup) == {"type": "ready", "cpu": ANY}
        before, failed, after = pool.run(fault_tasks("before", "memory", "after"))
    assert failed.failure == Failure(
        FailureKind.OUT_OF_MEMORY, "the memory limit was reached"
    )
    assert before.failure is after.failure is None


def test_no_worker_is_started_for_no_task():
    with WorkerPool(timeout=TIMEOUT, jobs=4) as pool:
        assert list(pool.run([])) == []
        assert pool.started == 0


def test_not_more_workers_than_tasks():
    with WorkerPool(timeout=TIMEOUT, jobs=8) as pool:
        list(pool.run(fault_tasks("a", "b")))
        assert pool.started <= 2


def test_a_worker_that_dies_at_the_start_blames_no_task():
    command = (sys.executable, "-I", "-c", "import sys; sys.exit('no way')")
    with WorkerPool(timeout=TIMEOUT, jobs=2, command=command) as pool:
        answer = pool.ask({"type": "load", "libclang": None})
        assert isinstance(answer, Failure)
        with pytest.raises(KwindexError, match=r"die when they start.*no way"):
            list(pool.run(fault_tasks("a")))


def test_a_setup_that_fails_is_an_error():
    with WorkerPool(timeout=TIMEOUT, jobs=1) as pool:
        pool.ask({"type": "nonsense"})
        list(pool.run(fault_tasks("a")))  # the worker that was asked goes on
        with pytest.raises(KwindexError, match="knows no message 'nonsense'"):
            list(pool.run(fault_tasks("crash", "a")))


def test_a_worker_killed_while_idle_is_replaced():
    with WorkerPool(timeout=TIMEOUT, jobs=1) as pool:
        list(pool.run(fault_tasks("a")))
        os.kill(pool._seats[0].worker.pid, signal.SIGKILL)
        (outcome,) = pool.run(fault_tasks("b"))
        assert outcome.failure is None


def test_faults_are_committed_only_when_a_test_asks(monkeypatch):
    monkeypatch.delenv(FAULTS_VARIABLE)
    outcome = run("crash")["0"]
    assert outcome.failure == Failure(
        FailureKind.ERROR, "a worker knows no message 'fault'"
    )


def test_leaving_the_pool_ends_its_workers():
    with WorkerPool(timeout=TIMEOUT, jobs=2) as pool:
        outcomes = pool.run(fault_tasks("a", "hang"))
        next(outcomes)
        pids = [seat.worker.pid for seat in pool._seats]
    assert not any(is_alive(pid) for pid in pids)


PARENT = """
    import signal
    # A shell's background jobs ignore it, and hand that on.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    from sphinxext_kwindex.update.pool import Task, WorkerPool
    with WorkerPool(timeout=60, jobs=2) as pool:
        pool.ask({"type": "open", "root": ".", "project": [], "readable": [],
                  "memory": None})
        tasks = [Task(str(n), {"type": "fault", "fault": f, "cpu": 60})
                 for n, f in enumerate(("a", "hang", "sleep"))]
        for outcome in pool.run(tasks):
            print(*(seat.worker.pid for seat in pool._seats), flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize("number", ["SIGKILL", "SIGTERM", "SIGINT"])
def test_workers_end_with_their_parent(number):
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(PARENT)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as parent:
        assert parent.stdout is not None
        pids = list(map(int, parent.stdout.readline().split()))
        assert pids
        parent.send_signal(getattr(signal, number))
        parent.wait()
    deadline = time.monotonic() + 20
    while any(map(is_alive, pids)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(is_alive, pids))


def is_alive(pid: int) -> bool:
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    # A zombie waits only for its parent to notice.
    return text.rpartition(")")[2].split()[0] != "Z"


def test_a_worker_does_not_import_from_the_current_folder(tmp_path, monkeypatch):
    (tmp_path / "queue.py").write_text("raise SystemExit('imported')")
    monkeypatch.chdir(tmp_path)
    assert run("a")["0"].failure is None
    assert str(tmp_path) not in default_command()[-1]
