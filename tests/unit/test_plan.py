"""Units, languages and arguments of small trees; no parser runs."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest

from sphinxext_kwindex.indexer import Libclang, Unit
from sphinxext_kwindex.model import Language
from sphinxext_kwindex.update import UpdateSettings
from sphinxext_kwindex.update.commands import find_commands
from sphinxext_kwindex.update.plan import Plan, languages, make_plan
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


def units(plan: Plan) -> list[Unit]:
    return [unit for cluster in plan.clusters for unit in cluster.units]


def wanted(plan: Plan) -> dict[str, tuple[str, ...]]:
    return {unit.path: unit.wanted for unit in units(plan)}


def given(plan: Plan) -> list[str]:
    """Return each file as often as it is asked of somebody."""
    umbrellas = [path for cluster in plan.clusters for path in cluster.headers]
    return sorted([*umbrellas, *plan.texts, *itertools.chain(*wanted(plan).values())])


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
    assert given(plan) == ["a.cpp", "a.h", "a.inl", "alone.inl", "empty.h"]
    assert wanted(plan)["a.cpp"] == ("a.cpp", "a.h", "a.inl")
    assert plan.texts == {"empty.h": "the file is empty"}


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
    assert plan.alone["list.def"].wanted == ("list.def",)


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
    assert wanted(plan) == {"fine.h": ("fine.h",)}
    assert plan.texts == {
        "binary.h": "the file is binary",
        "conflict.h": "the file has unresolved merge conflicts",
        "empty.h": "the file is empty",
        "large.h": "the file is larger than 4 MiB",
    }


def test_without_libclang_every_file_is_read_by_its_syntax(plan_of):
    plan = plan_of({"a.cpp": "int a;\n", "b.h": "int b;\n"}, libclang=None)
    assert [(one.path, one.reason) for one in plan.syntax] == [
        ("a.cpp", "no libclang was found"),
        ("b.h", "no libclang was found"),
    ]
    assert plan.clusters == ()
    assert plan.texts == {}


def test_what_facts_are_made_from(plan_of, tmp_path):
    files = {"a.cpp": "int a;\n", "b.cpp": "int b;\n"}

    def made_from(**settings: Any) -> dict[str, str]:
        return dict(plan_of(files, **settings).made_from)

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
    arguments = {unit.path: unit.arguments for unit in units(plan)}
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


def many(count: int, text: str, folder: str = "") -> dict[str, str]:
    return {f"{folder}{number:03}.cpp": text for number in range(count)}


def test_what_two_units_include_is_in_the_umbrella(plan_of):
    plan = plan_of(
        {
            **many(3, '#include "a.h"\n#include <vector>\n#include "no/guard.h"\n'),
            "x.cpp": '#include "sole.h"\n#ifdef A\n#include "a.h"\n#endif\n',
            "a.h": '#pragma once\n#include "deep.h"\n',
            "deep.h": "#ifndef D\n#define D\nint d;\n#endif\n",
            "sole.h": "#pragma once\n",
            "no/guard.h": "int again;\n",
        }
    )
    (cluster,) = plan.clusters
    assert cluster.umbrella is not None
    root = plan_root(cluster.units[0])
    assert cluster.umbrella.lines == (f'"{root}/a.h"', "<vector>")
    assert cluster.headers == ("a.h", "deep.h")
    assert wanted(plan)["x.cpp"] == ("x.cpp", "sole.h")
    assert wanted(plan)["000.cpp"] == ("000.cpp", "no/guard.h")
    assert given(plan) == sorted(plan.made_from)


def plan_root(unit: Unit) -> str:
    (folder,) = (
        one.removeprefix("-working-directory=")
        for one in unit.arguments
        if one.startswith("-working-directory=")
    )
    return folder


def test_units_that_define_what_headers_test_have_an_umbrella_of_their_own(plan_of):
    include = '#include "a.h"\n'
    plan = plan_of(
        {
            **many(3, include, "plain/"),
            **many(3, f"#define MODE 2 // why\n#define OTHER\n{include}", "mode/"),
            "plain/undone.cpp": f"#undef MODE\n{include}",
            "plain/few.cpp": f"#define MODE 3\n{include}",
            "a.h": "#pragma once\n#if MODE > 1\nint m;\n#endif\n",
        }
    )
    assert macros_of_umbrellas(plan) == {
        "mode/000.cpp mode/001.cpp mode/002.cpp": {"MODE": "2"},
        "plain/000.cpp plain/001.cpp plain/002.cpp plain/few.cpp plain/undone.cpp": {},
    }


def macros_of_umbrellas(plan: Plan) -> dict[str, dict[str, str] | None]:
    return {
        " ".join(unit.path for unit in cluster.units): (
            dict(cluster.umbrella.macros) if cluster.umbrella else None
        )
        for cluster in plan.clusters
    }


def test_no_umbrella_begins_with_a_macro_that_a_unit_asks_for(plan_of):
    include, define = '#include "a.h"\n', "#define MODE 2\n"
    plan = plan_of(
        {
            **many(3, f"#ifndef MODE\n{define}#endif\n{include}", "before/"),
            **many(3, f"{define}#ifdef MODE\n#endif\n{include}", "behind/"),
            "a.h": "#pragma once\n#if MODE > 1\nint m;\n#endif\n",
        }
    )
    assert macros_of_umbrellas(plan) == {
        "before/000.cpp before/001.cpp before/002.cpp": {},
        "behind/000.cpp behind/001.cpp behind/002.cpp": {"MODE": "2"},
    }


def test_headers_that_nobody_includes_are_units(plan_of):
    plan = plan_of(
        {
            "all.hpp": '#pragma once\n#include "one.hpp"\n',
            "one.hpp": '#pragma once\n#include "two.hpp"\n',
            "two.hpp": '#pragma once\n#include "one.hpp"\n',
            "left.hpp": '#pragma once\n#include "right.hpp"\n',
            "right.hpp": '#pragma once\n#include "left.hpp"\n',
        }
    )
    assert wanted(plan) == {
        "all.hpp": ("all.hpp", "one.hpp", "two.hpp"),
        "left.hpp": ("left.hpp", "right.hpp"),
    }


def test_a_neighbourhood_has_many_units(plan_of):
    plan = plan_of(
        {
            **many(160, "int a;\n", "x/y/"),
            **many(20, "", "x/"),
            **many(2, "int b;\n", "z/"),
        }
    )
    sizes = {cluster.name: len(cluster.units) for cluster in plan.clusters}
    assert sizes == {"c++ x/y": 160, "c++ .": 2}


CONFIGURED = {
    "config.h": "#pragma once\n#define HAVE_POLL 1\n",
    "poll.h": "#pragma once\n#if HAVE_POLL\nint wait();\n#endif\n",
    "own.h": '#pragma once\n#include "config.h"\n#if HAVE_POLL\nint own();\n#endif\n',
    "plain.h": "#pragma once\nint plain();\n",
    **{
        f"{name}.cpp": '#include "config.h"\n#include "poll.h"\n#include "own.h"\n'
        '#include "plain.h"\n'
        for name in "abc"
    },
}


@pytest.mark.parametrize(
    ("path", "text", "changed"),
    [
        # That own.h reads config.h stands in its own fingerprint.
        ("config.h", "#define HAVE_POLL 2\n", {"poll.h"}),
        ("plain.h", "#define HAVE_POLL 2\n", {"poll.h", "own.h"}),
        ("a.cpp", '#include "poll.h"\n#include "config.h"\n', {"poll.h"}),
    ],
)
def test_what_a_header_tests_and_does_not_read_counts(plan_of, path, text, changed):
    before = plan_of(CONFIGURED).made_from
    after = plan_of({path: f"#pragma once\n{text}"}).made_from
    assert {one for one in before if before[one] != after[one]} == changed
