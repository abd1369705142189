"""Code of a text alone: of files that libclang did not read, and for tests of rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import Language
from .code import Code
from .lexer import tokens_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model import Include, Symbol

__all__ = ["code_of_text"]


def code_of_text(
    text: str,
    *,
    path: str = "a.cpp",
    language: Language = Language.CXX,
    symbols: Sequence[Symbol] = (),
    includes: Sequence[Include] = (),
) -> Code:
    r"""Return the code of a text whose lines end with ``\n``; no name is resolved."""
    return Code(
        path=path,
        language=language,
        table=tokens_of(text.encode("utf-8", "replace")),
        symbols=symbols,
        includes=includes,
    )
