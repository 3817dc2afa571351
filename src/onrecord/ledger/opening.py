"""From a database URL to an engine whose tables are those of today: made, or migrated, in one transaction."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, select, text
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from onrecord.ledger.derived import fill_derived
from onrecord.ledger.faults import naming, shown
from onrecord.ledger.schema import REVISION, reports
from onrecord.model import LedgerError, UsageError

DEFAULT_URL = "sqlite:///onrecord.db"
"""Where the ledger is when nobody says otherwise."""

BUSY_SECONDS = 30
"""How long to wait for another writer; one article's transaction takes some milliseconds."""

_SILENT_SECONDS = 60
"""How long PostgreSQL lets a writer's transaction stand still; ours compute some milliseconds between statements."""

WRITERS = 0x6F6E7265
"""PostgreSQL advisory lock of those who write to a ledger ("onre")."""

_CACHE_KIB = 65536
"""Pages of a SQLite ledger kept in memory, however large the ledger grows."""

_LOG_BYTES = 64 << 20
"""To what size SQLite's write-ahead log is cut back. It grows while somebody reads for long, and would stay so large."""


def open_engine(url: str) -> Engine:
    """Return an engine for a URL. Raises ``UsageError`` for one that cannot be used."""
    given = f"--ledger {_hidden(url)}"
    try:
        address = make_url(url)
        kind = address.get_backend_name()
        if kind == "postgresql" and "+" not in address.drivername:
            address = address.set(drivername="postgresql+psycopg")
        if kind not in ("sqlite", "postgresql"):
            raise UsageError(f"{given}: a ledger is kept in sqlite:///... or postgresql://..., not in {kind}")
        # a server may have gone away since it was asked last; a file does not
        engine = create_engine(
            _readable(address), pool_pre_ping=kind != "sqlite", connect_args=_settings(address)
        )
    except ModuleNotFoundError as error:
        raise UsageError(f"{given}: needs a driver: pip install 'onrecord[postgres]' ({error})") from error
    except (ArgumentError, ImportError, SQLAlchemyError, ValueError) as error:
        reason = str(error).replace(url, _hidden(url))
        raise UsageError(f"{given}: not a usable database URL ({reason}); try {DEFAULT_URL}") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _sqlite_settings)
    event.listen(engine, "begin", _begin)
    return engine


def prepare(engine: Engine, *, create: bool, tell: Callable[[str], None]) -> None:
    """Make the tables where there are none, or bring them up to date. All of it happens or nothing.

    Raises ``LedgerError`` where there is no ledger and ``create`` is false, and where it is of a newer program.
    """
    address = shown(engine)
    with naming(engine):
        if not create and _file_is_missing(engine):
            raise LedgerError(_none_there(address))
        with engine.connect() as connection:
            found = _revision(connection)
            empty = found is None and not inspect(connection).has_table("article_versions")
        if found == REVISION:
            return
        if empty and not create:
            raise LedgerError(_none_there(address))
        if found is not None and not _is_known(found):
            raise LedgerError(
                f"{address}: was written by a newer On Record (schema {found}, this one knows {REVISION}): "
                "pip install --upgrade onrecord, or use another ledger"
            )
        if not empty:
            tell(
                f"{address}: bringing the ledger from schema {found or '0001'} to {REVISION}; what it holds stays"
            )
        with writing(engine) as connection:
            _migrate(connection)


def writing(engine: Engine) -> _Writing:
    """Return a transaction for writing; writers to one ledger take turns."""
    return _Writing(engine)


class _Writing:
    """Turns: so the order of numbers is the order of times, and two adders of one article do not meet."""

    def __init__(self, engine: Engine) -> None:
        self._context = engine.execution_options(writes=True).begin()

    def __enter__(self) -> Connection:
        connection = self._context.__enter__()
        try:
            if connection.dialect.name == "postgresql":
                # a writer whose network was cut must not hold up the others for hours
                connection.execute(
                    text(f"SET LOCAL idle_in_transaction_session_timeout = {_SILENT_SECONDS * 1000}")
                )
                connection.execute(text(f"SET LOCAL lock_timeout = {int(BUSY_SECONDS * 1000)}"))
                connection.execute(text(f"SELECT pg_advisory_xact_lock({WRITERS})"))
        except BaseException as error:
            self._context.__exit__(type(error), error, error.__traceback__)
            raise
        return connection

    def __exit__(self, *raised: object) -> None:
        self._context.__exit__(*raised)  # type: ignore[arg-type]


def _hidden(url: str) -> str:
    """Return a URL without its password, even where it cannot be parsed."""
    before, at, after = url.rpartition("@")
    scheme, slashes, login = before.partition("://")
    return f"{scheme}{slashes}{login.split(':')[0]}{at}{after}" if at else url


def _readable(address: URL) -> URL:
    """Let a SQLite ledger in a folder that may not be written be read: its write-ahead log could not be opened."""
    path = Path(address.database or ":memory:")
    if address.get_backend_name() != "sqlite" or not os.path.isfile(path) or os.access(path.parent, os.W_OK):
        return address
    if os.path.exists(f"{path}-wal"):  # somebody writes, or was killed: what is in the log must be read too
        return address
    file = f"file:{quote(str(path.absolute()))}"
    return address.set(database=file).update_query_dict({"mode": "ro", "immutable": "1", "uri": "true"})


def _settings(address: URL) -> dict[str, Any]:
    """Nothing is prepared on the server: a plan kept for any word reads a whole index where one knows of three rows."""
    return {"prepare_threshold": None} if address.drivername == "postgresql+psycopg" else {}


def _sqlite_settings(connection: object, _record: object) -> None:
    # Python's sqlite3 would open transactions late and not at all for DDL: we begin them ourselves
    connection.isolation_level = None  # type: ignore[attr-defined]
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute(f"PRAGMA busy_timeout={int(BUSY_SECONDS * 1000)}")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
    cursor.execute(f"PRAGMA journal_size_limit={_LOG_BYTES}")
    # asking first: a ledger that may only be read can be read, where it is in this mode already
    if cursor.execute("PRAGMA journal_mode").fetchone()[0] == "delete":
        cursor.execute("PRAGMA journal_mode=WAL")
    cursor.close()


def _begin(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        # a writer that begins by reading could find later that another one wrote in between, and fail at once
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _file_is_missing(engine: Engine) -> bool:
    name = engine.url.database
    if engine.dialect.name != "sqlite" or not name or name == ":memory:" or name.startswith("file:"):
        return False
    return not os.path.exists(name)


def _none_there(address: str) -> str:
    return f"{address}: there is no ledger here; check the address, or make one with `onrecord add INPUT --ledger {address}`"


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return None if found is None else str(found)


def _config() -> object:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return config


def _is_known(revision: str) -> bool:
    from alembic.script import ScriptDirectory

    script = ScriptDirectory.from_config(_config())  # type: ignore[arg-type]
    return revision in {known.revision for known in script.walk_revisions()}


def _migrate(connection: Connection) -> None:
    """Run what is missing. Another process may have done so while we waited for our turn; Alembic looks again."""
    from alembic import command

    config = _config()
    config.attributes["connection"] = connection  # type: ignore[attr-defined]
    command.upgrade(config, "head")  # type: ignore[arg-type]
    _fill(connection)


def _fill(connection: Connection) -> None:
    if connection.scalar(select(reports.c.number).limit(1)) is None:
        fill_derived(connection)
