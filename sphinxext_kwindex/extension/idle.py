"""What Sphinx writes anew in each build for all symbols, left alone if nothing changed.

The general index, the keyword index, the search's data and the inventory name every
symbol. Where no document is read and none is written, they come out as they are. What
they were made from and what they hold is kept, for each output folder, as digests: not
a time, and not that a file is there, says that it is still the same.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from .domain import kwindex_domain
from .name_search import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    from sphinx.application import Sphinx

__all__ = ["setup_idle"]

_FORMAT = 1
_STEPS = ("gen_indices", "dump_search_index", "dump_inventory")
"""What the builder does for them."""


def setup_idle(app: Sphinx) -> None:
    """Connect the events."""
    # After the pages are listed.
    app.connect("builder-inited", _begin, priority=900)
    app.connect("env-get-outdated", _note_removed)
    # After all that others do to the output.
    app.connect("build-finished", _remember, priority=950)


def _begin(app: Sphinx) -> None:
    builder: Any = app.builder
    domain = kwindex_domain(app.env)
    if not _is_ours(app):
        return
    prepare = builder.prepare_writing

    def prepare_writing(docnames: Set[str]) -> None:
        prepare(docnames)
        is_still = not (docnames or domain.read or domain.has_removed)
        if is_still and _kept(app) == [_state(app), _written(builder)]:
            domain.is_idle = True
            for name in _STEPS:
                setattr(builder, name, _do_nothing)

    builder.prepare_writing = prepare_writing


def _note_removed(
    app: Sphinx, env: object, added: Set[str], changed: Set[str], removed: Set[str]
) -> list[str]:
    # Sphinx does not save an environment from which documents have only gone.
    kwindex_domain(app.env).has_removed = bool(removed)
    return []


def _do_nothing() -> None:
    pass


def _remember(app: Sphinx, exception: Exception | None) -> None:
    if not _is_ours(app) or kwindex_domain(app.env).is_idle:
        return
    file, builder = _manifest(app), cast("StandaloneHTMLBuilder", app.builder)
    # What is not known is written anew.
    with contextlib.suppress(OSError):
        if exception is not None or kwindex_domain(app.env).has_removed:
            file.unlink(missing_ok=True)
        else:
            file.write_text(json.dumps([_state(app), _written(builder)]), "utf-8")


def _is_ours(app: Sphinx) -> bool:
    return (
        isinstance(app.builder, StandaloneHTMLBuilder)
        and app.builder.name in {"html", "dirhtml"}
        and bool(kwindex_domain(app.env).stubs.docnames)
    )


def _kept(app: Sphinx) -> object:
    try:
        return json.loads(_manifest(app).read_text("utf-8"))
    except (OSError, ValueError):
        return None


def _manifest(app: Sphinx) -> Path:
    outdir = os.path.relpath(app.builder.outdir, app.doctreedir)
    of = hashlib.blake2b(f"{app.builder.name}\0{outdir}".encode(), digest_size=8)
    return Path(app.doctreedir) / "kwindex" / f"finished-{of.hexdigest()}.json"


def _state(app: Sphinx) -> list[str]:
    """Return what the files are made from.

    Settings and templates are not in it: where one of them changes, Sphinx itself
    reads or writes documents.
    """
    extensions = sorted(app.extensions.items())
    return [
        f"{_FORMAT}",
        sphinx.__display_version__,
        *(f"{name} {extension.version}" for name, extension in extensions),
        kwindex_domain(app.env).data["state"],
        _digest(Path(app.doctreedir) / "environment.pickle"),
        _digest(Path(app.confdir) / "conf.py"),
    ]


def _written(builder: StandaloneHTMLBuilder) -> dict[str, str]:
    """Return the digests of the files, by name; empty where there is none."""
    outdir = Path(builder.outdir)
    return {
        file.relative_to(outdir).as_posix(): _digest(file)
        for file in sorted({*_files(builder)})
    }


def _files(builder: StandaloneHTMLBuilder) -> Iterator[Path]:
    outdir = Path(builder.outdir)
    for name in ("genindex", *(index[0] for index in builder.domain_indices)):
        yield Path(builder.get_outfilename(name))
    yield from (outdir / "objects.inv", outdir / "searchindex.js")
    # Letters of a general index that is split; names of our own search.
    yield from outdir.glob("genindex-*.html")
    yield from outdir.glob("genindex-*/index.html")
    yield from outdir.glob(f"{NAMES}/*.js")


def _digest(file: Path) -> str:
    try:
        data = file.read_bytes()
    except OSError:
        return ""
    return hashlib.blake2b(data, digest_size=16).hexdigest()
