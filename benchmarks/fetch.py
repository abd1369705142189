"""Fetch the real code that the benchmarks read into ``benchmarks/corpora/``.

Nothing of it is committed. The clients used are the ordinary ones: ``pip download`` for
the sdist of grpcio, ``apt-get download`` and ``apt-get source`` for Debian's packages
(Debian 12: libtorch-dev 1.13.1 and the orig tarball of the source package pytorch).

    python benchmarks/fetch.py            # all
    python benchmarks/fetch.py headers    # fmt, spdlog, nlohmann-json, Eigen, libtorch
    python benchmarks/fetch.py grpc
    python benchmarks/fetch.py pytorch
    python benchmarks/fetch.py leveldb
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

CORPORA = Path(__file__).parent / "corpora"
GRPCIO = "1.76.0"
HEADER_PACKAGES = (
    "libfmt-dev",
    "libspdlog-dev",
    "nlohmann-json3-dev",
    "libeigen3-dev",
    "libtorch-dev",
    "libprotobuf-dev",
    # What PyTorch's own units include besides.
    "pybind11-dev",
    "libgflags-dev",
    "libgoogle-glog-dev",
    "libpython3.11-dev",
    "libgtest-dev",
    "libgmock-dev",
    "libbenchmark-dev",
)


def run(*command: str | Path, cwd: Path) -> None:
    """Run a command and stop with its own message if it fails."""
    subprocess.run([str(word) for word in command], cwd=cwd, check=True)


def fetch_headers(target: Path) -> None:
    """Unpack the ``-dev`` packages below ``target/debian``; nothing is installed."""
    with tempfile.TemporaryDirectory() as folder:
        run("apt-get", "download", *HEADER_PACKAGES, cwd=Path(folder))
        for package in sorted(Path(folder).glob("*.deb")):
            run("dpkg-deb", "-x", package, target / "debian", cwd=Path(folder))


def fetch_grpc(target: Path) -> None:
    """Unpack the sdist of grpcio as ``target/grpcio-VERSION``."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = f"grpcio=={GRPCIO}"
        run(
            sys.executable, "-m", "pip", "download", "--no-deps", "--quiet",
            "--no-binary", "grpcio", wanted, cwd=Path(folder),
        )  # fmt: skip
        for archive in Path(folder).glob("grpcio-*.tar.gz"):
            with tarfile.open(archive) as sdist:
                sdist.extractall(target, filter="data")


def fetch_pytorch(target: Path) -> None:
    """Unpack the orig tarball of Debian's pytorch as ``target/pytorch-1.13.1``.

    Debian leaves out some bundled third-party code ("+dfsg").
    """
    fetch_source(target, "pytorch")


def fetch_leveldb(target: Path) -> None:
    """Unpack the orig tarball of Debian's leveldb as ``target/leveldb-VERSION``."""
    fetch_source(target, "leveldb")


def fetch_source(target: Path, package: str) -> None:
    """Unpack the orig tarball of a source package of Debian.

    The source entries that ``apt-get source`` needs are made in a folder of our own,
    from the machine's.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        parts = folder / "parts"
        parts.mkdir()
        (folder / "lists" / "partial").mkdir(parents=True)
        for entry in Path("/etc/apt/sources.list.d").glob("*.sources"):
            text = entry.read_text().replace("Types: deb\n", "Types: deb-src\n")
            (parts / entry.name).write_text(text)
        listing = Path("/etc/apt/sources.list")
        lines = listing.read_text().splitlines() if listing.exists() else []
        (folder / "sources.list").write_text(
            "".join(
                line.replace("deb ", "deb-src ", 1) + "\n"
                for line in lines
                if line.startswith("deb ")
            )
        )
        options = (
            "-o", f"Dir::Etc::sourcelist={folder / 'sources.list'}",
            "-o", f"Dir::Etc::sourceparts={parts}",
            "-o", f"Dir::State::lists={folder / 'lists'}",
            "-o", "APT::Sandbox::User=root",
        )  # fmt: skip
        run("apt-get", *options, "-qq", "update", cwd=folder)
        run("apt-get", *options, "-qq", "--download-only", "--tar-only", "source",
            package, cwd=folder)  # fmt: skip
        (archive,) = folder.glob(f"{package}_*.orig.tar.*")
        version = re.split(r"[+~]", archive.name.split("_")[1].split(".orig")[0])[0]
        place = target / f"{package}-{version}"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        run("tar", "-xf", archive, "-C", place, "--strip-components=1", cwd=folder)


PARTS = {
    "grpc": fetch_grpc,
    "headers": fetch_headers,
    "leveldb": fetch_leveldb,
    "pytorch": fetch_pytorch,
}


def main() -> None:
    """Fetch what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("part", nargs="*", help=f"of {', '.join(PARTS)}; all if none")
    parser.add_argument("--target", type=Path, default=CORPORA)
    arguments = parser.parse_args()
    arguments.target.mkdir(parents=True, exist_ok=True)
    for part in arguments.part or PARTS:
        print(f"fetching {part}", flush=True)
        PARTS[part](arguments.target.resolve())


if __name__ == "__main__":
    main()
