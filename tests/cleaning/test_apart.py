"""What the markup says is not the article."""

from __future__ import annotations

import pytest

from onrecord.cleaning.page import parse
from onrecord.cleaning.page_lines import is_foreign, named_apart, page_lines
from tests.cleaning.saved import BODY, PROSE, from_body

_BIO = "Dee Fay has covered the war in Verania since 2019 and won two prizes for it."


@pytest.mark.parametrize(
    "name", ["author-bio", "c-newsletter__text", "post-related-links", "article__share-bar", "tags"]
)
def test_names_of_what_stands_beside_the_text(name: str) -> None:
    assert named_apart(name) or "related" in name


@pytest.mark.parametrize(
    "name",
    [
        "post type-post tag-wild category-sports",
        "entry-content",
        "no-comments",
        "story-text",
        "shared-memory",
    ],
)
def test_names_of_texts(name: str) -> None:
    assert not named_apart(name)


def test_a_box_that_the_markup_calls_a_bio_goes() -> None:
    assert from_body(BODY + f'<div class="author-bio"><p>{_BIO}</p></div>').text == "\n\n".join(PROSE)


def test_the_same_words_in_a_paragraph_stay() -> None:
    assert _BIO in from_body(BODY + f"<p>{_BIO}</p>").text


def test_a_name_that_would_take_the_text_away_means_something_else() -> None:
    assert from_body(f'<div class="promo">{BODY}</div>').text == "\n\n".join(PROSE)


def test_another_story_on_the_page_goes() -> None:
    other = "The parliament of Verania has rejected the bill by four votes after a debate of five hours."
    text = from_body(f"{BODY}</article><article><h2>Bill rejected</h2><p>{other}</p>").text
    assert text == "\n\n".join(PROSE)


def test_lines_know_their_tag_names_and_place() -> None:
    tree = parse(
        '<html><body><div class="a">One <b>two</b><p id="b">three</p>four</div><nav><p>five</p></nav></body></html>'
    )
    assert tree is not None
    lines = page_lines(tree)
    assert [line.text for line in lines] == ["One two", "three", "four", "five"]
    assert (lines[1].tag, lines[1].names, lines[3].foreign) == ("p", "b a", True)


def test_comments_are_foreign_whatever_they_are_called() -> None:
    tree = parse('<html><body><div class="site-comments__list"><p>x</p></div></body></html>')
    assert tree is not None
    assert is_foreign(next(tree.iter("div")))


def test_a_table_that_lays_out_the_page_is_no_data() -> None:
    page = f"<table><tr><td><a href='/'>News</a></td><td><h2>Vote</h2>{BODY}</td></tr></table>"
    assert from_body(page).text == "\n\n".join(PROSE)


def test_nothing_below_the_end_of_a_press_release_is_text() -> None:
    about = "<h3>About Acme Harbour Works</h3><p>Acme Harbour Works builds harbours in six countries.</p>"
    assert from_body(BODY + about).text == "\n\n".join(PROSE)
    assert from_body(
        BODY + "<p>-ENDS-</p><p>Acme Harbour Works builds harbours in six countries.</p>"
    ).text == "\n\n".join(PROSE)
