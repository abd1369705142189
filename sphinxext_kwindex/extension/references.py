"""References that nothing else resolves: those of the C and C++ domains, and ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import FUNCTION_KINDS, RECORD_KINDS, SymbolKind
from .domain import kwindex_domain
from .warnings import warn

if TYPE_CHECKING:
    from docutils import nodes
    from docutils.nodes import TextElement
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.domains import Domain
    from sphinx.environment import BuildEnvironment

    from ..analysis import Candidate

__all__ = ["resolve_foreign", "warn_missing"]

_TYPES = frozenset(
    {
        SymbolKind.CLASS,
        SymbolKind.STRUCT,
        SymbolKind.UNION,
        SymbolKind.ENUM,
        SymbolKind.ALIAS,
    }
)
_FUNCTIONS = FUNCTION_KINDS - {SymbolKind.DEDUCTION_GUIDE}
_VARIABLES = frozenset({SymbolKind.VARIABLE, SymbolKind.FIELD})
_KINDS: dict[str, frozenset[SymbolKind]] = {
    "class": RECORD_KINDS | {SymbolKind.ALIAS},
    "struct": RECORD_KINDS | {SymbolKind.ALIAS},
    "union": RECORD_KINDS | {SymbolKind.ALIAS},
    "enum": frozenset({SymbolKind.ENUM}),
    "enumerator": frozenset({SymbolKind.ENUMERATOR}),
    "type": _TYPES,
    "concept": frozenset({SymbolKind.CONCEPT}),
    "func": _FUNCTIONS,
    "macro": frozenset({SymbolKind.MACRO}),
    "var": _VARIABLES,
    "member": _VARIABLES,
    "data": _VARIABLES,
}
"""Kinds that a role of the C or C++ domain asks for; all others ask for any."""


def resolve_foreign(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: TextElement
) -> nodes.reference | None:
    """Resolve a reference of the C or C++ domain to what we show, silently."""
    if node.get("refdomain") not in {"c", "cpp"}:
        return None
    domain = kwindex_domain(env)
    kinds = _KINDS.get(node["reftype"])
    for name in _names(node):
        candidates = (
            tuple(
                candidate
                for candidate in domain.session.resolve(name).candidates
                if _is_of(candidate, kinds) and candidate.qualified_name == name
            )
            or domain.session.resolve(name).candidates
        )
        if len(candidates) == 1 and _is_of(candidates[0], kinds):
            found = domain.lookup.candidate(candidates[0])
            docname = node.get("refdoc", "")
            return domain.reference(app.builder, docname, found, contnode)
    return None


def _is_of(candidate: Candidate, kinds: frozenset[SymbolKind] | None) -> bool:
    return kinds is None or candidate.kind in kinds


def _names(node: pending_xref) -> tuple[str, ...]:
    """Return the names that a reference may mean, from the innermost scope outwards."""
    target = node["reftarget"].strip()
    key = node.get("cpp:parent_key")
    # The lookup key of Sphinx's C++ domain: one tuple for each scope, its name first.
    # It is no public interface, so whatever it is now, it may be missing.
    scopes = [str(part[0]) for part in getattr(key, "data", ())]
    return tuple(
        "::".join([*scopes[:depth], target]) for depth in range(len(scopes), -1, -1)
    )


def warn_missing(app: Sphinx, domain: Domain | None, node: pending_xref) -> bool | None:
    """Warn about a role of ours that leads nowhere, in our words, instead of Sphinx."""
    if domain is None or domain.name != "kw":
        return None
    lookup = kwindex_domain(app.env).lookup
    problem = lookup(node["reftype"], node["reftarget"]).problem
    if problem is not None and lookup.is_worth_saying(problem):
        warn(problem.kind, problem.text, location=node)
    return True
