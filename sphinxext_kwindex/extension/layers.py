"""Violations of the layer rules, in the log of a build."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..analysis import compare_known, read_known
from .warnings import Warnings, escape, logger, warn

if TYPE_CHECKING:
    from .config import KwindexConfig
    from .session import IndexSession

__all__ = ["check_layers"]

_NAMED = 3
"""Most known violations named that are gone."""


def check_layers(session: IndexSession, config: KwindexConfig) -> None:
    """Warn of each include that the rules do not allow and that is not known.

    In every build, not in the first alone: a build that says nothing is one in which
    there is nothing to say.
    """
    if not session.layers.layers:
        return
    known = _known(session, config.layers_known)
    ratchet = compare_known(session.include_figures.violations, known)
    for one in ratchet.new:
        reach = "may not reach over a layer to" if one.skips else "is below"
        warn(
            Warnings.LAYER,
            f"{one.path!r} includes {one.target!r}, but layer {one.source_layer!r}"
            f" {reach} {one.target_layer!r}; check the include, or kwindex_layers",
            location=f"{session.root / one.path}:{one.line}",
        )
    if ratchet.gone:
        named = ", ".join(ratchet.gone[:_NAMED])
        more = len(ratchet.gone) - _NAMED
        logger.info(
            "kwindex: known violations of the layer rules are gone, remove them from"
            " %s: %s%s",
            escape(str(config.layers_known)),
            escape(named),
            f" and {more:,} more" if more > 0 else "",
        )


def _known(session: IndexSession, path: str | None) -> frozenset[str]:
    if path is None:
        return frozenset()
    try:
        text = (session.confdir / path).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        warn(Warnings.CONFIG, f"kwindex_layers_known is {path!r}: {reason}; using None")
        return frozenset()
    return read_known(text)
