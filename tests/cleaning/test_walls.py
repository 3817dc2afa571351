"""What a server sends instead of an article, and where an article breaks off."""

from __future__ import annotations

import pytest

from onrecord.model import InputError
from tests.cleaning.saved import BODY, PROSE, cleaned, from_body, from_text


@pytest.mark.parametrize(
    ("page", "what"),
    [
        ("robots.html", "a check for robots"),
        ("consent.html", "a cookie or consent notice"),
        ("error.html", "an error page"),
        ("elsewhere.html", "closed to readers where it was fetched"),
        ("sign-in.html", "a sign-in page"),
    ],
)
def test_a_page_that_is_no_article_is_named_with_the_reason(page: str, what: str) -> None:
    with pytest.raises(InputError, match=f"^{page}: no article text found in it: it is {what}; "):
        cleaned(page)


def test_an_article_about_error_pages_is_read() -> None:
    assert "page not found" in cleaned("about-error-pages.html").text


def test_a_cookie_notice_beside_an_article_does_not_refuse_it() -> None:
    notice = (
        "<p>We value your privacy. We and our partners use cookies. Accept all or manage your choices.</p>"
    )
    assert from_body(BODY + notice).text.startswith(PROSE[0])


@pytest.mark.parametrize("page", ["stub.html", "stub-inline.html"])
def test_a_stub_is_kept_without_its_wall_and_says_that_it_is_truncated(page: str) -> None:
    article = cleaned(page)
    assert article.truncated
    assert "The governor of Ellery will step down" in article.text
    assert not any(
        words in article.text.lower() for words in ("subscribe", "subscriber", "sign in", "unlimited")
    )


def test_a_whole_text_beside_an_offer_is_not_truncated() -> None:
    assert not cleaned("metered-full.html").truncated


def test_an_ordinary_article_is_not_truncated() -> None:
    assert not from_body(BODY).truncated


def test_an_offer_between_paragraphs_is_not_the_end() -> None:
    article = from_text("\n\n".join([PROSE[0], "Subscribe to continue reading", PROSE[1], PROSE[2]]))
    assert (article.truncated, article.text) == (False, "\n\n".join([PROSE[0], PROSE[1], PROSE[2]]))


@pytest.mark.parametrize("marker", [" [+1234 chars]", " […]", " Read more »", "… Continue reading →"])
def test_the_marker_of_a_feed_that_cuts_off_goes(marker: str) -> None:
    article = from_text(f"{PROSE[0]}\n\nTwo members opposed the plan{marker}")
    assert article.truncated
    assert article.text.endswith("opposed the plan")


def test_a_description_that_says_how_long_the_text_is() -> None:
    head = '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"False","wordCount":900}</script>'
    assert from_body(BODY, head).truncated
