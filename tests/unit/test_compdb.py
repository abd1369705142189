"""Compilation databases: read, asked, and refused with a reason."""

from __future__ import annotations

import json

import pytest

from sphinxext_kwindex.errors import CompilationDatabaseError
from sphinxext_kwindex.indexer.compdb import (
    CompilationDatabase,
    _is_windows,
    _split_windows,
    find_compile_commands,
)


def _load(tmp_path, entries):
    path = tmp_path / "compile_commands.json"
    path.write_text(json.dumps(entries), encoding="utf-8")
    return CompilationDatabase.load(path)


def _entry(file, directory="/p", **more):
    return {"file": file, "directory": directory, "arguments": ["cc", file], **more}


def test_a_command_line_and_an_argument_list_are_the_same(tmp_path):
    database = _load(
        tmp_path,
        [
            {
                "file": "a.c",
                "directory": "/p",
                "command": r'cc -DNAME=\"x\" "-Ia b" a.c',
            },
            {
                "file": "b.c",
                "directory": "/p",
                "arguments": ["cc", '-DNAME="x"', "-Ia b", "b.c"],
            },
        ],
    )

    first = database.command_for("/p/a.c")
    assert first.arguments == ("cc", '-DNAME="x"', "-Ia b", "a.c")
    assert first.arguments[:-1] == database.command_for("/p/b.c").arguments[:-1]


def test_relative_paths_start_at_the_directory_and_that_at_the_database(tmp_path):
    database = _load(tmp_path, [_entry("../src/./a.c", directory="build")])

    command = database.command_for(tmp_path / "src" / "a.c")
    assert command.path == str(tmp_path / "src" / "a.c")
    assert command.directory == str(tmp_path / "build")


def test_the_first_of_several_commands_counts(tmp_path):
    database = _load(
        tmp_path,
        [
            _entry("a.c", arguments=["cc", "-DFIRST"]),
            _entry("/p/x/../a.c"),
            _entry("b.c"),
        ],
    )

    assert database.command_for("/p/a.c").arguments == ("cc", "-DFIRST")
    assert (database.entries, database.repeated, database.invalid) == (3, 1, 0)


@pytest.mark.parametrize(
    "entry",
    [
        *([], "a.c", None, {}),
        {"file": "a.c", "directory": "/p"},
        {"file": 1, "directory": "/p", "command": "cc"},
        {"file": "a.c", "directory": 1, "command": "cc"},
        {"file": "a.c", "directory": "/p", "arguments": [1]},
        {"file": "a\0.c", "directory": "/p", "command": "cc"},
        {"file": "a.c", "directory": "/p", "command": ""},
    ],
)
def test_an_entry_that_is_no_command_is_counted(entry, tmp_path):
    database = _load(tmp_path, [entry, _entry("good.c")])

    assert database.invalid == 1
    assert list(database.commands) == ["/p/good.c"]


def test_an_unclosed_quote_still_gives_words(tmp_path):
    database = _load(
        tmp_path, [{"file": "a.c", "directory": "/p", "command": "cc -DX='a a.c"}]
    )

    assert database.command_for("/p/a.c").arguments == ("cc", "-DX='a", "a.c")


def test_no_command_is_invented(tmp_path):
    database = _load(tmp_path, [_entry("/p/src/a.c")])

    assert database.command_for("/p/src/b.c") is None


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/p/include/net/socket.h", "/p/src/net/socket.cc"),
        ("/p/src/net/socket_test.cc", "/p/src/net/address.cc"),
        ("/p/src/util/new.cc", "/p/src/util/string.cc"),
        ("/p/src/other/deep/x.cc", "/p/src/a.cc"),
        ("/p/x.cc", "/p/app/main.cc"),
        ("/p/src/util/main.h", "/p/app/main.cc"),
        ("/elsewhere/x.cc", None),
        ("/elsewhere/a.cc", None),
    ],
)
def test_the_nearest_command(path, expected, tmp_path):
    files = (
        *("/p/src/a.cc", "/p/src/net/socket.cc", "/p/src/net/address.cc"),
        *("/p/src/util/string.cc", "/p/app/main.cc"),
    )
    database = _load(tmp_path, [_entry(file) for file in files])
    other_order = _load(tmp_path, [_entry(file) for file in reversed(files)])

    found = database.nearest(path)
    assert (found and found.path) == expected
    assert other_order.nearest(path) == found


def test_stale_commands_are_counted(tmp_path):
    (tmp_path / "here.c").touch()
    database = _load(
        tmp_path, [_entry(str(tmp_path / "here.c")), _entry(str(tmp_path / "gone.c"))]
    )

    assert database.stale() == 1


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is not JSON"),
        (b"[", "is not JSON"),
        (b"\xff\xfe", "is not JSON"),
        (b"[" * 100_000, "is not JSON"),
        (b"{}", "holds no list"),
    ],
)
def test_what_is_no_database_is_refused_by_name(data, reason, tmp_path):
    path = tmp_path / "compile_commands.json"
    path.write_bytes(data)

    with pytest.raises(CompilationDatabaseError, match=reason) as caught:
        CompilationDatabase.load(path)
    assert repr(str(path)) in str(caught.value)


def test_an_absent_database(tmp_path):
    with pytest.raises(CompilationDatabaseError, match="cannot be read: No such file"):
        CompilationDatabase.load(tmp_path / "none.json")


def test_a_byte_order_mark_is_no_fault(tmp_path):
    path = tmp_path / "compile_commands.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps([_entry("a.c")]).encode())

    assert CompilationDatabase.load(path).command_for("/p/a.c")


@pytest.mark.parametrize(
    ("folders", "expected"),
    [
        ((), None),
        (("docs",), None),
        (("",), "compile_commands.json"),
        (("", "build"), "compile_commands.json"),
        (("build-b", "build-a", "out"), "build-a/compile_commands.json"),
        (("out", "cmake-build-debug"), "out/compile_commands.json"),
    ],
)
def test_where_a_database_is_looked_for(folders, expected, tmp_path):
    for folder in folders:
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / "compile_commands.json").touch()

    found = find_compile_commands(tmp_path)

    assert found == (tmp_path / expected if expected else None)


# The cases of learn.microsoft.com, "Parsing C command-line arguments".
@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (r'"abc" d e', ["abc", "d", "e"]),
        (r"a\\\b d" + '"e f"g h', [r"a\\\b", "de fg", "h"]),
        (r"a\\\"b c d", [r"a\"b", "c", "d"]),
        (r"a\\\\" + '"b c" d e', [r"a\\b c", "d", "e"]),
        (r'cl "" /c', ["cl", "", "/c"]),
    ],
)
def test_windows_quoting(command, expected):
    assert _split_windows(command) == expected


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (r"C:\VS\bin\cl.exe /c a.c", True),
        (r'"C:\Program Files\cl.exe" /c a.c', True),
        ("cl.exe /c a.c", True),
        ("C:/llvm/clang-cl /c a.c", True),
        (r"/usr/bin/cc -DA=\"b\" a.c", False),
        ("cc -c a.c", False),
        ("", False),
    ],
)
def test_windows_lines_are_known_by_their_program(command, expected):
    assert _is_windows(command) is expected
