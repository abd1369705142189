"""``kwindex index`` that also writes what it did as JSON: a tool of the benchmarks.

    python benchmarks/observed_index.py REPORT.json ROOT --database F [...]

The process is what ``kwindex index ROOT --database F [...]`` starts, with its settings,
messages and exit code. The JSON has the plain fields of `UpdateReport`; of ``failures``
the list, and of ``changed`` the number. Each worker runs the Python that stands in the
environment as ``KWINDEX_BENCHMARK_BOOT`` before it does anything else.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from sphinxext_kwindex.cli import indexing, main  # noqa: E402
from sphinxext_kwindex.update import (  # noqa: E402
    UpdateReport,
    update_index,
    worker_process,
)

PLAIN = (int, float, str, list, tuple, type(None))


def observe(target: Path) -> None:
    """Have the command note its report in a file."""

    def observed(*args: Any, **options: Any) -> UpdateReport:
        report = update_index(*args, **options)
        target.write_text(json.dumps(plain(report)), encoding="utf-8")
        return report

    indexing.update_index = observed  # type: ignore[attr-defined]  # its import
    path, start = worker_process._BOOT.split("from ", 1)  # noqa: SLF001
    boot = os.environ.get("KWINDEX_BENCHMARK_BOOT", "")
    worker_process._BOOT = f"{path}{boot}from {start}"  # noqa: SLF001


def plain(report: UpdateReport) -> dict[str, object]:
    """Return a report as a value that JSON knows, with whatever fields it has."""
    values = {field.name: getattr(report, field.name) for field in fields(report)}
    found: dict[str, object] = {
        name: value for name, value in values.items() if isinstance(value, PLAIN)
    }
    found["changed"] = len(report.changed)
    return found


if __name__ == "__main__":
    observe(Path(sys.argv[1]))
    sys.exit(main(["index", *sys.argv[2:]]))
