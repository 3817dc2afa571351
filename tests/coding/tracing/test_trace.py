"""A trace tells what the coder did: it agrees with the report in every field, and names the rule that decided."""

import datetime as dt
from collections.abc import Callable
from functools import lru_cache
from math import prod
from pathlib import Path

import pytest

import onrecord
from onrecord.coding import Coder
from onrecord.coding.tracing import Side, Trace, chosen, trace_reports
from onrecord.model import Article, Report, UsageError
from onrecord.reader import Reader, rules_only
from onrecord.reading import Reading

_ARTICLES = sorted((Path(__file__).parents[2] / "reader" / "articles").iterdir())


@lru_cache(maxsize=1)
def _rules() -> Reader:
    return rules_only()


def explain(text: str, *, dropped: bool = False) -> tuple[Trace, ...]:
    """Trace by rules alone, which these tests are about."""
    article = Article(id="test", text=text, published="2020-01-08")
    return _rules().explain(article, dropped=dropped)


def _one(text: str, kind: str) -> Trace:
    return next(t for t in explain(text) if t.report.event_type == kind)


def _steps(side: Side) -> list[tuple[str, str]]:
    return [(s.what, s.because) for s in side.steps]


@pytest.mark.parametrize("path", _ARTICLES, ids=lambda p: p.name)
def test_what_is_explained_is_what_is_read(path: Path) -> None:
    assert tuple(t.report for t in onrecord.explain(path)) == onrecord.read(path).reports


@pytest.mark.parametrize("path", _ARTICLES, ids=lambda p: p.name)
def test_a_trace_agrees_with_its_report(path: Path) -> None:
    traces = onrecord.explain(path, dropped=True)
    assert traces
    for t in traces:
        report = t.report
        assert round(min(prod(f.factor for f in t.score), 1.0), 4) == pytest.approx(t.rules, abs=1e-4)
        assert t.encoder is not None or t.rules == report.score
        assert t.kept == (report.score >= t.threshold)
        assert t.kind[-1].what == "/".join(p for p in (report.event_type, report.mode) if p)
        assert tuple(c.what for c in t.contexts) == report.contexts
        assert tuple(w.participant for w in t.actor.who) == report.actors
        assert tuple(w.participant for w in t.recipient.who) == report.recipients
        assert (t.place, t.when) == (report.place, report.when)
        assert tuple(link.attributed for link in t.sources) == report.attribution
        assert tuple(c.quantity for c in t.quantities) == report.quantities
        assert t.standing[0].what == report.modality
        assert (t.standing[-1].what == "negated") == report.negated
        chosen_ones = [s.entry for s in t.senses if s.outcome == "chosen"]
        assert [f"({entry})" in report.why for entry in chosen_ones or ["encoder"]] == [True]
        assert t.kind[0].because.startswith("entry " if chosen_ones else "the encoder alone: ")


def test_the_entry_is_told_with_its_line_and_its_tests() -> None:
    t = _one("Poland expelled three Russian diplomats.", "SANCTION")
    (sense,) = (s for s in t.senses if s.outcome == "chosen")
    file, _, number = sense.place.partition(", line ")
    data = Path(onrecord.__file__).parent / "ontology" / "data" / file
    assert data.read_text(encoding="utf-8").splitlines()[int(number) - 1] == sense.written
    assert all(test.holds for test in sense.tests)
    assert t.predicate == "verb 'expel'"


def test_a_rival_is_rejected_by_a_test_that_fails() -> None:
    t = _one("The militant captured an island.", "ASSAULT")
    rejected = [s for s in t.senses if s.outcome == "rejected"]
    assert any(s.kind == "-" for s in rejected)
    assert all(any(not test.holds for test in s.tests) for s in rejected)
    fits = [s for s in t.senses if s.outcome == "fits"]
    assert [s.kind for s in fits] == ["ASSAULT", "ASSAULT"]
    assert all(test.holds for s in fits for test in s.tests)


def test_a_light_verb_and_a_participle_are_told() -> None:
    assert _one("Residents took part in the demonstration against the king.", "PROTEST").predicate == (
        "noun 'demonstration' with light verb 'take'"
    )
    assert _one("Turkey spoke out against Israel.", "ACCUSE").predicate == "verb 'speak out'"


