"""Patterns that repeat groups possessively."""

from __future__ import annotations

import pkgutil
import re
import subprocess
import sys

import pytest

import sphinxext_kwindex
from sphinxext_kwindex import possessive
from sphinxext_kwindex.possessive import compiled, with_atomic_groups

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(
        sphinxext_kwindex.__path__, f"{sphinxext_kwindex.__name__}."
    )
    if not module.name.endswith("__main__")
)

# Prints what modules have `re` itself compile when they are loaded.
WATCHING = """
import importlib, re, sys
from sphinxext_kwindex.possessive import with_atomic_groups
really = re.compile
def noted(pattern, flags=0):
    name = sys._getframe(1).f_globals["__name__"]
    own = name.startswith("sphinxext_kwindex.") and not name.endswith(".possessive")
    if own and with_atomic_groups(pattern) != pattern:
        print(name, pattern)
    return really(pattern, flags)
re.compile = noted
for name in sys.argv[1:]:
    importlib.import_module(name)
"""


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("a*+(b)c++", "a*+(b)c++"),
        ("(?:ab|c)*+d", "(?>(?:ab|c)*)d"),
        ("(?:ab)++(?:c)?+(d){2,3}+", "(?>(?:ab)+)(?>(?:c)?)(?>(d){2,3})"),
        ("(?:a(?:b|c)*+d)?+", "(?>(?:a(?>(?:b|c)*)d)?)"),
        (
            r"\((?:a\)*+|[()]*+|[])]++|[^])]|[\])])*+",
            r"\((?>(?:a\)*+|[()]*+|[])]++|[^])]|[\])])*)",
        ),
        (r"(?:a)*\+", r"(?:a)*\+"),
        (rb"(?:\xff|b)*+", rb"(?>(?:\xff|b)*)"),
    ],
)
def test_rewriting(pattern, expected):
    assert with_atomic_groups(pattern) == expected
    re.compile(expected)


@pytest.mark.parametrize("text", ["ab // c", "a / b #", "a//", "/x", "a/*", "a/"])
def test_a_repetition_that_fails_gives_back_what_it_took(text):
    pattern = "(?:[^/#]++|/(?![/*]))*+(?:(//)|(#)|$)"
    plain = re.match(r"(?:[^/#]|/(?![/*]))*(?:(//)|(#)|$)", text)
    for made in (compiled(pattern), re.compile(with_atomic_groups(pattern))):
        found = made.match(text)
        assert (found and found.span()) == (plain and plain.span())


def test_the_rewriting_is_used_where_python_is_broken(monkeypatch):
    monkeypatch.setattr(possessive, "_IS_BROKEN", True)
    assert compiled("(?:ab)*+").pattern == "(?>(?:ab)*)"
    monkeypatch.setattr(possessive, "_IS_BROKEN", False)
    assert compiled("(?:ab)*+").pattern == "(?:ab)*+"


def test_no_module_compiles_such_a_pattern_by_itself():
    run = subprocess.run(
        [sys.executable, "-c", WATCHING, *MODULES],
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout == ""
