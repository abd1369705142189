"""What each kind of view asks the index."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..analysis import (
    FileOptions,
    FileSummary,
    FolderSummary,
    KeywordListing,
    Listing,
    ReportPage,
    Section,
    SymbolSummary,
    UsesPage,
    class_picture,
    listing_of,
    summarize_file,
    summarize_symbol,
    uses_page,
)
from ..model import RECORD_KINDS
from .folder_answers import answer_folder, answer_keywords, answer_report
from .options import file_options

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .records import View, ViewKind
    from .session import IndexSession

__all__ = ["ANSWERS", "Answer"]

Answer = (
    FileSummary
    | FolderSummary
    | KeywordListing
    | Listing
    | ReportPage
    | SymbolSummary
    | UsesPage
)


def _file(session: IndexSession, view: View) -> FileSummary | None:
    options = replace(
        file_options(dict(view.options)), hidden_rules=session.hidden_rules
    )
    return summarize_file(
        session.reader,
        view.key,
        options=options,
        figures=session.include_figures,
        tree=session.tree,
    )


def _rows(session: IndexSession, view: View) -> FileSummary | None:
    sections = Section.KEYWORDS, Section.REFERENCES
    # As on the page of the file, which has the uses line by line.
    options = FileOptions(sections, users=0, page=int(dict(view.options)["page"]))
    return summarize_file(session.reader, view.key, options=options)


def _source(session: IndexSession, view: View) -> Listing | None:
    runs = session.extras.coverage.get(view.key)
    return listing_of(session.reader, view.key, lines=view.lines, runs=runs)


def _symbol(session: IndexSession, view: View) -> SymbolSummary | None:
    found = session.resolve(view.key).found
    if found is None:
        return None
    summary = summarize_symbol(session.reader, found.usrs)
    options = dict(view.options)
    if summary is not None and "no-members" in options:
        summary = replace(summary, members=())
    if summary is not None and "graph" in options and summary.kind in RECORD_KINDS:
        usr = summary.overloads[0].keyword.usr
        picture = class_picture(session.reader, usr, summary.qualified_name)
        summary = replace(summary, picture=picture)
    return summary


def _uses(session: IndexSession, view: View) -> UsesPage | None:
    number = int(dict(view.options)["page"])
    return uses_page(session.reader, view.key, number, session.lines, session.is_test)


def _nothing(session: IndexSession, view: View) -> None:
    """Answer for what is not of the index."""


ANSWERS: Mapping[ViewKind, Callable[[IndexSession, View], Answer | None]] = {
    "file": _file,
    "symbol": _symbol,
    "source": _source,
    "rows": _rows,
    "folder": answer_folder,
    "keywords": answer_keywords,
    "mentions": _nothing,
    "uses": _uses,
    "report": answer_report,
}
"""A question for each kind of view; None: there is nothing to show."""
