"""Groups as actors and recipients: each member is listed, in the words of the group."""

from collections.abc import Callable

import pytest

from onrecord.model import Participant, Report

Code = Callable[[str], tuple[Report, ...]]


def _report(code: Code, text: str, trigger: str) -> Report:
    found = [r for r in code(text) if r.trigger.text == trigger]
    assert found, [r.trigger.text for r in code(text)]
    return found[-1]


def _told(parties: tuple[Participant, ...]) -> list[tuple[str, str]]:
    return [(p.text, p.name) for p in parties]


@pytest.mark.parametrize(
    ("text", "trigger", "words", "members"),
    [
        pytest.param(
            "India and Pakistan exchanged fire in Kashmir. Both sides accused each other of breaking the truce.",
            "accused", "Both sides", ["India", "Pakistan"], id="both sides",
        ),
        pytest.param(
            "India and Pakistan exchanged fire in Kashmir. The two countries accused each other of lying.",
            "accused", "The two countries", ["India", "Pakistan"], id="the two countries",
        ),
        pytest.param(
            "President Emmanuel Macron met Chancellor Angela Merkel in Paris. The two leaders signed a treaty.",
            "signed", "The two leaders", ["Emmanuel Macron", "Angela Merkel"], id="the two leaders",
        ),
        pytest.param(
            "President Emmanuel Macron met Chancellor Angela Merkel in Paris. They condemned the attack.",
            "condemned", "They", ["Emmanuel Macron", "Angela Merkel"], id="they who met",
        ),
        pytest.param(
            "President Emmanuel Macron met Chancellor Angela Merkel in Paris. The pair condemned North Korea.",
            "condemned", "The pair", ["Emmanuel Macron", "Angela Merkel"], id="the pair",
        ),
        pytest.param(
            "Armenia and Azerbaijan signed an agreement. The neighbours agreed to release prisoners.",
            "agreed", "The neighbours", ["Armenia", "Azerbaijan"], id="the neighbours",
        ),
        pytest.param(
            "Thailand and Cambodia clashed near a temple. The neighbors exchanged fire for three days.",
            "exchanged", "The neighbors", ["Thailand", "Cambodia"], id="the neighbors",
        ),
        pytest.param(
            "Armenia and Azerbaijan held talks on Tuesday. The rivals agreed to a ceasefire.",
            "agreed", "The rivals", ["Armenia", "Azerbaijan"], id="the rivals",
        ),
        pytest.param(
            "The Colombian government and the FARC held talks in Havana. The parties agreed to a truce.",
            "agreed", "The parties", ["Colombian government", "FARC"], id="the parties",
        ),
        pytest.param(
            "The Colombian government and the FARC held talks in Havana. The sides agreed to a truce.",
            "agreed", "The sides", ["Colombian government", "FARC"], id="the sides",
        ),
        pytest.param(
            "Ethiopia attacked Eritrea in May. Both countries rejected the proposal of the United Nations.",
            "rejected", "Both countries", ["Ethiopia", "Eritrea"], id="subject and object of one verb",
        ),
        pytest.param(
            "Vladimir Putin spoke with Recep Tayyip Erdogan. The two presidents discussed Syria.",
            "discussed", "The two presidents", ["Vladimir Putin", "Recep Tayyip Erdogan"], id="spoke with",
        ),
        pytest.param(
            "Vladimir Putin spoke with Recep Tayyip Erdogan. The presidents condemned the attack.",
            "condemned", "The presidents", ["Vladimir Putin", "Recep Tayyip Erdogan"], id="no number, but contact",
        ),
        pytest.param(
            "Serbia and Kosovo reached a deal. The two neighbours praised it. They thanked the European Union.",
            "thanked", "They", ["Serbia", "Kosovo"], id="they are the group before",
        ),
        pytest.param(
            "The United States and China imposed tariffs. Each country accused the other of theft.",
            "accused", "Each country", ["United States", "China"], id="each country",
        ),
        pytest.param(
            "Mali's army and Tuareg rebels clashed near Kidal. Both sides blamed each other for the violence.",
            "blamed", "Both sides", ["Malian army", "Tuareg rebels"], id="a side can be a group",
        ),
        pytest.param(
            "Police clashed with protesters in Beirut. The two sides threw stones at each other.",
            "threw", "The two sides", ["Police", "protesters"], id="clashed with",
        ),
        pytest.param(
            "Fatah and Hamas signed an accord in Cairo. The two factions agreed to release prisoners.",
            "agreed", "The two factions", ["Fatah", "Hamas"], id="the two factions",
        ),
        pytest.param(
            "Fatah and Hamas signed an accord in Cairo. The groups pledged to release prisoners.",
            "pledged", "The groups", ["Fatah", "Hamas"], id="the groups",
        ),
        pytest.param(
            "Poland, Hungary and Slovakia refused to accept migrants. The three countries criticized the bishops.",
            "criticized", "The three countries", ["Poland", "Hungary", "Slovakia"], id="three countries",
        ),
        pytest.param(
            "Merkel, Macron, Putin and Zelensky met in Paris. The four leaders agreed on a ceasefire.",
            "agreed", "The four leaders",
            ["Angela Merkel", "Emmanuel Macron", "Vladimir Putin", "Volodymyr Zelensky"], id="four leaders",
        ),
        pytest.param(
            "Spain rejected the plan. Italy and Portugal supported it. The two countries praised the bishops.",
            "praised", "The two countries", ["Italy", "Portugal"], id="the nearest coordination",
        ),
        pytest.param(
            "Ukraine and Russia exchanged prisoners. France and Germany welcomed it. Both countries praised the pope.",
            "praised", "Both countries", ["France", "Germany"], id="nearer than those who met",
        ),
        pytest.param(
            "Boeing and Airbus accused each other of dumping. The two companies criticized the ministry.",
            "criticized", "The two companies", ["Boeing", "Airbus"], id="companies",
        ),
        pytest.param(
            "Sanders and Biden debated in Iowa. The two candidates criticized Trump.",
            "criticized", "The two candidates", ["Bernie Sanders", "Joe Biden"], id="candidates",
        ),
        pytest.param(
            "Abiy Ahmed visited Asmara and met Isaias Afwerki. The leaders signed a treaty.",
            "signed", "The leaders", ["Abiy Ahmed", "Isaias Afwerki"], id="a second verb of one subject",
        ),
        pytest.param(
            "Putin spoke with Erdogan. Lavrov met Cavusoglu in Sochi. The two ministers discussed Idlib.",
            "discussed", "The two ministers", ["Sergei Lavrov", "Mevlut Cavusoglu"], id="the last who met",
        ),
        pytest.param(
            "The Philippines accused China of ramming a boat. The two countries called off talks.",
            "called off", "The two countries", ["Philippines", "China"], id="accuser and accused",
        ),
        pytest.param(
            "The foreign ministers of Greece and Turkey criticized Iran.",
            "criticized", "The foreign ministers of Greece and Turkey", ["Nikos Dendias", "Mevlut Cavusoglu"],
            id="holders of an office in two countries",
        ),
        pytest.param(
            "The foreign ministers of Greece and Turkey met. The two ministers criticized Iran.",
            "criticized", "The two ministers", ["Nikos Dendias", "Mevlut Cavusoglu"], id="the ministers again",
        ),
        pytest.param(
            "U.S. and Iraqi troops attacked the town.", "attacked", "U.S. and Iraqi troops",
            ["U.S. troops", "Iraqi troops"], id="troops of two countries",
        ),
    ],
)  # fmt: skip
def test_every_member_is_an_actor(
    code: Code, text: str, trigger: str, words: str, members: list[str]
) -> None:
    report = _report(code, text, trigger)
    assert _told(report.actors) == [(words, name) for name in members]
    start = report.actors[0].start
    assert {(p.start, p.end) for p in report.actors} == {(start, start + len(words))}
    assert text[start : start + len(words)] == words


