"""Review in a browser: by keyboard alone, and with forms alone where no script runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture
def plain(browser: Any, address: str) -> Iterator[Any]:
    """A page without scripts."""
    context = browser.new_context(java_script_enabled=False, base_url=address)
    yield context.new_page()
    context.close()


def _heard(page: Any, key: str) -> None:
    with page.expect_navigation():
        page.keyboard.press(key)


def test_questions_are_answered_and_undone_by_keyboard(page: Any) -> None:
    page.goto("/review")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Question 1"
    page.keyboard.press("j")
    page.keyboard.press("k")
    asked = page.evaluate("document.activeElement.querySelector('h3').textContent")
    _heard(page, "a")
    assert "done=" in page.url
    assert page.locator("form.question h3").first.text_content() != asked
    _heard(page, "u")
    assert re.search("undo, ", page.locator("form.done").text_content())
    assert page.locator("form.question h3").first.text_content() == asked


def test_a_split_asks_for_its_reason_and_enter_sends_it(page: Any) -> None:
    page.goto("/review")
    page.keyboard.press("j")
    page.keyboard.press("s" if page.locator("form.question").first.locator("[data-key=s]").count() else "m")
    page.keyboard.type("another day")
    _heard(page, "Enter")
    assert "another day" in page.locator("form.done").text_content()
    _heard(page, "u")


def test_it_works_without_scripts(plain: Any) -> None:
    plain.goto("/review")
    plain.locator("form.question button").first.click()
    plain.wait_for_url("**/review?done=*")
    plain.locator("form.done button").click()
    plain.wait_for_url("**/review?done=*")
    assert "undo" in plain.locator("form.done").text_content()


def test_an_event_is_corrected_on_its_own_page(page: Any) -> None:
    page.goto("/events?sort=reports")
    page.locator("ol.events a").first.click()
    page.locator("details.correct summary").click()
    form = page.locator("details.correct form").first
    form.locator("input[type=checkbox]").last.check()
    form.locator("[name=because]").fill("another event")
    with page.expect_navigation():
        form.locator("button").click()
    assert "another event" in page.content()
    with page.expect_navigation():
        page.locator("form.inline button").first.click()
