"""What a role's text leads to: a target, an address, or the reason why not."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, NamedTuple

from ..analysis import files_matching, folders_matching
from ..model import SymbolKind
from .warnings import Warnings

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..analysis import Candidate, Resolution
    from ..export import HostedRepository
    from .destinations import Destination
    from .targets import Target, Targets

__all__ = ["Found", "Lookup", "Problem"]

_LINE = re.compile(r"(.+):([1-9][0-9]{0,8})")
_CANDIDATES = 6
"""Most candidates named in a warning."""


_NAMED = frozenset(
    {
        SymbolKind.CLASS,
        SymbolKind.STRUCT,
        SymbolKind.UNION,
        SymbolKind.ENUM,
        SymbolKind.ALIAS,
        SymbolKind.CONCEPT,
        SymbolKind.MACRO,
        SymbolKind.FUNCTION,
    }
)
"""Kinds whose name alone, without scopes, says what is meant."""


class Problem(NamedTuple):
    """Why a role has nothing to link to."""

    kind: Warnings
    text: str


class Found(NamedTuple):
    """What a role's text leads to."""

    target: Target | None = None
    uri: str = ""
    """Address in the hosted repository, where no page shows it."""
    title: str = ""
    """For the title attribute."""
    problem: Problem | None = None
    mentions: tuple[str, ...] = ()
    """Paths, and qualified names, that are spoken of by it."""


