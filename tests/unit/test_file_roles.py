"""Tests and examples are told by their paths."""

from __future__ import annotations

import pytest

from sphinxext_kwindex.analysis.file_roles import FilePatterns
from sphinxext_kwindex.analysis.patterns import is_pattern, matches


@pytest.mark.parametrize(
    "path",
    [
        "test/a.cpp",
        "lib/tests/deep/helper.h",
        "absl/strings/str_cat_test.cc",
        "gtest/foo_unittest.cc",
        "src/VecTest.cpp",
        "src/test_vec.c",
        "src/vec.test.cpp",
    ],
)
def test_default_patterns_know_tests(path):
    assert FilePatterns().is_test(path)


@pytest.mark.parametrize(
    "path",
    ["src/contest.cpp", "src/latest/a.h", "src/attestation.h", "src/test_vec.h"],
)
def test_names_that_only_contain_the_word_are_no_tests(path):
    assert not FilePatterns().is_test(path)


def test_default_patterns_know_examples():
    patterns = FilePatterns()
    assert patterns.is_example("examples/hello/main.cpp")
    assert patterns.is_example("docs/example_use.cpp")
    assert not patterns.is_example("src/counterexample.cpp")


def test_a_path_may_be_test_and_example():
    patterns = FilePatterns()
    assert patterns.is_test("examples/client_test.cc")
    assert patterns.is_example("examples/client_test.cc")


def test_own_patterns_replace_the_defaults_and_may_take_back():
    patterns = FilePatterns(tests=("checks/", "!checks/support.h"), examples=())
    assert patterns.is_test("checks/a.cpp")
    assert not patterns.is_test("tests/a.cpp")
    assert not patterns.is_example("examples/a.cpp")


def test_a_file_can_be_taken_back():
    assert not matches(("*.cpp", "!main.cpp"), "src/main.cpp")
    assert matches(("*.cpp", "!main.cpp"), "src/other.cpp")


@pytest.mark.parametrize("text", ["# comment", "", "!", "a/***/\\"])
def test_what_git_does_not_understand_is_no_pattern_and_matches_nothing(text):
    assert not is_pattern(text)
    assert not matches((text,), "a/b.h")
