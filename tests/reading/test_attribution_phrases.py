from __future__ import annotations

from onrecord.model import Article
from onrecord.reader import default_reader
from onrecord.reading.attributions import chain_of


def _chain(text: str, words: str) -> list[tuple[str | None, str]]:
    reading = default_reader().layers(Article(id="t", text=text))
    start = text.rindex(words)
    links = chain_of(reading, start, start + len(words))
    return [(k.source.name if k.source else None, k.stance) for k in links]


def _sources(text: str) -> list[str]:
    record = default_reader().read(Article(id="t", text=text))
    return [" ".join(text[b:e] for b, e in a.source) for a in record.attributions]


def test_source_is_a_whole_noun_phrase() -> None:
    text = (
        "A nurse familiar with the case, who asked not to be named, said the guards had beaten two prisoners."
    )
    assert not any(source.split()[-1:] == ["the"] for source in _sources(text))


def test_imperative_is_nobodys_word() -> None:
    assert "" not in _sources("Do not forget that the museum closes at noon. Imagine that you are late.")


def test_act_of_speech_that_another_tells_of_is_a_link() -> None:
    text = "The envoy told the press that Kenya had promised to rebuild the bridge."
    assert [stance for _, stance in _chain(text, "rebuild")] == ["says", "promises"]


def test_promise_that_could_be_made_is_no_link() -> None:
    text = "The envoy told the press that Kenya could promise to rebuild the bridge."
    assert [stance for _, stance in _chain(text, "rebuild")] == ["says"]


def test_who_is_quoted_as_saying_stands_within_who_quotes() -> None:
    text = "The newspaper Dagbladet quoted a teacher as saying that the police had beaten two boys."
    assert len(_chain(text, "beaten")) == 2


def test_who_is_quoted_before_the_verb_is_a_link() -> None:
    text = "The Oslo Courier, quoting a harbour official, reported that the pirates had freed the crew."
    assert [stance for _, stance in _chain(text, "freed")] == ["reports", "says"]


def test_form_of_address_names_a_person() -> None:
    text = 'Ms Okello lost her shop in the raid.\n\n"They burned the shelves," she said.'
    assert _chain(text, "burned") == [("Okello", "says")]
