"""How to run a test, as far as the ``CMakeLists.txt`` beside the sources say it.

Read are the names of targets, their sources and the tests made of them, in commands
that are written out. What CMake would work out in loops, functions and variables
of other files is not known: of such tests nothing is said.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..scan import read_commands

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["CMakeTests", "read_cmake_tests"]

_VARIABLE = re.compile(r"\$\{(\w+)\}")
_PLAIN = re.compile(r"[\w.+/:@-]+")
"""Names that a shell takes as they are; a test of another name is not spoken of."""
_SUITE = re.compile(r"^\s*(?:TYPED_)?TEST(?:_F|_P)?\(\s*(\w+)", re.MULTILINE)
_SUITES = 4
"""Suites that a command names; a test with more is not spoken of."""
_LONGEST = 1 << 20
"""Characters of a file that are read."""
_SOURCES = (".c", ".cc", ".cpp", ".cxx", ".c++", ".cu", ".m", ".mm")


@dataclass(frozen=True, slots=True)
class CMakeTests:
    """Which target compiles a source, and which tests run a target."""

    targets: Mapping[str, str] = field(default_factory=dict)
    """Path of a source to its target; sources of several targets are left out."""
    tests: Mapping[str, str] = field(default_factory=dict)
    """Target to the name of its test; targets of several tests are left out."""
    discovered: Mapping[str, str] = field(default_factory=dict)
    """Target whose tests the program itself names, to the prefix of their names."""

    def command(self, path: str, text: Callable[[str], str | None]) -> str:
        """Return the command that runs a test file; empty if it is not known.

        :param text: gives the text of the file, whose suites are named.
        """
        target = self.targets.get(path)
        if target is None:
            return ""
        if target in self.tests:
            return f"ctest -R '^{re.escape(self.tests[target])}$'"
        if target not in self.discovered:
            return ""
        suites = list(dict.fromkeys(_SUITE.findall(text(path) or "")))
        if not 0 < len(suites) <= _SUITES:
            return ""
        prefix = re.escape(self.discovered[target])
        one = suites[0] if len(suites) == 1 else f"({'|'.join(suites)})"
        # Of parametrised tests the name begins with that of the instance.
        return f"ctest -R '^{prefix}(.*/)?{one}[./]'"


def read_cmake_tests(files: Iterable[tuple[str, str]]) -> CMakeTests:
    """Read the ``CMakeLists.txt`` of a tree: path and text of each."""
    compiled: defaultdict[str, set[str]] = defaultdict(set)
    tests: defaultdict[str, set[str]] = defaultdict(set)
    discovered: dict[str, str] = {}
    for path, text in sorted(files):
        folder = posixpath.dirname(path)
        for name, words in _commands(text[:_LONGEST]):
            if name in {"add_executable", "target_sources"} and len(words) > 1:
                for source in words[1:]:
                    if source.endswith(_SOURCES) and "$" not in source:
                        full = posixpath.normpath(posixpath.join(folder, source))
                        compiled[full].add(words[0])
            elif name == "add_test":
                test, target = _test(words)
                if target:
                    tests[target].add(test)
            elif name in {"gtest_discover_tests", "catch_discover_tests"} and words:
                discovered[words[0]] = _after(words, "TEST_PREFIX")
    return CMakeTests(
        {source: _only(found) for source, found in compiled.items() if _only(found)},
        {target: _only(found) for target, found in tests.items() if _only(found)},
        {
            target: prefix
            for target, prefix in discovered.items()
            if not prefix or _PLAIN.fullmatch(prefix)
        },
    )


def _only(found: set[str]) -> str:
    """Return the one member, if it is one and a plain name; else an empty string."""
    name = next(iter(found)) if len(found) == 1 else ""
    return name if _PLAIN.fullmatch(name) else ""


def _test(words: list[str]) -> tuple[str, str]:
    """Return name and target of ``add_test(NAME n COMMAND t)`` or ``add_test(n t)``."""
    if words[:1] == ["NAME"]:
        return _after(words, "NAME"), _program(_after(words, "COMMAND"))
    return (words[0], _program(words[1])) if len(words) > 1 else ("", "")


def _program(word: str) -> str:
    return word.removeprefix("$<TARGET_FILE:").removesuffix(">")


def _after(words: list[str], word: str) -> str:
    at = words.index(word) + 1 if word in words else len(words)
    return words[at] if at < len(words) else ""


def _commands(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield name and arguments of each command, those in functions and loops not.

    Variables that the file itself sets are put in.
    """
    variables: dict[str, list[str]] = {}
    inside = 0
    for command in read_commands(text.encode("utf-8", "replace")):
        name = command.name
        if name in {"function", "macro", "foreach", "while"}:
            inside += 1
        elif name in {"endfunction", "endmacro", "endforeach", "endwhile"}:
            inside = max(inside - 1, 0)
        elif not inside:
            words = [
                word for part in command.words for word in _expanded(part, variables)
            ]
            if name == "set" and words:
                variables[words[0]] = words[1:]
            yield name, words


def _expanded(word: str, variables: Mapping[str, list[str]]) -> list[str]:
    whole = _VARIABLE.fullmatch(word)
    if whole and whole[1] in variables:
        return variables[whole[1]]

    def value(found: re.Match[str]) -> str:
        values = variables.get(found[1])
        if values is None and found[1].endswith(("_SOURCE_DIR", "_LIST_DIR")):
            return "." if found[1].startswith("CMAKE_CURRENT") else found[0]
        return found[0] if values is None else ";".join(values)

    return [_VARIABLE.sub(value, word)]
