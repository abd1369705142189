"""Code of a text alone: of files that libclang did not read, and for tests of rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import Language
from .code import Code
from .excerpts import BeyondError, Excerpt, stretches_around
from .lexer import TokenColumns, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
    return _TextCode(
        path=path,
        language=language,
        table=tokens_of(text.encode("utf-8", "replace")),
        symbols=symbols,
        includes=includes,
    )


class _TextCode(Code):
    """Code that need not be split as a whole to look at a few words of it."""

    _table: TokenColumns

    def excerpts(self, words: Iterable[str]) -> Sequence[Code]:
        """Return the parts of the code that have words in them, or the whole."""
        table = self._table
        try:
            stretches = stretches_around(table.data, [word.encode() for word in words])
        except BeyondError:
            return (self,)
        if 2 * sum(end - begin for begin, end in stretches) > len(table.data):
            return (self,)
        return [
            Excerpt(path=self.path, language=self.language, table=table.excerpt(one))
            for one in stretches
        ]
