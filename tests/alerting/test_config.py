"""Configurations: what is wrong is said with the file, the table and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.alerting import load_config
from onrecord.ledger.view import EventFilters
from onrecord.model import UsageError

_GOOD = """
[target.here]
kind = "stdout"

[[alert]]
name = "strikes"
on = ["new"]
to = ["here"]
query = { who = "IRN", least = 2 }
"""


def _load(folder: Path, text: str) -> object:
    path = folder / "desk.toml"
    path.write_text(text, encoding="utf-8")
    return load_config(path)


def test_a_query_has_the_words_of_events(tmp_path: Path) -> None:
    path = tmp_path / "desk.toml"
    path.write_text(_GOOD, encoding="utf-8")
    config = load_config(path)
    assert config.alert[0].filters == EventFilters(who="IRN", least=2)
    assert config.name == "desk"


def test_a_query_may_be_the_address_of_a_page(tmp_path: Path) -> None:
    address = "https://desk.example/events?who=IRN&least=2&view=map&sort=newest"
    path = tmp_path / "desk.toml"
    path.write_text(_GOOD.replace('{ who = "IRN", least = 2 }', f'"{address}"'), encoding="utf-8")
    assert load_config(path).alert[0].filters == EventFilters(who="IRN", least=2)


def test_the_path_of_a_feed_is_from_the_folder_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "desk.toml"
    path.write_text(_GOOD + '[target.feed]\nkind = "feed"\npath = "a.atom"\n', encoding="utf-8")
    assert load_config(path).target["feed"]["path"] == str(tmp_path / "a.atom")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('on = ["new"]', 'on = ["never"]', "Invalid enum value 'never'"),
        ('on = ["new"]', "on = []", "alert strikes tells nothing: give on, a list of new, standing"),
        ('to = ["here"]', "to = []", "alert strikes goes nowhere"),
        ('to = ["here"]', 'to = ["there"]', "alert strikes goes to 'there', which is no target; there are here"),
        ("who =", "whom =", "alert strikes: query: no filter is called whom; there are type, who, actor"),
        ("least = 2", 'least = "two"', "alert strikes: query: least is 'two': write a whole number"),
        ("least = 2", 'since = "Monday"', "alert strikes: query: since: 'Monday' is not a date"),
        ("least = 2", 'standing = "fulfilled"', 'leave it out, with on = ["outcome"]'),
        ('kind = "stdout"', 'kind = "webhook"\naddress = "$no name"\nsecret = "A"', "secrets do not stand in this file"),
        ('name = "strikes"', 'name = "a\\nb"', "is no name"),
        ('kind = "stdout"', 'kind = "pigeon"', "target here: there is no kind 'pigeon'; there are stdout, webhook, mail, feed"),
        ('kind = "stdout"', 'form = "text"', "target here has no kind"),
        ('kind = "stdout"', 'kind = "stdout"\ncolour = 1', "target here: Object contains unknown field `colour`"),
        ('kind = "stdout"', 'kind = "webhook"\naddress = "ftp://x"\nsecret = "A"', "'ftp://x' is not an http(s) address"),
        ('kind = "stdout"', 'kind = "webhook"\naddress = "https://x"\nsecret = "s3cret key"', "secrets do not stand in this file"),
        ('kind = "stdout"', 'kind = "mail"\nhost = "h"\nfrom = "a@b"\nto = []', "target here sends to nobody"),
        ('kind = "stdout"', 'kind = "mail"\nhost = "h"\nfrom = "a@b"\nto = ["c@d\\nBcc: e@f"]', "is not a mail address"),
        ('kind = "stdout"', 'kind = "mail"\nhost = "h"\nfrom = "a@b"\nto = ["c@d"]\nuser = "U"', "give both user and password"),
        (
            'kind = "stdout"',
            'kind = "mail"\nhost = "h"\nfrom = "a@b"\nto = ["c@d"]\nuser = "U"\npassword = "P"\nsecurity = "none"',
            "a password is not sent in the clear",
        ),
        ("[[alert]]", "pages = 'x'\n[[alert]]", "Object contains unknown field"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in _GOOD
    with pytest.raises(UsageError) as error:
        _load(tmp_path, _GOOD.replace(old, new))
    assert said in str(error.value)
    assert str(error.value).startswith(str(tmp_path / "desk.toml"))
    assert "s3cret" not in str(error.value)


def test_two_alerts_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="alert strikes is there twice"):
        _load(tmp_path, _GOOD + _GOOD.partition("[[alert]]")[1] + _GOOD.partition("[[alert]]")[2])


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.toml: cannot be read"):
        load_config(tmp_path / "none.toml")
