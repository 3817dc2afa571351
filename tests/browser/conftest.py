"""A server over the example's ledger, and Debian's Chromium without the network.

Where no Chromium is installed the tests say so and are left out; with ``ONRECORD_NEEDS_BROWSER`` set its absence fails.
"""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord.ledger import Ledger
from onrecord.model import Record

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = ["--no-sandbox", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist", "--disable-dev-shm-usage"]
SIZES = {"desktop": (1360, 900), "phone": (390, 844)}


def _chromium() -> str:
    found = next((path for path in map(shutil.which, _NAMES) if path), None)
    if found is None:
        reason = (
            "no Chromium on this machine: install Debian's package `chromium` to test the pages in a browser"
        )
        if os.environ.get("ONRECORD_NEEDS_BROWSER"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a server over a ledger of the example articles."""
    import uvicorn

    from onrecord.web import create_app

    _chromium()
    january: dict[str, Record] = request.getfixturevalue("january")
    ledger = Ledger.open(f"sqlite:///{tmp_path_factory.mktemp('browser')}/january.db")
    for record in january.values():
        ledger.add(record)
    server = uvicorn.Server(uvicorn.Config(create_app(ledger), port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()
    ledger.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A running Chromium."""
    from playwright.sync_api import sync_playwright

    path = _chromium()
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=_FLAGS)
        yield running
        running.close()


@pytest.fixture(params=SIZES)
def page(request: pytest.FixtureRequest, browser: Any, address: str) -> Iterator[Any]:
    """A page of a size; asking anything but our own server for anything fails the test."""
    width, height = SIZES[request.param]
    context = browser.new_context(viewport={"width": width, "height": height}, base_url=address)
    opened = context.new_page()
    outside: list[str] = []
    wrong: list[str] = []

    def only_ours(route: Any) -> None:
        if route.request.url.startswith((address, "data:", "blob:")):
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    context.route("**/*", only_ours)

    def heard(kind: str, text: str, bad: bool = True) -> None:
        if bad:
            wrong.append(f"{kind}: {text}")

    opened.on("console", lambda message: heard("console", message.text, message.type == "error"))
    opened.on("pageerror", lambda error: heard("script", str(error)))
    opened.on("response", lambda answer: heard(str(answer.status), answer.url, answer.status >= 400))
    yield opened
    context.close()
    assert not outside
    assert not wrong


def screenshot(page: Any, name: str) -> None:
    """Keep a picture in the folder that ``ONRECORD_SCREENSHOTS`` names, for people to look at."""
    folder = os.environ.get("ONRECORD_SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{folder}/{name}.png", full_page=False)
