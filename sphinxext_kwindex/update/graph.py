"""Who may include whom, by the spelling of the include lines alone.

An include line leads to every file whose path ends with what it spells: more than a
compiler would take, never less. What is derived from it (who is stale) errs on the
side of looking again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from posixpath import commonprefix
from typing import TYPE_CHECKING, Self

from ..scan import ScannedInclude

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

__all__ = ["IncludeGraph", "Includer"]


@dataclass(frozen=True, slots=True, order=True)
class Includer:
    """An include line that leads to a file; the best to read it through is least."""

    conditional: bool
    """The line stands in an ``#if``."""
    distant: bool
    """Another name without suffix."""
    path: str


@dataclass(frozen=True, slots=True)
class IncludeGraph:
    """The include lines of a tree and the files that they may lead to."""

    includes: Mapping[str, Sequence[ScannedInclude]]
    """By path, of every file of the tree."""
    _by_name: Mapping[str, Sequence[str]]
    """Paths by their last component, sorted."""
    # What the methods said before: spelled, (folder, spelled), path.
    _candidates: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _nearest: dict[tuple[str, str], str | None] = field(default_factory=dict)
    _targets: dict[str, tuple[str | None, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, includes: Mapping[str, Sequence[ScannedInclude]]) -> Self:
        """Return the graph of a tree: path → its include lines, for every file."""
        by_name: defaultdict[str, list[str]] = defaultdict(list)
        for path in sorted(includes):
            by_name[_last(path)].append(path)
        return cls(includes, dict(by_name))

    def candidates(self, spelled: str) -> tuple[str, ...]:
        """Return the files that an include line may mean, sorted.

        :param spelled: with its brackets or quotes; a macro leads nowhere.
        """
        found = self._candidates.get(spelled)
        if found is None:
            found = self._candidates[spelled] = self._look_up(spelled)
        return found

    def target(self, path: str, spelled: str) -> str | None:
        """Return the file that an include line in ``path`` most likely means.

        The candidate with the longest folder in common, then the shortest path: a
        guess, good enough to choose whom to read a fragment through.
        """
        place = (_folder(path), spelled)
        if place not in self._nearest:
            self._nearest[place] = _nearest_of(place[0], self.candidates(spelled))
        return self._nearest[place]

    def targets(self, path: str) -> tuple[str | None, ...]:
        """Return what `target` says of each include line of a file."""
        found = self._targets.get(path)
        if found is None:
            lines = self.includes[path]
            found = tuple([self.target(path, line.spelled) for line in lines])
            self._targets[path] = found
        return found

    def includers(self, among: Container[str]) -> dict[str, list[Includer]]:
        """Return for each included file the lines that most likely lead to it.

        :param among: the files that are asked for.
        """
        found: defaultdict[str, list[Includer]] = defaultdict(list)
        for path, lines in sorted(self.includes.items()):
            for line, target in zip(lines, self.targets(path), strict=True):
                if target is not None and target in among and target != path:
                    distant = _stem(target) != _stem(path)
                    includer = Includer(bool(line.conditions), distant, path)
                    found[target].append(includer)
        return dict(found)

    def reachable(self, paths: Iterable[str]) -> frozenset[str]:
        """Return the files that may be read in a parse of these, themselves too."""
        seen = set(paths)
        waiting = list(seen)
        while waiting:
            for line in self.includes.get(waiting.pop(), ()):
                new = set(self.candidates(line.spelled)) - seen
                seen |= new
                waiting.extend(new)
        return frozenset(seen)

    def _look_up(self, spelled: str) -> tuple[str, ...]:
        if spelled[:1] not in {"<", '"'}:
            return ()
        name = _plain(spelled[1:-1])
        end = f"/{name}"
        paths = self._by_name.get(_last(name), ())
        return tuple([path for path in paths if path == name or path.endswith(end)])


def _nearest_of(folder: str, candidates: Sequence[str]) -> str | None:
    def key(candidate: str) -> tuple[int, int, str]:
        common = len(commonprefix((f"{folder}/", f"{_folder(candidate)}/")))
        return -common, candidate.count("/"), candidate

    if len(candidates) > 1:
        return min(candidates, key=key)
    return candidates[0] if candidates else None


# As in `posixpath`, of paths as trees have them; these are called 100,000 times.
def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _last(path: str) -> str:
    return path.rpartition("/")[2]


def _plain(name: str) -> str:
    """Return an include's name with ``./`` and ``../`` at its start left out."""
    name = name.replace("\\", "/")
    if not name.startswith((".", "/")) and "/." not in name:
        return name
    parts = [part for part in name.split("/") if part != "."]
    while parts and parts[0] in {"..", ""}:
        del parts[0]
    return "/".join(parts)


def _stem(path: str) -> str:
    return _last(path).partition(".")[0]
