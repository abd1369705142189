"""What Sphinx writes anew in each build for all symbols, left alone where it may be.

The general index, the keyword index, the search's data and the inventory name every
symbol. Where no document is read and none is written, they come out as they are. The
inventory and the files of our own search do so after most edits, too: they say no more
than which names there are and where they lead. What they were made from and what they
hold is kept, for each output folder, as digests: not a time, and not that a file is
there, says that it is still the same.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from ..scan import without_pauses
from .domain import kwindex_domain
from .name_search import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    from sphinx.application import Sphinx

__all__ = ["setup_idle"]

_FORMAT = 2
_STEPS = ("gen_indices", "dump_search_index", "dump_inventory")
"""What the builder does for them."""
_INVENTORY = "objects.inv"


def setup_idle(app: Sphinx) -> None:
    """Connect the events."""
    # After the pages are listed.
    app.connect("builder-inited", _begin, priority=900)
    app.connect("env-get-outdated", _note_removed)


def _begin(app: Sphinx) -> None:
    is_site = app.builder.name in {"html", "dirhtml"}
    if (
        isinstance(app.builder, StandaloneHTMLBuilder)
        and is_site
        and kwindex_domain(app.env).stubs.docnames
    ):
        outputs = _Outputs(app)
        outputs.watch()
        # After all that others do to the output.
        app.connect("build-finished", outputs.remember, priority=950)


def _note_removed(
    app: Sphinx, env: object, added: Set[str], changed: Set[str], removed: Set[str]
) -> list[str]:
    # Sphinx does not save an environment from which documents have only gone.
    kwindex_domain(app.env).has_removed = bool(removed)
    return []


def _do_nothing() -> None:
    pass


class _Outputs:
    """What names all symbols, in the output folder of a build."""

    def __init__(self, app: Sphinx) -> None:
        self._app = app
        self._builder = cast("StandaloneHTMLBuilder", app.builder)
        self._domain = kwindex_domain(app.env)
        self._outdir = Path(app.builder.outdir)

    def watch(self) -> None:
        """Have the builder leave out what may stay, as soon as that is known."""
        builder: Any = self._builder
        prepare = builder.prepare_writing

        def prepare_writing(docnames: Set[str]) -> None:
            prepare(docnames)
            for name in self._unchanged(docnames):
                setattr(builder, name, _do_nothing)

        builder.prepare_writing = prepare_writing

    def _unchanged(self, docnames: Set[str]) -> tuple[str, ...]:
        """Return what the builder need not do; ``docnames`` are to be written."""
        domain, kept, files = self._domain, self._kept(), self._files()
        is_still = not (docnames or domain.read or domain.has_removed)
        if is_still and (kept["state"], kept["files"]) == (self._state(), files):
            domain.is_idle = domain.keeps_names = True
            return _STEPS
        if _naming(kept["files"]) == _naming(files) and kept["names"] == self._names:
            domain.keeps_names = True
            return ("dump_inventory",)
        return ()

    def remember(self, app: Sphinx, exception: Exception | None) -> None:
        """Keep what there is now."""
        if self._domain.is_idle:
            return
        # What is not known is written anew.
        with contextlib.suppress(OSError), without_pauses():
            if exception is not None or self._domain.has_removed:
                self._manifest.unlink(missing_ok=True)
                return
            kept = {
                "state": self._state(),
                "names": self._names,
                "files": self._files(),
            }
            self._manifest.write_text(json.dumps(kept), "utf-8")

    @property
    def _manifest(self) -> Path:
        outdir = os.path.relpath(self._outdir, self._app.doctreedir)
        of = hashlib.blake2b(f"{self._builder.name}\0{outdir}".encode(), digest_size=8)
        name = f"finished-{of.hexdigest()}.json"
        return Path(self._app.doctreedir) / "kwindex" / name

    def _kept(self) -> dict[str, Any]:
        nothing: dict[str, Any] = {"state": [], "names": "", "files": {}}
        try:
            kept = json.loads(self._manifest.read_text("utf-8"))
            return kept if kept.keys() == nothing.keys() else nothing
        except (AttributeError, OSError, ValueError):
            return nothing

    def _state(self) -> list[str]:
        """Return what all of it is made from.

        Settings and templates are not in it: where one of them changes, Sphinx itself
        reads or writes documents.
        """
        app = self._app
        return [
            *self._versions(),
            self._domain.data["state"],
            _digest(Path(app.doctreedir) / "environment.pickle"),
            _digest(Path(app.confdir) / "conf.py"),
        ]

    def _versions(self) -> Iterator[str]:
        yield f"{_FORMAT} {sphinx.__display_version__}"
        for name, extension in sorted(self._app.extensions.items()):
            yield f"{name} {extension.version}"

    @cached_property
    def _names(self) -> str:
        """A digest of what inventory and names are made from."""
        env, domain, uri = self._app.env, self._domain, self._builder.get_target_uri
        # In which language a name is, the inventory says by the files of its page.
        shown = [
            (docname, *(view.key for view in document.views))
            for docname, document in sorted(domain.documents.items())
        ]
        cards = [
            (usr, home.path if (home := domain.targets.home(usr)) else "")
            for document in domain.documents.values()
            for view in document.views
            for usr in view.usrs
        ]
        files = domain.session.figures.files
        text = repr(
            (
                *self._versions(),
                env.config.project,
                env.config.version,
                [
                    (name, sorted(env.domains[name].get_objects()))
                    for name in sorted(env.domaindata)
                    if name in env.domains
                ],
                [(docname, uri(docname)) for docname in sorted(env.found_docs)],
                shown,
                sorted(cards),
                [(path, one.language.value) for path, one in files.items()],
            )
        )
        data = text.encode("utf-8", "surrogatepass")
        return hashlib.blake2b(data, digest_size=16).hexdigest()

    def _files(self) -> dict[str, str]:
        """Return the digests of the files, by name; empty where there is none."""
        return {
            file.relative_to(self._outdir).as_posix(): _digest(file)
            for file in sorted({*self._paths()})
        }

    def _paths(self) -> Iterator[Path]:
        builder, outdir = self._builder, self._outdir
        for name in ("genindex", *(index[0] for index in builder.domain_indices)):
            yield Path(builder.get_outfilename(name))
        yield from (outdir / _INVENTORY, outdir / "searchindex.js")
        # Letters of a general index that is split; names of our own search.
        yield from outdir.glob("genindex-*.html")
        yield from outdir.glob("genindex-*/index.html")
        yield from outdir.glob(f"{NAMES}/*.js")


def _naming(files: dict[str, str]) -> dict[str, str]:
    """Return those of the files that say no more than names and where they lead."""
    return {
        name: digest
        for name, digest in files.items()
        if name == _INVENTORY or name.startswith(f"{NAMES}/")
    }


def _digest(file: Path) -> str:
    try:
        data = file.read_bytes()
    except OSError:
        return ""
    return hashlib.blake2b(data, digest_size=16).hexdigest()
