"""What is told of the events of a query, and what is not."""

from __future__ import annotations

import msgspec
import pytest

from onrecord.alerting import Alert
from onrecord.model import Quantity, Record
from tests.alerting.conftest import Desk, saved
from tests.ledger import made_up as placed
from tests.merging.made_up import ATTACK, OTHER, TALKS, article, somebody


def _told(desk: Desk) -> list[Alert]:
    return [alert for message in desk.made() for alert in message.alerts]


def _titles(desk: Desk) -> list[tuple[str, str]]:
    return [(alert.condition, alert.title) for alert in _told(desk)]


def _attack(name: str, day: str = "2020-01-08", **more: object) -> Record:
    return article(name, "2020-01-08", ATTACK, published=day, **more)  # type: ignore[arg-type]


def _with_figure(record: Record, low: float, of: str = "killed") -> Record:
    (report,) = record.reports
    figure = Quantity(of=of, low=low, high=low, exact=True, text=str(low), start=0, end=1)
    return msgspec.structs.replace(record, reports=(msgspec.structs.replace(report, quantities=(figure,)),))


def _elsewhere(name: str, day: str, place: str, number: int) -> Record:
    record = article(name, day, OTHER, kind="ASSAULT", word="bombed", actor="ISR", recipient="SYR")
    (report,) = record.reports
    where = placed.report().place
    assert where is not None
    where = msgspec.structs.replace(where, name=place, geonames_id=number)
    return msgspec.structs.replace(record, reports=(msgspec.structs.replace(report, place=where),))


class TestNew:
    def test_what_the_ledger_holds_when_a_query_is_saved_is_not_told(self, desk: Desk) -> None:
        desk.add(_attack("a"))
        totals = desk.round(saved("new"))
        assert (desk.made(), totals) == ([], {})
        assert "begins with what the ledger holds now" in desk.log[0]

    def test_an_event_of_the_query_is_told_once_with_its_sentence_and_who_says_so(self, desk: Desk) -> None:
        desk.round(saved("new"))
        desk.add(
            _attack("a", by=somebody("Guard", "IRN", "MIL"), stance="claims"),
            article("t", "2020-01-08", TALKS, kind="CONSULT", word="talks"),
        )
        query = saved("new", query={"type": "ASSAULT"}, name="other")
        desk.round(saved("new"), query)  # the other one begins now
        desk.add(_attack("b"))
        desk.round(saved("new"), query)
        assert sorted(alert.event.event_type for alert in _told(desk) if alert.event) == [
            "ASSAULT",
            "CONSULT",
        ]
        alert = next(a for a in _told(desk) if a.event and a.event.event_type == "ASSAULT")
        (said,) = alert.said
        assert (said.sentence, said.article, said.published) == (ATTACK, "article a", "2020-01-08")
        assert "Guard claims" in said.who
        assert alert.why.endswith("Its standing: claimed.")

    def test_other_events_than_those_of_the_query_are_not_told(self, desk: Desk) -> None:
        query = saved("new", query={"type": "CONSULT"})
        desk.round(query)
        desk.add(_attack("a"))
        desk.round(query)
        assert _told(desk) == []

    def test_a_further_report_of_an_event_makes_it_no_new_one(self, desk: Desk) -> None:
        desk.round(saved("new"))
        for name in ("a", "b", "c", "d"):  # its id is another after some of these
            desk.add(_attack(name))
            desk.round(saved("new"))
        assert len(_told(desk)) == 1

    def test_a_changed_article_makes_no_new_event(self, desk: Desk) -> None:
        record = _attack("a")
        desk.round(saved("new"))
        desk.add(record)
        desk.round(saved("new"))
        (report,) = record.reports
        moved = msgspec.structs.replace(
            report, id="moved", sentence=(7, 7 + len(ATTACK)), trigger=msgspec.structs.replace(report.trigger, start=12, end=17),
        )  # fmt: skip
        desk.add(msgspec.structs.replace(record, text="Update " + ATTACK, reports=(moved,)))
        desk.round(saved("new"))
        assert len(_told(desk)) == 1

    def test_a_sentence_that_was_changed_makes_no_new_event(self, desk: Desk) -> None:
        record = _attack("a")
        desk.round(saved("new"))
        desk.add(record)
        desk.round(saved("new"))
        (report,) = record.reports
        text = f"Officials: {ATTACK} overnight"
        moved = msgspec.structs.replace(
            report, id="moved", sentence=(0, len(text)), trigger=msgspec.structs.replace(report.trigger, start=16, end=21),
        )  # fmt: skip
        desk.add(msgspec.structs.replace(record, text=text, reports=(moved,)))
        desk.round(saved("new"))
        assert len(_told(desk)) == 1

    def test_an_event_that_a_changed_article_tells_besides_is_new(self, desk: Desk) -> None:
        record = _attack("a")
        desk.add(record)
        desk.round(saved("new"))
        text = f"{ATTACK} {OTHER}"
        (other,) = article("o", "2020-01-08", OTHER, word="bombed", actor="ISR", recipient="SYR").reports
        other = msgspec.structs.replace(other, sentence=(len(ATTACK) + 1, len(text)))
        desk.add(msgspec.structs.replace(record, text=text, reports=(*record.reports, other)))
        desk.round(saved("new"))
        assert [alert.said[0].sentence for alert in _told(desk)] == [OTHER]

    def test_an_event_that_comes_to_fit_the_query_is_told_as_such(self, desk: Desk) -> None:
        query = saved("new", query={"standing": "disputed"})
        desk.add(_attack("a"))
        desk.round(query)
        desk.add(_attack("b", by=somebody("Pentagon", "USA", "MIL"), stance="denies"))
        desk.round(query)
        (alert,) = _told(desk)
        assert alert.why.startswith("The query finds it now, and did not before.")

    def test_an_article_without_a_date_counts_as_published_when_it_is_read(self, desk: Desk) -> None:
        desk.add(_attack("a", "2019-11-05"))
        desk.round(saved("new", "standing"))
        undated = _attack("b", by=somebody("Pentagon", "USA", "MIL"), stance="denies")
        desk.add(msgspec.structs.replace(undated, published=None))
        desk.add(
            msgspec.structs.replace(
                article("t", "2020-01-08", TALKS, kind="CONSULT", word="talks"), published=None
            )
        )
        desk.round(saved("new", "standing"))
        assert sorted(alert.condition for alert in _told(desk)) == ["new", "standing"]


