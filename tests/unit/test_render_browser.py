"""What the stylesheet and the script do, in a real browser."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from typing import Any

import pytest

import sphinxext_kwindex
from sphinxext_kwindex.analysis import listing_of, summarize_file, summarize_symbol
from sphinxext_kwindex.model import Markup, MarkupKind, SymbolKind
from sphinxext_kwindex.render import (
    NO_LINKS,
    line_anchor,
    render_keyword_group,
    render_listing,
    render_symbol,
    symbol_anchor,
)
from tests.chromium import FLAGS
from tests.memory_reader import (
    MemoryReader,
    known,
    make_comment,
    make_file,
    make_occurrence,
    make_symbol,
)

pytestmark = pytest.mark.browser

BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
STATIC = Path(sphinxext_kwindex.__file__).parent / "static"
CODE = Markup(MarkupKind.CODE_BLOCK, "if (x)\n  f();")
NAMES = ("banana", "apple", "cherry", *(f"x{number}" for number in range(12)))
READER = MemoryReader(
    make_file(
        "a.h",
        lines=3,
        symbols=tuple(
            make_symbol(
                name,
                usr=name,
                line=line,
                documentation=make_comment(f"Of {name}.", details=(CODE,)),
            )
            for line, name in enumerate(NAMES, 1)
        ),
        occurrences=(make_occurrence("banana", 2),),
    ),
    make_file(
        "b.cpp",
        occurrences=(
            *(make_occurrence("cherry", line) for line in range(1, 4)),
            make_occurrence("apple", 1),
            make_occurrence("apple", 2),
        ),
    ),
    make_file(
        "c.cpp",
        symbols=(make_symbol("hidden", SymbolKind.MACRO, usr="hidden", path="c.cpp"),),
    ),
)


def run_in_browser(
    folder: Path, script: str, *, hash_: str = "", width: int = 1000
) -> Any:
    """Run a function body in a page of ours; return what it returns."""
    if BROWSER is None:
        pytest.skip("needs chromium or google-chrome")
    (functions,) = known(summarize_file(READER, "a.h")).groups
    (macros,) = known(summarize_file(READER, "c.cpp")).groups
    listing = render_listing("a\nb\nc\n", known(listing_of(READER, "a.h")), NO_LINKS)
    page = folder / "page.html"
    page.write_text(
        "<!doctype html><html lang='en'><head><meta charset='utf-8'><title>t</title>"
        f"<style>{(STATIC / 'kwindex.css').read_text(encoding='utf-8')}</style></head>"
        f"<body><div class='kwindex'>{render_keyword_group(functions, NO_LINKS)}</div>"
        f"<div class='kwindex' id='card'>"
        f"{render_symbol(known(summarize_symbol(READER, ['apple'])), NO_LINKS)}</div>"
        f"<details id='folded'>{render_keyword_group(macros, NO_LINKS)}</details>"
        f"<div class='kwindex'>{listing}</div>"
        f"<script>{(STATIC / 'kwindex.js').read_text(encoding='utf-8')}</script>"
        "<script>addEventListener('load', () => { const answer = (() => {"
        f"{script}}})(); const out = document.createElement('output');"
        "out.id = 'answer'; out.textContent = JSON.stringify(answer);"
        "document.body.append(out); });</script></body></html>",
        encoding="utf-8",
    )
    command = [
        BROWSER,
        *FLAGS,
        f"--user-data-dir={folder / 'profile'}",
        f"--window-size={width},800",
        "--virtual-time-budget=2000",
        "--dump-dom",
        page.as_uri() + hash_,
    ]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=120, check=True
    )
    found = re.search(r'<output id="answer">(.*?)</output>', done.stdout, re.DOTALL)
    assert found, done.stderr
    return json.loads(unescape(found[1]))


SHOWN = """
    const table = document.querySelector("table.kwindex-keywords");
    const shown = () => [...table.tBodies].filter((body) => !body.hidden)
      .map((body) => body.rows[0].cells[0].querySelector("code").textContent);
