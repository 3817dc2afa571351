"""What each source says is kept in order of time, and each figure with who gave it."""

from msgspec.structs import replace

from onrecord.merging.accounts import accounts, figures
from onrecord.merging.events import told_by
from onrecord.model import Quantity, Record
from tests.merging.made_up import article, somebody

_GUARD = somebody("Guard", "IRN", "MIL")
_MINISTRY = somebody("ministry", "IRN", "GOV")


def _counting(record: Record, killed: int) -> Record:
    quantity = Quantity(of="killed", low=killed, high=killed, exact=True, text=str(killed), start=0, end=1)
    return replace(record, reports=(replace(record.reports[0], quantities=(quantity,)),))


_RECORDS = [
    _counting(article("a", "2020-01-08", by=_GUARD, stance="claims"), 80),
    _counting(article("b", "2020-01-09", outlet="Wire"), 0),
    _counting(article("c", "2020-01-10", by=_MINISTRY, stance="denies"), 30),
]


def test_a_state_has_one_account_with_all_that_it_said() -> None:
    found = {account.source: account for account in accounts(told_by(_RECORDS))}
    assert [(w.name, w.word) for w in found["state IRN"].words] == [
        ("Guard", "asserts"),
        ("ministry", "denies"),
    ]


def test_an_outlet_has_an_account_of_its_own_voice() -> None:
    (account,) = (a for a in accounts(told_by(_RECORDS)) if a.source == "outlet Wire")
    assert (account.name, account.words[0].stance, account.words[0].name) == ("Wire", None, None)


def test_who_spoke_first_comes_first() -> None:
    assert [account.source for account in accounts(told_by(_RECORDS))] == ["state IRN", "outlet Wire"]


def test_rival_figures_stand_side_by_side_in_order_of_time() -> None:
    found = [(f.published, f.low, f.name) for f in figures(told_by(_RECORDS))]
    assert found == [("2020-01-08", 80, "Guard"), ("2020-01-09", 0, None), ("2020-01-10", 30, "ministry")]
