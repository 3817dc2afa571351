"""Bytes into text."""

from __future__ import annotations

import codecs
import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import InputError
from onrecord.sources import decode_html, decode_text

TEXT = "Der Außenminister sagte in Zürich: „Nein“ – café, naïve. " * 3


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_text_in_common_encodings(encoding: str) -> None:
    assert decode_text(TEXT.encode(encoding), "x") == TEXT


def test_latin_1() -> None:
    text = "El presidente dijo que sí: mañana habrá elecciones en España. " * 3
    assert decode_text(text.encode("latin-1"), "x") == text


def test_cyrillic_without_declaration() -> None:
    text = "Президент подписал закон о бюджете на следующий год, сообщает агентство. " * 5
    assert decode_text(text.encode("cp1251"), "x") == text


def test_a_damaged_byte_does_not_change_the_encoding() -> None:
    data = ("Zürich — “yes”. " * 2000).encode()
    assert decode_text(data[:50] + b"\xff" + data[50:], "x").count("Zürich") >= 1999


@given(st.text(st.characters(min_codepoint=32, exclude_categories=("Cs", "Cc")), min_size=1))
def test_any_utf8_text_comes_back_as_it_was(text: str) -> None:
    assert decode_text(codecs.BOM_UTF8 + text.encode(), "x") == text.lstrip("\ufeff")


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    for decode in (decode_text, decode_html):
        with contextlib.suppress(InputError):
            assert isinstance(decode(data, "x"), str)


def test_page_says_its_encoding() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body>Президент подписал закон</body></html>'
    assert "Президент" in decode_html(page.encode("cp1251"), "x")


def test_server_says_the_encoding() -> None:
    page = "<html><body>日本の首相は火曜日に述べた。</body></html>"
    assert "日本" in decode_html(page.encode("shift_jis"), "x", "Shift_JIS")


def test_wrong_declaration_loses_to_valid_utf8() -> None:
    page = '<html><head><meta charset="iso-8859-1"></head><body>Zürich “yes”</body></html>'
    assert "Zürich “yes”" in decode_html(page.encode(), "x", "iso-8859-1")


def test_latin_1_is_read_as_browsers_do() -> None:
    page = '<html><head><meta charset="iso-8859-1"></head><body>He said \x93no\x94.</body></html>'
    assert "“no”" in decode_html(page.encode("latin-1"), "x")


@pytest.mark.parametrize("name", ["no-such-charset", "base64", "idna", ""])
def test_unknown_declarations_are_ignored(name: str) -> None:
    assert decode_html("<p>Zürich</p>".encode(), "x", name) == "<p>Zürich</p>"


def test_utf16_without_a_mark_is_read_although_it_is_valid_utf8_too() -> None:
    assert decode_html("<p>The council met.</p>".encode("utf-16-le"), "x") == "<p>The council met.</p>"


def test_a_stray_nul_in_a_page_is_left_out_as_browsers_do() -> None:
    assert decode_html(b"<p>The coun\x00cil met.</p>", "x") == "<p>The council met.</p>"