class Lookup:
    """Answers to roles, for one state of the index and the documents."""

    def __init__(
        self,
        targets: Targets,
        hosted: HostedRepository,
        elsewhere: Callable[[Candidate], Destination | None],
    ) -> None:
        self.targets = targets
        self._elsewhere = elsewhere
        self.session = targets.session
        self.hosted = hosted
        self._cache: dict[tuple[str, str], Found] = {}
        self._roles: dict[str, Callable[[str], Found]] = {
            "sym": self._symbol,
            "macro": self._macro,
            "file": self._file,
            "folder": self._folder,
        }

    def __call__(self, role: str, text: str) -> Found:
        """Return what a role of ours leads to."""
        key = (role, text)
        if key not in self._cache:
            self._cache[key] = self._roles[role](text)
        return self._cache[key]

    def by_name(self, text: str) -> Found:
        """Return what a literal or a piece of code names, silently.

        Nothing where it may mean two things, or is one word that many things are
        called: members and variables count with their scopes only.
        """
        key = ("by name", text)
        if key not in self._cache:
            found = self.session.resolve_quietly(text).found
            is_meant = found is not None and _is_named(found, text)
            self._cache[key] = self.candidate(found) if found and is_meant else Found()
        return self._cache[key]

    def file_by_name(self, text: str) -> Found:
        """Return the file that an include line names, silently."""
        paths = files_matching(self.session.reader, text)
        return self._file(paths[0]) if len(paths) == 1 else Found()

    def is_worth_saying(self, problem: Problem) -> bool:
        """Tell whether a problem is not only one more result of a known one."""
        return problem.kind is not Warnings.UNKNOWN_SYMBOL or self.session.is_parsed

    def _symbol(self, text: str) -> Found:
        return self._candidate(text, self.session.resolve(text), "symbol")

    def _macro(self, text: str) -> Found:
        resolution = self.session.resolve(text)
        macros = tuple(c for c in resolution.candidates if c.kind is SymbolKind.MACRO)
        if len(macros) == 1:
            return self.candidate(macros[0])
        if not macros and resolution.candidates:
            what = resolution.candidates[0]
            return Found(
                problem=Problem(
                    Warnings.UNKNOWN_SYMBOL,
                    f"no macro goes by {text!r}; {what.qualified_name} is"
                    f" {_a(what.kind)}: use the role kw:sym",
                )
            )
        return self._candidate(text, resolution, "macro")

    def _candidate(self, text: str, resolution: Resolution, noun: str) -> Found:
        if resolution.found is not None:
            return self.candidate(resolution.found)
        if not resolution.candidates:
            near = ", ".join(resolution.near)
            hint = f"; near names: {near}" if near else ""
            return Found(
                problem=Problem(
                    Warnings.UNKNOWN_SYMBOL, f"no {noun} goes by {text!r}{hint}"
                )
            )
        return Found(
            problem=Problem(
                Warnings.AMBIGUOUS_SYMBOL,
                f"{text!r} may be {_alternatives(resolution.candidates)}; write more of"
                " the name",
            )
        )

    def candidate(self, candidate: Candidate) -> Found:
        """Return where what a name stands for is shown."""
        targets = self.targets.candidate(candidate)
        home = candidate.places[0]
        mentions = (
            candidate.qualified_name,
            *sorted({place.path for place in candidate.places}),
        )
        title = _title(candidate, tuple(target.docname for target in targets))
        if targets:
            return Found(targets[0], title=title, mentions=mentions)
        other = self._elsewhere(candidate)
        if other is not None:
            target, uri, where = other
            return Found(target, uri, title=where or title, mentions=mentions)
        uri = self.hosted.uri(home.path, home.line)
        if uri:
            return Found(uri=uri, title=title, mentions=mentions)
        return Found(
            mentions=mentions,
            problem=Problem(
                Warnings.NOT_SHOWN,
                f"{candidate.qualified_name!r} is in {home.path}, which no page shows;"
                f" a directive '.. kwindex:: {home.path}' would",
            ),
        )

    def _file(self, text: str) -> Found:
        match = _LINE.fullmatch(text)
        written, line = (match[1], int(match[2])) if match else (text, None)
        paths = files_matching(self.session.reader, written)
        if len(paths) != 1:
            return Found(problem=self._path_problem("file", written, paths))
        path = paths[0]
        target = self.targets.line(path, line) if line else None
        target = target or self.targets.file(path)
        if target is not None:
            return Found(target, title=path, mentions=(path,))
        uri = self.hosted.uri(path, line)
        if uri:
            return Found(uri=uri, title=path, mentions=(path,))
        return Found(
            mentions=(path,),
            problem=Problem(
                Warnings.NOT_SHOWN,
                f"no page shows {path}; a directive '.. kwindex:: {path}' would",
            ),
        )

    def _folder(self, text: str) -> Found:
        paths = folders_matching(self.session.reader, text)
        if len(paths) != 1:
            return Found(problem=self._path_problem("folder", text, paths))
        path = "" if paths[0] == "." else paths[0]
        # Where no page shows a folder, that is nothing to warn the author of.
        return Found(
            self.targets.folder(path),
            uri=self.hosted.uri(path, None),
            title=paths[0],
        )

    def _path_problem(self, noun: str, written: str, paths: tuple[str, ...]) -> Problem:
        if paths:
            return Problem(
                Warnings.AMBIGUOUS_FILE,
                f"{written!r} may be {_list(paths)}; write more of the path",
            )
        if noun == "file" and folders_matching(self.session.reader, written):
            text = f"{written!r} is a folder; use the role kw:folder"
            return Problem(Warnings.UNKNOWN_FILE, text)
        return Problem(
            Warnings.UNKNOWN_FILE,
            f"{written!r} is no {noun} of the index{self.near_paths(written)}; paths"
            " are relative to kwindex_source_root",
        )

    def near_paths(self, written: str) -> str:
        """Return the end of a message that names paths much like one; or nothing."""
        known = self.session.reader.paths()
        name = written.rpartition("/")[2]
        near = [path for path in known if name and path.rpartition("/")[2] == name]
        near = near or difflib.get_close_matches(written, known, n=3)
        return f"; near paths: {_list(tuple(near))}" if near else ""


def _is_named(candidate: Candidate, text: str) -> bool:
    """Tell whether a name without a compiler behind it says what is meant."""
    if candidate.kind is SymbolKind.NAMESPACE:
        return False
    has_scope = "::" in text.partition("(")[0]
    return has_scope or text.endswith(")") or candidate.kind in _NAMED


def _a(kind: SymbolKind) -> str:
    return f"{'an' if kind.value[0] in 'aeiou' else 'a'} {kind.value}"


def _list(words: tuple[str, ...]) -> str:
    more = len(words) - _CANDIDATES
    text = ", ".join(words[:_CANDIDATES])
    return f"{text} and {more} more" if more > 0 else text


def _alternatives(candidates: tuple[Candidate, ...]) -> str:
    homes = [(c.qualified_name, c.kind.value, c.places[0]) for c in candidates]
    return _list(
        tuple(f"{name} ({kind}, {at.path}:{at.line})" for name, kind, at in homes)
    )


def _title(candidate: Candidate, docnames: tuple[str, ...]) -> str:
    """Say what it is, and where else it is shown."""
    title = f"{candidate.qualified_name} ({candidate.kind.value})"
    if len(candidate.usrs) > 1:
        title += f", {len(candidate.usrs)} symbols"
    if len(docnames) > 1:
        title += f"; shown on {len(docnames)} pages: {_list(docnames)}"
    return title
