"""References that their own domain cannot resolve: those of C and C++, and ours.

The order of the handlers is that of `destinations`: what we show under that very name;
what intersphinx knows; what ends with the name; other names of inventories;
cppreference.com.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import NoUri
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..analysis import standard_name
from ..model import FUNCTION_KINDS, RECORD_KINDS, SymbolKind
from .domain import kwindex_domain
from .pieces import outward
from .warnings import Warnings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from docutils.nodes import TextElement
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..analysis import Candidate
    from .domain import KwindexDomain

__all__ = ["StandardReferences", "setup_references"]

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


_IDENTIFIER = "identifier"
"""Role of the names in signatures and expressions: nobody has written it as a role."""
_STD = re.compile(r"(?:::)?std::")


def setup_references(app: Sphinx) -> None:
    """Connect the handlers; intersphinx has priority 500."""
    app.connect("missing-reference", resolve_exact, priority=400)
    app.connect("missing-reference", resolve_loosely, priority=600)
    app.connect("missing-reference", resolve_elsewhere, priority=700)
    app.connect("missing-reference", resolve_standard, priority=900)
    app.add_post_transform(StandardReferences)


def resolve_exact(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: TextElement
) -> nodes.Node | None:
    """Resolve a reference of C or C++ to what goes by its name, silently."""
    if node.get("refdomain") not in {"c", "cpp"}:
        return None
    domain = kwindex_domain(env)
    for name in _names(node):
        candidates = [
            candidate
            for candidate in domain.session.resolve_quietly(name).candidates
            if candidate.qualified_name == name
        ]
        if candidates:
            return _reference(domain, candidates, node, contnode)
    return None


def resolve_loosely(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: TextElement
) -> nodes.Node | None:
    """Resolve a reference of C or C++ to the only thing that ends with its name.

    A bare name in a signature is not: it may be a template's parameter.
    """
    if node.get("refdomain") not in {"c", "cpp"}:
        return None
    domain = kwindex_domain(env)
    for name in _names(node):
        if node["reftype"] == _IDENTIFIER and "::" not in name:
            continue
        candidates = domain.session.resolve_quietly(name).candidates
        found = _reference(domain, candidates, node, contnode)
        if found is not None:
            return found
    return None


def resolve_elsewhere(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: TextElement
) -> nodes.Node | None:
    """Resolve a role of ours to another project's object of the C or C++ domain."""
    if node.get("refdomain") != "kw" or node["reftype"] not in {"sym", "macro"}:
        return None
    domain = kwindex_domain(env)
    if not _is_unknown(domain, node):
        return None
    found = domain.destinations.inventories.any(node["reftarget"].removeprefix("::"))
    if found is None:
        return None
    return outward(found.uri, found.title, contnode, node.get("refdoc", ""))


def resolve_standard(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: TextElement
) -> nodes.Node | None:
    """Resolve a name of the standard libraries to its page on cppreference.com."""
    language = node.get("refdomain")
    if language not in {"c", "cpp", "kw"} and node["reftype"] != "any":
        return None
    domain = kwindex_domain(env)
    if not domain.destinations.has_standard:
        return None
    if language == "kw" and (
        node["reftype"] not in {"sym", "macro"} or not _is_unknown(domain, node)
    ):
        return None
    page = standard_name(node["reftarget"], c=language == "c")
    if page is None:
        return None
    if not domain.destinations.leads_out:
        return contnode
    return outward(page.uri, page.title, contnode, "")


class StandardReferences(SphinxPostTransform):
    """Give references to ``std::`` names to the event ``missing-reference``.

    Sphinx's C++ domain stops at a name of ``std`` that it has not got (it raises
    `NoUri`, as of 9.2), before intersphinx or anybody else is asked.
    """

    default_priority = 8  # just before references are resolved (10)

    def run(self, **kwargs: Any) -> None:
        """Resolve those of a document that somebody knows."""
        domain = kwindex_domain(self.env)
        for node in list(self.document.findall(addnodes.pending_xref)):
            if node.get("refdomain") != "cpp" and node.get("reftype") != "any":
                continue
            target = node["reftarget"].strip()
            if not _STD.match(target) or domain.documented.knows(
                target.removeprefix("::")
            ):
                continue
            node.setdefault("refdoc", self.env.docname)
            new = _ask_all(self.env, node)
            if new is not None:
                node.replace_self(new)


def _ask_all(env: BuildEnvironment, node: pending_xref) -> nodes.Node | None:
    content = node[0].deepcopy()
    try:
        found: nodes.Node | None = env.events.emit_firstresult(
            "missing-reference", env, node, content, allowed_exceptions=(NoUri,)
        )
    except NoUri:
        return None
    return found


def _is_unknown(domain: KwindexDomain, node: pending_xref) -> bool:
    """Tell whether a role of ours names nothing in the index."""
    problem = domain.lookup(node["reftype"], node["reftarget"]).problem
    return problem is not None and problem.kind is Warnings.UNKNOWN_SYMBOL


def _reference(
    domain: KwindexDomain,
    candidates: Iterable[Candidate],
    node: pending_xref,
    contnode: TextElement,
) -> nodes.Node | None:
    """Return a reference to the only candidate of the right kind."""
    kinds = _KINDS.get(node["reftype"])
    fitting = [one for one in candidates if kinds is None or one.kind in kinds]
    if len(fitting) != 1:
        return None
    _drop_parentheses(node, contnode)
    found = domain.lookup.candidate(fitting[0])
    docname = node.get("refdoc", "")
    reference = domain.reference(domain.builder, docname, found, contnode)
    if reference is None and node["reftype"] == _IDENTIFIER:
        # Known, though no page shows it; nobody has asked for a link.
        return contnode
    return reference


def _drop_parentheses(node: pending_xref, contnode: TextElement) -> None:
    """Drop the ``()`` that Sphinx adds to functions, of one that has its parameters."""
    text = contnode.astext()
    if "(" in node["reftarget"] and text.endswith(")()") and len(contnode) == 1:
        contnode[0] = nodes.Text(text.removesuffix("()"))


def _names(node: pending_xref) -> Iterator[str]:
    """Yield the names that a reference may mean, from the innermost scope outwards."""
    target = _without_type(node["reftarget"].strip())
    if target.startswith("::"):
        yield target[2:]
        return
    if node.get("refdomain") == "c":
        yield target.replace(".", "::")
        return
    key = node.get("cpp:parent_key")
    # The lookup key of Sphinx's C++ domain: one tuple for each scope, its name first.
    # It is no public interface, so whatever it is now, it may be missing.
    scopes = [str(part[0]) for part in getattr(key, "data", ())]
    for depth in range(len(scopes), -1, -1):
        yield "::".join([*scopes[:depth], target])


def _without_type(target: str) -> str:
    """Drop the return type of a whole declaration: ``void ns::f(int)``."""
    name, found, parameters = target.partition("(")
    if not found or "operator" in name:
        return target
    depth = 0
    for index in range(len(name.rstrip()) - 1, -1, -1):
        char = name[index]
        depth += (char == ">") - (char == "<")
        if depth == 0 and char in " *&":
            return f"{name[index + 1 :]}({parameters}"
    return target
