"""Names of Python modules, resolved to files of the tree; nothing is run or looked for.

A module's name starts in the source root, or in the outermost folder above it that is
no package: ``src/pkg/__init__.py`` and ``src/pkg/a.py`` make ``pkg.a`` as well as
``src.pkg.a``. A script also sees what lies beside it.
"""

from __future__ import annotations

from posixpath import dirname
from typing import TYPE_CHECKING, NamedTuple, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Modules"]

_SUFFIXES = (".py", ".pyi", ".pyx")
"""The first that is there is taken."""
_AMBIGUOUS = ""


class Modules(NamedTuple):
    """The modules of a tree."""

    files: frozenset[str] = frozenset()
    """POSIX paths of all Python files."""
    by_name: Mapping[str, str] = {}
    """Name with dots → path; empty where several files go by it."""

    @classmethod
    def of(cls, paths: Iterable[str]) -> Self:
        """Return the modules among the files of a tree."""
        files = frozenset(path for path in paths if path.endswith(_SUFFIXES))
        by_root: dict[str, list[str]] = {}
        by_package: dict[str, list[str]] = {}
        for path in sorted(files):
            whole = _module(path)
            by_root.setdefault(whole, []).append(path)
            root = _package_root(path, files)
            if root:
                inner = _module(path[len(root) + 1 :])
                by_package.setdefault(inner, []).append(path)
        found = {name: _choose(paths) for name, paths in by_package.items()}
        found.update((name, _choose(paths)) for name, paths in by_root.items())
        return cls(files, found)

    def find(self, name: str, path: str) -> str | None:
        """Return the file of a module as a file names it; None if it is not here.

        :param name: with leading dots if it is relative; without it, a sibling of a
            script is looked for last.
        """
        level = len(name) - len(name.lstrip("."))
        if level:
            folder = dirname(path)
            for _ in range(level - 1):
                if not folder:
                    return None
                folder = dirname(folder)
            return self._in(folder, name[level:])
        found = self.by_name.get(name)
        if found:
            return found
        folder = dirname(path)
        if f"{folder}/__init__.py" in self.files:
            return None
        return self._in(folder, name)

    def _in(self, folder: str, name: str) -> str | None:
        stem = "/".join(filter(None, (folder, *name.split("."))))
        package = f"{stem}/__init__" if stem else "__init__"
        for base in (stem, package) if name else (package,):
            for suffix in _SUFFIXES:
                if base + suffix in self.files:
                    return base + suffix
        return None


def _module(path: str) -> str:
    stem = path.rpartition(".")[0]
    return stem.removesuffix("/__init__").replace("/", ".")


def _package_root(path: str, files: frozenset[str]) -> str:
    """Return the folder in which a file's package lies; empty for the source root."""
    folder = dirname(path)
    while folder and f"{folder}/__init__.py" in files:
        folder = dirname(folder)
    return folder


def _choose(paths: list[str]) -> str:
    """Return the file that goes by a name: a source before its stub."""
    for suffix in _SUFFIXES:
        found = [path for path in paths if path.endswith(suffix)]
        if found:
            return found[0] if len(found) == 1 else _AMBIGUOUS
    return _AMBIGUOUS
