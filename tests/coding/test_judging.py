"""The decision over rules and encoder."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.coding.coder import ENCODER, Coder
from onrecord.coding.desk import Desk
from onrecord.coding.judging import FEATURES
from onrecord.model import Article
from onrecord.ontology import default_ontology
from onrecord.reader import default_reader
from onrecord.reading import Reading
from onrecord.reading.encoder import load_trees
from tests.effort import calls


def _read(text: str) -> Reading:
    return default_reader().layers(Article(id="a", text=text, published="2020-01-08"))


def test_a_draft_has_every_feature_that_the_trees_know() -> None:
    desk = Desk(_read("Iran accused Israel of killing a scientist."), default_ontology())
    assert desk.judge is not None
    ((first, last, _),) = desk.sentences()
    drafts = desk.drafts(first, last)
    assert drafts
    assert all(len(desk.judge.features(d, 0.9, drafts)) == len(FEATURES) for d in drafts)
    assert load_trees("event").features == FEATURES


def test_versions_of_an_event_differ_and_the_rules_own_comes_first() -> None:
    reading = _read("Two men were killed near Mosul, police said, and Iraq blamed the rebels for the raid.")
    desk = Desk(reading, default_ontology())
    by_rules = Desk(replace(reading, vectors=None), default_ontology())
    ((first, last, _),) = desk.sentences()
    versions = desk.versions(first, last)
    ((first, last, _),) = by_rules.sentences()
    known = {d.trigger: d for d in by_rules.drafts(first, last)}
    assert {group[0].trigger for group in versions} >= known.keys()
    for group in versions:
        told = [(d.event_type, d.actors, d.recipients) for d in group]
        assert len(set(told)) == len(told)
        assert {d.trigger for d in group} == {group[0].trigger}
        if group[0].trigger in known:
            assert group[0] == known[group[0].trigger]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The EU imposed sanctions on Iran.", [("COERCE", "imposed", ["European Union"], ["Iran"])]),
        ("Turkey denied shelling the village.", [("ASSAULT", "shelling", ["Turkey"], ["the village"])]),
        ("Ten people were killed in shelling of a market.", [("ASSAULT", "killed", [], ["people"])]),
    ],
)
def test_one_deed_is_told_once_and_by_whom_it_was_done(
    text: str, told: list[tuple[str, str, list[str], list[str]]]
) -> None:
    found = [
        (r.event_type, r.trigger.text, [a.name for a in r.actors], [a.name for a in r.recipients])
        for r in Coder().code(_read(text))
    ]
    assert found == told


@pytest.mark.parametrize(
    ("text", "word", "teller"),
    [
        ("Two men were killed on Monday, the police said.", "killed", "the police"),
        ("The bishop condemned the killing of two nuns.", "killing", "The bishop"),
        ("The navy confirmed that its captain had been shot.", "shot", "The navy"),
    ],
)
def test_who_tells_of_an_event_is_not_its_actor_by_that(text: str, word: str, teller: str) -> None:
    reports = [r for r in Coder(threshold=0.0).code(_read(text)) if r.trigger.text == word]
    assert reports
    assert all(teller not in [p.text for p in r.actors] for r in reports)


def test_without_vectors_rules_alone_decide() -> None:
    reading = replace(_read("Iran attacked Israel."), vectors=None)
    (report,) = Coder().code(reading)
    assert Desk(reading, default_ontology()).judge is None
    assert ENCODER not in report.coder


@pytest.mark.parametrize(
    ("text", "event_type", "actor", "recipient"),
    [
        ("The army shelled the town on Tuesday.", "ASSAULT", "The army", "the town"),
        ("Norway gave Kenya ten million dollars for its refugees.", "AID", "Norway", "Kenya"),
        ("The minister accused the newspaper of lying.", "ACCUSE", "The minister", "the newspaper"),
    ],
)
def test_plain_sentences_are_decided_as_they_read(
    text: str, event_type: str, actor: str, recipient: str
) -> None:
    (report,) = Coder().code(_read(text))
    assert report.event_type == event_type
    assert [p.text for p in report.actors] == [actor]
    assert [p.text for p in report.recipients] == [recipient]


def test_two_armed_sides_fight_though_a_noun_tells_it() -> None:
    reports = Coder().code(_read("Fighting between the army and the rebels continued for a second day."))
    assert "ASSAULT" in {r.event_type for r in reports}


def test_an_event_in_play_is_none() -> None:
    assert Coder().code(_read("Chelsea attacked from the start and won the match by three goals.")) == ()


def test_the_work_grows_with_the_length_of_a_sentence_and_not_faster() -> None:
    def work(repeats: int) -> int:
        reading = _read("Trucks of the army attacked the town and " * repeats + "left.")
        return calls(lambda: Coder().code(reading))

    assert work(200) < 6 * work(50)  # quadratic would be 16 times


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("Kenya confirmed that its general had been killed.", "ASSAULT"),
        ("The United Nations confirmed the killing of two of its workers.", "ASSAULT"),
        ("Turkey condemned the killing of the editor.", "ASSAULT"),
        ("Ghana mourned the assassination of its ambassador.", "ASSAULT"),
        ("Kenya said its soldiers had been attacked near the border.", "ASSAULT"),
        ("Moscow denounced the expulsion of its diplomats.", "SANCTION"),
    ],
)
def test_who_only_tells_of_a_deed_is_not_its_actor(text: str, event_type: str) -> None:
    (report,) = (r for r in Coder(threshold=0.0).code(_read(text)) if r.event_type == event_type)
    assert report.actors == ()


@pytest.mark.parametrize(
    "text",
    ["The police said a man had been arrested.", "The police announced the arrest of the editor."],
)
def test_a_body_may_tell_of_its_own_use_of_power(text: str) -> None:
    (report,) = (r for r in Coder().code(_read(text)) if r.event_type in ("COERCE", "SANCTION"))
    assert len(report.actors) == 1


def test_what_only_the_encoder_hears_is_done_to_somebody_else() -> None:
    text = "Army chief Abdel Fattah al-Sisi overthrew Islamist President Mohamed Mursi of the Muslim Brotherhood last July."
    for report in Coder().code(_read(text)):
        assert not {p.name for p in report.actors} & {p.name for p in report.recipients}
