"""What an answer was made from: so that a change of one file asks few pages anew.

An input is a path, or a name that was looked up, as 32 bits of a checksum. Two that
clash cost a question too many, nothing else.
"""

from __future__ import annotations

import zlib
from array import array
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence, Set

    from ..analysis import Reader
    from ..model import (
        Diagnostic,
        FileUses,
        Include,
        Mention,
        Note,
        Occurrence,
        OccurrenceRow,
        Place,
        Relation,
        Role,
        SourceFile,
        Symbol,
        Token,
        TokenRow,
    )

__all__ = [
    "RecordingReader",
    "holds_any",
    "join_inputs",
    "name_input",
    "pack_inputs",
    "path_input",
]

_TYPE = "I"


def path_input(path: str) -> int:
    """Return the input that a file of the tree is."""
    return zlib.crc32(path.encode("utf-8", "surrogatepass"))


def name_input(name: str) -> int:
    """Return the input that looking up a name is; its last component decides."""
    last = name.rpartition("::")[2].partition("(")[0].partition("<")[0].strip()
    return zlib.crc32(b"\0" + last.encode("utf-8", "surrogatepass"))


def pack_inputs(inputs: Iterable[int]) -> bytes:
    """Return inputs as bytes for the environment, four each, sorted."""
    return array(_TYPE, sorted(set(inputs))).tobytes()


def join_inputs(one: bytes, other: bytes) -> bytes:
    """Return the inputs of both."""
    return pack_inputs([*array(_TYPE, one), *array(_TYPE, other)])


def holds_any(packed: bytes, wanted: Set[int]) -> bool:
    """Tell whether any of some inputs is among packed ones."""
    return not wanted.isdisjoint(array(_TYPE, packed))


class RecordingReader:
    """A reader that notes what its answers are made from.

    What depends on the whole tree (`paths`, `heads`, `include_edges`, `all_notes`) is
    not noted: see `IndexSession.graph_figures`.
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.inputs: set[int] = set()
        # Asked through, without a note: of the whole tree, or for a message.
        self.heads = reader.heads
        self.file_heads = reader.file_heads
        self.paths: Callable[[], tuple[str, ...]] = reader.paths
        self.similar = reader.similar
        self.all_notes = reader.all_notes
        self.mention_counts = reader.mention_counts
        self.include_edges: Callable[[], Mapping[str, tuple[str, ...]]] = (
            reader.include_edges
        )

    def __getattr__(self, name: str) -> object:
        """Ask for what only the index itself can do."""
        return getattr(self._reader, name)

    def note(self, paths: Iterable[str]) -> None:
        """Note files of which an answer is made that was remembered."""
        self.inputs.update(map(path_input, paths))

    def file(self, path: str) -> SourceFile | None:
        """See `Reader`, as for all below."""
        self.note((path,))
        return self._reader.file(path)

    def symbols_in(self, path: str) -> tuple[Symbol, ...]:
        self.note((path,))
        return self._reader.symbols_in(path)

    def includes_of(self, path: str) -> tuple[Include, ...]:
        self.note((path,))
        return self._reader.includes_of(path)

    def relations_in(self, path: str) -> tuple[Relation, ...]:
        self.note((path,))
        return self._reader.relations_in(path)

    def diagnostics_of(self, path: str) -> tuple[Diagnostic, ...]:
        self.note((path,))
        return self._reader.diagnostics_of(path)

    def skipped_in(self, path: str) -> tuple[tuple[int, int], ...]:
        self.note((path,))
        return self._reader.skipped_in(path)

    def marks_digest(self, path: str) -> str:
        self.note((path,))
        return self._reader.marks_digest(path)

    def occurrences_in(self, path: str) -> tuple[Occurrence, ...]:
        self.note((path,))
        return self._reader.occurrences_in(path)

    def names_in(self, path: str) -> tuple[tuple[str, Role, int], ...]:
        self.note((path,))
        return self._reader.names_in(path)

    def tokens_in(self, path: str) -> tuple[Token, ...]:
        self.note((path,))
        return self._reader.tokens_in(path)

    def occurrence_rows(self, path: str) -> Sequence[OccurrenceRow]:
        self.note((path,))
        return self._reader.occurrence_rows(path)

    def token_rows(self, path: str) -> Sequence[TokenRow]:
        self.note((path,))
        return self._reader.token_rows(path)

    def uses_in(self, path: str) -> FileUses | None:
        self.note((path,))
        return self._reader.uses_in(path)

    def notes_in(self, path: str) -> tuple[Note, ...]:
        self.note((path,))
        return self._reader.notes_in(path)

    def symbols(self, usr: str) -> tuple[Symbol, ...]:
        found = self._reader.symbols(usr)
        self.note(symbol.path for symbol in found)
        return found

    def places(self, usrs: Iterable[str]) -> Mapping[str, tuple[Place, ...]]:
        found = self._reader.places(usrs)
        self.note({place.path for places in found.values() for place in places})
        return found

    def find(self, name: str) -> tuple[Place, ...]:
        self.inputs.add(name_input(name))
        found = self._reader.find(name)
        self.note(place.path for place in found)
        return found

    def mentions(self, usr: str) -> tuple[Mention, ...]:
        found = self._reader.mentions(usr)
        self.note(mention.path for mention in found)
        return found

    def mentions_of_all(self, usrs: Iterable[str]) -> Mapping[str, tuple[Mention, ...]]:
        found = self._reader.mentions_of_all(usrs)
        self.note({mention.path for some in found.values() for mention in some})
        return found

    def relations_to(self, usr: str) -> tuple[Relation, ...]:
        found = self._reader.relations_to(usr)
        self.note(relation.path for relation in found)
        return found

    def relations_to_all(
        self, usrs: Iterable[str]
    ) -> Mapping[str, tuple[Relation, ...]]:
        found = self._reader.relations_to_all(usrs)
        self.note({relation.path for some in found.values() for relation in some})
        return found

    def relations_of(self, usr: str) -> tuple[Relation, ...]:
        found = self._reader.relations_of(usr)
        self.note(relation.path for relation in found)
        return found

    def included_by(self, path: str) -> tuple[tuple[str, int], ...]:
        found = self._reader.included_by(path)
        self.note(user for user, _ in found)
        return found
