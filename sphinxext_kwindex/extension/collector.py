"""Python's collector of cycles, paused while answers are made and drawn.

An answer is thousands of small values that hold no cycle. Each some hundred of them
would have the collector walk through all that lives in a build, environment and index
alike: a quarter of the time of a page.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["collector_paused"]


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the collector in a block; it goes on after the outermost one."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
