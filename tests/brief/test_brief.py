"""Briefs: every line has its sentence, what is hostile stays text, and nothing is fetched."""

import re
from html.parser import HTMLParser

import msgspec
import pytest

from onrecord.brief import Brief, Source, as_html, as_markdown, as_pdf, build_brief
from onrecord.brief.as_markdown import plain
from onrecord.model import Event, Evidence, Promise, Status, UsageError
from tests.charts.made_up import READ, event, figure, place, somebody

_BAD = '<script>alert("x")</script> [a](javascript:x) `#read("/etc/passwd")` *b* $x$ #panic("y")'
_DISPUTED = event(
    "a", at=place("Lima", "city"), sentence="The union says the police shot at miners.",
    words=(("a union", "2021-03-01", "asserts"), ("the police", "2021-03-02", "denies")),
    standing=("claimed", "denied", "disputed"),
    figures=(figure(3, 3, report="a 0"), figure(8, 8, source="union", name="a union", report="a 0")),
)  # fmt: skip
_PROMISED = event(
    "b", "2021-03-02", kind="AGREE", words=(("the ministry", "2021-03-02", "plans"),), standing=("planned",),
    history=(Status(as_of="2021-03-02", words=("planned",), because=("b 0",)),), sentence="The ministry will pay, it said.",
)  # fmt: skip


