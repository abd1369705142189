"""The facts of single files of a tree, parsed by themselves as an update plans it.

So the accuracy of a change can be measured without an index of the whole tree. What an
update reads on top of an umbrella is parsed plainly here, and says the same, but for
headers that do not stand by themselves: these are read without what is before them.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from sphinxext_kwindex.model import FileFacts, decode_facts, unpack  # noqa: E402
from sphinxext_kwindex.update.parser import Parser, open_tree  # noqa: E402
from sphinxext_kwindex.update.pool import Task, WorkerPool  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxext_kwindex.indexer import Unit
    from sphinxext_kwindex.update.plan import Plan
    from sphinxext_kwindex.update.settings import UpdateSettings
    from sphinxext_kwindex.update.tree import Tree

__all__ = ["ParsedAnew", "Planned"]


class Planned:
    """Which units of a plan read a file."""

    def __init__(self, plan: Plan) -> None:
        self._asked = {
            path: unit
            for cluster in plan.clusters
            for unit in cluster.units
            for path in unit.wanted
        }
        self._alone = plan.alone

    def paths(self) -> list[str]:
        """Return the files that are parsed, sorted."""
        return sorted(self._asked.keys() | self._alone.keys())

    def units(self, path: str) -> Iterator[Unit]:
        """Yield what reads a file: who is asked for it in the plan, then itself."""
        for units in (self._asked, self._alone):
            if path in units:
                yield units[path]


class ParsedAnew:
    """Answers as an index does; its worker ends with the process."""

    def __init__(self, tree: Tree, plan: Plan, settings: UpdateSettings) -> None:
        """Start a worker for a tree."""
        self._planned = Planned(plan)
        self._settings = settings
        self._known: dict[str, FileFacts | None] = {}
        self._pool = WorkerPool(settings.timeout, 1)
        Parser.ask(self._pool, settings.libclang)
        open_tree(self._pool, tree, plan, settings)

    def paths(self) -> list[str]:
        """Return the files that are parsed, sorted."""
        return self._planned.paths()

    def facts(self, path: str) -> FileFacts | None:
        """Return the facts of a file; None if no unit reads it."""
        if path not in self._known:
            parses = map(self._parse, self._planned.units(path))
            found = (facts[path] for facts in parses if path in facts)
            self._known[path] = next(found, None)
        return self._known[path]

    def _parse(self, unit: Unit) -> dict[str, FileFacts]:
        header = {
            "type": "unit",
            "unit": unit.to_json(),
            "cpu": self._settings.timeout,
        }
        (outcome,) = self._pool.run([Task(unit.path, header)])
        if outcome.failure is not None:
            return {}
        records = outcome.header["files"]
        return {
            record["path"]: decode_facts(unpack(blob))
            for record, blob in zip(records, outcome.blobs[::2], strict=True)
        }
