"""Where the headers of the standard libraries are: file look-ups, no compiler run.

All of them are given to Clang explicitly and in the right order, so that neither its
own search (which depends on the provider, the sandbox and the environment) nor
libclang-ng's additions matter. ``#include_next`` needs the order: C++ library, Clang's
builtin headers, then the C library.
"""

from __future__ import annotations

import functools
import platform
import re
import sys
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from ..model import CXX_LANGUAGES, Language
from .library import Libclang  # noqa: TC001  (the key of a cache)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["HeaderOrigin", "Toolchain", "find_toolchain"]

_GCC_TOOLSETS = "opt/rh/gcc-toolset-*/root/usr"


class HeaderOrigin(StrEnum):
    """Who ships the headers of a standard library."""

    SYSTEM = "system"
    BUNDLED = "bundled"
    """They came with libclang."""
    NONE = "none"
    """There are none: what is of the library stays unresolved."""


@dataclass(frozen=True, slots=True)
class Toolchain:
    """The standard headers; one C++ library at most. All paths are absolute."""

    cxx_dirs: tuple[str, ...] = ()
    """Folders of the C++ library, in search order."""
    builtin_dir: str | None = None
    """Clang's own headers, between the two libraries. Never GCC's beside them: Clang's
    ``stdatomic.h`` and others go on to the next of their name. GCC's stand in for them
    where there are none; only the intrinsics use what Clang does not know."""
    c_dirs: tuple[str, ...] = ()
    """Folders of the C library and of what else the system has, in search order."""
    framework_dirs: tuple[str, ...] = ()
    """macOS frameworks."""
    c_origin: HeaderOrigin = HeaderOrigin.NONE
    cxx_origin: HeaderOrigin = HeaderOrigin.NONE
    cxx_library: str = ""
    """Name and version, as ``libstdc++ 12``; empty if there is none."""

    def arguments(
        self, language: Language, *, cxx: bool = True, c: bool = True
    ) -> tuple[str, ...]:
        """Return the arguments that make these the only standard headers.

        :param cxx, c: False leaves that library out, as ``-nostdinc`` asks for.
        """
        cxx_dirs = self.cxx_dirs if cxx and language in CXX_LANGUAGES else ()
        builtin = (self.builtin_dir,) if self.builtin_dir else ()
        c_dirs = self.c_dirs if c else ()
        return (
            *("-nostdinc", "-nostdinc++"),
            *_flagged("-isystem", (*cxx_dirs, *builtin, *c_dirs)),
            *_flagged("-iframework", self.framework_dirs),
        )

    @property
    def directories(self) -> tuple[str, ...]:
        """All folders, each once, in search order: what a sandbox must let read."""
        builtin = (self.builtin_dir,) if self.builtin_dir else ()
        return tuple(
            dict.fromkeys(
                (
                    *self.cxx_dirs,
                    *builtin,
                    *self.c_dirs,
                    *self.framework_dirs,
                )
            )
        )


@functools.cache
def find_toolchain(libclang: Libclang, *, system_root: Path = Path("/")) -> Toolchain:
    """Find the standard headers of the system, else those that came with libclang.

    :param system_root: where the system begins: a ``--sysroot``, or ``/``.
    """
    system = _system(system_root)
    if libclang.resource_dir is not None:
        own = str(Path(libclang.resource_dir) / "include")
        system = replace(system, builtin_dir=own)
    if system.cxx_dirs or libclang.libcxx_dir is None:
        return system
    return replace(
        system,
        cxx_dirs=(libclang.libcxx_dir,),
        cxx_origin=HeaderOrigin.BUNDLED,
        cxx_library=f"libc++ {libclang.major}",
    )


def _flagged(flag: str, folders: Iterable[str]) -> Iterator[str]:
    """Yield flag and folder in turn: two arguments, as all of Clang's accept."""
    for folder in folders:
        yield flag
        yield folder


def _system(root: Path) -> Toolchain:
    # A sysroot has its own shape, whatever this machine is.
    if root == Path("/") and sys.platform == "darwin":
        return _mac()
    if root == Path("/") and sys.platform == "win32":
        return _windows()
    return _unix(root)


def _unix(root: Path) -> Toolchain:
    """Linux, the BSDs, and most cross sysroots."""
    triples = [*_globbed(root, "usr/include/*-linux-*")]
    machine = _machine()
    native = [path for path in triples if path.name.startswith(machine)]
    c_dirs = [root / "usr/local/include", *native, root / "usr/include"]
    present = [path for path in c_dirs if path.is_dir()]
    has_c = any((path / "stdio.h").is_file() for path in present)
    gcc = _newest(_globbed(root, f"usr/lib*/gcc/{machine}*/*/include"))
    cxx_dirs, library = _unix_cxx(root)
    return Toolchain(
        cxx_dirs=_texts(cxx_dirs),
        c_dirs=_texts(present),
        builtin_dir=str(gcc[0]) if gcc else None,
        c_origin=HeaderOrigin.SYSTEM if has_c else HeaderOrigin.NONE,
        cxx_origin=HeaderOrigin.SYSTEM if cxx_dirs else HeaderOrigin.NONE,
        cxx_library=library,
    )


