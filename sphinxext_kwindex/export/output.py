"""Files of an output folder: written when they differ, removed when they are stale.

A list of what was written, with digests, lies in the folder. Nothing that is not on it
is ever written over or removed.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO

from ..errors import KwindexError
from ..scan import EXPORT_SIGN

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Output", "new_file"]


class Output:
    """The output of one run."""

    def __init__(self, folder: Path) -> None:
        """Open a folder; it is made if it is not there.

        :raises KwindexError: if the place is not a folder.
        """
        if folder.exists() and not folder.is_dir():
            raise KwindexError(f"{os.fspath(folder)!r} is not a folder")
        self.folder = folder
        self.written = 0
        """Files that were written anew."""
        self.removed = 0
        self._before = _read_list(folder / EXPORT_SIGN)
        self._now: dict[str, str] = {}

    @property
    def files(self) -> int:
        """Number of files of this run so far."""
        return len(self._now)

    def write(self, path: str, text: str) -> None:
        """Write a file, if it is not there with the same text.

        :param path: POSIX, from the folder.
        """
        self._put(path, text.encode("utf-8", "backslashreplace"))

    def adopt(self, path: str, file: Path) -> None:
        """Take over a file that was written elsewhere on the same file system."""
        digest = _digest_of(file)
        assert digest is not None
        target = self._target(path, digest)
        if target is None:
            file.unlink()
        else:
            os.replace(file, target)  # noqa: PTH105
            self.written += 1

    def finish(self) -> None:
        """Remove what an earlier run wrote and this one did not; note what there is."""
        for path in sorted(self._before.keys() - self._now.keys()):
            file = self.folder / path
            # What somebody changed by hand is theirs.
            if _is_plain(self.folder, path) and _digest_of(file) == self._before[path]:
                file.unlink()
                self.removed += 1
        self._remove_empty(self._before.keys() - self._now.keys())
        text = json.dumps(self._now, indent=0, sort_keys=True, ensure_ascii=True)
        _write(self.folder / EXPORT_SIGN, text.encode() + b"\n")

    def _put(self, path: str, data: bytes) -> None:
        target = self._target(path, hashlib.sha256(data).hexdigest())
        if target is not None:
            _write(target, data)
            self.written += 1

    def _target(self, path: str, digest: str) -> Path | None:
        """Return where a file is to be written; None if it is there already."""
        self._now[path] = digest
        target = self.folder / path
        if not os.path.lexists(target):
            self._make_room(target)
            return target
        there = _digest_of(target) if _is_plain(self.folder, path) else None
        if there == digest:
            return None
        if path not in self._before or there is None:
            raise KwindexError(
                f"{os.fspath(target)!r} was not written by kwindex and would be"
                " written over; choose another folder"
            )
        return target

    def _make_room(self, target: Path) -> None:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError) as error:
            raise KwindexError(
                f"{os.fspath(target.parent)!r} is not a folder; choose another output"
            ) from error
        parts = target.parent.relative_to(self.folder).parts
        real = os.path.join(os.path.realpath(self.folder), *parts)  # noqa: PTH118
        if os.path.realpath(target.parent) != real:
            raise KwindexError(
                f"{os.fspath(target.parent)!r} is a link; choose another output"
            )

    def _remove_empty(self, paths: Iterable[str]) -> None:
        folders = {parent for path in paths for parent in PurePosixPath(path).parents}
        for folder in sorted(folders, key=lambda one: -len(one.parts)):
            if folder.parts:
                with suppress(OSError):
                    (self.folder / folder).rmdir()


def _read_list(file: Path) -> dict[str, str]:
    try:
        found = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {
        path: digest
        for path, digest in found.items()
        if isinstance(digest, str) and _is_inside(path)
    }


def _is_inside(path: str) -> bool:
    parts = PurePosixPath(path)
    return not parts.is_absolute() and ".." not in parts.parts and "\0" not in path


def _is_plain(folder: Path, path: str) -> bool:
    """Whether a path is a regular file that no symbolic link leads to."""
    file = folder / path
    real = os.path.join(os.path.realpath(folder), *PurePosixPath(path).parts)  # noqa: PTH118
    return file.is_file() and os.path.realpath(file) == real


def _digest_of(file: Path) -> str | None:
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None


def _write(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    # Never half a file under its name.
    draft = file.with_name(f".{hashlib.sha256(file.name.encode()).hexdigest()[:16]}")
    with new_file(draft) as stream:
        stream.write(data)
    draft.replace(file)


def new_file(file: Path) -> BinaryIO:
    """Open a file that is made now: nothing is written through a link."""
    file.unlink(missing_ok=True)
    return file.open("xb")
