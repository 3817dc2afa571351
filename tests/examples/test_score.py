"""The matcher pairs what means the same and nothing else."""

from typing import Any

from bench.examples import agreement, score

from onrecord.model import Attributed, Participant, Place, Quantity, Record, Report, Trigger, When

_TEXT = "Iranian forces fired missiles at a base in Iraq, the Pentagon said. Nobody was killed."


def _who(text: str, **known: Any) -> Participant:
    start = max(_TEXT.find(text), 0)
    return Participant(**{"text": text, "start": start, "end": start + len(text), "name": text, **known})


def _report(trigger: str = "fired", **changes: Any) -> Report:
    start = _TEXT.find(trigger)
    fields: dict[str, Any] = {
        "id": trigger, "sentence": (0, 68) if start < 68 else (69, len(_TEXT)),
        "trigger": Trigger(start=start, end=start + len(trigger), text=trigger), "event_type": "ASSAULT",
        "actors": (_who("Iranian forces", country="IRN"),),
        "when": When(start="2020-01-08", end="2020-01-08", precision="day", basis="text"),
        "score": 1.0, "coder": "c", "why": "w",
    }  # fmt: skip
    return Report(**{**fields, **changes})


def _gold(**changes: Any) -> dict[str, Any]:
    row: dict[str, Any] = {
        "article": "a", "sentence": "forces fired missiles", "event_type": "ASSAULT", "mode": None,
        "actors": [{"country": "IRN"}], "recipients": [], "modality": "happened", "negated": False, "attribution": [],
    }  # fmt: skip
    return {**row, **changes}


def _score(gold: list[dict[str, Any]], *reports: Report) -> dict[str, Any]:
    return score(gold, [Record(id="a", text=_TEXT, reports=reports)])


def test_a_report_of_the_same_type_in_the_same_sentence_is_found() -> None:
    assert _score([_gold()], _report())["found"] == 1.0


def test_another_sentence_type_or_article_is_not_found() -> None:
    assert _score([_gold()], _report("killed"))["found"] == 0.0
    assert _score([_gold()], _report(event_type="THREATEN"))["found"] == 0.0
    assert _score([_gold(article="b")], _report())["missed"] == ["b: ASSAULT: forces fired missiles"]


def test_one_report_serves_one_row() -> None:
    assert _score([_gold(), _gold()], _report())["found"] == 0.5


def test_the_report_that_agrees_most_is_taken() -> None:
    result = _score([_gold(negated=True)], _report(), _report(negated=True))
    assert result["fields"]["negated"] == 1.0


def test_line_breaks_in_the_text_do_not_matter() -> None:
    broken = Record(id="a", text=_TEXT.replace("forces fired", "forces\nfired"), reports=(_report(),))
    assert score([_gold()], [broken])["found"] == 1.0


def test_a_country_alone_takes_anybody_of_it_and_a_name_needs_a_shared_word() -> None:
    report = _report()
    assert agreement(_gold(), report)["actors"]
    assert agreement(_gold(actors=[{"name": "forces", "country": "IRN"}]), report)["actors"]
    assert not agreement(_gold(actors=[{"name": "forces", "country": "IRQ"}]), report)["actors"]
    assert not agreement(_gold(actors=[{"name": "Soleimani", "country": "IRN"}]), report)["actors"]


def test_the_whole_chain_must_fit() -> None:
    pentagon = Attributed(source=_who("Pentagon"), cue=None, stance="says")
    gold = _gold(attribution=[{"who": "Pentagon", "stance": "claims"}])
    assert agreement(gold, _report(attribution=(pentagon,)))["attribution"]
    assert not agreement(gold, _report(attribution=(pentagon,)))["stance"]
    assert not agreement(gold, _report(attribution=(pentagon, pentagon)))["attribution"]
    assert not agreement(_gold(), _report(attribution=(pentagon,)))["attribution"]


def test_place_time_and_quantities_are_compared_where_given() -> None:
    place = Place(text="Iraq", start=44, end=48, name="Iraq", country="IRQ", precision="country")
    killed = Quantity(of="killed", low=0, high=0, exact=True, text="Nobody", start=69, end=75)
    gold = _gold(
        place={"name": "Iraq", "country": "IRQ"},
        when={"start": "2020-01-08", "end": "2020-01-08"},
        quantities=[{"of": "killed", "low": 0, "high": 0}],
    )
    agrees = agreement(gold, _report(place=place, quantities=(killed,)))
    assert agrees["place"]
    assert agrees["when"]
    assert agrees["quantities"]
    bare = agreement(gold, _report())
    assert not bare["place"]
    assert not bare["quantities"]


def test_a_field_that_is_not_to_be_scored_is_not() -> None:
    assert "negated" not in agreement(_gold(negated=None), _report())
    assert "place" not in agreement(_gold(), _report())
