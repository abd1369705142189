"""An index as JSON Lines: the contract for tests and other tools.

One JSON object a line, UTF-8. The first line is the header::

    {"record": "header", "schema": 1, "root": ".", "libclang": "22.1.4"}

``schema`` rises when a field changes or goes; new fields and records may come without.
``libclang`` is null for an index made without one. Then the records of each file, in
the order of the paths; the file's own record first, then the others by line and column.
Lines and columns are from 1, columns and lengths in bytes of the UTF-8 text.

``file``
    path, language, coverage, bytes, lines, code, comment, blank, sha256; encoding,
    licence, missing (headers not found), errors, identifiers, unresolved, reason, brief
    (of the file's own comment, as plain text), reads (files of the tree that its parse
    read).
``include``
    file, line, spelled, origin, target, conditions, used, state; active, directive.
``symbol``
    file, line, column, end_line, kind, name, qualified_name, usr, signature,
    definition, access, linkage, conditions, brief, parent; qualifiers, value, macro,
    style (of the comment: ``doxygen``, ``plain`` or null), start (line and column of
    the whole declaration), end (of its end, exclusive).
``relation``
    file, line, column, kind, from, to, to_name, access, virtual.
``occurrence``
    file, line, column, length, role (words joined by ``|``), kind, usr.
``skipped``
    file, line, end_line: a range that the preprocessor skipped, both included.
``diagnostic``
    file, line, column, severity, text.
``note``
    file, line, column, length, category (``pattern``, ``performance``, ``safety``),
    rule, text, usr (or null).
"""

from __future__ import annotations

import json
from operator import itemgetter
from typing import TYPE_CHECKING, TextIO

from .schema import SCHEMA_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..model import (
        Diagnostic,
        Documentation,
        FileFacts,
        Include,
        Markup,
        Note,
        Occurrence,
        Relation,
        SourceFile,
        Symbol,
    )
    from .reader import IndexReader

__all__ = ["dump"]

_Record = dict[str, object]
_Line = tuple[tuple[int, int, int], str]
"""Place and rank of the kind, then the record as JSON."""

_say = json.JSONEncoder(ensure_ascii=False).encode


def dump(reader: IndexReader, stream: TextIO) -> None:
    """Write the index to a text stream, a file at a time.

    The stream's encoding must be UTF-8 for the result to be what the format says.
    """
    header = {
        "record": "header",
        "schema": SCHEMA_VERSION,
        "root": ".",
        "libclang": reader.meta("libclang") or None,
    }
    _write(stream, [_say(header)])
    for path in reader.paths():
        facts = reader.facts(path)
        if facts is not None:
            lines = sorted(_lines(facts), key=itemgetter(0))
            file = _say(_file(facts.source, facts.reads))
            _write(stream, [file, *(text for _, text in lines)])


def _write(stream: TextIO, lines: Iterable[str]) -> None:
    text = "\n".join(lines)
    # A lone surrogate, from a comment in an odd encoding, cannot be written.
    stream.write(text.encode("utf-8", "backslashreplace").decode() + "\n")


def _lines(facts: FileFacts) -> Iterator[_Line]:
    """Yield every record but the file's."""
    path = facts.source.path
    for include in facts.includes:
        yield (include.line, 0, 0), _say(_include(path, include))
    for symbol in facts.symbols:
        yield (*symbol.position, 1), _say(_symbol(path, symbol))
    for relation in facts.relations:
        yield (*relation.position, 2), _say(_relation(path, relation))
    yield from _occurrences(path, facts.occurrences)
    for first, last in facts.skipped:
        record = {"record": "skipped", "file": path, "line": first, "end_line": last}
        yield (first, 0, 4), _say(record)
    for diagnostic in facts.diagnostics:
        place = diagnostic.line, diagnostic.column, 5
        yield place, _say(_diagnostic(path, diagnostic))
    for note in facts.notes:
        yield (note.line, note.column, 6), _say(_note(path, note))


