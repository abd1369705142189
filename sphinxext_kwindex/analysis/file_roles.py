"""Which files are tests and which are examples, by their paths."""

from __future__ import annotations

from dataclasses import dataclass

from .patterns import matches

__all__ = ["DEFAULT_EXAMPLES", "DEFAULT_TESTS", "FilePatterns"]

DEFAULT_TESTS = (
    "test/",
    "tests/",
    "testing/",
    "unittest/",
    "unittests/",
    "*_test.*",
    "*_tests.*",
    "*_unittest.*",
    "*_gtest.*",
    "*-test.*",
    "*.test.*",
    "*Test.c*",
    "*Tests.c*",
    "test_*.c*",
    "test-*.c*",
)
"""Patterns of tests, in the form of ``.gitignore``."""
DEFAULT_EXAMPLES = (
    "example/",
    "examples/",
    "demo/",
    "demos/",
    "sample/",
    "samples/",
    "tutorial/",
    "tutorials/",
    "*_example.*",
    "example_*.c*",
)
"""Patterns of examples, in the form of ``.gitignore``."""


@dataclass(frozen=True, slots=True)
class FilePatterns:
    """The patterns of tests and of examples.

    A path may be both: a test of an example.
    """

    tests: tuple[str, ...] = DEFAULT_TESTS
    examples: tuple[str, ...] = DEFAULT_EXAMPLES

    def is_test(self, path: str) -> bool:
        """Tell whether a file is a test; ``path`` is relative to the source root."""
        return matches(self.tests, path)

    def is_example(self, path: str) -> bool:
        """Tell whether a file is an example."""
        return matches(self.examples, path)
