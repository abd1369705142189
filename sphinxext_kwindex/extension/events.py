"""The story of a build: update, find what is outdated, read, find what to rewrite."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..analysis import digest
from .config import get_config
from .domain import KwindexDomain, kwindex_domain
from .foresee import index_foreseen
from .indexing import close_index, open_index, restore_wanted
from .line_moves import moved_lines
from .mentions import (
    collect_references,
    look_up,
    mentioned_by,
    place_title,
    stale,
)
from .moves import Moves, collect_identifiers
from .nearness import declaring, far, near
from .outdated import Outdated
from .pages.extents import row_sums, use_sums
from .pages.navigation import moved_in_contents
from .states import differing
from .warnings import Warnings, warn

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from .records import Document

__all__ = ["setup_events"]


def setup_events(app: Sphinx) -> None:
    """Connect the events, in the order of a build."""
    # Late: other extensions may set paths at this event.
    app.connect("builder-inited", open_index, priority=800)
    app.connect("env-get-outdated", find_outdated)
    app.connect("env-before-read-docs", note_read)
    app.connect("env-before-read-docs", index_foreseen)
    app.connect("doctree-read", note_references)
    app.connect("env-updated", find_changed)
    # Not at Sphinx's check of consistency, which is for builds that read something.
    app.connect("env-updated", warn_stale)
    # Last of all: others ask for something still.
    app.connect("build-finished", close_index, priority=1000)


def find_outdated(
    app: Sphinx,
    env: BuildEnvironment,
    added: set[str],
    changed: set[str],
    removed: set[str],
) -> list[str]:
    """Return the documents of which something that they show has changed."""
    domain = kwindex_domain(env)
    outdated = Outdated(domain)
    known = added | changed | removed
    found = {name: "" for name in outdated.reread() if name in domain.documents}
    for docname in outdated.candidates():
        views = domain.documents[docname].views
        if docname not in known and docname not in found:
            digests = [domain.session.digest(view) for view in views]
            if digests != [view.digest for view in views]:
                found[docname] = "".join(digests)
    for docname in sorted(found.keys() - known):
        if docname in domain.stubs.docnames:
            shown = found[docname], domain.session.content
            domain.stubs.touch(docname, digest(shown))
    return sorted(found.keys() - known)


def note_read(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Remember which documents are read, and so written, in this build."""
    kwindex_domain(env).read = frozenset(docnames)


def note_references(app: Sphinx, doctree: nodes.document) -> None:
    """Remember the roles of a document that was read."""
    domain = kwindex_domain(app.env)
    domain.note_references(
        app.env.docname, collect_references(doctree), collect_identifiers(doctree)
    )


def find_changed(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the documents that are to be written anew: a link of theirs has moved.

    The environment is pickled after this, and only if there is such a document or one
    that was read.
    """
    domain = kwindex_domain(env)
    restore_wanted(env)
    files = domain.session.reader.digests()
    pages = dict(domain.shown.summary(row_sums(domain)))
    moves = Moves(domain)
    content = tuple(map(str, files.items()))
    shown = tuple(sorted(pages.items()))
    beside = domain.session.extras.state, domain.catalogue.is_indexed
    state = digest((content, shown, _roles(domain), moves.state, beside))
    if domain.data["state"] == state:
        domain.settle()
        return []
    before: dict[str, str] = domain.data["pages"]
    moved = differing(before, pages)
    is_read = domain.read.__contains__
    # What is near to what costs much to say: not where all is read and written anyway.
    may_link = frozenset[str]()
    uses = use_sums(domain)
    if not all(map(is_read, domain.documents)):
        may_link = near(domain.session, moved) | far(domain.session, moved)
        dealt = differing(domain.data["dealt_uses"], uses)
        may_link |= declaring(domain.session, dealt)
        moved |= dealt
    lines = domain.lines
    linking = moved_lines(domain.session, domain.data["lines"], lines)
    elsewhere = moved_in_contents(env)
    # Sphinx's search gets or loses the names of all pages with that.
    searches = domain.searches_names
    flips = domain.data["searches_names"] != searches and bool(before)
    rewritten = []
    for docname, document in sorted(domain.documents.items()):
        new = document._replace(
            resolved=_resolved(domain, document),
            documented=_documented(domain, docname, document),
            signed=moves.signed(document),
        )
        if (
            flips
            or new != document
            or docname in elsewhere
            or any(v.key in may_link or v.key in linking for v in document.views)
            # A card may name anything.
            or (moved and any(v.kind == "symbol" for v in document.views))
            or moves.touches(document)
        ):
            rewritten.append(docname)
        domain.documents[docname] = new
    domain.data.update(
        state=state,
        pages=pages,
        lines=lines,
        dealt_uses=uses,
        searches_names=searches,
        symbols=domain.shown_number,
        **moves.data,
    )
    Outdated(domain).remember()
    domain.settle()
    # Those that were read are written in any case.
    return [docname for docname in rewritten if not is_read(docname)]


def _roles(domain: KwindexDomain) -> str:
    """Return a digest of all roles of all documents."""
    references = (
        (docname, *document.references, document.identifiers)
        for docname, document in sorted(domain.documents.items())
    )
    return digest(tuple(references))


def _resolved(domain: KwindexDomain, document: Document) -> str:
    """Return a digest of where the roles of a document lead."""
    found = (look_up(reference, domain.lookup) for reference in document.references)
    leads = tuple((one.target or (), one.uri, one.title) for one in found)
    return digest(leads) if leads else ""


def _documented(domain: KwindexDomain, docname: str, document: Document) -> str:
    """Return a digest of what documents say of what a document shows, and it of them.

    The sections that mention it, and what a list of mentions holds.
    """
    places = tuple(
        (*place, place_title(domain.env, place))
        for view in document.views
        for place in domain.mentions.of_view(view, but=docname)
    )
    mentioned = tuple(
        (one.title, one.target or (), one.uri)
        for view in document.views
        if view.kind == "mentions"
        for one in mentioned_by(domain.documents.get(view.key), domain.lookup)
    )
    return digest((places, mentioned)) if places or mentioned else ""


def warn_stale(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn about literals that look like a symbol of the tree and name none."""
    if not get_config(env).stale_mentions:
        return
    domain = kwindex_domain(env)
    for docname, document in sorted(domain.documents.items()):
        for reference in document.references:
            alike = stale(reference, domain.session)
            if alike is not None:
                where = f" in {reference.title!r}" if reference.title else ""
                hint = f"; near names: {', '.join(alike)}" if alike else ""
                text = f"{reference.target!r}{where} is no symbol of the index{hint}"
                warn(Warnings.STALE_MENTION, text, location=docname)
