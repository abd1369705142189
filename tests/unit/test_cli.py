"""The command line: output, exit codes, and what a terminal must not be told."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

import pytest

from sphinxext_kwindex.cli.main import build_parser, main, parse_size
from sphinxext_kwindex.cli.terminal import shown

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    root = tmp_path_factory.mktemp("tree")
    (root / "geo").mkdir()
    (root / "geo" / "vec.h").write_text(
        "#pragma once\n#define GEO_API\nnamespace geo {\n"
        "/// A vector.\n"
        "struct GEO_API Vec { int x; int dot(const Vec& other) const; };\n"
        "}\n"
    )
    (root / "geo" / "vec.cpp").write_text(
        '#include "vec.h"\n#include "gone.h"\nnamespace geo {\n'
        "int Vec::dot(const Vec& other) const { return x * other.x; }\n}\n"
    )
    return root


@pytest.fixture(scope="module")
def database(tree, tmp_path_factory):
    path = tmp_path_factory.mktemp("index") / "kw.sqlite3"
    assert main(["index", str(tree), "-d", str(path), "-q", "-j1"]) == 0
    return path


def run(capsys, *argv: object) -> tuple[int, str, str]:
    code = main([str(argument) for argument in argv])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_index_loads_only_what_it_needs():
    script = (
        "import sys\n"
        "from sphinxext_kwindex.cli.main import main\n"
        "try: main(['index', 'no/such/folder'])\n"
        "finally: print(*sys.modules)"
    )
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    loaded = set(done.stdout.split())
    assert "sphinxext_kwindex.update" in loaded
    others = {"sphinxext_kwindex.analysis", "sphinxext_kwindex.render", "asyncio"}
    assert not loaded & others


def test_a_missing_header_is_said_once(tmp_path, capsys):
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.c").write_text('#include "gone.h"\n')
    _, _, err = run(capsys, "index", tmp_path, "-d", tmp_path / "kw.sqlite3", "-j", 1)
    assert err.count("gone.h") == 1
    assert "\"gone.h\" was not found; 3 files need it, 'a.c' for one" in err


def test_index_says_what_it_did(tree, tmp_path, capsys):
    file = tmp_path / "new" / "kw.sqlite3"
    code, out, err = run(capsys, "index", tree, "-d", file, "-j", 1)
    assert code == 0
    assert out.startswith("2 files: 2 indexed, 0 unchanged, 0 removed; ")
    assert "\"gone.h\" was not found; 'geo/vec.cpp' needs it" in err
    code, out, err = run(capsys, "index", tree, "-d", file)
    assert code == 0
    assert out.startswith("2 files: 0 indexed, 2 unchanged, 0 removed; ")
    assert "0 workers" in out
    assert err == ""


def test_quiet_prints_problems_only(tree, tmp_path, capsys):
    code, out, err = run(capsys, "index", tree, "-d", tmp_path / "x", "-q", "-j1")
    assert code == 0
    assert out == ""
    assert "gone.h" in err


def test_the_default_database_is_in_the_current_folder(
    tree, tmp_path, capsys, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    assert run(capsys, "index", tree, "-q", "-j1")[0] == 0
    assert (tmp_path / "kwindex.sqlite3").is_file()


def test_index_without_libclang_is_a_problem(tree, tmp_path, capsys):
    code, out, err = run(
        *(capsys, "index", tree, "-d", tmp_path / "x"),
        *("--libclang", "/nowhere/libclang.so"),
    )
    assert code == 1
    assert "no libclang" in out
    assert "/nowhere/libclang.so" in err


def test_show(database, capsys):
    code, out, _ = run(capsys, "show", database, "geo/vec.cpp")
    assert code == 0
    assert "coverage: partial" in out
    assert 'headers not found: "gone.h"' in out
    assert "geo::Vec::dot" in out
    assert '"vec.h"\tgeo/vec.h' in out
    code, out, _ = run(capsys, "show", database, "geo/vec.h")
    assert "GEO_API" in out
    assert "Included by\tgeo/vec.cpp\t1" in out


def test_show_takes_the_end_of_a_path(database, capsys):
    code, out, _ = run(capsys, "show", database, "vec.h")
    assert code == 0
    assert out.startswith("geo/vec.h\n")


def test_show_of_an_unknown_file_names_near_ones(database, capsys):
    code, out, err = run(capsys, "show", database, "geo/vek.h")
    assert (code, out) == (1, "")
    assert "'geo/vek.h' is not in the index" in err
    assert "'geo/vec.h'" in err


def test_find(database, capsys):
    code, out, _ = run(capsys, "find", database, "Vec::dot")
    assert code == 0
    assert "geo/vec.cpp:4:10\tdefinition" in out
    assert "geo/vec.h:5:33\tdeclaration" in out
    assert "Vec::dot: mentions\tgeo/vec.cpp\t1" in out


def test_find_of_an_unknown_name_names_near_ones(database, capsys):
    code, out, err = run(capsys, "find", database, "Vecc")
    assert (code, out) == (1, "")
    assert "'Vecc' is not in the index" in err


def test_dump(database, tmp_path, capsysbinary):
    assert main(["dump", str(database)]) == 0
    out = capsysbinary.readouterr().out
    lines = [json.loads(line) for line in out.splitlines()]
    assert lines[0]["record"] == "header"
    assert {line["path"] for line in lines if line["record"] == "file"} == {
        "geo/vec.cpp",
        "geo/vec.h",
    }
    assert main(["dump", str(database), "-o", str(tmp_path / "d.jsonl")]) == 0
    assert (tmp_path / "d.jsonl").read_bytes() == out


def test_check_needs_no_index(tree, capsys):
    code, out, _ = run(capsys, "check", tree / "geo" / "vec.cpp", "--root", tree, "-j1")
    assert code == 1
    assert "coverage: partial" in out
    assert "arguments: -x c++" in out
    assert "'gone.h' file not found" in out
    assert "symbols: " in out


def test_check_of_a_sound_file(tree, capsys):
    assert run(capsys, "check", tree / "geo" / "vec.h", "--root", tree)[0] == 0


def test_check_of_a_file_outside_the_root(tree, tmp_path, capsys):
    file = tmp_path / "a.cpp"
    file.write_text("int a;\n")
    code, _, err = run(capsys, "check", file, "--root", tree)
    assert code == 2
    assert "--root" in err


def test_doctor(tree, capsys):
    code, out, err = run(capsys, "doctor", tree)
    assert "libclang" in out
    assert "Include roots (detected)" in out
    assert code == (1 if err else 0)


def test_doctor_without_libclang(tree, capsys):
    code, _, err = run(capsys, "doctor", tree, "--libclang", "/nowhere/libclang.so")
    assert code == 1
    assert "/nowhere/libclang.so" in err


@pytest.mark.parametrize(
    "argv",
    [
        ("show", "nowhere.sqlite3", "a.h"),
        ("find", "nowhere.sqlite3", "a"),
        ("dump", "nowhere.sqlite3"),
        ("index", "nowhere"),
        ("check", "nowhere.cpp"),
        ("index", ".", "--timeout", "-1"),
        ("index", ".", "--compile-commands", "nowhere.json"),
        ("index", ".", "-d", "."),
    ],
)
def test_what_cannot_be_done_is_a_sentence(argv, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, err = run(capsys, *argv)
    assert code == 2
    assert out == ""
    assert err.startswith("kwindex: error: ")
    assert "Traceback" not in err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "argv", [(), ("nonsense",), ("index",), ("index", ".", "--memory-limit", "much")]
)
def test_a_wrong_command_line(argv, capsys):
    with pytest.raises(SystemExit) as caught:
        main(list(argv))
    assert caught.value.code == 2
    assert "usage: kwindex" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3G", 3 << 30),
        ("800m", 800 << 20),
        ("64KiB", 64 << 10),
        ("12", 12),
        ("1gb", 1 << 30),
        ("0", None),
    ],
)
def test_sizes(text, expected):
    assert parse_size(text) == expected


@pytest.mark.parametrize("text", ["", "G", "1.5G", "-1", "3T", "٣"])
def test_no_sizes(text):
    with pytest.raises(argparse.ArgumentTypeError):
        parse_size(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain é ∂", "plain é ∂"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("a\nb\tc\0\x07", "a\\x0ab\\x09c\\x00\\x07"),
        ("\x9b2J\x7f", "\\x9b2J\\x7f"),
        ("\u202etxt", "\\u202etxt"),
        ("\udcff", "\\udcff"),
    ],
)
def test_what_a_terminal_would_obey_is_escaped(text, expected):
    assert shown(text) == expected


def test_names_are_escaped_on_the_way_out(tmp_path, capsys):
    root = tmp_path / "tree"
    root.mkdir()
    (root / "a.cpp").write_text('#include "\x1b[2J.h"\nint [bold]x;\n')
    _, out, err = run(capsys, "index", root, "-d", tmp_path / "x", "-j1")
    assert "\x1b" not in out + err
    assert "[2J.h" in err
    code, out, err = run(capsys, "show", tmp_path / "x", "a.cpp")
    assert code == 0
    assert "\x1b" not in out + err


def test_the_module_is_the_program(database):
    result = subprocess.run(
        [sys.executable, "-m", "sphinxext_kwindex", "find", database, "Nothing"],
        cwd=REPOSITORY,
        capture_output=True,
        check=False,
        text=True,
    )
    assert result.returncode == 1
    assert result.stderr.startswith("kwindex: warning: 'Nothing' is not in the index")


def test_no_sphinx_is_loaded():
    code = (
        "import sys, sphinxext_kwindex.__main__; "
        "print(sorted({'sphinx', 'docutils', 'clang'} & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=REPOSITORY,
        capture_output=True,
        check=True,
        text=True,
    )
    assert result.stdout == "[]\n"


def test_a_reader_that_goes_away(database):
    with subprocess.Popen(
        [sys.executable, "-m", "sphinxext_kwindex", "dump", database],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_the_help_states_the_exit_codes(capsys):
    with pytest.raises(SystemExit) as caught:
        main(["--help"])
    assert caught.value.code == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "1: nothing was found, or there are problems to look at" in text
    assert build_parser().prog == "kwindex"


def test_layer_rules_are_checked_and_known_violations_passed_over(
    tmp_path, tree, database, capsys
):
    rules = tmp_path / "layers.toml"
    rules.write_text('[layers]\nheaders = ["*.h"]\nsources = ["*.cpp"]\n')
    code, out, err = run(capsys, "layers", database, rules)
    assert (code, err) == (1, "")
    assert out == "Not allowed\tgeo/vec.cpp\t1\tgeo/vec.h\tsources\theaders\n"
    known = tmp_path / "known.txt"
    assert run(capsys, "layers", database, rules, "--write-known", known)[:2] == (0, "")
    assert known.read_text().endswith("\ngeo/vec.cpp -> geo/vec.h\n")
    known.write_text(known.read_text() + "old.h -> x.h\n")
    code, out, err = run(capsys, "layers", database, rules, "--known", known)
    assert (code, out) == (0, "")
    assert "old.h -> x.h: gone, remove it from" in err


def test_wrong_layer_rules_are_a_sentence(tmp_path, database, capsys):
    rules = tmp_path / "layers.toml"
    rules.write_text("[layers]\napp = 3\n")
    code, _, err = run(capsys, "layers", database, rules)
    assert code == 2
    assert "layer 'app' is 3, expected a list of patterns" in err
    rules.write_text("= 3\n")
    assert run(capsys, "layers", database, rules)[0] == 2


def test_coverage_has_a_floor_and_makes_a_badge(database, tmp_path, capsys):
    badge = tmp_path / "documented.svg"
    code, out, err = run(
        capsys, "coverage", database, "--floor", 25, "--gaps", "--badge", badge
    )
    assert (code, err) == (0, "")
    assert "By kind\tstruct\t1\t1\t100 %\n" in out
    assert "By file\tgeo/vec.h\t1\t4\t25 %\n" in out
    assert "No comment\tgeo::Vec::dot\tmethod\tgeo/vec.h\t" in out
    assert out.endswith("In all\t/\t1\t4\t25 %\n")
    assert ">25 %</text>" in badge.read_text("utf-8")
    code, out, _ = run(capsys, "coverage", database, "--folder", "geo/", "--floor", 26)
    assert code == 1
    assert "No comment" not in out
    assert out.endswith("In all\tgeo\t1\t4\t25 %\n")


def test_coverage_of_an_unknown_folder_is_a_sentence(database, capsys):
    code, _, err = run(capsys, "coverage", database, "--folder", "nowhere")
    assert code == 2
    assert err == "kwindex: error: the index has no file of 'nowhere'\n"
