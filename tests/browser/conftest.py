"""A real browser on the example's documentation; skipped where there is none."""

from __future__ import annotations

import shutil
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from tests.chromium import FLAGS
from tests.sphinx.conftest import EXAMPLE, example_index
from tests.sphinx_builds import STRICT, sphinx_build

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from selenium.webdriver import Chrome

__all__ = ["browser", "example_index", "site"]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="session")
def site(
    tmp_path_factory: pytest.TempPathFactory, example_index: Callable[[Path], None]
) -> Iterator[str]:
    """Return the address of the example's html, from a server on this machine.

    From files, Sphinx's search would not be allowed to read the pages it has found.
    """
    folder = tmp_path_factory.mktemp("site")
    doctrees = folder / "doctrees"
    example_index(doctrees)
    html = folder / "html"
    run = sphinx_build(EXAMPLE / "docs", html, *STRICT, doctrees=doctrees)
    assert run.code == 0, run.warnings
    handler = partial(_Quiet, directory=str(html))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    """Return a headless browser."""
    webdriver = pytest.importorskip("selenium.webdriver")
    binary, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not binary or not driver:
        pytest.skip("needs chromium and chromedriver (Debian: chromium-driver)")
    options = webdriver.ChromeOptions()
    options.binary_location = binary
    for flag in (*FLAGS, "--window-size=1200,900"):
        options.add_argument(flag)
    profile = tmp_path_factory.mktemp("profile")
    options.add_argument(f"--user-data-dir={profile}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    service = webdriver.ChromeService(executable_path=driver)
    with webdriver.Chrome(options=options, service=service) as chrome:
        chrome.set_page_load_timeout(60)
        yield chrome
