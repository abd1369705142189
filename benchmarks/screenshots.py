"""Take pictures of the example's pages in several themes, and look for faults in them.

    python benchmarks/screenshots.py OUT                       # every theme installed
    python benchmarks/screenshots.py OUT --themes furo alabaster
    python benchmarks/screenshots.py OUT --axe axe.min.js      # accessibility, too

Builds the example once for each theme into OUT/html, opens its pages in a headless
Chromium (Debian: chromium-driver; and selenium), light and dark by the theme's own
switch, wide and as a phone, and saves OUT/theme-mode-width-shot.png. Prints what no
picture shows: pages wider than the window, messages in the console, requests that
leave the site, and with axe-core (npm) its findings that are not on pages
written by hand. Ends with status 1 if it has found something.
"""

from __future__ import annotations

import argparse
import base64
import json
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.chromium import FLAGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selenium.webdriver import Chrome

EXAMPLE = Path(__file__).parents[1] / "example_project" / "docs"
THEMES = {
    "alabaster": "alabaster",
    "furo": "furo",
    "pydata_sphinx_theme": "pydata_sphinx_theme",
    "sphinx_book_theme": "sphinx_book_theme",
    "sphinx_rtd_theme": "sphinx_rtd_theme",
}
"""The value of ``html_theme``, and the module that must be there."""
DARK = frozenset({"furo", "pydata_sphinx_theme", "sphinx_book_theme"})
"""Themes with a switch; they keep what was chosen as ``theme`` and ``mode``."""
WIDTHS = {"wide": (1300, 900), "phone": (390, 844)}
_ANSWERED = 2
"""Seconds until a page that is asked has what it has found."""
TALL = 2600
"""Most pixels of a picture's height."""
PLAIN = ("glossary", "getting-started")
"""Pages written by hand: rules that they break are broken by the theme, but where our
own elements break them, too."""


class Shot(NamedTuple):
    """What is taken."""

    name: str
    page: str
    start: str = ""
    """A selector of what shall be at the top."""
    query: str = ""
    """What is asked of the page."""


