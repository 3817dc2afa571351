"""Which texts are histories, and what their dates are counted from."""

from __future__ import annotations

import pytest

from tests.reading.test_times import values

CRAWLED = "2012-03-05"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a short story told in order, read on a page of a later day
        ("Rebels took the fort on 3 May 1902. On 9 May they left it. In June they came back.", ["1902-05-03", "1902-05-09", "1902-06"]),
        # news that looks back stays news
        ("The law of May 1994 failed. The court ruled on Friday. In February it had met.", ["1994-05", "2012-03-02", "2012-02"]),
        ("He was born in May 1950. He was freed last week. In January he was ill.", ["1950-05", "2012-W09", "2012-01"]),
    ],
)  # fmt: skip
def test_a_text_is_a_history_by_its_dates_and_for_want_of_news(text: str, expected: list[str]) -> None:
    assert values(text, CRAWLED) == expected


def test_recent_history_is_known_by_its_many_full_dates() -> None:
    months = ["January", "March", "May", "July", "September", "November"]
    told = " ".join(f"In {m} {y} shells hit the town." for y in (2009, 2010) for m in months)
    assert values(f"{told} In December the guns fell silent.", CRAWLED)[-1] == "2010-12"


@pytest.mark.parametrize(
    "beside",
    [
        "The unit, formed in 1921, was small.",
        "It had fought in Spain in 1937.",
        "The treaty of 1938 forbade it.",
        "It had been there since 1936.",
    ],
)
def test_a_history_does_not_go_on_from_a_date_beside_it(beside: str) -> None:
    text = f"The corps crossed the river on 4 March 1943. {beside} In April it turned north."
    assert values(text, None)[-1] == "1943-04"


def test_today_in_a_history_is_the_present() -> None:
    text = "The fort fell on 3 May 1902. On 9 May it was burned. In June it was sold. Today it is a museum."
    assert values(text, CRAWLED)[-1] == "PRESENT_REF"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hannibal won in 217 BC.", ["BC0217"]),
        ("Hannibal won on 21 June 217 BC.", ["BC0217-06-21"]),
        ("Caesar crossed the river in January 49 B.C. In August he won.", ["BC0049-01", "BC0049-08"]),
        ("They fought from 264 to 241 BC. The next year was calm.", ["BC0264", "BC0241", "BC0240"]),
        ("Rome grew in the third century BC.", ["BC02"]),
        ("Three legions were lost in AD 9.", ["0009"]),
        ("The temple fell in 70 AD.", ["0070"]),
        ("The duke landed in 1066 and ruled until 1087.", ["1066", "1087"]),
    ],
)
def test_years_of_old_times(text: str, expected: list[str]) -> None:
    assert values(text, None) == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The fleet sailed in the first week of June 1940.", "1940-W23"),
        ("The army fell back in the last week of August 1941.", "1941-W35"),
        ("A hearing was held in the week of March 6, 2000.", "2000-W10"),
        ("The line broke in the opening days of June 1940.", "1940-06"),
        ("He fled in the last months of 1944.", "1944"),
        ("The fleet sailed on the night of 13-14 June 1940.", "1940-06-13TNI"),
        ("They landed in the early hours of 9 April 1940.", "1940-04-09TMO"),
        ("The guns opened up at 6:30 on the evening of 5 May 1940.", "1940-05-05T18:30"),
        ("Land was shared out in the years 1940 and later.", "1940"),
    ],
)
def test_parts_of_months_years_and_days(text: str, value: str) -> None:
    assert values(text, None) == [value]


def test_the_same_night_and_dawn_are_of_the_day_told() -> None:
    text = "The fort fell on 3 May 1902. The same night it burned. At dawn it was empty."
    assert values(text, None) == ["1902-05-03", "1902-05-03TNI", "1902-05-03TMO"]


@pytest.mark.parametrize(
    "text",
    [
        "The Six-Day War and the Hundred Years' War were named later.",
        "The October Revolution changed the country.",
        "The Prague Spring and Bloody Sunday are remembered.",
        "The March on Rome brought him to power.",
        "The Winter War was short.",
        "Veterans remember the day.",
    ],
)
def test_names_with_time_words_are_no_times(text: str) -> None:
    assert values(text, None) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The report came out on 20130108.", ["2013-01-08"]),
        ("The report came out on 8.1.2013.", ["2013-01-08"]),
        ("The Sept. 11 attacks changed the city.", ["2001-09-11"]),
        ("Talks will begin in two weeks.", ["2012-W12"]),
        ("Talks ended in two weeks.", ["P2W"]),
        ("Rates will fall in the coming months.", ["FUTURE_REF"]),
        ("They will come on June 10 and leave three days later.", ["2012-06-10", "2012-06-13"]),
        ("The plane crashed on Saturday. It was 11:28 a.m.", ["2012-03-03", "2012-03-03T11:28"]),
        ("Two days after that the town fell.", ["2012-03-07"]),
        ("It earned less in the last half of 2011.", ["2011-H2"]),
        ("It joined in July 2009 and will be a full member on April 12.", ["2009-07", "2012-04-12"]),
    ],
)
def test_further_expressions_of_news(text: str, expected: list[str]) -> None:
    assert values(text, CRAWLED) == expected
