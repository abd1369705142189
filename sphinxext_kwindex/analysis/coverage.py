"""The coverage label of a file, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import LANGUAGE_TITLES, PROSE_LANGUAGES, CoverageLevel
from .answers import CoverageNote

if TYPE_CHECKING:
    from collections.abc import Collection

    from ..model import Coverage, Language

__all__ = ["coverage_label", "coverage_note"]

_LABELS = {
    CoverageLevel.FULL: "fully read",
    CoverageLevel.PARTIAL: "partly read",
    CoverageLevel.SYNTAX: "syntax only",
    CoverageLevel.TEXT: "text only",
    CoverageLevel.OUTLINE: "outline",
    CoverageLevel.PLAIN: "plain text",
}
_MEANINGS = {
    CoverageLevel.SYNTAX: "Read without types: names and places are known, references"
    " are not.",
    CoverageLevel.TEXT: "Read as text: includes and macros are known, other symbols"
    " are not.",
    CoverageLevel.OUTLINE: "What it declares and brings in is known; where its names"
    " are used is not.",
}
_NAMED = 12
"""Most missing headers named in the sentence; the include table has them all."""


def coverage_label(level: CoverageLevel) -> str:
    """Return the label of a level in a few words, as ``fully read``."""
    return _LABELS[level]


def coverage_note(
    coverage: Coverage,
    included: Collection[str],
    *,
    by_syntax: int = 0,
    assumed: int = 0,
    language: Language | None = None,
) -> CoverageNote:
    """Say how much of a file is known.

    ``included`` holds the operands of the file's own include lines, as spelled; what
    was missing may have been asked for by one of those headers instead. ``by_syntax``
    is the number of its symbols that carry `Qualifier.UNRESOLVED`, ``assumed`` of those
    with `Qualifier.ASSUMED`. ``language`` tells what an outline was read as.
    """
    sentences = []
    if coverage.reason:
        sentences.append(_sentence(coverage.reason))
    if coverage.level in _MEANINGS and language not in PROSE_LANGUAGES:
        sentences.append(_MEANINGS[coverage.level])
    if coverage.missing:
        sentences.append(_missing(coverage.missing, frozenset(included)))
    if coverage.errors:
        many = "error was" if coverage.errors == 1 else "errors were"
        sentences.append(f"{coverage.errors:,} {many} found while reading.")
    if coverage.unresolved and coverage.level is CoverageLevel.PARTIAL:
        sentences.append(
            f"{coverage.unresolved:,} of {coverage.identifiers:,} names are not"
            " resolved."
        )
    if by_syntax:
        some = "1 member is" if by_syntax == 1 else f"{by_syntax:,} members are"
        sentences.append(
            f"{some} known by syntax alone: no header that was found declares the"
            " class, so types and uses may be missing."
        )
    if assumed:
        some = "1 declaration is" if assumed == 1 else f"{assumed:,} declarations are"
        sentences.append(
            f"{some} made by macros whose header was not found, by what their library"
            " documents of them."
        )
    label = _LABELS[coverage.level]
    if coverage.level is CoverageLevel.OUTLINE and language is not None:
        label = f"read as {LANGUAGE_TITLES[language]}"
    return CoverageNote(coverage.level, label, tuple(sentences))


def _missing(missing: tuple[str, ...], included: frozenset[str]) -> str:
    names = ", ".join(missing[:_NAMED])
    if len(missing) > _NAMED:
        names += f" and {len(missing) - _NAMED:,} more"
    own = len(included.intersection(missing))
    if own == len(missing):
        count, of = own, f" of {len(included):,}"
        noun = "header" if len(included) == 1 else "headers"
    else:
        # Some are asked for by the headers of this file, not by itself.
        count, of = len(missing), ""
        noun = "header" if count == 1 else "headers"
    return f"{count:,}{of} {noun} {'was' if count == 1 else 'were'} missing: {names}."


def _sentence(text: str) -> str:
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")
