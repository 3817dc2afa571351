from pathlib import Path

import pytest

from onrecord.model import OnRecordError
from onrecord.ontology import (
    context_words,
    contexts,
    default_lexicon,
    event_types,
    light_verbs,
    load_lexicon,
    means,
)


def test_the_lexicon_is_broad() -> None:
    verbs, nouns = default_lexicon().sizes
    assert verbs >= 900
    assert nouns >= 400


def test_every_type_has_verbs_and_nouns_of_its_own() -> None:
    lexicon = default_lexicon()
    for senses, least in ((lexicon.verbs, 15), (lexicon.nouns, 2)):
        told = [s.event_type for many in senses.values() for s in many]
        for kind in event_types():
            assert told.count(kind) >= least, kind


def test_the_sense_that_asks_most_comes_first() -> None:
    for senses in default_lexicon().verbs.values():
        asked = [s.specificity for s in senses]
        assert asked == sorted(asked, reverse=True)


def test_no_sense_stands_twice() -> None:
    lexicon = default_lexicon()
    for table in (lexicon.verbs, lexicon.nouns):
        entries = [(s.lemma, s.entry) for many in table.values() for s in many]
        assert len(entries) == len(set(entries))


def test_weights_are_probabilities() -> None:
    lexicon = default_lexicon()
    for table in (lexicon.verbs, lexicon.nouns):
        assert all(0 < s.weight <= 1 for many in table.values() for s in many)


def test_a_users_entry_wins_over_the_shipped_one(tmp_path: Path) -> None:
    own = tmp_path / "verbs-own.psv"
    own.write_text("condemn | o | SUPPORT | | s | o\n", "utf8")
    senses = load_lexicon([own]).verbs["condemn"]
    sense = next(s for s in senses if [c.written for c in s.conditions] == ["o"])
    assert (sense.event_type, sense.entry) == ("SUPPORT", "verbs-own:1")


@pytest.mark.parametrize(
    ("line", "reason"),
    [("greet | o | HUG | | s | o", "no event type 'HUG'"), ("greet | o | CONSULT/hug | | s | o", "no mode 'hug'"),
     ("greet | q | CONSULT | | s | o", "no condition 'q'"), ("greet | o:@nobody | CONSULT | | s | o", "no word class 'nobody'")],
)  # fmt: skip
def test_a_bad_entry_is_named_with_file_line_and_reason(tmp_path: Path, line: str, reason: str) -> None:
    own = tmp_path / "verbs-own.psv"
    own.write_text(f"# a comment\n{line}\n", "utf8")
    with pytest.raises(OnRecordError, match=rf"verbs-own\.psv, line 2: .*{reason}"):
        load_lexicon([own])


def test_word_lists_name_what_the_tables_know() -> None:
    assert set(context_words().values()) <= set(contexts())
    for kind, modes in means().items():
        assert set(modes.values()) <= set(event_types()[kind].modes)
    assert not light_verbs()["doer"] & {"condemn", "kill"}
