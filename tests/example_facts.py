"""Facts made by hand: small, with every kind of value, for tests without libclang."""

from __future__ import annotations

from sphinxext_kwindex.model import (
    Access,
    Coverage,
    CoverageLevel,
    Diagnostic,
    Documentation,
    Field,
    FieldKind,
    FileFacts,
    Fragment,
    Include,
    IncludeState,
    Language,
    Linkage,
    Markup,
    MarkupKind,
    Note,
    NoteCategory,
    Occurrence,
    Origin,
    Position,
    Qualifier,
    Relation,
    RelationKind,
    Role,
    Severity,
    SourceFile,
    Span,
    Style,
    Symbol,
    SymbolKind,
    Token,
    TokenKind,
)


def example_source(path: str) -> SourceFile:
    return SourceFile(
        path=path,
        language=Language.CXX,
        sha256="0" * 64,
        bytes=120,
        lines=9,
        code=6,
        comment=2,
        blank=1,
        encoding="utf-8",
        coverage=Coverage(CoverageLevel.PARTIAL, ("<x.h>",), 1, 5, 2),
        licence="MIT",
        documentation=Documentation(Style.PLAIN, (Markup(MarkupKind.TEXT, "About."),)),
    )


def example_symbol(path: str, name: str, *, line: int = 3, scope: str = "") -> Symbol:
    """Return a function ``scope::name``, with most fields set."""
    return Symbol(
        usr=f"c:@F@{scope}@{name}#",
        kind=SymbolKind.FUNCTION,
        name=name,
        qualified_name=f"{scope}::{name}" if scope else name,
        path=path,
        position=Position(line, 5),
        span=Span(line, 1, line, 20),
        definition=True,
        signature=(
            Fragment("int", TokenKind.KEYWORD),
            Fragment(" ", TokenKind.SPACE),
            Fragment(name, TokenKind.IDENTIFIER, f"c:@F@{scope}@{name}#"),
            Fragment("()"),
        ),
        parent=f"c:@N@{scope}" if scope else None,
        access=Access.PUBLIC,
        linkage=Linkage.INTERNAL,
        qualifiers=(Qualifier.INLINE, Qualifier.NOEXCEPT),
        conditions=("defined(X)",),
        value="1",
        documentation=Documentation(
            Style.DOXYGEN,
            brief=(Markup(MarkupKind.TEXT, "Does "), Markup(MarkupKind.CODE, "it")),
            fields=(Field(FieldKind.RETURNS, body=(Markup(MarkupKind.PARAGRAPH),)),),
        ),
        macro="MAKE",
    )


def example_facts(path: str = "a/b.h", *, function: str = "f") -> FileFacts:
    """Return facts of a file that defines one function and uses ``c:@S@A`` twice."""
    return FileFacts(
        source=example_source(path),
        symbols=(example_symbol(path, function, scope="math"),),
        includes=(
            Include(1, "<x.h>", Origin.MISSING),
            Include(
                2,
                '"c.h"',
                Origin.PROJECT,
                "a/c.h",
                ("defined(X)",),
                state=IncludeState.USED,
                used=("c:@S@A",),
            ),
        ),
        relations=(
            Relation(
                RelationKind.BASE,
                f"c:@S@{function}",
                "c:@S@A",
                "A",
                path,
                Position(4, 9),
                Access.PUBLIC,
                virtual=True,
            ),
        ),
        occurrences=(
            Occurrence(
                3, 5, 1, Role.DEFINITION, SymbolKind.FUNCTION, f"c:@F@{function}#"
            ),
            Occurrence(4, 9, 1, Role.REFERENCE, SymbolKind.STRUCT, "c:@S@A"),
            Occurrence(
                5, 2, 1, Role.REFERENCE | Role.CALL, SymbolKind.STRUCT, "c:@S@A"
            ),
            Occurrence(6, 2, 1, Role.REFERENCE, SymbolKind.LOCAL, "c:b.h@12@F@f#@x"),
        ),
        tokens=(
            Token(1, 1, 8, TokenKind.DIRECTIVE),
            Token(3, 1, 3, TokenKind.KEYWORD),
        ),
        skipped=((7, 8),),
        diagnostics=(Diagnostic(path, 1, 10, Severity.FATAL, "'x.h' file not found"),),
        reads=("a/c.h",),
        notes=(Note(4, 9, 1, NoteCategory.SAFETY, "goto", "end", "c:@S@A"),),
    )
