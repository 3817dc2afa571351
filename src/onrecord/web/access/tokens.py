"""Tokens: who may call a public server. They stand in a file of their own beside the ledger, each as a hash.

They are not in the ledger: it is handed on, copied and exported, and who may use one server is not part of what was
read. The file is a log, like the ledger: a token that is revoked is a further line. Its lines are JSON objects.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import secrets
import threading
from pathlib import Path
from typing import Literal

import msgspec
from sqlalchemy import make_url

from onrecord.model import LedgerError, UsageError
from onrecord.web.access.callers import ROLES, Caller, Role

_LONGEST = 100
"""Characters of a name."""


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the file: a token was added (``digest``: SHA-256 of it), or the one of this name was revoked."""

    kind: Literal["added", "revoked"]
    name: str
    role: Role | None = None
    digest: str | None = None
    when: str
    """UTC."""
    by: str


class TokenFile:
    """The tokens of one server. A change of the file by another program counts at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._seen: tuple[int, int] | None = None
        self._log: list[Token] = []
        self._valid: dict[str, Caller] = {}

    def add(self, name: str, role: Role, *, by: str) -> str:
        """Add a token and return it: this is the only time that it is seen. Raises ``UsageError``."""
        if not name.strip() or not name.isprintable() or len(name) > _LONGEST:
            raise UsageError(
                f"'{name[:_LONGEST]}' cannot be a name: use up to {_LONGEST} printable characters"
            )
        if role not in ROLES:
            raise UsageError(f"'{role}' is no role: use one of {', '.join(ROLES)}")
        if any(caller.name == name for caller in self.valid().values()):
            raise UsageError(
                f"{name} has a token already: revoke it first with `onrecord token revoke {name}`"
            )
        token = "or_" + secrets.token_urlsafe(32)
        self._append(Token(kind="added", name=name, role=role, digest=digest_of(token), when=_now(), by=by))
        return token

    def revoke(self, name: str, *, by: str) -> None:
        """Let the token of a name count no longer. Raises ``UsageError`` where there is none."""
        names = sorted(caller.name for caller in self.valid().values())
        if name not in names:
            raise UsageError(f"{name} has no token; those who have one: {', '.join(names) or 'nobody'}")
        self._append(Token(kind="revoked", name=name, when=_now(), by=by))

    def log(self) -> list[Token]:
        """Return all that was added and revoked, oldest first."""
        self._refresh()
        return list(self._log)

    def valid(self) -> dict[str, Caller]:
        """Return who may call, by the digest of the token."""
        self._refresh()
        return self._valid

    def caller(self, token: str) -> Caller | None:
        """Return whose token this is; ``None``: nobody's."""
        return self.valid().get(digest_of(token))

    def _refresh(self) -> None:
        with self._lock:
            try:
                found = self.path.stat()
            except FileNotFoundError:
                self._seen, self._log, self._valid = None, [], {}
                return
            except OSError as error:
                raise LedgerError(f"{self.path}: the tokens cannot be read: {error.strerror}") from error
            if self._seen != (found.st_mtime_ns, found.st_size):
                self._log = self._read()
                self._valid = _in_force(self._log)
                self._seen = found.st_mtime_ns, found.st_size

    def _read(self) -> list[Token]:
        found = []
        try:
            lines = self.path.read_bytes().splitlines()
        except OSError as error:
            raise LedgerError(f"{self.path}: the tokens cannot be read: {error.strerror}") from error
        for number, line in enumerate(lines, 1):
            try:
                found.append(msgspec.json.decode(line, type=Token))
            except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
                raise LedgerError(
                    f"{self.path}, line {number}: no token ({error}): mend the line or take it out"
                ) from error
        return found

    def _append(self, token: Token) -> None:
        try:
            # readable by its owner alone: the hashes say nothing, the names do
            descriptor = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            with os.fdopen(descriptor, "ab") as file:
                file.write(msgspec.json.encode(token) + b"\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise UsageError(f"{self.path}: the token cannot be written: {error.strerror}") from error


def token_file_of(ledger: str, given: Path | None) -> TokenFile:
    """Return the tokens of the server of a ledger: in the file given, else in the one beside a SQLite ledger.

    Raises ``UsageError`` where there is no place beside it.
    """
    if given is not None:
        return TokenFile(given)
    try:
        address = make_url(ledger)
    except ValueError as error:
        raise UsageError(f"--ledger {ledger}: {error}") from error
    if address.get_backend_name() != "sqlite" or not address.database or address.database == ":memory:":
        raise UsageError(
            "a ledger that is no file has no place for tokens beside it: give one with --tokens FILE"
        )
    return TokenFile(Path(address.database + ".tokens"))


def digest_of(token: str) -> str:
    """Return the SHA-256 of a token. It has 32 random bytes, so that a slow hash would guard nothing more."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _in_force(log: list[Token]) -> dict[str, Caller]:
    found: dict[str, tuple[str, Caller]] = {}
    for token in log:
        if token.kind == "revoked":
            found.pop(token.name, None)
        elif token.digest is not None and token.role is not None:
            found[token.name] = token.digest, Caller(token.name, token.role)
    return dict(found.values())


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
