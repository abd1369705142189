"""The search of a tree with more symbols than Sphinx's search shall hold."""

from __future__ import annotations

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.sphinx_builds import STRICT, sphinx_build

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from selenium.webdriver import Chrome

pytestmark = pytest.mark.browser

GRAPH = """\
#pragma once
namespace torch::autograd {
/** An edge. */
struct Edge {
  int input_nr;
  void reset();
};
bool operator<(const Edge& a, const Edge& b);
struct EdgeList {};
class Other {
  void reset();
};
}
"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the pages of a tree with 1,500 functions and a few more names."""
    folder = tmp_path_factory.mktemp("names")
    docs, code = folder / "docs", folder / "code"
    docs.mkdir()
    code.mkdir()
    (docs / "conf.py").write_text(
        'extensions = ["sphinxext_kwindex"]\n'
        'kwindex_sources = {"tree": "../code"}\n'
        'kwindex_source_root = "../code"\n'
        'kwindex_mode = "syntax"\n'
    )
    (docs / "index.rst").write_text("Home\n====\n\n.. toctree::\n\n   tree/index\n")
    (code / "graph").mkdir()
    (code / "graph" / "edge.h").write_text(GRAPH)
    for file in range(30):
        text = "".join(f"int filler_{file}_{n}(int);\n" for n in range(50))
        (code / f"filler{file}.h").write_text(f"#pragma once\n{text}")
    html = folder / "html"
    run = sphinx_build(docs, html, *STRICT, doctrees=folder / "doctrees")
    assert run.code == 0, run.warnings
    assert (html / "kwindex-search" / "2.js").exists()
    assert "filler_7_7" not in (html / "searchindex.js").read_text()
    return html


@pytest.fixture(params=["server", "files"])
def find(
    browser: Chrome, pages: Path, request: pytest.FixtureRequest
) -> Iterator[Callable[[str], list[str]]]:
    """Return what searches for words, with pages of a server or from files."""

    def find(words: str, at: str) -> list[str]:
        from selenium.webdriver.common.by import By
        from selenium.webdriver.support.ui import WebDriverWait

        browser.get(f"{at}/search.html?q={quote(words)}")
        WebDriverWait(browser, 30).until(
            lambda b: b.find_elements(By.CSS_SELECTOR, ".kwindex-found h2")
        )
        found = browser.find_elements(By.CSS_SELECTOR, ".kwindex-found li")
        return [one.text for one in found]

    if request.param == "files":
        yield partial(find, at=pages.as_uri())
        return
    handler = partial(_Quiet, directory=str(pages))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield partial(find, at=f"http://127.0.0.1:{server.server_port}")
        server.shutdown()


def test_names_are_found(find: Callable[[str], list[str]]) -> None:
    assert find("Edge") == [
        "torch::autograd::Edge struct",
        "torch::autograd::EdgeList struct",
        "graph/edge.h file",
    ]
    assert find("operator<") == ["torch::autograd::operator< operator"]
    assert find("operator <")[0] == "torch::autograd::operator< operator"


def test_a_name_may_come_with_scopes(find: Callable[[str], list[str]]) -> None:
    assert find("autograd::Edge")[0] == "torch::autograd::Edge struct"
    assert find("Edge::reset()") == ["torch::autograd::Edge::reset method"]
    assert find("grad::Edge") == []
    assert find("reset other") == ["torch::autograd::Other::reset method"]
    assert find("graph/edge.h") == ["graph/edge.h file"]
    assert find("graph/") == ["graph folder"]
    assert find("filler_7_7") == [
        "filler_7_7 function",
    ]


def test_a_result_leads_to_its_row_and_more_are_shown(
    browser: Chrome, find: Callable[[str], list[str]]
) -> None:
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.ui import WebDriverWait

    assert len(find("filler_")) == 50
    buttons = browser.find_elements(By.CSS_SELECTOR, ".kwindex-found button")
    assert buttons[0].text.startswith("Show all ")
    buttons[0].click()
    assert len(browser.find_elements(By.CSS_SELECTOR, ".kwindex-found li")) > 1400
    assert find("input") == ["torch::autograd::Edge::input_nr data member"]
    assert find("put_nr") == []
    inside = browser.find_element(By.CSS_SELECTOR, ".kwindex-found button")
    inside.click()
    found = WebDriverWait(browser, 30).until(
        lambda b: b.find_elements(By.PARTIAL_LINK_TEXT, "input_nr")
    )
    found[0].click()
    assert "/tree/graph/edge.h.html#kw-" in browser.current_url
    row = browser.find_element(By.CSS_SELECTOR, "tr:target")
    assert "input_nr" in row.text


def test_only_where_nothing_is_found_it_is_said(
    browser: Chrome, find: Callable[[str], list[str]]
) -> None:
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.ui import WebDriverWait

    def results(words: str) -> bool:
        """Tell whether Sphinx's own results are shown, when these are in."""
        find(words)
        WebDriverWait(browser, 30).until(
            lambda b: b.execute_script(
                "return document.querySelector('.search-summary')?.textContent"
            )
        )
        return browser.find_element(By.ID, "search-results").is_displayed()

    assert not results("filler_7_7")
    assert results("zzz")
    assert results("Home")


def test_nothing_is_found_where_nothing_is(
    browser: Chrome, find: Callable[[str], list[str]]
) -> None:
    browser.get_log("browser")
    for words in ("zzz", "<b>", "é", "~", "9" * 300):
        assert find(words) == [], words
    # Sphinx itself may not read pages that are files.
    said = [
        one["message"]
        for one in browser.get_log("browser")
        if "favicon.ico" not in one["message"] and "CORS" not in one["message"]
    ]
    assert said == []
