"""Facts of a file from its text alone: what is left when no parser can read it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from ..model import (
    Coverage,
    CoverageLevel,
    FileFacts,
    Fragment,
    Include,
    Language,
    Linkage,
    Origin,
    Position,
    Qualifier,
    SourceFile,
    Span,
    Symbol,
    SymbolKind,
    TokenKind,
)
from .classify import ContentKind, classify
from .decode import decode
from .language import guess_language
from .scanner import scan_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..model import Documentation, FolderComment
    from .values import Scan, ScannedMacro

__all__ = ["ReadText", "facts_of_scan", "text_facts"]

# As `Symbol.value` says.
_LONGEST_VALUE = 80


def text_facts(
    path: str,
    data: bytes,
    *,
    reason: str | None = None,
    parse_comment: Callable[[str], Documentation | None] | None = None,
    file_documentation: Callable[[Sequence[str]], Documentation | None] | None = None,
    folder_comments: Callable[[Sequence[str]], tuple[FolderComment, ...]] | None = None,
) -> FileFacts:
    """Return includes, macros and counts of a file; no other symbols.

    :param path: POSIX path from the source root.
    :param reason: Why no parser read it; shown to the reader.
    :param parse_comment: `comments.parse_comment`, for the macros' comments. It is
        handed in, since the scan and the comments do not know each other.
    :param file_documentation: `comments.file_documentation`, likewise.
    :param folder_comments: `comments.folder_comments`, likewise.
    """
    decoded = decode(data)
    # What is no text has no lines to speak of.
    text = "" if classify(data) is ContentKind.BINARY else decoded.text
    read = ReadText(path, data, decoded.encoding, guess_language(path, text))
    coverage = Coverage(CoverageLevel.TEXT, reason=reason)
    return facts_of_scan(
        read,
        scan_text(text),
        coverage,
        parse_comment=parse_comment,
        file_documentation=file_documentation,
        folder_comments=folder_comments,
    )


class ReadText(NamedTuple):
    """A file whose text was scanned."""

    path: str
    """POSIX path from the source root."""
    data: bytes
    encoding: str
    """As `Decoded.encoding`."""
    language: Language


def facts_of_scan(
    read: ReadText,
    scan: Scan,
    coverage: Coverage,
    *,
    parse_comment: Callable[[str], Documentation | None] | None = None,
    file_documentation: Callable[[Sequence[str]], Documentation | None] | None = None,
    folder_comments: Callable[[Sequence[str]], tuple[FolderComment, ...]] | None = None,
) -> FileFacts:
    """Return what a scan says of a file; parameters as those of `text_facts`."""
    comments = [note.text for note in scan.comments]
    documentation = file_documentation(comments) if file_documentation else None
    source = SourceFile(
        path=read.path,
        language=read.language,
        sha256=hashlib.sha256(read.data).hexdigest(),
        bytes=len(read.data),
        lines=scan.lines,
        code=scan.code,
        comment=scan.comment,
        blank=scan.blank,
        encoding=read.encoding,
        coverage=coverage,
        licence=scan.licence,
        documentation=documentation,
        pragmas=scan.pragmas,
        folders=folder_comments(comments) if folder_comments else (),
    )
    return FileFacts(
        source,
        symbols=_symbols(read.path, scan, parse_comment),
        includes=tuple(
            Include(
                line=include.line,
                spelled=include.spelled,
                origin=Origin.UNKNOWN,
                conditions=include.conditions,
                directive=include.directive,
            )
            for include in scan.includes
        ),
    )


def _symbols(
    path: str,
    scan: Scan,
    parse_comment: Callable[[str], Documentation | None] | None,
) -> tuple[Symbol, ...]:
    symbols = []
    for macro in scan.macros:
        documentation = None
        if parse_comment is not None and macro.documentation is not None:
            documentation = parse_comment(macro.documentation)
        symbol = Symbol(
            usr=f"c:@macro@{macro.name}",
            kind=SymbolKind.MACRO,
            name=macro.name,
            qualified_name=macro.name,
            path=path,
            position=Position(macro.line, macro.column),
            span=Span(macro.line, macro.column, macro.end_line, macro.end_column),
            definition=True,
            signature=_signature(macro),
            linkage=Linkage.NONE,
            qualifiers=_qualifiers(macro, scan.guard),
            conditions=macro.conditions,
            value=_value(macro.body),
            documentation=documentation,
        )
        symbols.append(symbol)
    return tuple(symbols)


def _signature(macro: ScannedMacro) -> tuple[Fragment, ...]:
    usr = f"c:@macro@{macro.name}"
    name = Fragment(macro.name, TokenKind.IDENTIFIER, usr)
    if macro.parameters is None:
        return (name,)
    fragments = [name, Fragment("(")]
    for number, parameter in enumerate(macro.parameters):
        if number:
            fragments += [Fragment(","), Fragment(" ", TokenKind.SPACE)]
        stem = parameter.removesuffix("...")
        if stem:
            fragments.append(Fragment(stem, TokenKind.IDENTIFIER))
        if stem != parameter:
            fragments.append(Fragment("..."))
    fragments.append(Fragment(")"))
    return tuple(fragments)


def _qualifiers(macro: ScannedMacro, guard: str | None) -> tuple[Qualifier, ...]:
    qualifiers = []
    if macro.parameters is not None:
        qualifiers.append(Qualifier.FUNCTION_LIKE)
        if any(name.endswith("...") for name in macro.parameters):
            qualifiers.append(Qualifier.VARIADIC)
    if macro.name == guard:
        qualifiers.append(Qualifier.HEADER_GUARD)
    return tuple(sorted(qualifiers))


def _value(body: str) -> str | None:
    if not body:
        return None
    if len(body) <= _LONGEST_VALUE:
        return body
    return body[: _LONGEST_VALUE - 1] + "…"
