"""Each word of an event's standing, by what sources say last."""

from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from onrecord.merging import history, standing
from onrecord.merging.events import told_by
from onrecord.merging.standing import says_of, source_of, status
from onrecord.model import Attributed, Participant, Quantity, Record, Stance, Told
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


def test_who_confirmed_it_and_denies_it_later_retracts() -> None:
    told = _told(_says("a", "2020-01-09", GUARD, "confirms"), _says("b", "2020-01-11", GUARD, "denies"))
    assert standing(told) == ("denied", "retracted")


def test_who_denies_it_on_the_day_on_which_he_said_so_retracts_nothing() -> None:
    told = _told(_says("a", "2020-01-09", GUARD), _says("b", "2020-01-09", GUARD, "denies"))
    assert "retracted" not in standing(told)


def test_a_figure_of_none_is_not_the_last_word_of_who_said_that_it_happened() -> None:
    none_hurt = Quantity(of="killed", low=0, high=0, exact=True, text="no", start=0, end=2)
    counted = _says("b", "2020-01-11", PENTAGON, not_so=True)
    counted = replace(counted, reports=(replace(counted.reports[0], quantities=(none_hurt,)),))
    assert standing(_told(_says("a", "2020-01-09", PENTAGON), counted)) == ("claimed",)


def test_an_outlet_that_takes_back_its_own_report_is_the_source_of_that() -> None:
    own = article("a", "2020-01-08", outlet="Post")
    post = somebody("The Post", None)
    back = _withdrawn("b", "2020-01-12", replace(post, name="post"))
    back = replace(back, outlet="Post")
    assert standing(_told(own, back)) == ("retracted",)
    quoted = replace(
        back,
        reports=(replace(back.reports[0], attribution=(Attributed(source=GUARD, cue=None, stance="says"),)),),
    )
    assert standing(_told(own, quoted)) == ("retracted",)


def test_in_a_chain_the_innermost_source_is_the_one_that_says_so() -> None:
    chain = (
        Attributed(source=GUARD, cue=None, stance="says"),
        Attributed(source=PENTAGON, cue=None, stance="denies"),
    )
    record = article("a", "2020-01-08", by=GUARD, stance="says", published="2020-01-09")
    nested = replace(record, reports=(replace(record.reports[0], attribution=chain),))
    assert source_of(_told(nested)[0]) == ("state USA", "USA")
    assert standing(_told(nested)) == ("denied",)
    unnamed = replace(
        record,
        reports=(replace(record.reports[0], attribution=(chain[0], replace(chain[1], source=None))),),
    )
    assert source_of(_told(unnamed)[0])[0] == "state IRN"


def test_nobody_confirms_himself() -> None:
    told = _told(_says("a", "2020-01-08", ALLIANCE), _says("b", "2020-01-09", ALLIANCE, "confirms"))
    assert standing(told) == ("claimed",)
    first, later = somebody("Ann Lee", None), somebody("Ann Lee", "IRN")
    told = _told(_says("a", "2020-01-08", first), _says("b", "2020-01-09", later))
    assert standing(told) == ("claimed",)


def test_whoever_it_was_done_to_confirms_what_the_doer_said_first() -> None:
    told = _told(_says("a", "2020-01-08", GUARD), _says("b", "2020-01-09", PENTAGON))
    assert history(told)[-1].confirmed_by == "adverse"


def test_a_second_voice_of_the_same_side_confirms_nothing() -> None:
    witness = somebody("a senator's aide", "USA", "CVL")
    told = _told(_says("a", "2020-01-08", PENTAGON), _says("b", "2020-01-09", witness))
    assert standing(told) == ("claimed",)


def test_a_country_stands_on_the_side_where_most_reports_have_it() -> None:
    blamed = article("c", "2020-01-08", actor="USA", recipient="IRN", by=ALLIANCE, stance="says")
    told = _told(_says("a", "2020-01-08", PENTAGON), _says("b", "2020-01-09", GUARD), blamed)
    assert history(told)[-1].confirmed_by == "adverse"
    even = _told(_says("a", "2020-01-08", PENTAGON), blamed, _says("b", "2020-01-09", GUARD))[:2]
    assert history(even)[-1].confirmed_by is None


def test_by_whom_it_is_confirmed_has_a_history_of_its_own() -> None:
    told = _told(
        _says("a", "2020-01-08", GUARD),
        _says("b", "2020-01-09", ALLIANCE, "confirms"),
        _says("c", "2020-01-10", PENTAGON),
    )
    assert [(s.words, s.confirmed_by) for s in history(told)] == [
        (("claimed",), None), (("claimed", "confirmed"), "independent"), (("claimed", "confirmed"), "adverse"),
    ]  # fmt: skip