@pytest.mark.parametrize(
    ("text", "trigger", "words", "members"),
    [
        pytest.param(
            "Japan and South Korea recalled their envoys. Washington urged both countries to hold talks.",
            "urged", "both countries", ["Japan", "South Korea"], id="who urges them is none of them",
        ),
        pytest.param(
            "Japan and South Korea recalled their envoys. Germany offered them help.",
            "offered", "them", ["Japan", "South Korea"], id="them",
        ),
        pytest.param(
            "Somalia and Kenya recalled their envoys. Germany asked the two neighbours to negotiate.",
            "asked", "the two neighbours", ["Somalia", "Kenya"], id="a third country comes between",
        ),
    ],
)  # fmt: skip
def test_every_member_is_a_recipient(
    code: Code, text: str, trigger: str, words: str, members: list[str]
) -> None:
    assert _told(_report(code, text, trigger).recipients) == [(words, name) for name in members]


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Russia and Ukraine blamed each other for the shelling.", "blamed"),
        ("Sudan and South Sudan accused one another of supporting rebels.", "accused"),
        ("Saudi Arabia and Iran threatened each other on Sunday.", "threatened"),
        ("Israel and Hamas fired rockets at each other on Saturday.", "fired"),
    ],
)
def test_what_two_do_to_each_other_has_actors_only(code: Code, text: str, trigger: str) -> None:
    report = _report(code, text, trigger)
    assert (len(report.actors), report.recipients) == (2, ())


