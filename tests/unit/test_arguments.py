"""The complete argument lists, and that libclang takes them without an error."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sphinxext_kwindex.indexer.arguments import (
    arguments_for,
    command_language,
    readable_paths,
)
from sphinxext_kwindex.indexer.compdb import CompileCommand
from sphinxext_kwindex.indexer.library import load_libclang
from sphinxext_kwindex.indexer.standards import fitting_standard
from sphinxext_kwindex.indexer.toolchain import Toolchain, find_toolchain
from sphinxext_kwindex.model import Language
from sphinxext_kwindex.scan import IncludeRoots
from tests.libclang_errors import errors_of

ROOT = Path("/p")
TOOLCHAIN = Toolchain(("/t/cxx",), "/t/builtin", ("/t/c",))
ROOTS = IncludeRoots(("include", "."), ("compat",))


def _arguments(path="src/a.cpp", language=Language.CXX, argv=None, of=None, **more):
    command = None
    if argv is not None:
        command = CompileCommand(str(ROOT / (of or path)), "/p/build", ("c++", *argv))
    libclang = replace(load_libclang(), version="22.1.4", resource_dir="/t/resource")
    return arguments_for(
        path,
        root=ROOT,
        language=language,
        command=command,
        include_roots=ROOTS,
        toolchain=TOOLCHAIN,
        libclang=libclang,
        **more,
    )


def _value(arguments, option):
    return arguments[arguments.index(option) + 1]


def _standards(arguments):
    return [one for one in arguments if one.startswith("-std=")]


def test_without_a_command_the_detected_roots_serve():
    assert _arguments() == (
        *("-x", "c++", "-std=gnu++20", "-I/p/include", "-I/p"),
        *("-idirafter", "/p/compat", "-resource-dir", "/t/resource"),
        *("-nostdinc", "-nostdinc++", "-isystem", "/t/cxx"),
        *("-isystem", "/t/builtin", "-isystem", "/t/c"),
        *("-ferror-limit=0", "-fno-spell-checking"),
        *("-Wno-everything", "-Wdeprecated-pragma", "-Wsystem-headers"),
        *("-fconstexpr-steps=100000", "-ftemplate-backtrace-limit=1"),
        "-working-directory=/p",
    )


def test_the_files_own_command_counts_and_no_roots():
    arguments = _arguments(argv=["-std=c++17", "-I../lib", "-DA", "-c", "src/a.cpp"])

    assert arguments[:5] == ("-x", "c++", "-std=c++17", "-I/p/lib", "-DA")
    assert "-I/p/include" not in arguments
    assert arguments[-1] == "-working-directory=/p"  # the command's is not there


def test_a_like_files_command_keeps_the_roots_behind():
    arguments = _arguments(of="src/b.cpp", argv=["-I../lib", "-DA"])

    assert "-I/p/lib" in arguments
    assert "-I/p/include" not in arguments
    assert _value(arguments, "-idirafter") == "/p/include"


def test_of_a_like_file_in_another_language_no_standard_is_taken():
    argv = ["-x", "c++", "-std=c++17", "-DA"]
    arguments = _arguments("src/a.c", Language.C, argv, of="src/b.cpp")

    assert arguments[:4] == ("-x", "c", "-std=gnu17", "-DA")
    assert arguments.count("-x") == 1


@pytest.mark.parametrize(
    ("path", "language", "name", "standard"),
    [
        ("a.h", Language.CXX, "c++-header", "gnu++20"),
        ("a.h", Language.C, "c-header", "gnu17"),
        ("a.c", Language.C, "c", "gnu17"),
        ("a.inl", Language.CXX, "c++", "gnu++20"),
        ("a.m", Language.OBJECTIVE_C, "objective-c", "gnu17"),
        ("a.mm", Language.OBJECTIVE_CXX, "objective-c++", "gnu++20"),
        ("a.h", Language.OBJECTIVE_C, "objective-c-header", "gnu17"),
        ("a.cu", Language.CUDA, "cuda", "gnu++20"),
        ("a.cuh", Language.CUDA, "cuda", "gnu++20"),
    ],
)
def test_language_and_default_standard(path, language, name, standard):
    arguments = _arguments(path, language)

    assert _value(arguments, "-x") == name
    assert _standards(arguments) == [f"-std={standard}"]
    assert ("/t/cxx" in arguments) is standard.startswith("gnu++")


def test_cuda_is_read_as_host_code_with_a_prelude():
    arguments = _arguments("a.cu", Language.CUDA)

    assert {"--cuda-host-only", "-nocudainc", "-nocudalib"} <= set(arguments)
    assert Path(_value(arguments, "-include")).is_file()


def test_the_users_arguments_come_last_and_through_the_same_list():
    extra = ["-DB", "-I../mine", "-MD", "-std=c++23", "-x", "c"]
    arguments = _arguments(
        argv=["-DA", "-std=c++17"], extra=extra, extra_directory=Path("/p/docs")
    )

    assert arguments.index("-DA") < arguments.index("-DB")
    assert "-I/p/mine" in arguments
    assert "-MD" not in arguments
    assert _standards(arguments)[-1] == "-std=c++23"
    assert _value(arguments, "-x") == "c++"


def test_standard_folders_given_again_do_not_change_the_order():
    argv = ["-I/t/c", "-isystem", "/t/cxx", "-idirafter", "/t/c/.", "-I/t/other"]

    arguments = _arguments(argv=argv)

    assert [one for one in arguments if one.startswith("-I")] == ["-I/t/other"]
    assert arguments.count("/t/cxx") == 1
    assert "-idirafter" not in arguments


@pytest.mark.parametrize(
    ("flag", "kept"),
    [
        ("-nostdinc", ["/t/builtin"]),
        ("-nostdlibinc", ["/t/builtin"]),
        ("-nostdinc++", ["/t/builtin", "/t/c"]),
    ],
)
def test_who_brings_an_own_library_gets_no_other(flag, kept):
    arguments = _arguments(argv=[flag])

    assert [one for one in arguments if one.startswith("/t/") and "res" not in one] == (
        kept
    )


@pytest.mark.parametrize("option", ["--sysroot=/x/sdk", "-isysroot /x/sdk"])
def test_a_sysroot_brings_its_own_headers(option, tmp_path):
    (tmp_path / "usr/include").mkdir(parents=True)
    (tmp_path / "usr/include/stdio.h").touch()
    argv = option.replace("/x/sdk", str(tmp_path)).split()

    arguments = _arguments("a.c", Language.C, argv)

    assert f"{tmp_path}/usr/include" in arguments
    assert "/t/c" not in arguments
    assert "/t/c" in _arguments("a.c", Language.C, [option.replace("=", " ")])


@pytest.mark.parametrize(
    ("given", "language", "major", "expected"),
    [
        ("c++23", Language.CXX, 22, "c++23"),
        ("c++23", Language.CXX, 16, "c++2b"),
        ("gnu++26", Language.CXX, 14, "gnu++2b"),
        ("gnu++2a", Language.CXX, 14, "gnu++20"),
        ("c++0x", Language.CUDA, 14, "c++11"),
        ("c23", Language.C, 16, "c2x"),
        ("iso9899:2011", Language.C, 22, "c11"),
        ("c11", Language.CXX, 22, None),
        ("c++11", Language.OBJECTIVE_C, 22, None),
        ("c++99", Language.CXX, 22, None),
        ("nonsense", Language.CXX, 22, None),
    ],
)
def test_a_standard_as_this_clang_calls_it(given, language, major, expected):
    assert fitting_standard(given, language, major) == expected


@pytest.mark.parametrize(
    ("path", "argv", "expected"),
    [
        ("/p/a.c", ["cc", "a.c"], None),
        ("/p/a.c", ["g++", "a.c"], Language.CXX),
        ("/p/a.c", ["ccache", "/usr/bin/clang++-19", "a.c"], Language.CXX),
        ("/p/a.h", ["cc", "-x", "c++-header", "a.h"], Language.CXX),
        ("/p/a.cpp", ["cc", "-xc", "a.cpp"], Language.C),
        ("/p/a.cc", ["nvcc", "-x", "cu", "a.cc"], Language.CUDA),
        ("/p/a.c", ["cl.exe", "/TP", "a.c"], Language.CXX),
    ],
)
def test_the_language_that_a_command_states(path, argv, expected):
    assert command_language(CompileCommand(path, "/p", tuple(argv))) is expected


def test_all_that_is_read_is_known_to_the_sandbox():
    arguments = _arguments(argv=["-I../lib", "-iquote", "q", "-include", "/p/c.h"])

    assert readable_paths(arguments) == (
        *("/p/build/q", "/p/c.h", "/p/lib"),
        *("/t/builtin", "/t/c", "/t/cxx", "/t/resource"),
    )


CUDA = """
#include <vector>
#include <cmath>
__constant__ float table[4];
template <typename T> __device__ __forceinline__ T twice(T x) { return x + x; }
struct S { __host__ __device__ float get() const; };
__global__ void __launch_bounds__(256) scale(float* x, int n) {
  __shared__ float tile[32];
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) x[i] = twice(x[i]);
  __syncthreads();
}
void run(float* x, cudaStream_t s) { scale<<<dim3(1, 2), 256, 0, s>>>(x, 3); }
"""
CXX20 = """
#include <vector>
#include <concepts>
template <class T> concept Small = sizeof(T) <= 4;
auto f(Small auto x) { return x <=> 1; }
int narrow[] = {1.5};
"""
OBJECTIVE_CXX = """
#include <vector>
@interface A
- (int)x;
@end
namespace n { class B {}; }
"""


@pytest.mark.parametrize(
    ("path", "language", "text"),
    [
        ("a.cpp", Language.CXX, CXX20),
        ("a.h", Language.CXX, "#pragma once\n#include <map>\nclass A;"),
        ("a.h", Language.C, "#pragma once\n#include <stddef.h>\nsize_t f(int class);"),
        ("a.c", Language.C, "int f(void) { return g(1); }"),
        ("a.cu", Language.CUDA, CUDA),
        ("a.mm", Language.OBJECTIVE_CXX, OBJECTIVE_CXX),
    ],
)
def test_libclang_takes_them(path, language, text, tmp_path):
    libclang = load_libclang()
    arguments = arguments_for(
        path,
        root=tmp_path,
        language=language,
        command=None,
        include_roots=IncludeRoots(("include",), ()),
        toolchain=find_toolchain(libclang),
        libclang=libclang,
    )

    assert errors_of(text, arguments, str(tmp_path / path)) == []


def test_a_missing_header_does_not_end_the_parse():
    text = '#include "gone.h"\n' + "".join(f"Gone{n} a{n};\n" for n in range(30))

    errors = errors_of(text, ["-x", "c++", "-ferror-limit=0"])

    assert len(errors) == 31


def test_a_name_is_not_guessed():
    flags = [one for one in _arguments() if one.startswith("-fno-spell")]

    errors = errors_of("int spelled; int x = speled;", ["-x", "c++", *flags])

    assert [error.rpartition(": ")[2] for error in errors] == [
        "use of undeclared identifier 'speled'"
    ]


@pytest.mark.parametrize(("made", "expected"), [(True, "build"), (False, "")])
def test_the_working_directory_is_the_commands_if_it_is_there(made, expected, tmp_path):
    if made:
        (tmp_path / "build").mkdir()
    command = CompileCommand(
        str(tmp_path / "a.c"), str(tmp_path / "build"), ("cc", "-DA", "a.c")
    )

    arguments = arguments_for(
        "a.c",
        root=tmp_path,
        language=Language.C,
        command=command,
        include_roots=ROOTS,
        toolchain=TOOLCHAIN,
        libclang=load_libclang(),
    )

    assert arguments[-1] == f"-working-directory={tmp_path / expected}"
