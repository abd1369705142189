"""What an update is told: plain data, so that it can be kept, compared and sent."""

from __future__ import annotations

import math
import os
import re
from dataclasses import dataclass
from pathlib import Path

from ..errors import KwindexError

__all__ = ["UpdateSettings", "is_executor"]

_EXECUTOR = re.compile(r"dask:\S+|[^\W\d][\w.]*:[^\W\d][\w.]*")


def is_executor(text: str) -> bool:
    """Tell whether a text can be the setting ``kwindex_executor``."""
    return _EXECUTOR.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class UpdateSettings:
    """How to index a tree; the fields are the settings ``kwindex_<field>``."""

    root: Path
    """The source root: all paths of the index start here."""
    include: tuple[str, ...] = ()
    """Patterns of `.gitignore` form; empty takes all files of the C family."""
    exclude: tuple[str, ...] = ()
    other_files: tuple[str, ...] = ("*",)
    """Patterns of files outside the C family that are indexed, too; empty for none. Of
    those that a pattern does not name itself only known types are taken."""
    compile_commands: str | None = "auto"
    """Path of a compilation database or of the folder that holds it; ``auto`` looks in
    the usual places; None uses none."""
    clang_args: tuple[str, ...] = ()
    """Arguments for every file, after all others."""
    args_directory: Path | None = None
    """Relative paths in `clang_args` start here; the root if None."""
    mode: str = "semantic"
    """``semantic``: libclang reads the files; ``syntax``: tree-sitter does, in a
    fraction of the time, and knows names and places but no types and no references."""
    libclang: str | None = None
    """Path of the library; None has one found."""
    jobs: int | None = None
    """Worker processes at most; None for one a processor."""
    timeout: float = 60.0
    """Seconds of CPU time for one file."""
    memory_limit: int | None = 3 << 30
    """Bytes of address space of a worker; None for no limit."""
    retry_failed: bool = False
    """Try files again that failed, although nothing changed."""
    shard: tuple[int, int] | None = None
    """Number of a shard, from 1, and how many there are; None for the whole tree."""
    executor: str | None = None
    """Who parses instead of this process: ``module:factory``, or ``dask:`` and the
    address of a scheduler."""

    @property
    def workers(self) -> int:
        """Number of worker processes at most."""
        if self.jobs is not None:
            return self.jobs
        if hasattr(os, "sched_getaffinity"):
            return len(os.sched_getaffinity(0))
        return os.cpu_count() or 1

    def check(self) -> None:
        """Look for values that cannot be used.

        :raises KwindexError: that names the setting and what is allowed.
        """
        if not self.root.is_dir():
            raise KwindexError(
                f"the source root {str(self.root)!r} is no folder; check the path"
            )
        if self.mode not in {"semantic", "syntax"}:
            raise KwindexError(
                f"kwindex_mode is {self.mode!r}; 'semantic' and 'syntax' are known"
            )
        if self.jobs is not None and self.jobs < 1:
            raise KwindexError(f"kwindex_jobs is {self.jobs!r}; 1 is the least")
        if not 0 < self.timeout < math.inf:
            raise KwindexError(
                f"kwindex_timeout is {self.timeout!r}; a number of seconds is needed"
            )
        if self.memory_limit is not None and self.memory_limit < 256 << 20:
            raise KwindexError(
                f"kwindex_memory_limit is {self.memory_limit!r}; 256 MiB is the least "
                "that a parser can work with"
            )
        self._check_distribution()

    def _check_distribution(self) -> None:
        if self.shard is not None and not 1 <= self.shard[0] <= self.shard[1]:
            number, total = self.shard
            raise KwindexError(
                f"there is no shard {number} of {total}; numbers start at 1"
            )
        if self.executor is not None and not is_executor(self.executor):
            raise KwindexError(
                f"kwindex_executor is {self.executor!r}; 'module:factory' or"
                " 'dask:tcp://HOST:PORT' is needed"
            )
