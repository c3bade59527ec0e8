"""Pages as people see them: one Chromium for the whole run, a fresh window a page, and a log of everything a page asks the network for."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="the browser tests need the package playwright")
from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

CHROMIUM = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update"]


class Visit(NamedTuple):
    """A page in the browser: what to drive, what it asked the network for, what its console said."""

    page: Page
    requests: list[str]
    console: list[str]


Show = Callable[..., Visit]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, started once."""
    if CHROMIUM is None:
        pytest.skip("the browser tests need chromium: apt-get install chromium")
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield running
        running.close()


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Show]:
    """Opens a page, given as a file or as HTML, and returns a :class:`Visit`.

    Keywords: ``scheme`` ("light" or "dark"), ``width`` and ``height`` of the window, ``script`` (False: switched off), ``still`` (True:
    the reader asked for reduced motion).
    """
    contexts = []

    def opened(
        source: str | Path,
        *,
        scheme: Literal["light", "dark"] = "light",
        width: int = 1280,
        height: int = 900,
        script: bool = True,
        still: bool = True,
    ) -> Visit:
        context = browser.new_context(
            color_scheme=scheme,
            viewport={"width": width, "height": height},
            java_script_enabled=script,
            reduced_motion="reduce" if still else "no-preference",
        )
        contexts.append(context)
        if isinstance(source, str):
            path = tmp_path / f"page-{len(contexts)}.html"
            path.write_bytes(source.encode("utf-8"))
        else:
            path = source.resolve()
        page = context.new_page()
        requests: list[str] = []
        console: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda message: console.append(message.text))
        page.on("pageerror", lambda error: console.append(str(error)))
        page.goto(path.as_uri())
        requests.remove(path.as_uri())
        return Visit(page, requests, console)

    yield opened
    for context in contexts:
        context.close()


def serious(page: Page) -> list[str]:
    """What axe-core finds on *page* that is serious or critical: the rule and the first elements that break it."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="accessibility needs the package axe-playwright-python")
    found: list[dict[str, Any]] = axe.Axe().run(page).response["violations"]
    return [
        f"{violation['id']}: {[node['html'][:160] for node in violation['nodes'][:3]]}"
        for violation in found
        if violation["impact"] in ("serious", "critical")
    ]


def overflow(page: Page) -> int:
    """By how many pixels *page* is wider than its window (0: no horizontal scrolling)."""
    return int(page.evaluate("Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)"))
