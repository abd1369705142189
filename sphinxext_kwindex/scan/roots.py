"""Include roots: the value; `update` detects them, `indexer` passes them on."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["IncludeRoots"]


@dataclass(frozen=True, slots=True)
class IncludeRoots:
    """Folders in which headers of the tree are looked for, in this order.

    POSIX paths from the source root; ``.`` is the root itself.
    """

    direct: tuple[str, ...] = ()
    """Looked in before the system's headers: ``-I``."""
    after: tuple[str, ...] = ()
    """Looked in after them, so that a ``string.h`` here hides none: ``-idirafter``."""
