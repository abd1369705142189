"""Check every link of a tree's pages: that its file and its id are there.

    python benchmarks/check_links.py ROOT --work F [--database D] [--include P ...]

Builds the tree with each builder that makes HTML, and looks for links that lead to
nothing and for ids that a page has twice. Ends with 1 if there is any.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.runs import print_table
from benchmarks.sites import Site, put_index
from tests.links import broken_links, duplicate_ids, read_pages

BUILDERS = ("html", "dirhtml", "epub")
TOLD = ("-D", "version=1", "-D", "copyright=2026, us")
SHOWN = 20


def main() -> None:
    """Build, check and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("root", type=Path)
    parser.add_argument("--work", type=Path, required=True, help="folder to work in")
    parser.add_argument("--database", type=Path, help="an index to begin with")
    parser.add_argument("--include", action="append", default=[], metavar="P")
    parser.add_argument("--builders", default=",".join(BUILDERS))
    asked = parser.parse_args()
    folder = asked.work.resolve() / "site"
    shutil.rmtree(folder, ignore_errors=True)
    site = Site.over(folder, asked.root.resolve(), theme="alabaster")
    if asked.include:
        with (site.docs / "conf.py").open("a") as conf:
            conf.write(f"kwindex_include = {asked.include!r}\n")
    if asked.database is not None:
        put_index(site, asked.database)
    rows = []
    faults = 0
    for builder in asked.builders.split(","):
        site.build(builder, *TOLD, builder=builder)
        outdir = folder / builder
        pages = read_pages(outdir)
        found = {"broken": list(broken_links(outdir)), "twice": []}
        found["twice"] = list(duplicate_ids(outdir))
        for what, places in found.items():
            faults += len(places)
            for page, text in places[:SHOWN]:
                print(f"{builder}: {what}: {page}: {text}")
            kinds = Counter(page.rpartition("~")[2].split("-")[0] for page, _ in places)
            if len(places) > SHOWN:
                print(f"{builder}: {what}: {len(places)}: {kinds.most_common(5)}")
        links = sum(len(page.links) for page in pages.values())
        ids = sum(len(page.ids) for page in pages.values())
        rows.append(
            (builder, len(pages), links, ids, len(found["broken"]), len(found["twice"]))
        )
        print(rows[-1], flush=True)
    head = ["Builder", "Pages", "Links", "Ids", "Broken links", "Ids twice"]
    print_table(head, rows)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