class TestStanding:
    def test_a_change_is_told_with_before_and_after_and_who_brought_it(self, desk: Desk) -> None:
        desk.add(_attack("a"))
        desk.round(saved("standing"))
        desk.add(_attack("b", "2020-01-09", by=somebody("Pentagon", "USA", "MIL"), stance="denies"))
        desk.round(saved("standing"))
        (alert,) = _told(desk)
        assert (alert.standing_before, alert.event and alert.event.standing) == (
            ("reported",),
            ("reported", "denied", "disputed"),
        )
        assert alert.why == "Its standing was: reported. It is now: reported, denied, disputed."
        assert [said.article for said in alert.said] == ["article b"]

    def test_a_new_event_has_no_standing_before(self, desk: Desk) -> None:
        desk.round(saved("standing"))
        desk.add(_attack("a"))
        desk.round(saved("standing"))
        assert _told(desk) == []

    def test_what_people_decide_is_not_told(self, desk: Desk) -> None:
        desk.add(_attack("a"), _attack("b", by=somebody("Pentagon", "USA", "MIL"), stance="denies"))
        desk.round(saved("standing", "new", "figure"))
        desk.ledger.decide("split", "a", "b", because="test", decider="ana")
        desk.round(saved("standing", "new", "figure"))
        assert _told(desk) == []


