"""What the questions need of a store: `store.IndexReader` has it, so have fakes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..model import (
        Declaration,
        Diagnostic,
        FileUses,
        Head,
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

__all__ = ["Reader"]


class Reader(Protocol):
    """Read-only questions to an index; see `store.IndexReader` for each."""

    def paths(self) -> tuple[str, ...]:
        """Return the paths of all files, sorted."""

    def file(self, path: str) -> SourceFile | None:
        """Return the facts of a file as a whole."""

    def file_heads(self) -> Iterable[Head]:
        """Yield all but symbols, occurrences and tokens of every file, by path."""

    def heads(self) -> Iterable[tuple[SourceFile, tuple[Include, ...]]]:
        """Yield record and include lines of every file, by path."""

    def symbols_in(self, path: str) -> tuple[Symbol, ...]:
        """Return the declarations in a file, by place."""

    def declarations_in(self, path: str) -> tuple[Declaration, ...]:
        """Return the little of a file's symbols that a survey needs, by place."""

    def includes_of(self, path: str) -> tuple[Include, ...]:
        """Return the include lines of a file, by line."""

    def relations_in(self, path: str) -> tuple[Relation, ...]:
        """Return the relations stated in a file."""

    def diagnostics_of(self, path: str) -> tuple[Diagnostic, ...]:
        """Return the diagnostics of a file."""

    def skipped_in(self, path: str) -> tuple[tuple[int, int], ...]:
        """Return the line ranges that the preprocessor skipped."""

    def marks_digest(self, path: str) -> str:
        """Return a digest of the tokens, occurrences and skipped lines of a file."""

    def occurrences_in(self, path: str) -> tuple[Occurrence, ...]:
        """Return the occurrences in a file, by place."""

    def names_in(self, path: str) -> tuple[tuple[str, Role, int], ...]:
        """Return what a file names: USR, union of the roles, occurrences; by USR."""

    def tokens_in(self, path: str) -> tuple[Token, ...]:
        """Return the coloured stretches of a file, by place."""

    def occurrence_rows(self, path: str) -> Sequence[OccurrenceRow]:
        """Return the fields of the occurrences in a file: less work for thousands."""

    def token_rows(self, path: str) -> Sequence[TokenRow]:
        """Return the fields of the tokens in a file."""

    def uses_in(self, path: str) -> FileUses | None:
        """Return the uses in a file, by symbol."""

    def notes_in(self, path: str) -> tuple[Note, ...]:
        """Return what the rules found in a file, by place."""

    def all_notes(self) -> Iterable[tuple[str, tuple[Note, ...]]]:
        """Return the notes of each file that has any, by path."""

    def symbols(self, usr: str) -> tuple[Symbol, ...]:
        """Return all declarations of a symbol."""

    def places(self, usrs: Iterable[str]) -> Mapping[str, tuple[Place, ...]]:
        """Return where symbols are declared; unknown ones are left out."""

    def find(self, name: str) -> tuple[Place, ...]:
        """Return the places of what goes by a name or a suffix of it."""

    def note(self, paths: Iterable[str]) -> None:
        """Say that an answer is made of these files, where it was remembered."""

    def memo(self) -> dict[tuple[str, ...], Any]:
        """Return a place for answers that hold as long as the index does."""

    def similar(self, name: str, limit: int = 5) -> tuple[str, ...]:
        """Return qualified names near to a name."""

    def mentions(self, usr: str) -> tuple[Mention, ...]:
        """Return the files that name a symbol."""

    def mentions_of_all(self, usrs: Iterable[str]) -> Mapping[str, tuple[Mention, ...]]:
        """Return the files that name each of the symbols."""

    def mention_counts(self, usrs: Iterable[str]) -> Mapping[str, tuple[int, int]]:
        """Return the number of files that name a symbol, and of its occurrences."""

    def relations_to(self, usr: str) -> tuple[Relation, ...]:
        """Return the relations whose target is the symbol."""

    def relations_to_all(
        self, usrs: Iterable[str]
    ) -> Mapping[str, tuple[Relation, ...]]:
        """Return the relations whose target is each of the symbols."""

    def relations_of(self, usr: str) -> tuple[Relation, ...]:
        """Return the relations whose source is the symbol."""

    def included_by(self, path: str) -> tuple[tuple[str, int], ...]:
        """Return path and line of the includes of a file."""

    def include_edges(self) -> Mapping[str, tuple[str, ...]]:
        """Return the files of the tree that each file includes."""
