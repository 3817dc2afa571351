"""Classes, entries and removals of a user's own: what they do to the lexicon, and what is wrong with them."""

import pytest

from onrecord.ontology import default_lexicon
from tests.ontology.own import EVACUATE, loaded, problem

_ENTRY = '[[verbs]]\nwords = "curtsy"\ntype = "CONSULT"\n'


class TestEntries:
    def test_an_entry_is_a_sense(self) -> None:
        text = '[[verbs]]\nwords = ["curtsy", "nod_to"]\ntype = "CONSULT/visit"\nwhen = "o -p:with=@forces"\ncontexts = "diplomatic"\nweight = 0.7\n'
        ontology = loaded(text)
        (curtsy,) = ontology.lexicon.verbs["curtsy"]
        assert (curtsy.entry, curtsy.kind, curtsy.contexts, curtsy.weight) == (
            "own-verbs:1",
            "CONSULT/visit",
            ("diplomatic",),
            0.7,
        )
        assert [(c.written, c.negated) for c in curtsy.conditions] == [
            ("o", False),
            ("-p:with=@forces", True),
        ]
        nod = next(s for s in ontology.lexicon.verbs["nod"] if s.entry == "own-verbs:1.1")
        assert (nod.words, nod.particles) == ("nod_to", ("to",))
        assert ontology.places == {"own-verbs:1": "own.toml, line 1"}

    def test_slots_of_verbs_and_nouns_when_none_are_given(self) -> None:
        lexicon = loaded(_ENTRY + '[[nouns]]\nwords = "state_banquet"\ntype = "CONSULT"\n').lexicon
        (verb,) = lexicon.verbs["curtsy"]
        noun = next(s for s in lexicon.nouns["banquet"] if s.words == "state_banquet")
        assert (verb.actors, verb.recipients) == (("s",), ("o",))
        assert (noun.actors, noun.recipients) == (("by", "'s", "ls"), ("of",))

    def test_slots_as_given(self) -> None:
        more = 'actor = ["by", "s"]\nrecipient = "-"\nreciprocal = true\n'
        (sense,) = loaded(_ENTRY + more).lexicon.verbs["curtsy"]
        assert (sense.actors, sense.recipients, sense.reciprocal) == (("by", "s"), (), True)

    def test_a_sense_that_tells_no_event(self) -> None:
        (sense,) = loaded(_ENTRY.replace("CONSULT", "-")).lexicon.verbs["curtsy"]
        assert (sense.event_type, sense.kind) == (None, "-")

    def test_it_wins_where_a_shipped_one_asks_as_much(self) -> None:
        shipped = default_lexicon().verbs["condemn"]
        own = loaded('[[verbs]]\nwords = "condemn"\ntype = "SUPPORT"\nwhen = "o"\n').lexicon.verbs["condemn"]
        assert len(own) == len(shipped) + 1
        plain = next(s for s in own if [c.written for c in s.conditions] == ["o"])
        assert plain.event_type == "SUPPORT"

    def test_replace_drops_the_shipped_senses_of_exactly_these_words(self) -> None:
        text = '[[verbs]]\nwords = "call"\ntype = "CONSULT/phone"\nreplace = true\n'
        calls = loaded(text).lexicon.verbs["call"]
        assert [s.entry for s in calls if s.words == "call"] == ["own-verbs:1"]
        assert {s.words for s in calls} == {s.words for s in default_lexicon().verbs["call"]}

    def test_other_lemmas_stay_as_they_are(self) -> None:
        own, shipped = loaded(_ENTRY).lexicon, default_lexicon()
        assert {k: v for k, v in own.verbs.items() if k != "curtsy"} == shipped.verbs
        assert own.nouns == shipped.nouns

    def test_a_users_class_in_a_condition(self) -> None:
        text = '[classes]\nvessel = "ship fishing_boat @captive"\n' + _ENTRY + 'when = "o:@vessel"\n'
        (sense,) = loaded(text).lexicon.verbs["curtsy"]
        assert sense.conditions[0].words >= {"ship", "fishing boat", "hostage"}

    @pytest.mark.parametrize(
        ("more", "reason"),
        [('when = "q"', "line 4: [[verbs]] 1: no condition 'q'"),
         ('when = "lv"', "line 4: [[verbs]] 1: no condition 'lv' of a verb; there are 's, O,"),
         ('when = "p"', "line 4: [[verbs]] 1: 'p' needs a preposition, as in 'p:with'"),
         ('when = "s"', "line 4: [[verbs]] 1: 's' needs words, as in 's:army,police'"),
         ('when = "o:@force"', "line 4: [[verbs]] 1: no word class 'force' (did you mean 'forces'?); add it under [classes]"),
         ('actor = "subj"', "line 4: [[verbs]] 1: no slot 'subj'; a verb has s, o, i,"),
         ('recipient = "ls"', "line 4: [[verbs]] 1: no slot 'ls'"),
         ('contexts = "militry"', "line 4: [[verbs]] 1: no context 'militry' (did you mean 'military'?)"),
         ("weight = 0", "line 4: [[verbs]] 1: 'weight': 0 is no probability; give more than 0 and at most 1"),
         ("weight = 1.5", "'weight': 1.5 is no probability"),
         ("replace = true", "line 4: [[verbs]] 1: 'replace': the shipped lexicon has no verb 'curtsy'; leave 'replace' out"),
         ("replace = 'yes'", "line 4: [[verbs]] 1: 'replace': Expected `bool`")],
    )  # fmt: skip
    def test_a_bad_field_is_told_with_its_line(self, more: str, reason: str) -> None:
        assert reason in problem(_ENTRY + more + "\n")

    @pytest.mark.parametrize(
        ("kind", "reason"),
        [("HUG", "no event type 'HUG'; name one of AGREE,"), ("ASAULT", "no event type 'ASAULT' (did you mean 'ASSAULT'?)"),
         ("HUG", "or add [types.HUG]"), ("CONSULT/hug", "CONSULT has no mode 'hug'; its modes are visit, third-party,"),
         ("AID/hug", "its modes are none; more can be added under [types.AID]"), ("", "no event type ''")],
    )  # fmt: skip
    def test_an_unknown_type_or_mode_is_told(self, kind: str, reason: str) -> None:
        told = problem(_ENTRY.replace("CONSULT", kind))
        assert told.startswith("own.toml, line 3: [[verbs]] 1: ")
        assert reason in told

    @pytest.mark.parametrize("words", ["Greet", "call-on-", "a|b", "on_", "3rd", "_on"])
    def test_what_is_no_lemma(self, words: str) -> None:
        if words == "call-on-":  # odd, but a word: it only never occurs
            assert loaded(_ENTRY.replace("curtsy", words)).lexicon.verbs[words]
            return
        assert f"'{words}' is no lemma" in problem(_ENTRY.replace("curtsy", words))

    def test_no_words_at_all(self) -> None:
        assert "'words' is empty" in problem(_ENTRY.replace("curtsy", "  "))

    def test_a_duplicate_names_the_first(self) -> None:
        again = '[[verbs]]\nwords = "smile curtsy"\ntype = "AID"\nwhen = "o p:with"\n'
        first = _ENTRY + 'when = ["p:with", "o"]\n'
        assert problem(first + again) == (
            "own.toml, line 5: [[verbs]] 2: 'curtsy' under the same conditions is already in [[verbs]] 1; drop one of the two"
        )
        assert "is already in [[verbs]] 1" in problem(_ENTRY.replace("curtsy", "curtsy curtsy") + _ENTRY)

    def test_a_word_may_be_verb_and_noun(self) -> None:
        assert loaded(_ENTRY + _ENTRY.replace("verbs", "nouns")).lexicon.nouns["curtsy"]


