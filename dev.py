"""Set up, build and check the project: ``python3 dev.py example`` or ``... test``.

Standard library only, so that a fresh machine with Python 3.11 needs nothing else. All
is installed into ``.venv`` beside this file.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
BIN = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
OUTPUT = ROOT / "example_project" / "_build" / "html"

DEBIAN_PACKAGES = (
    "chromium",
    "chromium-driver",
    "cmake",
    "g++",
    "libclang1-14",
    "libclang-common-14-dev",
    "libclang1-16",
    "libclang-common-16-dev",
    "libclang1-19",
    "libclang-common-19-dev",
)
"""A browser, other providers of libclang to compare, and what builds the example."""

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
    install_system_packages()
    install("docs,test")
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
        venv.create(ENVIRONMENT, with_pip=True)
    pip = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    what = ("--editable", f".[{extras}]")
    subprocess.run([PYTHON, *pip, *what], cwd=ROOT, check=True)
    stamp.write_text(wanted)


def install_system_packages() -> None:
    """Install Debian's packages where that is possible without asking.

    Elsewhere the tests that need them are skipped and say so.
    """
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        print("not root on Debian: tests of other libclangs run if they are installed")
        return
    query = ["dpkg-query", "-W", "-f", "${Status}\n", *DEBIAN_PACKAGES]
    answer = subprocess.run(query, check=False, capture_output=True, text=True)
    if answer.stdout.count("install ok installed") == len(DEBIAN_PACKAGES):
        return
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", *DEBIAN_PACKAGES]):
        subprocess.run(["apt-get", "-qq", *command], check=True, env=environment)


if __name__ == "__main__":
    sys.exit(main())
