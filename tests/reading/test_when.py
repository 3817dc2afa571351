"""Which time dates which event."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from onrecord.model import Article, When
from onrecord.reading.layers import Reading, read_layers
from onrecord.reading.syntax import load_pipeline, sentence_spans
from onrecord.reading.times import Times
from onrecord.reading.when import when_of
from tests.effort import calls

PUBLISHED = "2020-01-08"  # a Wednesday


def when(text: str, word: str, published: str | None = PUBLISHED) -> When:
    doc = load_pipeline()(text)
    bare = Reading(
        article=Article(id="a", text=text, published=published), doc=doc, sentences=sentence_spans(doc)
    )
    reading = read_layers(bare, (Times(),))
    token = next(t for t in doc if t.text == word)
    sentence = next(s for s in reading.sentences if s[0] <= token.idx < s[1])
    return when_of(reading, sentence, token.i)


def days(text: str, word: str, published: str | None = PUBLISHED) -> tuple[str | None, str | None]:
    found = when(text, word, published)
    return found.start, found.end


def test_an_event_takes_its_own_expression() -> None:
    found = when("Iran fired missiles at bases in Iraq on Tuesday night.", "fired")
    assert (found.start, found.end, found.precision, found.basis) == (
        "2020-01-07",
        "2020-01-07",
        "day",
        "text",
    )
    assert found.text == "Tuesday night"


def test_without_an_expression_the_publication_date_is_the_basis() -> None:
    found = when("Iran fired missiles at bases in Iraq.", "fired")
    assert (found.start, found.end, found.basis, found.text) == (PUBLISHED, PUBLISHED, "publication", None)


def test_without_any_date_nothing_is_invented() -> None:
    found = when("Soldiers shot three men on Tuesday.", "shot", None)
    assert (found.start, found.end, found.basis) == (None, None, "publication")


@pytest.mark.parametrize(
    ("text", "word", "start", "end"),
    [
        # the noun's own time, not the verb's
        ("The attack followed last Friday's killing of a general in a drone strike.", "killing", "2020-01-03", "2020-01-03"),
        ("The attack followed last Friday's killing of a general in a drone strike.", "attack", "2020-01-08", "2020-01-08"),
        ("Critics accused him of ordering Friday's strike.", "strike", "2020-01-03", "2020-01-03"),
        ("Critics accused him of ordering Friday's strike.", "accused", "2020-01-08", "2020-01-08"),
        ("The ministers will meet on Jan. 15 to discuss last week's attack.", "discuss", "2020-01-15", "2020-01-15"),
        ("The ministers will meet on Jan. 15 to discuss last week's attack.", "attack", "2019-12-30", "2020-01-05"),
        # a verb lends its time to the noun it carries, not to what is talked about
        ("The United States carried out an airstrike on Friday.", "airstrike", "2020-01-03", "2020-01-03"),
        ("He was killed in an attack on Jan. 3.", "killed", "2020-01-03", "2020-01-03"),
        ("The president discussed the strike with him on Monday.", "strike", "2020-01-08", "2020-01-08"),
        ("The president discussed the strike with him on Monday.", "discussed", "2020-01-06", "2020-01-06"),
        # clauses
        ("The airstrike on Friday that killed the commander was a surprise.", "killed", "2020-01-03", "2020-01-03"),
        ("Rebels shelled the port earlier this month.", "shelled", "2020-01-01", "2020-01-08"),
        ("The president, who left the deal in May 2018, imposed sanctions on Friday.", "left", "2018-05-01", "2018-05-31"),
        ("The president, who left the deal in May 2018, imposed sanctions on Friday.", "imposed", "2020-01-03", "2020-01-03"),
        ("Officials said Wednesday that the attack on Tuesday killed nobody.", "killed", "2020-01-07", "2020-01-07"),
        ("Officials said Monday that troops killed ten people.", "killed", "2020-01-06", "2020-01-06"),
        ("Officials said Monday that the army had suspended its mission.", "suspended", "2020-01-08", "2020-01-08"),
        ("The leaders met on Jan. 5 and agreed to talk again next month.", "agreed", "2020-01-05", "2020-01-05"),
        ("The leaders met on Jan. 5 and agreed to talk again next month.", "talk", "2020-02-01", "2020-02-29"),
    ],
)  # fmt: skip
def test_syntax_decides_between_expressions(text: str, word: str, start: str, end: str) -> None:
    assert days(text, word) == (start, end)


def test_lengths_and_sets_date_no_event() -> None:
    assert when("The army held the town for two weeks.", "held").basis == "publication"
    assert when("Farmers march every Friday.", "march").basis == "publication"


def test_the_past_two_weeks_are_a_range() -> None:
    assert days("Troops have fought militants over the past two weeks.", "fought") == (
        "2019-12-25",
        "2020-01-08",
    )


def test_since_opens_a_range_that_ends_with_publication() -> None:
    found = when("Troops have been deployed there since 2014.", "deployed")
    assert (found.start, found.end, found.precision) == ("2014-01-01", PUBLISHED, "range")
    assert days("Thousands have died since the war began in March 2011.", "died") == ("2011-03-01", PUBLISHED)


def test_until_leaves_the_beginning_open() -> None:
    assert days("The troops stayed in the city until Jan. 5, 2020.", "stayed") == (None, "2020-01-05")


@pytest.mark.parametrize(
    ("text", "word", "start", "end"),
    [
        ("The talks ran from Monday to Wednesday.", "ran", "2020-01-06", "2020-01-08"),
        ("Between 1990 and 1995 the state arrested hundreds.", "arrested", "1990-01-01", "1995-12-31"),
        ("Police arrested 30 people on Saturday and Sunday.", "arrested", "2020-01-04", "2020-01-05"),
    ],
)
def test_two_ends_are_one_range(text: str, word: str, start: str, end: str) -> None:
    assert days(text, word) == (start, end)


CALL = "The two men spoke by phone on Wednesday. The call came a day after Iran claimed it struck two bases."


@pytest.mark.parametrize(
    ("word", "day"),
    [("spoke", "2020-01-08"), ("call", "2020-01-08"), ("claimed", "2020-01-07"), ("struck", "2020-01-07")],
)
def test_a_day_after_counts_back_from_the_other_event(word: str, day: str) -> None:
    assert days(CALL, word, "2020-01-09") == (day, day)


@pytest.mark.parametrize(
    ("text", "word", "start", "end"),
    [
        ("Two days after the attack, the king called the queen on Wednesday.", "attack", "2020-01-06", "2020-01-06"),
        ("Two days after the attack, the king called the queen on Wednesday.", "called", "2020-01-08", "2020-01-08"),
        ("The two spoke Monday, the day after the parliament voted.", "voted", "2020-01-05", "2020-01-05"),
        ("The strike came hours after protesters stormed the embassy on Dec. 31.", "strike", "2019-12-31", "2020-01-01"),
        ("Rebels took the city in 2014, three years before the army retook it.", "retook", "2017-01-01", "2017-12-31"),
        ("The army fired rockets on Monday, days after a strike killed a general.", "killed", None, "2020-01-05"),
    ],
)  # fmt: skip
def test_distances_between_events(text: str, word: str, start: str | None, end: str | None) -> None:
    assert days(text, word) == (start, end)


def test_a_past_event_takes_the_day_told_before_in_its_paragraph() -> None:
    found = when("Iran fired missiles on Tuesday night. No soldiers were killed.", "killed")
    assert (found.start, found.basis) == ("2020-01-07", "text")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Iran fired missiles on Tuesday.\n\nPolice arrested a man.", "arrested"),
        ("Iran fired missiles on Tuesday. The ministers will meet.", "meet"),
        ("Iran fired missiles on Tuesday. The army had withdrawn.", "withdrawn"),
        ("The war began in 2014. Police arrested a man.", "arrested"),
    ],
)
def test_what_does_not_inherit_the_paragraphs_day(text: str, word: str) -> None:
    assert when(text, word).basis == "publication"


def test_the_call_takes_the_day_of_its_last_mention() -> None:
    text = "The president asked for help in a call on Wednesday.\n\nThe call came a day after rebels fired rockets."
    assert days(text, "fired", "2020-01-10") == ("2020-01-07", "2020-01-07")
    again = "A drone strike killed the general on Jan. 3. The missile strike was a reply.\n\nThe strikes drew criticism."
    assert when(again, "strikes").basis == "publication"


def test_another_attack_is_not_the_same_one() -> None:
    text = "A drone attack killed a general on Jan. 3.\n\nThe missile attack was an answer."
    assert when(text, "missile").basis == "publication"


def test_less_than_a_week_after_lies_between_the_two_days() -> None:
    text = "Less than a week after a strike killed the general, the army fired missiles on Tuesday."
    assert days(text, "killed") == ("2019-12-30", "2020-01-07")


@pytest.mark.parametrize(
    ("text", "word", "start", "end"),
    [
        # what a time stands behind is the earlier event, not the answer to it
        ("The raid came in retaliation for the killing of Marwan Odeh in a strike last week.", "raid", PUBLISHED, PUBLISHED),
        ("The raid came in retaliation for the killing of Marwan Odeh in a strike last week.", "killing", "2019-12-30", "2020-01-05"),
        ("The raid came in retaliation for the killing of Marwan Odeh in a strike last week.", "strike", "2019-12-30", "2020-01-05"),
        ("Six people were arrested after the shooting on Monday.", "arrested", PUBLISHED, PUBLISHED),
        ("Six people were arrested after the shooting on Monday.", "shooting", "2020-01-06", "2020-01-06"),
        ("Jets bombed the camp on Sunday, killing ten men, in response to a rocket attack two days earlier.", "killing", "2020-01-05", "2020-01-05"),
        ("It was the worst attack on the force since the ambush of a patrol in 1979.", "attack", PUBLISHED, PUBLISHED),
        # the phrase of the noun
        ("It led to airstrikes on Dec. 29 and to the storming of the embassy on New Year's Eve.", "storming", "2019-12-31", "2019-12-31"),
        # the same moment, told by another verb
        ("Ten people were killed when a bomb exploded in a market on Thursday.", "killed", "2020-01-02", "2020-01-02"),
        ("The minister, speaking in Oslo on Monday, called for an inquiry.", "called", "2020-01-06", "2020-01-06"),
        ("Officers tried to seize power late on Friday.", "tried", "2020-01-03", "2020-01-03"),
        ("The army attacked the town before dawn on Friday.", "attacked", "2020-01-03", "2020-01-03"),
    ],
)  # fmt: skip
def test_which_of_two_events_a_time_stands_with(text: str, word: str, start: str, end: str) -> None:
    assert days(text, word) == (start, end)


def test_the_attack_is_the_firing_of_missiles_told_before() -> None:
    text = "Iran fired missiles at two bases on Monday.\n\nThe missile attack killed nobody, and allies praised the restraint."
    assert days(text, "attack") == ("2020-01-06", "2020-01-06")


def test_of_two_attacks_told_before_neither_is_taken() -> None:
    text = (
        "Rebels shelled the town on Sunday.\n\nA bomb exploded there on Monday.\n\nThe attack was condemned."
    )
    assert when(text, "attack").basis == "publication"


def test_a_person_is_killed_once() -> None:
    text = "The killing of Marwan Odeh angered many.\n\nOdeh was killed in a raid on Jan. 3.\n\nThe army said Tuesday that Odeh was killed."
    assert days(text, "killing") == ("2020-01-03", "2020-01-03")
    assert when("Odeh was killed on Jan. 3.\n\nDavid Rahn was killed too.", "killed").start == "2020-01-03"
    other = "Odeh was killed on Jan. 3.\n\nThe killing of David Rahn angered many."
    assert when(other, "killing").basis == "publication"


def test_to_call_for_something_is_no_call() -> None:
    text = "The king spoke with the queen on Wednesday, hours after he called for a truce.\n\nThe call came a day after rebels struck two bases."
    assert days(text, "struck") == ("2020-01-07", "2020-01-07")


def test_deaths_in_the_attack_have_its_day_and_not_the_speakers() -> None:
    text = (
        "Iran struck two bases on Monday in retaliation for the killing of a general in a strike last week.\n\n"
        "No soldiers were killed in the attack, the president said Wednesday."
    )
    assert days(text, "killed") == ("2020-01-06", "2020-01-06")


def test_what_is_agreed_in_the_call_has_the_calls_day() -> None:
    text = "The two leaders spoke by phone on Monday.\n\nThey agreed in the call that the border should be opened."
    assert days(text, "agreed") == ("2020-01-06", "2020-01-06")


def test_since_then_opens_a_range_at_the_day_told_before() -> None:
    text = "The army ousted the president on Jan. 2. Since then, ten people have been killed."
    assert days(text, "killed") == ("2020-01-02", PUBLISHED)


def test_the_past_does_not_lie_ahead() -> None:
    text = "The killing came six months after a senator was gunned down on Aug. 1."
    found = when(text, "killing")
    assert (found.start, found.basis) == (PUBLISHED, "publication")


def test_the_work_grows_with_the_length_of_a_sentence_and_not_faster() -> None:
    def work(repeats: int) -> int:
        words = ["on", "Tuesday", "the", "army", "attacked", "the", "town", "and"] * repeats
        size = len(words)
        doc = Doc(
            load_pipeline().vocab, words=words, heads=[max(0, i - 1) for i in range(size)], deps=["conj"] * size,
            pos=["NOUN"] * size, tags=["NN"] * size, sent_starts=[i == 0 for i in range(size)],
        )  # fmt: skip
        article = Article(id="a", text=doc.text, published=PUBLISHED)
        sentence = (0, len(doc.text))

        def read() -> None:
            reading = read_layers(Reading(article=article, doc=doc, sentences=(sentence,)), (Times(),))
            assert len(reading.times) == repeats
            for token in range(0, size, 34):
                when_of(reading, sentence, token)

        return calls(read)

    assert work(400) < 6 * work(100)  # quadratic would be 16 times


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The two leaders held their first summit since February 2018.", "summit"),
        ("It was the deadliest bombing since May.", "bombing"),
    ],
)
def test_a_record_since_a_date_is_not_of_that_date(text: str, word: str) -> None:
    assert when(text, word).basis == "publication"


HISTORY = (
    "Troops landed on 2 April 1982. On 14 May 1982 a patrol raided an airfield. The soldiers withdrew, killing two "
    "guards. Helicopters had bombed the hills.\n\nPlanes destroyed a radar station. In June 1982 the town surrendered. "
    "Rioters burned cars."
)


@pytest.mark.parametrize(
    ("word", "start", "end", "precision"),
    [
        ("raided", "1982-05-14", "1982-05-14", "day"),
        ("withdrew", "1982-05-14", "1982-05-14", "day"),  # the last date told in the paragraph
        ("killing", "1982-05-14", "1982-05-14", "day"),  # with the clause it hangs on
        ("destroyed", "1982-05-01", "1982-05-31", "month"),  # from a paragraph before: no more than its month
        ("burned", "1982-06-01", "1982-06-30", "month"),
    ],
)
def test_events_of_a_history_take_the_last_date_told(word: str, start: str, end: str, precision: str) -> None:
    found = when(HISTORY, word, "2014-05-30")
    assert (found.start, found.end, found.precision, found.basis) == (start, end, precision, "text")


def test_what_a_history_does_not_date_is_not_of_the_day_it_was_published() -> None:
    found = when(HISTORY, "bombed", "2014-05-30")
    assert (found.start, found.end, found.basis) == (None, None, "publication")


def test_the_dateline_dates_what_the_text_does_not() -> None:
    found = when("GENEVA, Jan. 8, 2020 (Wire) -- Rebels fired rockets at the airport.", "fired", None)
    assert (found.start, found.basis) == ("2020-01-08", "publication")


def test_a_participle_takes_the_day_of_its_clause() -> None:
    text = "Gunmen raided the village on Monday. They fled, killing two men."
    assert days(text, "killing") == ("2020-01-06", "2020-01-06")


def test_an_overnight_attack_is_of_two_days() -> None:
    found = when("Jets bombed the port overnight.", "bombed")
    assert (found.start, found.end, found.precision) == ("2020-01-07", "2020-01-08", "range")


def test_last_week_is_a_week() -> None:
    found = when("Jets bombed the port last week.", "bombed")
    assert (found.start, found.end, found.precision) == ("2019-12-30", "2020-01-05", "week")


def test_in_two_weeks_is_the_week_that_lies_ahead() -> None:
    found = when("The ministers will meet in two weeks.", "meet")
    assert (found.start, found.end, found.precision) == ("2020-01-20", "2020-01-26", "week")


def test_what_a_deed_answered_was_done_on_its_day_or_before() -> None:
    found = when("The army sealed off the town on Sunday after rebels killed nine soldiers.", "killed")
    assert (found.start, found.end, found.precision) == (None, "2020-01-05", "range")


def test_a_day_that_is_only_described_is_no_day_told_before() -> None:
    text = "The deal was signed on Sunday. Norway will lift the ban on the day the deal takes effect."
    assert when(text, "lift").basis == "publication"


def test_a_range_reaches_the_clause_that_leaves_out_its_auxiliary() -> None:
    text = "More than 1,000 people have been killed and 200,000 displaced since 15 December."
    assert days(text, "killed") == ("2019-12-15", "2020-01-08")


def test_a_last_day_asked_for_is_not_the_day_of_asking() -> None:
    assert when("The union called for an election before the summer.", "called").basis == "publication"


def test_news_that_has_looked_back_goes_on_with_its_own_time() -> None:
    text = "Four ships were hit on 3 November. The owner spoke of a mine. One sailor was hurt."
    assert when(text, "hurt").basis == "publication"


def test_the_sentence_after_a_day_long_past_still_tells_of_it() -> None:
    text = "Four ships were hit on 3 November. One sailor was hurt."
    assert days(text, "hurt") == ("2019-11-03", "2019-11-03")


def test_harm_done_to_some_and_to_others_is_of_one_day() -> None:
    text = "One guard was stabbed and two were wounded in a brawl on Sunday, police said."
    assert days(text, "stabbed") == ("2020-01-05", "2020-01-05")


def test_the_moment_of_the_last_of_joined_clauses_is_that_of_the_first() -> None:
    text = "Nine people were killed and 30 injured when a fire swept through a hotel on Sunday, police said."
    assert days(text, "killed") == ("2020-01-05", "2020-01-05")


def test_a_visit_is_not_of_the_day_on_which_others_were_hurt() -> None:
    text = "The minister visited the port and two guards were hurt on Sunday."
    assert days(text, "visited") != ("2020-01-05", "2020-01-05")


def test_an_agreement_is_of_the_time_at_which_it_was_reached() -> None:
    text = "Under an agreement signed in November, the army will leave the port."
    assert days(text, "agreement") == ("2019-11-01", "2019-11-30")


def test_the_hour_of_another_event_is_not_taken_over() -> None:
    found = when("The convoy left at 4 p.m. on Sunday. The army shelled the port.", "shelled")
    assert (found.start, found.end, found.precision) == ("2020-01-05", "2020-01-05", "day")


def test_a_clock_is_of_the_day_that_its_paragraph_told_two_sentences_before() -> None:
    text = "Gunmen stormed the market on Sunday. The governor spoke of a failure. At 3 p.m. they fired on guards."
    assert days(text, "fired") == ("2020-01-05", "2020-01-05")


def test_a_clock_of_a_later_paragraph_is_of_the_day_of_publication() -> None:
    text = "Gunmen stormed the market on Sunday.\n\nThe governor spoke of a failure. He is ill. At 3 p.m. guards fired."
    assert days(text, "fired") == ("2020-01-08", "2020-01-08")
