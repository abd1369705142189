"""Whether a unit on top of an umbrella says what its plain parse would say.

The umbrella shows a unit more than its own include lines do, and shows headers as they
are without what the unit defines before it includes them. Each way in which that could
change a fact is looked for; where one is found the unit is parsed plainly.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from ..model import Severity
from ..scan import leading_macros
from .diagnostics import noted_files
from .mentions import is_mentioned

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence, Set

    from ..model import Diagnostic, FileFacts, Occurrence
    from .below import Below
    from .parse import ReadFile
    from .work import Work

__all__ = ["DifferenceError", "Lines", "compare", "foreign_names"]

# Errors that come of seeing a declaration twice or two declarations at once; all
# others come of seeing too little, and an umbrella only shows more.
_CLASH = re.compile(
    r"redefin|redeclar(?:ed|ation)|ambiguous|conflicting|differs? (?:in|only)"
    r"|different (?:type|linkage|return|exception)|already|does not match"
    r"|follows (?:non-)?|multiple|duplicate|previous"
)
_QUOTED = re.compile("'[^']*'")
_WORD = rb"\b%b\b"
_DEFINITION = rb"#[ \t]*define[ \t]+%b\b"
_OPENING = rb"(?<!using )\bnamespace\s+(?:[\w:]+::|\[\[[^\]]*\]\]\s*|[A-Z_\d]+\s+)?%b\b"
_SERIOUS = (Severity.ERROR, Severity.FATAL)


class DifferenceError(Exception):
    """The plain parse could say something else; the text says where."""

    def __init__(
        self, text: str, *, lines: Lines | None = None, is_known: bool = False
    ) -> None:
        super().__init__(text)
        self.lines = lines or Lines()
        self.is_known = is_known
        """It is known which files of the umbrella make the difference."""


class Lines(NamedTuple):
    """Numbers of the lines of an umbrella."""

    used: tuple[int, ...] = ()
    """What they include the unit reads."""
    leading: tuple[int, ...] = ()
    """They lead to the culprits: files that could make a difference."""
    sizes: tuple[int, ...] = ()
    """How many files those of `used` lead to."""


def _clashes(diagnostics: Iterable[Diagnostic]) -> Iterable[str]:
    """Yield the errors of a file that the umbrella may be the cause of."""
    for one in diagnostics:
        if one.severity in _SERIOUS and _is_clash(one.text):
            yield one.text


def _is_clash(text: str) -> bool:
    # Not by a word of a name, as in "no type named 'error_already_set'".
    return _CLASH.search(_QUOTED.sub("", text)) is not None


def _macro_differences(text: str, below: Below, reached: Set[str]) -> Iterable[str]:
    """Yield the macros that a file changes before a header of the umbrella tests them.

    :param text: Of the main file.
    :param reached: Absolute paths of the files that the unit reads.
    """
    for macro in leading_macros(text):
        testing = below.tested.get(macro.name)
        if not testing:
            continue
        if macro.text is not None and below.macros.get(macro.name) == macro.text:
            continue
        if not testing.isdisjoint(reached):
            yield macro.name


def _foreign_tests(work: Work, main: str, reached: Set[str]) -> Iterable[str]:
    """Yield files whose macros a header tests, read by the umbrella in another order.

    :param main: Absolute path of the main file.
    :param reached: Absolute paths of the files that the unit reads.
    """
    below = work.below
    for path in below.foreign.keys() & reached:
        yield from (one for one in below.foreign[path] if one not in reached)
    for path in below.later.keys() & reached:
        for definer in below.later[path]:
            if definer in reached and _line_of(work, main, definer) < _line_of(
                work, main, path
            ):
                yield definer


def _line_of(work: Work, main: str, path: str) -> int:
    """Return by which of the include lines of a file, counted from 0, one is read."""
    for number, target in enumerate(work.edges.get(main, ())):
        if path in work.reach.of(target):
            return number
    return -1


def foreign_names(
    occurrences: Iterable[Occurrence],
    declaring: Callable[[str], Iterable[str]],
    reached: Set[str],
) -> Iterable[tuple[str, str]]:
    """Yield what a file names although it reads no file that is known to declare it.

    Each by its USR, with the files that do.

    :param declaring: USR → absolute paths of files that are known to declare it.
    :param reached: Absolute paths of the files that it reads.
    """
    for usr in {occurrence.usr for occurrence in occurrences}:
        files = []
        for path in declaring(usr):
            if path in reached:
                break
            files.append(path)
        else:
            yield from ((usr, path) for path in files)


def compare(work: Work, files: Sequence[FileFacts]) -> None:
    """Look whether a unit by itself may say something else than on its umbrella.

    :param files: The facts of its wanted files.
    :raises DifferenceError: It may.
    """
    unit = work.locations.unit
    main = next(file for file in unit.files if file.path == work.unit.path)
    reached = work.reach.of(main.absolute)
    found = list(_differences(work, main, files, reached))
    if found:
        culprits = dict.fromkeys(culprit for _, culprit in found)
        lines = _lines(work.below, reached, culprits)
        is_known = "" not in culprits
        raise DifferenceError(found[0][0], lines=lines, is_known=is_known)


def _differences(
    work: Work, main: ReadFile, files: Sequence[FileFacts], reached: Set[str]
) -> Iterable[tuple[str, str]]:
    """Yield what may differ, and the culprit; empty if none is known."""
    clashes = [text for facts in files for text in _clashes(facts.diagnostics)]
    if clashes:
        for noted in noted_files(work.locations, _is_clash):
            others = [path for path in map(work.name, noted) if path not in reached]
            # With what the unit reads by itself it clashes by itself, too.
            if others or not noted:
                yield clashes[0], next(iter(others), "")
    for name in _macro_differences(main.text, work.below, reached):
        yield f"{name} is set before it is tested", ""
    for path in sorted(_foreign_tests(work, main.absolute, reached)):
        yield f"{path} is not included, and sets what is tested", path
    for path in (*_unread(work, files, reached), *_misread(work, reached)):
        if path == f"{work.unit.umbrella}.h":  # the same in all that have its macros
            yield "a macro that the umbrella begins with is not its own", ""
        else:
            yield f"{path} is not included", path


def _lines(below: Below, reached: Set[str], culprits: Iterable[str]) -> Lines:
    numbered = [(number, path) for number, path in enumerate(below.lines) if path]
    used = [number for number, path in numbered if path in reached]
    leading = [
        number
        for number, path in numbered
        if any(below.closures.has(path, culprit) for culprit in culprits if culprit)
    ]
    sizes = [below.closures.of(below.lines[number]).bit_count() for number in used]
    return Lines(tuple(used), tuple(leading), tuple(sizes))


def _misread(work: Work, reached: Set[str]) -> Iterable[str]:
    """Yield files of the tree that may declare what the parser failed at.

    Of ``TEST(a, b) {`` without its macro one thing is read where nothing has these
    names, another where ``TEST`` is a template or ``a`` a namespace: an error, too, but
    no reference that could be looked at.
    """
    if not work.unclear:
        return
    below = work.below
    own = {file.absolute for file in work.locations.unit.files}
    # Few: what the unit reads that is not in the umbrella.
    others = [
        path for path in reached - below.closures.paths - own if work.project_path(path)
    ]
    for name in sorted(work.unclear):
        mentioning = _mentioning(work, name)
        declaring = next((path for path in mentioning if path not in reached), None)
        if declaring is None or is_mentioned(name, others):
            continue
        if all(path in own or path not in reached for path in mentioning):
            yield declaring


def _mentioning(work: Work, name: str) -> Sequence[str]:
    """Return the absolute paths of the files of the tree below that have a name."""
    paths = partial(filter, work.project_path, work.below.closures.paths)
    return work.below.mentions.of(name, paths)


def _unread(work: Work, files: Sequence[FileFacts], reached: Set[str]) -> Iterable[str]:
    """Yield files that declare or define what a unit names, and that it does not read.

    :param reached: Absolute paths of the files that it reads.
    """
    # libclang says where two of the declarations of a symbol are; a class may be
    # declared before its use in a dozen headers. What is named where it can be seen is
    # taken for declared there: a plain parse finds the same. What the unit's own files
    # declare libclang has told; a symbol of the tree is declared by no header of the
    # system.
    unit = work.locations.unit
    names = work.names
    named = [
        (pattern, names.named(among[usr][0]).name, path)
        for facts in files
        for pattern, declaring, among in (
            (_WORD, work.declaring, names.declared),
            (_OPENING, work.opening, names.opened),
        )
        for usr, path in foreign_names(facts.occurrences, declaring, reached)
    ]
    yield from (
        min(paths) for paths in work.overloaded if paths and reached.isdisjoint(paths)
    )
    named += [(_DEFINITION, *one) for one in work.expanded if one[1] not in reached]
    if not named:
        return
    others = reached - {file.absolute for file in unit.files}
    inside = {path for path in others if unit.from_root(path)}
    for pattern, name, path in named:
        among = inside if unit.from_root(path) else others - inside
        if pattern is _WORD and not among.isdisjoint(_mentioning(work, name)):
            continue
        if not is_mentioned(name, among, pattern=pattern):
            yield path
