"""Index what documents are about to ask for, before the first of them is read.

A directive may name a file that the patterns leave out. It indexes that itself, if it
must (it may stand in an included file); but what the documents read before it have
shown would depend on the order of reading, and on the number of processes.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from ..update import SourcePathError, resolve_source
from .domain import kwindex_domain
from .indexing import index_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

__all__ = ["index_foreseen"]

# reST, and MyST with fences or colons. What is found wrongly, in a literal block say,
# costs the indexing of a file that no page shows.
_DIRECTIVE = re.compile(
    r"(?:\.\.[ \t]+kwindex(?:-source|-includes)?::"
    r"|[`:~]{3,}\{kwindex(?:-source|-includes)?\})"
    r"[ \t]+(\S.*?)[ \t]*$",
    re.MULTILINE,
)


def index_foreseen(app: Sphinx, env: BuildEnvironment, docnames: Iterable[str]) -> None:
    """Index the files that documents name and the index has not got."""
    session = kwindex_domain(env).session
    known = frozenset(session.reader.paths())
    wanted: set[str] = set()
    for docname in docnames:
        file = Path(env.doc2path(docname))
        for argument in _arguments(file):
            try:
                path = resolve_source(session.root, argument, document_dir=file.parent)
            except SourcePathError:
                continue  # the directive will say so
            if path not in known:
                wanted.add(path)
    if wanted:
        index_files(env, sorted(wanted))


def _arguments(file: Path) -> Iterator[str]:
    try:
        text = file.read_text("utf-8", "replace")
    except OSError:
        return
    for match in _DIRECTIVE.finditer(text):
        yield match[1]