SHOTS = (
    Shot("file", "code/src/route.cpp"),
    Shot("header", "code/include/trailmap/route.hpp"),
    Shot("listing", "code/src/route.cpp", ".kwindex-listing"),
    Shot("uses", "code/src/cost.cpp", ".kwindex-used"),
    Shot("root", "code/index"),
    Shot("folder", "code/src/index"),
    Shot("keywords", "code/index~keywords-1"),
    Shot("kinds", "code/index~kinds-1"),
    Shot("namespaces", "code/index~namespaces-1"),
    Shot("includes", "code/index~includes"),
    Shot("documentation", "code/index~documentation"),
    Shot("tasks", "code/index~tasks"),
    Shot("letters", "kw-index"),
    Shot("routes", "api/routes"),
    Shot("internals", "internals"),
    Shot("search", "search", query="?q=route"),
)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def build(theme: str, folder: Path, doctrees: Path) -> None:
    """Build the example in a theme; the doctrees are the same for all."""
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-d", str(doctrees)]
    command += ["-D", f"html_theme={theme}", str(EXAMPLE), str(folder)]
    subprocess.run(command, check=True)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Yield the address of a folder; each has an origin, so settings, of its own."""
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@contextmanager
def chromium() -> Iterator[Chrome]:
    """Yield a browser that keeps what pages say and ask for."""
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    driver = webdriver.ChromeService(executable_path=shutil.which("chromedriver"))
    with tempfile.TemporaryDirectory() as profile:
        own = ("--hide-scrollbars", f"--user-data-dir={profile}")
        for flag in (*FLAGS, *own):
            options.add_argument(flag)
        logs = {"browser": "ALL", "performance": "ALL"}
        options.set_capability("goog:loggingPrefs", logs)
        with webdriver.Chrome(options=options, service=driver) as browser:
            browser.set_page_load_timeout(60)
            yield browser


def set_window(browser: Chrome, width: str) -> None:
    """Make the window as wide as a screen, or as a phone."""
    x, y = WIDTHS[width]
    metrics = {"width": x, "height": y, "deviceScaleFactor": 1}
    metrics["mobile"] = width == "phone"
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def set_mode(browser: Chrome, site: str, mode: str) -> None:
    """Choose light or dark, or paper."""
    chosen = "light" if mode == "print" else mode
    browser.get(f"{site}/index.html")
    for key in ("theme", "mode"):
        script = "localStorage.setItem(arguments[0], arguments[1])"
        browser.execute_script(script, key, chosen)
    media = {"media": "print" if mode == "print" else ""}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)


def picture(browser: Chrome, start: str) -> bytes:
    """Return the page as PNG, from a place on."""
    script = """
        const start = arguments[0] && document.querySelector(arguments[0]);
        const top = start ? start.getBoundingClientRect().top + scrollY - 120 : 0;
        return [top, document.documentElement.scrollHeight, innerWidth];
    """
    top, height, width = browser.execute_script(script, start)
    clip = {"x": 0, "y": max(top, 0), "width": width, "scale": 1}
    clip["height"] = min(TALL, max(height - top, 1))
    asked = {"format": "png", "captureBeyondViewport": True, "clip": clip}
    answer = browser.execute_cdp_cmd("Page.captureScreenshot", asked)
    return base64.b64decode(answer["data"])


def too_wide(browser: Chrome) -> str:
    """Return what makes a page wider than its window."""
    script = """
        const width = document.documentElement.clientWidth;
        const over = document.documentElement.scrollWidth - width;
        if (over <= 0) return "";
        const inBox = (one) => one.parentElement && (inBox(one.parentElement)
          || getComputedStyle(one.parentElement).overflowX !== "visible");
        const wide = [...document.querySelectorAll("main *, .body *, [role=main] *")]
          .filter((one) => one.getBoundingClientRect().right > width + 1)
          .filter((one) => !inBox(one))
          .map((one) => one.tagName.toLowerCase() + "." + one.className);
        return over + " px too wide: " + [...new Set(wide)].slice(0, 6).join(", ");
    """
    return str(browser.execute_script(script))


def log_of(browser: Chrome, kind: str) -> list[dict[str, Any]]:
    """Return the entries of a log since the last time."""
    found: list[dict[str, Any]] = browser.get_log(kind)  # type: ignore[no-untyped-call]
    return found


def said(browser: Chrome, site: str) -> Iterator[str]:
    """Yield messages in the console, and requests that left the site."""
    for entry in log_of(browser, "browser"):
        # The icon is asked for by the browser itself; pydata tells what it is doing.
        if not any(own in entry["message"] for own in ("favicon.ico", "[PST]:")):
            yield f"console: {entry['message']}"
    for entry in log_of(browser, "performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            url = message["params"]["request"]["url"]
            if not url.startswith((site, "data:", "chrome:", "about:")):
                yield f"request: {url}"


def axe(browser: Chrome, script: str) -> dict[str, list[Any]]:
    """Return what axe finds: the elements of each rule, and how far they are ours.

    An element on our page may be the theme's: a permanent link, a heading.
    """
    browser.execute_script(script)
    found = browser.execute_async_script("""
        const done = arguments[0];
        axe.run().then((found) => {
          for (const one of found.violations.flatMap((rule) => rule.nodes)) {
            const element = document.querySelector(one.target[0]);
            // The colours of code are those of the theme's Pygments style.
            const isCode = element?.closest(".highlight")
              && !element.closest(".kwindex-skipped")
              && one.any[0]?.id === "color-contrast";
            const near = isCode ? null : element?.closest("[class*=kwindex]");
            one.ours = !near ? "no" : near.matches(".kwindex-page") ? "page" : "yes";
          }
          done(found.violations);
        });
    """)
    return {one["id"]: one["nodes"] for one in found}


def findings(found: dict[str, list[Any]], baseline: set[str]) -> Iterator[str]:
    """Yield a line for each rule that is broken by us, with an element or two."""
    for rule, elements in sorted(found.items()):
        unknown = {"yes"} if rule in baseline else {"yes", "page"}
        ours = [element for element in elements if element["ours"] in unknown]
        if ours:
            shown = "; ".join(f"{e['target'][0]} {e['html'][:160]}" for e in ours[:3])
            why = (ours[0]["any"] or ours[0]["all"] or ours[0]["none"])[0]["message"]
            yield f"axe {rule} ({len(ours)}): {shown} -- {why}"


def look(browser: Chrome, site: str, name: str, mode: str, asked: Any) -> int:
    """Take all pictures of a theme in a mode; return the number of faults."""
    script = asked.axe.read_text("utf-8") if asked.axe and mode != "print" else ""
    faults = 0
    for width in WIDTHS:
        set_window(browser, width)
        set_mode(browser, site, mode)
        baseline: set[str] = set()
        for page in PLAIN if script else ():
            browser.get(f"{site}/{page}.html")
            baseline |= set(axe(browser, script))
        list(said(browser, site))
        for shot in SHOTS:
            if asked.shots and shot.name not in asked.shots:
                continue
            browser.get(f"{site}/{shot.page}.html{shot.query}")
            if shot.query:
                time.sleep(_ANSWERED)
            file = asked.out / f"{name}-{mode}-{width}-{shot.name}.png"
            file.write_bytes(picture(browser, shot.start))
            lines = [too_wide(browser), *said(browser, site)]
            if script and not shot.start:
                lines += findings(axe(browser, script), baseline)
            for line in filter(None, lines):
                faults += 1
                print(f"{file.stem}: {line}", flush=True)
    return faults


def main() -> None:
    """Build, look and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--themes", nargs="*", default=list(THEMES))
    parser.add_argument("--shots", nargs="*", help="only these")
    parser.add_argument("--modes", nargs="*", default=["light", "dark", "print"])
    parser.add_argument("--axe", type=Path, help="the file axe.min.js")
    parser.add_argument("--built", action="store_true", help="OUT/html is up to date")
    asked = parser.parse_args()
    faults = 0
    with chromium() as browser:
        for theme in asked.themes:
            if find_spec(THEMES.get(theme, theme)) is None:
                print(f"{theme}: not installed")
                continue
            html = asked.out / "html" / theme
            if not asked.built:
                build(theme, html, asked.out / "doctrees")
            with served(html) as site:
                for mode in asked.modes:
                    if mode != "dark" or theme in DARK:
                        faults += look(browser, site, theme, mode, asked)
    print(f"{faults} faults")
    sys.exit(faults > 0)


if __name__ == "__main__":
    main()
