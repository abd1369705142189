"""The start of a build without the pauses of the garbage collector.

While Sphinx reads its environment, hundreds of thousands of values come that all stay;
each few hundred of them have the collector look through all others. That takes longer
than to read them, and the same goes for what the index is brought up to date with.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

__all__ = ["setup_loading"]

_NEW = 100_000
"""New objects after which the collector looks, as long as this lasts."""


def setup_loading(app: Sphinx) -> None:
    """Connect the event after which Sphinx reads the environment."""
    # Last: what others do at this event is not ours.
    app.connect("config-inited", _begin, priority=999)


def _begin(app: Sphinx, config: Config) -> None:
    if not config.kwindex_sources:
        return
    before = gc.get_threshold()

    def end(app: Sphinx) -> None:
        gc.set_threshold(*before)

    # Switched off it would stay off where the build ends before the next event.
    gc.set_threshold(_NEW, *before[1:])
    # After the index is up to date (800) and the pages are listed (850).
    app.connect("builder-inited", end, priority=890)
