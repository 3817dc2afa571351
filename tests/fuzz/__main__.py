"""``python -m tests.fuzz``: fuzz for some minutes of processor time, or try single inputs again."""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import time
from pathlib import Path

from tests.fuzz.running import Run, mark_of, tried
from tests.fuzz.targets import TARGETS

_OUT = Path("out") / "fuzz"
_WAITING = 1_800.0
"""Seconds by the clock after which one input has made the work wait for ever, on the busiest machine."""


def main() -> int:
    """Run as asked and return the exit status: 1 where something was found."""
    given = _asked()
    given.output.mkdir(parents=True, exist_ok=True)
    if given.again:
        return _again(given.again)
    if given.work:
        return _work(given)
    seed = random.SystemRandom().randrange(10**6) if given.seed is None else given.seed
    told = f"seed {seed}, {given.minutes:g} minutes of processor time"
    print(f"{told}, targets: {' '.join(given.targets)}", flush=True)
    return _supervise(given, seed)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=main.__doc__)
    parser.add_argument(
        "--minutes", type=float, default=5.0, help="of processor time; on a busy machine the clock shows more"
    )
    parser.add_argument("--seed", type=int, help="of a run before, to do it again; by default a new one")
    parser.add_argument(
        "--targets", nargs="*", choices=sorted(TARGETS), default=sorted(TARGETS), metavar="TARGET"
    )
    parser.add_argument("--output", type=Path, default=_OUT, help="folder of what was found")
    parser.add_argument(
        "--again", nargs="*", type=Path, metavar="FILE", help="try files that were found, named TARGET~..."
    )
    parser.add_argument("--work", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _supervise(given: argparse.Namespace, seed: int) -> int:
    """Run the work in a process of its own, and again after each death, whose input is a finding."""
    call = [sys.executable, "-m", "tests.fuzz", "--minutes", str(given.minutes), "--seed", str(seed)]
    call += ["--output", str(given.output), "--targets", *given.targets]
    for left in ("tally.json", "in-hand"):  # by a run before this one
        (given.output / left).unlink(missing_ok=True)
    deaths = 0
    while (ended := _watched([*call, "--work"], given.output)) not in (0, 1):
        head, _, data = (given.output / "in-hand").read_bytes().partition(b"\n")
        number, name = head.decode().split()
        path = given.output / f"{name}~death-{seed}-{number}"
        path.write_bytes(data)
        print(f"FOUND {path}: the process died ({ended})", flush=True)
        deaths += 1
    found = [path for path in given.output.glob("*~*") if path.suffix != ".why"]
    print(
        f"{len(found)} inputs that fail, in {given.output}: `python -m tests.fuzz --again FILE` tries one again",
        flush=True,
    )
    return 1 if found or deaths else 0


def _watched(call: list[str], output: Path) -> int:
    """Run the work and return its exit status; it is killed where one input keeps it waiting and it does nothing."""
    began = time.time()
    with subprocess.Popen(call) as process:
        while process.poll() is None:
            time.sleep(1)
            hand = output / "in-hand"
            since = max(began, hand.stat().st_mtime) if hand.exists() else began
            if time.time() - since > _WAITING:
                process.kill()
    return process.returncode


def _work(given: argparse.Namespace) -> int:
    run = Run(given.output, given.seed)
    if (given.output / "tally.json").exists():
        run.take_up()
    run.go(given.targets, 60 * given.minutes)
    print("of each target its inputs, minutes and slowest in seconds, processor time:")
    for name in given.targets:
        slowest = run.slowest.get(name, 0.0)
        print(f"  {name:<10} {run.counts[name]:>7} {run.spent.get(name, 0.0) / 60:>7.2f} {slowest:>7.2f}")
    begun = sum(run.counts[name] for name in given.targets)
    print(f"  {'all':<10} {begun:>7} {sum(run.spent.values()) / 60:>7.2f}")
    print(f"failing: {run.counts['failing']}, of {len(run.known)} kinds", flush=True)
    return 1 if run.known else 0


def _again(paths: list[Path]) -> int:
    failed = 0
    for path in paths:
        name = path.name.partition("~")[0] if "~" in path.name else path.parent.name
        error = tried(name, path.read_bytes())
        failed += error is not None
        print(f"{path}: {'well' if error is None else mark_of(error)}")
        if error is not None and len(paths) == 1:
            import traceback

            traceback.print_exception(error)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
