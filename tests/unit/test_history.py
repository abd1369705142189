"""What commits changed together."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest

from sphinxext_kwindex.store import IndexReader, IndexWriter
from sphinxext_kwindex.update import HISTORY, note_history
from sphinxext_kwindex.update.history import changed_together

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


def test_pairs_are_counted_with_the_commits_of_the_other():
    commits = [["a", "b"], ["a", "b", "x"], ["b"], ["a", "c"], []]
    assert changed_together(commits, ["a", "b", "c"]) == {
        "a": [("b", 2, 3)],
        "b": [("a", 2, 3)],
    }


def test_wide_commits_tie_nothing_and_count_all_the_same():
    wide = [f"f{number}" for number in range(40)]
    found = changed_together([wide, wide, ["f0", "f1"], ["f0", "f1"]], wide)
    assert found == {"f0": [("f1", 2, 4)], "f1": [("f0", 2, 4)]}


def git(root, *arguments):
    subprocess.run(
        ["git", "-c", "user.name=x", "-c", "user.email=x@x", *arguments],
        cwd=root,
        check=True,
        capture_output=True,
    )


def commit(root, *names):
    for name in names:
        file = root / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"{file.exists() and file.read_text()}\n")
    git(root, "add", ".")
    git(root, "commit", "-m", "\x01 odd\n\nsubject")


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "index.sqlite3"
    with IndexWriter(path):
        pass
    return path


@pytest.fixture
def repository(tmp_path):
    root = tmp_path / "repository"
    root.mkdir()
    git(root, "init", "-q")
    return root


def note(database, monkeypatch, root, commits=100, paths=("a.h", "sub ü/b.h")):
    monkeypatch.setattr(IndexReader, "paths", lambda _: paths)
    fault = note_history(database, root, commits)
    with IndexReader(database) as reader:
        text = reader.meta(HISTORY)
    return fault, None if text is None else json.loads(text)


@needs_git
def test_the_history_is_read_and_kept(database, repository, monkeypatch):
    for _ in range(3):
        commit(repository, "a.h", "sub ü/b.h", "other.txt")
    fault, first = note(database, monkeypatch, repository)
    assert fault is None
    assert first["together"]["a.h"] == [["sub ü/b.h", 3, 3]]
    commit(repository, "a.h")
    _, second = note(database, monkeypatch, repository)
    assert second["together"]["sub ü/b.h"] == [["a.h", 3, 4]]
    assert note(database, monkeypatch, repository)[1] == second


@needs_git
def test_paths_are_relative_to_the_root_and_only_so_many_commits_read(
    database, repository, monkeypatch
):
    for _ in range(4):
        commit(repository, "src/a.h", "src/b.h")
    root = repository / "src"
    _, found = note(database, monkeypatch, root, 3, ("a.h", "b.h"))
    assert found["together"]["a.h"] == [["b.h", 3, 3]]


@needs_git
def test_programs_that_the_repository_names_are_not_run(
    database, repository, monkeypatch, tmp_path
):
    witness = tmp_path / "ran"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {witness}\n")
    program.chmod(0o755)
    for key in ("core.fsmonitor", "core.pager", "gpg.program", "diff.external"):
        git(repository, "config", key, str(program))
    git(repository, "config", "log.showSignature", "true")
    git(repository, "config", "core.hooksPath", str(tmp_path))
    commit(repository, "a.h")
    witness.unlink(missing_ok=True)
    assert note(database, monkeypatch, repository)[0] is None
    assert not witness.exists()


def test_without_the_setting_git_is_not_run(database, tmp_path, monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("git was run")

    monkeypatch.setattr(subprocess, "run", refuse)
    assert note(database, monkeypatch, tmp_path, 0) == (None, None)


@needs_git
def test_without_a_repository_that_is_said(database, tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    fault, found = note(database, monkeypatch, tmp_path)
    assert found is None
    assert "cannot be read: not a git repository" in fault


@needs_git
def test_the_reason_is_git_s(database, repository, monkeypatch):
    # As in a container whose user does not own the checkout.
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    fault, _ = note(database, monkeypatch, repository)
    assert "detected dubious ownership" in fault
    assert "\n" not in fault


def test_where_there_is_no_git_that_is_said(database, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    fault, _ = note(database, monkeypatch, tmp_path)
    assert fault.endswith("cannot be read: there is no git")


@needs_git
def test_git_may_not_take_long(database, repository, monkeypatch):
    def slow(*args, timeout, **kwargs):
        raise subprocess.TimeoutExpired("git", timeout)

    monkeypatch.setattr(subprocess, "run", slow)
    fault, _ = note(database, monkeypatch, repository)
    assert fault.endswith("git took more than 30 seconds")
