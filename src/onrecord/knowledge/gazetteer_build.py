"""Compile the gazetteer into one SQLite file: ``python -m onrecord.knowledge.gazetteer_build``.

About 10 s of one core and 180 MB of memory, once for each version of data and code.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from onrecord.knowledge import gazetteer_sources as sources
from onrecord.knowledge.gazetteer_names import arabic_key, bare, normalise
from onrecord.knowledge.gazetteer_sources import Entry

Progress = Callable[[int, int], None]
"""Called with the number of places written and the number expected."""

_EXPECTED = 287_500  # 234,908 cities, 51,711 regions, 250 countries and our own list
_ARABIC = frozenset(
    [
        "AFG",
        "ARE",
        "BHR",
        "DJI",
        "DZA",
        "EGY",
        "ERI",
        "ESH",
        "IRN",
        "IRQ",
        "ISR",
        "JOR",
        "KWT",
        "LBN",
        "LBY",
        "MAR",
        "MRT",
        "OMN",
        "PSE",
        "QAT",
        "SAU",
        "SDN",
        "SYR",
        "TCD",
        "TUN",
        "YEM",
    ]
)
"""Countries whose places news writes in many ways (alpha-3)."""
_SPELT = 2_000
"""Inhabitants of a town that news spells in many ways."""
_SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA temp_store = FILE;
PRAGMA cache_size = -16000;
CREATE TABLE place (id INTEGER PRIMARY KEY, geonames_id INTEGER, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT,
  admin1 TEXT, admin2 INTEGER, lat REAL, lon REAL, population INTEGER NOT NULL,
  capital INTEGER NOT NULL);
CREATE TABLE name (key TEXT NOT NULL, place INTEGER NOT NULL, rank INTEGER NOT NULL, PRIMARY KEY (key, place))
  WITHOUT ROWID;
CREATE TEMP TABLE found (key TEXT NOT NULL, place INTEGER NOT NULL, rank INTEGER NOT NULL);
"""


class _Area:
    """The settlements of a region: where its middle is and how many live there."""

    __slots__ = ("count", "lat", "lon", "population")

    def __init__(self) -> None:
        self.count, self.population = 0, 0
        self.lat = self.lon = 0.0

    def add(self, entry: Entry) -> None:
        """Take one settlement in. Means are unweighted: a region's middle is not its capital."""
        if entry.lat is None or entry.lon is None:
            return
        self.count += 1
        self.population += entry.population
        self.lat += (entry.lat - self.lat) / self.count
        # longitudes are averaged as differences, so that Chukotka and Fiji do not end up in the Gulf of Guinea
        self.lon += ((entry.lon - self.lon + 180) % 360 - 180) / self.count if self.count > 1 else entry.lon


def entries() -> Iterator[Entry]:
    """Yield every place, cities first: the regions' points and populations come from them."""
    alpha3: dict[str, str] = {}
    states: list[Entry] = []
    for code, entry in sources.countries():
        alpha3[entry.country or ""] = code
        states.append(entry)
    regions = dict(sources.subdivisions())
    areas: dict[int, _Area] = {}
    inside, aliases, capitals = sources.city_regions(), sources.aliases(), sources.capitals()
    for city in sources.cities():
        city.capital = city.geonames_id in capitals
        city.names.update(dict.fromkeys(aliases.get(city.geonames_id or 0, ()), 0))
        for number in inside.get(city.geonames_id or 0, ()):
            region = regions.get(number)
            if region is None:
                continue
            areas.setdefault(number, _Area()).add(city)
            city.admin1 = region.admin1
            if region.kind == "admin2":
                city.admin2 = region.geonames_id
        city.country = alpha3.get(city.country or "")
        yield city
    _sum_up(regions, areas)
    listed, told = list(sources.curated()), {r.geonames_id: r for r in regions.values() if r.geonames_id}
    for gid, spelt in aliases.items():
        if gid in told:
            told[gid].names.update(dict.fromkeys(spelt, 0))
    yield from _regions(regions, areas, alpha3, {e.geonames_id: e for e in listed if e.geonames_id in told})
    for place in [*states, *listed]:
        if place.geonames_id not in told:
            place.country = alpha3.get(place.country or "")
            yield place


def _sum_up(regions: dict[int, Entry], areas: dict[int, _Area]) -> None:
    """First-level regions also have the settlements of their parts, where those are listed under the part only."""
    first = {r.admin1: n for n, r in regions.items() if r.kind == "admin1"}
    for number, area in list(areas.items()):
        parent = first.get(regions[number].admin1)
        if regions[number].kind == "admin2" and parent is not None and parent not in areas:
            areas[parent] = area


