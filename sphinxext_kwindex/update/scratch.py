"""A folder for precompiled headers, which is gone when the process is: however it ends.

A process that is killed cannot tidy up. So another one waits for its end, at no cost,
and removes the folder; should that be killed too, the next run on the same index
removes it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["scratch_folder"]

# Waits until the other end of its input is closed: by us or by our death. A worker that
# dies with us may still write: hence several times.
_JANITOR = """
import os, shutil, sys, time
sys.stdin.buffer.read()
for _ in range(50):
    shutil.rmtree(sys.argv[1], ignore_errors=True)
    if not os.path.exists(sys.argv[1]):
        break
    time.sleep(0.1)
"""


@contextmanager
def scratch_folder(database: Path) -> Iterator[Path]:
    """Make a folder beside an index that this process is the writer of.

    :raises OSError: The folder cannot be made.
    """
    prefix = f"{database.name}.scratch-"
    for left in database.parent.glob(f"{prefix}*"):
        shutil.rmtree(left, ignore_errors=True)
    parent = database.parent.absolute()
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
    janitor = subprocess.Popen(  # noqa: S603
        [sys.executable, "-I", "-S", "-c", _JANITOR, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        # Of its own: Ctrl-C in the terminal is not for it.
        process_group=None if sys.platform == "win32" else 0,
    )
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        assert janitor.stdin is not None
        with suppress(OSError):
            janitor.stdin.close()
        janitor.wait()
