"""The folder for precompiled headers goes, whatever becomes of its process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sphinxext_kwindex.update.scratch import scratch_folder

ROOT = str(Path(__file__).parents[2])
CODE = """
import sys, time
from pathlib import Path
from sphinxext_kwindex.update.scratch import scratch_folder
with scratch_folder(Path(sys.argv[1])) as folder:
    (folder / "a.pch").write_text("x")
    print(folder, flush=True)
    time.sleep(60)
"""


def test_it_is_there_and_then_gone(tmp_path):
    with scratch_folder(tmp_path / "index") as folder:
        (folder / "a.pch").write_text("x")
        assert folder.parent == tmp_path
    assert list(tmp_path.iterdir()) == []


def test_it_goes_after_an_error(tmp_path):
    with pytest.raises(ZeroDivisionError), scratch_folder(tmp_path / "index"):
        _ = 1 / 0
    assert list(tmp_path.iterdir()) == []


def test_what_was_left_is_removed(tmp_path):
    (tmp_path / "index.scratch-old").mkdir()
    (tmp_path / "index.scratch-old/a.pch").write_text("x")
    (tmp_path / "other.scratch-old").mkdir()
    with scratch_folder(tmp_path / "index"):
        assert not (tmp_path / "index.scratch-old").exists()
    assert [one.name for one in tmp_path.iterdir()] == ["other.scratch-old"]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_it_goes_when_the_process_is_killed(tmp_path):
    with subprocess.Popen(
        [sys.executable, "-c", CODE, str(tmp_path / "index")],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as process:
        assert process.stdout is not None
        folder = Path(process.stdout.readline().strip())
        assert folder.is_dir()
        os.kill(process.pid, signal.SIGKILL)
    for _ in range(200):
        if not folder.exists():
            break
        time.sleep(0.05)
    assert list(tmp_path.iterdir()) == []
