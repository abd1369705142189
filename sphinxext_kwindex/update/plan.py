"""What to parse, how, and what each result depends on besides contents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from posixpath import splitext
from typing import TYPE_CHECKING

from ..indexer import Umbrella, Unit
from ..indexer.arguments import with_language
from ..model import CXX_LANGUAGES, Language
from ..scan import FRAGMENT_SUFFIXES, is_header
from .arguments import FileArguments, needs_modern_cxx
from .clusters import (
    Group,
    Member,
    group_members,
    umbrella_lines,
)
from .fingerprint import code_digest, combined_digest
from .foreign import foreign_definers
from .others import others_made_from
from .reached import reached_from, tops_of
from .roots import detect_include_roots
from .syntax import SyntaxFile
from .tree import Tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..indexer import Libclang
    from .commands import Commands
    from .settings import UpdateSettings

__all__ = ["Cluster", "Plan", "languages", "make_plan"]

_NO_LIBCLANG = "no libclang was found"


@dataclass(frozen=True, slots=True)
class Cluster:
    """Units that share an umbrella; the work that is given away as a whole."""

    name: str
    """Of people's use: the language and the folder."""
    umbrella: Umbrella | None
    """Without a place yet; None where each unit is parsed plainly."""
    headers: tuple[str, ...]
    """Files whose facts the umbrella itself gives, sorted."""
    units: tuple[Unit, ...]
    """By path."""


