"""The table at every width, with and without colour, and with text that means harm."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from onrecord.model import Record
from onrecord.views import render_table
from tests.views.handmade import SENTENCE, record, report, says, strike, who

_ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def _lines(*records: Record, width: int = 80, colour: bool = False) -> list[str]:
    return list(render_table(records, width=width, colour=colour))


def _joined(*records: Record, width: int = 80) -> str:
    return " ".join(" ".join(_lines(*records, width=width)).replace("▌", " ").split())


def test_header_tells_title_outlet_date_and_count() -> None:
    shown = _joined(record(SENTENCE, strike()))
    assert "Bases struck The Harbor Ledger (example) · 8 Jan 2020 · 1 report · a1.html" in shown


def test_a_row_tells_who_did_what_to_whom_where_when_how_many_and_who_says_so() -> None:
    shown = _joined(record(SENTENCE, strike()))
    assert "Iran → attacked → bases" in shown
    assert "ASSAULT · Iraq · 8 Jan 2020 · no one killed" in shown
    assert "source: Iran claims" in shown


def test_without_colour_the_sentence_has_distinct_marks() -> None:
    source = who("its forces")
    told = report(actors=strike().actors, recipients=strike().recipients, attribution=(says(source, "says"),))
    shown = _joined(record(SENTENCE, told))
    assert "[Iran] said on Wednesday that <its forces> *struck* {bases} in Iraq." in shown


def test_without_colour_there_are_no_escapes() -> None:
    assert not any("\x1b" in line for line in _lines(record(SENTENCE, strike())))


def test_with_colour_the_same_words_stand_without_marks() -> None:
    lines = _lines(record(SENTENCE, strike()), colour=True)
    plain = " ".join(_ESCAPE.sub("", line).strip(" ▌") for line in lines)
    assert any("\x1b[" in line for line in lines)
    assert "Iran said on Wednesday that its forces struck bases in Iraq." in plain


def test_wide_terminals_get_columns() -> None:
    lines = _lines(record(SENTENCE, strike()), width=140)
    heads = next(line for line in lines if "how many" in line)
    row = next(line for line in lines if "attacked" in line)
    for head, cell in (
        ("where", "Iraq"),
        ("when", "8 Jan 2020"),
        ("how many", "no one"),
        ("who says so", "Iran claims"),
    ):
        assert row.index(cell, heads.index(head) - 1) == heads.index(head)


@pytest.mark.parametrize("width", [10, 32, 50, 80, 111, 112, 160, 250])
@pytest.mark.parametrize("colour", [True, False])
def test_no_line_is_wider_than_the_terminal(width: int, colour: bool) -> None:
    long = "Donaudampfschifffahrtsgesellschaft" * 5
    wide = report(actors=(who("国際連合安全保障理事会" * 4), who(long)), recipients=(who(long),))
    for line in _lines(record(SENTENCE, strike(), wide), width=width, colour=colour):
        assert cell_len(_ESCAPE.sub("", line)) <= max(width, 32)


def test_an_article_without_reports_gets_a_friendly_line() -> None:
    assert "Nothing in this article is an event" in _joined(record("Roses grew."))


def test_no_article_at_all_says_so() -> None:
    assert _lines() == ["Nothing was read."]


def test_what_is_not_known_is_said_not_to_be() -> None:
    shown = _joined(record(SENTENCE, report(), title=None, outlet=None, published=None))
    assert "a1.html outlet unknown · date unknown" in shown
    assert "not named → attacked" in shown
    assert "source: the outlet itself" in shown


def test_a_huge_sentence_is_cut_around_the_trigger() -> None:
    text = "word " * 10_000 + "struck" + " word" * 10_000
    lines = _lines(record(text, report(text)))
    assert len(lines) < 30
    assert any("*struck*" in line for line in lines)
    assert sum(line.count("…") for line in lines) == 2


def test_a_sentence_just_shown_is_shorter_the_second_time() -> None:
    text = "Iran struck bases in Iraq, " + "which is a long story, " * 12 + "and then withdrew."
    shown = _joined(record(text, report(text), report(text, "withdrew", event_type="RETREAT")))
    first, second = shown.split("RETREAT")
    assert first.count("which is a long story") == 12
    assert second.count("which is a long story") == 8


def test_a_cut_spares_words_and_marks() -> None:
    text = "The Islamic Revolutionary Guard Corps " + "and so on " * 17 + "struck" + " and so on" * 40
    source = who("Islamic Revolutionary Guard Corps", text)
    first, second = report(text), report(text, attribution=(says(source, "says", "and", text),))
    shown = _joined(record(text, first, second))
    assert "orps" not in shown.replace("Corps", "")


def test_records_are_shown_as_they_come() -> None:
    asked: list[int] = []

    def records() -> Iterator[Record]:
        for number in range(3):
            asked.append(number)
            yield record(SENTENCE, strike())

    lines = render_table(records(), width=80, colour=False)
    for _ in range(5):
        next(lines)
    assert asked == [0]


@pytest.mark.parametrize(
    "hostile",
    ["\x1b[2J", "\x1b]0;owned\x07", "\x9b31m", "a\rb", "a\x08b", "\u202eevil", "\u2066x", "\ue000", "\x00"],
)
def test_hostile_text_cannot_drive_the_terminal(hostile: str) -> None:
    text = f"Iran {hostile} struck bases."
    told = report(
        text, actors=(who("Iran", text, name=hostile),), attribution=(says(who(hostile, text), "says"),)
    )
    shown = "".join(_lines(record(text, told, title=hostile, outlet=hostile, id=hostile, published=hostile)))
    assert shown.isprintable()


def test_markup_in_text_stays_text() -> None:
    text = "Iran [bold red]struck[/] bases :smile: [link=http://x]here[/link]."
    assert "[bold red]*struck*[/] bases :smile: [link=http://x]here[/link]." in _joined(
        record(text, report(text))
    )


def test_piled_up_accents_are_cut() -> None:
    text = "Iran s" + "\u0301" * 500 + "truck."
    assert max(len(line) for line in _lines(record(text, report(text)))) < 120


def test_no_color_is_obeyed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b" in "".join(render_table([record(SENTENCE, strike())], width=80))
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in "".join(render_table([record(SENTENCE, strike())], width=80))


def test_width_comes_from_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    assert max(cell_len(line) for line in render_table([record(SENTENCE, strike())], colour=False)) == 60


def test_ascii_terminals_get_ascii(monkeypatch: pytest.MonkeyPatch) -> None:
    class Ascii:
        encoding = "ascii"

    monkeypatch.setattr("onrecord.views.look.sys.stdout", Ascii())
    text = "Irán – “said” 国 struck bases…"
    shown = "\n".join(render_table([record(text, report(text), title="Zażółć")], width=80, colour=False))
    assert shown.isascii()
    assert 'Iran - "said" ? *struck* bases...' in shown


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.text(max_size=40), st.integers(0, 300), st.integers(0, 300), st.booleans())
def test_any_text_and_any_offsets_give_printable_lines_that_fit(
    text: str, name: str, start: int, end: int, colour: bool
) -> None:
    told = report(text or "x", actors=(who("a", name=name, start=start, end=end),), sentence=(0, len(text)))
    for line in _lines(record(text, told, title=name), width=48, colour=colour):
        plain = _ESCAPE.sub("", line)
        assert all(c.isprintable() or c in "\u200c\u200d" for c in plain)
        assert cell_len(plain) <= 48
