"""What a database says when something is wrong, in words that tell the user what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from onrecord.ledger.packing import DamagedRecordError
from onrecord.model import LedgerError

_AGAIN = "then run the same command again: what is stored stays, and nothing is stored twice"

_SQLITE = {
    "SQLITE_FULL": f"the disk is full; free some space, {_AGAIN}",
    "SQLITE_BUSY": f"another program is writing to it; wait until that ends (or end it), {_AGAIN}",
    "SQLITE_LOCKED": f"another program is writing to it; wait until that ends (or end it), {_AGAIN}",
    "SQLITE_READONLY": "it cannot be written; give yourself the right to write the file and its folder, or copy it",
    "SQLITE_CANTOPEN": "it cannot be opened; check that its folder is there and writable",
    "SQLITE_PERM": "it may not be opened; check the rights of the file and its folder",
    "SQLITE_NOTADB": "this file is not a ledger, or is damaged; check the path, or put back a copy of the file",
    "SQLITE_CORRUPT": "the file is damaged; see what with `onrecord check`, and put back a copy of the file, "
    "or make a new ledger and add the articles again",
    "SQLITE_IOERR": f"the disk cannot be read or written; check it, {_AGAIN}",
}
"""By SQLite's result codes; extended codes begin with these names."""

_POSTGRESQL = {
    "08": f"the connection failed; start the server or check the network, {_AGAIN}",
    "28": "the server does not let this user in; check user and password in the address",
    "3D": "the server has no such database; make it with `createdb`, or check the address",
    "42501": "this user may not do that; let the owner of the database grant CREATE and writing",
    "25006": "the server takes no changes at present; give the address of the primary server",
    "53100": f"the server's disk is full; free some space there, {_AGAIN}",
    "53": f"the server is at its limits; wait or give it more, {_AGAIN}",
    "55P03": f"another program holds a lock; wait until it ends, {_AGAIN}",
    "57": f"the server is shutting down or starting; wait until it is up, {_AGAIN}",
    "XX001": "the database is damaged; see what with `onrecord check`, and restore a backup",
    "XX002": "an index is damaged; REINDEX the database, and see with `onrecord check`",
}
"""By SQLSTATE or its class, the first two characters."""

_REFUSED = {
    "does not exist": _POSTGRESQL["3D"],
    "authentication failed": _POSTGRESQL["28"],
    "no password supplied": _POSTGRESQL["28"],
    "no pg_hba.conf entry": _POSTGRESQL["28"],
}
"""By words of the server's answer: psycopg gives no SQLSTATE where it did not get in."""
_UNREACHED = f"the server cannot be reached; start it or check the address, {_AGAIN}"
_UNKNOWN = "check that it is there, whole and writable"


@contextmanager
def naming(engine: Engine) -> Iterator[None]:
    """Turn the database's errors into ``LedgerError`` with the ledger's address, the reason and what to do."""
    try:
        yield
    except (DBAPIError, DamagedRecordError) as error:
        raise LedgerError(explained(engine, error)) from error


def shown(engine: Engine) -> str:
    """Return the address of a ledger as a user gives it, without the password."""
    return engine.url.render_as_string(hide_password=True).replace("+psycopg:", ":", 1).replace("%2F", "/")


def explained(engine: Engine, error: Exception) -> str:
    """Return the message for an error: which ledger, what the database says, what to do."""
    address = shown(engine)
    if not isinstance(error, DBAPIError):
        return f"{address}: {error}; see which with `onrecord check`"
    reason = " ".join(str(getattr(error, "orig", None) or error).split())
    return f"{address}: the ledger cannot be used ({reason}): {_advice(error)}"


def sqlite_advice(cause: object) -> str | None:
    """Return what to do about an error of SQLite; ``None`` for one of something else."""
    name = getattr(cause, "sqlite_errorname", None)
    if name is None:
        return None
    return next((told for code, told in _SQLITE.items() if name.startswith(code)), _UNKNOWN)


def _advice(error: Exception) -> str:
    cause = getattr(error, "orig", None)
    if (told := sqlite_advice(cause)) is not None:
        return told
    state = getattr(cause, "sqlstate", None)
    if state is not None:
        return next((told for code, told in _POSTGRESQL.items() if state.startswith(code)), _UNKNOWN)
    if not type(cause).__module__.startswith("psycopg"):
        return _UNKNOWN
    return next((told for words, told in _REFUSED.items() if words in str(cause)), _UNREACHED)


def is_passing(error: DBAPIError) -> bool:
    """Whether the same transaction may succeed soon: the server went away, or two transactions met."""
    if error.connection_invalidated:
        return True
    cause = error.orig
    if not type(cause).__module__.startswith("psycopg"):
        return False
    state = getattr(cause, "sqlstate", None)
    if state is None:  # refused, reset, cut: no server answered
        return (
            type(cause).__name__ in ("OperationalError", "ConnectionTimeout") and _advice(error) == _UNREACHED
        )
    return str(state).startswith(("08", "40", "57P", "53300"))


def is_read_only(error: DBAPIError) -> bool:
    """Whether the ledger takes no changes, from us or at all."""
    name = getattr(error.orig, "sqlite_errorname", None) or ""
    return name.startswith("SQLITE_READONLY") or getattr(error.orig, "sqlstate", None) in ("25006", "42501")


def is_of_the_record(error: DBAPIError) -> bool:
    """Whether the article, not the ledger, is at fault: a field that the database cannot hold."""
    name = getattr(error.orig, "sqlite_errorname", None) or ""
    state = getattr(error.orig, "sqlstate", None) or ""
    return name.startswith(("SQLITE_CONSTRAINT", "SQLITE_TOOBIG")) or state.startswith(("22", "23", "54"))
