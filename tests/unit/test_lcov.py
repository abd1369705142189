"""Line coverage from lcov's files."""

from __future__ import annotations

import pytest

from sphinxext_kwindex.analysis import read_lcov

PATHS = ("src/a.cc", "src/util/b.cc", "test/util/b.cc", "b.cc")


def record(path: str, *lines: str) -> str:
    return "\n".join(
        [f"SF:{path}", *(f"DA:{line}" for line in lines), "end_of_record\n"]
    )


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("/root/src/a.cc", "src/a.cc"),
        ("/elsewhere/ci/src/a.cc", "src/a.cc"),
        ("src/a.cc", "src/a.cc"),
        ("./src/../src/a.cc", "src/a.cc"),
        ("../src/a.cc", "src/a.cc"),
        ("a.cc", "src/a.cc"),
        (r"C:\ci\src\a.cc", "src/a.cc"),
        ("/ci/src/util/b.cc", "src/util/b.cc"),
        ("util/b.cc", None),
        ("D:/ci/src/a.cc", "src/a.cc"),
        ("/usr/include/vector", None),
        ("/elsewhere/a.cc", None),
        ("/elsewhere/b.cc", None),
        ("/root/b.cc", "b.cc"),
    ],
)
def test_paths_are_mapped_to_the_root(written, found):
    counts = read_lcov(record(written, "1,2"), "/root", PATHS)
    assert list(counts) == ([] if found is None else [found])


def test_counts_of_a_file_are_added_up():
    text = record("src/a.cc", "1,2", "3,0") + record("src/a.cc", "1,3", "4,1,checksum")
    assert read_lcov(text, "/root", PATHS) == {"src/a.cc": {1: 5, 3: 0, 4: 1}}


def test_what_is_not_understood_is_passed_over():
    text = (
        "TN:\nDA:1,1\n"
        + record("src/a.cc", "x,1", "2", "0,1", "-4,1", "5,-3", "6,1e+06", "7,inf", "")
        + "\0\0 binary \udcff\nDA:9,9\n"
    )
    assert read_lcov(text, "/root", PATHS) == {"src/a.cc": {5: 0, 6: 1_000_000}}
