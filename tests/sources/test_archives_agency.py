"""Items of news agencies: ninjs and NewsML-G2."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.model import InputError
from onrecord.sources import RawDocument, open_inputs

ITEM: dict[str, Any] = {
    "uri": "tag:agency.example,2020:item-7",
    "type": "text",
    "headline": "Council votes",
    "language": "en-GB",
    "versioncreated": "2020-01-09T10:00:00Z",
    "firstcreated": "2020-01-08T21:30:00+01:00",
    "body_xhtml": "<p>The council met&nbsp;on Monday.</p><script>x()</script><p>It <b>voted</b>.</p>",
    "provider": "Example Agency",
}
NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE newsItem [<!ENTITY file SYSTEM "file:///etc/passwd">]>
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:agency.example:8" version="2">
 <itemMeta><itemClass qcode="ninat:text"/><provider><name>Example Agency</name></provider>
  <versionCreated>2020-01-09T10:00:00Z</versionCreated><pubStatus qcode="stat:STATUS"/></itemMeta>
 <contentMeta><contentCreated>2020-01-08T21:30:00+01:00</contentCreated><headline>Council <i>votes</i></headline>
  <language tag="en-US"/></contentMeta>
 <contentSet>CONTENT</contentSet></newsItem>"""
XHTML = (
    '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title>'
    "</head><body><p>The council met on Monday.</p><p>It voted.&file;</p></body></html></inlineXML>"
)
NITF = (
    '<inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.head>'
    "<hedline><hl1>T</hl1></hedline></body.head><body.content><p>The council met on Monday.</p><p>It voted.</p>"
    "</body.content></body></nitf></inlineXML>"
)
PLAIN = '<inlineData contenttype="text/plain">The council met on Monday.\n\nIt voted.</inlineData>'
TEXT = "The council met on Monday.\n\nIt voted."


def read(path: Path, data: str) -> list[RawDocument | InputError]:
    path.write_text(data, encoding="utf-8")
    return list(open_inputs([str(path)]))


def only(out: list[RawDocument | InputError]) -> RawDocument:
    (document,) = out
    assert isinstance(document, RawDocument), document
    return document


def error(out: list[RawDocument | InputError]) -> InputError:
    (one,) = out
    assert isinstance(one, InputError)
    return one


def test_ninjs_gives_text_title_date_language_and_agency(tmp_path: Path) -> None:
    document = only(read(tmp_path / "a.json", json.dumps(ITEM, indent=1)))
    assert (document.id, document.kind, document.content) == (
        ITEM["uri"],
        "text",
        TEXT.replace("met on", "met on"),
    )
    assert (document.title, document.outlet, document.language) == ("Council votes", "Example Agency", "en")
    assert (document.published, document.published_at) == ("2020-01-08", "2020-01-08T21:30:00+01:00")


def test_ninjs_of_version_2_has_lists_of_headlines_and_bodies(tmp_path: Path) -> None:
    item = {
        "uri": "u", "headlines": [{"role": "short", "value": "Vote"}, {"role": "main", "value": "Council votes"}],
        "bodies": [{"contentType": "text/html", "value": "<p>Marked.</p>"}, {"contentType": "text/plain", "value": TEXT}],
    }  # fmt: skip
    document = only(read(tmp_path / "a.ninjs", json.dumps(item, indent=1)))
    assert (document.title, document.content) == ("Council votes", TEXT)


def test_ninjs_as_json_lines_and_as_an_array(tmp_path: Path) -> None:
    second = ITEM | {"uri": "second"}
    for name, data in (
        ("a.jsonl", f"{json.dumps(ITEM)}\n{json.dumps(second)}\n"),
        ("b.json", json.dumps([ITEM, second])),
    ):
        out = read(tmp_path / name, data)
        assert [o.id for o in out if isinstance(o, RawDocument)] == [ITEM["uri"], "second"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"pubstatus": "canceled"}, "is canceled by its agency"),
        ({"pubStatus": "withheld"}, "is withheld by its agency"),
        ({"type": "picture", "body_xhtml": ""}, "has no text in it"),
    ],
)
def test_ninjs_that_is_withdrawn_or_no_text_is_not_read(
    tmp_path: Path, change: dict[str, str], said: str
) -> None:
    assert said in error(read(tmp_path / "a.json", json.dumps(ITEM | change, indent=1))).reason


