"""``kwindex coverage``: which public declarations have a comment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..analysis import (
    ReportFacts,
    ReportKind,
    documented_in,
    folder_figures,
    report_page,
)
from ..analysis.reports.answers import Gap, KindShare, PathShare
from ..errors import KwindexError
from ..render import render_badge, share_words
from ..store import IndexReader

if TYPE_CHECKING:
    from argparse import Namespace

    from ..analysis import Documented, ReportPage
    from .terminal import Terminal

__all__ = ["coverage"]

_COLUMNS = ("documented", "declared", "share")


def coverage(arguments: Namespace, terminal: Terminal) -> int:
    """Print the shares by kind and folder; 1 if the total is less than asked for."""
    folder = arguments.folder.strip("/")
    with IndexReader(arguments.database) as reader:
        figures = folder_figures(reader)
        if folder not in figures.folders:
            raise KwindexError(f"the index has no file of {folder!r}")
        total = documented_in(figures, folder)
        facts = ReportFacts.of(reader, figures)
        page = report_page(facts, ReportKind.DOCUMENTATION, folder)
    if page is not None:
        _show(page, terminal, gaps=arguments.gaps)
    terminal.table(
        "In all", ("folder", *_COLUMNS), [(folder or "/", *total, _share(total))]
    )
    if arguments.badge is not None:
        badge = render_badge("documented", _share(total))
        arguments.badge.write_text(f"{badge}\n", "utf-8")
    return 1 if total.is_below(arguments.floor) else 0


def _show(page: ReportPage, terminal: Terminal, *, gaps: bool) -> None:
    for group in page.groups:
        name = group.section.value.rstrip("s")
        shares = [
            (*one, share_words(one.documented, one.declared))
            for one in group.rows
            if isinstance(one, KindShare | PathShare)
        ]
        terminal.table(f"By {name}", (name, *_COLUMNS), shares)
        if gaps:
            terminal.table(
                "No comment",
                ("symbol", "kind", "file", "users"),
                [one[1:] for one in group.rows if isinstance(one, Gap)],
            )


def _share(total: Documented) -> str:
    return share_words(*total) if total.declared else "-"