def _regions(
    regions: dict[int, Entry],
    areas: dict[int, _Area],
    alpha3: dict[str, str],
    listed: dict[int | None, Entry],
) -> Iterator[Entry]:
    """Yield the regions, each with the name, the further names and the point that our own list gives its id."""
    points = {
        f"{r['country']}.{r['admin1']}": (float(r["lat"]), float(r["lon"]))
        for r in sources.table("place_admin1.csv")
    }
    short = {
        f"{r['country']}.{r['admin1']}": r["forms"].split(";")
        for r in sources.table("place_abbreviations.csv")
    }
    for number, region in regions.items():
        area = areas.get(number)
        if area and area.count:
            region.lat, region.lon, region.population = (
                round(area.lat, 4),
                round(area.lon, 4),
                area.population,
            )
        if region.kind == "admin1":
            region.lat, region.lon = points.get(region.admin1 or "", (region.lat, region.lon))
            region.names.update(dict.fromkeys(short.get(region.admin1 or "", ()), 3))
        ours = listed.get(region.geonames_id)
        if ours is not None:
            region.name, region.lat, region.lon = ours.name, ours.lat, ours.lon
            region.names.update(ours.names)
        region.country = alpha3.get(region.country or "")
        yield region


def _keys(entry: Entry) -> dict[str, int]:
    keys: dict[str, int] = {}
    for name, rank in entry.names.items():
        key = normalise(name)
        if key:
            keys[key] = min(rank, keys.get(key, rank))
        plain = bare(key) if entry.kind in ("admin1", "admin2") else None
        if plain:
            keys[plain] = min(1, keys.get(plain, 1))
    if entry.country in _ARABIC and (entry.population >= _SPELT or entry.kind != "city"):
        # looked up only where the name as written is unknown
        keys.update({f"~{folded}": 2 for key in list(keys) if len(folded := arabic_key(key)) >= 4})
    return keys


def _write(path: Path, progress: Progress | None) -> None:
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.executescript(_SCHEMA)
        for number, e in enumerate(entries(), 1):
            db.execute(
                "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    number,
                    e.geonames_id,
                    e.name,
                    e.kind,
                    e.country,
                    e.admin1,
                    e.admin2,
                    e.lat,
                    e.lon,
                    e.population,
                    e.capital,
                ),
            )
            db.executemany(
                "INSERT INTO found VALUES (?, ?, ?)", ((key, number, rank) for key, rank in _keys(e).items())
            )
            if progress and number % 2000 == 0:
                progress(number, _EXPECTED)
        # a sorted insert writes each page of the key's tree once: a third of the time and of the file
        db.execute("INSERT INTO name SELECT key, place, rank FROM found ORDER BY key, place")
        db.execute("CREATE INDEX place_admin1 ON place (admin1) WHERE kind = 'admin1'")
        db.execute("CREATE INDEX place_people ON place (country) WHERE kind = 'country'")
        db.commit()
    if progress:
        progress(_EXPECTED, _EXPECTED)


def compile_gazetteer(path: Path, progress: Progress | None = None) -> Path:
    """Compile into ``path``, whole or not at all: aside first, then renamed, so two processes may do it at once.

    Removes old files beside it. Raises ``OSError`` where the folder cannot be written to.
    """
    handle, aside = tempfile.mkstemp(prefix=path.stem, suffix=".part", dir=path.parent)
    os.close(handle)
    try:
        _write(Path(aside), progress)
        Path(aside).replace(path)
    except sqlite3.OperationalError as error:
        raise OSError(str(error)) from error
    finally:
        Path(aside).unlink(missing_ok=True)
    _tidy(path)
    return path


def _tidy(path: Path) -> None:
    """Remove what nobody has used for a month, and what a killed run left: another install's file stays."""
    for pattern, days in (("gazetteer-*.sqlite", 30), ("gazetteer-*.part", 1)):
        for old in path.parent.glob(pattern):
            with contextlib.suppress(OSError):
                used = max(old.stat().st_atime, old.stat().st_mtime)
                if old != path and time.time() - used > days * 86_400:
                    old.unlink()


@contextlib.contextmanager
def progress_bar() -> Iterator[Progress | None]:
    """Give a progress that draws a bar on standard error, or ``None`` where nobody looks at it."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True)) as bar:
        task = bar.add_task("Compiling the gazetteer", total=_EXPECTED)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def main() -> int:
    """Compile the gazetteer where the cache lacks it, with a progress bar."""
    from onrecord.knowledge.gazetteer import compiled_path, gazetteer

    gazetteer()
    print(compiled_path())
    return 0


if __name__ == "__main__":
    sys.exit(main())
