"""Where generated pages stand among the others: contents, next and previous, parents.

A theme draws its sidebar from the toctrees in `env.tocs`, on each page anew; with
thousands of entries that is most of a build, and in some themes grows with the square
of their number. So a folder's page has its children in `env.toctree_includes` (which
gives next, previous, parents, and what singlehtml and latex put together), and none in
`env.tocs`: the sidebar has the tree's own page and what the user lists.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from ..domain import kwindex_domain
from ..warnings import Warnings, warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_DEEPEST = 64
"""Most parents looked at: a toctree may lead in a circle."""

__all__ = ["attach_children", "find_unlisted", "moved_in_contents"]


def attach_children(app: Sphinx, doctree: nodes.document) -> None:
    """Hang the pages of a folder below its own, and those of a file below it."""
    env = app.env
    domain = kwindex_domain(env)
    page = domain.catalogue.pages.get(env.docname)
    if page is None or env.docname not in domain.stubs.docnames:
        return
    # None of our pages is missing from a toctree; see `find_unlisted` for the roots.
    env.metadata[env.docname]["orphan"] = True
    children = domain.catalogue.children.get(env.docname, ())
    if not children:
        return
    env.toctree_includes[env.docname] = list(children)
    for child in children:
        if child not in domain.stubs.docnames:
            # Written by hand in place of ours: it is in a toctree by this.
            env.files_to_rebuild.setdefault(child, set()).add(env.docname)
    # Hidden in HTML; builders that put all into one document follow it.
    toctree = addnodes.toctree(
        parent=env.docname,
        entries=[(None, child) for child in children],
        includefiles=list(children),
        maxdepth=-1,
        glob=False,
        hidden=True,
        includehidden=False,
        titlesonly=True,
        numbered=0,
        caption=None,
        rawentries=[],
    )
    section = doctree.next_node(nodes.section)
    assert section is not None
    section += nodes.compound("", toctree, classes=["toctree-wrapper"])


def find_unlisted(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Warn about a tree whose own page is in no toctree."""
    roots = kwindex_domain(env).catalogue.roots
    if roots:
        listed = {name for names in env.toctree_includes.values() for name in names}
        for root in roots:
            if root not in listed:
                warn(
                    Warnings.TOCTREE,
                    f"no toctree has {root!r}, the first page of its tree; add it to"
                    " one, so that readers find the pages",
                )
    return []


def moved_in_contents(env: BuildEnvironment) -> frozenset[str]:
    """Return our pages with another next, previous or parent page than at last.

    A theme shows these on the page, and Sphinx itself does not write it anew for that.
    """
    domain = kwindex_domain(env)
    if not domain.stubs.docnames:
        return frozenset()
    titles = {name: title.astext() for name, title in env.titles.items()}
    relations = env.collect_relations()
    now: dict[str, int] = {}
    for docname in sorted(domain.stubs.docnames & relations.keys()):
        shown = [name for name in relations[docname] if name]
        above = relations[docname][0]
        while above and above in relations and len(shown) < _DEEPEST:
            shown.append(above)
            above = relations[above][0]
        text = "\n".join(f"{name}\0{titles.get(name, '')}" for name in shown)
        now[docname] = zlib.crc32(text.encode("utf-8", "surrogatepass"))
    before: dict[str, int] = domain.data["relations"]
    domain.data["relations"] = now
    return frozenset(name for name in now if before.get(name) != now[name])
