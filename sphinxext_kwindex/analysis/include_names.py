"""What an include means by its name alone, where no preprocessor has looked for it."""

from __future__ import annotations

from collections import defaultdict
from posixpath import basename, dirname, join, normpath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["NamedTargets"]

_SYSTEM_FOLDERS = frozenset(
    {
        "arpa", "asm", "asm-generic", "bits", "gnu", "linux", "mach", "mach-o", "net",
        "netinet", "rpc", "sys",
    }
)  # fmt: skip
"""Of the C library and of kernels: a file of the tree in such a folder is most often a
replacement for one platform, not what the include means."""


class NamedTargets:
    """The files of a tree, looked up by the end of their paths.

    An include in quotes means the file beside its own, if there is one. Any other may
    mean each file whose path ends with its name; none if it is in angle brackets and
    names no folder, as headers of the system do.
    """

    def __init__(self, paths: Iterable[str]) -> None:
        """Take the paths of all files."""
        self._paths = frozenset(paths)
        self._by_name: defaultdict[str, list[str]] = defaultdict(list)
        for path in self._paths:
            self._by_name[basename(path)].append(path)

    def candidates(self, path: str, spelled: str) -> tuple[str, ...]:
        """Return the files that an include line of ``path`` may mean, sorted.

        :param spelled: with its brackets or quotes; a macro leads nowhere.
        """
        if spelled[:1] not in {"<", '"'}:
            return ()
        name = normpath(spelled[1:-1].replace("\\", "/"))
        if spelled[0] == '"':
            beside = normpath(join(dirname(path), name))
            if beside in self._paths:
                return (beside,)
        folder, _, rest = name.partition("/")
        if spelled[0] == "<" and (not rest or folder in _SYSTEM_FOLDERS):
            return ()
        end = f"/{name}"
        found = self._by_name.get(basename(name), ())
        return tuple(sorted(p for p in found if p == name or p.endswith(end)))
