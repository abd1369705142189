"""Messages that nobody hears, not made."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from sphinx.util.logging import NAMESPACE

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["leave_out_unheard"]


def leave_out_unheard(app: Sphinx) -> None:
    """Have messages made that some handler takes: ten a page are for debugging."""
    logger = logging.getLogger(NAMESPACE)
    before = logger.level
    heard = min((handler.level for handler in logger.handlers), default=before)
    if logger.propagate or heard <= before:
        return

    def end(app: Sphinx, exception: Exception | None) -> None:
        logger.setLevel(before)

    logger.setLevel(heard)
    app.connect("build-finished", end)
