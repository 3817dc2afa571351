"""Photograph the pages for the README and the docs: ``python docs/make_screenshots.py`` writes ``docs/screens/*.png``.

Reads the example into a ledger of its own and serves it on loopback. Needs Chromium on the machine.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from playwright.sync_api import Page, sync_playwright

import onrecord
from onrecord.ledger import Ledger
from onrecord.merging import catch_up
from onrecord.web import create_app

_DOCS = Path(__file__).parent
_ARTICLES = _DOCS.parent / "examples" / "january-2020" / "articles"
_PAGES = {
    "today": "/?day=2020-01-08",
    "events": "/events?sort=reports",
    "map": "/events?view=map",
    "timeline": "/events?view=timeline",
    "promises": "/promises",
    "review": "/review",
}
_SIZE = {"width": 1200, "height": 820}


@contextmanager
def _served() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger.open(f"sqlite:///{folder}/january.db")
        files = sorted(p for p in _ARTICLES.iterdir() if p.suffix in (".html", ".txt", ".jsonl"))
        for record in onrecord.read_all(files):
            ledger.add(record)
        catch_up(ledger)
        server = uvicorn.Server(uvicorn.Config(create_app(ledger), port=0, log_level="error"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        server.should_exit = True
        thread.join()
        ledger.close()


def _photograph(page: Page, address: str, name: str) -> None:
    page.goto(address)
    page.wait_for_load_state("networkidle")
    if page.locator("#map").count():
        page.wait_for_selector("#map[data-drawn]", timeout=60_000)
    page.screenshot(path=_DOCS / "screens" / f"{name}.png")


def main() -> None:
    """Photograph each page, and the event that is told most often."""
    (_DOCS / "screens").mkdir(exist_ok=True)
    flags = ["--no-sandbox", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]
    with _served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        page: Any = browser.new_page(viewport=_SIZE)
        for name, path in _PAGES.items():
            _photograph(page, address + path, name)
        page.goto(f"{address}/events?sort=reports")
        event = page.locator(".events .head a").first.get_attribute("href")
        _photograph(page, f"{address}{event}", "event")
        browser.close()


if __name__ == "__main__":
    main()
