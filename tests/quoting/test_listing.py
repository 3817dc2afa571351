"""Records as quotations: form, chain, identity, counts."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.model import Article, Attribution, Participant, Record
from onrecord.quoting import Quotation, by_source, is_of, quotations


@cache
def _of(text: str, name: str = "t") -> tuple[Quotation, ...]:
    return quotations(onrecord.read(Article(id=name, text=text, language="en", published="2020-01-08")))


@pytest.mark.parametrize(
    ("text", "form", "quoted"),
    [
        ('"The pump is dry," the farmer said.', "direct", ["The pump is dry,"]),
        ("The farmer said the pump was dry.", "indirect", []),
        ('The farmer said the pump was "dry as dust".', "mixed", ["dry as dust"]),
        ('"The pump," the farmer said, "is dry."', "direct", ["The pump", "is dry."]),
        (
            "“The pump is dry.\n\n“Nobody came,” the farmer said.",
            "direct",
            ["The pump is dry", "Nobody came,"],
        ),
        ("«The pump is dry», the farmer said.", "direct", ["The pump is dry"]),
    ],
)
def test_form_and_what_is_quoted(text: str, form: str, quoted: list[str]) -> None:
    (quotation,) = _of(text)
    assert quotation.form == form
    assert [p.text.rstrip(",") for p in quotation.quoted] == [q.rstrip(",") for q in quoted]


def test_turns_of_a_transcript_are_direct() -> None:
    found = _of("ANN BERG: The pump is dry.\nJO LUND: It is not.")
    assert [(q.name, q.form) for q in found] == [("ANN BERG", "direct"), ("JO LUND", "direct")]


def test_a_report_within_a_quotation_is_told_and_not_quoted() -> None:
    found = _of('"The ministry said that the pump was dry," Berg told reporters.')
    assert {(q.form, len(q.chain)) for q in found if q.name.endswith("ministry")} <= {("indirect", 2)}


def test_one_person_is_one_source_however_called() -> None:
    text = 'Ann Berg spoke on Monday. She said the pump was dry. "We wait," Berg added.'
    found = _of(text)
    assert [q.name for q in found] == ["Ann Berg", "Ann Berg"]
    (source,) = by_source(found)
    assert (source.total, source.direct, source.indirect, source.articles) == (2, 1, 1, 1)
    assert set(source.names) == {"She", "Berg"}


def test_a_surname_joins_the_one_who_is_named_in_full() -> None:
    def said(name: str, at: int) -> Attribution:
        who = Participant(text=name, start=at, end=at + len(name), name=name)
        return Attribution(
            source=((who.start, who.end),),
            cue=((at, at + 1),),
            content=((at + 1, at + 3),),
            speaker=who,
            stance="says",
        )

    text = "Ann Berg ..... BERG ..... Lund ....."
    record = Record(id="t", text=text, attributions=(said("Ann Berg", 0), said("BERG", 15), said("Lund", 26)))
    assert [q.who for q in quotations(record)] == ["ann berg", "ann berg", "lund"]


def test_known_people_are_one_over_articles() -> None:
    found = [
        *_of("Angela Merkel said the talks had failed."),
        *_of("Merkel, the German chancellor, said that she would wait.", "u"),
    ]
    (source,) = by_source(found)
    assert (source.id, source.articles, source.country) == ("Q567", 2, "DEU")


def test_unnamed_sources_keep_their_description() -> None:
    (quotation,) = _of("A source familiar with the talks said a deal was near.")
    assert (quotation.kind, quotation.name) == ("unnamed", "source familiar with the talks")


def test_chain_is_outermost_first_and_ends_with_the_source() -> None:
    found = _of("The White House said the minister told allies that the pump was dry.")
    chains = [[link.source.name for link in q.chain if link.source] for q in found]
    assert chains == [["White House"], ["White House", "the minister"]]


def test_said_in_a_statement_is_told_once() -> None:
    (quotation,) = _of("The ministry said in a statement that the pump was dry.")
    assert quotation.channel is not None
    assert quotation.channel.name == "statement"


def test_the_outlets_own_doubt_is_nobodys_word() -> None:
    found = _of("The ministry said the pump was dry. The claim could not be independently verified.")
    assert all(q.name for q in found)


def test_ids_are_the_same_on_every_reading_and_differ_within_an_article() -> None:
    text = "The farmer said the pump was dry. The farmer said the cow was dead."
    ids = [q.id for q in _of(text)]
    assert len(set(ids)) == 2
    assert ids == [q.id for q in quotations(onrecord.read(Article(id="t", text=text, language="en")))]


@pytest.mark.parametrize(
    ("name", "found"), [("berg", 2), ("Ann Berg", 2), ("ANN", 2), ("Lund", 0), ("", 0), ("Bergman", 0)]
)
def test_by_name(name: str, found: int) -> None:
    text = 'Ann Berg spoke on Monday. She said the pump was dry. "We wait," Berg added.'
    assert sum(is_of(q, name) for q in _of(text)) == found


@given(st.text(alphabet=st.sampled_from(list("ab ,.\n\"'“”‘’«»:?—")), max_size=40))
@settings(max_examples=40, deadline=None)
def test_pieces_are_the_text_at_their_offsets(noise: str) -> None:
    text = f'Ann Berg said: "It is {noise} dry." Lund added {noise} that it was not.'
    for quotation in _of(text):
        pieces = [*quotation.content, *quotation.quoted, *quotation.cue]
        assert all(p.text == text[p.start : p.end] and p.text for p in pieces)
        assert quotation.content
        assert quotation.chain[-1].stance == quotation.stance
