"""Where an event happened, told by the words that join it to a place."""

from dataclasses import replace

import pytest

from onrecord.model import Article, Place
from onrecord.reading.layers import Reading
from onrecord.reading.places import Places
from onrecord.reading.syntax import load_pipeline, sentence_spans
from onrecord.reading.where import place_of


def where(text: str, trigger: str) -> Place | None:
    doc = load_pipeline()(text)
    reading = Reading(article=Article(id="a", text=text), doc=doc, sentences=sentence_spans(doc))
    reading = replace(reading, **Places()(reading))
    token = next(t for t in doc if t.text == trigger)
    sentence = next(s for s in reading.sentences if s[0] <= token.idx < s[1])
    return place_of(reading, sentence, token.i)


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        ("Gunmen killed five people at a market in the northern city of Mosul.", "killed", "Mosul"),
        ("In Kabul, a bomb killed three policemen.", "killed", "Kabul"),
        ("Iran attacked barracks in Iraq that house foreign troops.", "attacked", "Iraq"),
        ("Rebels seized Goma, the largest city in eastern Congo.", "seized", "Goma"),
        ("Aleppo was shelled overnight.", "shelled", "Aleppo"),
        ("The shelling of Aleppo continued on Friday.", "shelling", "Aleppo"),
        ("France withdrew its soldiers from Mali.", "withdrew", "Mali"),
        ("An airstrike near Baghdad airport killed a commander.", "killed", "Baghdad"),
        ("Workers marched through central London against the new law.", "marched", "London"),
        ("Officials in Washington said that Turkish soldiers had entered Syria.", "entered", "Syria"),
        ("Ten people were killed when a bomb exploded outside a mosque in Kirkuk.", "killed", "Kirkuk"),
        ("A rocket attack on a base near Kirkuk killed a soldier.", "killed", "Kirkuk"),
        ("Soviet troops encircled Berlin.", "encircled", "Berlin"),
        ("Gunmen killed nine people in the city of Homs in western Syria.", "killed", "Homs"),
        ("Shells hit the Syrian town of Kobani.", "hit", "Kobani"),
        ("Ministers held talks on Gaza in Cairo.", "held", "Cairo"),
        ("Jets hit a warehouse in a raid on Beirut's southern suburbs.", "hit", "Beirut"),
        ("Rebels fired on a bus on the road between Homs and Hama.", "fired", "Homs"),
        ("Bandits shot a teacher in her house in Homs and torched a school in Hama.", "shot", "Homs"),
        ("Police condemned a bombing in Kirkuk that wounded nine.", "wounded", "Kirkuk"),
        ("Four guards were killed by an ambush near Kirkuk.", "killed", "Kirkuk"),
        ("The army pulled out of Hama.", "pulled", "Hama"),
        ("Six men were killed and 20 wounded in Homs, according to the ministry in Hama.", "killed", "Homs"),
        ("The army answered with a raid on a camp in Hama.", "answered", "Hama"),
        ("TRIPOLI, Lebanon (AP) - Gunmen killed two soldiers on Tuesday.", "killed", "TRIPOLI"),
        ("Drones struck a Russian base in Syria.", "struck", "Syria"),
    ],
)
def test_a_place_joined_to_the_event_is_its_place(text: str, trigger: str, place: str) -> None:
    found = where(text, trigger)
    assert found is not None
    assert found.text == place


def test_of_two_places_the_more_exact_one() -> None:
    found = where("Iran attacked the Al Asad air base in Iraq's Anbar province.", "attacked")
    assert found is not None
    assert found.precision == "point"


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Iran attacked on Tuesday.", "attacked"),
        ("Russia condemned the United States on Monday.", "condemned"),
        ("The president of Turkey resigned.", "resigned"),
        ("China accused Australia of spying.", "accused"),
        ("The minister condemned the attack on the airport in Tripoli.", "condemned"),
        ("Turkey called for a ceasefire in Libya.", "called"),
        ("They agreed to meet in Oslo.", "agreed"),
        (
            "Iran fired missiles at the Al Asad and Erbil bases in retaliation for the killing of a general.",
            "killing",
        ),
        ("Rebels shelled Aleppo after the army killed their leader.", "killed"),
        ("Oman will host talks between Iran and Iraq.", "host"),
        ("Britain called on Sudan to free the men.", "called"),
        ("Oman mediated between Iran and Iraq.", "mediated"),
        ("The bloc tightened sanctions on Syria.", "tightened"),
    ],
)
def test_who_acts_or_is_addressed_is_no_place(text: str, trigger: str) -> None:
    assert where(text, trigger) is None


def test_a_nationality_before_a_piece_of_ground_gives_the_country() -> None:
    place = where("Iran fired a dozen missiles at two Iraqi bases on Tuesday.", "fired")
    assert place is not None
    assert (place.text, place.country, place.precision) == ("Iraqi", "IRQ", "country")


def test_a_nationality_before_people_gives_none() -> None:
    assert where("Gunmen fired at two Iraqi officers.", "fired") is None


def test_the_place_of_the_speaker_is_not_that_of_what_he_tells() -> None:
    place = where("A spokesman in Brussels said that rebels had burned a village.", "burned")
    assert place is None


def test_a_dateline_counts_where_its_sentence_names_no_other_place() -> None:
    found = where("KABUL (AP) — A suicide bomber killed twelve people at a wedding.", "killed")
    assert found is not None
    assert found.text == "KABUL"


def test_a_dateline_does_not_count_where_another_country_is_named() -> None:
    assert where("WASHINGTON (AP) — Iran launched missiles at American soldiers.", "launched") is None


def test_a_dateline_does_not_count_for_later_sentences() -> None:
    assert (
        where("KABUL (AP) — It was a quiet day. A bomber killed twelve people at a wedding.", "killed")
        is None
    )


def test_an_event_in_a_sentence_without_places_has_none() -> None:
    assert where("Soldiers shot two men.", "shot") is None


def test_a_country_is_never_put_on_its_capital() -> None:
    found = where("Drones struck a barracks in Syria.", "struck")
    assert found is not None
    assert found.precision == "country"
    assert found.lat is not None
    assert found.lon is not None
    assert abs(found.lat - 33.51) + abs(found.lon - 36.29) > 1  # Damascus


def test_where_somebody_did_not_go_is_no_place_of_what_he_did_beside_it() -> None:
    assert where("The king cancelled a trip to Ethiopia and met his ministers.", "met") is None


def test_where_somebody_flew_is_the_place_of_what_he_did_there() -> None:
    found = where("The king flew to Ethiopia and met its president.", "met")
    assert found is not None
    assert found.name == "Ethiopia"


def test_the_place_of_the_last_of_joined_clauses_is_that_of_the_first() -> None:
    place = where("Nine people were killed and 30 injured when a bomb exploded in Kirkuk.", "killed")
    assert place is not None
    assert place.name == "Kirkuk"
