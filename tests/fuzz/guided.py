"""Fuzzing guided by coverage, by atheris (extra ``fuzz``): ``python -m tests.fuzz.guided TARGET [options of libFuzzer]``.

``python -m tests.fuzz`` makes inputs without looking at what they reach. Here libFuzzer keeps an input that reaches new lines
of the package and goes on from it. Options are libFuzzer's, such as ``-max_total_time=600`` (seconds) and ``-seed=1``. It
begins with the target's files and some made inputs, and stops at the first finding, which it writes to ``crash-...``; put that
into ``corpus/TARGET``.
"""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

_MADE = 50


def main() -> None:
    """Fuzz one target."""
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    try:
        import atheris
    except ImportError as error:
        raise SystemExit(f"this needs the fuzz extra: pip install 'onrecord[fuzz]' ({error})") from error
    name, *options = sys.argv[1:]
    with atheris.instrument_imports(include=["onrecord"]):
        import onrecord.cleaning
        import onrecord.sources.archives_many
        import onrecord.sources.feeds  # noqa: F401, what opens and cleans; reading spends its time in libraries
        from tests.fuzz.seeds import seeds_of
        from tests.fuzz.targets import TARGETS
    if name not in TARGETS:
        raise SystemExit(f"'{name}' is no target: name one of {', '.join(sorted(TARGETS))}")
    target = TARGETS[name]
    with TemporaryDirectory() as folder:
        made = [target.make(Random(number)) for number in range(_MADE)]
        for number, data in enumerate((*seeds_of(name), *made)):
            (Path(folder) / str(number)).write_bytes(data)
        limit = f"-timeout={4 * target.seconds}"
        atheris.Setup([sys.argv[0], limit, "-max_len=100000", *options, folder], target.check)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