def test_a_third_party_meets_both_members_of_a_group(code: Code) -> None:
    report = _report(code, "Egypt and Ethiopia quarrelled over the dam. Sudan met both countries.", "met")
    assert _told(report.actors) == [
        ("Sudan", "Sudan"),
        ("both countries", "Egypt"),
        ("both countries", "Ethiopia"),
    ]
    assert report.recipients == ()


def test_members_have_country_and_sector_of_their_own(code: Code) -> None:
    text = "The Colombian government and the FARC held talks. The two sides signed a peace deal."
    actors = _report(code, text, "signed").actors
    assert [(p.country, p.sector) for p in actors] == [("COL", "GOV"), ("COL", "REB")]
    text = "Riyadh and Tehran agreed to restore ties. The two governments criticized Israel."
    actors = _report(code, text, "criticized").actors
    assert [(p.country, p.sector) for p in actors] == [("SAU", "GOV"), ("IRN", "GOV")]


@pytest.mark.parametrize(
    ("text", "trigger", "name"),
    [
        pytest.param("The two sides met in Geneva on Monday.", "met", "sides", id="nobody named before"),
        pytest.param(
            "Kenya, Uganda and Rwanda signed a treaty. The two countries criticized Iran.",
            "criticized", "countries", id="two of three",
        ),
        pytest.param(
            "Macron met Merkel in Paris. Two leaders of the opposition criticized Iran.",
            "criticized", "leaders of the opposition", id="two others",
        ),
        pytest.param(
            "Kenya and Rwanda signed a treaty. Many countries criticized Iran.", "criticized", "countries", id="many",
        ),
        pytest.param(
            "Kenya and Rwanda signed a treaty. The two countries which stayed away criticized Iran.",
            "criticized", "countries", id="a clause says which",
        ),
        pytest.param(
            "Thousands of protesters marched in Minsk. They criticized Iran.", "criticized", "protesters", id="one group",
        ),
    ],
)  # fmt: skip
def test_a_group_that_is_not_clear_stays_what_it_is_called(
    code: Code, text: str, trigger: str, name: str
) -> None:
    assert [p.name for p in _report(code, text, trigger).actors] == [name]
