"""Where systems and wheels keep libclang and Clang's builtin headers."""

from __future__ import annotations

import glob
import importlib.metadata
import os
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "WHEELS",
    "builtin_header_globs",
    "clangd_globs",
    "expand",
    "library_globs",
    "version_numbers",
    "wheel_libraries",
    "wheel_version",
]

WHEELS = ("libclang-ng", "libclang")
"""Distributions that hold a libclang, best first."""
_WHEEL_FILES = ("libclang.so", "libclang.dylib", "libclang.dll")

# Debian and Ubuntu; Fedora, RHEL and its toolsets; Arch; Alpine; openSUSE; BSD.
_LINUX_LIBRARIES = (
    "/usr/lib/llvm-*/lib/libclang*.so*",
    "/usr/lib/*-linux-*/libclang*.so*",
    "/usr/lib64/libclang*.so*",
    "/usr/lib64/llvm*/lib*/libclang*.so*",
    "/opt/rh/llvm-toolset-*/root/usr/lib64/libclang*.so*",
    "/usr/lib/libclang*.so*",
    "/usr/lib/llvm*/lib/libclang*.so*",
    "/usr/local/lib/libclang*.so*",
    "/usr/local/llvm*/lib/libclang*.so*",
)
_LINUX_HEADERS = (
    "/usr/lib/llvm-*/lib/clang/*",
    "/usr/lib/clang/*",
    "/usr/lib64/clang/*",
    "/usr/lib64/llvm*/lib*/clang/*",
    "/opt/rh/llvm-toolset-*/root/usr/lib*/clang/*",
    "/usr/lib/llvm*/lib/clang/*",
    "/usr/local/lib/clang/*",
    "/usr/local/llvm*/lib/clang/*",
)
_MAC_ROOTS = (
    "/opt/homebrew/opt/llvm*",
    "/usr/local/opt/llvm*",
    "/opt/local/libexec/llvm-*",
    "/Library/Developer/CommandLineTools/usr",
    "/Applications/Xcode*.app/Contents/Developer/Toolchains/XcodeDefault.xctoolchain/usr",
)
_WINDOWS_ROOTS = (
    r"{programs}\LLVM",
    r"{programs}\Microsoft Visual Studio\*\*\VC\Tools\Llvm\x64",
    r"{programs}\Microsoft Visual Studio\*\*\VC\Tools\Llvm",
)


def library_globs() -> tuple[str, ...]:
    """Return patterns of the places where this system may keep a libclang."""
    # A conda environment has its libclang beside its Python.
    if sys.platform == "win32":
        roots = [f"{root}\\bin\\libclang*.dll" for root in _windows_roots()]
        return (f"{sys.prefix}\\Library\\bin\\libclang*.dll", *roots)
    if sys.platform == "darwin":
        roots = [f"{root}/lib/libclang*.dylib" for root in _MAC_ROOTS]
        return (f"{sys.prefix}/lib/libclang*.dylib", *roots)
    return (f"{sys.prefix}/lib/libclang*.so*", *_LINUX_LIBRARIES)


def builtin_header_globs() -> tuple[str, ...]:
    """Return patterns of the folders that may hold ``include/stddef.h`` of a Clang."""
    if sys.platform == "win32":
        roots = [f"{root}\\lib\\clang\\*" for root in _windows_roots()]
        return (f"{sys.prefix}\\Library\\lib\\clang\\*", *roots)
    if sys.platform == "darwin":
        roots = [f"{root}/lib/clang/*" for root in _MAC_ROOTS]
        return (f"{sys.prefix}/lib/clang/*", *roots)
    return (f"{sys.prefix}/lib/clang/*", *_LINUX_HEADERS)


def clangd_globs() -> tuple[str, ...]:
    """Return patterns of the libraries beside the clangd on the search path."""
    clangd = shutil.which("clangd")
    if clangd is None or not Path(clangd).is_absolute():
        return ()
    folder = Path(clangd).resolve().parent
    return (
        str(folder / "libclang*.dll"),
        str(folder.parent / "lib*" / "libclang*.so*"),
        str(folder.parent / "lib" / "libclang*.dylib"),
    )


def expand(patterns: Iterable[str]) -> list[Path]:
    """Return what the patterns match, in their order, each pattern's sorted."""
    # The patterns are absolute: `Path.glob` takes no such pattern.
    return [Path(found) for text in patterns for found in sorted(glob.glob(text))]  # noqa: PTH207


def wheel_libraries(name: str) -> list[Path]:
    """Return the libraries that an installed wheel holds."""
    try:
        distribution = importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        return []
    files = [
        Path(str(distribution.locate_file(f"clang/native/{file}")))
        for file in _WHEEL_FILES
    ]
    return [file.resolve() for file in files if file.is_file()]


def wheel_version(name: str) -> str | None:
    """Return the version of an installed wheel; None if it is not installed."""
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def version_numbers(text: str) -> tuple[int, ...]:
    """Return the last dotted number of a text, as integers."""
    found = re.findall(r"\d+(?:\.\d+)*", text)
    return tuple(map(int, found[-1].split("."))) if found else ()


def _windows_roots() -> list[str]:
    programs = os.environ.get("ProgramFiles", r"C:\Program Files")  # noqa: SIM112
    return [root.format(programs=programs) for root in _WINDOWS_ROOTS]