@pytest.mark.parametrize(
    ("text", "kind", "because"),
    [("A U.S. warplane bombed a market in Syria.", "ASSAULT", "the means: 'warplane'"),
     ("Spain said it would withdraw its troops.", "AGREE", "RETREAT announced"),
     ("Kenya asked Somalia to release the fishermen.", "REQUEST", "what it is about: 'release', RETREAT/release"),
     ("Marco Rubio attacked Donald Trump over his tax plan.", "ACCUSE", "an attack in words"),
     ("Israel will not release the prisoners.", "REJECT", "RETREAT that will not be")],
)  # fmt: skip
def test_how_a_type_became_another(text: str, kind: str, because: str) -> None:
    t = _one(text, kind)
    assert t.kind[0].because.startswith("entry ")
    assert because in [k.because for k in t.kind[1:]]


def test_slots_are_told_up_to_the_one_that_was_taken() -> None:
    t = _one("Iran fired a dozen missiles at two Iraqi bases.", "ASSAULT")
    (taken,) = (s for s in t.recipient.slots if s.outcome == "taken")
    assert (taken.slot, taken.text) == (t.recipient.found, "two Iraqi bases")
    assert taken.means == "at-phrase"
    assert [s.outcome for s in t.actor.slots] == ["taken"]


def test_a_slot_that_holds_nobody_who_can_act_is_told() -> None:
    t = _one("The missile, which Iran had built, hit an army base.", "ASSAULT")
    (look,) = t.actor.slots
    assert (look.slot, look.text, look.outcome) == ("s", "The missile", "cannot act")
    assert ("'The missile' → nobody", "a means or a text does nothing by itself") in _steps(t.actor)
    assert (t.actor.found, t.actor.who) == ("", ())


def test_an_empty_slot_has_no_text() -> None:
    looks = [s for t in explain("Russia sent tanks on Monday against Ukraine.") for s in t.recipient.slots]
    assert {s.outcome for s in looks} >= {"empty", "taken"}
    assert all((s.text is None) == (s.outcome == "empty") for s in looks)


@pytest.mark.parametrize(
    ("text", "kind", "what", "because"),
    [("Germany said it would withdraw its troops from Mali.", "AGREE", "'it' → 'Germany'", "who says so"),
     ("Turkey and Russia held talks. Both sides agreed on a ceasefire.", "AGREE", "'Both sides' → 'Turkey' and 'Russia'", "members"),
     ("The Pentagon issued a statement. The statement accused Iran of piracy.", "ACCUSE", "'The statement' → 'The Pentagon'", "a text does nothing"),
     ("Police and soldiers beat a journalist.", "ASSAULT", "'Police' and 'soldiers'", "coordinated")],
)  # fmt: skip
def test_steps_from_a_slot_to_the_actors(text: str, kind: str, what: str, because: str) -> None:
    told = _steps(_one(text, kind).actor)
    assert what in [w for w, b in told if because in b], told


def test_an_actor_within_a_phrase_is_told() -> None:
    t = _one("France condemned the king's decision.", "ACCUSE")
    assert ("'the king's decision' → 'the king's'", "within the phrase, who acts is") in _steps(t.recipient)


def test_parties_told_before_are_told() -> None:
    t = explain("Iran attacked a base. No Americans were killed in the attack.")[-1]
    assert t.actor.found == "earlier"
    assert t.actor.means == "an event told before"
    assert _steps(t.actor)[-1] == ("nobody → 'Iran'", "parties of 'attack' told before")
    assert t.actor.who[0].stands_for == "the attack"


def test_parties_of_another_word_for_the_event_are_told() -> None:
    t = _one("The killing of General Qassem Soleimani in a U.S. drone strike angered Iran.", "ASSAULT")
    assert _steps(t.actor)[-1] == ("nobody → 'U.S.'", "with 'strike'")
    assert t.actor.means.endswith("of the other word for the event")


def test_parties_who_do_it_to_each_other() -> None:
    t = _one("Kenya and Somalia accused each other of spying.", "ACCUSE")
    assert _steps(t.recipient)[-1] == ("nobody", "they do it to each other, so that all are actors")


