"""Find the sources of a tree: root and patterns in, sorted paths out."""

from __future__ import annotations

import os
import re
import stat
from fnmatch import fnmatchcase
from pathlib import Path
from posixpath import splitext
from typing import TYPE_CHECKING, NamedTuple

from pathspec import GitIgnoreSpec

from ..scan import (
    C_FAMILY_SUFFIXES,
    EXPORT_SIGN,
    SNIFFED,
    is_other,
    looks_like_header,
    may_be_header,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Discovery", "find_sources"]

_REPOSITORIES = frozenset({".git", ".hg", ".svn"})
# What marks a folder as made or installed: only the C family is looked for in it.
_FOREIGN_SIGNS = frozenset(
    {EXPORT_SIGN, ".buildinfo", "CACHEDIR.TAG", "CMakeCache.txt", "pyvenv.cfg"}
)
_FOREIGN_FOLDERS = frozenset({"__pycache__", "_build", "node_modules"})
# How the library's expressions begin for patterns without a slash.
_ANYWHERE = "^(?:.+/)?"
_NAMED_GROUP = re.compile(r"\(\?P<\w+>")
# A larger .gitignore was not written by people.
_LARGEST_IGNORE = 1 << 20


class Discovery(NamedTuple):
    """What a walk through a tree found."""

    paths: tuple[str, ...]
    """POSIX paths of the sources from the root, sorted."""
    skipped: tuple[tuple[str, str], ...]
    """Paths that were passed over though they might be sources, and why; sorted.
    Bytes that are not UTF-8 are shown as ``\\xNN``. Not collected: what a pattern or a
    ``.gitignore`` leaves out."""
    others: tuple[str, ...] = ()
    """POSIX paths of files outside the C family, sorted."""


def find_sources(
    root: Path,
    *,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    others: Sequence[str] = (),
) -> Discovery:
    """Return the sources below a root; `.gitignore` files are honoured as git does.

    Only regular files; a symbolic link only when its target lies below the root and is
    not found without the link.

    :param include: Patterns in the form of ``.gitignore``, from the root. Empty: all
        files of C-family suffixes. A file of another suffix is taken only if the
        last part of a pattern names it (``*.h.in``, but not ``src/**``).
    :param exclude: Patterns of what to leave out; they win.
    :param others: Patterns of files outside the C family to find as well, if the other
        patterns agree. Those of a known type, or with a name that the last part of a
        pattern gives.
    """
    return _Walk(root, include, exclude, others).run()


class _Patterns:
    """Patterns in the form of ``.gitignore``."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Take them; those that git does not understand match nothing."""
        self._spec = _spec(lines)
        self._any = _any_of(self._spec)

    def check(self, path: str) -> bool | None:
        """Return what they say of a path; None if that is nothing."""
        # Few paths are matched at all, and the library tries pattern by pattern.
        if self._any is not None and self._any.match(path) is None:
            return None
        return self._spec.check_file(path).include


class _Rules(NamedTuple):
    """The patterns of one ``.gitignore``."""

    base: str
    """Its folder, from the root, with ``/`` at the end; empty for the root."""
    patterns: _Patterns


class _Folder(NamedTuple):
    """A folder still to be read."""

    path: str
    """From the root, with ``/`` at the end; empty for the root."""
    rules: tuple[_Rules, ...]
    """Outermost first."""
    others: bool = True
    """Whether files outside the C family are looked for."""


class _Walk:
    """State of one walk."""

    def __init__(
        self,
        root: Path,
        include: Sequence[str],
        exclude: Sequence[str],
        others: Sequence[str],
    ) -> None:
        self._root = Path(root).absolute()
        self._real_root = os.path.realpath(root)
        self._include = _Patterns(include) if include else None
        self._names = tuple(filter(None, map(_last_part, include)))
        self._exclude = _Patterns(exclude)
        self._others = _Patterns(others) if others else None
        self._other_names = tuple(filter(None, map(_last_part, others)))
        self._found: dict[str, str] = {}
        self._sniffed: dict[str, bool] = {}
        self._skipped: list[tuple[str, str]] = []
        self._real_folders: set[str] = set()
        self._links: list[tuple[str, tuple[_Rules, ...]]] = []

    def run(self) -> Discovery:
        self._walk(_Folder("", ()))
        # Links last: what they lead to is most often in the tree itself.
        seen = set(self._found.values())
        while self._links:
            links, self._links = sorted(self._links), []
            for path, rules in links:
                self._follow(path, rules, seen)
        paths: list[str] = []
        others: list[str] = []
        for path in sorted(self._found):
            (paths if self._is_source(path) else others).append(path)
        return Discovery(tuple(paths), tuple(sorted(self._skipped)), tuple(others))

    def _walk(self, start: _Folder) -> None:
        folders = [start]
        while folders:
            folders += self._read(folders.pop())

    def _read(self, folder: _Folder) -> Iterator[_Folder]:
        """Take the files of a folder; yield its folders."""
        absolute = self._root / folder.path
        real = os.path.realpath(absolute)
        if real in self._real_folders:
            return
        self._real_folders.add(real)
        try:
            with os.scandir(absolute) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            self._skip(folder.path or ".", error.strerror or "cannot be read")
            return
        rules = folder.rules
        names = {entry.name for entry in entries}
        others = folder.others and names.isdisjoint(_FOREIGN_SIGNS)
        if ".gitignore" in names:
            rules = _with_ignore_file(absolute, folder)
        for entry in entries:
            path = folder.path + entry.name
            if not _is_text(entry.name):
                self._skip(path, "its name is not UTF-8")
            elif entry.is_symlink():
                self._links.append((path, rules))
            elif entry.is_dir(follow_symlinks=False):
                if entry.name not in _REPOSITORIES and self._is_open(path, rules):
                    own = others and entry.name not in _FOREIGN_FOLDERS
                    yield _Folder(f"{path}/", rules, own)
            elif self._is_wanted(path, rules, others=others):
                self._take(entry, path, real)

    def _take(self, entry: os.DirEntry[str], path: str, real_folder: str) -> None:
        if entry.is_file(follow_symlinks=False):
            self._found[path] = f"{real_folder.rstrip(os.sep)}{os.sep}{entry.name}"
        else:
            self._skip(path, "not a regular file")

    def _follow(self, path: str, rules: tuple[_Rules, ...], seen: set[str]) -> None:
        absolute = self._root / path
        try:
            real = os.path.realpath(absolute, strict=True)
            mode = Path(real).stat().st_mode
        except (OSError, ValueError):
            if self._is_wanted(path, rules):
                self._skip(path, "a symbolic link to nothing")
            return
        folder = stat.S_ISDIR(mode)
        wanted = self._is_open if folder else self._is_wanted
        if not wanted(path, rules) or absolute.name in _REPOSITORIES:
            return
        if not _is_below(real, self._real_root):
            self._skip(path, "a symbolic link that leaves the source root")
        elif folder:
            self._walk(_Folder(f"{path}/", rules))
        elif not stat.S_ISREG(mode):
            self._skip(path, "not a regular file")
        elif real not in seen:
            seen.add(real)
            self._found[path] = real

    def _is_open(self, path: str, rules: tuple[_Rules, ...]) -> bool:
        """Whether a folder is to be read."""
        path += "/"
        return not (self._exclude.check(path) or _is_ignored(path, rules))

    def _is_wanted(
        self, path: str, rules: tuple[_Rules, ...], *, others: bool = True
    ) -> bool:
        """Whether a file is to be found, by its path.

        :param others: Not only if it is a source.
        """
        if not self._is_source(path) and not (others and self._is_other(path)):
            return False
        if self._include is not None and not self._include.check(path):
            return False
        return not (self._exclude.check(path) or _is_ignored(path, rules))

    def _is_source(self, path: str) -> bool:
        """Whether a file is of the C family: by its suffix, or as ``Eigen/Core``."""
        if splitext(path)[1].lower() in C_FAMILY_SUFFIXES:
            return True
        if may_be_header(path) and self._sniff(path):
            return True
        return not is_other(path) and _is_named(path, self._names)

    def _sniff(self, path: str) -> bool:
        """Whether a file without a suffix is a header, by its text."""
        if path not in self._sniffed:
            try:
                file = self._root / path
                # To open a pipe would block for ever.
                if not stat.S_ISREG(file.stat().st_mode):
                    return False
                with file.open("rb") as stream:
                    self._sniffed[path] = looks_like_header(stream.read(SNIFFED))
            except OSError:
                self._sniffed[path] = False
        return self._sniffed[path]

    def _is_other(self, path: str) -> bool:
        """Whether a file that is no source is to be found."""
        if self._others is None or not self._others.check(path):
            return False
        return is_other(path) or _is_named(path, self._other_names)

    def _skip(self, path: str, reason: str) -> None:
        shown = os.fsencode(path).decode(errors="backslashreplace")
        self._skipped.append((shown, reason))


def _is_named(path: str, patterns: Iterable[str]) -> bool:
    name = path.rpartition("/")[2]
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def _is_ignored(path: str, rules: tuple[_Rules, ...]) -> bool:
    """Whether `.gitignore` files leave a path out; the innermost that speaks wins."""
    for base, patterns in reversed(rules):
        ignored = patterns.check(path[len(base) :])
        if ignored is not None:
            return ignored
    return False


def _with_ignore_file(absolute: Path, folder: _Folder) -> tuple[_Rules, ...]:
    """Return a folder's rules with those of its own `.gitignore`."""
    file = absolute / ".gitignore"
    try:
        status = file.lstat()
        # Git does not follow links here either; a pipe would block for ever.
        if not stat.S_ISREG(status.st_mode) or status.st_size > _LARGEST_IGNORE:
            return folder.rules
        lines = file.read_bytes().decode(errors="replace").splitlines()
    except OSError:
        return folder.rules
    return (*folder.rules, _Rules(folder.path, _Patterns(lines)))


def _spec(patterns: Iterable[str]) -> GitIgnoreSpec:
    """Return a matcher; patterns that git does not understand match nothing."""
    lines = list(patterns)
    try:
        return GitIgnoreSpec.from_lines(lines)
    except ValueError:
        return GitIgnoreSpec.from_lines(filter(_is_pattern, lines))


def _any_of(spec: GitIgnoreSpec) -> re.Pattern[str] | None:
    """Return an expression that matches where any of the patterns does.

    :return: None if it cannot be made from theirs.
    """
    # At any depth, and from the folder on.
    anywhere: list[str] = []
    anchored: list[str] = ["(?!)"]
    for pattern in spec.patterns:
        if pattern.include is None:
            continue  # a comment or an empty line
        regex = getattr(pattern, "regex", None)
        if not isinstance(regex, re.Pattern) or regex.flags != re.UNICODE:
            return None
        # Each has a group of the same name.
        text = _NAMED_GROUP.sub("(?:", regex.pattern)
        if not text.startswith("^"):
            return None
        if text.startswith(_ANYWHERE):
            anywhere.append(f"(?:{text.removeprefix(_ANYWHERE)})")
        else:
            anchored.append(f"(?:{text})")
    if anywhere:
        anchored.append(f"{_ANYWHERE}(?:{'|'.join(anywhere)})")
    try:
        return re.compile("|".join(anchored))
    except re.error:
        return None


def _is_pattern(line: str) -> bool:
    try:
        GitIgnoreSpec.from_lines([line])
    except ValueError:
        return False
    return True


def _last_part(pattern: str) -> str | None:
    """Return what a pattern says of a file's own name; None if that is nothing."""
    name = pattern.rpartition("/")[2]
    return name if name.strip("*") and not pattern.startswith(("!", "#")) else None


def _is_below(path: str, root: str) -> bool:
    return path == root or path.startswith(root.rstrip(os.sep) + os.sep)


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
