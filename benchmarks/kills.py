"""Kill ``kwindex index`` at random moments, and look at what is left.

Each round starts with no index. At a moment drawn from the duration of a clean run,
``kill -9`` ends either the parent or one of its workers. Afterwards

- no process of the run is left after a few seconds (of a killed worker: when the run
  has ended);
- ``kwindex dump`` reads the database, if there is one already;
- the next run completes, and its dump is that of the clean run, byte for byte;
- beside the database and in the folder for temporary files lies nothing that the clean
  run did not leave there.

A worker that is killed costs the file that it was parsing, if that was its first: it is
not tried again until something changed. Where a dump differs after a worker was killed,
``--retry-failed`` is tried and counted apart.

    python benchmarks/kills.py ROOT [--times 100] [--seed 1] [--jobs N] [--json F]

Meant for trees (or parts, with ``--include``) that take 5 to 20 seconds.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks import runs  # noqa: E402
from benchmarks.processes import descendants  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

MARK = "KWINDEX_BENCHMARK_ROUND"
"""Environment variable by which all processes of a run are known."""
GRACE = 5.0
"""Seconds that a process may outlive its parent."""
GOOD = (
    "no process left",
    "database read",
    "next run completed",
    "dump identical",
    "nothing left behind",
)


@dataclass(slots=True)
class Scratch:
    """Folders of a run: the database's own, and the one for temporary files."""

    folder: Path
    words: list[str]
    tree: Path
    database: Path = field(init=False)
    temporary: Path = field(init=False)

    def __post_init__(self) -> None:
        self.database = self.folder / "database" / "index.sqlite3"
        self.temporary = self.folder / "temporary"
        self.database.parent.mkdir(parents=True)
        self.temporary.mkdir()

    def start(self, mark: str, *more: str) -> subprocess.Popen[bytes]:
        """Start ``kwindex index``."""
        where = ("index", self.tree, "--database", self.database)
        return subprocess.Popen(
            runs.command_of(*where, *self.words, *more),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=runs.environment(**{MARK: mark, "TMPDIR": str(self.temporary)}),
        )

    def complete(self, *more: str) -> tuple[int, str | None]:
        """Run to the end; return the exit code, and the digest of the dump."""
        code = self.start("complete", *more).wait()
        return code, runs.dump_digest(self.database)[0]

    def listing(self) -> set[str]:
        """Return all that lies in the two folders."""
        found = self.folder.rglob("*")
        return {path.relative_to(self.folder).as_posix() for path in found}


@dataclass(frozen=True, slots=True)
class Clean:
    """A run that was left alone."""

    seconds: float
    code: int
    digest: str | None
    listing: set[str]


def marked(mark: str) -> Iterator[int]:
    """Yield the processes that live and have the mark of a run."""
    wanted = f"{MARK}={mark}".encode()
    for entry in os.listdir("/proc"):  # noqa: PTH208  (names are all that is needed)
        if entry.isdecimal():
            with contextlib.suppress(OSError):
                # Of a process that has ended and was not waited for it is empty.
                data = Path(f"/proc/{entry}/environ").read_bytes()
                if wanted in data.split(b"\0"):
                    yield int(entry)


def is_quiet(mark: str) -> bool:
    """Tell if all processes of a run end within the time of grace."""
    end = time.monotonic() + GRACE
    while any(marked(mark)):
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def run_clean(folder: Path, tree: Path, words: list[str]) -> Clean:
    """Index once, without a kill."""
    scratch = Scratch(folder, words, tree)
    started = time.monotonic()
    code = scratch.start("clean").wait()
    seconds = time.monotonic() - started
    digest, errors = runs.dump_digest(scratch.database)
    if digest is None:
        sys.exit(f"the clean run left no index: {errors}")
    return Clean(seconds, code, digest, scratch.listing())


def kill(
    process: subprocess.Popen[bytes], victim: str, moment: float, draw: random.Random
) -> str:
    """Kill at the moment; return who was killed, or that it was too late."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(timeout=moment)
        return "Ended before"
    while process.poll() is None:
        pids = descendants(process.pid) if victim == "worker" else [process.pid]
        if pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(draw.choice(pids), signal.SIGKILL)
                return victim
        time.sleep(0.01)  # no worker yet, or no longer
    return "Ended before"


def play(scratch: Scratch, clean: Clean, draw: random.Random) -> tuple[str, set[str]]:
    """Play one round; return who was killed, and what was as it should be."""
    mark = uuid.UUID(int=draw.getrandbits(128)).hex
    victim = draw.choice(["worker", "parent"])
    moment = draw.uniform(0, clean.seconds)
    process = scratch.start(mark)
    killed = kill(process, victim, moment, draw)
    process.wait()
    found = set()
    if is_quiet(mark):
        found.add("no process left")
    if not scratch.database.exists():
        found |= {"no database yet", "database read"}
    elif runs.dump_digest(scratch.database)[0] is not None:
        found.add("database read")
    code, digest = scratch.complete()
    if code == clean.code:
        found.add("next run completed")
    if digest == clean.digest:
        found.add("dump identical")
    else:
        _, digest = scratch.complete("--retry-failed")
        found.add(
            "identical with --retry-failed"
            if digest == clean.digest
            else "differs for good"
        )
    if scratch.listing() <= clean.listing:
        found.add("nothing left behind")
    else:
        rest = sorted(scratch.listing() - clean.listing)
        print(f"\nleft behind ({killed} killed): {rest[:5]}", file=sys.stderr)
    for pid in marked(mark):  # of this round only: the mark is its own
        os.kill(pid, signal.SIGKILL)
    return killed, found


def main() -> None:
    """Play the rounds and print how many ended how."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("root", type=Path, metavar="ROOT")
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    runs.add_index_options(parser)
    runs.add_json_option(parser)
    options = parser.parse_args()
    words = runs.index_options(options)
    draw = random.Random(options.seed)
    counts: dict[str, Counter[str]] = {"worker": Counter(), "parent": Counter()}
    with tempfile.TemporaryDirectory() as name:
        tree = options.root.resolve()
        clean = run_clean(Path(name) / "clean", tree, words)
        print(f"a clean run takes {clean.seconds:.1f} s", file=sys.stderr)
        for number in range(options.times):
            with tempfile.TemporaryDirectory(dir=name) as folder:
                scratch = Scratch(Path(folder), words, tree)
                killed, found = play(scratch, clean, draw)
            counts.setdefault(killed, Counter()).update({"rounds", *found})
            mark = "." if found.issuperset(GOOD) else f"[{number}]"
            print(mark, end="", file=sys.stderr, flush=True)
    outcomes = ["rounds", *GOOD]
    outcomes += sorted({o for found in counts.values() for o in found} - {*outcomes})
    rows = [[o, *(counts[killed][o] for killed in counts)] for o in outcomes]
    titles = {"worker": "Worker killed", "parent": "Parent killed"}
    runs.print_table(["Outcome", *(titles.get(one, one) for one in counts)], rows)
    figures = {"seconds": clean.seconds, "seed": options.seed, "counts": counts}
    runs.write_json(options.json, figures)
    if any(found[good] < found["rounds"] for found in counts.values() for good in GOOD):
        sys.exit(1)


if __name__ == "__main__":
    main()