def _file(source: SourceFile, reads: Iterable[str]) -> _Record:
    coverage = source.coverage
    return {
        "record": "file",
        "path": source.path,
        "language": source.language,
        "coverage": coverage.level,
        "bytes": source.bytes,
        "lines": source.lines,
        "code": source.code,
        "comment": source.comment,
        "blank": source.blank,
        "sha256": source.sha256,
        "encoding": source.encoding,
        "licence": source.licence,
        "missing": coverage.missing,
        "errors": coverage.errors,
        "identifiers": coverage.identifiers,
        "unresolved": coverage.unresolved,
        "reason": coverage.reason,
        "brief": _brief(source.documentation),
        "pragmas": source.pragmas,
        "folders": tuple(
            (one.folder, _brief(one.documentation)) for one in source.folders
        ),
        "reads": tuple(reads),
    }


def _include(path: str, include: Include) -> _Record:
    return {
        "record": "include",
        "file": path,
        "line": include.line,
        "spelled": include.spelled,
        "origin": include.origin,
        "target": include.target,
        "conditions": include.conditions,
        "used": include.used,
        "state": include.state,
        "active": include.active,
        "directive": include.directive,
    }


def _symbol(path: str, symbol: Symbol) -> _Record:
    return {
        "record": "symbol",
        "file": path,
        "line": symbol.position.line,
        "column": symbol.position.column,
        "end_line": symbol.span.end_line,
        "kind": symbol.kind,
        "name": symbol.name,
        "qualified_name": symbol.qualified_name,
        "usr": symbol.usr,
        "signature": "".join(fragment.text for fragment in symbol.signature),
        "definition": symbol.definition,
        "access": symbol.access,
        "linkage": symbol.linkage,
        "conditions": symbol.conditions,
        "brief": _brief(symbol.documentation),
        "parent": symbol.parent,
        "qualifiers": symbol.qualifiers,
        "value": symbol.value,
        "macro": symbol.macro,
        "style": symbol.documentation and symbol.documentation.style,
        "start": (symbol.span.line, symbol.span.column),
        "end": (symbol.span.end_line, symbol.span.end_column),
    }


def _relation(path: str, relation: Relation) -> _Record:
    return {
        "record": "relation",
        "file": path,
        "line": relation.position.line,
        "column": relation.position.column,
        "kind": relation.kind,
        "from": relation.source,
        "to": relation.target,
        "to_name": relation.target_name,
        "access": relation.access,
        "virtual": relation.virtual,
    }


def _occurrences(path: str, occurrences: Iterable[Occurrence]) -> Iterator[_Line]:
    """Yield the records of occurrences, of which there are more than of all others.

    Not by way of dictionaries: what a name repeats is said in JSON once, which makes
    the whole dump more than twice as fast.
    """
    head = f'{{"record": "occurrence", "file": {_say(path)}'
    names: dict[tuple[int, str, str], str] = {}
    for line, column, length, role, kind, usr in occurrences:
        name = int(role), kind.value, usr
        tail = names.get(name)
        if tail is None:
            words = "|".join((one.name or "").lower() for one in role)
            record = {"role": words, "kind": kind, "usr": usr}
            tail = names[name] = _say(record)[1:]
        text = f'{head}, "line": {line}, "column": {column}, "length": {length}, {tail}'
        yield (line, column, 3), text


def _diagnostic(path: str, diagnostic: Diagnostic) -> _Record:
    return {
        "record": "diagnostic",
        "file": path,
        "line": diagnostic.line,
        "column": diagnostic.column,
        "severity": diagnostic.severity,
        "text": diagnostic.text,
    }


def _note(path: str, note: Note) -> _Record:
    return {
        "record": "note",
        "file": path,
        "line": note.line,
        "column": note.column,
        "length": note.length,
        "category": note.category,
        "rule": note.rule,
        "text": note.text,
        "usr": note.usr or None,
    }


def _brief(documentation: Documentation | None) -> str | None:
    return None if documentation is None else _plain(documentation.brief)


def _plain(nodes: Iterable[Markup]) -> str:
    return "".join(
        node.text or _plain(node.children) or (" " if node.kind == "break" else "")
        for node in nodes
    )