@dataclass(frozen=True, slots=True)
class Plan:
    """All parses of a tree; together they give the facts of each file once."""

    clusters: tuple[Cluster, ...] = ()
    """The largest first."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """Files that are not parsed, and why."""
    syntax: tuple[SyntaxFile, ...] = ()
    """Files that are read by their syntax alone."""
    others: tuple[str, ...] = ()
    """Files outside the C family, sorted."""
    made_from: Mapping[str, str] = field(default_factory=dict)
    """File → digest of what its facts are made from besides contents."""
    alone: Mapping[str, Unit] = field(default_factory=dict)
    """Header or fragment → a unit of its own, for when its reader did not read it."""
    folders: tuple[str, ...] = ()
    """Absolute folders and files outside the tree that the arguments name, in order."""
    refused: tuple[tuple[str, int], ...] = ()
    """Arguments not passed on, and how many of the files have them."""


def make_plan(
    tree: Tree,
    settings: UpdateSettings,
    libclang: Libclang | None,
    commands: Commands,
) -> Plan:
    """Plan the parses of a tree."""
    plan = _plan_sources(tree, settings, libclang, commands)
    made_from = {**plan.made_from, **others_made_from(tree)}
    return replace(plan, others=tuple(tree.others), made_from=made_from)


def _plan_sources(
    tree: Tree,
    settings: UpdateSettings,
    libclang: Libclang | None,
    commands: Commands,
) -> Plan:
    spoken = languages(tree)
    if libclang is None or settings.mode == "syntax":
        why = _NO_LIBCLANG if settings.mode == "semantic" else None
        return _syntax_plan(tree, spoken, why)
    roots = detect_include_roots(tree.graph.includes)
    arguments = FileArguments(
        tree.root,
        settings,
        libclang,
        commands.database,
        roots,
        modern=needs_modern_cxx(tree),
    )
    for path in spoken:
        spoken[path] = arguments.language(path) or spoken[path]
    planner = _Planner(tree, arguments, spoken)
    return planner.plan()


def _texts(tree: Tree) -> dict[str, str]:
    return {
        path: source.reason
        for path, source in tree.sources.items()
        if source.reason is not None
    }


def _syntax_plan(
    tree: Tree, spoken: Mapping[str, Language], reason: str | None
) -> Plan:
    texts = _texts(tree)
    files = tuple(
        SyntaxFile(path, spoken[path], reason)
        for path in tree.sources
        if path not in texts
    )
    made_from = {path: _made_of_text(why) for path, why in texts.items()}
    common = (code_digest(), repr(reason), repr(tree.macros.to_json()))
    # Once a language: the macros of a tree are a long text.
    of = {
        language: combined_digest((*common, language))
        for language in {one.language for one in files}
    }
    made_from |= {one.path: of[one.language] for one in files}
    return Plan(texts=texts, syntax=files, made_from=made_from)


@dataclass(slots=True)
class _Planner:
    """Decides who reads what."""

    tree: Tree
    arguments: FileArguments
    spoken: Mapping[str, Language]
    fragments: Mapping[str, tuple[str, ...]] = field(init=False)
    """File that is parsed for itself → fragments that it stands for."""
    foreign: Mapping[str, tuple[str, ...]] = field(init=False)
    """`foreign_definers`."""
    free: set[str] = field(default_factory=set)
    """Headers that nobody reads yet."""
    alone: dict[str, Unit] = field(default_factory=dict)
    made_from: dict[str, str] = field(default_factory=dict)

    def plan(self) -> Plan:
        """Do it."""
        tree = self.tree
        self.fragments = _wanted(tree)
        self.foreign = foreign_definers(tree)
        headers = [path for path in self.fragments if is_header(path)]
        sources = [path for path in self.fragments if not is_header(path)]
        known = set(headers)
        reached = {*reached_from(tree.graph, sources, known.__contains__)}
        tops = tops_of(tree.graph, [path for path in headers if path not in reached])
        self.free = known.difference(tops)
        clusters = self._clusters([*sources, *tops])
        # Those that are read as another language than all who include them.
        clusters += self._clusters(sorted(self.free))
        texts = _texts(tree)
        self.made_from |= {path: _made_of_text(why) for path, why in texts.items()}
        return Plan(
            clusters=tuple(clusters),
            texts=texts,
            made_from=self.made_from,
            alone=self.alone,
            folders=self.arguments.folders(),
            refused=self.arguments.refused(),
        )

    def _clusters(self, paths: Sequence[str]) -> list[Cluster]:
        members = []
        for path in paths:
            self.free.discard(path)
            language = self.spoken[path]
            rest = _without_language(self.arguments.of(path, language))
            members.append(Member(path, language, rest))
        drafts = []
        for group in group_members(self.tree, members):
            lines = umbrella_lines(self.tree, group)
            drafts.append((group, lines, self._harvest(group, lines)))
        return [self._cluster(*draft) for draft in drafts]

    def _harvest(
        self, group: Group, lines: Mapping[str, str | None]
    ) -> tuple[str, ...]:
        starts = [target for target in lines.values() if target in self.free]
        return self._take(group.members[0], starts, before=tuple(lines))

    def _take(
        self, reader: Member, starts: Iterable[str], *, before: tuple[str, ...]
    ) -> tuple[str, ...]:
        """Return headers that are read through a member and by nobody before it.

        :param before: What changes when something else is read before one of them.
        """
        found = list(starts)
        found += reached_from(self.tree.graph, found, self.free.__contains__)
        taken = []
        for path in dict.fromkeys(found):
            if path in self.free and self.spoken[path] is reader.language:
                self.free.discard(path)
                taken.append(path)
                self._note(path, reader, before)
        return tuple(sorted(taken))

    def _note(self, path: str, reader: Member, before: tuple[str, ...] = ()) -> None:
        """Note what the facts of a file and its fragments are made from."""
        self.made_from[path] = self._made_from(path, reader, "", before)
        arguments = with_language(path, reader.language, reader.arguments)
        self.alone[path] = Unit(path, reader.language, arguments, (path,))
        for fragment in self.fragments.get(path, ()):
            language = self.spoken[fragment]
            self.made_from[fragment] = self._made_from(fragment, reader, path, before)
            arguments = self.arguments.of(fragment, language)
            self.alone[fragment] = Unit(fragment, language, arguments, (fragment,))

    def _made_from(
        self, path: str, reader: Member, through: str, before: tuple[str, ...]
    ) -> str:
        made_from = self.arguments.made_from(path, reader, through=through)
        definers = self.foreign.get(path)
        if not definers:
            return made_from
        # What they define, and whether they are read first, decides what it says.
        contents = [self.tree.sources[one].sha256 for one in definers]
        return combined_digest((made_from, *before, *definers, *contents))

    def _cluster(
        self, group: Group, lines: Mapping[str, str | None], harvested: tuple[str, ...]
    ) -> Cluster:
        first = group.members[0]
        units = []
        for member in group.members:
            self._note(member.path, member)
            targets = self.tree.graph.targets(member.path)
            own = self._take(
                member,
                [one for one in targets if one in self.free],
                before=(self.tree.sources[member.path].sha256,),
            )
            wanted = (*self._whole((member.path,)), *self._whole(own))
            arguments = with_language(member.path, member.language, member.arguments)
            units.append(Unit(member.path, member.language, arguments, wanted))
        umbrella = None
        if lines:
            umbrella = Umbrella(
                file="",
                lines=tuple(lines),
                language=first.language,
                arguments=with_language("x.h", first.language, first.arguments),
                macros=dict(group.macros),
            )
        name = f"{first.language} {group.folder or '.'}"
        headers = tuple(sorted(self._whole(harvested)))
        return Cluster(name, umbrella, headers, tuple(units))

    def _whole(self, paths: Iterable[str]) -> Iterator[str]:
        """Yield files, each with the fragments that it stands for."""
        for path in paths:
            yield path
            yield from self.fragments.get(path, ())


def languages(tree: Tree) -> dict[str, Language]:
    """Return the language of each file.

    A ``.h`` whose text could be C is read as the files that include it: as C when any
    of C does, since that is certain to work, else as C++ when any of C++ does.
    """
    found = {path: source.language for path, source in tree.sources.items()}
    undecided = {
        path
        for path, language in found.items()
        if language is Language.C and splitext(path)[1] == ".h"
    }
    sure: dict[bool, list[str]] = {True: [], False: []}
    for path, language in found.items():
        if path not in undecided:
            sure[language in CXX_LANGUAGES].append(path)
    by_c = _reached(tree, sure[False], undecided)
    by_cxx = _reached(tree, sure[True], undecided)
    for path in by_cxx - by_c:
        found[path] = Language.CXX
    return found


def _reached(tree: Tree, starts: Iterable[str], through: set[str]) -> set[str]:
    """Return those of ``through`` that the starts include, directly or by them."""
    seen: set[str] = set()
    waiting = list(starts)
    while waiting:
        for target in tree.graph.targets(waiting.pop()):
            if target in through and target not in seen:
                seen.add(target)
                waiting.append(target)
    return seen


def _wanted(tree: Tree) -> dict[str, tuple[str, ...]]:
    """Return for each file that is parsed for itself the fragments it stands for.

    A fragment (``.inl``, ``.def``, ...) is seldom a whole: it is read through the first
    file that includes it, by rank of `Includer`; on its own when none does.
    """
    owners: dict[str, str] = {}
    parsed = {path for path, source in tree.sources.items() if source.reason is None}
    fragments = {
        path for path in parsed if splitext(path)[1].lower() in FRAGMENT_SUFFIXES
    }
    includers = tree.graph.includers(fragments)
    for path in sorted(fragments):
        named = sorted(includers.get(path, ()))
        first = next((one.path for one in named if one.path in parsed), None)
        if first is not None:
            owners[path] = first
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted(parsed):
        owner = _outermost(path, owners)
        found[owner].extend(() if owner == path else (path,))
    return {path: tuple(others) for path, others in found.items()}


def _outermost(path: str, owners: Mapping[str, str]) -> str:
    """Follow owners up; fragments that include each other belong to themselves."""
    seen = {path}
    owner = path
    while owner in owners:
        owner = owners[owner]
        if owner in seen:
            return path
        seen.add(owner)
    return owner


def _made_of_text(reason: str) -> str:
    return combined_digest((code_digest(), reason))


def _without_language(arguments: tuple[str, ...]) -> tuple[str, ...]:
    assert arguments[0] == "-x"
    return arguments[2:]
