"""Who looks after a folder, by the repository's CODEOWNERS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pathspec import GitIgnoreSpec

from .folder_answers import Owners

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["CODEOWNERS", "owners_of"]

CODEOWNERS = (
    ".github/CODEOWNERS",
    "CODEOWNERS",
    "docs/CODEOWNERS",
    ".gitlab/CODEOWNERS",
)
"""Where code-hosting sites look for it, in their order."""
_SOME_FILE = "\x01"
"""A name that only patterns for all files of a folder match."""


def owners_of(text: str, path: str, folder: str) -> Owners | None:
    """Return the owners of all files of a folder: the last rule that matches counts.

    ``path`` is that of the file with the rules. None where no rule matches, or the last
    one says that there are none.
    """
    some_file = f"{folder}/{_SOME_FILE}" if folder else _SOME_FILE
    for line, pattern, names in reversed([*_rules(text)]):
        try:
            matches = GitIgnoreSpec.from_lines([pattern]).match_file(some_file)
        except ValueError:
            continue
        if matches:
            return Owners(names, path, line) if names else None
    return None


def _rules(text: str) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Yield line, pattern and owners; comments and GitLab's sections are left out."""
    for number, line in enumerate(text.splitlines(), 1):
        words = line.partition(" #")[0].split()
        if words and not words[0].startswith(("#", "[", "^[", "!")):
            yield number, words[0], tuple(words[1:])
