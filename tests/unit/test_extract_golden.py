"""Each file of tests/golden/extract against its snapshot; a case is a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinxext_kwindex.indexer import Unit, index_unit, load_libclang
from sphinxext_kwindex.model import Language
from tests.snapshot import check_snapshot, snapshot

CASES = Path(__file__).parents[1] / "golden" / "extract"
# Without the machine's headers: a case includes only what lies beside it.
_ARGUMENTS = {
    ".c": ("-xc", "-std=c17", "-nostdinc"),
    ".cpp": ("-xc++", "-std=c++20", "-nostdinc", "-nostdinc++"),
    ".cu": (
        *("-xcuda", "-std=c++17", "-nostdinc", "-nostdinc++"),
        *("--cuda-host-only", "-nocudainc", "-nocudalib"),
    ),
}


@pytest.mark.parametrize(
    "name",
    sorted(path.name for path in CASES.iterdir() if path.suffix in _ARGUMENTS),
)
def test_case(name: str, force_regen: bool) -> None:  # noqa: FBT001
    path = CASES / name
    libclang = load_libclang()
    arguments = _ARGUMENTS[path.suffix]
    if libclang.resource_dir:
        arguments += ("-resource-dir", libclang.resource_dir)
    language = {".c": Language.C, ".cu": Language.CUDA}.get(path.suffix, Language.CXX)
    fragments = sorted(p.name for p in CASES.glob(f"{path.stem}_*.*h*"))
    unit = Unit(name, language, arguments, (name, *fragments))
    project = frozenset({name, *fragments})
    results = index_unit(unit, root=CASES, libclang=libclang, project=project)
    text = "\n".join(
        snapshot(_utf8(CASES / facts.source.path), facts, results) for facts in results
    )
    check_snapshot(CASES / f"{name}.snapshot", text, force_regen=force_regen)


def _utf8(path: Path) -> bytes:
    data = path.read_bytes()
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1").encode()
    return data
