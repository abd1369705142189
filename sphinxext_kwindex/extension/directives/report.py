"""``.. kwindex-report:: kind``: a report on a folder and all below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ...analysis import ReportKind
from ..options import REPORT_OPTIONS
from ..pages.reports import report_view
from ..records import View
from ..warnings import Warnings
from .base import KwindexDirective

if TYPE_CHECKING:
    from docutils.nodes import Node

__all__ = ["ReportDirective"]

_NOTHING = "Nothing to report."


class ReportDirective(KwindexDirective):
    """Show a whole report."""

    known = REPORT_OPTIONS

    @property
    def argument(self) -> str:
        """The path of the folder, which is an option here."""
        return str(self.options.get("path", "/")).strip() or "/"

    def run(self) -> list[Node]:
        self.checked_options()
        kind = self._kind()
        folder = None if kind is None else self.find_folder()
        if kind is None or folder is None:
            self.note_fault(View("folder", self.missing_path().strip("/")))
            return self.missing(self.fault)
        view = report_view(folder, kind, 0)
        view = view._replace(digest=self.domain.session.digest(view))
        self.domain.note_view(self.env.docname, view)
        if view.digest:
            return [self.view_node(view, "top")]
        paragraph = nodes.paragraph("", _NOTHING, classes=["kwindex-missing"])
        self.set_source_info(paragraph)
        return [paragraph]

    def _kind(self) -> ReportKind | None:
        asked = " ".join(self.arguments[0].split())
        try:
            return ReportKind(asked)
        except ValueError:
            names = ", ".join(kind.value for kind in ReportKind)
            self.warn(
                Warnings.OPTION,
                f"{self.name} has no report {asked!r}; there are {names}",
            )
            return None
