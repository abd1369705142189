"""What all directives do: check the options, find the file, note what is shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from ...update import SourcePathError, SourcePathReason, resolve_folder, resolve_source
from ..config import get_config
from ..domain import KwindexDomain, kwindex_domain
from ..headings import Host
from ..indexing import index_file
from ..nodes import kw_view, view_node
from ..warnings import Warnings, escape, warn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ...model import SourceFile
    from ..options import Option
    from ..records import View

__all__ = ["AnyOptions", "KwindexDirective"]

_REASONS = {
    SourcePathReason.NOT_A_PATH: Warnings.PATH,
    SourcePathReason.OUTSIDE: Warnings.OUTSIDE,
    SourcePathReason.NOT_FOUND: Warnings.NOT_FOUND,
    SourcePathReason.IS_FOLDER: Warnings.FOLDER,
    SourcePathReason.IS_FILE: Warnings.FOLDER,
    SourcePathReason.NOT_C_FAMILY: Warnings.NOT_C_FAMILY,
    SourcePathReason.EMPTY: Warnings.EMPTY,
    SourcePathReason.BINARY: Warnings.BINARY,
    SourcePathReason.UNREADABLE: Warnings.UNREADABLE,
    SourcePathReason.NOT_REGULAR: Warnings.UNREADABLE,
}
_UTF8 = frozenset({"ascii", "utf-8", "utf-8-sig"})


class AnyOptions(dict[str, "Callable[[str], Any]"]):
    """An option specification that takes every option as it is written.

    Docutils answers a wrong option by dropping the whole directive; ours are checked
    when it runs, and a wrong one costs itself.
    """

    def __missing__(self, name: str) -> Callable[[str], Any]:
        """Take any option."""
        return _as_written

    def __bool__(self) -> bool:
        """Tell docutils that there are options."""
        return True


def _as_written(text: str | None) -> str:
    return "" if text is None else str(text)


class KwindexDirective(SphinxDirective):
    """Base of the directives."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = False
    option_spec = AnyOptions()
    known: ClassVar[Mapping[str, Option]]
    """The options, by name."""
    fault = ""
    """Text of the last warning."""

    @property
    def domain(self) -> KwindexDomain:
        """The home of our state."""
        return kwindex_domain(self.env)

    @property
    def argument(self) -> str:
        """The argument on one line."""
        return " ".join(self.arguments[0].split())

    def checked_options(self) -> dict[str, str]:
        """Return the options with right values, by name; warn about each other one."""
        right: dict[str, str] = {}
        for name, value in sorted(self.options.items()):
            option = self.known.get(name)
            if option is None:
                names = ", ".join(self.known)
                self.warn(
                    Warnings.OPTION,
                    f"{self.name} has no option {name!r}; there are {names}",
                )
                continue
            try:
                option.parse(value)
            except ValueError:
                self.warn(
                    Warnings.OPTION,
                    f"option {name!r} of {self.name} is {value!r}, expected"
                    f" {option.allowed}; ignored",
                )
            else:
                right[name] = value
        return right

    def find_source(self) -> SourceFile | None:
        """Return the file that the argument names, indexed; None after a warning."""
        session = self.domain.session
        document = Path(self.env.doc2path(self.env.docname))
        try:
            path = resolve_source(
                session.root, self.argument, document_dir=document.parent
            )
        except SourcePathError as error:
            text = str(error)
            if error.reason is SourcePathReason.NOT_FOUND:
                text += self.domain.lookup.near_paths(self.missing_path())
            self.warn(_REASONS[error.reason], text)
            return None
        source = session.reader.file(path)
        if source is None:
            # Outside of the patterns: asked for by name, so indexed nevertheless.
            source = index_file(self.env, path)
        if path in self.domain.outside:
            self.domain.note_wanted(self.env.docname, path)
        if source is None:
            self.warn(Warnings.UNREADABLE, f"{path!r} could not be indexed")
        elif source.encoding not in _UTF8:
            self.warn(
                Warnings.ENCODING,
                f"{path!r} is not UTF-8; it was read as {source.encoding}",
            )
        return source

    def find_folder(self) -> str | None:
        """Return the folder that the argument names; None after a warning."""
        document = Path(self.env.doc2path(self.env.docname))
        try:
            return resolve_folder(
                self.domain.session.root, self.argument, document_dir=document.parent
            )
        except SourcePathError as error:
            self.warn(_REASONS[error.reason], str(error))
            return None

    def missing_path(self) -> str:
        """Return what the argument would be as a path, for when there is no file.

        The page is read again when a file of this path comes into the index.
        """
        return self.argument.lstrip("/")

    def note_fault(self, view: View) -> None:
        """Remember a view of which nothing is shown.

        The document is read again when the index has another answer to it.
        """
        view = view._replace(
            options=(("no-index", ""),), digest=self.domain.session.digest(view)
        )
        self.domain.note_view(self.env.docname, view)

    def warn(self, kind: Warnings, text: str) -> None:
        """Log a warning at the line of the directive."""
        self.fault = text
        source, line = self.get_source_info()
        warn(kind, text, location=f"{source}:{line}")

    def missing(self, text: str) -> list[nodes.Node]:
        """Return what the page says in place of what is missing."""
        text = escape(f"Not shown: {text}.")
        paragraph = nodes.paragraph("", text, classes=["kwindex-missing"])
        self.set_source_info(paragraph)
        return [nodes.note("", paragraph)]

    def view_node(self, view: View, part: str, words: str = "") -> kw_view:
        """Return a node for a part of a view; ``words`` are for the search."""
        node = view_node(self.env.docname, view, part, words)
        self.set_source_info(node)
        return node

    def set_sources(self, parts: Iterable[nodes.Node]) -> None:
        """Note the place of the directive in nodes, for messages about them."""
        for part in parts:
            for node in part.findall(kw_view):
                self.set_source_info(node)

    def host(self, options: Mapping[str, str]) -> Host:
        """Return where parts go, headed as an option asks, else as ``conf.py`` does."""
        style = options.get("heading", get_config(self.env).heading).strip()
        return Host(self.state.document, self.env.docname, style)
