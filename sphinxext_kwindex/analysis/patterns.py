"""Patterns of paths, in the form of ``.gitignore``."""

from __future__ import annotations

from functools import lru_cache

from pathspec import GitIgnoreSpec

__all__ = ["is_pattern", "matches"]

_SPECS = 64
"""Lists of patterns kept compiled: one each for tests, examples and layers."""


def matches(patterns: tuple[str, ...], path: str) -> bool:
    """Tell whether a list of patterns takes a file; the last that speaks wins.

    Patterns that git does not understand match nothing.
    """
    return _spec(patterns).match_file(path)


def is_pattern(text: str) -> bool:
    """Tell whether git understands a pattern, and it says something of a path."""
    try:
        spec = GitIgnoreSpec.from_lines([text])
    except ValueError:
        return False
    return any(pattern.include is not None for pattern in spec.patterns)


@lru_cache(_SPECS)
def _spec(patterns: tuple[str, ...]) -> GitIgnoreSpec:
    return GitIgnoreSpec.from_lines(filter(is_pattern, patterns))