def _brief(*events: Event, url: str | None = "https://andes.example/1", most: int = 100) -> Brief:
    articles = {t.article: Source("News of the day", url) for e in events for t in e.told}
    return build_brief(
        events, articles, READ, asked=[("who", "PER")], made="6 Mar 2021", known="all that the ledger holds", coverage=["6 articles"], most=most
    )  # fmt: skip


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def _tags(page: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = _Page()
    parser.feed(page)
    return parser.tags


def test_each_word_and_figure_has_a_footnote_with_the_sentence() -> None:
    brief = _brief(_DISPUTED, _PROMISED)
    numbers = {note.number: note for note in brief.footnotes}
    entries = [entry for part in brief.days for entry in part.entries]
    refs = [n for e in entries for v in e.voices for s in v.says for n in s.notes]
    refs += [n for e in entries for f in e.figures for n in f.notes]
    assert refs
    assert set(refs) == set(numbers)
    assert {note.sentence for note in brief.footnotes} == {
        _DISPUTED.told[0].sentence,
        _PROMISED.told[0].sentence,
    }


def test_those_who_say_so_and_those_who_deny_stand_side_by_side() -> None:
    (disputed,) = _brief(_DISPUTED, _PROMISED).disputed
    assert [v.who for v in disputed.say_so] == ["a union"]
    assert [v.who for v in disputed.deny] == ["the police"]


def test_what_was_announced_stands_with_its_standing() -> None:
    (promise,) = _brief(_DISPUTED, _PROMISED).promises
    assert promise.course == "planned (2 Mar 2021)"
    assert promise.told == ()


def test_what_became_of_a_promise_is_footnoted_though_another_event_tells_it() -> None:
    paid = Evidence(
        tells="fulfilled", event="c", report="c 0", article="article c", outlet="The Coast", published="2021-03-05",
        sentence="The ministry paid.", score=3.0, why="same deed",
    )  # fmt: skip
    register = Promise(
        event=_PROMISED.id, kind="promised", who=(), to=(), what="will pay", event_type=None, mode=None, condition=None,
        made="2021-03-02", due=None, overdue=False, outcome="fulfilled", since="2021-03-05", evidence=(paid,),
    )  # fmt: skip
    brief = _brief(msgspec.structs.replace(_PROMISED, promise=register))
    (promise,) = brief.promises
    assert (promise.deed, promise.outcome) == ("promised: will pay", "fulfilled, told on 2021-03-05")
    (said,) = promise.told
    assert {n.number: n.sentence for n in brief.footnotes}[said.notes[0]] == "The ministry paid."
    for text in (as_html(brief), as_markdown(brief)):
        assert "fulfilled, by The Coast" in text


def test_events_stand_by_day_and_those_without_a_date_last() -> None:
    brief = _brief(event("c", None), _PROMISED, _DISPUTED)
    assert [part.day for part in brief.days] == ["1 Mar 2021", "2 Mar 2021", "Without a date"]


def test_events_without_an_entry_are_counted() -> None:
    brief = _brief(_DISPUTED, _PROMISED, most=1)
    assert [entry.id for part in brief.days for entry in part.entries] == [_DISPUTED.id]
    assert brief.left_out.startswith("1 event told less often")
    assert ("Events", "2") in brief.numbers


def test_the_title_names_a_country_by_its_name() -> None:
    assert _brief(_DISPUTED).title == "On record: Peru"


def test_nothing_that_is_asked_is_an_error() -> None:
    with pytest.raises(UsageError, match="widen the query"):
        _brief()


def test_the_page_loads_nothing_and_runs_nothing() -> None:
    tags = _tags(as_html(_brief(_DISPUTED, _PROMISED)))
    assert {tag for tag, _ in tags}.isdisjoint({"script", "link", "iframe", "object", "form"})
    sources = [attrs["src"] or "" for _, attrs in tags if "src" in attrs]
    assert sources
    assert all(source.startswith("data:image/svg+xml;base64,") for source in sources)


def test_references_of_the_page_lead_to_their_notes() -> None:
    tags = _tags(as_html(_brief(_DISPUTED, _PROMISED)))
    ids = [attrs["id"] for _, attrs in tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert {a["href"][1:] for t, a in tags if t == "a" and (a["href"] or "").startswith("#")} <= set(ids)  # type: ignore[index]


def test_pictures_of_the_page_have_words() -> None:
    assert all(attrs.get("alt") for tag, attrs in _tags(as_html(_brief(_DISPUTED))) if tag == "img")


def test_the_same_events_give_the_same_files() -> None:
    for write in (as_html, as_markdown, as_pdf):
        assert write(_brief(_DISPUTED, _PROMISED)) == write(_brief(_DISPUTED, _PROMISED))


def _hostile() -> Brief:
    bad = event(
        "x",
        actors=(somebody(_BAD, None),),
        sentence=_BAD,
        words=((_BAD, "2021-03-01", "asserts"),),
        outlet=_BAD,
    )
    return build_brief(
        [bad], {t.article: Source(_BAD, "javascript:alert(1)") for t in bad.told}, READ, asked=[("text", _BAD)], made=_BAD, known=_BAD
    )  # fmt: skip


def test_hostile_text_is_text_on_the_page() -> None:
    page = as_html(_hostile())
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert not any((attrs.get("href") or "").startswith("javascript") for _, attrs in _tags(page))


def test_hostile_text_is_text_in_markdown() -> None:
    text = as_markdown(_hostile())
    assert not re.search(r"(?<!\\)<script", text)
    assert not re.search(r"(?<!\\)\[a(?<!\\)\]", text)
    assert not re.search(r"(?<!\\)\*b", text)


def test_hostile_text_is_text_for_the_typesetter() -> None:
    assert as_pdf(_hostile()).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("1. first", "1\\. first"), ("- dash", "\\- dash"), ("a | b", "a \\| b"), ("see http://x.example", "see http\\://x.example"),
        ("two\nlines", "two lines"), ("8-year-old, 3.5 %", "8-year-old, 3.5 %"),
    ],
)  # fmt: skip
def test_markdown_escapes_what_would_be_read_as_markup_and_no_more(text: str, safe: str) -> None:
    assert plain(text) == safe


def test_only_addresses_of_the_web_are_links() -> None:
    assert _brief(_DISPUTED).footnotes[0].link == "https://andes.example/1"
    assert _brief(_DISPUTED, url="file:///etc/passwd").footnotes[0].link is None