def test_bodies_of_many_states_are_a_source_each() -> None:
    council = somebody("Security Council", "IGO", "GOV")
    told = _told(
        _says("a", "2020-01-08", council), _says("b", "2020-01-09", replace(ALLIANCE, sector="GOV"), "denies")
    )
    assert standing(told) == ("claimed", "denied", "disputed")


def test_a_promise_is_told_by_the_outlet_that_quotes_its_maker_and_stands_as_planned() -> None:
    words = "Iran will release the sailors, the Guard promised."
    said = article("a", "2020-01-08", words, kind="AGREE", by=GUARD, stance="promises")
    planned = replace(said, reports=(replace(said.reports[0], modality="planned"),))
    assert standing(_told(planned)) == ("reported", "planned")


def test_what_is_told_as_done_in_the_words_of_a_threat_is_claimed_by_who_says_so() -> None:
    threat = article(
        "a", "2020-01-08", "Iran threatened bases, the Guard said.", kind="THREATEN", by=GUARD, stance="says"
    )
    assert standing(_told(threat)) == ("claimed", "planned")


def test_an_event_half_of_whose_reports_are_a_threat_is_none() -> None:
    threat = article("a", "2020-01-08", "Iran threatened to strike American bases.", kind="THREATEN")
    assert standing(_told(threat, article("b", "2020-01-08"))) == ("reported",)


def test_what_may_come_stands_as_planned() -> None:
    may = article("a", "2020-01-08")
    may = replace(may, reports=(replace(may.reports[0], modality="possible"),))
    assert standing(_told(may)) == ("planned",)


def test_a_row_of_a_coder_is_no_headline() -> None:
    quoted = _says("b", "2020-01-08", GUARD)
    told = [replace(t, article="one") for t in _told(article("a", "2020-01-08"), quoted)]
    row = replace(told[0], imported=True, outlet="GDELT")
    sentence = replace(told[1], sentence="Iran fired missiles, the Guard said.")
    assert {say.source for say in says_of([row, sentence])} == {"coder GDELT", "state IRN"}


_WHO = (None, GUARD, TELEVISION, PENTAGON, ALLIANCE, somebody("Ann Lee", None))
_SAYINGS = st.lists(
    st.tuples(
        st.sampled_from(_WHO), st.sampled_from(["says", "confirms", "denies", "doubts"]),
        st.sampled_from(["2020-01-08", "2020-01-09", "2020-01-11"]), st.booleans(),
    ),
    min_size=1, max_size=6,
)  # fmt: skip


def _said(sayings: list[tuple[Participant | None, Stance, str, bool]]) -> list[Told]:
    return _told(*(
        article(f"{n}", "2020-01-08", "Iran fired missiles.", published=day, negated=no, by=who, stance=stance if who else None)
        for n, (who, stance, day, no) in enumerate(sayings)
    ))  # fmt: skip


@given(_SAYINGS, st.randoms(use_true_random=False))
def test_the_standing_does_not_depend_on_the_order_of_the_reports(sayings: list[Any], chance: Random) -> None:
    told = _said(sayings)
    mixed = chance.sample(told, len(told))
    assert history(mixed) == history(told)
    assert status(says_of(mixed), told) == status(says_of(told), told)


@given(_SAYINGS)
def test_each_word_of_the_standing_rests_on_reports_and_each_report_is_named_once(sayings: list[Any]) -> None:
    told = _said(sayings)
    names = {t.report.id for t in told}
    for day in history(told):
        assert len(set(day.because)) == len(day.because)
        assert set(day.because) <= names
        known = {t.report.id for t in told if (t.published or "") <= (day.as_of or "")}
        assert set(day.because) <= known
        assert ("confirmed" in day.words) == (day.confirmed_by is not None)
        assert ("disputed" in day.words) <= ("denied" in day.words)
        assert bool(day.words) == bool(day.because)


def test_a_threat_that_may_come_is_not_told_by_the_outlet_that_quotes_it() -> None:
    words = "Iran may strike American bases, the Guard said."
    said = article("a", "2020-01-08", words, kind="THREATEN", by=GUARD, stance="says")
    may = replace(said, reports=(replace(said.reports[0], modality="possible"),))
    assert standing(_told(may)) == ("planned",)
