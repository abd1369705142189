"""Umbrellas: the facts of a tree are those of its plain parses, however it is read."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from sphinxext_kwindex.model import CoverageLevel
from sphinxext_kwindex.store import IndexReader
from sphinxext_kwindex.update import apart, clusters
from tests.plain_trees import Tree

if TYPE_CHECKING:
    from pathlib import Path

HEADERS = {
    "all.h": '#pragma once\n#include "vec.h"\n#include "gone.h"\n#define ALL 1\n',
    "vec.h": """\
#pragma once
#include <cstddef>
#include "api.h"
/// Some numbers.
template <class T> class EXPORT Vec {
 public:
  T &at(std::size_t place);  ///< One of them.
  static int count();
};
template <class T> T &Vec<T>::at(std::size_t) { static T none{}; return none; }
#ifdef MODE
int with_mode();
#else
int without_mode();
#endif
""",
    "api.h": """\
#pragma once
#define ATTRIBUTE __attribute__((unused))
#define EXPORT ATTRIBUTE
""",
    "other.h": """\
#pragma once
class Other;
int other();
template <class T> T many(T, long);
template <class T> T many(T);
namespace space { int inside; }
template <class T> struct maker { maker(T); };
""",
    "open.h": "int seen_again;\n",
}
UNITS = {
    "a.cpp": '#include "all.h"\n#include "other.h"\n'
    "EXPORT int a() { return Vec<int>().at(1) + other() + ALL; }\n",
    "b.cpp": '#include "all.h"\n#include "other.h"\nint b(Other &);\n',
    "c.cpp": '#include "vec.h"\n#include "c.h"\nint c(C c) { return c.at(0); }\n',
    "c.h": "#pragma once\nusing C = Vec<int>;\n",
    "d.cpp": '#include "all.h"\n#include "open.h"\nint d() { return seen_again; }\n',
}


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return Tree(tmp_path, {**HEADERS, **UNITS})


def test_facts_are_those_of_plain_parses(tree, monkeypatch):
    assert tree.update().plainly == 0
    monkeypatch.setattr(clusters, "_FEWEST", 1000)
    assert tree.update("plain").plainly == 0
    assert tree.dump() == tree.dump("plain")
    assert tree.level("a.cpp") is CoverageLevel.PARTIAL  # gone.h is below it
    assert tree.level("c.cpp") is CoverageLevel.FULL


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('#define MODE\n#include "vec.h"\nint e();\n', id="sets a macro"),
        pytest.param('#undef MODE\n#include "vec.h"\nint e();\n', id="undefines one"),
        pytest.param('#include "vec.h"\nint e() { return other(); }\n', id="sees more"),
        pytest.param('#include "vec.h"\nstruct Vec2;\nenum Other {};\n', id="clashes"),
        pytest.param('#include "vec.h"\nint e = many(1, gone);\n', id="sees several"),
        pytest.param('#include "vec.h"\nTEST(space, y) {\n}\n', id="knows a namespace"),
        pytest.param('#include "vec.h"\nmaker(Vec2, y) {\n}\n', id="knows a template"),
    ],
)
def test_what_an_umbrella_would_change_is_parsed_plainly(tree, monkeypatch, text):
    tree.write("e.cpp", text)
    tree.update()
    monkeypatch.setattr(clusters, "_FEWEST", 1000)
    tree.update("plain")
    assert tree.dump() == tree.dump("plain")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("using space::gone;\n", id="a namespace"),
        pytest.param("namespace alias = space;\n", id="an alias of one"),
        pytest.param("int e(Other &);\n", id="a class"),
        pytest.param("int e() { return other(); }\n", id="a function"),
    ],
)
def test_a_comment_declares_nothing(tree, monkeypatch, text):
    words = "#pragma once\n// Other: other() in space.\n/* Other\n in a space. */\n"
    for name in ("e", "f"):
        tree.write(
            f"{name}.cpp", f'#include "vec.h"\n#include "words.h"\nint {name};\n'
        )
    tree.write("words.h", f"{words}int words(long space);\nint number;\n")
    tree.write("e.cpp", f'#include "vec.h"\n#include "words.h"\n{text}')
    assert tree.update().plainly == 1
    tree.update_plainly(monkeypatch)
    assert tree.dump() == tree.dump("plain")


def test_what_other_headers_use_makes_no_definition(tree, monkeypatch):
    used = "#pragma once\nstruct Used { Used() = default; ~Used() = default; };\n"
    tree.write("used.h", used)
    user = "inline void user() { Used u; }"
    tree.write("user.h", f'#pragma once\n#include "used.h"\n{user}\n')
    for name in "ef":
        tree.write(f"{name}.cpp", '#include "used.h"\n#include "user.h"\n')
    assert tree.update().plainly == 0
    tree.update_plainly(monkeypatch)
    assert tree.dump() == tree.dump("plain")
    with IndexReader(tree.folder / "index") as reader:
        facts = reader.facts("used.h")
        assert facts is not None
        assert all(symbol.definition for symbol in facts.symbols)


def test_what_another_header_says_of_a_class_is_not_said_where_it_is_announced(
    tree, monkeypatch
):
    tree.write(
        "shape.h",
        "#pragma once\nclass Shape { virtual void f() = 0; };\n"
        "class [[deprecated]] Old {};\n[[deprecated]] int was();\n",
    )
    # Found after the other, and without it.
    tree.write("user.h", "#pragma once\nclass Shape;\nclass Old;\nint was();\n")
    for name in ("e", "f", "g"):
        tree.write(
            f"{name}.cpp", f'#include "shape.h"\n#include "user.h"\nint {name};\n'
        )
    tree.write("h.cpp", '#include "user.h"\nclass Shape;\nint h(Shape &);\n')
    tree.update()
    monkeypatch.setattr(clusters, "_FEWEST", 1000)
    tree.update("plain")
    assert tree.dump() == tree.dump("plain")


def test_a_unit_that_sees_more_is_counted(tree):
    tree.write("e.cpp", '#include "vec.h"\nint e() { return other(); }\n')
    assert tree.update().plainly == 1


def test_units_that_one_header_would_change_share_another_umbrella(tree, monkeypatch):
    for name in "pqrst":
        text = (
            f'#include "vec.h"\n#include "api.h"\nint {name}() {{ return other(); }}\n'
        )
        tree.write(f"{name}.cpp", text)
    assert tree.update().plainly == 0
    monkeypatch.setattr(apart, "_UMBRELLA", 10_000)
    assert tree.update("apart").plainly == 5
    monkeypatch.setattr(clusters, "_FEWEST", 1000)
    tree.update("plain")
    assert tree.dump() == tree.dump("apart") == tree.dump("plain")


def test_a_name_that_sounds_like_a_clash_is_none(tree):
    tree.write(
        "e.cpp", '#include "vec.h"\nvoid e() { Vec<int>::redefined_already(); }\n'
    )
    assert tree.update().plainly == 0


def test_units_that_clash_with_one_header_share_another_umbrella(tree, monkeypatch):
    for name in "pqrst":
        text = f'#include "vec.h"\n#include "api.h"\nlong other(); int {name}();\n'
        tree.write(f"{name}.cpp", text)
    assert tree.update().plainly == 0
    monkeypatch.setattr(clusters, "_FEWEST", 1000)
    tree.update("plain")
    assert tree.dump() == tree.dump("plain")


def test_a_clash_with_what_the_unit_reads_itself_is_its_own(tree, monkeypatch):
    text = '#include "vec.h"\n#include "other.h"\nlong other(); class Other {};\n'
    tree.write("p.cpp", f"{text}class Other {{ void again(); }};\n")
    assert tree.update().plainly == 0
    tree.update_plainly(monkeypatch)
    assert tree.dump() == tree.dump("plain")
    assert "differ only in their return type" in tree.dump()
    assert "redefinition of 'Other'" in tree.dump()


def test_an_edit_gives_what_a_clean_run_gives(tree):
    tree.update()
    tree.write("vec.h", HEADERS["vec.h"].replace("int count()", "long count()"))
    report = tree.update()
    # All but what does not read it: api.h, other.h, open.h.
    assert report.parsed == len(HEADERS) + len(UNITS) - 3
    tree.write("a.cpp", UNITS["a.cpp"] + "int more();\n")
    assert tree.update().parsed == 1
    tree.update("clean")
    assert tree.dump() == tree.dump("clean")


def test_what_arguments_include_is_read_by_each_unit(tree, monkeypatch):
    tree.write("forced.h", "#pragma once\n#define FORCED 1\nint forced();\n")
    for name, text in UNITS.items():
        if name.endswith(".cpp"):
            tree.write(name, f"{text}int {name[0]}2 = FORCED + forced();\n")
    arguments = ("-include", str(tree.root / "forced.h"))
    assert tree.update(clang_args=arguments).plainly == 0
    with monkeypatch.context() as patch:
        patch.setattr(clusters, "_FEWEST", 1000)
        tree.update("plain", clang_args=arguments)
    assert tree.dump() == tree.dump("plain")
    tree.write("forced.h", "#pragma once\n#define FORCED 2\nlong forced();\n")
    assert tree.update(clang_args=arguments).parsed == 1 + 4  # itself, and all units
    tree.update("clean", clang_args=arguments)
    assert tree.dump() == tree.dump("clean")


def test_units_of_cuda_share_an_umbrella(tree, monkeypatch):
    for name in "xyz":
        text = f"__global__ void {name}(float *to) {{ *to = threadIdx.x; }}\n"
        tree.write(f"{name}.cu", f'#include "vec.h"\n#include "other.h"\n{text}')
    assert tree.update().plainly == 0
    monkeypatch.setattr(clusters, "_FEWEST", 1000)
    tree.update("plain")
    assert tree.dump() == tree.dump("plain")


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_header_that_brings_the_umbrella_down_costs_its_readers_alone(tree):
    deep = f"#pragma once\nint deep = {'(' * 100_000}1{')' * 100_000};\n"
    tree.write("deep.h", deep)
    for name in ("x.cpp", "y.cpp"):
        tree.write(name, f'#include "all.h"\n#include "deep.h"\nint {name[0]};\n')
    report = tree.update()
    assert [one.path for one in report.failures] == ["deep.h", "x.cpp", "y.cpp"]
    assert tree.level("a.cpp") is CoverageLevel.PARTIAL
    assert tree.level("vec.h") is CoverageLevel.FULL
    assert tree.level("x.cpp") is CoverageLevel.SYNTAX


def test_nothing_is_left_beside_the_index(tree):
    tree.update()
    assert {one.name for one in tree.folder.iterdir()} == {
        "index",
        "index.lock",
        "tree",
    }


def test_the_number_of_workers_changes_nothing(tree):
    tree.update(jobs=1)
    tree.update("four", jobs=4)
    assert tree.dump() == tree.dump("four")


CONFIGURED = {
    "config.h": "#pragma once\n#define WITH_MAPS\n",
    "maps.h": """\
