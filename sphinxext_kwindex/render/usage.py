"""How a file is used: what to include for it, its tests, the files related to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..analysis import Tie
from .escape import escape
from .pieces import LONG, folded, path_link, symbol_link
from .words import BY_NAME, count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..analysis import (
        LineCoverage,
        Offer,
        Offers,
        Reason,
        RelatedFile,
        SymbolRef,
        Usage,
        UsageFile,
    )
    from .links import Links

__all__ = [
    "coverage_words",
    "reaching_words",
    "reason_words",
    "render_offers",
    "render_related",
    "render_usage",
]


def render_offers(offers: Offers | None, path: str, links: Links) -> str:
    """Return the include line of a header, and those for what it only declares."""
    if offers is None:
        return ""
    parts = [_offer(offers.header, path, links)]
    if offers.instead:
        parts.append("<p>This header is not to be included by itself.</p> ")
    if offers.exceptions:
        items = "".join(
            f"<li>{_names(offer.symbols, links)}: {_line(offer)}</li> "
            for offer in offers.exceptions
        )
        entries = f'<ul class="kwindex-paths">{items}</ul>'
        if len(offers.exceptions) > LONG:
            title = count(len(offers.exceptions), "header")
            entries = folded(f"{title} for what is only declared here", entries)
        parts.append(f"<p>Only declared here; to use more than the name:</p> {entries}")
    return "".join(parts)


def _offer(offer: Offer, path: str, links: Links) -> str:
    link = ""
    if offer.by_name:
        link = f" <small>{BY_NAME}</small>"
    if offer.path and offer.path != path:
        link += f" {path_link(offer.path, None, links)}"
    return f'<p class="kwindex-include">{_line(offer)}{link}</p> '


def _line(offer: Offer) -> str:
    # The script puts a button behind it that copies the text.
    text = escape(f"#include {offer.include}")
    return f'<code class="kwindex-copy">{text}</code>'


def render_usage(usage: Usage | None, links: Links) -> str:
    """Return tests and examples with their call sites, and the line coverage."""
    if usage is None:
        return ""
    parts = []
    if usage.coverage is not None:
        parts.append(f"<p>{coverage_words(usage.coverage)}</p> ")
    if usage.files:
        rows = "".join(_user(row, links) for row in usage.files)
        parts.append(f'<dl class="kwindex-references kwindex-usage">{rows}</dl>')
    words = reaching_words(usage)
    parts.append(f"<p>{words}</p> " if words else "")
    return "".join(parts)


def coverage_words(coverage: LineCoverage) -> str:
    """Return in a sentence how much of a file tests have run."""
    return (
        f"Tests ran {coverage.percent} % of the lines that can be run:"
        f" {coverage.run:,} of {coverage.lines:,}."
    )


def reaching_words(usage: Usage) -> str:
    """Return in sentences which tests and examples are not shown; empty if none."""
    sentences = []
    if usage.more:
        verb = "uses" if usage.more == 1 else "use"
        sentences.append(f"{count(usage.more, 'more file')} {verb} it.")
    if usage.reaching:
        one = usage.reaching == 1
        further = "further " if usage.files else ""
        noun = "test or example" if one else "tests and examples"
        verbs = "names" if one else "name"
        reach = "reaches" if one else "reach"
        sentences.append(
            f"{usage.reaching:,} {further}{noun} {reach} it through includes and"
            f" {verbs} nothing of it."
        )
    return " ".join(sentences)


def _user(row: UsageFile, links: Links) -> str:
    kind = "" if row.is_test else " <small>example</small>"
    names = _names(row.symbols, links)
    if row.more:
        names += f" and {count(row.more, 'more name')}"
    sites = "".join(
        f"<li>{path_link(row.path, line, links, str(line))}"
        f" <code>{escape(text)}</code></li> "
        for line, text in row.sites
    )
    excerpt = f' <ul class="kwindex-sites">{sites}</ul>' if sites else ""
    run = ""
    if row.run:
        command = f'<code class="kwindex-copy">{escape(row.run)}</code>'
        run = f" <p>Run it: {command}</p> "
    uses = f"<small>{count(row.uses, 'use')}</small>"
    return (
        f"<dt>{path_link(row.path, None, links)}{kind} {uses}</dt> "
        f"<dd>{names}{excerpt}{run}</dd> "
    )


def _names(symbols: Sequence[SymbolRef], links: Links) -> str:
    return ", ".join(symbol_link(ref, links) for ref in symbols)


def render_related(files: Sequence[RelatedFile], links: Links) -> str:
    """Return the related files, each with its reasons."""
    if not files:
        return ""
    items = "".join(
        f"<li>{path_link(file.path, None, links)}"
        f" <small>{escape(', '.join(map(reason_words, file.reasons)))}</small></li> "
        for file in files
    )
    return f'<ul class="kwindex-paths kwindex-related">{items}</ul>'


def reason_words(reason: Reason) -> str:
    """Return a reason in words, to stand behind the other file's path."""
    number = reason.number
    if reason.tie is Tie.PARTNER:
        return "header or source of this file"
    if reason.tie is Tie.NAME:
        return "of the same name"
    if reason.tie is Tie.USES:
        return f"this file uses {count(number, 'symbol')} of it"
    if reason.tie is Tie.USED:
        return f"uses {count(number, 'symbol')} of this file"
    if reason.tie is Tie.INCLUDES:
        return f"includes {count(number, 'rare header')} that this file includes"
    return f"changed together in {number:,} of its {count(reason.of, 'commit')}"
