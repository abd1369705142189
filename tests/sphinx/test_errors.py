from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from sphinxext_kwindex.errors import KwindexError
from sphinxext_kwindex.extension import indexing
from sphinxext_kwindex.extension.warnings import Warnings, escape
from sphinxext_kwindex.update import FailureKind, FileFailure, update_index

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinxext_kwindex.update import UpdateReport

    from .conftest import Project

EXPECTED = [
    (4, "not_found", "'nothing.cpp' does not exist"),
    (6, "folder", "'folder' is a folder"),
    (8, "outside", "'../../etc/passwd' is not below the source root"),
    (10, "outside", "'/../conf.py' is not below the source root"),
    (12, "not_c_family", "'notes.data' is not a C or C++ file"),
    (14, "empty", "'empty.h' is empty"),
    (16, "binary", "'binary.cpp' is not text"),
    (18, "encoding", "'latin.h' is not UTF-8; it was read as latin-1"),
    (21, "option", "kwindex has no option 'colour'"),
    (21, "option", "option 'heading' of kwindex is 'loud', expected one of none"),
    (21, "option", "option 'sections' of kwindex is 'keywords, novel'"),
    (26, "unknown_symbol", "no symbol goes by 'no_such_thing'"),
    (28, "lines", "right.h ends at line 1, and '7-9' begins after it"),
    (35, "path", "'folder\\\\right.h' is no path in the source tree"),
    (37, "not_found", "'folder/right.h' does not exist; paths are relative to"),
    (31, "unknown_symbol", "no symbol goes by 'rihgt'; near names: right"),
    (31, "ambiguous_symbol", "'twice' may be a::twice (function, twice.h:1), b::twice"),
    (31, "unknown_symbol", "no macro goes by 'right'; right is a function"),
    (31, "unknown_file", "'rigth.h' is no file of the index; near paths: right.h"),
    (31, "not_shown", "'a::twice' is in twice.h, which no page shows"),
]


def test_each_fault_is_one_warning_at_its_line(
    make_project: Callable[[str], Project],
) -> None:
    project = make_project("errors")

    build = project.build()

    found = []
    for line in build.warning_lines:
        match = re.fullmatch(
            r".*index\.rst:(\d+): WARNING: (.*) \[kwindex\.(\w+)\]", line
        )
        assert match is not None, line
        found.append((int(match[1]), match[3], match[2]))
    assert [(at, kind) for at, kind, _ in found] == [e[:2] for e in EXPECTED]
    for (_, _, text), (_, _, start) in zip(found, EXPECTED, strict=True):
        assert text.startswith(start)
    assert [text for _, _, text in found if text.endswith("near paths: right.h")] == [
        found[14][2]
    ]
    page = build.page("index.html")
    assert page.count("Not shown:") == 10
    assert "nothing.cpp" in page
    # What is right is shown nevertheless.
    assert "latin" in page
    assert 'class="kwindex-table kwindex-keywords' in page


def test_fault_goes_when_its_cause_goes(make_project: Callable[[str], Project]) -> None:
    project = make_project("errors")
    project.build()
    (project.code / "nothing.cpp").write_text("int something() { return 1; }\n")

    build = project.build()

    assert build.read == ("index",)
    assert "something" in build.page("index.html")
    assert "nothing.cpp" not in build.warnings


def test_warnings_can_be_suppressed(make_project: Callable[[str], Project]) -> None:
    project = make_project("errors")

    build = project.build(confoverrides={"suppress_warnings": ["kwindex"]})

    assert build.warning_lines == []


def test_all_wrong_settings_are_named(make_project: Callable[[str], Project]) -> None:
    project = make_project("errors")
    wrong = {
        "kwindex_jobs": -1,
        "kwindex_timeout": None,
        "kwindex_include": ["*.h", ""],
        "kwindex_heading": "loud",
        "kwindex_source_url": "ftp://example.org/{path}",
        "kwindex_source_root": "no/such/folder",
    }

    build = project.build(
        "dummy",
        confoverrides={**wrong, "suppress_warnings": [f"kwindex.{w}" for w in NOISE]},
    )

    for name, value in wrong.items():
        lines = [line for line in build.warning_lines if f"{name} is {value!r}" in line]
        assert len(lines) == 1, name
        assert lines[0].endswith("[kwindex.config]")
    assert len(build.warning_lines) == len(wrong)


NOISE = [w.value for w in Warnings if w is not Warnings.CONFIG]


def test_every_warning_is_described() -> None:
    assert all(w.__doc__ and w.__doc__.endswith(".") for w in Warnings)
    assert len({w.value for w in Warnings}) == len(Warnings)


def test_control_characters_do_not_reach_the_terminal() -> None:
    assert escape("a\x1b[31mb\x07\u202e") == "a\\x1b[31mb\\x07\\u202e"


def test_without_libclang_there_is_one_warning(
    make_project: Callable[[str], Project],
) -> None:
    project = make_project("kwindex")
    missing = {"kwindex_libclang": "no/libclang.so"}

    build = project.build(confoverrides=missing)

    lines = [line for line in build.warning_lines if "[kwindex." in line]
    assert ["kwindex.libclang" in line for line in lines] == [True]
    assert "Not shown" not in build.page("card.html")
    page = build.page("shape.html")
    assert "syntax only" in page
    assert "GEO_SQUARE" in page


def test_a_file_that_kills_its_parser_is_one_warning(
    make_project: Callable[[str], Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_project("kwindex")

    def fail(*arguments: Any, **options: Any) -> UpdateReport:
        failure = FileFailure(
            "src/circle.cpp", FailureKind.CRASHED, "the parser crashed"
        )
        return replace(update_index(*arguments, **options), failures=(failure,))

    monkeypatch.setattr(indexing, "update_index", fail)

    build = project.build("dummy")

    assert len(build.warning_lines) == 1
    assert (
        "circle.cpp:1: WARNING: the parser crashed; the file was read without libclang"
        in (build.warnings)
    )
    assert "[kwindex.parse_failed]" in build.warnings


def test_what_stops_us_is_a_sentence(
    make_project: Callable[[str], Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: Any, **options: Any) -> UpdateReport:
        raise KwindexError("the index cannot be written")

    monkeypatch.setattr(indexing, "update_index", fail)

    with pytest.raises(indexing.IndexingError, match="the index cannot be written"):
        make_project("errors").build("dummy")
