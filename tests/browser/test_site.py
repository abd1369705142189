"""What a reader does on the pages of the example."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from sphinxext_kwindex.render import line_anchor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selenium.webdriver import Chrome
    from selenium.webdriver.remote.webelement import WebElement

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
    assert 0 <= place_of(browser, anchor) < 900


def place_of(browser: Chrome, element: WebElement) -> float:
    """Return how far below the top of the window an element is, once all is still.

    Some themes scroll slowly.
    """
    from selenium.webdriver.support.ui import WebDriverWait

    script = """
        const [element, done] = arguments;
        const top = () => element.getBoundingClientRect().top;
        const before = top();
        setTimeout(() => done(before === top() ? before : null), 300);
    """

    def still(browser: Chrome) -> tuple[float] | None:
        place = browser.execute_async_script(script, element)
        return None if place is None else (place,)

    found = WebDriverWait(browser, 30).until(still)
    assert found is not None
    return found[0]


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


def test_the_search_breaks_long_names(browser: Chrome, site: str) -> None:
    assert search(browser, site, "RoutePlanner")
    breaks = browser.execute_script("""
        const found = document.querySelectorAll("ul.search li, ul.search li a");
        return [...found].map((one) => getComputedStyle(one).overflowWrap);
    """)
    assert set(breaks) == {"anywhere"}


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


@pytest.mark.parametrize(
    "page",
    [
        "code/index",
        "code/index~keywords-1",
        "code/include/trailmap/route.hpp",
        "code/src/index",
        "code/src/route.cpp~uses-1",
        "kw-index",
    ],
)
def test_pages_are_no_wider_than_a_phone(browser: Chrome, site: str, page: str) -> None:
    phone = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", phone)
    try:
        browser.get(f"{site}/{page}.html")
        width = browser.execute_script("return document.documentElement.scrollWidth")
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert width <= 390


def test_a_copied_listing_is_the_source(browser: Chrome, site: str) -> None:
    browser.get(f"{site}/code/src/route.cpp.html")
    copied = browser.execute_script("""
        const pre = document.querySelector(".kwindex-listing pre");
        getSelection().selectAllChildren(pre);
        return getSelection().toString();
    """)
    assert copied.splitlines() == _lines("src/route.cpp")


def test_the_switch_of_the_theme_changes_our_colours(
    browser: Chrome, site: str
) -> None:
    colours = []
    try:
        for mode in ("light", "dark"):
            browser.get(f"{site}/index.html")
            browser.execute_script("localStorage.setItem('theme', arguments[0])", mode)
            browser.get(f"{site}/code/src/route.cpp.html")
            colours.append(
                browser.execute_script("""
                    const badge = document.querySelector(".kwindex-coverage-full");
                    return getComputedStyle(badge).color;
                """)
            )
    finally:
        browser.execute_script("localStorage.clear()")
    assert colours == ["rgb(26, 107, 45)", "rgb(125, 220, 148)"]


def test_where_the_theme_shows_the_way_down_it_stands_once(
    browser: Chrome, site: str
) -> None:
    from selenium.webdriver.common.by import By

    browser.get(f"{site}/code/src/route.cpp.html")
    trail = browser.find_element(By.CLASS_NAME, "kwindex-trail")
    assert trail.is_displayed()
    # As sphinx-rtd-theme does.
    add = "document.body.insertAdjacentHTML('afterbegin', arguments[0])"
    browser.execute_script(add, '<ul class="wy-breadcrumbs"><li>src</li></ul>')
    assert not trail.is_displayed()
    # What the theme has not is left.
    add = "arguments[0].insertAdjacentHTML('beforeend', arguments[1])"
    link = '<a class="kwindex-hosted" href="#">Repository</a>'
    browser.execute_script(add, trail, link)
    assert trail.is_displayed()
    assert trail.text == "Repository"


def test_a_long_name_has_its_line_for_itself_and_is_broken_between_words(
    browser: Chrome, site: str
) -> None:
    from selenium.webdriver.common.by import By

    browser.get(f"{site}/code/capi/trailmap.h.html")
    name = browser.find_element(By.LINK_TEXT, "tm_planner_add_place")
    row = name.find_element(By.XPATH, "ancestor::tr")
    parts = name.find_element(By.TAG_NAME, "code").get_attribute("innerHTML")
    assert parts == "tm_<wbr>planner_<wbr>add_<wbr>place"
    # The permanent link behind it takes no room, though it is there.
    link = row.find_element(By.CSS_SELECTOR, "th .headerlink")
    height = row.size["height"]
    browser.execute_script("arguments[0].textContent = 'm'.repeat(99)", link)
    assert row.size["height"] == height


def test_a_target_is_not_below_the_head_of_the_page(browser: Chrome, site: str) -> None:
    from selenium.webdriver.common.by import By

    browser.get(f"{site}/code/include/trailmap/route.hpp.html")
    row = browser.find_elements(By.CSS_SELECTOR, ".kwindex-table tr[id]")[-1]
    browser.get(
        f"{site}/code/include/trailmap/route.hpp.html#{row.get_attribute('id')}"
    )
    target = browser.find_element(By.CSS_SELECTOR, ":target")
    assert 40 <= place_of(browser, target) < 900
    colour = browser.execute_script(
        "return getComputedStyle(arguments[0].cells[0]).backgroundColor", target
    )
    assert colour != "rgba(0, 0, 0, 0)"
