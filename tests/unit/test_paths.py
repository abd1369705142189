from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinxext_kwindex.errors import KwindexError
from sphinxext_kwindex.update.paths import (
    SourcePathError,
    SourcePathReason,
    resolve_folder,
    resolve_source,
)

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a source root with a neighbour that nobody may see."""
    base = tmp_path_factory.mktemp("paths")
    for path in ("root/src/a.c", "root/docs/api/b.c", "secret/s.c", "root/lib/d.h"):
        file = base / path
        file.parent.mkdir(parents=True)
        file.write_bytes(b"int x;\n")
    root = base / "root"
    (root / "empty.c").write_bytes(b"\n")
    (root / "binary.c").write_bytes(bytes(100))
    (root / "pointer.c").write_bytes(b"version https://git-lfs.github.com/spec/v1\n")
    (root / "Core").write_bytes(b"#include <x>\n")
    (root / "rules").write_bytes(b"all:\n")
    (root / "a.py").write_bytes(b"x = 1\n")
    (root / "a.data").write_bytes(b"x\n")
    os.mkfifo(root / "pipe.c")
    (root / "link.c").symlink_to("src/a.c")
    (root / "out.c").symlink_to("../secret/s.c")
    (root / "out").symlink_to("../secret")
    (root / "zero.c").symlink_to("/dev/zero")
    (root / "loop.c").symlink_to("loop.c")
    (base / "way").symlink_to("root")
    return root


@pytest.mark.parametrize(
    ("argument", "path"),
    [
        ("src/a.c", "src/a.c"),
        (" src//a.c ", "src/a.c"),
        ("/src/a.c", "src/a.c"),
        ("src/../lib/d.h", "lib/d.h"),
        ("./b.c", "docs/api/b.c"),
        ("../../src/a.c", "src/a.c"),
        ("link.c", "src/a.c"),
        ("out/../src/a.c", "src/a.c"),
        ("Core", "Core"),
    ],
)
def test_sources(tree: Path, argument: str, path: str) -> None:
    document_dir = tree / "docs" / "api"
    assert resolve_source(tree, argument, document_dir=document_dir) == path
    # The same when the root is reached through a link, and the document is not.
    way = tree.parent / "way"
    assert resolve_source(way, argument, document_dir=document_dir) == path


@pytest.mark.parametrize(
    ("argument", "reason"),
    [
        ("../secret/s.c", "not_found"),
        ("../../../secret/s.c", "outside"),
        ("src/../../secret/s.c", "outside"),
        ("/../secret/s.c", "outside"),
        ("../../../../../../../../../../etc/passwd", "outside"),
        ("~/a.c", "not_a_path"),
        ("~root/a.c", "not_a_path"),
        ("C:/a.c", "not_a_path"),
        ("c:a.c", "not_a_path"),
        ("//host/share/a.c", "not_a_path"),
        ("\\\\host\\share\\a.c", "not_a_path"),
        ("..\\secret\\s.c", "not_a_path"),
        ("src/a.c\0.txt", "not_a_path"),
        ("src\n/a.c", "not_a_path"),
        ("\ud800.c", "not_a_path"),
        ("out.c", "outside"),
        ("out/s.c", "outside"),
        ("zero.c", "outside"),
        ("loop.c", "not_regular"),
        ("pipe.c", "not_regular"),
        ("/etc/passwd", "not_found"),
        ("none.c", "not_found"),
        ("src/a.c/b.c", "not_found"),
        ("x" * 5000, "not_found"),
        ("", "not_a_path"),
        ("src", "is_folder"),
        ("/", "is_folder"),
        ("..", "is_folder"),
        ("a.data", "not_c_family"),
        ("rules", "not_c_family"),
        ("empty.c", "empty"),
        ("binary.c", "binary"),
        ("pointer.c", "binary"),
    ],
)
def test_refused_paths(tree: Path, argument: str, reason: str) -> None:
    with pytest.raises(KwindexError) as caught:
        resolve_source(tree, argument, document_dir=tree / "docs" / "api")
    assert isinstance(caught.value, SourcePathError)
    assert caught.value.reason == reason
    assert repr(argument.strip()) in str(caught.value)


def test_absolute_path_of_a_source_is_not_taken(tree: Path) -> None:
    with pytest.raises(SourcePathError) as caught:
        resolve_source(tree, str(tree / "src" / "a.c"), document_dir=tree)
    assert caught.value.reason is SourcePathReason.NOT_FOUND


def test_unreadable_file(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **options: object) -> None:
        raise PermissionError

    # The superuser, who runs many tests, can read all files.
    monkeypatch.setattr("pathlib.Path.open", refuse)
    with pytest.raises(SourcePathError) as caught:
        resolve_source(tree, "src/a.c", document_dir=tree)
    assert caught.value.reason is SourcePathReason.UNREADABLE


PARTS = st.one_of(
    st.sampled_from(
        ["..", ".", "", "~", "src", "a.c", "out", "out.c", "secret", "s.c", "docs",
         "zero.c", "C:", "\\", "\0", "etc", "root", "%2e%2e", " ", "..."]
    ),
    st.text(max_size=4),
)  # fmt: skip


@settings(max_examples=2000, deadline=None)
@given(st.lists(PARTS, max_size=8).map("/".join))
def test_no_path_escapes(tree: Path, argument: str) -> None:
    try:
        path = resolve_source(tree, argument, document_dir=tree / "docs")
    except SourcePathError:
        return
    assert path in {"src/a.c", "Core", "lib/d.h", "docs/api/b.c"}
    assert os.path.realpath(tree / path) == str(tree.resolve() / path)


@pytest.mark.parametrize(
    ("argument", "folder"),
    [("/", ""), (".", "docs"), ("src", "src"), ("src/", "src"), ("/src/./", "src")],
)
def test_folders(tmp_path, argument, folder):
    (tmp_path / "src").mkdir()
    (tmp_path / "docs").mkdir()
    found = resolve_folder(tmp_path, argument, document_dir=tmp_path / "docs")
    assert found == folder


@pytest.mark.parametrize(
    ("argument", "reason"),
    [
        ("nothing", SourcePathReason.NOT_FOUND),
        ("a.h", SourcePathReason.IS_FILE),
        ("../..", SourcePathReason.OUTSIDE),
        ("~/src", SourcePathReason.NOT_A_PATH),
        ("away", SourcePathReason.OUTSIDE),
    ],
)
def test_no_folders(tmp_path, argument, reason):
    root = tmp_path / "root"
    (root / "docs").mkdir(parents=True)
    (root / "a.h").touch()
    (root / "away").symlink_to(tmp_path)
    with pytest.raises(SourcePathError) as caught:
        resolve_folder(root, argument, document_dir=root / "docs")
    assert caught.value.reason is reason
