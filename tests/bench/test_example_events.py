"""The scorer of the example's events counts what its documentation says, on events of our own."""

from typing import Any

from bench.example_events import score, standing_on

_TEXTS = {
    "a": "Rebels shelled the harbour on Monday. The army said that nine soldiers were hurt.",
    "b": "Rebels denied on Tuesday that they shelled the harbour. The union vowed to strike.",
}
_GOLD: list[dict[str, Any]] = [
    {
        "event": "shelling",
        "types": ["ASSAULT"],
        "reports": [
            ["a", "Rebels shelled the harbour"],
            ["a", "nine soldiers were hurt"],
            ["b", "denied on Tuesday"],
        ],
        "standing": [
            {"as_of": "2020-03-02", "words": ["reported"]},
            {"as_of": "2020-03-03", "words": ["denied"]},
        ],
        "figures": [
            {
                "of": "injured",
                "source": "army",
                "date": "2020-03-02",
                "published": "2020-03-03",
                "low": 9,
                "high": 9,
            }
        ],
    },
    {
        "event": "vow",
        "types": ["THREATEN"],
        "reports": [["b", "The union vowed to strike"]],
        "standing": [{"as_of": "2020-03-03", "words": ["planned"]}],
        "figures": [],
        "promise": {"outcome": "open"},
    },
]


def _report(article: str, words: str, kind: str | None = None) -> dict[str, Any]:
    start = _TEXTS[article].index(words)
    report: dict[str, Any] = {"article": article, "sentence": [start, start + len(words)], "text": words}
    return {**report, "event_type": kind} if kind else report


def _event(*reports: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"id": "e", "reports": list(reports), "standing": {}, "figures": [], **fields}


_SHELLED = _report("a", "Rebels shelled the harbour", "ASSAULT")
_HURT = _report("a", "nine soldiers were hurt", "ASSAULT")
_DENIED = _report("b", "denied on Tuesday", "ASSAULT")
_VOW = _report("b", "The union vowed to strike", "THREATEN")


def _score(*built: dict[str, Any]) -> dict[str, float]:
    return score(_GOLD, built, _TEXTS)


def test_the_right_groups_are_perfect() -> None:
    found = _score(_event(_SHELLED, _HURT, _DENIED), _event(_VOW))
    assert [found[f"B-cubed {name}"] for name in ("precision", "recall", "F1")] == [1.0, 1.0, 1.0]
    assert (found["reports found"], found["gold events split"], found["events that swallow"]) == (
        1.0,
        0.0,
        0.0,
    )


def test_a_split_costs_recall_and_a_swallow_precision() -> None:
    split = _score(_event(_SHELLED, _HURT), _event(_DENIED), _event(_VOW))
    assert split["B-cubed precision"] == 1.0
    assert round(split["B-cubed recall"], 4) == round((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4, 4)
    assert split["gold events split"] == 1.0
    swallow = _score(_event(_SHELLED, _HURT, _DENIED, _VOW))
    assert swallow["B-cubed precision"] == (3 * 3 / 4 + 1 / 4) / 4
    assert swallow["events that swallow"] == 1.0


def test_a_report_of_another_type_is_not_the_gold_one() -> None:
    assert _score(_event(_report("a", "Rebels shelled the harbour", "PROTEST")))["reports found"] == 0.0


def test_a_report_without_a_type_is_found_by_its_sentence() -> None:
    assert _score(_event(_report("a", "Rebels shelled the harbour")))["reports found"] == 0.25


def test_one_report_serves_one_gold_report_and_the_trigger_tells_which() -> None:
    whole = {**_report("b", _TEXTS["b"]), "event_type": "THREATEN"}
    start = _TEXTS["b"].index("vowed")
    assert _score(_event({**whole, "trigger": [start, start + 5]}))["reports found"] == 0.25


def test_standing_is_that_of_the_day_and_all_words_must_agree() -> None:
    told = {"2020-03-02": ["reported"], "2020-03-03": ["reported", "denied"]}
    found = _score(_event(_SHELLED, _HURT, standing=told), _event(_VOW, standing=lambda day: ["planned"]))
    assert found["standings right"] == 2 / 3
    assert found["standings right, told more than once"] == 1 / 2


def test_before_the_first_day_there_is_no_standing() -> None:
    assert standing_on(_event(standing={"2020-03-02": ["reported"]}), "2020-03-01") == set()


def test_a_figure_needs_its_source_and_the_day_of_saying_or_printing() -> None:
    figure = {"of": "injured", "date": "2020-03-03", "source": "the army", "low": 9, "high": 9}
    assert _score(_event(_SHELLED, figures=[figure]))["figure rows right"] == 1.0
    for wrong in ({"date": "2020-03-05"}, {"source": None}, {"low": 8}, {"of": "killed"}):
        assert _score(_event(_SHELLED, figures=[{**figure, **wrong}]))["figure rows right"] == 0.0


def test_outcomes_of_promises_are_compared() -> None:
    assert _score(_event(_VOW, outcome="open"))["promise outcomes right"] == 1.0
    assert _score(_event(_VOW, outcome="fulfilled"))["promise outcomes right"] == 0.0
    assert _score(_event(_SHELLED))["promise outcomes right"] == 0.0


def test_events_without_a_type_are_not_scored() -> None:
    untyped = [{**event, "types": []} for event in _GOLD]
    assert score(untyped, [_event(_SHELLED)], _TEXTS)["reports found"] == 0.0


def test_nothing_built_scores_nothing() -> None:
    assert set(_score().values()) == {0.0}
