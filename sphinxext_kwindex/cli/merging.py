"""``kwindex merge``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..update import merge_indexes

if TYPE_CHECKING:
    from argparse import Namespace

    from .terminal import Terminal

__all__ = ["merge"]

_SHOWN = 10


def merge(arguments: Namespace, terminal: Terminal) -> int:
    """Join the indexes of shards and say what was done."""
    with terminal.progress("Merging", quiet=arguments.quiet) as progress:
        report = merge_indexes(arguments.target, arguments.shards, progress=progress)
    if report.recovered:
        terminal.warning(report.recovered)
    for shard, files in report.damaged:
        terminal.warning(
            f"{files} damaged files of {str(shard)!r} are left out; run 'kwindex index'"
            " on the merged index"
        )
    for path in report.conflicts[:_SHOWN]:
        terminal.warning(f"{path} has different facts in several shards; one is taken")
    more = len(report.conflicts) - _SHOWN
    if more > 0:
        terminal.warning(f"{more} files more have different facts")
    if not arguments.quiet:
        shards = len(arguments.shards)
        terminal.line(
            f"{report.files:,} file{'' if report.files == 1 else 's'} of {shards}"
            f" shard{'' if shards == 1 else 's'}: {report.shared} in several,"
            f" {len(report.conflicts)} with different facts"
        )
    return 1 if report.conflicts or report.damaged else 0
