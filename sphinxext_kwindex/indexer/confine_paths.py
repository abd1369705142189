"""Which folders and files a command line may make libclang read.

A compilation database comes with the sources and is not trusted, yet it names folders
outside the tree with good reason: build folders, installed libraries, package
managers' stores. So what lies in the tree is allowed, and of the rest all but the
places where systems and people keep what is not for publishing.
"""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["confined_file", "confined_folder", "may_be_read"]

# First parts of paths. `/tmp` is not among them: builds are made there.
_SYSTEM_STATE = frozenset(
    {"boot", "dev", "etc", "lost+found", "proc", "run", "sys", "var"}
)
_HOMES = frozenset({"home", "Users"})
_SECRETS = frozenset(
    {
        *(".aws", ".azure", ".config", ".docker", ".git", ".gnupg", ".kube"),
        *(".mozilla", ".netrc", ".password-store", ".pki", ".ssh", ".thunderbird"),
    }
)


def may_be_read(path: Path, *, root: Path) -> bool:
    """Tell whether a path, links followed, is in the tree or in no private place.

    Private: the file system's root and its folders themselves (``/``, ``/home``),
    homes themselves, system state (unless the tree lies in the same folder, as in
    ``/var/lib/jenkins``), folders of secrets.
    """
    real = Path(os.path.realpath(path))
    real_root = Path(os.path.realpath(root))
    if real.is_relative_to(real_root):
        return True
    parts = real.parts[1:]
    if len(parts) < 2 or _SECRETS.intersection(parts):  # noqa: PLR2004  (a top folder)
        return False
    if parts[0] in _SYSTEM_STATE and parts[0] not in real_root.parts[1:2]:
        return False
    is_home = parts[0] in _HOMES and len(parts) == 2  # noqa: PLR2004
    return not is_home and real != _home()


def _home() -> Path | None:
    try:
        return Path.home().resolve()
    except RuntimeError:
        return None  # a user without a home


def confined_folder(value: str, *, directory: Path, root: Path) -> str | None:
    """Return a folder's absolute path, lexically normal; None if it may not be read.

    It need not exist: a build may make it. ``=`` and ``$SYSROOT`` at the front mean the
    sysroot, which we do not know here: such folders are left out.
    """
    if not value or value.startswith(("=", "$")) or "\0" in value:
        return None
    path = Path(os.path.normpath(directory / value))
    return str(path) if may_be_read(path, root=root) else None


def confined_file(value: str, *, directory: Path, root: Path) -> str | None:
    """Return how to name a file to be read; None if it may not be.

    A relative name that is not in the directory stays as it is: Clang then looks for
    it in the include folders.
    """
    if not value or "\0" in value:
        return None
    path = Path(os.path.normpath(directory / value))
    if path.is_file() or Path(value).is_absolute():
        return str(path) if may_be_read(path, root=root) else None
    return value if ".." not in Path(value).parts else None
