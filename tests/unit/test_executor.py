"""Clusters parsed by executors of this machine: the same index, whatever they do."""

from __future__ import annotations

import json
import zlib
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from io import BytesIO
from multiprocessing import get_context
from typing import ClassVar

import pytest

from sphinxext_kwindex.cli.main import main
from sphinxext_kwindex.errors import KwindexError
from sphinxext_kwindex.indexer.protocol import encode_message, read_message
from sphinxext_kwindex.store import IndexReader
from sphinxext_kwindex.update import (
    UpdateSettings,
    clusters,
    executor,
    shards,
    update_index,
)
from sphinxext_kwindex.update.remote import run_cluster
from tests.unit.test_shards import text_of, write_tree

HERE = "tests.unit.test_executor"


@pytest.fixture(autouse=True)
def _small(monkeypatch):
    monkeypatch.setattr(clusters, "_LEAST", 3)
    monkeypatch.setattr(shards, "_MOST", 3)
    monkeypatch.setattr(executor, "_FEW", 3)
    for kept in (Scripted.calls, Scripted.ended, Deserted.open):
        kept.clear()


@pytest.fixture
def root(tmp_path):
    root = tmp_path / "tree"
    write_tree(root)
    return root


@pytest.fixture
def whole(root, tmp_path):
    path = tmp_path / "whole"
    update_index(path, UpdateSettings(root, jobs=1))
    return path


def threads():
    return ThreadPoolExecutor(2)


def processes():
    return ProcessPoolExecutor(2, mp_context=get_context("spawn"))


class Scripted(Executor):
    """Does each call at once, as a script says: a function of number and payload."""

    calls: ClassVar[list[bytes]] = []
    ended: ClassVar[list[bool]] = []

    def __init__(self, script):
        self.script = script

    def submit(self, call, payload, /):  # type: ignore[override]
        self.calls.append(payload)
        future: Future[bytes] = Future()
        try:
            future.set_result(self.script(len(self.calls), payload))
        except Exception as error:  # noqa: BLE001
            future.set_exception(error)
        return future

    def shutdown(self, wait=True, *, cancel_futures=False):  # noqa: FBT002
        self.ended.append(wait)


def always_lost():
    def script(number, payload):
        raise OSError("the worker is gone")

    return Scripted(script)


def lost_once():
    def script(number, payload):
        if number == 1:
            raise OSError("the worker is gone")
        return run_cluster(payload)

    return Scripted(script)


