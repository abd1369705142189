"""Only what says how to read a file passes; nothing that writes, runs or reveals."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinxext_kwindex.indexer.allowlist import clean_arguments, clean_command
from sphinxext_kwindex.indexer.confine_paths import may_be_read
from sphinxext_kwindex.indexer.driver import Dialect, split_driver
from tests.libclang_errors import errors_of

BASE = Path("/p/build")


def _clean(*argv, root=None):
    return clean_arguments(argv, directory=BASE, root=root or Path("/p"))


@pytest.mark.parametrize(
    ("given", "passed"),
    [
        (["-I../include"], ["-I/p/include"]),
        (["-I", "sub"], ["-I/p/build/sub"]),
        (["-I/opt/lib/include"], ["-I/opt/lib/include"]),
        (["--include-directory=x"], ["-I/p/build/x"]),
        (["-isystem", "x"], ["-isystem", "/p/build/x"]),
        (["-isystemx"], ["-isystem", "/p/build/x"]),
        (["-iquote", "."], ["-iquote", "/p/build"]),
        (["-idirafter", "../y"], ["-idirafter", "/p/y"]),
        (["-imsvc", "x"], ["-isystem", "/p/build/x"]),
        (["-Fframeworks"], ["-F/p/build/frameworks"]),
        (["--sysroot=/opt/sdk/root"], ["--sysroot=/opt/sdk/root"]),
        (["--sysroot", "/opt/sdk/root"], ["--sysroot=/opt/sdk/root"]),
        (["-isysroot", "/opt/sdk/root"], ["-isysroot", "/opt/sdk/root"]),
        (["-DA"], ["-DA"]),
        (["-D", "A=1"], ["-DA=1"]),
        (["-DF(x)=x"], ["-DF(x)=x"]),
        (["-UA"], ["-UA"]),
        (["--define-macro", "A"], ["-DA"]),
        (["-std=c++17"], ["-std=c++17"]),
        (["--std=gnu11"], ["--std=gnu11"]),
        (["-x", "c++"], ["-x", "c++"]),
        (["-xc"], ["-x", "c"]),
        (["-x", "cu"], ["-x", "cuda"]),
        (["-include", "config.h"], ["-include", "config.h"]),
        (["-imacros", "/p/m.h"], ["-imacros", "/p/m.h"]),
        (["-fno-exceptions", "-frtti"], ["-fno-exceptions", "-frtti"]),
        (["-fopenmp", "-pthread", "-O2"], ["-fopenmp", "-pthread", "-O2"]),
        (["-mavx2", "-mno-sse4.2", "-m32"], ["-mavx2", "-mno-sse4.2", "-m32"]),
        (["-target", "armv7-linux-gnueabi"], ["--target=armv7-linux-gnueabi"]),
        (["-nostdinc", "-nostdinc++"], ["-nostdinc", "-nostdinc++"]),
    ],
)
def test_what_says_how_to_read_passes(given, passed):
    cleaned = _clean(*given)

    assert list(cleaned.arguments) == passed
    assert cleaned.dropped == ()


@pytest.mark.parametrize(
    "given",
    [
        *("-c", "-o x.o", "-MD", "-MMD", "-MP", "-MF x.d", "-MT x.o", "-MQ x", "-M"),
        *("-MFconf.py", "-Wall", "-Werror=format", "-Wl,-z,now", "-g", "-ggdb3", "-w"),
        *("-pipe", "-lm", "-L/usr/lib", "-L lib", "-shared", "-stdlib=libc++", "-E"),
        *("-fno-canonical-system-headers", "-fconserve-stack", "-fmerge-constants"),
        *("-mno-fancy-math-387", "-mpreferred-stack-boundary=3", "-mabi=lp64"),
        *("-mcpu=cortex-a53", "-fcolor-diagnostics", "-fvisibility=hidden"),
    ],
)
def test_what_only_compiling_needs_is_dropped_without_a_word(given):
    cleaned = _clean(*given.split(), "-DAFTER")

    assert cleaned.arguments == ("-DAFTER",)
    assert cleaned.dropped == (given,)
    assert cleaned.refused == ()


# Flags that write, load or print: what each libclang was seen to do with them.
HOSTILE = (
    *("-Wp,-MD,conf.py", "-MJ conf.py", "-gen-cdb-fragment-path conf.py"),
    *("-Xclang -dependency-file", "-Xclang -load", "-dependency-file conf.py"),
    *("-fplugin=evil.so", "-fpass-plugin=evil.so", "-load evil.so", "-mllvm -load"),
    *("--config=evil.cfg", "--config evil.cfg", "-ivfsoverlay evil.yaml"),
    *("-fmodules", "-fmodule-map-file=x", "-fmodules-cache-path=/p/x"),
    *("--help", "--version", "-v", "-###", "-print-search-dirs", "-save-temps"),
    *("-x ir", "-target nonsense", "-Xclang -add-plugin", "-include-pch x.pch"),
    *("-resource-dir /p/x", "-working-directory /etc", "-B/p/x", "-specs=x"),
    *("-fdebug-compilation-dir=/p", "-ftime-trace=/p/x", "-fcrash-diagnostics-dir=/p"),
    *("--analyze", "-serialize-diagnostics x", "-fprofile-use=x", "-frewrite-includes"),
    *(
        "-fopt-record-file=x",
        "-foptimization-record-file=x",
        "-fsave-optimization-record",
    ),
    *("-emit-ast", "-emit-llvm", "-wrapper evil", "-fsanitize-ignorelist=/etc/passwd"),
    *("-I/etc", "-I/", "-isystem /proc/self", "-include /etc/passwd", "-I/root/.ssh"),
    *("-imacros ../../etc/passwd", "-include ../../../x", "-D1x", "-DA\nB", "-march=?"),
)


@pytest.mark.parametrize("given", HOSTILE)
def test_nothing_hostile_passes(given):
    cleaned = _clean(*given.split(" "), "-DAFTER")

    assert cleaned.arguments == ("-DAFTER",)
    assert cleaned.dropped


def test_who_wrote_a_flag_in_vain_can_be_told():
    cleaned = _clean("-MD", "-fplugin=x", "-I/etc")

    assert cleaned.dropped == ("-MD", "-fplugin=x", "-I/etc")
    assert cleaned.refused == ("-fplugin=x", "-I/etc")


def test_a_value_that_is_missing_is_no_error():
    assert _clean("-DA", "-I").arguments == ("-DA",)
    assert _clean("-DA", "-o").arguments == ("-DA",)


def test_files_to_compile_are_left_out():
    assert _clean("a.c", "-DA", "-", "b.c") == _clean("-DA")


def test_a_folder_outside_is_read_but_not_through_a_link_to_a_private_one(tmp_path):
    (tmp_path / "include").mkdir()
    (tmp_path / "innocent").symlink_to("/etc")

    cleaned = _clean(f"-I{tmp_path}/include", f"-I{tmp_path}/innocent")

    assert cleaned.arguments == (f"-I{tmp_path}/include",)
    assert cleaned.refused == (f"-I{tmp_path}/innocent",)


def test_the_tree_itself_may_be_anywhere():
    cleaned = clean_arguments(
        ["-I.", "-I..", "-I../.."], directory=Path("/var/p/src"), root=Path("/var/p")
    )

    assert cleaned.arguments == ("-I/var/p/src", "-I/var/p")


@pytest.mark.parametrize(
    ("path", "root", "expected"),
    [
        ("/home/a/lib/include", "/home/a/p", True),
        ("/home/a", "/home/a/p", False),
        ("/home/a/.ssh", "/home/a/p", False),
        ("/home/a/.conan2/p/include", "/home/a/p", True),
        ("/var/lib/jenkins/p/build", "/var/lib/jenkins/p/src", True),
        ("/var/lib/x/include", "/home/a/p", False),
        ("/tmp/build/include", "/home/a/p", True),
        ("/usr/include/x", "/home/a/p", True),
        ("/usr", "/home/a/p", False),
        ("/", "/home/a/p", False),
        ("/etc/x", "/home/a/p", False),
    ],
)
def test_which_folders_may_be_read(path, root, expected):
    assert may_be_read(Path(path), root=Path(root)) is expected


def test_response_files_are_read_where_they_may_be(tmp_path):
    (tmp_path / "a.rsp").write_text('-DA "-DB=x y" @b.rsp')
    (tmp_path / "b.rsp").write_text("-DC -fplugin=x")
    (tmp_path / "loop.rsp").write_text("-DL @loop.rsp")

    def clean(*argv):
        return clean_command(["cc", *argv], directory=tmp_path, root=tmp_path)

    read = clean("@a.rsp", "-DLAST")
    assert read.arguments == ("-DA", "-DB=x y", "-DC", "-DLAST")
    assert read.refused == ("-fplugin=x",)
    assert clean("@/etc/hostname", "@gone").refused == ("@/etc/hostname", "@gone")
    assert set(clean("@loop.rsp").arguments) == {"-DL"}


def test_cl_is_translated():
    cleaned = clean_command(
        [
            *(r"C:\VS\cl.exe", "/nologo", "/c", "/TP", "/DA=1", "/D", "B", "/Iinc"),
            *("/I", "more", "/std:c++20", "/EHsc", "/GR-", "/W4", "/Fox.obj", "/MDd"),
            *("/external:I", "ext", "/FIpre.h", "/showIncludes", "/Zi", "x.cpp"),
        ],
        directory=BASE,
        root=Path("/p"),
    )

    assert cleaned.arguments == (
        *("-x", "c++", "-DA=1", "-DB", "-I/p/build/inc", "-I/p/build/more"),
        *("-std=c++20", "-fexceptions", "-fno-rtti", "-D_MT", "-D_DLL", "-D_DEBUG"),
        *("-isystem", "/p/build/ext", "-include", "pre.h"),
    )


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("cc -DA", (Dialect.GNU, ("-DA",))),
        ("/usr/bin/x86_64-linux-gnu-g++-12 -DA", (Dialect.GNU, ("-DA",))),
        ("ccache /usr/bin/cc -DA", (Dialect.GNU, ("-DA",))),
        ("ccache sloppiness=x distcc clang++-19 -DA", (Dialect.GNU, ("-DA",))),
        ("env A=1 cl.exe /DA", (Dialect.CL, ("/DA",))),
        ("sccache -DA", (Dialect.GNU, ("-DA",))),
        ("unknown-compiler -DA", (Dialect.GNU, ("-DA",))),
        ("clang --driver-mode=cl /DA", (Dialect.CL, ("--driver-mode=cl", "/DA"))),
        ("", (Dialect.GNU, ())),
    ],
)
def test_wrappers_and_compiler(given, expected):
    assert split_driver(given.split()) == expected


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=12),
            st.sampled_from([word for flag in HOSTILE for word in flag.split(" ")]),
            st.sampled_from(["-I", "-D", "-x", "-include", "@x", "-isystem", "-o"]),
        ),
        max_size=8,
    )
)
def test_any_line_gives_known_flags_only(argv):
    cleaned = clean_command(["cc", *argv], directory=BASE, root=Path("/p"))

    again = clean_arguments(cleaned.arguments, directory=BASE, root=Path("/p"))
    assert again.arguments == cleaned.arguments
    assert again.dropped == ()


def test_what_passes_writes_no_file_and_is_accepted(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    flags = "-fno-exceptions -fopenmp -m32 -O2 -pthread -fshort-enums -funsigned-char"
    argv = [*flags.split(), *(word for flag in HOSTILE for word in flag.split(" "))]

    cleaned = clean_arguments(argv, directory=tmp_path, root=tmp_path)

    assert set(flags.split()) <= set(cleaned.arguments)
    assert errors_of("int x;", ["-x", "c++", *cleaned.arguments]) == []
    assert list(tmp_path.iterdir()) == []
