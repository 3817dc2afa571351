"""A private PostgreSQL server for tests: its own folder, a Unix socket, no port, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
from pathlib import Path
from typing import Any

import psycopg

_QUICK = "-c fsync=off -c full_page_writes=off -c max_connections=40 -c autovacuum=off"
"""Nothing survives a crash of the machine, and nobody goes round hundreds of databases."""
_NAMES_STRATEGY = 150_000
"""The version from which on a template can be copied as files: half the work of copying it through the log."""


def binaries() -> Path | None:
    """Return the folder of the newest server's programs, or ``None`` where there is none that we could start."""
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else []
    folders += sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name), reverse=True
    )
    whole = (folder for folder in folders if all((folder / p).exists() for p in ("initdb", "pg_ctl")))
    folder = next(whole, None)
    return folder if folder and _runner() is not None else None


def _runner() -> list[str] | None:
    """The server refuses to run as root: then it runs as the user that Debian's package made."""
    if os.geteuid() != 0:
        return []
    try:
        pwd.getpwnam("postgres")
    except KeyError:
        return None
    return ["runuser", "-u", "postgres", "--"]


def _folder() -> str:
    """A socket's path may be 107 bytes long, so pytest's own folders do not do; memory is quicker than a disk."""
    memory = "/dev/shm"
    return memory if os.access(memory, os.W_OK) else "/tmp"


def _name_in(url: str) -> str:
    """Return the name of the database at an URL of ours, or what is a name already."""
    return url.partition("@/")[2].partition("?")[0] or url


class Server:
    """One private server. Every database asked for is a new one."""

    def __init__(self, programs: Path, folder: str | None = None) -> None:
        """``folder``: where its own folder is made, instead of in memory."""
        self._programs = programs
        self._folder = Path(tempfile.mkdtemp(prefix="onrecord-pg-", dir=folder or _folder()))
        self._folder.chmod(0o755)
        if os.geteuid() == 0:
            shutil.chown(self._folder, "postgres")
        self._user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        self._run(
            "initdb", "-D", f"{self._folder}/data", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"
        )

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = f"-c listen_addresses='' -c unix_socket_directories='{self._folder}' {_QUICK}"
        self._run(
            "pg_ctl", "-D", f"{self._folder}/data", "-l", f"{self._folder}/log", "-w", "-o", options, "start"
        )

    def stop(self) -> None:
        """Stop it at once, as a crash would: transactions in flight are lost."""
        self._run("pg_ctl", "-D", f"{self._folder}/data", "-m", "immediate", "-w", "stop")

    def remove(self) -> None:
        """Stop it where it runs, and delete its folder."""
        if (self._folder / "data" / "postmaster.pid").exists():
            self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def pid(self) -> int:
        """The number of its first process."""
        return int((self._folder / "data" / "postmaster.pid").read_text().split()[0])

    def new_database(self, like: str = "template0") -> str:
        """Make a database, empty or as the one at an URL of ours, and return its URL."""
        name = f"t{uuid.uuid4().hex}"
        with self._connected() as connection:
            as_files = " STRATEGY file_copy" if connection.info.server_version >= _NAMES_STRATEGY else ""
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {_name_in(like)}{as_files}".encode())
        return f"postgresql://{self._user}@/{name}?host={self._folder}"

    def drop(self, url: str) -> None:
        """Delete a database of ours, whoever is connected to it: each takes 9 MB of memory."""
        with self._connected() as connection:
            connection.execute(f"DROP DATABASE {_name_in(url)} WITH (FORCE)".encode())

    def _connected(self) -> psycopg.Connection[tuple[Any, ...]]:
        return psycopg.connect(host=str(self._folder), user=self._user, dbname="postgres", autocommit=True)

    def _run(self, program: str, *arguments: str) -> None:
        command = [*(_runner() or []), str(self._programs / program), *arguments]
        done = subprocess.run(
            command, check=False, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr.decode(errors="replace")
