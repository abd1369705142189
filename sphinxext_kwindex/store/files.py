"""What an index knows of its files, each by itself."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from typing import TYPE_CHECKING, Self, TypeVar

from ..model import (
    FileFacts,
    declarations_of,
    decode_head,
    decode_notes,
    decode_occurrences,
    decode_symbols,
    decode_tokens,
    mentions_of,
    occurrence_rows,
    token_rows,
    uses_of,
)
from .kept import Kept
from .schema import (
    FACTS,
    blob_checksum,
    part_id,
    part_id_of,
    row_checksum,
    storable,
)
from .session import Session

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator
    from types import TracebackType

    from ..model import (
        Declaration,
        Diagnostic,
        FileUses,
        Head,
        Include,
        Note,
        Occurrence,
        OccurrenceRow,
        Relation,
        Role,
        SourceFile,
        Symbol,
        Token,
        TokenRow,
    )

__all__ = ["FileReader"]

_T = TypeVar("_T")

_FILES = "SELECT id, path, digest, rows, weight, checksum FROM files"

_CACHED = 1 << 21
"""Bytes of the parts that are kept decoded, before that: 25 to 30 MB then. A page asks
several things of one file, and the next page of the same ones. An id names one state of
one file for ever, so they cannot become stale."""

_CACHED_ROWS = 1 << 20
"""Of parts that are only rows: a page names what many files hold."""

_CACHED_USES = 4096
"""Files whose uses are kept: arrays of numbers, some 10 KB for a file."""


class FileReader:
    """What an index knows of its files, each by itself; see `IndexReader`."""

    def __init__(self, path: str | os.PathLike[str], *, steady: bool = False) -> None:
        """Open the index at ``path``.

        :param steady: It is not written to, or what is written not looked for, as long
            as this reader is open.
        :raises IndexFormatError: if there is none, or one of another version.
        """
        self._session = Session(path)
        self._numbers: dict[str, int] | None = {} if steady else None
        """Ids of files that were asked for."""
        self._decoded = Kept(_CACHED)
        self._rows = Kept(_CACHED_ROWS)
        self._uses: OrderedDict[int, FileUses] = OrderedDict()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection of this process."""
        self._session.close()

    @property
    def is_steady(self) -> bool:
        """Whether the index does not change as long as this is open."""
        return self._numbers is not None

    # The index as a whole

    def state(self) -> str:
        """Return a text that is another when a writer has changed the index since.

        Of this reader in this process alone.
        """
        return self._session.state()

    def content_digest(self) -> str:
        """Return a digest that changes if and only if a fact of a file changes."""
        digest = hashlib.blake2b(digest_size=16)
        for _, path, content in self._files():
            digest.update(f"{path}\0".encode("utf-8", "surrogatepass") + content)
        return digest.hexdigest()

    def digests(self) -> dict[str, bytes]:
        """Return a digest of the facts of each file, by path."""
        return {path: content for _, path, content in self._files()}

    def paths(self) -> tuple[str, ...]:
        """Return the paths of all files, sorted."""
        return tuple(path for _, path, _ in self._files())

    def fingerprints(self) -> dict[str, str]:
        """Return the fingerprint of each file by path; rows of facts not checked."""
        return {
            path: data.decode("utf-8", "replace")
            for path, data in self._each("fingerprint")
        }

    def meta(self, key: str) -> str | None:
        """Return what the writer noted under ``key``; None if nothing."""
        return self._session.meta(key)

    # One file

    def file(self, path: str) -> SourceFile | None:
        """Return the record of a file; None if it is not in the index."""
        head = self._head(path)
        return None if head is None else head.source

    def file_heads(self) -> Iterator[Head]:
        """Yield the heads of all files, by path."""
        for _, data in self._each("head"):
            yield decode_head(data)

    def heads(self) -> Iterator[tuple[SourceFile, tuple[Include, ...]]]:
        """Yield record and include lines of every file, by path.

        A third of the cost of asking for them file by file.
        """
        for head in self.file_heads():
            yield head.source, head.includes

    def facts(self, path: str) -> FileFacts | None:
        """Return all facts of a file; None if it is not in the index or damaged."""
        number = self._number(path)
        head = self._part(number, "head", decode_head)
        symbols = self._part(number, "symbols", decode_symbols)
        occurrences = self._part(number, "occurrences", decode_occurrences, keep=False)
        tokens = self._part(number, "tokens", decode_tokens, keep=False)
        notes = self._part(number, "notes", decode_notes)
        if (
            head is None
            or symbols is None
            or occurrences is None
            or tokens is None
            or notes is None
        ):
            return None
        return FileFacts(
            head.source,
            symbols,
            head.includes,
            head.relations,
            occurrences,
            tokens,
            head.skipped,
            head.diagnostics,
            head.reads,
            notes,
        )

    def symbols_in(self, path: str) -> tuple[Symbol, ...]:
        """Return the symbols that a file declares and defines, by place."""
        return self._part(self._number(path), "symbols", decode_symbols) or ()

    def declarations_in(self, path: str) -> tuple[Declaration, ...]:
        """Return the little of a file's symbols that a survey needs, by place.

        Half the cost of `symbols_in`.
        """
        data = self._data_of(path, "symbols")
        return () if data is None else declarations_of(data)

    def includes_of(self, path: str) -> tuple[Include, ...]:
        """Return the include directives of a file, by line."""
        head = self._head(path)
        return head.includes if head else ()

    def relations_in(self, path: str) -> tuple[Relation, ...]:
        """Return the relations that a file states, by place."""
        head = self._head(path)
        return head.relations if head else ()

    def diagnostics_of(self, path: str) -> tuple[Diagnostic, ...]:
        """Return what the parser said of a file, by place."""
        head = self._head(path)
        return head.diagnostics if head else ()

    def skipped_in(self, path: str) -> tuple[tuple[int, int], ...]:
        """Return the ranges of lines that the preprocessor skipped."""
        head = self._head(path)
        return head.skipped if head else ()

    def reads_of(self, path: str) -> tuple[str, ...]:
        """Return the other files of the tree that the parse of a file read."""
        head = self._head(path)
        return head.reads if head else ()

    def marks_digest(self, path: str) -> str:
        """Return a digest of the tokens, occurrences and skipped lines of a file.

        Of them as they are stored: to decode them takes many times as long.
        """
        digest = hashlib.blake2b(repr(self.skipped_in(path)).encode(), digest_size=16)
        for name in ("tokens", "occurrences"):
            digest.update(self._data_of(path, name) or b"")
        return digest.hexdigest()

    def occurrences_in(self, path: str) -> tuple[Occurrence, ...]:
        """Return every token of a file that names a symbol, by place."""
        number = self._number(path)
        return self._part(number, "occurrences", decode_occurrences, keep=False) or ()

    def names_in(self, path: str) -> tuple[tuple[str, Role, int], ...]:
        """Return USR, union of the roles and occurrences of what a file names, by USR.

        A tenth of the cost of the occurrences themselves.
        """
        data = self._data_of(path, "occurrences")
        return () if data is None else tuple(mentions_of(data))

    def tokens_in(self, path: str) -> tuple[Token, ...]:
        """Return the coloured stretches of a file, by place."""
        number = self._number(path)
        return self._part(number, "tokens", decode_tokens, keep=False) or ()

    def occurrence_rows(self, path: str) -> list[OccurrenceRow]:
        """Return the fields of `occurrences_in`."""
        number = self._number(path)
        return self._part(number, "occurrences", occurrence_rows, keep=False) or []

    def token_rows(self, path: str) -> list[TokenRow]:
        """Return the fields of `tokens_in`."""
        number = self._number(path)
        return self._part(number, "tokens", token_rows, keep=False) or []

    def uses_in(self, path: str) -> FileUses | None:
        """Return the uses in a file; None if it is not in the index or damaged.

        Those of thousands of files are kept.
        """
        number = self._number(path)
        if number is None:
            return None
        if number not in self._uses:
            occurrences = self._data(number, "occurrences")
            symbols = self._data(number, "symbols")
            if occurrences is None or symbols is None:
                return None
            self._uses[number] = uses_of(occurrences, symbols)
            if len(self._uses) > _CACHED_USES:
                self._uses.popitem(last=False)
        return self._uses[number]

    def notes_in(self, path: str) -> tuple[Note, ...]:
        """Return what the rules found in a file, by place."""
        return self._part(self._number(path), "notes", decode_notes) or ()

    def all_notes(self) -> Iterator[tuple[str, tuple[Note, ...]]]:
        """Yield the notes of each file that has any, by path."""
        for path, data in self._each("notes"):
            notes = decode_notes(data)
            if notes:
                yield path, notes

    def _files(self) -> list[tuple[int, str, bytes]]:
        """Return id, path and digest of every file, by path."""
        return [
            (number, path, digest)
            for *values, checksum in self._session.rows(f"{_FILES} ORDER BY path")
            for number, path, digest, _, _ in [values]
            if row_checksum(*values) == checksum
        ]

    def _each(self, name: str) -> Iterator[tuple[str, bytes]]:
        """Yield path and bytes of a part of every file, by path."""
        query = (
            "SELECT path, p.id, p.data, p.checksum FROM files f"  # noqa: S608  (ours)
            f" JOIN parts p ON p.id = {part_id_of('f.id', name)} ORDER BY path"
        )
        for path, at, data, checksum in self._session.stream(query):
            if isinstance(data, bytes) and blob_checksum(at, data) == checksum:
                yield str(path), data

    def _number(self, path: str) -> int | None:
        if self._numbers is None:
            return self._read_number(path)
        number = self._numbers.get(path)
        if number is None:
            number = self._read_number(path)
            if number is not None:
                self._numbers[path] = number
        return number

    def _read_number(self, path: str) -> int | None:
        query = f"{_FILES} WHERE path = ?"
        for *values, checksum in self._session.rows(query, (storable(path),)):
            if row_checksum(*values) == checksum:
                return int(values[0])
        return None

    def _head(self, path: str) -> Head | None:
        return self._part(self._number(path), "head", decode_head)

    def _part(
        self,
        number: int | None,
        name: str,
        decode: Callable[[bytes], _T],
        *,
        keep: bool = True,
    ) -> _T | None:
        """Return a part of the file of an id, decoded; None if it is damaged."""
        if number is None:
            return None
        at = part_id(number, name)
        kept = self._decoded if name in FACTS else self._rows
        found: _T | None = kept.get(at)
        if found is not None:
            return found
        data = self._data(number, name)
        if data is None:
            return None
        part = decode(data)
        if keep:
            kept.put(at, part, len(data))
        return part

    def _data_of(self, path: str, name: str) -> bytes | None:
        number = self._number(path)
        return None if number is None else self._data(number, name)

    def _data(self, number: int, name: str) -> bytes | None:
        """Return the bytes of a part; None if they are damaged."""
        at = part_id(number, name)
        query = "SELECT data, checksum FROM parts WHERE id = ?"
        for data, checksum in self._session.rows(query, (at,)):
            if isinstance(data, bytes) and blob_checksum(at, data) == checksum:
                return data
        return None