def _unix_cxx(root: Path) -> tuple[list[Path], str]:
    """Return the folders of the newest libstdc++, else of a libc++, and its name."""
    found = [
        *_globbed(root, f"{_GCC_TOOLSETS}/include/c++/[0-9]*"),
        *_globbed(root, "usr/include/c++/[0-9]*"),
        *_globbed(root, "usr/local/include/c++/[0-9]*"),
        *_globbed(root, "usr/lib/gcc/*/*/include/g++-v*"),
    ]
    for base in _newest(found):
        target = _libstdcxx_target(root, base)
        if target is not None and (base / "vector").is_file():
            dirs = [base, *((target,) if target != base else ())]
            dirs += [path for path in (base / "backward",) if path.is_dir()]
            return dirs, f"libstdc++ {'.'.join(map(str, _version(base)))}"
    for base in (
        *_newest(_globbed(root, "usr/lib/llvm-*/include/c++/v1")),
        *_globbed(root, "usr/include/c++/v1"),
        *_globbed(root, "usr/local/include/c++/v1"),
    ):
        if (base / "vector").is_file():
            targets = _globbed(root, f"usr/include/{_machine()}*/c++/v1")
            return [*targets, base], "libc++"
    return [], ""


def _libstdcxx_target(root: Path, base: Path) -> Path | None:
    """Return the folder that holds ``bits/c++config.h`` for this machine."""
    machine = _machine()
    places = (
        *_globbed(root, f"usr/include/{machine}*/c++/{base.name}"),
        *sorted(base.glob(f"{machine}*")),
        base,
    )
    holding = (path for path in places if (path / "bits/c++config.h").is_file())
    return next(holding, None)


def _mac() -> Toolchain:
    sdks = _globbed(
        Path("/"),
        "Library/Developer/CommandLineTools/SDKs/MacOSX.sdk",
        "Applications/Xcode*.app/Contents/Developer/Platforms/MacOSX.platform/"
        "Developer/SDKs/MacOSX.sdk",
    )
    for sdk in sdks:
        c_dir, cxx_dir = sdk / "usr/include", sdk / "usr/include/c++/v1"
        if not (c_dir / "stdio.h").is_file():
            continue
        has_cxx = (cxx_dir / "vector").is_file()
        return Toolchain(
            cxx_dirs=_texts([cxx_dir] if has_cxx else []),
            c_dirs=_texts([c_dir]),
            framework_dirs=_texts([sdk / "System/Library/Frameworks"]),
            c_origin=HeaderOrigin.SYSTEM,
            cxx_origin=HeaderOrigin.SYSTEM if has_cxx else HeaderOrigin.NONE,
            cxx_library="libc++" if has_cxx else "",
        )
    return Toolchain()


def _windows() -> Toolchain:
    """Visual Studio's library and the Windows SDK in their usual places."""
    root = Path("C:/")
    kits = _newest(
        _globbed(root, "Program Files (x86)/Windows Kits/10/Include/10.*"),
    )[:1]
    parts = [kit / part for kit in kits for part in ("ucrt", "shared", "um", "winrt")]
    c_dirs = [part for part in parts if part.is_dir()]
    cxx_dirs = _newest(
        _globbed(
            root,
            "Program Files*/Microsoft Visual Studio/*/*/VC/Tools/MSVC/*/include",
        )
    )[:1]
    return Toolchain(
        cxx_dirs=_texts(cxx_dirs),
        c_dirs=_texts(c_dirs),
        c_origin=HeaderOrigin.SYSTEM if c_dirs else HeaderOrigin.NONE,
        cxx_origin=HeaderOrigin.SYSTEM if cxx_dirs else HeaderOrigin.NONE,
        cxx_library="MSVC" if cxx_dirs else "",
    )


def _machine() -> str:
    """Return the machine's name as the folders of the compilers spell it."""
    name = platform.machine().lower()
    return {"amd64": "x86_64", "arm64": "aarch64"}.get(name, name)


def _globbed(root: Path, *patterns: str) -> list[Path]:
    return [path for pattern in patterns for path in sorted(root.glob(pattern))]


def _newest(folders: list[Path]) -> list[Path]:
    """Order by the last version number in the path, newest first, then by name."""
    return sorted(
        folders,
        key=lambda path: (tuple(-number for number in _version(path)), str(path)),
    )


def _version(path: Path) -> tuple[int, ...]:
    found = re.findall(r"(?:(?<=[/\\-])|(?<=-v))\d+(?:\.\d+)*", str(path))
    return tuple(map(int, found[-1].split("."))) if found else ()


def _texts(paths: Iterable[Path]) -> tuple[str, ...]:
    return tuple(map(str, paths))
