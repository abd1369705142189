"""Set up, build and check the project: ``python3 dev.py example`` or ``... test``.

Standard library only, so that a fresh machine with Python 3.11 needs nothing else. All
is installed into ``.venv`` beside this file.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
BIN = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
OUTPUT = ROOT / "example_project" / "_build" / "html"

LLVM_VERSIONS = (14, 16, 18, 19, 21, 23)
"""Debian 12 has the first two and 19, Debian 13 has 18 and 19."""
DEBIAN_PACKAGES = (
    "chromium",
    "chromium-driver",
    "cmake",
    "g++",
    *(f"libclang1-{number}" for number in LLVM_VERSIONS),
    *(f"libclang-common-{number}-dev" for number in LLVM_VERSIONS),
)
"""A browser, what builds the example, and other providers of libclang to compare."""

CHECKS = (
    # A cached result would hide an import whose module has gone.
    ("ruff", "check", "--no-cache", "."),
    ("ruff", "format", "--check", "."),
    ("lint-imports",),
    ("mypy",),
    ("sphinx-lint", "--enable=all", "--disable=line-too-long", "docs", "README.rst",
     "CONTRIBUTING.rst"),
    # What builds documents comes first, and takes most of the time.
    ("pytest", "-q", "-n", "2", "--dist", "worksteal"),
)  # fmt: skip


def main() -> int:
    """Run what the command line names; the exit code is that of the first failure."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "command",
        choices=["example", "docs", "test"],
        help="example: build example_project; docs: build the manual; "
        "test: all linters and tests",
    )
    command = parser.parse_args().command
    if sys.version_info < (3, 11):  # noqa: UP036  (this file must say so itself)
        print("Python 3.11 or newer is needed; this is", sys.version.split()[0])
        return 2
    return {"example": example, "docs": docs, "test": test}[command]()


def example() -> int:
    """Build the example's documentation."""
    install("docs")
    return build(ROOT / "example_project" / "docs", OUTPUT)


def docs() -> int:
    """Build the project's own manual."""
    install("docs")
    return build(ROOT / "docs", ROOT / "docs" / "_build" / "html")


def test() -> int:
    """Run linters, type checker, layer checker and tests; all of them, then report."""
    install("docs,test")
    install_system_packages()
    failed = [check[0] for check in CHECKS if not passes(*check)]
    print("failed: " + ", ".join(failed) if failed else "all checks passed")
    return 1 if failed else 0


def build(source: Path, output: Path) -> int:
    """Build one Sphinx project with warnings as errors and say where to open it."""
    sphinx = ("-m", "sphinx", "-b", "html", "-n", "-W", "--keep-going")
    code = subprocess.run([PYTHON, *sphinx, source, output], check=False).returncode
    if code == 0:
        print(f"open {output.relative_to(ROOT) / 'index.html'} in a browser")
    return code


def passes(tool: str, *arguments: str) -> bool:
    """Run one tool of the environment; tell whether it found nothing."""
    print("$", tool, *arguments, flush=True)
    environment = os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    # Half a second for each of the hundreds of processes that tests start.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [str(BIN / tool), *arguments]
    return (
        subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode == 0
    )


def install(extras: str) -> None:
    """Make the environment, and install the project with its extras if they changed."""
    stamp = ENVIRONMENT / f"installed-{extras.replace(',', '-')}"
    wanted = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    if not PYTHON.exists():
        make_environment()
    pip = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    what = ("--editable", f".[{extras}]")
    subprocess.run([PYTHON, *pip, *what], cwd=ROOT, check=True)
    stamp.write_text(wanted)


def make_environment() -> None:
    """Make an environment with pip in it."""
    # Debian has these parts of the standard library in a package of their own.
    if importlib.util.find_spec("ensurepip") is None:
        if not may_install():
            sys.exit("pip cannot be set up: install Debian's package python3-venv")
        install_packages("python3-venv")
    venv.create(ENVIRONMENT, with_pip=True)


def install_system_packages() -> None:
    """Install Debian's packages where that is possible without asking.

    Elsewhere, and where a release has not all of them, the tests that need them are
    skipped and say so.
    """
    if not may_install():
        print("not root on Debian: tests of other libclangs run if they are installed")
        return
    stamp = ENVIRONMENT / "installed-debian"
    asked_for = " ".join(DEBIAN_PACKAGES)
    if stamp.exists() and stamp.read_text() == asked_for:
        return
    install_packages(*DEBIAN_PACKAGES)
    stamp.write_text(asked_for)


def may_install() -> bool:
    """Tell whether Debian's packages can be installed without asking."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return is_root and shutil.which("apt-get") is not None


def install_packages(*names: str) -> None:
    """Install those of Debian's packages that its release has."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    get = ("apt-get", "-qq")
    # A new machine knows of no package, an old one of versions that are gone. What apt
    # says of a list that it cannot get is shown; the others serve.
    subprocess.run([*get, "update"], check=False, env=environment)
    wanted = packages("Candidate", names) - packages("Installed", names)
    if wanted:
        command = [*get, "install", "--yes", *sorted(wanted)]
        subprocess.run(command, check=True, env=environment)


def packages(state: str, names: Sequence[str]) -> set[str]:
    """Return which of Debian's packages are ``Installed``, or a ``Candidate`` to be."""
    environment = os.environ | {"LC_ALL": "C"}
    query = ("apt-cache", "policy", *names)
    answer = subprocess.run(
        query, check=True, env=environment, capture_output=True, text=True
    )
    pattern = rf"^(\S+):\n(?:  .*\n)*?  {state}: (?!\(none\))"
    return set(re.findall(pattern, answer.stdout, re.MULTILINE))


if __name__ == "__main__":
    sys.exit(main())
