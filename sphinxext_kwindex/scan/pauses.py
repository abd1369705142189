"""Work on many small values without the pauses of the garbage collector."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["without_pauses"]


@contextmanager
def without_pauses() -> Iterator[None]:
    """Keep the garbage collector from looking at the thousands of values of a file.

    It would do so ten times while they are made, and find no garbage.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
