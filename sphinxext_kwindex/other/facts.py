"""Facts of a file that is not of the C family."""

from __future__ import annotations

import hashlib
import re
from posixpath import basename
from typing import TYPE_CHECKING, NamedTuple, Self

from ..comments import file_documentation
from ..model import (
    Coverage,
    CoverageLevel,
    Documentation,
    FileFacts,
    Include,
    Language,
    Markup,
    MarkupKind,
    Occurrence,
    Relation,
    Role,
    SourceFile,
    Style,
    Symbol,
)
from ..scan import decode, find_licence, with_plain_lines, without_pauses
from .cmake import read_cmake, scripts_of
from .lexer import lex
from .modules import Modules
from .python import PythonError, read_python
from .titles import read_titles, title_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .lexer import Lexed

__all__ = ["OUTLINED", "OtherTree", "other_facts"]

OUTLINED = frozenset({Language.PYTHON, Language.CMAKE, Language.MARKDOWN, Language.RST})
"""Languages of which more is known than the lines."""

_MARKER = re.compile(rb"^[ \t]*+(?:#++!?|;++|--++|<!--)", re.MULTILINE)
_NO_MARKER = re.compile(rb"^[ \t]*+(?://|/\*)")
_SHEBANG = re.compile(rb"#![^\n]*+\n?")
_NOTICES = ("licen", "copying", "notice", "copyright")


class OtherTree(NamedTuple):
    """What the other files of a tree are looked up in."""

    modules: Modules = Modules()
    scripts: dict[str, str] = {}  # noqa: RUF012  (never written to)
    """CMake files, as `scripts_of` returns them."""

    @classmethod
    def of(cls, paths: Iterable[str]) -> Self:
        """Return the tables for the paths of all other files."""
        found = tuple(sorted(paths))
        return cls(Modules.of(found), scripts_of(found))


class _Outline(NamedTuple):
    """What a reader of the language found."""

    symbols: tuple[Symbol, ...] = ()
    includes: tuple[Include, ...] = ()
    relations: tuple[Relation, ...] = ()
    documentation: Documentation | None = None


@without_pauses()
def other_facts(
    path: str,
    data: bytes,
    language: Language,
    tree: OtherTree,
    *,
    reason: str | None = None,
) -> FileFacts:
    """Return the facts of a file.

    No code runs. The parser of Python may be brought down by hostile text: only a
    worker reads it, anybody else gives a reason.

    :param reason: why its outline is not read: a clause; None to read it.
    """
    decoded = decode(data)
    text = with_plain_lines(decoded.text).encode("utf-8", "replace")
    lexed = lex(text, language)
    outline = _Outline()
    outlined = language in OUTLINED and reason is None
    if outlined:
        try:
            outline = _outline(path, text, language, lexed, tree)
        except PythonError as error:
            outlined, reason = False, str(error)
    level = CoverageLevel.OUTLINE if outlined else CoverageLevel.PLAIN
    source = SourceFile(
        path=path,
        language=language,
        sha256=hashlib.sha256(data).hexdigest(),
        bytes=len(data),
        lines=lexed.lines,
        code=lexed.code,
        comment=lexed.comment,
        blank=lexed.lines - lexed.code - lexed.comment,
        encoding=decoded.encoding,
        coverage=Coverage(level, reason=reason),
        licence=_licence(path, text, lexed),
        documentation=outline.documentation or _head(lexed),
    )
    return FileFacts(
        source,
        symbols=outline.symbols,
        includes=outline.includes,
        relations=outline.relations,
        occurrences=_occurrences(outline.symbols, text),
        tokens=lexed.tokens,
    )


def _outline(
    path: str, text: bytes, language: Language, lexed: Lexed, tree: OtherTree
) -> _Outline:
    if language is Language.PYTHON:
        return _Outline(
            *read_python(path, lexed.uncommented, lexed.masked, tree.modules)
        )
    if language is Language.CMAKE:
        return _Outline(*read_cmake(path, lexed.uncommented, tree.scripts))
    sections = read_titles(path, text, language)
    title = title_of(sections, text, language)
    documentation = None
    if title:
        documentation = Documentation(Style.DOXYGEN, (Markup(MarkupKind.TEXT, title),))
    return _Outline(sections, documentation=documentation)


def _occurrences(symbols: tuple[Symbol, ...], text: bytes) -> tuple[Occurrence, ...]:
    """Return the names of the declarations: they are links in the listing."""
    lines = text.split(b"\n")
    found: dict[tuple[int, int], Occurrence] = {}
    for symbol in symbols:
        line, column = symbol.position
        name = symbol.name.encode()
        # A title may be written with marks that its name has not got.
        if lines[line - 1].startswith(name, column - 1):
            found.setdefault(
                (line, column),
                Occurrence(
                    line, column, len(name), Role.DEFINITION, symbol.kind, symbol.usr
                ),
            )
    return tuple(found[place] for place in sorted(found))


def _licence(path: str, text: bytes, lexed: Lexed) -> str | None:
    name = basename(path).lower()
    if name.startswith(_NOTICES):
        return find_licence(text[:20_000].decode("utf-8", "replace"))
    if not lexed.head:
        return None
    return find_licence(b"\n".join(lexed.head).decode("utf-8", "replace"))


def _head(lexed: Lexed) -> Documentation | None:
    """Return the first comment in front of all code that is not a licence."""
    comments = []
    for comment in lexed.head:
        text = _SHEBANG.sub(b"", comment, count=1)
        if not _NO_MARKER.match(text):
            # The comments' own reader knows those of C.
            text = _MARKER.sub(b"//", text.replace(b"-->", b""))
        comments.append(text.decode("utf-8", "replace"))
    return file_documentation(comments)
