"""``python -m bench --data FOLDER``: one table of ours, the pinned floor, the required floor and the peers."""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from bench.data import BenchData
from bench.speed import measure
from bench.table import NOISY, Pinned, Results, as_markdown, as_text, below, better, put_in, rows
from bench.tasks import TASKS, Figures

_HERE = Path(__file__).parent


def main(argv: list[str] | None = None) -> int:
    """Run the benchmarks. Returns 1 where ``--gate`` is given and a figure lies below its floor."""
    args = _arguments(argv)
    try:
        data = BenchData(args.data)
    except FileNotFoundError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 2
    results = {**_held_out(args.only), **_run_all(data, args.only, args.workers)}
    floors, peers = _load("floors.toml"), _load("peers.toml")
    table = rows(results, floors, peers)
    print(as_text(table))
    if args.json:
        args.json.parent.mkdir(parents=True, exist_ok=True)
        args.json.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    if args.readme:
        text = args.readme.read_text(encoding="utf-8")
        args.readme.write_text(put_in(text, as_markdown(table)), encoding="utf-8")
    if args.raise_floors:
        _write_floors(results, floors)
    lower = below(results, floors, peers)
    for line in lower:
        print(f"below the floor: {line}", file=sys.stderr)
    return 1 if args.gate and lower else 0


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the benchmark folder")
    parser.add_argument(
        "--only", nargs="*", default=[], help="benchmarks whose name holds one of these words"
    )
    parser.add_argument("--json", type=Path, help="also write the figures here")
    parser.add_argument("--readme", type=Path, help="put the table between the marks of this file")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--gate", action="store_true", help="fail where a figure is below its floor")
    parser.add_argument(
        "--raise-floors", action="store_true", help="pin every figure that rose; none is lowered"
    )
    return parser.parse_args(argv)


def _run_all(data: BenchData, only: list[str], workers: int) -> Results:
    results: Results = {}
    if not only or "speed" in only:
        results["speed"] = measure(data.folder)  # alone on the machine, before the rest
    chosen = [name for name in TASKS if not only or any(part in name for part in only)]
    if workers == 1:
        results.update({name: _run(name, data.folder) for name in chosen})
    else:
        with ProcessPoolExecutor(workers) as pool:
            results.update(zip(chosen, pool.map(_run, chosen, [data.folder] * len(chosen)), strict=True))
    return results


def _held_out(only: list[str]) -> Results:
    """Figures on text that the encoder has not learned from; ``training.encoder.measure --write`` took them."""
    kept: Results = json.loads((_HERE / "held_out.json").read_text(encoding="utf-8"))
    return {name: row for name, row in kept.items() if not only or any(part in name for part in only)}


def _run(name: str, folder: Path) -> Figures:
    return TASKS[name](BenchData(folder))


def _load(name: str) -> Pinned:
    path = _HERE / name
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def _write_floors(results: Results, floors: Pinned) -> None:
    merged = {task: dict(figures) for task, figures in floors.items()}
    for task, figures in results.items():
        for figure, ours in figures.items():
            old = merged.get(task, {}).get(figure)
            if figure not in NOISY and (old is None or better(figure, ours, old)):
                merged.setdefault(task, {})[figure] = round(ours, 4)
    lines = [
        "# Pinned by `python -m bench --raise-floors`: the best measured so far.",
        "# A change that lowers one does not land.",
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