def test_who_has_to_do_something_first_is_told() -> None:
    t = _one("The union will not end the strike until the government pays.", "REJECT")
    assert (t.recipient.found, t.recipient.means) == ("condition", "who has to do something first")
    assert _steps(t.recipient)[-1][0] == "'the government'"


@pytest.mark.parametrize(
    ("text", "kind", "country", "because"),
    [("Protesters in Hong Kong clashed with police.", "PROTEST", "HKG", "a place in its own words"),
     ("Police arrested 20 students in Minsk.", "COERCE", "BLR", "the place of the event, as such people are mostly of it"),
     ("The Belarusian government arrested dissidents.", "COERCE", "BLR", "those on the other side, who rule there")],
)  # fmt: skip
def test_where_the_country_of_the_unnamed_comes_from(
    text: str, kind: str, country: str, because: str
) -> None:
    t = _one(text, kind)
    told = {(w.participant.country, r.because) for w in (*t.actor.who, *t.recipient.who) for r in w.reasons}
    assert (country, because) in told


def test_an_event_told_before_has_the_type_of_that() -> None:
    t = explain("Macron spoke by phone with Putin. The Kremlin confirmed the call.")[-1]
    assert t.kind[-1].what == "CONSULT/phone"
    assert (t.actor.found, t.predicate) == ("earlier", "noun 'call'")


def test_who_suffers_a_light_verb_is_told() -> None:
    t = _one("The town came under attack from Boko Haram.", "ASSAULT")
    assert [w.participant.text for w in t.recipient.who] == ["The town"]
    assert [w.participant.text for w in t.actor.who] == ["Boko Haram"]


def test_whom_the_text_means_is_told_as_onrecord_actors_does() -> None:
    from onrecord.knowledge import explain as actors

    t = _one("The Iranian foreign minister accused Israel.", "ACCUSE")
    assert t.actor.who[0].known == actors("The Iranian foreign minister", dt.date(2020, 1, 8))


def test_a_country_from_the_article_is_told_as_such() -> None:
    t = _one("Police arrested three journalists in Cairo, Egypt's capital. Egypt denied it.", "COERCE")
    (who,) = t.actor.who
    assert who.participant.country == "EGY"
    assert [r.because for r in who.reasons] == ["the article: whose it is, or what it is about"]


def test_a_pronoun_is_told_with_its_chain() -> None:
    t = explain("The Israeli army shelled a market. It killed 12 civilians.")[-1]
    (who,) = t.actor.who
    assert (who.mention, who.chain) == ("pronoun, organization", ("The Israeli army",))


@pytest.mark.parametrize(
    ("text", "modality", "because"),
    [("Iran attacked the base.", "happened", "told as a fact: no word makes it planned, possible or usual"),
     ("Turkey is shelling the town.", "ongoing", "'is shelling'"),
     ("Iran may attack the base.", "possible", "'may'"),
     ("If Iran attacks the base, oil prices will rise.", "possible", "'if'"),
     ("Police often arrest journalists in Cairo.", "habitual", "'often'"),
     ("Police will arrest journalists in Cairo.", "planned", "'will'")],
)  # fmt: skip
def test_what_decided_on_modality(text: str, modality: str, because: str) -> None:
    t = explain(text)[0]
    assert [(r.what, r.because) for r in t.standing] == [(modality, because)]


@pytest.mark.parametrize(
    ("text", "word"),
    [("Iran did not attack the base.", "not"), ("No Americans were killed by the militants.", "No"),
     ("The rebels never attacked the town.", "never"), ("The rebels failed to capture the town.", "failed"),
     ("Nobody was killed by the army.", "Nobody"), ("The army withdrew without attacking the town.", "without"),
     ("Iran no longer attacks the base.", "no longer")],
)  # fmt: skip
def test_what_negated_it(text: str, word: str) -> None:
    negated = [t for t in explain(text) if t.report.negated]
    assert [r.because for r in negated[0].standing if r.what == "negated"] == [f"'{word}'"]


def test_a_refusal_tells_the_negation_that_it_took_in() -> None:
    t = _one("Israel will not release the prisoners.", "REJECT")
    assert [(r.what, r.because) for r in t.standing] == [
        ("planned", "'will'"), ("negated", "'not'"), ("not negated", "RETREAT that will not be"),
    ]  # fmt: skip