class TestClasses:
    @pytest.mark.parametrize(
        ("line", "reason"),
        [('forces = "x"', "'forces' is a class of the shipped lexicon or stands twice; choose another name"),
         ('Vessel = "x"', "'Vessel' is no name of a class"),
         ("vessel = 3", "'vessel': expected words, as in vessel ="),
         ("vessel = [3]", "'vessel': expected words"),
         ('vessel = "ship @captives"', "'vessel': no word class '@captives' (did you mean '@captive'?)"),
         ('vessel = "ship @later"\nlater = "x"', "'vessel': no word class '@later'")],
    )  # fmt: skip
    def test_a_bad_class_is_told_with_its_line(self, line: str, reason: str) -> None:
        told = problem(f"[classes]\n{line}\n")
        assert told.startswith("own.toml, line 2: [classes]: ")
        assert reason in told


class TestRemovals:
    def _senses(self, text: str, verb: str) -> list[str]:
        return [s.entry for s in loaded(text).lexicon.verbs.get(verb, ()) if s.words == verb]

    def test_all_senses_of_a_word(self) -> None:
        assert self._senses('[[remove]]\nverbs = "storm"\n', "storm") == []
        assert any(s.words == "storm" for s in default_lexicon().verbs["storm"])

    def test_the_senses_of_a_type_or_of_a_mode(self) -> None:
        shipped = [s for s in default_lexicon().verbs["storm"] if s.words == "storm"]
        left = [s.entry for s in shipped if s.event_type != "ASSAULT"]
        assert self._senses('[[remove]]\nverbs = "storm"\ntype = "ASSAULT"\n', "storm") == left
        riots = [s.entry for s in shipped if s.mode == "riot"]
        assert riots
        kept = self._senses('[[remove]]\nverbs = "storm"\ntype = "PROTEST/riot"\n', "storm")
        assert not set(kept) & set(riots)

    def test_the_senses_that_block(self) -> None:
        kept = self._senses('[[remove]]\nverbs = "kill"\ntype = "-"\n', "kill")
        shipped = default_lexicon().verbs["kill"]
        assert kept == [s.entry for s in shipped if s.words == "kill" and s.event_type is not None]

    def test_one_entry(self) -> None:
        entry = next(s.entry for s in default_lexicon().verbs["storm"] if s.words == "storm")
        assert entry not in self._senses(f'[[remove]]\nverbs = "storm"\nentry = "{entry}"\n', "storm")

    def test_nouns_with_the_words_before_them(self) -> None:
        nouns = loaded('[[remove]]\nnouns = "peace_talk"\n').lexicon.nouns["talk"]
        assert "peace_talk" not in {s.words for s in nouns}
        assert "talk" in {s.words for s in nouns}

    def test_what_was_removed_can_be_added_anew(self) -> None:
        text = '[[remove]]\nverbs = "storm"\n\n[[verbs]]\nwords = "storm"\ntype = "ASSAULT"\nwhen = "o"\n'
        assert self._senses(text, "storm") == ["own-verbs:1"]

    @pytest.mark.parametrize(
        ("body", "reason"),
        [('verbs = "curtsy"', "no verb 'curtsy' in the shipped lexicon"),
         ('verbs = "call_at"', "no verb 'call_at' in the shipped lexicon"),
         ('verbs = "storm"\ntype = "AID"', "no sense AID of the verb 'storm'; its senses: ASSAULT (verbs-sure:"),
         ('verbs = "storm"\nentry = "verbs-aid:1"', "no sense verbs-aid:1 of the verb 'storm'; its senses: "),
         ('type = "AID"', "names nothing; give verbs ="),
         ("nouns = 3", "'nouns': Expected `str | array`")],
    )  # fmt: skip
    def test_a_removal_of_nothing_says_what_there_is(self, body: str, reason: str) -> None:
        told = problem(f"[[remove]]\n{body}\n")
        assert "[[remove]] 1: " in told
        assert reason in told


def test_an_entry_of_a_users_own_type() -> None:
    (sense,) = loaded(EVACUATE + _ENTRY.replace("CONSULT", "EVACUATE")).lexicon.verbs["curtsy"]
    assert sense.event_type == "EVACUATE"
