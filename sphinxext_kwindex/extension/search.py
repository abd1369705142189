"""Sphinx's own search: names as they are, and the best match first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import sphinx

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

__all__ = ["searched_name", "setup_search"]

_SCORER = Path(__file__).parents[1] / "static" / "kwindex-scorer.js"
_ESCAPES_TWICE = sphinx.version_info >= (9, 0)


class _Verbatim(str):
    """A text that `html.escape` leaves as it is."""

    __slots__ = ()

    def replace(self, *_: object) -> _Verbatim:
        """Return the text."""
        return self


def searched_name(name: str) -> str:
    """Return an object's name for Sphinx to put into the search's data.

    From 9.0 on, Sphinx escapes it when the data is made and again when a result is
    shown: ``operator<`` is found as ``operator&lt;``. A test says when that is mended.
    """
    return _Verbatim(name) if _ESCAPES_TWICE else name


def setup_search(app: Sphinx) -> None:
    """Connect the event."""
    app.connect("write-started", _add_scorer)


def _add_scorer(app: Sphinx, builder: Builder) -> None:
    """Have exact matches of a name's last part go first, unless the user has a scorer.

    Sphinx itself takes names apart at dots. After the environment was saved: see
    `assets`.
    """
    if builder.format == "html" and not app.config.html_search_scorer:
        app.config.html_search_scorer = str(_SCORER)