def test_time_and_place_with_the_rule_that_gave_them() -> None:
    t = explain("Iran attacked a base in Iraq on Tuesday. Iran fired missiles.")
    assert t[0].when_rule == "the event's own clause has the expression"
    assert t[0].place_rule.startswith("the words join it to the event")
    assert t[1].when_rule == "the last day that a main clause of the paragraph told before"
    assert (t[1].place, t[1].place_rule) == (None, "no place of the sentence is joined to the event")
    (undated,) = explain("The minister accused the army.")
    assert (undated.place, undated.place_rule) == (None, "the sentence names no place")
    assert undated.when_rule == "the text gives it no time, so it is the day of publication"


def test_each_link_of_the_chain_with_its_cue_and_method() -> None:
    t = _one("Syria denied that it had attacked the town, CNN reported, citing officials.", "ASSAULT")
    assert [link.attributed.stance for link in t.sources] == [a.stance for a in t.report.attribution]
    assert len(t.sources) >= 2
    for link in t.sources:
        assert link.methods
        assert link.content
        assert (link.identity is None) == (link.attributed.source is None)


def test_an_attribution_that_is_no_link_is_told_with_the_reason() -> None:
    t = _one("Spain accused Cuba of lying.", "ACCUSE")
    assert [(r.what, r.because) for r in t.not_sources] == [("'accused'", "its cue is the event itself")]


@pytest.mark.parametrize(
    ("text", "tie"),
    [("The army killed 12 civilians.", "counts the participant 'civilians'"),
     ("Spain gave 200 million euros to Kenya.", "an argument of 'gave'")],
)  # fmt: skip
def test_what_ties_a_quantity_to_the_event(text: str, tie: str) -> None:
    (t,) = explain(text)
    assert [c.because for c in t.quantities] == [tie]


def test_drafts_that_score_too_low_are_told_where_asked() -> None:
    text = "Nobody was arrested."
    assert explain(text) == ()
    (t,) = explain(text, dropped=True)
    assert not t.kept
    assert t.report.score < t.threshold


def test_a_trace_has_the_coders_own_threshold(read: Callable[[str], Reading]) -> None:
    traces = trace_reports(
        Coder(threshold=0.9), read("Iran attacked Israel. If Iran attacks Iraq, oil prices rise.")
    )
    assert [(t.threshold, t.report.actors[0].text) for t in traces] == [(0.9, "Iran")]


def test_tracing_leaves_coding_as_it_is(read: Callable[[str], Reading]) -> None:
    reading, coder = read("Iran attacked a base. Israel condemned the attack."), Coder()
    before: tuple[Report, ...] = coder.code(reading)
    trace_reports(coder, reading)
    assert coder.code(reading) == before


class TestChosen:
    traces = property(
        lambda self: explain("Iran attacked Israel. Israel attacked Iran. Iran attacked Israel.")
    )

    def test_by_id_and_by_first_digits_in_the_order_asked(self) -> None:
        one, two, _ = self.traces
        found = chosen(self.traces, [two.report.id, one.report.id[:6], two.report.id])
        assert found == (two, one)

    @pytest.mark.parametrize("wanted", ["", "e", "zzzz", "ffffffffffffffff"])
    def test_an_unknown_id_says_which_there_are(self, wanted: str) -> None:
        with pytest.raises(UsageError, match=f"no report '{wanted}'.*{self.traces[0].report.id}"):
            chosen(self.traces, [wanted])

    def test_an_input_without_reports_says_so(self) -> None:
        with pytest.raises(UsageError, match="there are no reports at all"):
            chosen((), ["e93ed71794717214"])

    def test_only_the_first_few_are_named(self) -> None:
        many = explain("Iran attacked Israel. " * 9)
        with pytest.raises(UsageError, match=r"and 4 more$"):
            chosen(many, ["nope"])

    def test_digits_that_two_ids_share_are_no_choice(self) -> None:
        import msgspec

        one = self.traces[0]
        twin = msgspec.structs.replace(
            one, report=msgspec.structs.replace(one.report, id=one.report.id[:8] + "00000000")
        )
        with pytest.raises(UsageError, match="give more of the id"):
            chosen([one, twin], [one.report.id[:8]])
