"""What a number counts and what befell those counted: one construction a sentence, in sentences of our own."""

from __future__ import annotations

from functools import cache

import pytest

from onrecord.model import Article
from onrecord.reading import Quantities, QuantityNode, Reading, load_pipeline

Told = tuple[str, float | None, float | None, bool]


@cache
def _nodes(text: str) -> tuple[QuantityNode, ...]:
    reading = Reading(article=Article(id="t", text=text), doc=load_pipeline()(text))
    nodes: tuple[QuantityNode, ...] = Quantities()(reading)["quantities"]
    return nodes


def _told(text: str, *, earlier: bool) -> list[Told]:
    found = (n.quantity for n in _nodes(text) if n.earlier == earlier)
    return [(q.of, q.low, q.high, q.exact) for q in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Three soldiers, a policeman and two civilians were killed in the ambush.", [("killed", 3, 3, True), ("killed", 1, 1, True), ("killed", 2, 2, True)]),
        ("The death of four miners shook the valley.", [("killed", 4, 4, True)]),
        ("The quake left a death toll of 34.", [("killed", 34, 34, True)]),
        ("The bombing left 34 dead.", [("killed", 34, 34, True)]),
        ("34 dead, dozens hurt in ferry fire", [("killed", 34, 34, True), ("injured", 24, None, False)]),
        ("The army reported 12 casualties.", [("casualties", 12, 12, True)]),
        ("The shelling caused no casualties.", [("casualties", 0, 0, True)]),
        ("Half of the 300 hostages were freed.", [("rescued", 150, 150, False)]),
        ("Two of the five suspects were arrested.", [("arrested", 2, 2, True), ("people", 5, 5, True)]),
        ("Two of the five soldiers died on Sunday.", [("killed", 2, 2, True), ("troops", 5, 5, True)]),
        ("Three of the wounded were children.", [("injured", 3, 3, True)]),
        ("The company agreed to pay $1.2bn.", [("money", 1200000000, 1200000000, True)]),
        ("Berlin set aside €40m for shelters.", [("money", 40000000, 40000000, True)]),
        ("The state promised Rs 500 crore for victims.", [("money", 5000000000, 5000000000, True)]),
        ("Losses reached 20 lakh rupees.", [("money", 2000000, 2000000, True)]),
        ("He was fined HK$5,000.", [("money", 5000, 5000, True)]),
        ("The fund lost US$3.5 million.", [("money", 3500000, 3500000, True)]),
        ("About 1.5 million people fled the fighting.", [("displaced", 1500000, 1500000, False)]),
        ("Half a million people fled the province.", [("displaced", 500000, 500000, False)]),
        ("A quarter of a million people marched through Lisbon.", [("protesters", 250000, 250000, False)]),
        ("Between 20 and 25 hostages are still held.", [("hostages", 20, 25, False)]),
        ("20 to 25 rebels were killed.", [("killed", 20, 25, False)]),
        ("No fewer than 40 villagers drowned.", [("killed", 40, None, False)]),
        ("Nearly 60 students were wounded.", [("injured", 60, 60, False)]),
        ("Scores of demonstrators were detained.", [("arrested", 40, None, False)]),
        ("A handful of protesters stayed overnight.", [("protesters", 3, None, False)]),
        ("More than a dozen nurses were abducted.", [("hostages", 12, None, False)]),
        ("Four or five gunmen stormed the bank.", [("troops", 4, 5, False)]),
        ("Two or three people were hurt.", [("injured", 2, 3, False)]),
        ("Several hundred farmers blocked the road.", [("people", 300, None, False)]),
        ("A few thousand believers prayed in the square.", [("people", 3000, None, False)]),
        ("A 20,000-strong force was sent north.", [("troops", 20000, 20000, True)]),
        ("Not a single soldier was killed.", [("killed", 0, 0, True)]),
        ("Not one passenger was hurt.", [("injured", 0, 0, True)]),
        ("No one was hurt in the attack.", [("injured", 0, 0, True)]),
        ("The missiles landed without casualties.", [("casualties", 0, 0, True)]),
        ("Some 30+ rockets were fired at the town.", [("weapons", 30, None, False)]),
        ("At least 30, and possibly as many as 50, people were killed.", [("killed", 30, 50, False)]),
        ("Dozens of parents and teachers marched on the ministry.", [("protesters", 24, None, False)]),
        ("Six governors signed the letter.", [("people", 6, 6, True)]),
        ("Nine senators and three judges resigned.", [("people", 9, 9, True), ("people", 3, 3, True)]),
        ("12 babies died in the ward.", [("killed", 12, 12, True)]),
        ("The number of dead rose to 41.", [("killed", 41, 41, True)]),
        ("The number of troops in the province fell to 5,000.", [("troops", 5000, 5000, True)]),
        ("The number of those detained stands at 213.", [("arrested", 213, 213, True)]),
        ("The toll was revised down to 8.", [("killed", 8, 8, True)]),
        ("Germany took in 1 million refugees.", [("refugees", 1000000, 1000000, True)]),
        ("Canada will admit 100,000 or 200,000 Syrian refugees.", [("refugees", 100000, 200000, False)]),
        ("The town, a community of over 3,000, was cut off.", [("people", 3000, None, False)]),
        ("A crowd of 5,000 gathered outside the palace.", [("people", 5000, 5000, True)]),
        ("The city's population has grown by 40,000.", [("people", 40000, 40000, True)]),
        ("Two Navy patrol boats were seized.", [("vehicles", 2, 2, True)]),
        ("The police arrested 14 suspects and seized 30 rifles.", [("arrested", 14, 14, True), ("weapons", 30, 30, True)]),
        ("Of the 40 people rescued, 12 were children.", [("rescued", 40, 40, True), ("people", 12, 12, True)]),
        ("121 adults and children were taken into custody.", [("arrested", 121, 121, True)]),
        ("Seven inmates escaped from the jail.", [("people", 7, 7, True)]),
        ("Five of them died.", [("killed", 5, 5, True)]),
        ("One of them died.", [("killed", 1, 1, True)]),
        ("He was one of 20 students killed.", [("killed", 20, 20, True)]),
        ("Hundreds of supporters of the mayor protested outside the court.", [("protesters", 200, None, False)]),
        ("Hundreds demonstrating against the law were dispersed.", [("protesters", 200, None, False)]),
        ("Dozens were trapped in the mine.", [("people", 24, None, False)]),
        ("Thousands gathered in the main square to protest.", [("protesters", 2000, None, False)]),
        ("Organizers expect thousands at the rally.", [("protesters", 2000, None, False)]),
        ("Thousands of demonstrators, many of them students, blocked the bridge.", [("protesters", 2000, None, False)]),
        ("An explosion wounded at least 16 others.", [("injured", 16, None, False)]),
        ("Another 25 were injured.", [("injured", 25, 25, True)]),
        ("The clashes left three dead and 20 wounded, five of them critically.", [("killed", 3, 3, True), ("injured", 20, 20, True), ("injured", 5, 5, True)]),
        ("Some 11,000 militants surrendered.", [("troops", 11000, 11000, False)]),
        ("The alliance will send up to 4,000 extra troops.", [("troops", None, 4000, False)]),
        ("The navy has 12 frigates and 4 submarines.", [("vehicles", 12, 12, True), ("vehicles", 4, 4, True)]),
        ("Rebels shot down two helicopters.", [("vehicles", 2, 2, True)]),
        ("Two-thirds of the 90 villages were burnt.", [("buildings", 60, 60, False)]),
        ("The poll of 1,200 adults found 40% in favour.", [("people", 1200, 1200, True)]),
        ("A woman and her two sons were shot dead.", [("killed", 1, 1, True), ("killed", 2, 2, True)]),
        ("The gunman shot 12 people, killing five.", [("injured", 12, 12, True), ("killed", 5, 5, True)]),
        ("The blast killed him and four others.", [("killed", 4, 4, True)]),
        ("The regime has jailed 200 journalists since 2016.", [("arrested", 200, 200, True)]),
        ("Eleven sailors are unaccounted for.", [("missing", 11, 11, True)]),
        ("Three climbers went missing.", [("missing", 3, 3, True)]),
        ("More than 6,000 people have been forced from their homes.", [("displaced", 6000, None, False)]),
        ("The storm left 10,000 homeless.", [("displaced", 10000, 10000, True)]),
        ("Millions were uprooted.", [("displaced", 2000000, None, False)]),
        ("Turkey deported 30 Iraqis.", [("expelled", 30, 30, True)]),
        ("The two countries swapped 10 prisoners.", [("people", 10, 10, True)]),
        ("Islamist gunmen kidnapped more than 100 schoolgirls.", [("hostages", 100, None, False)]),
        ("Two men were charged with murder.", [("people", 2, 2, True)]),
        ("Two brothers went on trial.", [("people", 2, 2, True)]),
        ("The camp holds 70,000 people, most of them women and children.", [("people", 70000, 70000, True)]),
        ("The hospital treated 17 people for burns.", [("injured", 17, 17, True)]),
        ("Four Americans and an Iraqi died.", [("killed", 4, 4, True), ("killed", 1, 1, True)]),
        ("The attack claimed the lives of 22 pilgrims.", [("killed", 22, 22, True)]),
        ("At least 80 lives were lost.", [("killed", 80, None, False)]),
        ("The raid cost 14 lives.", [("killed", 14, 14, True)]),
        ("The explosion injured as many as ten.", [("injured", None, 10, False)]),
        ("More than 2,000 personnel from 11 nations took part.", [("troops", 2000, None, False)]),
        ("They have two children.", [("people", 2, 2, True)]),
        ("Workers at 20 factories went on strike.", [("buildings", 20, 20, True)]),
        ("Hizbollah has lost over 6,000 dead and wounded.", [("casualties", 6000, None, False)]),
        ("The king pardoned 400 convicts.", [("people", 400, 400, True)]),
        ("Nobody asked about the deal.", [("people", 0, 0, True)]),
        ("No journalist was allowed in.", [("people", 0, 0, True)]),
        ("No one claimed responsibility.", [("people", 0, 0, True)]),
        ("Several said they would not vote.", [("people", 3, None, False)]),
        ("Several were arrested.", [("arrested", 3, None, False)]),
        ("Dozens held candles.", [("people", 24, None, False)]),
        ("The city gave “millions” in grants.", [("money", 2000000, None, False)]),
        ("The group received hundreds of thousands in donations.", [("money", 200000, None, False)]),
        ("Profits rose 12 percent to 3 billion euros.", [("money", 3000000000, 3000000000, True)]),
        ("Aid worth between $2 million and $3 million arrived.", [("money", 2000000, 3000000, False)]),
        ("She donated $200 or less.", [("money", None, 200, False)]),
        ("They sold 3,000 shares at $20 each.", [("money", 20, 20, True)]),
        ("A bomb wounded four police officers and a bystander.", [("injured", 4, 4, True), ("injured", 1, 1, True)]),
        ("Gunmen killed a soldier and wounded two others.", [("killed", 1, 1, True), ("injured", 2, 2, True)]),
        ("The attackers, six of whom were killed, wore uniforms.", [("killed", 6, 6, True)]),
        ("The crash killed all 176 people on board.", [("killed", 176, 176, True)]),
        ("Everyone on board, 176 people, died.", [("killed", 176, 176, True)]),
        ("Of the dead, 50 were women.", [("people", 50, 50, True)]),
        ("There are 400 dead.", [("killed", 400, 400, True)]),
        ("Police said the dead included three children.", [("killed", 3, 3, True)]),
        ("Officials counted 34 bodies.", [("killed", 34, 34, True)]),
        ("Medics recovered 12 bodies from the rubble.", [("killed", 12, 12, True)]),
        ("Three gunmen killed 12 people.", [("troops", 3, 3, True), ("killed", 12, 12, True)]),
        ("Two people were killed by three gunmen.", [("killed", 2, 2, True), ("troops", 3, 3, True)]),
        ("Twelve gunmen took nine workers hostage.", [("troops", 12, 12, True), ("hostages", 9, 9, True)]),
        ("Two ministers condemned the killing.", [("people", 2, 2, True)]),
        ("Two officials said five soldiers died.", [("people", 2, 2, True), ("killed", 5, 5, True)]),
        ("Eight soldiers who killed 30 villagers were arrested.", [("arrested", 8, 8, True), ("killed", 30, 30, True)]),
        ("Police arrested three men who had killed a priest.", [("arrested", 3, 3, True), ("killed", 1, 1, True)]),
        ("Six officers guarding 200 prisoners were wounded.", [("injured", 6, 6, True), ("people", 200, 200, True)]),
        ("They were arrested before 300 guests.", [("people", 300, 300, True)]),
        ("He was jailed for killing three people.", [("killed", 3, 3, True)]),
        ("She was convicted of the murder of two women.", [("killed", 2, 2, True)]),
        ("Attackers with knives wounded 11 commuters, including four children.", [("injured", 11, 11, True), ("injured", 4, 4, True)]),
        ("Among the dead were 12 soldiers.", [("killed", 12, 12, True)]),
        ("The dead included five children.", [("killed", 5, 5, True)]),
        ("The victims were two soldiers.", [("troops", 2, 2, True)]),
        ("Thousands of people, waving placards, marched through Prague.", [("protesters", 2000, None, False)]),
        ("Organisers said 20,000 people attended, while police put the figure at 5,000.", [("people", 20000, 20000, True), ("people", 5000, 5000, True)]),
        ("Iran has 2,000 centrifuges and 60 missiles.", [("weapons", 2000, 2000, True), ("weapons", 60, 60, True)]),
        ("The fire killed seven and left 40 with burns.", [("killed", 7, 7, True), ("injured", 40, 40, True)]),
        ("Some 700 detainees were freed.", [("rescued", 700, 700, False)]),
        ("The pirates released 21 crew members.", [("rescued", 21, 21, True)]),
        ("The army said it had lost 14 men.", [("killed", 14, 14, True)]),
        ("More than 4,000 homes were destroyed.", [("buildings", 4000, None, False)]),
        ("The storm, which killed at least 9, left 1.2 million without power.", [("killed", 9, None, False)]),
        ("As many as 300 people may have drowned.", [("killed", None, 300, False)]),
        ("The blast killed dozens and wounded hundreds more.", [("killed", 24, None, False), ("injured", 200, None, False)]),
        ("The bombing killed one person.", [("killed", 1, 1, True)]),
        ("One person was killed and three others were hurt.", [("killed", 1, 1, True), ("injured", 3, 3, True)]),
        ("Estimates range from 100 to 250 dead.", [("killed", 100, 250, False)]),
        ("Between 100 and 250 people are feared dead.", [("killed", 100, 250, False)]),
        ("At least two dozen more are missing.", [("missing", 24, None, False)]),
        ("Twenty soldiers and as many civilians were killed.", [("killed", 20, 20, True)]),
        ("They killed a teacher, a nurse and a farmer.", [("killed", 1, 1, True), ("killed", 1, 1, True), ("killed", 1, 1, True)]),
        ("Half a dozen men were beaten and arrested.", [("arrested", 6, 6, False)]),
        ("More than half of the 80 wounded were children.", [("injured", 40, None, False)]),
        ("Two of them were children.", [("people", 2, 2, True)]),
        ("The convoy of 30 trucks carried 200 soldiers.", [("vehicles", 30, 30, True), ("troops", 200, 200, True)]),
        ("A police officer was shot dead.", [("killed", 1, 1, True)]),
        ("Three of his sons are in prison.", [("people", 3, 3, True)]),
        ("The government has spent billions on the war.", [("money", 2000000000, None, False)]),
        ("A suicide bomber killed himself and 12 others.", [("killed", 12, 12, True)]),
        ("The coalition carried out 23 air strikes.", [("strikes", 23, 23, True)]),
        ("Soldiers fired 40 shells at the town, killing five and injuring 13.", [("weapons", 40, 40, True), ("killed", 5, 5, True), ("injured", 13, 13, True)]),
        ("An estimated 60,000 people took part in the march.", [("protesters", 60000, 60000, False)]),
        ("Only 20 people turned up.", [("people", 20, 20, True)]),
        ("In all, 149 bodies have been found.", [("killed", 149, 149, True)]),
        ("None of the hostages were harmed.", [("injured", 0, 0, True)]),
        ("There were zero fatalities.", [("killed", 0, 0, True)]),
        ("The mayor said no officers were hurt and no arrests were made.", [("injured", 0, 0, True), ("arrested", 0, 0, True)]),
        ("\"We lost 40 fighters,\" the commander said.", [("killed", 40, 40, True)]),
        ("Up to a million Rohingya have fled.", [("displaced", None, 1000000, False)]),
        ("Tens of thousands remain homeless.", [("displaced", 20000, None, False)]),
        ("Dozens, perhaps hundreds, of villagers were buried.", [("people", 24, None, False)]),
        ("Five of those hurt are in critical condition.", [("injured", 5, 5, True)]),
        ("Troops shot at the crowd, wounding scores.", [("injured", 40, None, False)]),
        ("The group claimed to have killed 30 soldiers, but the army said only two were hurt.", [("killed", 30, 30, True), ("injured", 2, 2, True)]),
        ("A total of 62 passengers and six crew were on board.", [("people", 62, 62, True), ("people", 6, 6, True)]),
        ("The judge sentenced 75 people to death.", [("people", 75, 75, True)]),
        ("12 people were sentenced to death.", [("people", 12, 12, True)]),
        ("Three women were hanged.", [("killed", 3, 3, True)]),
        ("Iran hanged three men on Monday.", [("killed", 3, 3, True)]),
        ("Three bombs exploded, killing 18.", [("weapons", 3, 3, True), ("killed", 18, 18, True)]),
    ],
)  # fmt: skip
def test_number_bounds_and_kind(text: str, expected: list[Told]) -> None:
    assert _told(text, earlier=False) == expected


