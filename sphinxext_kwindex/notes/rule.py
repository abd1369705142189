"""Rules: what they are, and what they give."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ..model import NoteCategory

if TYPE_CHECKING:
    from .code import Code

__all__ = ["Find", "Hit", "Rule"]


class Hit(NamedTuple):
    """A place where a rule holds; `Code.hit` and `Code.hit_symbol` make it."""

    line: int
    column: int
    length: int
    text: str = ""
    """As `Note.text`."""
    usr: str = ""
    """As `Note.usr`."""


Find = Callable[["Code"], Iterable[Hit]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A named rule: how it finds, and what the manual and the pages say of it."""

    id: str
    """Lower case, words joined by hyphens; stable."""
    category: NoteCategory
    title: str
    """Heading on the pages."""
    find: Find
    """Yields the hits in a file; reads nothing but the `Code` it is given."""
    finds: str
    """What is found: a sentence for the page."""
    why: str = ""
    """Why it matters: a sentence."""
    limits: str = ""
    """What it does not find, or finds without need: a sentence."""
    source: str = ""
    """C++ Core Guidelines, SEI CERT, the standard or another text."""
    syntax: bool = False
    """True if the text alone tells: it runs on files that libclang did not read."""
    words: tuple[str, ...] = ()
    """It finds nothing in a text that has none of these, and is not asked about one;
    empty: it is asked about each."""
    near: bool = False
    """True if it finds its words, which are names, by `Code.places`, and reads no token
    near them but by `Code.text`, before it names one to `Code.joined` or `Code.hit`.
    Of a text that libclang did not read it is then given the parts with its words."""
    version: int = 1
    """Raised when the rule finds other things than before."""
