"""What views of folders, of keyword indices and of reports ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..analysis import (
    FolderSection,
    ReportKind,
    report_page,
    summarize_folder,
)
from .options import folder_sections, keyword_options

if TYPE_CHECKING:
    from ..analysis import FolderSummary, KeywordListing, ReportPage
    from .records import View
    from .session import IndexSession

__all__ = ["answer_folder", "answer_keywords", "answer_report"]


def answer_folder(session: IndexSession, view: View) -> FolderSummary | None:
    """Return what a folder shows; None if the index has no file of it."""
    sections = folder_sections(dict(view.options))
    return summarize_folder(
        session.reader,
        view.key,
        graph=session.graph,
        figures=session.figures,
        letters=session.letters(view.key) if FolderSection.KEYWORDS in sections else (),
        read_text=session.texts.read,
        include_figures=(
            session.include_figures if FolderSection.GRAPH in sections else None
        ),
    )


def answer_keywords(session: IndexSession, view: View) -> KeywordListing | None:
    """Return a keyword index; None if there is nothing in it."""
    asked = keyword_options(dict(view.options))
    found = session.folder_keywords(view.key, asked.kinds)
    listing = found.listing(asked.order, asked.keys, asked.number)
    return listing if listing.pages else None


def answer_report(session: IndexSession, view: View) -> ReportPage | None:
    """Return a page of a report; None if it has nothing to say."""
    options = dict(view.options)
    kind = ReportKind(options["report"])
    return report_page(session.reports, kind, view.key, int(options["page"]))
