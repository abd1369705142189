"""``.. kwindex-symbol:: ns::Class::method``: the card of one symbol."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx import addnodes

from ...render import kind_title, plain_text, set_anchor
from ..options import SYMBOL_OPTIONS
from ..records import View
from .base import KwindexDirective

if TYPE_CHECKING:
    from docutils import nodes

    from ...analysis import Candidate

__all__ = ["SymbolDirective"]


class SymbolDirective(KwindexDirective):
    """Show one symbol, with all that shares its name."""

    known = SYMBOL_OPTIONS

    def run(self) -> list[nodes.Node]:
        options = self.checked_options()
        view = View("symbol", self.argument, tuple(sorted(options.items())))
        candidate = self.domain.session.resolve(self.argument).found
        if candidate is None:
            problem = self.domain.lookup("sym", self.argument).problem
            assert problem is not None
            if self.domain.lookup.is_worth_saying(problem):
                self.warn(problem.kind, problem.text)
            self.note_fault(view)
            return self.missing(problem.text)
        view = view._replace(
            name=candidate.qualified_name,
            usrs=candidate.usrs,
            digest=self.domain.session.digest(view),
        )
        self.domain.note_view(self.env.docname, view)
        words = f"{candidate.qualified_name} {self._briefs(candidate)}"
        parts: list[nodes.Node] = [
            self.view_node(view, "top", words),
            self.view_node(view, "documented"),
        ]
        if "no-index" in options or "no-index-entry" in options:
            return parts
        name = candidate.qualified_name
        text = f"{name} ({kind_title(candidate.kind).lower()})".replace(";", ",")
        entries = [("single", text, set_anchor(name), "", None)]
        return [addnodes.index(entries=entries), *parts]

    def _briefs(self, candidate: Candidate) -> str:
        reader = self.domain.session.reader
        briefs = {
            plain_text(symbol.documentation.brief): None
            for usr in candidate.usrs
            for symbol in reader.symbols(usr)
            if symbol.documentation is not None
        }
        return " ".join(briefs)
