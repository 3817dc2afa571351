"""Every page at desktop and phone width, with the network cut, and read by a tool for people who cannot see it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import screenshot

PAGES = {
    "today": "/?day=2020-01-11",
    "events": "/events",
    "events-filtered": "/events?who=IRN&standing=confirmed&sort=reports",
    "events-none": "/events?who=nobody",
    "events-map": "/events?view=map",
    "events-timeline": "/events?view=timeline",
    "events-network": "/events?view=network",
    "actors": "/actors",
    "actor": "/actors/Q794",
    "places": "/places",
    "place": "/places/Tehran",
    "country": "/places/IRQ",
    "country-actor": "/actors/IRN",
    "sources": "/sources",
    "promises": "/promises",
    "compare": "/compare?what=actors&one=Q794&other=Q30",
    "compare-outlets": "/compare?what=outlets",
    "compare-times": "/compare?what=times&one=2020-01-01T00:00&other=2099-01-01T00:00",
    "coverage": "/coverage",
    "review": "/review",
    "review-log": "/review/log",
    "api": "/api/v1",
    "codebook": "/codebook",
    "codebook-type": "/codebook/ASSAULT",
}
_SERIOUS = frozenset(("serious", "critical"))


def _axe() -> str:
    import axe_core_python

    return (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def _findings(page: Any) -> list[str]:
    page.evaluate(_axe())
    found = page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
    return [
        f"{one['id']} ({one['impact']}): {one['nodes'][0]['html'][:160]} and {len(one['nodes']) - 1} more"
        for one in found
        if one["impact"] in _SERIOUS
    ]


def _settled(page: Any, path: str) -> None:
    page.goto(path)
    page.wait_for_load_state("networkidle")
    if page.locator("#map").count():
        page.wait_for_selector("#map[data-drawn]", timeout=60_000)


def _overhang(page: Any) -> int:
    """Pixels by which a page is wider than the screen."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return int(wide)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_without_the_network_fits_and_has_no_serious_finding(page: Any, name: str) -> None:
    _settled(page, PAGES[name])
    screenshot(page, f"{name}-{page.viewport_size['width']}")
    assert _findings(page) == []
    assert page.locator("h1").count() == 1
    assert _overhang(page) <= 0


def test_from_the_list_to_the_event_to_its_article(page: Any) -> None:
    _settled(page, "/events?sort=reports")
    page.locator(".events .head a").first.click()
    page.wait_for_load_state("networkidle")
    screenshot(page, f"event-{page.viewport_size['width']}")
    assert _findings(page) == []
    assert _overhang(page) <= 0
    assert page.locator(".account").count() > 1
    page.locator(".account a").first.click()
    page.wait_for_load_state("networkidle")
    screenshot(page, f"article-{page.viewport_size['width']}")
    assert _findings(page) == []
    assert _overhang(page) <= 0
    assert page.locator("mark.trigger").count() > 0


def test_filters_work_with_the_keyboard_alone_and_keep_the_query_in_the_address(page: Any) -> None:
    _settled(page, "/events")
    before = page.locator("#results h1").inner_text()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.locator("input[name=who]").focus()
    page.keyboard.type("NATO")
    page.wait_for_url("**/events?who=NATO")
    page.wait_for_function(
        "(before) => document.querySelector('#results h1').innerText !== before", arg=before
    )
    page.reload()
    assert page.locator("input[name=who]").input_value() == "NATO"
    assert page.locator(".events > li").count() > 0


def test_pages_work_without_javascript(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=address)
    page = context.new_page()
    page.goto("/events")
    page.locator("input[name=who]").fill("NATO")
    page.locator("button:has-text('Show')").click()
    assert "who=NATO" in page.url
    assert page.locator(".events > li").count() > 0
    context.close()


def test_a_map_of_very_many_places_is_drawn_and_moves(page: Any) -> None:
    spots = [
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": [n % 340 - 170, n // 340 % 140 - 70]},
         "properties": {"name": f"Place {n}", "country": None, "precision": "city", "events": 1 + n % 40}}
        for n in range(30_000)
    ]  # fmt: skip
    body = json.dumps({"type": "FeatureCollection", "features": spots})
    page.route(
        "**/map/spots.geojson*", lambda route: route.fulfill(body=body, content_type="application/geo+json")
    )
    _settled(page, "/events?view=map")
    canvas = page.locator("#map canvas")
    before = canvas.screenshot()
    page.locator(".maplibregl-ctrl-zoom-in").click()
    page.wait_for_timeout(1_000)
    assert canvas.screenshot() != before
    assert page.locator("#map[data-drawn]").count() == 1
