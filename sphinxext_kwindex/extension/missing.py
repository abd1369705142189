"""Targets that are missing: each said once in a build, with its places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .domain import kwindex_domain
from .warnings import escape, logger, warn

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.domains import Domain

__all__ = ["setup_missing"]

_DOMAINS = frozenset({"kw", "cpp", "c"})
_PLACES = 10
"""Most further places named of one target."""


def setup_missing(app: Sphinx) -> None:
    """Connect the events."""
    app.connect("warn-missing-reference", warn_missing)
    app.connect("build-finished", say_places)


def warn_missing(app: Sphinx, domain: Domain | None, node: pending_xref) -> bool | None:
    """Have a target that leads nowhere warned of, if it is its first time.

    A role of ours in our words; those of the C and C++ domains are left to Sphinx. One
    missing type may stand in hundreds of signatures.
    """
    if domain is None or domain.name not in _DOMAINS:
        return None
    ours = kwindex_domain(app.env)
    key = f"{domain.name}:{node['reftype']}", node["reftarget"]
    places = ours.missing.get(key)
    if places is not None:
        places.append(_place(app, node))
        return True
    ours.missing[key] = []
    if domain.name != "kw":
        return None
    problem = ours.lookup(node["reftype"], node["reftarget"]).problem
    if problem is not None and ours.lookup.is_worth_saying(problem):
        warn(problem.kind, problem.text, location=node)
    return True


def say_places(app: Sphinx, exception: Exception | None) -> None:
    """Say where else missing targets stand, which were warned of once."""
    for (role, target), places in kwindex_domain(app.env).missing.items():
        if places:
            known = list(dict.fromkeys(places))
            more = len(known) - _PLACES
            logger.info(
                "kwindex: %s %r is missing in more places: %s%s",
                role,
                escape(target),
                escape(", ".join(known[:_PLACES])),
                f" and {more:,} more" if more > 0 else "",
            )


def _place(app: Sphinx, node: Node) -> str:
    """Return document and line of a node."""
    docname = node.get("refdoc", "") if hasattr(node, "get") else ""
    line, parent = node.line, node.parent
    while line is None and parent is not None:
        line, parent = parent.line, parent.parent
    return f"{docname}:{line}" if line else docname
