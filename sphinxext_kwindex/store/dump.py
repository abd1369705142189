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
"""

from __future__ import annotations

import json
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
        Occurrence,
        Relation,
        SourceFile,
        Symbol,
    )
    from .reader import IndexReader

__all__ = ["dump"]

_Record = dict[str, object]
_Placed = tuple[tuple[int, int, int], _Record]


def dump(reader: IndexReader, stream: TextIO) -> None:
    """Write the index to a text stream, a line at a time.

    The stream's encoding must be UTF-8 for the result to be what the format says.
    """
    header = {
        "record": "header",
        "schema": SCHEMA_VERSION,
        "root": ".",
        "libclang": reader.meta("libclang") or None,
    }
    _write(stream, header)
    for path in reader.paths():
        facts = reader.facts(path)
        if facts is not None:
            _write(stream, _file(facts.source, facts.reads))
            for _, record in sorted(_placed(facts), key=lambda placed: placed[0]):
                _write(stream, record)


def _write(stream: TextIO, record: _Record) -> None:
    text = json.dumps(record, ensure_ascii=False)
    # A lone surrogate, from a comment in an odd encoding, cannot be written.
    stream.write(text.encode("utf-8", "backslashreplace").decode() + "\n")


def _placed(facts: FileFacts) -> Iterator[_Placed]:
    """Yield every record but the file's, each with its place and a rank of its kind."""
    path = facts.source.path
    for include in facts.includes:
        yield (include.line, 0, 0), _include(path, include)
    for symbol in facts.symbols:
        yield (*symbol.position, 1), _symbol(path, symbol)
    for relation in facts.relations:
        yield (*relation.position, 2), _relation(path, relation)
    for occurrence in facts.occurrences:
        place = occurrence.line, occurrence.column, 3
        yield place, _occurrence(path, occurrence)
    for first, last in facts.skipped:
        record = {"record": "skipped", "file": path, "line": first, "end_line": last}
        yield (first, 0, 4), record
    for diagnostic in facts.diagnostics:
        place = diagnostic.line, diagnostic.column, 5
        yield place, _diagnostic(path, diagnostic)


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


def _occurrence(path: str, occurrence: Occurrence) -> _Record:
    roles = (role.name or "" for role in occurrence.role)
    return {
        "record": "occurrence",
        "file": path,
        "line": occurrence.line,
        "column": occurrence.column,
        "length": occurrence.length,
        "role": "|".join(role.lower() for role in roles),
        "kind": occurrence.kind,
        "usr": occurrence.usr,
    }


def _diagnostic(path: str, diagnostic: Diagnostic) -> _Record:
    return {
        "record": "diagnostic",
        "file": path,
        "line": diagnostic.line,
        "column": diagnostic.column,
        "severity": diagnostic.severity,
        "text": diagnostic.text,
    }


def _brief(documentation: Documentation | None) -> str | None:
    return None if documentation is None else _plain(documentation.brief)


def _plain(nodes: Iterable[Markup]) -> str:
    return "".join(
        node.text or _plain(node.children) or (" " if node.kind == "break" else "")
        for node in nodes
    )
