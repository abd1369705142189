"""Whether what was read before a header changes which of its branches are read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .locations import Locations
from .parse import ParseError, parse
from .skipped import skipped_lines
from .tokens import TokenTable, line_starts
from .unit import Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .library import Libclang
    from .unit import Umbrella

__all__ = ["reads_alike"]


def reads_alike(
    umbrella: Umbrella,
    header: str,
    before: Iterable[str],
    *,
    root: Path,
    libclang: Libclang,
) -> bool:
    """Tell if a header skips the same lines by itself and behind each of some others.

    ``#if defined(LINUX) || defined(POLL)`` does not depend on ``POLL`` where the header
    itself sees to ``LINUX``.

    :param umbrella: Whose arguments and place are used; beside it a file is written.
    :param header: POSIX path from the root.
    :param before: Absolute paths.
    """
    place = str(root / header)
    texts = [[place], *([one, place] for one in before)]
    found = set()
    for lines in texts:
        found.add(_skipped(umbrella, header, lines, root, libclang))
        if len(found) > 1 or None in found:
            return False
    return True


def _skipped(
    umbrella: Umbrella,
    header: str,
    lines: Sequence[str],
    root: Path,
    libclang: Libclang,
) -> tuple[tuple[int, int], ...] | None:
    """Return what a header skips behind others; None if it cannot be told."""
    source = Path(f"{umbrella.file}.h").with_suffix(".probe.h")
    text = "".join(f'#include "{line}"\n' for line in lines)
    source.write_text(text, "utf-8", "surrogateescape")
    unit = Unit(str(source), umbrella.language, umbrella.arguments, (header,))
    try:
        with parse(unit, root=root, libclang=libclang, bodies=False) as parsed:
            locations = Locations(parsed)
            locations.inclusions()
            if not parsed.files or not locations.files[0]:
                return None
            data = parsed.files[0].data
            return skipped_lines(locations, 0, TokenTable(data, line_starts(data)))
    except ParseError:
        return None
    finally:
        source.unlink(missing_ok=True)