def liar():
    """Return an executor whose answers are damaged, each in another way."""

    def script(number, payload):
        answer = run_cluster(payload)
        message = read_message(BytesIO(answer))
        assert message is not None
        header, blobs = message
        outcomes = header["outcomes"]
        match number % 5:
            case 0:
                return answer[: len(answer) // 2]
            case 1:
                next(one for one in outcomes if one["blobs"])["header"]["files"][0][
                    "path"
                ] = "../other.h"
            case 2:
                blobs = blobs[:-1]
            case 3:
                outcomes[-1]["unit"] = "other.h"
            case _:
                return b"kwx0"
        return encode_message(header, blobs)

    return Scripted(script)


def stale_reader():
    """Return an executor that sees other contents than the caller."""

    def script(number, payload):
        answer = read_message(BytesIO(run_cluster(payload)))
        assert answer is not None
        header, blobs = answer
        for one in header["outcomes"]:
            for record in one["header"]["files"]:
                record["sha256"] = "0" * 64
        return encode_message(header, blobs)

    return Scripted(script)


def changed(**changes):
    """Return an executor whose other side sees a changed call."""

    def script(number, payload):
        message = read_message(BytesIO(payload))
        assert message is not None
        header, (blob,) = message
        work = json.loads(zlib.decompress(blob))
        header = {key: changes.get(key, value) for key, value in header.items()}
        work = {key: changes.get(key, value) for key, value in work.items()}
        blob = zlib.compress(json.dumps(work).encode())
        return run_cluster(encode_message(header, [blob]))

    return Scripted(script)


def other_code():
    return changed(code="0")


def other_libclang():
    return changed(version="9.9.9")


def other_machine():
    return changed(needed=["/nowhere/at/all"])


def nothing():
    return object()


def broken():
    raise RuntimeError("no machine is free")


@pytest.mark.parametrize("factory", ["threads", "processes"])
def test_executors_of_the_standard_library(root, whole, tmp_path, factory):
    heard: list[tuple[int, int]] = []
    report = update_index(
        tmp_path / "index",
        UpdateSettings(root, jobs=1, executor=f"{HERE}:{factory}"),
        progress=lambda *told: heard.append(told[:2]),
    )
    assert text_of(tmp_path / "index") == text_of(whole)
    with IndexReader(tmp_path / "index") as one, IndexReader(whole) as other:
        assert one.fingerprints() == other.fingerprints()
    assert report.returned is None
    assert report.workers > 2  # the local one is asked which libclang there is
    assert report.cpu > 0
    assert heard == [(n, report.total) for n in range(1, report.total + 1)]


def test_a_call_that_fails_is_tried_again(root, whole, tmp_path):
    settings = UpdateSettings(root, jobs=1, executor=f"{HERE}:lost_once")
    report = update_index(tmp_path / "index", settings)
    assert report.returned is None
    assert text_of(tmp_path / "index") == text_of(whole)
    assert len(set(Scripted.calls)) == len(Scripted.calls) > 2
    assert Scripted.ended == [True]


@pytest.mark.parametrize("factory", ["always_lost", "liar"])
def test_what_an_executor_fails_at_is_done_here(root, whole, tmp_path, factory):
    settings = UpdateSettings(root, jobs=1, executor=f"{HERE}:{factory}")
    report = update_index(tmp_path / "index", settings)
    assert text_of(tmp_path / "index") == text_of(whole)
    assert report.parsed == report.total
    assert not report.failures
    assert not report.problems
    assert f"{factory}' failed at " in (report.returned or "")
    assert len(Scripted.calls) % 2 == 0


def test_the_command_tells_it_and_succeeds(root, tmp_path, capsys):
    arguments = ["index", str(root), "-j1", "-d", str(tmp_path / "index")]
    assert main([*arguments, "--executor", f"{HERE}:always_lost"]) == 0
    err = capsys.readouterr().err
    assert "which were parsed here: OSError: the worker is gone" in err


def test_other_contents_are_parsed_again_the_next_time(root, whole, tmp_path):
    settings = UpdateSettings(root, jobs=1, executor=f"{HERE}:stale_reader")
    update_index(tmp_path / "index", settings)
    again = update_index(tmp_path / "index", UpdateSettings(root, jobs=1))
    # All but the two empty ones, which were not given away.
    assert again.parsed == again.total - 2
    assert text_of(tmp_path / "index") == text_of(whole)


@pytest.mark.parametrize(
    ("factory", "message"),
    [
        ("other_code", "another version of kwindex; install the same"),
        ("other_libclang", "its libclang is .*, not 9.9.9; install the same"),
        ("other_machine", "'/nowhere/at/all' does not exist there; share the file"),
        ("nothing", "is a object without 'submit'"),
        ("broken", "cannot be made: RuntimeError: no machine is free"),
        ("missing", "cannot be made: AttributeError"),
    ],
)
def test_what_is_of_no_use_is_refused(root, tmp_path, factory, message):
    settings = UpdateSettings(root, jobs=1, executor=f"{HERE}:{factory}")
    with pytest.raises(KwindexError, match=message):
        update_index(tmp_path / "index", settings)
    assert not any(Scripted.ended)


def test_nothing_is_imported_while_nothing_is_stale(root, whole):
    settings = UpdateSettings(root, jobs=1, executor="no.such.module:factory")
    report = update_index(whole, settings)
    assert (report.parsed, report.workers) == (0, 0)
    (root / "a" / "0.cpp").write_text("int other;\n")
    with pytest.raises(KwindexError, match="cannot be made: ModuleNotFoundError"):
        update_index(whole, settings)


def test_an_interruption_ends_the_executor_at_once(root, tmp_path):
    def interrupt(done, total, path):
        if done > 2:  # two are read as text
            raise KeyboardInterrupt

    settings = UpdateSettings(root, jobs=1, executor=f"{HERE}:lost_once")
    with pytest.raises(KeyboardInterrupt):
        update_index(tmp_path / "index", settings, progress=interrupt)
    assert Scripted.ended == [False]


@pytest.mark.parametrize("text", ["", "module", "a:b:c", ":f", "m:", "dask:", "1:f"])
def test_what_names_no_executor_is_refused(root, text):
    with pytest.raises(KwindexError, match="'module:factory' or 'dask:tcp"):
        UpdateSettings(root, executor=text).check()


def test_an_executor_without_workers_is_given_up(root, whole, tmp_path, monkeypatch):
    """As Dask's client tells it: calls wait for ever where nobody is there."""
    monkeypatch.setattr(executor, "_TICK", 0.01)
    monkeypatch.setattr(executor, "_PATIENCE", 0.02)
    settings = UpdateSettings(root, jobs=1, executor=f"{HERE}:deserted")
    report = update_index(tmp_path / "index", settings)
    assert "which were parsed here: it has no workers" in (report.returned or "")
    assert text_of(tmp_path / "index") == text_of(whole)
    assert Deserted.open
    assert all(future.cancelled() for future in Deserted.open)


class Deserted:
    open: ClassVar[list[Future[bytes]]] = []

    def submit(self, call, payload, /):
        self.open.append(Future())
        return self.open[-1]

    def scheduler_info(self):
        return {"workers": {}}


def deserted():
    return Deserted()
