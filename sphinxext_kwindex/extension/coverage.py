"""The share of documented declarations, beside the least that is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .pages.reports import reports_of
from .warnings import Warnings, warn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .domain import KwindexDomain

__all__ = ["check_documented"]


def check_documented(
    domain: KwindexDomain, folders: Iterable[str], floor: float
) -> None:
    """Warn of each folder in which fewer declarations are documented.

    In every build, as for the layers.
    """
    if not floor:
        return
    for folder in sorted(set(folders)):
        found = reports_of(domain, folder).documented
        if found.is_below(floor):
            where = f"of {folder!r}" if folder else "of the tree"
            share = 100 * found.documented / found.declared
            # Rounded down: never as much as what is asked for.
            warn(
                Warnings.COVERAGE,
                f"{int(share * 10) / 10} % of the public declarations {where} have a"
                f" comment ({found.documented:,} of {found.declared:,}), and"
                f" kwindex_documented_floor is {floor}",
            )