@pytest.mark.parametrize(
    "text",
    [
        "There were no immediate reports of casualties.",
        "The flood killed 14 cows.",
        "The senate killed two bills.",
        "Guards fired 20 rounds at the bus.",
        "The ship carried 300 tons of grain.",
        "The party won 45 seats.",
        "The rate fell to 3.4.",
        "It was the fifth attack in two months.",
        "The strikes hit 52 targets.",
        "The two sides agreed to a truce.",
        "Some of them died.",
        "Many people think so.",
        "Anna Lee, 34, and Tom Park, 41, were hurt.",
        "One in five children is hungry.",
        "He scored 30 points.",
        "The law was passed by 232 votes.",
        "She lives at 12 Main Street.",
        "He has run the firm for 12 years.",
        "Two thousand and sixteen was a bad year.",
        "The firm will cut 3,000 jobs.",
        "The team scored three goals in two games.",
    ],
)  # fmt: skip
def test_what_counts_nobody(text: str) -> None:
    assert _told(text, earlier=False) == []


@pytest.mark.parametrize(
    ("text", "now", "before"),
    [
        ("The toll climbed to 34, up from 11 on Monday.", ("killed", 34), ("killed", 11)),
        ("Officials revised the death toll down to 8 from 20.", ("killed", 8), ("killed", 20)),
        ("The ministry said 12 people died, instead of the 20 first reported.", ("killed", 12), ("killed", 20)),
        ("The number of deaths rose from 11 to 34.", ("killed", 34), ("killed", 11)),
        ("The ministry lowered the toll from 60 to 45.", ("killed", 45), ("killed", 60)),
        ("The mayor said 34 people had died, up from an earlier count of 29.", ("killed", 34), ("killed", 29)),
        ("Prices rose from $20 to $35.", ("money", 35), ("money", 20)),
    ],
)  # fmt: skip
def test_earlier_figure_is_told_apart(text: str, now: tuple[str, float], before: tuple[str, float]) -> None:
    assert [t[:2] for t in _told(text, earlier=False)] == [now]
    assert [t[:2] for t in _told(text, earlier=True)] == [before]


def test_a_figure_given_before_is_an_earlier_one_even_alone() -> None:
    assert _told("The army had earlier put the death toll at 50.", earlier=True) == [("killed", 50, 50, True)]


def test_a_range_is_no_change() -> None:
    text = "Estimates range from 100 to 250 dead."
    assert _told(text, earlier=True) == []
    assert _told(text, earlier=False) == [("killed", 100, 250, False)]
