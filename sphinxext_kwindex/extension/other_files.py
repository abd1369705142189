"""Which files outside the C family belong into the index of a build."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from .config import get_config

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

__all__ = ["other_patterns"]

_SPECIAL = re.compile(r"([\\*?\[\]!# ])")


def other_patterns(
    env: BuildEnvironment, builder: Builder, root: Path
) -> tuple[str, ...]:
    """Return the patterns of the setting, without what this build reads and writes.

    The documents of the manual are pages already. What a build writes must not be in
    the index: the next one would say something else.
    """
    patterns = get_config(env).other_files
    if not patterns:
        return ()
    more = [
        f"!{folder}/**"
        for place in (builder.outdir, env.doctreedir)
        if (folder := _below(Path(place), root)) is not None
    ]
    documents = _below(Path(env.srcdir), root)
    if documents is not None:
        suffixes = sorted(env.config.source_suffix)
        more += [f"!{documents}/**/*{_escaped(suffix)}" for suffix in suffixes]
    return (*patterns, *more)


def _below(folder: Path, root: Path) -> str | None:
    """Return a folder as a pattern from the root; None if it is not below it."""
    try:
        relative = folder.resolve().relative_to(root.resolve())
    except ValueError:
        return None
    return "".join(f"/{_escaped(part)}" for part in relative.parts)


def _escaped(name: str) -> str:
    return _SPECIAL.sub(r"\\\1", name)