class TestFigure:
    def test_another_figure_of_a_source_is_told_with_the_one_before(self, desk: Desk) -> None:
        desk.add(_with_figure(_attack("a", outlet="The Coast"), 12))
        desk.round(saved("figure"))
        desk.add(_with_figure(_attack("b", "2020-01-09", outlet="The Coast"), 15))
        desk.round(saved("figure"))
        (alert,) = _told(desk)
        (change,) = alert.figures
        assert (change.of, change.value, change.low, change.before, change.who) == (
            "killed",
            "15",
            15,
            "12",
            "The Coast",
        )
        assert alert.why == "Killed: 15, by The Coast; before it was 12, by The Coast."

    def test_another_figure_in_a_changed_article_is_told(self, desk: Desk) -> None:
        record = _with_figure(_attack("a", outlet="The Coast"), 12)
        desk.add(record)
        desk.round(saved("figure", "new"))
        changed = _with_figure(record, 15)  # in the same place, so that the report has the same id
        (report,) = changed.reports
        text = ATTACK + "!"
        report = msgspec.structs.replace(report, sentence=(0, len(text)))
        desk.add(msgspec.structs.replace(changed, text=text, reports=(report,)))
        desk.round(saved("figure", "new"))
        (alert,) = _told(desk)
        assert [(change.before, change.value) for change in alert.figures] == [("12", "15")]

    def test_a_figure_that_its_source_gave_before_is_no_news(self, desk: Desk) -> None:
        first = _with_figure(_attack("a", outlet="The Coast"), 12)
        desk.add(first, _with_figure(_attack("b", "2020-01-09", outlet="The Coast"), 15))
        desk.round(saved("figure"))
        desk.add(_with_figure(_attack("c", "2020-01-09", outlet="The Coast"), 12))
        desk.round(saved("figure"))
        assert _told(desk) == []

    @pytest.mark.parametrize("figure", [12, 15])
    def test_a_figure_that_somebody_has_given_is_told_for_nobody_else(self, desk: Desk, figure: int) -> None:
        desk.add(_with_figure(_attack("a"), 12), _with_figure(_attack("b"), 15))
        desk.round(saved("figure"))
        desk.add(_with_figure(_attack("c", "2020-01-09"), figure))
        desk.round(saved("figure"))
        assert _told(desk) == []

    def test_the_first_figure_of_its_kind_is_no_change(self, desk: Desk) -> None:
        desk.add(_with_figure(_attack("a"), 12))
        desk.round(saved("figure"))
        desk.add(_with_figure(_attack("b"), 3, of="injured"))
        desk.round(saved("figure"))
        assert _told(desk) == []


class TestFirstTime:
    def test_somebody_who_never_did_anything_before_is_told_once(self, desk: Desk) -> None:
        desk.add(_attack("a"))
        desk.round(saved("actor"))
        desk.add(_attack("b"))
        desk.add(article("e", "2020-01-08", OTHER, actor="ISR", recipient="SYR", word="bombed"))
        desk.round(saved("actor"))
        desk.add(article("g", "2020-01-09", OTHER + " again", actor="ISR", recipient="SYR", word="bombed"))
        desk.round(saved("actor"))
        ((condition, title),) = _titles(desk)
        assert condition == "actor"
        assert title.startswith("First time: ISR")
        assert _told(desk)[0].appeared == msgspec.convert(
            {"key": "ISR", "name": "ISR", "country": "ISR"}, type(_told(desk)[0].appeared)
        )

    def test_those_to_whom_it_is_done_are_another_side(self, desk: Desk) -> None:
        desk.add(_attack("a"))
        desk.round(saved("recipient"))
        desk.add(article("e", "2020-01-08", OTHER, actor="USA", recipient="IRN", word="bombed"))
        desk.round(saved("recipient"))
        assert [alert.appeared and alert.appeared.key for alert in _told(desk)] == ["IRN"]

    def test_who_is_not_named_is_nobodys_first_time(self, desk: Desk) -> None:
        desk.round(saved("actor"))
        desk.add(_attack("a", actor="gunmen"))
        desk.round(saved("actor"))
        assert _told(desk) == []

    def test_a_place_is_told_once(self, desk: Desk) -> None:
        desk.add(_elsewhere("a", "2020-01-07", "Marj", 1))
        desk.round(saved("place"))
        desk.add(_elsewhere("b", "2020-01-08", "Marj", 1), _elsewhere("c", "2020-01-09", "Tobruk", 2))
        desk.round(saved("place"))
        assert [title.partition(":")[0] for _, title in _titles(desk)] == ["First time in Tobruk"]


class TestAfterTheEventsWereMadeAnew:
    """A newer version of the merging makes all events anew: what was known before goes by the articles."""

    @pytest.fixture
    def known(self, desk: Desk) -> Desk:
        desk.add(_with_figure(_attack("a", outlet="The Coast"), 12))
        desk.round(saved("new", "standing", "figure", "actor", "place"))
        from onrecord.merging import rebuild

        rebuild(desk.ledger)
        return desk

    def test_what_was_known_is_not_told(self, known: Desk) -> None:
        known.round(saved("new", "standing", "figure", "actor", "place"))
        assert _told(known) == []

    def test_what_came_meanwhile_is(self, known: Desk) -> None:
        known.add(_with_figure(_attack("b", "2020-01-09", outlet="The Coast"), 15))
        known.add(_elsewhere("c", "2020-01-09", "Tobruk", 2))
        known.round(saved("new", "standing", "figure", "actor", "place"))
        assert sorted(alert.condition for alert in _told(known)) == ["actor", "figure", "new", "place"]
