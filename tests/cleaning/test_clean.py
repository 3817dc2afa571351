"""Raw documents into articles."""

from __future__ import annotations

import pytest

from onrecord.cleaning import clean
from onrecord.model import Article, InputError, Record, to_json
from onrecord.sources import RawDocument

PARAGRAPHS = [
    "The council of Northfield voted on Tuesday to close the old harbour, its speaker said after the meeting.",
    "Two members opposed the plan, which had been debated for months, and asked for another study of the costs.",
    "The mayor told reporters that the work would begin in spring and would take about two years to finish.",
    "Residents had protested against the plan outside the town hall since Monday, according to the police.",
]
BODY = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)


def page(body: str = BODY, head: str = "", lang: str = "en") -> str:
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><title>Council votes to close harbour | The Daily Note</title>'
        f"{head}</head><body><article><h1>Council votes to close harbour</h1>{body}</article></body></html>"
    )


def article(
    content: str | bytes, *, kind: str = "html", published: str | None = None, **fields: str
) -> Article:
    raw = RawDocument(name="in", id="in", kind=kind, content=content, **fields)  # type: ignore[arg-type]
    return clean(raw, published=published)


def test_page_gives_its_paragraphs_title_and_language() -> None:
    result = article(page())
    assert result.text == "\n\n".join(PARAGRAPHS)
    assert (result.title, result.language) == ("Council votes to close harbour", "en")


def test_nothing_that_the_page_does_not_say_is_made_up() -> None:
    result = article(page())
    assert (result.published, result.outlet, result.url) == (None, None, None)


def test_date_outlet_and_address_as_the_page_states_them() -> None:
    head = (
        '<meta property="og:site_name" content="The Daily Note">'
        '<link rel="canonical" href="https://dailynote.example/a">'
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2020-01-08T22:10:00-05:00"}</script>'
    )
    result = article(page(head=head), published="2019-01-01")
    assert (result.published, result.outlet) == ("2020-01-08", "The Daily Note")
    assert result.url == "https://dailynote.example/a"


def test_date_in_the_address_and_domain_as_outlet() -> None:
    result = article(page(), url="https://www.dailynote.example/2020/jan/08/harbour")
    assert (result.published, result.outlet) == ("2020-01-08", "dailynote.example")


def test_given_date_is_used_where_there_is_none() -> None:
    assert article(page(), published="2020-01-09").published == "2020-01-09"


def test_hidden_box_behind_a_name_goes_and_the_sentence_stays() -> None:
    box = (
        '<p>Harbour critic <span class="rollover-people"><a href="/p">Ann Lee</a>'
        '<span class="rollover-people-block"><a>Ann Marie Lee</a><a>Other story</a><a>MORE</a></span></span>'
        " (I) said on Tuesday that the plan would cost the town more than it could ever earn.</p>"
    )
    text = article(page(body=box + BODY)).text
    assert text.startswith("Harbour critic Ann Lee (I) said on Tuesday that the plan")
    assert "Other story" not in text


def test_glued_list_goes_from_plain_text() -> None:
    text = "Sen. Rand PaulRandal (Rand) Howard PaulOther storyThird storyMORE (R-Ky.) said no.\n\nHe left."
    assert article(text, kind="text").text == "Sen. Rand Paul (R-Ky.) said no.\n\nHe left."


def test_captions_promotions_and_bare_links_go() -> None:
    body = (
        "<figure><img alt='x'><figcaption>The harbour at dawn on a spring day</figcaption></figure>"
        f"<p>{PARAGRAPHS[0]}</p><p>ADVERTISEMENT</p><p><a href='/b'>Mayor faces questions over spending</a></p>"
        f"<p>{PARAGRAPHS[1]}</p><p>Sign up for our newsletter today</p><p>{PARAGRAPHS[2]}</p><p>{PARAGRAPHS[3]}</p>"
    )
    assert article(page(body=body)).text == "\n\n".join(PARAGRAPHS)


def test_paragraphs_parted_by_line_breaks() -> None:
    body = "<div>" + "<br><br>".join(PARAGRAPHS) + "</div>"
    assert article(page(body=body)).text == "\n\n".join(PARAGRAPHS)


def test_wrapped_lines_are_joined_and_paragraphs_kept() -> None:
    text = (
        "The council of Northfield voted on Tuesday to close the old harbour,\n"
        "and its speaker said after the meeting that the work would soon\nbegin.\n\nTwo opposed it."
    )
    assert article(text, kind="text").text.count("\n") == 2


def test_headline_of_the_input_is_not_repeated() -> None:
    result = article("Council votes\n\nIt voted on Tuesday.", kind="text", title="Council votes")
    assert (result.title, result.text) == ("Council votes", "It voted on Tuesday.")


@pytest.mark.parametrize("text", ["A\r\n b MORE\u200b\n\n\n ADVERTISEMENT ", "x", "Read more: y"])
def test_verbatim_is_the_input(text: str) -> None:
    raw = RawDocument(name="in", id="in", kind="text", content=text)
    assert clean(raw, verbatim=True).text == text


def test_verbatim_of_a_page_is_refused() -> None:
    with pytest.raises(InputError, match="--verbatim"):
        clean(RawDocument(name="in", id="in", kind="html", content=page()), verbatim=True)


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<html></html>",
        "<html><body><script>var a = 1;</script><noscript>Please enable JavaScript</noscript></body></html>",
        "<html><body><p>We use cookies to improve this site. By clicking you agree.</p></body></html>",
        "<html><body><h1>Vote</h1><p>Subscribe to continue reading.</p></body></html>",
    ],
)
def test_page_without_article_is_an_error(html: str) -> None:
    with pytest.raises(InputError, match="no article text"):
        article(html)


@pytest.mark.parametrize(
    "html",
    [
        "<html><body>" + "<div>" * 20_000 + BODY,
        "<html><body><p>One <b>two <i>three" + BODY,
        '<html><body><div data-x="' + "a" * 1_000_000 + '">' + BODY,
    ],
)
def test_hostile_pages_are_read(html: str) -> None:
    assert PARAGRAPHS[1] in article(html).text


def test_language_of_the_text_counts_more_than_what_the_page_declares() -> None:
    french = "".join(
        f"<p>{x}</p>"
        for x in (
            "Le conseil municipal a voté mardi la fermeture du vieux port, a déclaré son président après la séance.",
            "Deux élus se sont opposés au projet, débattu depuis des mois, et ont demandé une nouvelle étude des coûts.",
            "Le maire a dit aux journalistes que les travaux commenceraient au printemps et dureraient deux ans.",
        )
    )
    assert article(page(body=french)).language == "fr"
    assert article(page(lang="fr")).language == "en"


def test_short_text_is_english_unless_declared() -> None:
    assert article("Ministers met.", kind="text").language == "en"
    assert article("Ministers met.", kind="text", language="de").language == "de"


def test_half_a_character_is_replaced_wherever_it_stands() -> None:
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "A\\ud800 vote"}</script>'
    head += '<meta property="og:site_name" content="x">'
    result = article(page(head=head).replace("Northfield", "North\ud800field"))
    assert "\ufffd" in result.text
    to_json(Record(id=result.id, title=result.title, outlet=result.outlet, url=result.url, text=result.text))
    plain = article(
        "A vote\udfff in the town of Northfield was held on Monday.", kind="text", title="A\ud800"
    )
    assert (plain.title, plain.text[6]) == ("A\ufffd", "\ufffd")
