"""What a reader does on the pages of the example."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from sphinxext_kwindex.render import line_anchor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selenium.webdriver import Chrome

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def quiet(browser: Chrome) -> Iterator[None]:
    """Fail where a page says something in the console."""
    browser.get_log("browser")
    yield
    found = browser.get_log("browser")
    # Asked for by the browser itself.
    assert [one for one in found if "favicon.ico" not in one["message"]] == []


def search(browser: Chrome, site: str, words: str) -> list[str]:
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.ui import WebDriverWait

    browser.get(f"{site}/search.html?q={quote(words)}")
    WebDriverWait(browser, 30).until(
        lambda b: "finished" in b.find_element(By.CSS_SELECTOR, ".search-summary").text
    )
    return [
        found.text for found in browser.find_elements(By.CSS_SELECTOR, "ul.search li")
    ]


def test_a_click_in_a_listing_leads_to_the_line(browser: Chrome, site: str) -> None:
    from selenium.webdriver.common.by import By

    browser.get(f"{site}/code/src/route.cpp.html")
    listing = browser.find_element(By.CSS_SELECTOR, ".kwindex-listing")
    name = listing.find_element(By.LINK_TEXT, "RoutePlanner")
    browser.execute_script(
        "arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", name
    )
    name.click()
    header = "include/trailmap/route.hpp"
    (line,) = [
        n for n, text in enumerate(_lines(header), 1) if "RoutePlanner {" in text
    ]
    assert browser.current_url.endswith(f"route.hpp.html#{line_anchor(header, line)}")
    anchor = browser.find_element(By.ID, line_anchor(header, line))
    place = browser.execute_script(
        "return arguments[0].getBoundingClientRect().top", anchor
    )
    assert 0 <= place < 900


def _lines(path: str) -> list[str]:
    from tests.sphinx.conftest import EXAMPLE

    return (EXAMPLE / path).read_text("utf-8").splitlines()


def test_the_search_finds_a_class_first(browser: Chrome, site: str) -> None:
    found = search(browser, site, "RoutePlanner")
    assert found[0].startswith("trailmap::RoutePlanner (class")


def test_the_search_finds_operators_as_they_are(browser: Chrome, site: str) -> None:
    found = search(browser, site, "operator<")
    assert found[0].startswith("trailmap::operator<")
    assert not [text for text in found if "&lt;" in text or "&amp;" in text]


@pytest.mark.parametrize(
    "page",
    [
        "index",
        "code/index",
        "code/src/index",
        "code/src/route.cpp",
        "kw-index",
        "genindex",
    ],
)
def test_pages_say_nothing_in_the_console(
    browser: Chrome, site: str, page: str
) -> None:
    browser.get(f"{site}/{page}.html")
    assert browser.title


@pytest.mark.parametrize("page", ["code/index", "code/src/route.cpp", "code/src/index"])
def test_pages_are_no_wider_than_a_phone(browser: Chrome, site: str, page: str) -> None:
    phone = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", phone)
    try:
        browser.get(f"{site}/{page}.html")
        width = browser.execute_script("return document.documentElement.scrollWidth")
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert width <= 390
