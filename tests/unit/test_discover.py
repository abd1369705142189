from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from sphinxext_kwindex.update.discover import Discovery, find_sources

if TYPE_CHECKING:
    from pathlib import Path


def write(root: Path, *paths: str) -> None:
    for path in paths:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("int x;\n", encoding="utf-8")


def ignore(folder: Path, *lines: str) -> None:
    (folder / ".gitignore").write_text("\n".join(lines), encoding="utf-8")


def test_c_family_files_are_found_in_order(tmp_path: Path) -> None:
    write(tmp_path, "b/x.cpp", "b.h", "a/y.CU", "a/z.py", "README", "b/.git/c.h", "ü.c")
    assert find_sources(tmp_path) == Discovery(("a/y.CU", "b.h", "b/x.cpp", "ü.c"), ())


def test_headers_without_a_suffix_are_found_by_their_text(tmp_path: Path) -> None:
    write(tmp_path, "Eigen/src/a.h", "Eigen/notes")
    for name, text in (("Core", "#ifndef CORE\n"), ("run", "#!/bin/sh\n")):
        (tmp_path / "Eigen" / name).write_text(text, encoding="utf-8")
    (tmp_path / "Eigen" / "LICENSE").write_text("#ifndef A\n", encoding="utf-8")
    os.mkfifo(tmp_path / "Eigen" / "pipe")
    assert find_sources(tmp_path).paths == ("Eigen/Core", "Eigen/src/a.h")


def test_build_folders_are_left_out_only_if_ignored(tmp_path: Path) -> None:
    write(tmp_path, "build/a.c", "out/a.c")
    ignore(tmp_path, "/out/")
    assert find_sources(tmp_path).paths == ("build/a.c",)


def test_inner_rules_win_as_in_git(tmp_path: Path) -> None:
    write(tmp_path, "a/x.c", "a/y.c", "b/x.c", "b/keep/y.c", "c/d/x.c", "c/d/z.c")
    ignore(tmp_path, "x.c", "y.c", "/b/keep")
    ignore(tmp_path / "a", "!x.c")
    # What is in an ignored folder cannot be taken back: gitignore(5).
    ignore(tmp_path / "b", "!keep/y.c")
    ignore(tmp_path / "c", "/d/z.c", "!d/x.c")
    assert find_sources(tmp_path).paths == ("a/x.c", "c/d/x.c")


def test_broken_patterns_spoil_nothing(tmp_path: Path) -> None:
    write(tmp_path, "a.c", "b.c")
    ignore(tmp_path, "a.c", "!", "***/[", "\\")
    assert find_sources(tmp_path).paths == ("b.c",)


def test_ignore_file_that_is_no_file(tmp_path: Path) -> None:
    write(tmp_path, "a.c", "b/b.c")
    (tmp_path / ".gitignore").mkdir()
    (tmp_path / "b" / "rules").write_text("*.c", encoding="utf-8")
    (tmp_path / "b" / ".gitignore").symlink_to("rules")
    assert find_sources(tmp_path).paths == ("a.c", "b/b.c")


@pytest.mark.parametrize(
    ("include", "exclude", "paths"),
    [
        (["src/**"], [], ("src/a.c", "src/t/b.h")),
        (["src/"], ["*.h"], ("src/a.c",)),
        (["*.h.in"], [], ("src/c.h.in",)),
        (["src", "Core"], [], ("lib/Core", "src/a.c", "src/t/b.h")),
        (["*.h", "!t/"], [], ("src/t/b.h",)),
        ([], ["src/t/"], ("lib/d.hpp", "src/a.c")),
        ([], ["*", "!*.hpp"], ()),
    ],
)
def test_patterns(
    tmp_path: Path, include: list[str], exclude: list[str], paths: tuple[str, ...]
) -> None:
    write(tmp_path, "src/a.c", "src/t/b.h", "src/c.h.in", "src/README.md")
    write(tmp_path, "lib/Core", "lib/d.hpp")
    assert find_sources(tmp_path, include=include, exclude=exclude).paths == paths


def test_names_that_are_not_utf_8_are_reported(tmp_path: Path) -> None:
    write(tmp_path, "a.c")
    try:
        (tmp_path / os.fsdecode(b"\xff.c")).write_bytes(b"")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    found = find_sources(tmp_path)
    assert found == Discovery(("a.c",), (("\\xff.c", "its name is not UTF-8"),))


def test_pipes_are_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.c")
    os.mkfifo(tmp_path / "b")
    assert find_sources(tmp_path) == Discovery((), (("a.c", "not a regular file"),))


def test_links_out_of_the_tree_are_not_followed(tmp_path: Path) -> None:
    root = tmp_path / "root"
    write(tmp_path, "outside/a.c", "root/b.c")
    (root / "a.c").symlink_to("../outside/a.c")
    (root / "folder").symlink_to("../outside")
    (root / "zero.c").symlink_to("/dev/zero")
    (root / "gone.c").symlink_to("nothing.c")
    leaves = "a symbolic link that leaves the source root"
    assert find_sources(root) == Discovery(
        ("b.c",),
        (
            ("a.c", leaves),
            ("folder", leaves),
            ("gone.c", "a symbolic link to nothing"),
            ("zero.c", leaves),
        ),
    )


def test_links_in_the_tree_add_what_is_not_found_without_them(tmp_path: Path) -> None:
    write(tmp_path, "a/x.c", "hidden/y.c", "hidden/z")
    ignore(tmp_path, "/hidden/")
    (tmp_path / "a" / "same.c").symlink_to("x.c")
    (tmp_path / "a" / "loop").symlink_to("..")
    (tmp_path / "self.c").symlink_to("self.c")
    (tmp_path / "b").symlink_to("hidden")
    (tmp_path / "c").symlink_to("hidden")
    (tmp_path / "z.c").symlink_to("hidden/z")
    assert find_sources(tmp_path) == Discovery(
        ("a/x.c", "b/y.c", "z.c"), (("self.c", "a symbolic link to nothing"),)
    )


def test_root_that_is_a_link(tmp_path: Path) -> None:
    write(tmp_path, "real/a.c")
    (tmp_path / "root").symlink_to("real")
    assert find_sources(tmp_path / "root").paths == ("a.c",)


def test_folder_that_cannot_be_read(tmp_path: Path) -> None:
    assert find_sources(tmp_path / "none").skipped == (
        (".", "No such file or directory"),
    )
