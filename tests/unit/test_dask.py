"""A Dask cluster of real processes: a scheduler and workers on the loopback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from sphinxext_kwindex.cli.main import main
from sphinxext_kwindex.errors import KwindexError
from sphinxext_kwindex.update import UpdateSettings, update_index
from tests.unit.test_shards import text_of, write_tree

pytest.importorskip("distributed")

ROOT = Path(__file__).parents[2]
# The limits that make many calls of a small tree.
INDEX = """
import sys
from sphinxext_kwindex.cli.main import main
from sphinxext_kwindex.update import clusters, executor
clusters._LEAST = executor._FEW = 3
sys.exit(main(sys.argv[1:]))
"""


class Cluster:
    """Starts processes in a folder; leaving the stack ends them."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder = folder
        self.stack = stack
        self.about = folder / "scheduler.json"
        self.start(
            *("-m", "distributed.cli.dask_scheduler", "--no-dashboard"),
            *("--host", "127.0.0.1", "--port", "0"),
            *("--scheduler-file", str(self.about)),
        )

    @property
    def address(self) -> str:
        wait_for(lambda: self.about.exists() and self.about.read_text())
        return str(json.loads(self.about.read_text())["address"])

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        path = os.pathsep.join((str(ROOT), *sys.path))
        process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": path},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.stack.enter_context(process)
        self.stack.callback(process.kill)
        return process

    def worker(self) -> subprocess.Popen[str]:
        return self.start(
            *("-m", "distributed.cli.dask_worker", "--no-nanny", "--no-dashboard"),
            *("--scheduler-file", str(self.about), "--nthreads", "1"),
            *("--death-timeout", "60"),
            *("--local-directory", str(self.folder)),
        )

    def index(self, root: Path, database: Path) -> subprocess.Popen[str]:
        return self.start(
            *("-c", INDEX, "index", str(root), "-j1", "-d", str(database)),
            *("--dask", self.address),
        )


def wait_for(condition) -> None:
    for _ in range(600):
        if condition():
            return
        time.sleep(0.1)
    pytest.fail("it did not happen within a minute")


def works(process: subprocess.Popen[str]) -> bool:
    """Tell whether a Dask worker has a parser at work below it."""
    for tasks in Path(f"/proc/{process.pid}/task").glob("*/children"):
        if tasks.read_text().strip():
            return True
    return False


@pytest.fixture
def cluster(tmp_path):
    with ExitStack() as stack:
        yield Cluster(tmp_path, stack)


@pytest.fixture
def root(tmp_path):
    root = tmp_path / "tree"
    write_tree(root)
    return root


def test_two_workers_make_the_index_of_a_local_run(cluster, root, tmp_path):
    cluster.worker()
    cluster.worker()
    index = cluster.index(root, tmp_path / "index")
    update_index(tmp_path / "whole", UpdateSettings(root, jobs=1))
    said, _ = index.communicate(timeout=60)
    assert index.returncode == 0, said
    assert "parsed here" not in said
    assert text_of(tmp_path / "index") == text_of(tmp_path / "whole")


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc")
def test_a_worker_that_is_killed_loses_nothing(cluster, root, tmp_path):
    first = cluster.worker()
    index = cluster.index(root, tmp_path / "index")
    wait_for(lambda: works(first))
    os.kill(first.pid, signal.SIGKILL)
    cluster.worker()
    update_index(tmp_path / "whole", UpdateSettings(root, jobs=1))
    said, _ = index.communicate(timeout=60)
    assert index.returncode == 0, said
    assert "parsed here" not in said
    assert text_of(tmp_path / "index") == text_of(tmp_path / "whole")


def test_without_the_package_it_is_said_what_to_install(
    root, tmp_path, monkeypatch, capsys
):
    monkeypatch.setitem(sys.modules, "distributed", None)
    code = main(
        ["index", str(root), f"-d{tmp_path / 'index'}", "--dask=tcp://127.0.0.1:1"]
    )
    assert code == 2
    assert "pip install sphinxext-kwindex[distributed]" in capsys.readouterr().err


def test_a_scheduler_that_does_not_answer_is_named(root, tmp_path, monkeypatch):
    monkeypatch.setattr("sphinxext_kwindex.update.executor._CONNECTING", 0.2)
    settings = UpdateSettings(root, jobs=1, executor="dask:tcp://127.0.0.1:1")
    with pytest.raises(KwindexError, match=r"no Dask scheduler answers at 'tcp://127"):
        update_index(tmp_path / "index", settings)
