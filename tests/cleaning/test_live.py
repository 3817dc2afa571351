"""Live pages: posts with their times, in the order of the page."""

from __future__ import annotations

from onrecord.cleaning.live import LivePost, dated
from onrecord.cleaning.paragraphs import Block
from onrecord.cleaning.stamps import clock_of
from onrecord.model import Article
from tests.cleaning.saved import cleaned, from_text


def _posts(article: Article) -> list[tuple[str | None, str]]:
    return [(post.at, article.text[post.start : post.end].split("\n\n")[0]) for post in article.posts]


def test_posts_keep_their_order_and_times_newest_first() -> None:
    assert _posts(cleaned("live-newest-first.html")) == [
        ("2020-01-09T00:41:00+00:00", "Parliament rejects the bill"),
        (
            "2020-01-08T23:10:00+00:00",
            "The finance minister told members today that she would resign if the bill failed.",
        ),
        ("2020-01-08T20:02:00+00:00", "Debate begins"),
    ]


def test_comments_with_times_are_no_posts() -> None:
    assert "I always said" not in cleaned("live-newest-first.html").text


def test_times_captions_and_share_bars_are_not_text() -> None:
    text = cleaned("live-newest-first.html").text
    assert not any(words in text for words in ("0.41am", "GMT", "Share", "Photograph", "Key events"))


def test_the_time_as_printed_is_kept() -> None:
    assert [post.stated for post in cleaned("live-newest-first.html").posts] == [
        "0.41am GMT",
        "11.10pm GMT",
        "8.02pm GMT",
    ]


def test_the_page_stays_one_article_with_the_day_of_its_first_publication() -> None:
    assert cleaned("live-newest-first.html").published == "2020-01-08"


def test_a_clock_past_midnight_is_of_the_next_day() -> None:
    assert _posts(cleaned("live-oldest-first.html")) == [
        ("2021-03-04T22:15:00", "Bridge is closed"),
        ("2021-03-04T23:50:00", "Two people rescued"),
        ("2021-03-05T00:20:00", "School opens for the night"),
    ]


def test_a_summary_stands_before_the_first_post() -> None:
    article = cleaned("live-oldest-first.html")
    assert article.text[: article.posts[0].start].startswith("Rivers around Marlow Bay rose")


def test_lines_with_times_part_the_posts_of_a_ticker() -> None:
    article = cleaned("live-ticker.html")
    assert [at for at, _ in _posts(article)] == [
        "2019-11-05T14:32:00+00:00", "2019-11-05T12:05:00+00:00", "2019-11-05T09:10:00+00:00",
    ]  # fmt: skip
    assert "14:32" not in article.text


def test_a_post_may_have_several_paragraphs() -> None:
    article = cleaned("live-ticker.html")
    second = article.posts[1]
    assert article.text[second.start : second.end].count("\n\n") == 1


def test_posts_that_only_the_description_has() -> None:
    article = cleaned("live-described.html")
    assert _posts(article)[0] == ("2022-02-18T09:30:00-05:00", "Airport closes")
    assert "<p>" not in article.text


def test_times_of_events_in_a_chronicle_stay_text() -> None:
    article = cleaned("chronicle.html")
    assert article.posts == ()
    assert "1:32 a.m. — The first explosion" in article.text


def test_a_plain_text_that_calls_itself_live_is_parted_at_its_times() -> None:
    text = "Vote in Verania: live updates\n\n" + "\n\n".join(
        f"{hour}:05 - The council of Northfield voted on article {hour}." for hour in (15, 14, 13)
    )
    article = from_text(text, published="2020-01-08")
    assert [post.stated for post in article.posts] == ["15:05", "14:05", "13:05"]
    assert "15:05" not in article.text


def test_an_ordinary_text_has_no_posts() -> None:
    assert from_text("The vote is at 14:32.\n\nIt was moved from 12:05.\n\nThe next is at 16:00.").posts == ()


def _day(clocks: list[str], first: str, last: str | None = None) -> list[str]:
    posts = [LivePost((Block("p", "x"),), clock_of(clock)) for clock in clocks]
    return [str(stamp.day) if stamp else "" for stamp in dated(posts, first, last)]


def test_newest_first_counts_back_from_the_last_change() -> None:
    assert _day(["0.20am", "11.50pm", "10pm"], "2020-01-08", "2020-01-09") == [
        "2020-01-09",
        "2020-01-08",
        "2020-01-08",
    ]


def test_without_a_date_posts_have_none() -> None:
    posts = [LivePost((Block("p", "x"),), clock_of("14:32"))]
    assert dated(posts, None, None)[0] == clock_of("14:32")
