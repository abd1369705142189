"""Which libclang reads the tree: known from the last time, or asked of a worker.

This process never loads libclang. What a worker said of it is kept in the index with a
text that changes when another library would be found, so that an update in which
nothing changed needs no worker.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Self

from ..errors import KwindexError
from ..indexer import Libclang, identify_libclang
from .pool import Failure

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from .plan import Plan
    from .pool import WorkerPool
    from .settings import UpdateSettings
    from .tree import Tree

__all__ = ["Parser", "open_message", "open_tree", "open_workers"]


@dataclass(frozen=True, slots=True)
class Parser:
    """The library, or why there is none."""

    identity: str
    """What `identify_libclang` said when the worker was asked."""
    libclang: Libclang | None
    fault: str = ""
    """A sentence for the user; empty with a library."""

    @classmethod
    def recall(cls, text: str | None, path: str | None) -> Self | None:
        """Return what the index remembers; None if it may no longer hold.

        :param text: what `note` gave; None if the index knows nothing.
        :param path: the setting ``kwindex_libclang``.
        """
        try:
            value = json.loads(text or "null")
            fields = value["libclang"]
            libclang = None if fields is None else _from_fields(fields)
            known = cls(str(value["identity"]), libclang, str(value["fault"]))
        except (KeyError, TypeError, ValueError):
            return None
        return known if known.identity == _identity(path) else None

    @classmethod
    def ask(cls, pool: WorkerPool, path: str | None) -> Self:
        """Have the pool's workers load the library and return what they say of it."""
        answer = pool.ask({"type": "load", "libclang": path})
        identity = _identity(path)
        if isinstance(answer, Failure):
            text = f"libclang cannot be loaded: {answer.text}; see 'kwindex doctor'"
            # Not to be remembered: somebody may have killed the worker.
            return cls("", None, text)
        if answer["type"] != "loaded":
            return cls(identity, None, str(answer["text"]))
        return cls(identity, _from_fields(answer))

    def note(self) -> str:
        """Return the text that `recall` takes."""
        libclang = None
        if self.libclang is not None:
            libclang = asdict(replace(self.libclang, tried=()))
        value = {"identity": self.identity, "libclang": libclang, "fault": self.fault}
        return json.dumps(value, sort_keys=True)


def open_tree(
    pool: WorkerPool,
    tree: Tree,
    plan: Plan,
    settings: UpdateSettings,
    scratch: Path | None = None,
) -> None:
    """Confine the workers of a pool to a tree and what its arguments name.

    :param scratch: folder that they may write to.
    :raises KwindexError: when the first worker cannot do it.
    """
    message = open_message(tree, plan, settings)
    open_workers(pool, {**message, "scratch": str(scratch) if scratch else None})


def open_message(tree: Tree, plan: Plan, settings: UpdateSettings) -> dict[str, Any]:
    """Return the message that confines a worker, without a folder to write to."""
    return {
        "type": "open",
        "root": str(tree.root),
        "project": list(tree.sources),
        "others": list(tree.others),
        "readable": [str(tree.root), *plan.folders],
        "memory": settings.memory_limit,
        "macros": tree.macros.to_json(),
    }


def open_workers(pool: WorkerPool, message: Mapping[str, Any]) -> None:
    """Confine the workers of a pool as a message says.

    :raises KwindexError: when the first worker cannot do it.
    """
    answer = pool.ask(message)
    if isinstance(answer, Failure) or answer["type"] != "ready":
        text = answer.text if isinstance(answer, Failure) else answer["text"]
        raise KwindexError(f"a worker cannot open the tree: {text}")


def _identity(path: str | None) -> str:
    return f"{path or ''} {identify_libclang(path)}"


def _from_fields(fields: dict[str, Any] | Any) -> Libclang:
    return Libclang(
        library=str(fields["library"]),
        version=str(fields["version"]),
        provider=str(fields["provider"]),
        resource_dir=fields["resource_dir"],
        libcxx_dir=fields["libcxx_dir"],
    )
