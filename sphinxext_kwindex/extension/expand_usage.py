"""What includes are for, how a file is used: as ordinary docutils nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from ..render import (
    BY_NAME,
    coverage_words,
    origin_word,
    reaching_words,
    reason_words,
)
from .pieces import bullets, definition, joined, paragraph, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..analysis import FileSummary, IncludeRow, Offer, SymbolRef, UsageFile
    from .pieces import Linker

__all__ = ["expand_includes", "expand_offers", "expand_related", "expand_usage"]


def expand_offers(summary: FileSummary, linker: Linker) -> list[nodes.Node]:
    """Return the include line of a header, and those for what it only declares."""
    offers = summary.offers
    if offers is None:
        return []
    line: list[nodes.Node] = [_offer(offers.header)]
    if offers.header.by_name:
        line.append(nodes.Text(f" ({BY_NAME})"))
    if offers.header.path and offers.header.path != summary.path:
        line += [nodes.Text(" "), linker.path(offers.header.path)]
    found: list[nodes.Node] = [paragraph(*line)]
    if offers.instead:
        text = "This header is not to be included by itself."
        found.append(paragraph(nodes.Text(text)))
    if offers.exceptions:
        text = "Only declared here; to use more than the name:"
        items = [
            [paragraph(*_names(offer.symbols, linker), nodes.Text(": "), _offer(offer))]
            for offer in offers.exceptions
        ]
        found += [paragraph(nodes.Text(text)), bullets(items)]
    return found


def _offer(offer: Offer) -> nodes.Node:
    return nodes.literal("", words(f"#include {offer.include}"))


def expand_includes(summary: FileSummary, linker: Linker) -> list[nodes.Node]:
    """Return the include lines with what each is used for."""
    return [bullets([[_include(row, linker)] for row in summary.includes])]


def _include(row: IncludeRow, linker: Linker) -> nodes.paragraph:
    include = row.include
    line: list[nodes.Node]
    if target := include.target or row.named:
        line = [nodes.literal("", words(include.spelled))]
        line += [nodes.Text(" is "), linker.path(target)]
        line += [nodes.Text(f" {BY_NAME}")] if row.named else []
    else:
        line = [linker.header(include.spelled)]
        line.append(nodes.Text(f" ({origin_word(include)})"))
    line.append(nodes.Text(f", line {include.line}"))
    if include.conditions:
        line.append(nodes.Text(words(f", if {' and '.join(include.conditions)}")))
    if row.pragma:
        line.append(nodes.Text(f", IWYU {row.pragma}"))
    if row.used:
        line += [nodes.Text("; used for "), *_names(row.used, linker)]
    for way in row.through:
        word = "with" if way.handed else "through"
        line += [nodes.Text(f"; {word} "), linker.path(way.path), nodes.Text(": ")]
        line += _names(way.symbols, linker)
    if not row.used and not row.through:
        line.append(nodes.Text(f"; {include.state.value}"))
    return paragraph(*line)


def expand_usage(summary: FileSummary, linker: Linker) -> list[nodes.Node]:
    """Return tests and examples with their call sites, and the line coverage."""
    usage = summary.usage
    if usage is None:
        return []
    found: list[nodes.Node] = []
    if usage.coverage is not None:
        found.append(paragraph(nodes.Text(coverage_words(usage.coverage))))
    if usage.files:
        items = [_user(row, linker) for row in usage.files]
        found.append(nodes.definition_list("", *items))
    text = reaching_words(usage)
    return [*found, paragraph(nodes.Text(text))] if text else found


def _user(row: UsageFile, linker: Linker) -> nodes.Node:
    term = [linker.path(row.path)]
    if not row.is_test:
        term.append(nodes.Text(" (example)"))
    names = _names(row.symbols, linker)
    if row.more:
        names.append(nodes.Text(f" and {row.more:,} more"))
    body: list[nodes.Node] = [paragraph(*names)]
    if row.sites:
        items = [
            [paragraph(nodes.Text(f"{line}: "), nodes.literal("", words(text)))]
            for line, text in row.sites
        ]
        body.append(bullets(items))
    if row.run:
        body.append(paragraph(nodes.Text("Run it: "), nodes.literal("", row.run)))
    return definition(term, body)


def expand_related(summary: FileSummary, linker: Linker) -> list[nodes.Node]:
    """Return the related files with their reasons."""
    return [
        bullets(
            [
                [
                    paragraph(
                        linker.path(file.path),
                        nodes.Text(f": {', '.join(map(reason_words, file.reasons))}"),
                    )
                ]
                for file in summary.related
            ]
        )
    ]


def _names(symbols: Iterable[SymbolRef], linker: Linker) -> list[nodes.Node]:
    return joined([[linker.symbol(ref.usr, ref.name)] for ref in symbols])
