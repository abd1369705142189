"""Where the name of a symbol leads: to our pages, or out of them.

The order is one for all that links: what the C or C++ domain documents, since somebody
wrote that to be read; the place where we show it; another project's documentation; the
hosted repository; for the standard libraries, cppreference.com. In the text of a
listing, and within a file's own outline, our place goes first: who reads code wants the
code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..analysis import name_in_usr, standard_header, standard_symbol
from ..model import Language
from .inventories import Inventories

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..analysis import Candidate
    from ..model import Place
    from .domain import KwindexDomain
    from .targets import Target

__all__ = ["Destination", "Destinations", "is_c"]

_C = frozenset({Language.C, Language.OBJECTIVE_C})


class Destination(NamedTuple):
    """One of the places that a name may lead to: a target, or an address outside."""

    target: Target | None = None
    uri: str = ""
    title: str = ""
    """Says where an address outside leads."""


class Destinations:
    """Answers to "where to", for one state of the index, documents and inventories."""

    def __init__(self, domain: KwindexDomain) -> None:
        self._domain = domain
        self.inventories = Inventories(domain.env)
        self.has_standard: bool = domain.env.config.kwindex_std_links
        # A link checker would ask for thousands of addresses that nobody wrote.
        self.leads_out = domain.builder.name != "linkcheck"

    def symbol(
        self, usr: str, *, c: bool = False, code: bool = False
    ) -> Iterator[Destination]:
        """Yield where a symbol may lead, best first; a builder may lack some of them.

        :param c: the name stands in a file of C.
        :param code: the name stands in code, or in the outline of its own file.
        """
        domain = self._domain
        shown = domain.targets.symbol(usr)
        home = domain.targets.home(usr)
        if code and shown is not None:
            yield Destination(shown)
        if home is not None:
            documented = domain.documented.symbol(home)
            if documented is not None:
                yield Destination(documented)
        if not code and shown is not None:
            yield Destination(shown)
        yield from self._outside(usr, home, c=c)

    def name(self, candidate: Candidate) -> Destination | None:
        """Return where a name that we do not show leads, short of the hosted source."""
        kinds = frozenset(place.kind for place in candidate.places)
        name = candidate.qualified_name
        documented = self._domain.documented.name(name, kinds)
        if documented is not None:
            return Destination(documented)
        other = self.inventories.of_kind(name, candidate.kind)
        return None if other is None else Destination(uri=other.uri, title=other.title)

    def _outside(
        self, usr: str, home: Place | None, *, c: bool
    ) -> Iterator[Destination]:
        if not self.leads_out or (home is None and not usr.startswith("c:@")):
            return  # what is of one file alone, a parameter say
        if self.inventories:
            if home is not None:
                other = self.inventories.of_kind(home.qualified_name, home.kind)
            else:
                name = name_in_usr(usr)
                other = name and self.inventories.of_tag(name.parts, name.tag)
            if other is not None:
                yield Destination(uri=other.uri, title=other.title)
        if home is not None:
            uri = self._domain.hosted.uri(home.path, home.line)
            if uri:
                yield Destination(uri=uri)
        elif self.has_standard:
            page = standard_symbol(usr, c=c)
            if page is not None:
                yield Destination(uri=page.uri, title=page.title)

    def header(self, spelled: str, *, c: bool = False) -> Destination | None:
        """Return where a header outside of the tree leads."""
        if not (self.has_standard and self.leads_out):
            return None
        page = standard_header(spelled, c=c)
        return None if page is None else Destination(uri=page.uri, title=page.title)


def is_c(domain: KwindexDomain, path: str) -> bool:
    """Tell whether a file is of C, not of C++."""
    source = domain.session.reader.file(path) if path else None
    return source is not None and source.language in _C
