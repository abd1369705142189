"""A confined process reads what it may and does nothing else. Each case its own."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from sphinxext_kwindex.indexer.sandbox import landlock_abi

ABI, REASON = landlock_abi()
ROOT = str(Path(__file__).parents[2])
needs_landlock = pytest.mark.skipif(not ABI, reason=str(REASON))
needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="no limits there")


def _confined(code, *, readable=(), memory=None, before=""):
    """Run code in a confined process; return what it leaves in ``result``."""
    program = "\n".join(
        (
            "import errno, json, os, socket, subprocess, sys",
            "from sphinxext_kwindex.indexer.sandbox import confine",
            "def tried(call, *args):",
            "    try: call(*args)",
            "    except OSError as error: return errno.errorcode[error.errno]",
            "    return 'done'",
            textwrap.dedent(before),
            f"held = confine({tuple(map(str, readable))!r}, {memory!r})",
            textwrap.dedent(code),
            "print(json.dumps(result))",
        )
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@needs_landlock
def test_only_what_is_named_can_be_read(tmp_path):
    for name in ("in/a.h", "out/b.h", "single.h"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "in/link.h").symlink_to(tmp_path / "out/b.h")
    names = ("in/a.h", "single.h", "out/b.h", "in/link.h", "in/../out/b.h")

    result = _confined(
        f"""
        result = [tried(open, {str(tmp_path)!r} + "/" + name) for name in {names!r}]
        result += [tried(open, "/etc/passwd"), tried(os.listdir, "/etc")]
        result += [tried(open, "/proc/self/environ")]
        """,
        readable=[tmp_path / "in", tmp_path / "single.h", tmp_path / "absent"],
    )

    assert result == ["done", "done", *["EACCES"] * 6]


@needs_landlock
def test_nothing_can_be_written_run_or_connected_to(tmp_path):
    (tmp_path / "a.h").write_text("x")

    result = _confined(
        f"""
        here = {str(tmp_path)!r}
        result = [
            tried(open, here + "/new", "w"),
            tried(open, here + "/a.h", "a"),
            tried(os.remove, here + "/a.h"),
            tried(os.mkdir, here + "/folder"),
            tried(os.execv, "/bin/true", ["true"]),
            held.landlock,
        ]
        with socket.socket() as one:
            result.append(tried(one.connect, ("127.0.0.1", 9)))
        """,
        readable=[tmp_path],
    )

    *outcomes, abi, connected = result
    assert outcomes == ["EACCES"] * 5
    assert abi == ABI
    assert connected == ("EACCES" if ABI >= 4 else "ECONNREFUSED")
    assert (tmp_path / "a.h").read_text() == "x"
    assert len(list(tmp_path.iterdir())) == 1


@needs_landlock
def test_threads_started_later_are_confined_too():
    result = _confined(
        """
        import threading
        result = []
        thread = threading.Thread(
            target=lambda: result.append(tried(open, "/etc/passwd"))
        )
        thread.start()
        thread.join()
        """
    )

    assert result == ["EACCES"]


def test_modules_can_still_be_imported_and_libclang_still_parses(tmp_path):
    (tmp_path / "a.c").write_text("int x;\n#include <stddef.h>\n")

    result = _confined(
        f"""
        import decimal, sphinxext_kwindex.scan
        sys.path.append({ROOT!r})
        from pathlib import Path
        found = errors_of(Path({str(tmp_path)!r}, "a.c").read_text(), arguments)
        result = [decimal.Decimal(1) == 1, found]
        """,
        before=f"""
        sys.path.insert(0, {ROOT!r})
        from tests.libclang_errors import errors_of
        from sphinxext_kwindex.indexer.library import load_libclang
        from sphinxext_kwindex.indexer.toolchain import find_toolchain
        from sphinxext_kwindex.model import Language
        toolchain = find_toolchain(load_libclang())
        load_libclang().cdll
        arguments = ["-x", "c", *toolchain.arguments(Language.C)]
        """,
        readable=[tmp_path],
    )

    assert result == [True, []]


@needs_posix
def test_the_limits_hold():
    result = _confined(
        """
        import resource
        try: bytearray(1 << 31)
        except MemoryError: reached = True
        else: reached = False
        result = [reached, dict(held.limits), resource.getrlimit(resource.RLIMIT_AS)]
        """,
        memory=1 << 30,
    )

    assert result == [
        True,
        {"AS": 1 << 30, "CORE": 0, "FSIZE": 0},
        [1 << 30, 1 << 30],
    ]


@needs_posix
def test_no_file_grows_even_without_landlock(tmp_path):
    result = _confined(
        f"""
        path = {str(tmp_path)!r} + "/new"
        opened = os.open(path, os.O_WRONLY | os.O_CREAT)
        result = [held.reason, tried(os.write, opened, b"x")]
        """,
        before="""
        import sphinxext_kwindex.indexer.sandbox as sandbox
        sandbox.landlock_abi = lambda: (0, "switched off by the test")
        """,
    )

    assert result == ["switched off by the test", "EFBIG"]


def test_the_environment_is_empty(monkeypatch):
    monkeypatch.setenv("CPATH", "/etc")

    result = _confined(
        """
        import ctypes
        getenv = ctypes.CDLL(None).getenv if sys.platform != "win32" else None
        result = [len(os.environ), getenv(b"CPATH") if getenv else 0]
        """
    )

    assert result == [0, 0]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux has it")
def test_it_ends_with_its_parent():
    child = (
        "import sys, time; from sphinxext_kwindex.indexer.sandbox import confine;"
        "confine(()); print('confined', file=sys.stderr, flush=True); time.sleep(60)"
    )
    parent = (
        "import os, subprocess, sys;"
        f"child = subprocess.Popen([sys.executable, '-c', {child!r}],"
        "                          stderr=subprocess.PIPE);"
        "print(child.stderr.readline().decode(), flush=True); os._exit(0)"
    )

    # The child holds the same standard output: `run` returns when both have ended.
    done = subprocess.run(
        [sys.executable, "-c", parent],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=40,
    )

    assert done.stdout.split() == ["confined"]
