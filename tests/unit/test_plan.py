"""Units, languages and arguments of small trees; no parser runs."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sphinxext_kwindex.indexer import Libclang
from sphinxext_kwindex.model import Language
from sphinxext_kwindex.update import UpdateSettings
from sphinxext_kwindex.update.plan import Plan, find_commands, languages, make_plan
from sphinxext_kwindex.update.tree import read_tree

LIBCLANG = Libclang("libclang.so", "22.1.4", "explicit", None, None)


@pytest.fixture
def plan_of(tmp_path):
    def plan(files, libclang=LIBCLANG, **settings):
        for path, text in files.items():
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text if isinstance(text, bytes) else text.encode())
        chosen = UpdateSettings(tmp_path, **settings)
        tree = read_tree(chosen)
        commands = find_commands(chosen, tree.root)
        assert commands.warning is None
        return make_plan(tree, chosen, libclang, commands)

    return plan


def wanted(plan: Plan) -> dict[str, tuple[str, ...]]:
    return {one.unit.path: one.unit.wanted for one in plan.units}


def test_every_file_is_wanted_once(plan_of):
    plan = plan_of(
        {
            "a.cpp": '#include "a.h"\n',
            "a.h": '#include "a.inl"\n',
            "a.inl": "int f() { return 0; }\n",
            "alone.inl": "int g();\n",
            "empty.h": "",
        }
    )
    found = [path for one in plan.units for path in one.unit.wanted]
    assert sorted(found) == ["a.cpp", "a.h", "a.inl", "alone.inl", "empty.h"]


def test_a_fragment_is_read_through_its_own_header(plan_of):
    plan = plan_of(
        {
            "a/early.hpp": '#include "vec.tpp"\n',
            "b/vec.hpp": '#include "vec.tpp"\n',
            "b/vec.tpp": "template <class T> void f(T) {}\n",
        }
    )
    assert wanted(plan)["b/vec.hpp"] == ("b/vec.hpp", "b/vec.tpp")
    assert wanted(plan)["a/early.hpp"] == ("a/early.hpp",)


def test_a_fragment_is_rather_read_without_a_condition(plan_of):
    plan = plan_of(
        {
            "a.cpp": '#ifdef _WIN32\n#include "list.def"\n#endif\n',
            "b.cpp": '#include "list.def"\n',
            "list.def": "X(1)\n",
        }
    )
    assert wanted(plan)["b.cpp"] == ("b.cpp", "list.def")
    assert "list.def" in plan.own_units


def test_a_fragment_of_a_fragment_goes_to_the_outermost(plan_of):
    plan = plan_of(
        {
            "a.cpp": '#include "a.inl"\n',
            "a.inl": '#include "b.inl"\n',
            "b.inl": "int b;\n",
        }
    )
    assert wanted(plan) == {"a.cpp": ("a.cpp", "a.inl", "b.inl")}


def test_fragments_in_a_circle_stand_for_themselves(plan_of):
    plan = plan_of({"a.inl": '#include "b.inl"\n', "b.inl": '#include "a.inl"\n'})
    assert wanted(plan) == {"a.inl": ("a.inl",), "b.inl": ("b.inl",)}


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"n.h": "int f(int);\n"}, Language.C),
        ({"n.h": "int f();\n", "a.cpp": '#include "n.h"\n'}, Language.CXX),
        ({"n.h": "int f();\n", "a.c": '#include "n.h"\n'}, Language.C),
        (
            {
                "n.h": "int f();\n",
                "a.c": '#include "n.h"\n',
                "b.cpp": '#include "n.h"\n',
            },
            Language.C,
        ),
        ({"n.h": "class A {};\n", "a.c": '#include "n.h"\n'}, Language.CXX),
        (
            {
                "n.h": "int f();\n",
                "m.h": '#include "n.h"\n',
                "a.cpp": '#include "m.h"\n',
            },
            Language.CXX,
        ),
    ],
)
def test_language_of_a_header(tmp_path, files, expected):
    for path, text in files.items():
        (tmp_path / path).write_text(text)
    assert languages(read_tree(UpdateSettings(tmp_path)))["n.h"] is expected


def test_what_is_not_parsed_says_why(plan_of):
    plan = plan_of(
        {
            "binary.h": b"\0\1\2\3" * 100,
            "conflict.h": "<<<<<<< a\nint a;\n=======\nint b;\n>>>>>>> b\n",
            "empty.h": "",
            "fine.h": "int a;\n",
            "large.h": "int a;\n" * 700_000,
        }
    )
    reasons = {one.unit.path: one.reason for one in plan.units}
    assert reasons == {
        "binary.h": "the file is binary",
        "conflict.h": "the file has unresolved merge conflicts",
        "empty.h": "the file is empty",
        "fine.h": None,
        "large.h": "the file is larger than 4 MiB",
    }


def test_without_libclang_every_file_is_text(plan_of):
    plan = plan_of({"a.cpp": "int a;\n", "b.h": "int b;\n"}, libclang=None)
    assert {one.reason for one in plan.units} == {"no libclang was found"}


def test_what_facts_are_made_from(plan_of, tmp_path):
    files = {"a.cpp": "int a;\n", "b.cpp": "int b;\n"}

    def made_from(**settings: Any) -> dict[str, str]:
        plan = plan_of(files, **settings)
        return {one.unit.path: one.made_from for one in plan.units}

    first = made_from()
    assert made_from() == first
    assert first["a.cpp"] != first["b.cpp"]
    assert made_from(clang_args=("-DX",))["a.cpp"] != first["a.cpp"]
    both = made_from(clang_args=("-DX", "-UX"))
    assert made_from(clang_args=("-UX", "-DX"))["a.cpp"] != both["a.cpp"]
    other = Libclang("libclang.so", "21.1.0", "explicit", None, None)
    assert made_from(libclang=other)["a.cpp"] != first["a.cpp"]


def test_commands_of_a_database(plan_of, tmp_path):
    entries = [
        {
            "file": "a.cpp",
            "directory": str(tmp_path),
            "arguments": ["g++", "-DA=1", "-fplugin=evil.so", "-c", "a.cpp"],
        }
    ]
    plan = plan_of(
        {
            "a.cpp": "int a;\n",
            "src/b.cpp": "int b;\n",
            "compile_commands.json": json.dumps(entries),
        }
    )
    arguments = {one.unit.path: one.unit.arguments for one in plan.units}
    assert "-DA=1" in arguments["a.cpp"]
    assert not any("evil" in one for one in arguments["a.cpp"])
    assert plan.refused == (("-fplugin=evil.so", 1),)


def test_a_database_that_cannot_be_read_is_a_warning(tmp_path):
    (tmp_path / "compile_commands.json").write_text("{]")
    commands = find_commands(UpdateSettings(tmp_path), tmp_path)
    assert commands.database is None
    assert "compile_commands.json" in (commands.warning or "")


def test_no_database_is_looked_for_when_none_is_wanted(tmp_path):
    (tmp_path / "compile_commands.json").write_text("{]")
    settings = UpdateSettings(tmp_path, compile_commands=None)
    assert find_commands(settings, tmp_path) == (None, None)