"""


def test_the_filter_hides_the_rows_without_the_words(tmp_path):
    script = f"""{SHOWN}
    const box = document.querySelector("input.kwindex-filter");
    const type = (text) => {{
      box.value = text;
      box.dispatchEvent(new Event("input"));
      return shown();
    }};
    return [document.querySelectorAll(".kwindex-filter").length,
            type("OF apple"), type("nothing"), table.hidden, type("").length];
    """
    assert run_in_browser(tmp_path, script) == [1, ["apple"], [], True, len(NAMES)]


def test_heads_sort_up_down_and_back(tmp_path):
    script = f"""{SHOWN}
    const heads = [...table.tHead.rows[0].cells];
    const press = (column) => {{
      heads[column].querySelector("button").click();
      return [heads[column].getAttribute("aria-sort"), shown().slice(0, 3)];
    }};
    const uses = heads.length - 1;
    return [heads[1].querySelector("button"), press(0), press(0), press(0),
            press(uses)[0], press(uses)];
    """
    assert run_in_browser(tmp_path, script) == [
        None,
        ["ascending", ["apple", "banana", "cherry"]],
        ["descending", ["x9", "x8", "x7"]],
        [None, ["banana", "apple", "cherry"]],
        "ascending",
        ["descending", ["cherry", "apple", "banana"]],
    ]


def test_what_a_link_leads_to_is_opened(tmp_path):
    script = "return document.getElementById('folded').open;"
    there = f"#{symbol_anchor('hidden')}"
    assert run_in_browser(tmp_path, script, hash_=there) is True
    assert run_in_browser(tmp_path, script, hash_="#%E0%A4%A") is False


def test_rows_and_lines_have_permanent_links(tmp_path):
    script = """
    const link = document.querySelector("tr[id] th a.headerlink");
    const line = document.querySelectorAll(".kwindex-listing pre a")[1];
    const before = getComputedStyle(line, "::before").content;
    line.click();
    line.focus();
    return [link.getAttribute("href"), link.title, location.hash,
            document.activeElement === line,
            before.includes("counter"), getSelection().selectAllChildren(
              document.querySelector(".kwindex-listing pre")), String(getSelection())];
    """
    *found, _, copied = run_in_browser(tmp_path, script)
    assert found == [
        f"#{symbol_anchor('banana')}",
        "Link to this row",
        f"#{line_anchor('a.h', 2)}",
        False,
        True,
    ]
    assert copied.strip() == "a\nb\nc"


def test_code_in_a_comment_looks_like_code(tmp_path):
    script = """
    for (const one of document.querySelectorAll("details")) one.open = true;
    return ["#card", "table.kwindex-keywords"].map((where) => {
      const code = document.querySelector(`${where} pre.kwindex-code code`);
      const look = getComputedStyle(code);
      return [look.whiteSpace, look.fontFamily.includes("mono"),
              new Set([...code.getClientRects()].map((r) => r.top)).size,
              code.innerText];
    });
    """
    look = ["pre-wrap", True, 2, CODE.text]
    assert run_in_browser(tmp_path, script) == [look, look]


@pytest.mark.parametrize("width", [1000, 500])
def test_nothing_is_wider_than_the_window(tmp_path, width):
    script = """
    for (const one of document.querySelectorAll("details")) one.open = true;
    return document.documentElement.scrollWidth <= innerWidth;
    """
    assert run_in_browser(tmp_path, script, width=width) is True


def test_small_windows_have_cards_with_labels(tmp_path):
    script = """
    const cells = [...document.querySelector("table tbody tr").cells];
    return cells.map((cell) => [getComputedStyle(cell).display,
                                getComputedStyle(cell, "::before").content]);
    """
    assert run_in_browser(tmp_path, script, width=500) == [
        ["block", "none"],
        ["block", "none"],
        ["inline-block", '"Line: "'],
        ["inline-block", '"Uses: "'],
    ]
