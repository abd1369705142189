"""``sphinx-build`` as a user runs it: a process of its own, with workers of its own."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

__all__ = [
    "STRICT",
    "Outputs",
    "Run",
    "Said",
    "files_of",
    "sphinx_build",
    "warnings_of",
]

STRICT = ("-n", "-W", "--keep-going")
"""Options: every warning is a failure, and all of them are shown."""
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
# Neither a process is started nor libclang loaded.
_IDLE = """
import subprocess, sys
from sphinx.cmd.build import main
def refuse(*args, **kwargs):
    raise AssertionError("a process was started")
subprocess.Popen.__init__ = refuse
code = main(sys.argv[1:])
loaded = [name for name in sys.modules if name.partition(".")[0] == "clang"
          or name == "sphinxext_kwindex.indexer.capi"]
assert not loaded, loaded
sys.exit(code)
"""
_WARNING = re.compile(r"(.*?)(?::(\d+))?: WARNING: (.*) \[kwindex\.(\w+)\]")


class Run(NamedTuple):
    """What one run said."""

    code: int
    status: str
    warnings: str


class Said(NamedTuple):
    """A warning of ours."""

    file: str
    """Name without its folder."""
    line: int
    """0 if there is none."""
    kind: str
    text: str


def sphinx_build(
    source: Path, outdir: Path, *options: str, doctrees: Path, idle: bool = False
) -> Run:
    """Run ``sphinx-build``.

    :param idle: fail when a process is started or libclang loaded.
    """
    start = ["-c", _IDLE] if idle else ["-m", "sphinx"]
    arguments = [*options, "-d", str(doctrees), str(source), str(outdir)]
    done = subprocess.run(
        [sys.executable, *start, *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    return Run(
        done.returncode, _COLOURS.sub("", done.stdout), _COLOURS.sub("", done.stderr)
    )


def warnings_of(run: Run) -> list[Said]:
    """Return the warnings; a line that is none of ours fails the test."""
    found = []
    for line in run.warnings.strip().splitlines():
        match = _WARNING.fullmatch(line)
        assert match is not None, line
        file = match[1].rpartition("/")[2]
        found.append(Said(file, int(match[2] or 0), match[4], match[3]))
    return found


def files_of(outdir: Path, *, but: Sequence[str] = ()) -> dict[str, bytes]:
    """Return name and contents of all files below a folder."""
    return {
        file.relative_to(outdir).as_posix(): file.read_bytes()
        for file in sorted(outdir.rglob("*"))
        if file.is_file() and file.name not in but
    }


class Outputs:
    """A project's documentation, each builder's made when it is first asked for.

    All from one doctree folder, which begins with an index that is made already.
    """

    def __init__(
        self, source: Path, folder: Path, put_index: Callable[[Path], None]
    ) -> None:
        self.source = source
        self.folder = folder
        self.doctrees = folder / "doctrees"
        self.put_index = put_index
        self._known: dict[str, Path] = {}
        put_index(self.doctrees)

    def __call__(self, builder: str) -> Path:
        if builder not in self._known:
            outdir = self.folder / builder
            run = self.run(builder, outdir)
            assert run.code == 0, run.warnings
            assert run.warnings == ""
            self._known[builder] = outdir
        return self._known[builder]

    def run(
        self,
        builder: str,
        outdir: Path,
        *options: str,
        doctrees: Path | None = None,
        idle: bool = False,
    ) -> Run:
        doctrees = doctrees or self.doctrees
        if builder == "gettext" and doctrees is self.doctrees:
            # Sphinx wants doctrees for it alone.
            doctrees = self.folder / "gettext-doctrees"
            self.put_index(doctrees)
        return sphinx_build(
            self.source,
            outdir,
            "-b",
            builder,
            *STRICT,
            *options,
            doctrees=doctrees,
            idle=idle,
        )
