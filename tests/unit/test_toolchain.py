"""The standard headers: found by shape, never two C++ libraries, no error in them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sphinxext_kwindex.indexer.library import Libclang, load_libclang
from sphinxext_kwindex.indexer.toolchain import (
    HeaderOrigin,
    Toolchain,
    _machine,
    find_toolchain,
)
from sphinxext_kwindex.model import Language
from tests.libclang_errors import errors_of

LIBCLANG = Libclang(
    "/l/libclang.so", "22.1.4", "libclang-ng", "/l/resource", "/l/libcxx"
)
BARE = replace(LIBCLANG, resource_dir=None, libcxx_dir=None)


def _root(tmp_path, *files):
    for name in files:
        path = tmp_path / name.format(machine=_machine())
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return tmp_path


def _relative(root, folders):
    return [str(Path(folder).relative_to(root)) for folder in folders]


DEBIAN = (
    "usr/include/stdio.h",
    "usr/local/include/x.h",
    "usr/include/{machine}-linux-gnu/bits/types.h",
    "usr/include/c++/12/vector",
    "usr/include/c++/12/backward/hash_map",
    "usr/include/{machine}-linux-gnu/c++/12/bits/c++config.h",
    "usr/lib/gcc/{machine}-linux-gnu/12/include/stddef.h",
)


def test_debian(tmp_path):
    root = _root(tmp_path, *DEBIAN)

    found = find_toolchain(LIBCLANG, system_root=root)

    assert _relative(root, found.cxx_dirs) == [
        "usr/include/c++/12",
        f"usr/include/{_machine()}-linux-gnu/c++/12",
        "usr/include/c++/12/backward",
    ]
    assert _relative(root, found.c_dirs) == [
        "usr/local/include",
        f"usr/include/{_machine()}-linux-gnu",
        "usr/include",
    ]
    assert found.builtin_dir == str(Path("/l/resource/include"))
    assert found.cxx_library == "libstdc++ 12"
    assert found.c_origin is found.cxx_origin is HeaderOrigin.SYSTEM


def test_fedora_keeps_the_target_folder_below(tmp_path):
    root = _root(
        tmp_path,
        "usr/include/stdio.h",
        "usr/include/c++/14/vector",
        "usr/include/c++/14/{machine}-redhat-linux/bits/c++config.h",
    )

    found = find_toolchain(LIBCLANG, system_root=root)

    assert _relative(root, found.cxx_dirs) == [
        "usr/include/c++/14",
        f"usr/include/c++/14/{_machine()}-redhat-linux",
    ]


def test_the_newest_complete_library_is_taken(tmp_path):
    root = _root(
        tmp_path,
        *DEBIAN,
        "usr/include/c++/9/vector",
        "usr/include/{machine}-linux-gnu/c++/9/bits/c++config.h",
        "usr/include/c++/13/vector",  # without its target folder
    )

    assert find_toolchain(LIBCLANG, system_root=root).cxx_library == "libstdc++ 12"


def test_a_library_of_another_machine_is_not_taken(tmp_path):
    root = _root(
        tmp_path,
        "usr/include/stdio.h",
        "usr/include/c++/12/vector",
        "usr/include/c++/12/other-linux-gnu/bits/c++config.h",
    )

    found = find_toolchain(LIBCLANG, system_root=root)

    assert found.cxx_origin is HeaderOrigin.BUNDLED
    assert found.cxx_dirs == ("/l/libcxx",)
    assert found.cxx_library == "libc++ 22"


def test_a_systems_libcxx(tmp_path):
    root = _root(tmp_path, "usr/include/stdio.h", "usr/include/c++/v1/vector")

    found = find_toolchain(LIBCLANG, system_root=root)

    assert _relative(root, found.cxx_dirs) == ["usr/include/c++/v1"]
    assert found.cxx_origin is HeaderOrigin.SYSTEM


def test_nothing_there(tmp_path):
    found = find_toolchain(BARE, system_root=tmp_path)

    assert found == Toolchain()
    assert found.arguments(Language.CXX) == ("-nostdinc", "-nostdinc++")


def test_gccs_own_headers_only_stand_in(tmp_path):
    root = _root(tmp_path, *DEBIAN)

    found = find_toolchain(BARE, system_root=root)

    own = str(root / f"usr/lib/gcc/{_machine()}-linux-gnu/12/include")
    assert found.builtin_dir == own
    beside_clangs = find_toolchain(LIBCLANG, system_root=root)
    assert own not in beside_clangs.arguments(Language.CXX)


def test_order_of_the_arguments():
    toolchain = Toolchain(("/cxx",), "/builtin", ("/local", "/c"), ("/fw",))

    assert toolchain.arguments(Language.CXX) == (
        *("-nostdinc", "-nostdinc++"),
        *("-isystem", "/cxx", "-isystem", "/builtin"),
        *("-isystem", "/local", "-isystem", "/c", "-iframework", "/fw"),
    )
    assert "/cxx" not in toolchain.arguments(Language.C)
    assert "/cxx" in toolchain.arguments(Language.CUDA)
    assert "/c" not in toolchain.arguments(Language.C, c=False)
    assert toolchain.directories == ("/cxx", "/builtin", "/local", "/c", "/fw")


C_HEADERS = "stddef stdint limits math stdio stdlib string stdatomic float"
CXX_HEADERS = (
    "vector string map cmath cstddef thread mutex atomic chrono functional memory "
    "algorithm iostream filesystem regex variant optional concepts span"
)


def _text(language):
    lines = [f"#include <{name}.h>\n" for name in C_HEADERS.split()]
    if language is Language.CXX:
        # Before C++23 <atomic> and <stdatomic.h> do not go together.
        lines.remove("#include <stdatomic.h>\n")
        lines += [f"#include <{name}>\n" for name in CXX_HEADERS.split()]
    return "".join(lines)


@pytest.mark.parametrize("language", [Language.C, Language.CXX])
@pytest.mark.parametrize("origin", [HeaderOrigin.SYSTEM, HeaderOrigin.BUNDLED])
def test_the_standard_headers_parse_without_an_error(language, origin):
    libclang = load_libclang()
    toolchain = find_toolchain(libclang)
    if toolchain.c_origin is HeaderOrigin.NONE:
        pytest.skip("no C library headers on this system")
    if origin is HeaderOrigin.BUNDLED:
        assert libclang.libcxx_dir is not None
        toolchain = replace(toolchain, cxx_dirs=(libclang.libcxx_dir,))
    elif toolchain.cxx_origin is not HeaderOrigin.SYSTEM:
        pytest.skip("no C++ library on this system")

    standard = "-std=c17" if language is Language.C else "-std=c++20"
    arguments = ["-x", language.value, standard, *toolchain.arguments(language)]
    assert errors_of(_text(language), arguments) == []
