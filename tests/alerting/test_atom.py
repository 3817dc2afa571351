"""The Atom file of alerts."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import msgspec
import pytest

from onrecord.alerting import Alert, DeliveryError, Message
from onrecord.alerting.atom import FeedTarget, atom_of
from onrecord.alerting.targets import Feed
from onrecord.alerting.wording import message_of

_ATOM = "{http://www.w3.org/2005/Atom}"


def _message(name: str, made: str = "2020-01-09T12:00:00+00:00", link: str | None = None) -> Message:
    alert = Alert(
        id=name, alert="strikes", condition="new", made=made, title=f"New: {name}", why="Why.", link=link
    )
    return message_of(name, "strikes", made, [alert], digest=False)


def _titles(content: bytes) -> list[str]:
    return [e.findtext(f"{_ATOM}title") or "" for e in ET.fromstring(content).findall(f"{_ATOM}entry")]


def test_it_has_what_atom_asks_for() -> None:
    root = ET.fromstring(atom_of([_message("a", link="https://desk.example/events/a")], "desk"))
    for parent in (root, *root.findall(f"{_ATOM}entry")):
        assert {f"{_ATOM}{name}" for name in ("id", "title", "updated")} <= {child.tag for child in parent}
    assert root.findtext(f"{_ATOM}author/{_ATOM}name") == "On Record"
    (link,) = root.findall(f"{_ATOM}entry/{_ATOM}link")
    assert link.attrib["href"] == "https://desk.example/events/a"


def test_the_file_has_those_made_last_and_replaces_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "a.atom"
    made = [msgspec.json.encode(_message(name)) for name in ("c", "b", "a")]
    target = FeedTarget(Feed(path=str(path), most=2), lambda limit: made[:limit], "desk")
    target.deliver(_message("c"))
    target.deliver(_message("c"))
    assert _titles(path.read_bytes()) == ["strikes: New: c", "strikes: New: b"]
    assert [p.name for p in tmp_path.iterdir()] == ["a.atom"]


def test_a_message_that_comes_late_is_in_it_too(tmp_path: Path) -> None:
    path = tmp_path / "a.atom"
    target = FeedTarget(
        Feed(path=str(path), most=1), lambda limit: [msgspec.json.encode(_message("c"))], "desk"
    )
    target.deliver(_message("a"))
    assert _titles(path.read_bytes()) == ["strikes: New: c", "strikes: New: a"]


def test_a_file_that_cannot_be_written_is_a_failed_delivery(tmp_path: Path) -> None:
    target = FeedTarget(Feed(path=str(tmp_path / "none" / "a.atom")), lambda limit: [], "desk")
    with pytest.raises(DeliveryError, match=r"a\.atom: cannot be written"):
        target.deliver(_message("a"))


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\ufffe", "]]>", "<b>&", "é💥"])
def test_it_is_well_formed_whatever_stands_in_an_article(sign: str) -> None:
    message = msgspec.structs.replace(_message("a"), title=sign, text=sign)
    assert len(_titles(atom_of([message], "desk"))) == 1
