"""Each word of an event's standing, by what sources say last."""

from msgspec.structs import replace

from onrecord.merging import history, standing
from onrecord.merging.events import told_by
from onrecord.model import Participant, Quantity, Record, Stance, Told
from tests.merging.made_up import article, somebody

GUARD = somebody("Guard", "IRN", "MIL")
TELEVISION = somebody("state television", "IRN")
PENTAGON = somebody("Pentagon", "USA", "MIL")
ALLIANCE = somebody("NATO", "IGO")


def _told(*records: Record) -> list[Told]:
    return told_by(records)


def _says(name: str, day: str, who: Participant, stance: Stance = "says", *, not_so: bool = False) -> Record:
    return article(name, "2020-01-08", by=who, stance=stance, published=day, negated=not_so)


def test_an_outlets_own_voice_reports() -> None:
    assert standing(_told(article("a", "2020-01-08"))) == ("reported",)


def test_a_source_alone_claims() -> None:
    assert standing(_told(_says("a", "2020-01-08", GUARD))) == ("claimed",)


def test_claimed_does_not_stand_beside_reported() -> None:
    assert standing(_told(_says("a", "2020-01-08", GUARD), article("b", "2020-01-08"))) == ("reported",)


def test_the_other_side_saying_so_too_confirms() -> None:
    told = _told(_says("a", "2020-01-08", PENTAGON), _says("b", "2020-01-09", GUARD))
    (first, last) = history(told)
    assert first.words == ("claimed",)
    assert (last.words, last.confirmed_by) == (("claimed", "confirmed"), "adverse")


def test_another_body_confirms_in_so_many_words() -> None:
    told = _told(article("a", "2020-01-08"), _says("b", "2020-01-09", ALLIANCE, "confirms"))
    assert history(told)[-1].confirmed_by == "independent"


def test_saying_the_same_does_not_confirm() -> None:
    told = _told(article("a", "2020-01-08"), _says("b", "2020-01-09", ALLIANCE))
    assert standing(told) == ("reported",)


def test_claimed_and_denied_is_disputed() -> None:
    told = _told(_says("a", "2020-01-09", PENTAGON), _says("b", "2020-01-09", GUARD, "denies"))
    assert standing(told) == ("claimed", "denied", "disputed")


def test_saying_that_it_did_not_happen_denies() -> None:
    assert standing(_told(_says("a", "2020-01-09", GUARD, not_so=True))) == ("denied",)


def test_denying_that_it_did_not_happen_claims() -> None:
    assert standing(_told(_says("a", "2020-01-09", GUARD, "denies", not_so=True))) == ("claimed",)


def test_the_last_word_of_a_source_counts() -> None:
    told = _told(
        _says("a", "2020-01-09", PENTAGON),
        _says("b", "2020-01-09", GUARD, "denies"),
        _says("c", "2020-01-11", GUARD, "confirms"),
    )
    assert [s.words for s in history(told)] == [
        ("claimed", "denied", "disputed"),
        ("claimed", "confirmed"),
    ]


def test_a_state_speaks_with_one_voice() -> None:
    ministry = somebody("ministry", "IRN", "GOV")
    told = _told(_says("a", "2020-01-09", GUARD, "denies"), _says("b", "2020-01-11", ministry))
    assert "denied" not in standing(told)


def test_who_takes_back_what_he_said_retracts() -> None:
    told = _told(_says("a", "2020-01-09", GUARD), _says("b", "2020-01-11", GUARD, "denies"))
    assert standing(told) == ("denied", "retracted")


def test_doubt_is_no_denial() -> None:
    told = _told(_says("a", "2020-01-09", GUARD), _says("b", "2020-01-09", PENTAGON, "doubts"))
    assert standing(told) == ("claimed",)


def test_each_word_names_the_reports_that_give_it() -> None:
    told = _told(_says("a", "2020-01-09", PENTAGON), _says("b", "2020-01-09", GUARD, "denies"))
    assert set(history(told)[-1].because) == {"a", "b"}


def test_a_figure_of_none_denies_nothing_where_others_tell_the_event() -> None:
    none_hurt = Quantity(of="killed", low=0, high=0, exact=True, text="no", start=0, end=2)
    counted = _says("b", "2020-01-08", PENTAGON, not_so=True)
    counted = replace(counted, reports=(replace(counted.reports[0], quantities=(none_hurt,)),))
    assert standing(_told(article("a", "2020-01-08"), counted)) == ("reported",)
    assert standing(_told(counted)) == ("denied",)


def test_a_threat_stands_as_planned_beside_the_word_itself() -> None:
    threat = article("a", "2020-01-08", "Iran threatened to strike American bases", kind="THREATEN")
    assert standing(_told(threat)) == ("reported", "planned")


def test_a_threat_quoted_from_its_maker_is_told_by_the_outlet() -> None:
    words = "Iran will strike American bases, the Guard said."
    said = article("a", "2020-01-08", words, kind="THREATEN", by=GUARD, stance="says")
    planned = replace(said, reports=(replace(said.reports[0], modality="planned"),))
    assert standing(_told(planned)) == ("reported", "planned")
    by_others = replace(planned, reports=(replace(planned.reports[0], actors=(PENTAGON,)),))
    assert standing(_told(by_others)) == ("planned",)


def test_a_headline_does_not_vouch_for_what_its_article_has_from_a_source() -> None:
    headline = article("a", "2020-01-08", "Iran strikes American bases")
    sourced = article(
        "b", "2020-01-08", "Iran struck American bases, the Guard said.", by=GUARD, stance="says"
    )
    told = [replace(t, article="one") for t in _told(headline, sourced)]
    assert standing(told) == ("claimed",)
    assert standing(told[:1]) == ("reported",)


def _withdrawn(name: str, day: str, who: Participant) -> Record:
    record = article(name, "2020-01-08", published=day)
    return replace(record, reports=(replace(record.reports[0], taken_back_by=who),))


def test_a_claim_that_others_tell_to_be_withdrawn_is_retracted_and_counts_no_more() -> None:
    told = _told(_says("a", "2020-01-09", GUARD), _withdrawn("b", "2020-01-12", GUARD))
    (first, last) = history(told)
    assert (first.words, last.words) == (("claimed",), ("retracted",))
    assert last.because == ("b",)


def test_what_one_source_withdraws_others_may_still_say() -> None:
    told = _told(
        article("a", "2020-01-08"), _says("c", "2020-01-09", GUARD), _withdrawn("b", "2020-01-12", GUARD)
    )
    assert standing(told) == ("reported", "retracted")


def test_a_country_that_speaks_is_its_state() -> None:
    told = _told(
        _says("a", "2020-01-09", GUARD),
        _says("b", "2020-01-10", replace(somebody("Iran", "IRN"), id="Q794"), "denies"),
    )
    assert standing(told) == ("denied", "retracted")


def test_of_two_words_on_one_day_the_one_not_said_before_counts_in_any_order() -> None:
    days = [
        _says("a", "2020-01-09", PENTAGON),
        _says("b", "2020-01-09", GUARD, "denies"),
        _says("c", "2020-01-11", GUARD, "confirms"),
        _says("d", "2020-01-11", GUARD, "denies"),  # "which had denied it"
    ]
    for records in (days, days[::-1]):
        assert "denied" not in history(_told(*records))[-1].words
