"""``python -m bench --data FOLDER``: one table of ours, the pinned floor, the required floor and the peers."""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from bench.data import BenchData
from bench.speed import measure
from bench.tasks import TASKS, Figures

_HERE = Path(__file__).parent
_LESS_IS_BETTER = {
    "residue pages",
    "lost pages",
    "CPU of reading / CPU of bare spaCy",
    "start-up, CPU seconds",
    "peak memory, MB",
}
_NOISY = {
    "words per CPU-second",
    "CPU of reading / CPU of bare spaCy",
    "start-up, CPU seconds",
    "peak memory, MB",
}
"""Depend on the machine: shown, never pinned from a run; the required floor alone holds for them."""


def main(argv: list[str] | None = None) -> int:
    """Run the benchmarks. Returns 1 where ``--gate`` is given and a figure lies below its pinned floor."""
    args = _arguments(argv)
    data = BenchData(args.data)
    results: dict[str, Figures] = {}
    if not args.only or "speed" in args.only:
        results["speed"] = measure(args.data)
    chosen = [name for name in TASKS if not args.only or any(part in name for part in args.only)]
    if args.workers == 1:
        results.update({name: _run(name, data.folder) for name in chosen})
    else:
        with ProcessPoolExecutor(args.workers) as pool:
            results.update(zip(chosen, pool.map(_run, chosen, [data.folder] * len(chosen)), strict=True))
    floors = _load("floors.toml")
    print(_table(results, floors, _load("peers.toml")))
    if args.json:
        args.json.parent.mkdir(parents=True, exist_ok=True)
        args.json.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    if args.raise_floors:
        _write_floors(results, floors)
    below = _below(results, floors)
    for line in below:
        print(f"below the pinned floor: {line}", file=sys.stderr)
    return 1 if args.gate and below else 0


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the benchmark folder")
    parser.add_argument(
        "--only", nargs="*", default=[], help="benchmarks whose name holds one of these words"
    )
    parser.add_argument("--json", type=Path, help="also write the figures here")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--gate", action="store_true", help="fail where a figure is below bench/floors.toml")
    parser.add_argument(
        "--raise-floors", action="store_true", help="pin every figure that rose; none is lowered"
    )
    return parser.parse_args(argv)


def _run(name: str, folder: Path) -> Figures:
    return TASKS[name](BenchData(folder))


def _load(name: str) -> dict[str, dict[str, Any]]:
    path = _HERE / name
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def _better(figure: str, ours: float, other: float) -> bool:
    return ours < other if figure in _LESS_IS_BETTER else ours > other


def _below(results: dict[str, Figures], floors: dict[str, dict[str, Any]]) -> list[str]:
    """Compare to a thousandth: figures are the same on every run, but floats print rounded."""
    slack = 0.0005
    return [
        f"{task}, {figure}: {ours:.4f} against {floors[task][figure]}"
        for task, figures in results.items()
        for figure, ours in figures.items()
        if figure in floors.get(task, {})
        and not _better(figure, ours, floors[task][figure])
        and abs(ours - floors[task][figure]) > slack
    ]


def _show(value: float) -> str:
    return f"{value:.3f}" if abs(value) < 10 and value != int(value) else f"{value:.1f}".removesuffix(".0")


def _table(
    results: dict[str, Figures], floors: dict[str, dict[str, Any]], peers: dict[str, dict[str, Any]]
) -> str:
    rows = [("benchmark", "figure", "ours", "pinned", "floor", "peers")]
    for task, figures in results.items():
        for figure, ours in figures.items():
            floor, words = peers.get(task, {}).get(figure, ("", ""))
            pinned = floors.get(task, {}).get(figure, "")
            mark = "" if floor == "" or not _better(figure, floor, ours) else " (below the floor)"
            cells = (_show(v) if v != "" else "" for v in (pinned, floor))
            rows.append((task, figure, _show(ours), *cells, words + mark))
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def _write_floors(results: dict[str, Figures], floors: dict[str, dict[str, Any]]) -> None:
    merged = {task: dict(figures) for task, figures in floors.items()}
    for task, figures in results.items():
        for figure, ours in figures.items():
            old = merged.get(task, {}).get(figure)
            if figure not in _NOISY and (old is None or _better(figure, ours, old)):
                merged.setdefault(task, {})[figure] = round(ours, 4)
    lines = [
        "# Pinned by `python -m bench --raise-floors`: the best measured so far. A change that lowers one does not land."
    ]
    for task in sorted(merged):
        lines += [
            "",
            f'["{task}"]',
            *(f'"{figure}" = {value}' for figure, value in sorted(merged[task].items())),
        ]
    (_HERE / "floors.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
