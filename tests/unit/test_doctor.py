"""The diagnosis names what is used, and for each problem what to do."""

from __future__ import annotations

import json
from dataclasses import replace

from sphinxext_kwindex.errors import LibclangNotFoundError
from sphinxext_kwindex.indexer import doctor
from sphinxext_kwindex.indexer.doctor import diagnose
from sphinxext_kwindex.indexer.library import load_libclang
from sphinxext_kwindex.indexer.toolchain import Toolchain
from sphinxext_kwindex.scan import IncludeRoots


def test_what_is_used_is_said(tmp_path):
    roots = IncludeRoots(("include",), ())

    found = diagnose(tmp_path, include_roots=roots)

    assert found.usable
    assert found.libclang == load_libclang()
    assert found.tried == load_libclang().tried
    assert found.toolchain is not None
    assert found.database is None
    assert found.include_roots == roots
    assert found.root == str(tmp_path)
    assert bool(found.landlock) is (found.landlock_reason is None)


def test_the_database_is_found_and_counted(tmp_path):
    (tmp_path / "build").mkdir()
    (tmp_path / "a.c").touch()
    entries = [
        {"file": str(tmp_path / name), "directory": "/", "command": "cc"}
        for name in ("a.c", "gone.c", "a.c")
    ]
    path = tmp_path / "build" / "compile_commands.json"
    path.write_text(json.dumps([*entries, "wrong"]))

    found = diagnose(tmp_path)

    assert found.database == doctor.DatabaseState(
        str(path), entries=4, files=2, stale=1, repeated=1, invalid=1
    )
    assert any("1 files that do not exist" in line for line in found.problems)
    assert any("1 entries that are no command" in line for line in found.problems)
    assert diagnose(tmp_path, search_commands=False).database is None


def test_a_database_that_cannot_be_read_is_a_problem(tmp_path):
    path = tmp_path / "commands.json"

    found = diagnose(tmp_path, compile_commands=path)

    assert found.database is None
    assert any(repr(str(path)) in line for line in found.problems)


def test_without_a_libclang_the_rest_is_still_said(tmp_path, monkeypatch):
    def absent(path):
        raise LibclangNotFoundError("no usable libclang was found; install one")

    monkeypatch.setattr(doctor, "load_libclang", absent)

    found = diagnose(tmp_path)

    assert not found.usable
    assert found.toolchain is None
    assert found.problems[0].startswith("no usable libclang")


def test_missing_headers_are_problems_with_a_remedy(tmp_path, monkeypatch):
    bare = replace(load_libclang(), resource_dir=None, libcxx_dir=None)
    monkeypatch.setattr(doctor, "load_libclang", lambda path: bare)  # noqa: ARG005
    monkeypatch.setattr(doctor, "find_toolchain", lambda libclang: Toolchain())  # noqa: ARG005

    problems = "\n".join(diagnose(tmp_path).problems)

    assert "stddef.h" in problems
    assert "libc6-dev" in problems
    assert "install libclang-ng" in problems


def test_a_root_that_is_none(tmp_path):
    found = diagnose(tmp_path / "nowhere")

    assert any("check kwindex_source_root" in line for line in found.problems)
