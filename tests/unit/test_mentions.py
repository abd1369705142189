"""Which files have a word in their code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinxext_kwindex.indexer.mentions import Mentions, is_mentioned

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = {
    "a.h": b"class Engine { bool operator==(int) const; ~Engine(); };",
    "b.h": b"struct MyEngine; int Engine2; // Engines",
    "c.h": b"#define Engine(x) x\xc3\xa4\n",
    "d.h": b"// src/*.h Engine\n/* Engine\n * // */ int motor = '\"'; // \" Engine",
    "e.h": b'auto place = "http://a"; Pump* pump;  // of a Motor\n/*/ Motor */',
}


@pytest.fixture
def paths(tmp_path: Path) -> list[str]:
    for name, data in TEXTS.items():
        (tmp_path / name).write_bytes(data)
    return [str(tmp_path / name) for name in (*TEXTS, "gone.h")]


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("Engine", ["a.h", "c.h"]),
        ("MyEngine", ["b.h"]),
        ("x", ["c.h"]),
        ("Motor", []),
        ("motor", ["d.h"]),
        ("Pump", ["e.h"]),
        ("operator==", []),  # no word begins or ends behind it
        ("operator==(int", ["a.h"]),
        ("~Engine", []),
        ("xä", []),
    ],
)
def test_words_are_found_where_a_search_finds_them(
    word: str, found: list[str], paths: list[str]
) -> None:
    mentions = Mentions()
    # The other way round, so that the order is not that in which they are given.
    named = [path.rpartition("/")[2] for path in mentions.of(word, lambda: paths[::-1])]
    one_by_one = [
        name for name in TEXTS if is_mentioned(word, [f"{paths[0][:-3]}{name}"])
    ]
    assert named == one_by_one
    assert named == found


def test_files_are_asked_for_once(paths: list[str]) -> None:
    mentions = Mentions()
    assert mentions.of("Engine", lambda: paths[:1]) == paths[:1]
    assert mentions.of("MyEngine", lambda: paths) == []


def test_a_definition_is_told_from_a_use(paths: list[str]) -> None:
    pattern = rb"#define %b\b"
    assert is_mentioned("Engine", paths, pattern=pattern)
    assert not is_mentioned("Engine", paths[:2], pattern=pattern)
