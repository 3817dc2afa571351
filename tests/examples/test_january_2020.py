"""The example articles end to end: every one is read, and what a careful reader would record is there."""

import json

import pytest
from bench.examples import FOLDER, read_gold, score

from onrecord.model import Record

_FLOORS = {
    "seen": {"found": 0.92, "complete": 0.83},
    "unseen": {"found": 0.81, "complete": 0.63},
}
"""Shares of the gold rows, by part: raised whenever the figures rise, never lowered silently."""
_NOISE = (
    "newsletter", "Related", "ADVERTISEMENT", "Share on", "Most read", "cookies", "Sign up", "Read more", "MORE",
    "Donald John", "Subscribe", "CARAVAN", "teatime", "Don't miss", "You may also like", "Play video", "Cite this",
    "monthly digest", "neighborly", "discussion thread", "Follow us", "Filed under", "Photo:", "پخش", "Editing by", "Archives",
)  # fmt: skip
_OUTLETS = {
    "The Harbor Ledger (example)", "Meridian Wire (example)", "The Capitol Lantern (example)",
    "Gulf Commerce Daily (example)", "Republic Voice (example)", "The Footnote Check (example)",
    "The Prairie Courier (example)", "The Evening Squall (example)", "Northlight Television (example)",
    "Institute for Second Looks (example)",
}  # fmt: skip


@pytest.fixture
def records(january: dict[str, Record]) -> dict[str, Record]:
    return january


def test_every_article_is_read_once(records: dict[str, Record]) -> None:
    assert len(records) == 46
    assert {row["article"] for row in read_gold()} == set(records)


def test_every_gold_sentence_is_in_the_cleaned_text_once(records: dict[str, Record]) -> None:
    lost = [
        row["sentence"]
        for row in read_gold()
        if " ".join(records[row["article"]].text.split()).count(row["sentence"]) != 1
    ]
    assert lost == []


def test_pages_tell_title_date_and_outlet(records: dict[str, Record]) -> None:
    unknown = [
        r.id
        for r in records.values()
        if r.id.endswith(".html") and (not r.title or not r.published or r.outlet not in _OUTLETS)
    ]
    assert unknown == []


def test_no_boilerplate_stays_in_the_text(records: dict[str, Record]) -> None:
    residue = [(r.id, noise) for r in records.values() for noise in _NOISE if noise in r.text]
    assert residue == []


def test_no_standards_line_stays_in_the_text(records: dict[str, Record]) -> None:
    assert [r.id for r in records.values() if "Our Standards" in r.text] == []


@pytest.mark.parametrize("part", list(_FLOORS))
def test_enough_of_the_gold_is_found(records: dict[str, Record], part: str) -> None:
    result = score(read_gold(part=part), records.values())
    assert {name: result[name] for name, floor in _FLOORS[part].items() if result[name] < floor} == {}


def test_an_article_is_seen_or_unseen_as_a_whole() -> None:
    seen, unseen = ({row["article"] for row in read_gold(part=part)} for part in ("seen", "unseen"))
    assert seen & unseen == set()
    assert len(seen) == 31


def test_all_articles_say_that_they_are_examples() -> None:
    for path in (FOLDER / "articles").iterdir():
        text = path.read_text(encoding="utf-8")
        for article in text.splitlines() if path.suffix == ".jsonl" else [text]:
            assert "for the example of the On Record project" in article, path.name


def test_gold_is_well_formed() -> None:
    for line in (FOLDER / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        assert {
            "article",
            "sentence",
            "event_type",
            "mode",
            "actors",
            "recipients",
            "modality",
            "negated",
            "attribution",
        } <= set(row)
        assert set(row) <= {
            "article", "sentence", "event_type", "mode", "actors", "recipients", "modality", "negated", "attribution",
            "when", "place", "quantities", "part",
        }  # fmt: skip
