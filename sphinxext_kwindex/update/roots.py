"""Detect include roots from the sources alone, by votes of their include lines."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from posixpath import basename, dirname, join, normpath
from typing import TYPE_CHECKING

from ..scan import IncludeRoots

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from ..scan import ScannedInclude

__all__ = ["detect_include_roots", "resolve_include"]

# A root below this weight is more likely wrong than of use.
_LEAST_VOTE = 1.0
_ROUNDING = 1e-9
# Headers of the C library and of systems: a file of the tree by such a name is most
# often a replacement for one platform, not what the include means.
_STANDARD = re.compile(
    r"""(?:assert|complex|ctype|errno|fenv|float|inttypes|iso646|limits|locale|math
    |setjmp|signal|stdalign|stdarg|stdatomic|stdbit|stdbool|stdckdint|stddef|stdint
    |stdio|stdlib|stdnoreturn|string|tgmath|threads|time|uchar|wchar|wctype
    |aio|cpio|dirent|dlfcn|endian|err|execinfo|fcntl|features|fnmatch|getopt|glob|grp
    |iconv|langinfo|libgen|malloc|memory|monetary|mqueue|ndbm|netdb|nl_types|paths
    |poll|pthread|pwd|regex|sched|search|semaphore|spawn|strings|stropts|syslog|tar
    |termios|ucontext|ulimit|unistd|utime|utmpx|values|wordexp
    |conio|direct|io|process|share|windows|winsock2|ws2tcpip
    |arm_neon|cpuid|[a-z]mmintrin|immintrin|intrin|x86intrin)\.h
    |[^./]+  # of the C++ library
    |(?:arpa|asm|asm-generic|bits|gnu|linux|mach|mach-o|net|netinet|rpc|sys)/.*""",
    re.VERBOSE | re.DOTALL,
)


def detect_include_roots(
    files: Mapping[str, Sequence[ScannedInclude]],
) -> IncludeRoots:
    """Return the folders from which the tree's headers seem to be included.

    An include that lies not beside its file and is no standard header makes each file
    whose path ends with it vote for the folder above. Its weight is the number of such
    lines by the number of such files, half of that for a name without folder; a sole
    candidate weighs 1 at least. Folders are chosen greedily until the best weighs
    less than 1. Those that serve an include with a folder come first (``direct``),
    unless a standard header's name in them would hide that header.

    :param files: All files of the tree, POSIX paths from its root, with their includes.
    """
    uses = _unresolved(files)
    by_name: dict[str, list[str]] = defaultdict(list)
    for path in sorted(files):
        by_name[basename(path)].append(path)
    weights: dict[str, float] = {}
    voters: dict[str, list[str]] = defaultdict(list)
    for name, count in sorted(uses.items()):
        candidates = _prefixes(name, by_name.get(basename(name), ()))
        if candidates:
            weights[name] = _weight(name, count, len(candidates))
        for prefix in candidates:
            voters[prefix].append(name)
    hiding = {dirname(path) or "." for path in files if _is_standard(basename(path))}
    return _choose(weights, voters, hiding)


def resolve_include(
    path: str, spelled: str, files: Container[str], roots: IncludeRoots
) -> str | None:
    """Return the file of the tree that an include means; None if it is none of them.

    Lexical: nothing is opened.

    :param path: Of the file that includes, POSIX from the root.
    :param spelled: With its quotes or brackets.
    """
    name = _name_of(spelled)
    if name is None:
        return None
    if spelled.startswith('"'):
        beside = normpath(join(dirname(path), name))
        if beside in files:
            return beside
    folders = roots.direct
    # Those after the system's headers never get to see a standard one.
    if not _is_standard(name):
        folders += roots.after
    for folder in folders:
        target = normpath(join(folder, name))
        if target in files:
            return target
    return None


def _unresolved(files: Mapping[str, Sequence[ScannedInclude]]) -> Counter[str]:
    """Return how often each include is used that does not lie beside its file."""
    uses: Counter[str] = Counter()
    # Trees have an include line for some ten times as many lines as for names.
    known: dict[str, str | None] = {}
    for path, includes in files.items():
        folder = dirname(path)
        for include in includes:
            spelled = include.spelled
            if spelled not in known:
                known[spelled] = _voting_name(spelled)
            name = known[spelled]
            if name is None:
                continue
            if spelled[0] == '"' and _beside(folder, name) in files:
                continue
            if not name.startswith(".."):
                uses[name] += 1
    return uses


def _voting_name(spelled: str) -> str | None:
    """Return the normal path that an include names; None if it has no vote."""
    name = _name_of(spelled)
    return None if name is None or _is_standard(name) else normpath(name)


def _beside(folder: str, name: str) -> str:
    """Return the normal path of a name in a folder, both normal."""
    if name.startswith(".."):
        return normpath(join(folder, name))
    return f"{folder}/{name}" if folder else name


def _name_of(spelled: str) -> str | None:
    """Return the relative path that an include names; None if it names none."""
    if len(spelled) <= 2 or spelled[0] not in '"<':  # noqa: PLR2004  (the quotes)
        return None
    name = spelled[1:-1].replace("\\", "/")
    return None if name.startswith("/") or "\0" in name else name


def _is_standard(name: str) -> bool:
    return _STANDARD.fullmatch(name) is not None


def _prefixes(name: str, candidates: Iterable[str]) -> list[str]:
    """Return the folders from which a name leads to one of the candidates."""
    ending = f"/{name}"
    return [
        path[: -len(ending)] or "."
        for path in (f"./{candidate}" for candidate in candidates)
        if path.endswith(ending)
    ]


def _weight(name: str, uses: int, candidates: int) -> float:
    weight = uses / candidates
    if "/" not in name:
        weight /= 2
    return max(weight, _LEAST_VOTE) if candidates == 1 else weight


def _choose(
    weights: Mapping[str, float],
    voters: Mapping[str, Sequence[str]],
    hiding: Container[str],
) -> IncludeRoots:
    """Cover the includes greedily; equal votes go to the shorter path, then by name."""
    open_names = set(weights)
    left = {prefix: list(names) for prefix, names in voters.items()}
    direct: list[str] = []
    after: list[str] = []
    while left:
        votes = {
            prefix: sum(weights[name] for name in names)
            for prefix, names in left.items()
        }
        best = min(votes, key=lambda prefix: (-round(votes[prefix], 9), _order(prefix)))
        if votes[best] < _LEAST_VOTE - _ROUNDING:
            break
        covered = left.pop(best)
        open_names.difference_update(covered)
        folder = normpath(best)
        serves = any("/" in name for name in covered)
        (direct if serves and folder not in hiding else after).append(folder)
        left = {
            prefix: kept
            for prefix, names in left.items()
            if (kept := [name for name in names if name in open_names])
        }
    return IncludeRoots(tuple(direct), tuple(after))


def _order(prefix: str) -> tuple[int, str]:
    return prefix.count("/"), prefix
