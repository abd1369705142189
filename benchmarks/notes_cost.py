"""CPU time of the rules, as a share of what a unit takes from its parse to its facts.

python benchmarks/fetch.py headers grpc pytorch
python benchmarks/notes_cost.py [--only abseil]
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from dataclasses import replace
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.accuracy import SAMPLES  # noqa: E402
from benchmarks.extraction import MAINS, harvest  # noqa: E402
from sphinxext_kwindex.indexer import extract  # noqa: E402
from sphinxext_kwindex.notes import all_rules, registry  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Index each unit, and print what the rules took of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=sorted(MAINS))
    arguments = parser.parse_args(argv)
    for sample in SAMPLES:
        if sample.name not in MAINS or arguments.only not in (None, sample.name):
            continue
        times: defaultdict[str, float] = defaultdict(float)
        places: Any = extract, registry
        whole = places[0].file_notes
        places[0].file_notes = timed(whole, times, "all")
        rules = [watched(rule, times) for rule in all_rules()]
        places[1].all_rules = partial(list, rules)
        found = harvest(sample)
        places[0].file_notes = whole
        places[1].all_rules = all_rules
        notes = sum(len(facts.notes) for facts in found.facts)
        share = times["all"] / found.total
        print(
            f"{sample.name:10} {found.lines:7,} lines {notes:5} notes"
            f" {found.total:7.2f} s in all, {found.parse:6.2f} s parse,"
            f" {times['all']:5.2f} s rules: {share:.1%}"
        )
        for name, seconds in sorted(times.items(), key=itemgetter(1))[-2:-10:-1]:
            print(f"  {name:28} {seconds:5.3f} s")
    return 0


def watched(rule: Any, times: defaultdict[str, float]) -> Any:
    """Return a rule whose time is added up; tokens are indexed by who asks first."""
    return replace(rule, find=lambda code: listed(rule, code, times))


def listed(rule: Any, code: Any, times: defaultdict[str, float]) -> list[Any]:
    """Return the hits of a rule."""
    started = time.process_time()
    hits = list(rule.find(code))
    times[rule.id] += time.process_time() - started
    return hits


def timed(
    function: Callable[..., Any], times: defaultdict[str, float], name: str
) -> Callable[..., Any]:
    """Return a function whose time is added up."""

    def call(*args: Any, **options: Any) -> Any:
        started = time.process_time()
        try:
            return function(*args, **options)
        finally:
            times[name] += time.process_time() - started

    return call


if __name__ == "__main__":
    sys.exit(main())
