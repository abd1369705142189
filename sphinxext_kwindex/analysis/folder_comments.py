"""What comments say of folders: Doxygen's ``@dir``, each led to the folder it means."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from .briefs import paragraph_of
from .folder_answers import Role

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from ..model import SourceFile

__all__ = ["roles_said"]


def roles_said(
    sources: Iterable[SourceFile], folders: Collection[str]
) -> dict[str, Role]:
    """Return what folders are for by the comments on them.

    Of several on one folder that of a file in it, then the first by path, which is the
    order of ``sources``.
    """
    found: dict[str, tuple[bool, Role]] = {}
    for source in sources:
        for comment in source.folders:
            text = paragraph_of(comment.documentation)
            folder = _folder(comment.folder, source.path, folders)
            if not text or folder is None:
                continue
            is_inside = posixpath.dirname(source.path) == folder
            known = found.get(folder)
            if known is None or (is_inside and not known[0]):
                found[folder] = is_inside, Role(text, source.path)
    return {folder: role for folder, (_, role) in found.items()}


def _folder(written: str, path: str, folders: Collection[str]) -> str | None:
    """Return the folder that a comment of a file means; None if none or several.

    As Doxygen has it, enough of the end of a path to tell it from others; or a path
    that begins above the source root, with the name of the project as a rule.
    """
    if not written or written == ".":
        return posixpath.dirname(path)
    if written in folders:
        return written
    ending = [folder for folder in folders if folder.endswith(f"/{written}")]
    above = [folder for folder in ending if path.startswith(f"{folder}/")]
    if len(above or ending) == 1:
        return (above or ending)[0]
    if ending:
        return None
    # Not of one name: a `src` of another project is no `src` of ours.
    whole = [
        folder for folder in folders if "/" in folder and written.endswith(f"/{folder}")
    ]
    return max(whole, key=len, default=None)
