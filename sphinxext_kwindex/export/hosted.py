"""Addresses of files in the hosted repository."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["HostedRepository", "read_commit"]

_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


class HostedRepository:
    """The repository that `KwindexConfig.source_url` describes; perhaps none."""

    def __init__(self, template: str | None, root: Path) -> None:
        self._template = template or ""
        needs = "{commit}" in self._template
        self._commit = (read_commit(root) or "HEAD") if needs else ""

    def uri(self, path: str, line: int | None) -> str:
        """Return the address of a file, at a line; empty where there is none."""
        template = self._template
        if not template:
            return ""
        if line is None:
            # Without a line, the part after # has nothing to say.
            before, _, fragment = template.partition("#")
            template = before if "{line}" in fragment else template
        return (
            template.replace("{path}", quote(path))
            .replace("{line}", str(line or 1))
            .replace("{commit}", self._commit)
        )


def read_commit(root: Path) -> str | None:
    """Return the commit that is checked out, read from ``.git``; None if unknown.

    The program git is not run: it may be missing, and obeys the repository's settings.
    """
    folder = next((p for p in (root, *root.parents) if (p / ".git").is_dir()), None)
    if folder is None:
        return None
    git = folder / ".git"
    head = _read(git / "HEAD")
    if not head.startswith("ref: "):
        return head if _COMMIT.fullmatch(head) else None
    name = head.removeprefix("ref: ")
    if ".." in name or not name.startswith("refs/"):
        return None
    commit = _read(git / name)
    if not commit:
        packed = (line.split(" ", 1) for line in _read(git / "packed-refs").split("\n"))
        commit = next((p[0] for p in packed if len(p) > 1 and p[1] == name), "")
    return commit if _COMMIT.fullmatch(commit) else None


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""
