"""Facts of a file as text for people: the source with carets, then the symbols."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_kwindex.model import (
    FileFacts,
    Include,
    Markup,
    Occurrence,
    Relation,
    Role,
    Symbol,
    SymbolKind,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_LOCALS = frozenset(
    {SymbolKind.LOCAL, SymbolKind.PARAMETER, SymbolKind.TEMPLATE_PARAMETER}
)
_ROLES = (
    (Role.DEFINITION, "definition"),
    (Role.DECLARATION, "declaration"),
    (Role.CALL, "call"),
    (Role.REFERENCE, "reference"),
)


def check_snapshot(path: Path, text: str, *, force_regen: bool) -> None:
    """Compare with the file; with `force_regen` write it, and fail if it changed."""
    known = path.read_text(encoding="utf-8") if path.exists() else ""
    if force_regen and known != text:
        path.write_text(text, encoding="utf-8")
        raise AssertionError(f"{path.name} was written anew: read the difference")
    assert known == text


def snapshot(source: bytes, facts: FileFacts, others: Sequence[FileFacts] = ()) -> str:
    """Return the snapshot of a file.

    :param source: The text in UTF-8.
    :param others: Facts of other files, for the names of what is referred to.
    """
    names = {s.usr: s.qualified_name for f in (facts, *others) for s in f.symbols}
    lines = [*_source(source, facts, names), ""]
    lines += [f"coverage: {_coverage(facts)}"]
    lines += [f"include: {_include(i)}" for i in facts.includes]
    lines += [f"skipped: {first}-{last}" for first, last in facts.skipped]
    lines += [f"{d.severity}: {d.line}:{d.column} {d.text}" for d in facts.diagnostics]
    for symbol in facts.symbols:
        lines += ["", *_symbol(symbol, names)]
    if facts.relations:
        lines += ["", *(_relation(r, names) for r in facts.relations)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _source(source: bytes, facts: FileFacts, names: dict[str, str]) -> Iterator[str]:
    rows: dict[int, list[Occurrence]] = {}
    for occurrence in facts.occurrences:
        rows.setdefault(occurrence.line, []).append(occurrence)
    for number, line in enumerate(source.splitlines(), 1):
        yield "  " + line.decode()
        for occurrence in rows.get(number, ()):
            before = line[: occurrence.column - 1].decode()
            named = line[occurrence.column - 1 :][: occurrence.length].decode()
            mark = " " * len(before) + "^" * len(named)
            role = " ".join(word for bit, word in _ROLES if occurrence.role & bit)
            role = role.replace("call reference", "call")
            what = f" {names.get(occurrence.usr, occurrence.usr)}"
            what = "" if occurrence.kind in _LOCALS else what
            yield f"//{mark} {role} {occurrence.kind}{what}"


def _symbol(symbol: Symbol, names: dict[str, str]) -> Iterator[str]:
    line, column = symbol.position
    what = "" if symbol.definition else " (declaration)"
    name = symbol.qualified_name or "<anonymous>"
    yield f"{symbol.kind} {name}{what} at {line}:{column}"
    yield f"    {''.join(piece.text for piece in symbol.signature)}"
    span = symbol.span
    lines = f"{span.line}:{span.column}-{span.end_line}:{span.end_column}"
    access = f", {symbol.access}" if symbol.access else ""
    yield f"    {lines}, {symbol.linkage} linkage{access}"
    links = [names.get(p.usr, p.usr) for p in symbol.signature if p.usr]
    rows = {
        "qualifiers": ", ".join(symbol.qualifiers),
        "parent": names.get(symbol.parent, symbol.parent) if symbol.parent else "",
        "links": ", ".join(dict.fromkeys(links[1:])),
        "value": symbol.value or "",
        "conditions": " / ".join(symbol.conditions),
        "macro": symbol.macro or "",
    }
    yield from (f"    {key}: {value}" for key, value in rows.items() if value)
    if symbol.documentation is not None:
        brief = "".join(map(_text, symbol.documentation.brief))
        yield f"    {symbol.documentation.style}: {brief}"
    yield f"    {symbol.usr}"


def _text(markup: Markup) -> str:
    return markup.text + "".join(map(_text, markup.children))


def _relation(relation: Relation, names: dict[str, str]) -> str:
    source = names.get(relation.source, relation.source)
    more = f" ({relation.access})" if relation.access else ""
    more += " (virtual)" if relation.virtual else ""
    line, column = relation.position
    return f"{source} {relation.kind} {relation.target_name}{more} at {line}:{column}"


def _coverage(facts: FileFacts) -> str:
    coverage = facts.source.coverage
    missing = " ".join(coverage.missing)
    return (
        f"{coverage.level}, {coverage.errors} errors, "
        f"{coverage.unresolved} of {coverage.identifiers} unresolved"
        + (f", missing {missing}" if missing else "")
    )


def _include(include: Include) -> str:
    target = f" {include.target}" if include.target else ""
    active = "" if include.active else " (inactive)"
    return f"{include.line} {include.spelled} {include.origin}{target}{active}"
