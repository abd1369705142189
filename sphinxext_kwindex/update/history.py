"""Which files commits changed together: read from git, kept in the index.

Git obeys the settings of the repository, some of which name programs. What a log could
run is switched off, nothing is fetched, and it has a limited time.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from ..store import IndexReader, IndexWriter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

__all__ = ["HISTORY", "changed_together", "note_history"]

HISTORY = "history"
"""Key of the note in the index: JSON, see `note_history`."""
_WIDE = 30
"""Commits that change more files of the index tie none of them together."""
_LEAST = 2
"""Common commits that are worth a note."""
_MOST = 10
"""Files noted for one."""
_TIMEOUT = 30.0
"""Seconds for a question to git."""
_SAFE = (
    "--no-pager",
    "--no-optional-locks",
    "--literal-pathspecs",
    *("-c", "core.fsmonitor="),
    *("-c", "core.hooksPath=/dev/null"),
    *("-c", "log.showSignature=false"),
    *("-c", "core.quotePath=false"),
)
_ENVIRONMENT = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    # No protocol is allowed: a partial clone would ask its remote for what is missing.
    "GIT_ALLOW_PROTOCOL": "none",
    "LC_ALL": "C",
}


class _GitError(Exception):
    """Git told nothing; the text is a clause."""


Together = dict[str, list[tuple[str, int, int]]]
"""Path → the files changed together with it: path, common commits, its commits."""


def note_history(database: Path, root: Path, commits: int) -> str | None:
    """Bring the note of the history up to date; return what is wrong, if anything.

    The note is an object: ``key``, and ``together``, path → rows of path, number of
    commits that changed both, number of commits that changed the other. It is
    made anew when another commit is checked out, or the files of the index are others.

    :param commits: Number of the last commits to read; 0 reads none, and runs no git.
    """
    if not commits:
        return None
    try:
        _note(database, root, commits)
    except _GitError as error:
        return f"the history of {str(root)!r} cannot be read: {error}"
    return None


def _note(database: Path, root: Path, commits: int) -> None:
    """Do what `note_history` does; raises _GitError."""
    with IndexReader(database) as reader:
        paths, before = reader.paths(), reader.meta(HISTORY)
    head = _git(root, "rev-parse", "HEAD")
    said = json.dumps([head.decode("ascii", "replace").strip(), commits, paths])
    key = hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
    if before is not None and _key(before) == key:
        return
    log = _git(
        root,
        *("log", f"--max-count={commits}", "--no-merges", "--no-renames"),
        *("--no-ext-diff", "--no-textconv", "--no-show-signature"),
        *("--relative", "--name-only", "-z", "--format=%x01"),
    )
    value = {"key": key, "together": changed_together(_commits(log), paths)}
    with IndexWriter(database) as writer:
        writer.set_meta(HISTORY, json.dumps(value, separators=(",", ":")))


def changed_together(
    commits: Iterable[Sequence[str]], paths: Iterable[str]
) -> Together:
    """Return for each file those that the same commits changed, most common first.

    :param commits: the paths that each commit changed.
    :param paths: the files that count.
    """
    known = frozenset(paths)
    totals: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for changed in commits:
        files = sorted(known.intersection(changed))
        totals.update(files)
        if len(files) <= _WIDE:
            pairs.update(combinations(files, 2))
    found: defaultdict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for (first, second), number in pairs.items():
        if number >= _LEAST:
            found[first].append((second, number, totals[second]))
            found[second].append((first, number, totals[first]))
    return {
        path: sorted(rows, key=lambda row: (-row[1], row[2], row[0]))[:_MOST]
        for path, rows in sorted(found.items())
    }


def _commits(log: bytes) -> list[list[str]]:
    """Return the paths of each commit."""
    text = log.decode("utf-8", "replace").replace("\0\n", "\0")
    parts = text.split("\x01")
    return [[name for name in part.split("\0") if name] for part in parts]


def _key(note: str) -> str:
    try:
        value = json.loads(note)
    except ValueError:
        return ""
    return str(value.get("key")) if isinstance(value, dict) else ""


def _git(root: Path, *arguments: str) -> bytes:
    """Return what git writes.

    :raises _GitError: It fails, is missing, or takes too long.
    """
    try:
        done = subprocess.run(  # noqa: S603  (arguments are ours)
            ["git", *_SAFE, *arguments],  # noqa: S607  (the user's own git)
            cwd=root,
            env={**os.environ, **_ENVIRONMENT},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_TIMEOUT,
            check=False,
        )
    except FileNotFoundError as error:
        raise _GitError("there is no git") from error
    except subprocess.TimeoutExpired as error:
        raise _GitError(f"git took more than {_TIMEOUT:.0f} seconds") from error
    except OSError as error:
        raise _GitError(f"git could not be run: {error.strerror}") from error
    if done.returncode:
        # Whose folder it is, that it is no repository: git knows best.
        said = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        raise _GitError(said.removeprefix("fatal: ") or "git failed")
    return done.stdout