#pragma once
#ifdef WITH_MAPS
int maps();
#else
int none();
#endif
""",
    **{
        f"m{n}.cpp": f'#include "config.h"\n#include "maps.h"\nint m{n}();\n'
        for n in range(3)
    },
}


@pytest.mark.parametrize(
    "define",
    [
        pytest.param("#define MODE 1\n", id="defined"),
        pytest.param("#undef MODE\n", id="undefined"),
        pytest.param("#ifndef MODE\n#define MODE 1\n#endif\n", id="asked for"),
    ],
)
@pytest.mark.parametrize("arguments", [(), ("-DMODE=1",)])
def test_units_with_macros_of_their_own_are_read_with_the_others(
    tree, monkeypatch, define, arguments
):
    tree.write("p.cpp", f'{define}#include "vec.h"\nint p() {{ return Vec<int>(); }}\n')
    tree.write("q.cpp", f'{define}#include "other.h"\nint q() {{ return other(); }}\n')
    # vec.h tests the macro.
    assert tree.update(clang_args=arguments).plainly == 1
    monkeypatch.setattr(clusters, "_FEWEST", 1000)
    tree.update("plain", clang_args=arguments)
    assert tree.dump() == tree.dump("plain")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        pytest.param("config.h", "#pragma once\n", id="no longer defined"),
        pytest.param("all.h", "#pragma once\n#define WITH_MAPS\n", id="elsewhere too"),
        pytest.param(
            "m0.cpp", '#include "maps.h"\n#include "config.h"\n', id="in another order"
        ),
    ],
)
def test_what_a_header_asks_of_those_before_it_makes_it_stale(tree, path, text):
    for name, content in CONFIGURED.items():
        tree.write(name, content)
    tree.update()
    tree.write(path, text)
    tree.update()
    tree.update("clean")
    assert tree.dump() == tree.dump("clean")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("int z() { return sizeof(none); }", id="behind a condition"),
        pytest.param("#ifdef WITH_MAPS\nint z();\n#endif", id="its own condition"),
        pytest.param("int z(int WITH_MAPS);", id="a name of its own"),
    ],
)
@pytest.mark.parametrize(("name", "plainly"), [("z.cpp", 1), ("e.cpp", 3)])
def test_macros_of_headers_that_a_unit_does_not_read(
    tree, monkeypatch, text, name, plainly
):
    for path, content in CONFIGURED.items():
        tree.write(path, content.replace("int m", "int maps(); int m"))
    monkeypatch.setattr(apart, "_UMBRELLA", 10_000)
    # The umbrella has the order of the first: the others read config.h before.
    tree.write(name, f'#include "maps.h"\n{text}\n')
    assert plainly <= tree.update().plainly <= plainly + 1
    monkeypatch.setattr(clusters, "_FEWEST", 1000)
    tree.update("plain")
    found = []
    for index in ("index", "plain"):
        with IndexReader(tree.folder / index) as reader:
            found.append([reader.facts(path) for path in (name, "m0.cpp")])
    assert found[0] == found[1]


def test_a_header_that_the_umbrella_does_not_read_spoils_no_other(tree):
    # The first of those that are harvested, by its path.
    tree.write("aa.h", "#pragma once\nint first();\n")
    tree.write("all.h", HEADERS["all.h"] + '#if 0\n#include "aa.h"\n#endif\n')
    report = tree.update()
    assert report.plainly == 0
    assert report.failures == ()
    tree.write("c.cpp", UNITS["c.cpp"] + "int more();\n")
    assert tree.update().parsed == 1


def test_what_a_macro_does_not_change_is_no_reason_to_parse_plainly(tree, monkeypatch):
    for path, content in CONFIGURED.items():
        text = content.replace("#ifdef WITH_MAPS", "#if 1 || defined WITH_MAPS")
        tree.write(path, text)
    tree.write("z.cpp", '#include "maps.h"\nint z() { return sizeof(maps()); }\n')
    assert tree.update().plainly == 0
    monkeypatch.setattr(clusters, "_FEWEST", 1000)
    tree.update("plain")
    assert tree.dump() == tree.dump("plain")
