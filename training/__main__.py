"""Make every fitted file of the package again, in order: ``python -m training BENCH --base MODEL --work WORK``.

``--list`` prints the steps and runs none. A step that has run is written down in ``WORK/done`` and not run again, so that a stop
costs one step; remove the file to begin anew. Each step is a command that can be run alone: ``training/encoder/README.md`` and
``docs/cards/merging.md`` say what each does and how long it takes (some four hours of one core in all).
"""

from __future__ import annotations

import argparse
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

Step = tuple[str, ...]
"""A module of ``training`` and its arguments."""


def steps(bench: Path, base: Path, work: Path, seed: int = 7) -> list[Step]:
    """Return the steps in the order in which each finds what it needs."""
    data, given = str(bench), ("--base", str(base))
    fitting = (*given, "--work", str(work), "--seed", str(seed))
    folds, halves, events = (
        tuple(str(work / f"{name}{n}") for n in (0, 1)) for name in ("FOLD", "HALF", "SAME")
    )
    return [
        (
            "training.attribution.train",
            str(bench / "attribution" / "polnear_train.jsonl"),
            "--cache",
            str(work / "polnear_train.spacy"),
        ),
        ("training.encoder.fit", data, *fitting),
        *(("training.encoder.fit", data, *fitting, "--held-out", str(n)) for n in (0, 1)),
        *(("training.encoder.fit", data, *fitting, "--fold", str(n)) for n in (0, 1)),
        ("training.encoder.same", data, *fitting),
        ("training.encoder.export", str(work / "told.pt"), *given),
        *(_exported(work / f"told-without-{n}.pt", given, halves[n]) for n in (0, 1)),
        *(_exported(work / f"fold{n}.pt", given, folds[n]) for n in (0, 1)),
        *(_exported(work / f"same-without-{n}.pt", given, events[n]) for n in (0, 1)),
        ("training.encoder.decide", "version", data, "--work", str(work), "--folds", *folds),
        ("training.encoder.decide", "said", data, "--work", str(work)),
        ("training.encoder.decide", "told", data, "--halves", *halves),
        ("training.merging.counts", data),
        ("training.merging.fit", data, "--halves", *events),
        ("training.encoder.measure", data, "--halves", *halves, "--write"),
    ]


def _exported(checkpoint: Path, given: Step, folder: str) -> Step:
    return ("training.encoder.export", str(checkpoint), *given, "--output", folder)


def run(todo: Sequence[Step], done: Path) -> int:
    """Run the steps that ``done`` does not name. Returns the exit status of the one that failed, else 0."""
    known = set(done.read_text("utf8").splitlines()) if done.exists() else set()
    for step in todo:
        line = shlex.join(step)
        if line in known:
            continue
        print(f"python -m {line}", flush=True)
        status = subprocess.run([sys.executable, "-m", *step], check=False).returncode
        if status:
            return status
        with done.open("a", encoding="utf8") as file:
            file.write(line + "\n")
    return 0


def main() -> int:
    """Read the arguments and run, or print, the steps."""
    parser = argparse.ArgumentParser(
        prog="python -m training",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("bench", type=Path, help="folder of the benchmarks")
    parser.add_argument("--base", type=Path, required=True, help="folder with MiniLM-L6 and its vocab.txt")
    parser.add_argument("--work", type=Path, required=True, help="folder for parses and checkpoints")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--list", action="store_true", help="print the steps and run none")
    given = parser.parse_args()
    todo = steps(given.bench, given.base, given.work, given.seed)
    if given.list:
        print("\n".join(f"python -m {shlex.join(step)}" for step in todo))
        return 0
    given.work.mkdir(parents=True, exist_ok=True)
    return run(todo, given.work / "done")


if __name__ == "__main__":
    raise SystemExit(main())
