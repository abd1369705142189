"""Where included files come from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from sphinxext_kwindex.indexer import Unit, index_unit, load_libclang
from sphinxext_kwindex.indexer.system_headers import is_system_header
from sphinxext_kwindex.model import Language, Origin

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "path",
    [
        "/usr/include/stdio.h",
        "/usr/include/unistd.h",
        "/usr/include/sys/types.h",
        "/usr/include/linux/version.h",
        "/usr/include/c++/12/vector",
        "/usr/include/c++/12/bits/stl_vector.h",
        "/usr/include/x86_64-linux-gnu/c++/12/bits/c++config.h",
        "/usr/include/x86_64-linux-gnu/sys/stat.h",
        "/usr/include/x86_64-linux-gnu/bits/types.h",
        "/usr/lib/gcc/x86_64-linux-gnu/12/include/stddef.h",
        "/usr/lib/llvm-16/lib/clang/16/include/stdarg.h",
        "/usr/lib64/clang/18/include/immintrin.h",
        "/usr/lib/llvm-16/include/c++/v1/vector",
        "/usr/aarch64-linux-gnu/include/stdio.h",
        "/opt/cross/arm-none/sysroot/usr/include/pthread.h",
        "/Library/SDKs/MacOSX14.sdk/usr/include/mach/mach.h",
        "/Library/SDKs/MacOSX14.sdk/System/Library/Frameworks/A.framework/Headers/A.h",
        "C:\\Program Files (x86)\\Windows Kits\\10\\Include\\10.0\\um\\windows.h",
        "C:\\VS\\VC\\Tools\\MSVC\\14.30\\include\\vector",
    ],
)
def test_system(path: str) -> None:
    assert is_system_header(path)


@pytest.mark.parametrize(
    "path",
    [
        "/usr/include/zlib.h",
        "/usr/include/fmt/format.h",
        "/usr/include/eigen3/Eigen/Dense",
        "/usr/include/boost/signals2/signal.hpp",
        "/usr/include/x86_64-linux-gnu/curl/curl.h",
        "/usr/include/python3.11/Python.h",
        "/usr/include/thrift/c++/config.h",
        "/usr/local/include/stdio.h",
        "/home/me/sys/types.h",
        "/home/me/include/string.h",
        "/usr/include/string",
        "/usr/include",
    ],
)
def test_not_system(path: str) -> None:
    assert not is_system_header(path)


def test_origin_does_not_follow_the_kind_of_include_folder(tmp_path: Path) -> None:
    for folder, name in [
        ("tree", "own.h"),
        ("other", "third.h"),
        ("root/usr/include", "stdio.h"),
        ("builtin/include", "stddef.h"),
    ]:
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / name).write_text("")
    tree = tmp_path / "tree"
    lines = ["<third.h>", "<stdio.h>", "<stddef.h>", '"own.h"', "<gone.h>"]
    text = "".join(f"#include {line}\n" for line in lines)
    (tree / "a.cpp").write_text(text)
    arguments = ["-xc++", "-nostdinc", "-nostdinc++"]
    for folder in ("other", "root/usr/include"):
        arguments += ["-isystem", str(tmp_path / folder)]
    arguments += [f"-I{tmp_path / 'builtin/include'}"]
    unit = Unit("a.cpp", Language.CXX, tuple(arguments), ("a.cpp",))
    libclang = load_libclang()
    libclang = replace(libclang, resource_dir=str(tmp_path / "builtin"))
    (facts,) = index_unit(
        unit, root=tree, libclang=libclang, project=frozenset({"a.cpp", "own.h"})
    )
    assert [include.origin for include in facts.includes] == [
        Origin.EXTERNAL,
        Origin.SYSTEM,
        Origin.SYSTEM,
        Origin.PROJECT,
        Origin.MISSING,
    ]
