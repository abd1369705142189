"""A reader over facts in memory, with the answers of `store.IndexReader`."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any, TypeVar

from sphinxext_kwindex.model import (
    SYMBOL_KINDS,
    Coverage,
    CoverageLevel,
    Declaration,
    Documentation,
    FileFacts,
    FileUses,
    Fragment,
    Head,
    Language,
    Markup,
    MarkupKind,
    Mention,
    Occurrence,
    Place,
    Position,
    Role,
    SourceFile,
    Span,
    Style,
    Symbol,
    SymbolKind,
    TokenKind,
    encode_facts,
    uses_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinxext_kwindex.model import (
        Diagnostic,
        Include,
        Note,
        Relation,
        Token,
    )


_T = TypeVar("_T")


class MemoryReader:
    """Answers from `FileFacts`, in the order of the paths."""

    def __init__(self, *facts: FileFacts) -> None:
        self._facts = {f.source.path: f for f in sorted(facts, key=_path)}

    def paths(self) -> tuple[str, ...]:
        return tuple(self._facts)

    def file(self, path: str) -> SourceFile | None:
        facts = self._facts.get(path)
        return facts.source if facts else None

    def file_heads(self) -> Iterator[Head]:
        for facts in self._facts.values():
            yield Head(
                facts.source,
                facts.includes,
                facts.relations,
                facts.skipped,
                facts.diagnostics,
                facts.reads,
            )

    def heads(self) -> Iterator[tuple[SourceFile, tuple[Include, ...]]]:
        for facts in self._facts.values():
            yield facts.source, facts.includes

    def symbols_in(self, path: str) -> tuple[Symbol, ...]:
        return self._facts[path].symbols

    def declarations_in(self, path: str) -> tuple[Declaration, ...]:
        return tuple(map(Declaration.of, self._facts[path].symbols))

    def includes_of(self, path: str) -> tuple[Include, ...]:
        return self._facts[path].includes

    def relations_in(self, path: str) -> tuple[Relation, ...]:
        return self._facts[path].relations

    def diagnostics_of(self, path: str) -> tuple[Diagnostic, ...]:
        return self._facts[path].diagnostics

    def skipped_in(self, path: str) -> tuple[tuple[int, int], ...]:
        return self._facts[path].skipped

    def marks_digest(self, path: str) -> str:
        facts = self._facts[path]
        return repr((facts.tokens, facts.occurrences, facts.skipped))

    def occurrences_in(self, path: str) -> tuple[Occurrence, ...]:
        return self._facts[path].occurrences

    def names_in(self, path: str) -> tuple[tuple[str, Role, int], ...]:
        found: dict[str, tuple[Role, int]] = {}
        for occurrence in self._facts[path].occurrences:
            if occurrence.kind not in SYMBOL_KINDS:
                continue
            role, total = found.get(occurrence.usr, (Role(0), 0))
            found[occurrence.usr] = role | occurrence.role, total + 1
        return tuple((usr, *found[usr]) for usr in sorted(found))

    def tokens_in(self, path: str) -> tuple[Token, ...]:
        return self._facts[path].tokens

    def occurrence_rows(self, path: str) -> tuple[Occurrence, ...]:
        return self._facts[path].occurrences

    def token_rows(self, path: str) -> tuple[Token, ...]:
        return self._facts[path].tokens

    def uses_in(self, path: str) -> FileUses | None:
        facts = self._facts.get(path)
        if facts is None:
            return None
        encoded = encode_facts(facts)
        return uses_of(encoded.occurrences, encoded.symbols)

    def notes_in(self, path: str) -> tuple[Note, ...]:
        return self._facts[path].notes

    def all_notes(self) -> Iterator[tuple[str, tuple[Note, ...]]]:
        for path, facts in self._facts.items():
            if facts.notes:
                yield path, facts.notes

    def symbols(self, usr: str) -> tuple[Symbol, ...]:
        return tuple(s for s in self._symbols() if s.usr == usr)

    def places(self, usrs: Iterable[str]) -> dict[str, tuple[Place, ...]]:
        return {usr: tuple(map(_place, self.symbols(usr))) for usr in usrs}

    def find(self, name: str) -> tuple[Place, ...]:
        return tuple(
            _place(symbol)
            for symbol in self._symbols()
            if f"::{symbol.qualified_name}".endswith(
                name if name.startswith("::") else f"::{name}"
            )
        )

    def note(self, paths: Iterable[str]) -> None:
        pass

    def memo(self) -> dict[tuple[str, ...], Any]:
        return {}

    def similar(self, name: str, limit: int = 5) -> tuple[str, ...]:
        names = sorted({s.qualified_name for s in self._symbols()})
        return tuple(difflib.get_close_matches(name, names, limit))

    def mentions(self, usr: str) -> tuple[Mention, ...]:
        found = []
        for path, facts in self._facts.items():
            roles = [o.role for o in facts.occurrences if o.usr == usr]
            if roles:
                role = Role(0)
                for one in roles:
                    role |= one
                found.append(Mention(path, role, len(roles)))
        return tuple(found)

    def mentions_of_all(self, usrs: Iterable[str]) -> dict[str, tuple[Mention, ...]]:
        return {usr: self.mentions(usr) for usr in usrs}

    def mention_counts(self, usrs: Iterable[str]) -> dict[str, tuple[int, int]]:
        return {
            usr: (len(found), sum(m.total for m in found))
            for usr in usrs
            for found in [self.mentions(usr)]
        }

    def relations_to(self, usr: str) -> tuple[Relation, ...]:
        return tuple(
            r for f in self._facts.values() for r in f.relations if r.target == usr
        )

    def relations_to_all(self, usrs: Iterable[str]) -> dict[str, tuple[Relation, ...]]:
        return {usr: self.relations_to(usr) for usr in usrs}

    def relations_of(self, usr: str) -> tuple[Relation, ...]:
        return tuple(
            r for f in self._facts.values() for r in f.relations if r.source == usr
        )

    def included_by(self, path: str) -> tuple[tuple[str, int], ...]:
        return tuple(
            (user, include.line)
            for user, facts in self._facts.items()
            for include in facts.includes
            if include.target == path
        )

    def include_edges(self) -> dict[str, tuple[str, ...]]:
        return {
            path: tuple(sorted({i.target for i in facts.includes if i.target}))
            for path, facts in self._facts.items()
        }

    def _relations(self) -> list[Relation]:
        return [r for facts in self._facts.values() for r in facts.relations]

    def _symbols(self) -> list[Symbol]:
        return [s for facts in self._facts.values() for s in facts.symbols]


def known(answer: _T | None) -> _T:
    """Return an answer that has to be there."""
    assert answer is not None
    return answer


def make_file(path: str, **facts: Any) -> FileFacts:
    """Return the facts of a C++ file of 100 lines; ``facts`` are fields of both."""
    source = SourceFile(
        path=path,
        language=Language.CXX,
        sha256="5" * 64,
        bytes=2048,
        lines=facts.pop("lines", 100),
        code=70,
        comment=20,
        blank=10,
        encoding="utf-8",
        coverage=facts.pop("coverage", Coverage(CoverageLevel.FULL)),
        licence=facts.pop("licence", None),
        documentation=facts.pop("documentation", None),
        pragmas=facts.pop("pragmas", ()),
        folders=facts.pop("folders", ()),
    )
    return FileFacts(source=source, **facts)


def make_symbol(
    qualified_name: str, kind: SymbolKind = SymbolKind.FUNCTION, **fields: Any
) -> Symbol:
    """Return a definition at line 1; the USR is the qualified name unless given."""
    line = fields.pop("line", 1)
    name = fields.pop("name", None)
    if name is None:
        name = qualified_name.rpartition("::")[2]
    signature = fields.pop("signature", f"void {name}()")
    if isinstance(signature, str):
        signature = (Fragment(signature, TokenKind.IDENTIFIER),) if signature else ()
    return Symbol(
        usr=fields.pop("usr", f"c:@{kind.value}@{qualified_name}"),
        kind=kind,
        name=name,
        qualified_name=qualified_name,
        path=fields.pop("path", "a.h"),
        position=Position(line, fields.pop("column", 1)),
        span=fields.pop("span", Span(line, 1, line + 1, 1)),
        definition=fields.pop("definition", True),
        signature=signature,
        **fields,
    )


def make_occurrence(
    usr: str, line: int, role: Role = Role.REFERENCE, **fields: Any
) -> Occurrence:
    return Occurrence(
        line=line,
        column=fields.get("column", 1),
        length=fields.get("length", 3),
        role=role,
        kind=fields.get("kind", SymbolKind.FUNCTION),
        usr=usr,
    )


def make_comment(
    text: str, style: Style = Style.DOXYGEN, **fields: Any
) -> Documentation:
    return Documentation(style, brief=(Markup(MarkupKind.TEXT, text),), **fields)


def _path(facts: FileFacts) -> str:
    return facts.source.path


def _place(symbol: Symbol) -> Place:
    return Place(
        usr=symbol.usr,
        kind=symbol.kind,
        name=symbol.name,
        qualified_name=symbol.qualified_name,
        path=symbol.path,
        line=symbol.position.line,
        column=symbol.position.column,
        definition=symbol.definition,
    )
