"""The file of tokens: shown once, kept as hashes, revoked at once."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from onrecord.model import LedgerError, UsageError
from onrecord.web.access import Caller, TokenFile, token_file_of


@pytest.fixture
def tokens(tmp_path: Path) -> TokenFile:
    return TokenFile(tmp_path / "ledger.db.tokens")


def test_a_token_says_whose_it_is(tokens: TokenFile) -> None:
    made = tokens.add("ana", "reviewer", by="root")
    assert tokens.caller(made) == Caller("ana", "reviewer")
    assert tokens.caller(made + "x") is None


def test_the_file_holds_no_token_and_is_its_owners_alone(tokens: TokenFile) -> None:
    made = tokens.add("ana", "reader", by="root")
    assert made not in tokens.path.read_text("utf-8")
    assert made.removeprefix("or_") not in tokens.path.read_text("utf-8")
    assert stat.S_IMODE(tokens.path.stat().st_mode) == 0o600


def test_two_tokens_differ_and_have_32_random_bytes(tokens: TokenFile) -> None:
    made = {tokens.add(name, "reader", by="root") for name in ("ana", "ben")}
    assert len(made) == 2
    assert all(len(token.removeprefix("or_")) == 43 for token in made)


def test_a_revoked_token_counts_no_longer_and_stays_in_the_log(tokens: TokenFile) -> None:
    made = tokens.add("ana", "admin", by="root")
    tokens.revoke("ana", by="ben")
    assert tokens.caller(made) is None
    assert [(line.kind, line.name, line.by) for line in tokens.log()] == [
        ("added", "ana", "root"),
        ("revoked", "ana", "ben"),
    ]


def test_a_name_may_have_another_token_after_its_first_is_revoked(tokens: TokenFile) -> None:
    old = tokens.add("ana", "admin", by="root")
    with pytest.raises(UsageError, match="has a token already"):
        tokens.add("ana", "reader", by="root")
    tokens.revoke("ana", by="root")
    new = tokens.add("ana", "reader", by="root")
    assert tokens.caller(old) is None
    assert tokens.caller(new) == Caller("ana", "reader")


def test_what_another_program_writes_counts_at_once(tokens: TokenFile) -> None:
    serving = TokenFile(tokens.path)
    assert serving.valid() == {}
    made = tokens.add("ana", "reader", by="root")
    assert serving.caller(made) is not None
    tokens.revoke("ana", by="root")
    assert serving.caller(made) is None


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "a\x00", "x" * 101])
def test_a_name_that_a_log_cannot_show_is_refused(tokens: TokenFile, name: str) -> None:
    with pytest.raises(UsageError, match="cannot be a name"):
        tokens.add(name, "reader", by="root")
    assert not tokens.path.exists()


def test_revoking_what_is_not_there_names_those_that_are(tokens: TokenFile) -> None:
    tokens.add("ana", "reader", by="root")
    with pytest.raises(UsageError, match="ben has no token; those who have one: ana"):
        tokens.revoke("ben", by="root")


def test_a_damaged_line_is_named_and_lets_nobody_in(tokens: TokenFile) -> None:
    made = tokens.add("ana", "reader", by="root")
    with tokens.path.open("a", encoding="utf-8") as file:
        file.write("{broken\n")
    with pytest.raises(LedgerError, match="line 2"):
        TokenFile(tokens.path).caller(made)


def test_the_file_lies_beside_the_ledgers(tmp_path: Path) -> None:
    assert token_file_of(f"sqlite:///{tmp_path}/a.db", None).path == tmp_path / "a.db.tokens"
    assert token_file_of("postgresql://x/y", tmp_path / "t").path == tmp_path / "t"
    with pytest.raises(UsageError, match="--tokens FILE"):
        token_file_of("postgresql://x/y", None)