@pytest.mark.parametrize("content", [XHTML, NITF, PLAIN])
def test_newsml_gives_text_title_date_language_and_agency(tmp_path: Path, content: str) -> None:
    document = only(read(tmp_path / "a.xml", NEWS.replace("CONTENT", content).replace("STATUS", "usable")))
    assert (document.id, document.kind, document.content) == ("urn:agency.example:8", "text", TEXT)
    assert (document.title, document.outlet, document.language) == ("Council votes", "Example Agency", "en")
    assert (document.published, document.published_at) == ("2020-01-08", "2020-01-08T21:30:00+01:00")


def test_newsml_that_is_withdrawn_or_no_text_is_not_read(tmp_path: Path) -> None:
    gone = NEWS.replace("CONTENT", XHTML).replace("STATUS", "canceled")
    assert "is canceled by its agency" in error(read(tmp_path / "a.xml", gone)).reason
    empty = NEWS.replace("CONTENT", "").replace("STATUS", "usable")
    assert "has no text in it" in error(read(tmp_path / "a.xml", empty)).reason


def test_a_message_of_several_items_gives_each(tmp_path: Path) -> None:
    item = NEWS.split("]>\n")[1].replace("CONTENT", PLAIN).replace("STATUS", "usable")
    again = item.replace("example:8", "example:9")
    message = f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{item}{again}</itemSet></newsMessage>'
    out = read(tmp_path / "a.xml", message)
    assert [o.id for o in out if isinstance(o, RawDocument)] == [
        "urn:agency.example:8",
        "urn:agency.example:9",
    ]


def test_other_xml_is_an_error_and_a_page_in_xml_is_a_page(tmp_path: Path) -> None:
    assert "neither NewsML-G2 nor a page" in error(read(tmp_path / "a.xml", "<rss><channel/></rss>")).reason
    page = '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>One.</p></body></html>'
    assert only(read(tmp_path / "b.xml", page)).kind == "html"


def test_json_lines_under_the_name_of_json_are_still_read(tmp_path: Path) -> None:
    out = read(tmp_path / "a.json", '{"text": "One."}\n{"text": "Two."}\n')
    assert [o.id for o in out if isinstance(o, RawDocument)] == ["a.json:1", "a.json:2"]


@pytest.mark.parametrize("at", ["inlineXML", "html"])
def test_of_an_item_in_several_languages_the_english_text_and_headline_are_read(
    at: str, tmp_path: Path
) -> None:
    german = XHTML.replace(f"<{at} ", f'<{at} xml:lang="de" ').replace("met", "tagte")
    english = XHTML.replace(f"<{at} ", f'<{at} xml:lang="en-GB" ')
    both = (
        NEWS.replace("CONTENT", german + english)
        .replace("<headline>", '<headline xml:lang="de">Abstimmung</headline><headline xml:lang="en">')
        .replace('<language tag="en-US"/>', '<language tag="de"/><language tag="en"/>')
    )
    document = only(read(tmp_path / "a.xml", both.replace("STATUS", "usable")))
    assert (document.content, document.title, document.language) == (TEXT, "Council votes", "en")


def test_the_body_of_an_item_goes_before_its_captions(tmp_path: Path) -> None:
    item = {
        "uri": "tag:agency.example,2020:9",
        "standard": {"name": "ninjs", "version": "3.0"},
        "bodies": [
            {"role": "caption", "contentType": "text/plain", "value": "The council on Monday."},
            {"role": "main", "contentType": "application/xhtml+xml", "value": "<p>It voted.</p>"},
        ],
    }
    assert only(read(tmp_path / "a.ninjs", json.dumps(item))).content == "It voted."


def test_a_status_may_be_the_address_of_its_code(tmp_path: Path) -> None:
    item = ITEM | {"pubstatus": "http://cv.iptc.org/newscodes/pubstatusg2/withheld"}
    assert "withheld by its agency" in error(read(tmp_path / "a.ninjs", json.dumps(item))).reason
