"""Units without the attribute-like macros that hide their declarations.

``class ENGINE_API Engine {`` is a variable to libclang where the header that defines
``ENGINE_API`` cannot be found. The tree often has a definition elsewhere, and by that
one knows that nothing is lost without it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from ..scan import neutral_defines

if TYPE_CHECKING:
    from ..model import FileFacts
    from ..scan import MacroTable
    from .unit import Unit

__all__ = ["Neutralised", "neutralised"]

_MACRO = "c:@macro@"


class Neutralised(NamedTuple):
    """Another try at a unit."""

    unit: Unit
    reads: frozenset[str]
    """The files of the tree that define the macros."""

    def better(self, before: FileFacts, after: FileFacts) -> FileFacts | None:
        """Return the facts of the second try; None if they are no better."""
        if after.source.coverage.errors >= before.source.coverage.errors:
            return None
        reads = self.reads.union(after.reads) - {after.source.path}
        return replace(after, reads=tuple(sorted(reads)))


def neutralised(
    unit: Unit, text: str, facts: FileFacts, table: MacroTable
) -> Neutralised | None:
    """Return the unit with its unknown attribute-like macros defined away.

    None if there are no such macros or no errors.

    :param text: Of the main file.
    :param facts: Of the main file, as it is.
    :param table: The attribute-like macros of the tree.
    """
    if not facts.source.coverage.errors:
        return None
    known = {
        occurrence.usr.removeprefix(_MACRO)
        for occurrence in facts.occurrences
        if occurrence.usr.startswith(_MACRO)
    }
    defines = neutral_defines(text, table, known)
    if not defines:
        return None
    names = [define.partition("=")[0].partition("(")[0] for define in defines]
    arguments = (*unit.arguments, *(f"-D{define}" for define in defines))
    paths = frozenset(path for name in names for path in table.macros[name].paths)
    return Neutralised(replace(unit, arguments=arguments), paths)
