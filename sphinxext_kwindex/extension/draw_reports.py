"""Reports, drawn as HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..render.reports.page import render_report

if TYPE_CHECKING:
    from .drawing import Drawing
    from .records import View

__all__ = ["draw_report"]


def draw_report(drawing: Drawing, view: View, page: Any, part: str) -> str:
    """Return a page of a report."""
    drawing.domain.targets.prepare(drawing.domain.session.homes_of(page))
    body = render_report(page, drawing.links("", drawing.claim))
    return f'<div class="kwindex kwindex-report">{body}</div>\n'
